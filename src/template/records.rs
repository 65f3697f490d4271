//! One edition for many records.

use std::sync::Arc;

use tera::value::Key;
use tera::{Context, Map, Tera, Value};

use super::scope::Scope;
use super::{Engine, Html};
use crate::diagnostics::Diagnostics;
use crate::records::Record;

/// The template of an edition, ready to be filled in for one record after the other.
pub struct RecordTemplate {
    pub(super) engine: Arc<Engine>,
    pub(super) tera: Tera,
    pub(super) scope: Arc<Scope>,
    pub(super) context: Context,
    /// `letter/letter.html`
    pub(super) name: String,
    /// The edition as it is without a record.
    pub html: Html,
}

impl RecordTemplate {
    /// The HTML of one record, written into `html`: a buffer for all of them.
    pub fn render(&mut self, record: &Record, html: &mut String) -> Result<(), Diagnostics> {
        self.context.insert_value("record", variables(record));
        self.engine.render_into(&self.tera, &self.name, &self.context, &self.scope, html)
    }
}

/// `record.name`, `.lines`, `.kix`, and every column by its name; what a row does not have is not there.
fn variables(record: &Record) -> Value {
    let mut map = Map::new();
    for (name, value) in record.fields().filter(|(_, value)| !value.is_empty()) {
        map.insert(Key::from(name.to_string()), Value::from(value));
    }
    // The name is a line of its own, for templates that have another one for nobody.
    let named = usize::from(!record.name().is_empty());
    let lines: Vec<Value> = record.lines().into_iter().skip(named).map(Value::from).collect();
    map.insert(Key::from("lines"), Value::from(lines));
    if let Some(code) = record.kix() {
        map.insert(Key::from("kix"), Value::from(code));
    }
    Value::from(map)
}
