//! What functions and filters gave before: for the records of a print run they are called again and again with the
//! same words.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;
use tera::{Kwargs, TeraResult, Value};

/// Calls that are kept, and how long what they are called with may be.
const MAX_CALLS: usize = 256;
const MAX_LENGTH: usize = 1 << 12;

/// The values of calls. Shared by all threads that render one edition.
#[derive(Debug, Default)]
pub(super) struct Memo(Mutex<Calls>);

#[derive(Debug, Default)]
struct Calls {
    known: FxHashMap<String, Value>,
    /// The call that is looked up, written into one buffer for all.
    call: String,
}

impl Memo {
    /// The value of a call, made by `make` if it is new; kept if `make` says that it is the same every time.
    pub fn value(
        &self,
        function: &str,
        arguments: &Kwargs,
        make: impl FnOnce() -> TeraResult<(Value, bool)>,
    ) -> TeraResult<Value> {
        self.of(
            |call| {
                call.push_str(function);
                for (name, value) in arguments.iter() {
                    call.push('\0');
                    call.push_str(name.as_str().unwrap_or_default());
                    call.push('\0');
                    match value.as_str() {
                        Some(text) => call.push_str(text),
                        None => {
                            // `"1"` is not `1`.
                            call.push('\u{1}');
                            call.push_str(&value.to_string());
                        }
                    }
                }
            },
            make,
        )
    }

    /// The same of anything that can be written.
    pub fn of(
        &self,
        write: impl FnOnce(&mut String),
        make: impl FnOnce() -> TeraResult<(Value, bool)>,
    ) -> TeraResult<Value> {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let call = {
            let mut calls = lock();
            let mut call = std::mem::take(&mut calls.call);
            call.clear();
            write(&mut call);
            let known = calls.known.get(&call).cloned();
            if let Some(value) = known {
                calls.call = call;
                return Ok(value);
            }
            call
        };
        // Not under the lock: what is made may call others.
        let (value, is_constant) = make()?;
        if is_constant && call.len() <= MAX_LENGTH {
            let mut calls = lock();
            if calls.known.len() >= MAX_CALLS {
                calls.known.clear();
            }
            calls.known.insert(call, value.clone());
        }
        Ok(value)
    }
}
