//! Tera functions that know the edition.

use tera::{Kwargs, State, Tera, TeraResult, Value};

/// What a template can call.
pub(super) const NAMES: [&str; 8] = ["t", "texts", "fact", "contact", "qr", "image", "range", "super"];

/// Makes the names known, so that templates can be parsed once for all editions.
pub(super) fn declare(tera: &mut Tera) {
    for name in ["t", "texts", "fact", "contact", "qr", "image"] {
        tera.register_function(name, |_: Kwargs, _: &State| -> TeraResult<Value> {
            Err(tera::Error::message("no edition is being made"))
        });
    }
}
