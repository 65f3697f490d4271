//! One edition for many records.

use std::sync::Arc;

use tera::value::Key;
use tera::{Context, Map, Tera, Value};

use super::fold::Folded;
use super::render::with_functions;
use super::scope::Scope;
use super::{Engine, Html};
use crate::diagnostics::Diagnostics;
use crate::records::Record;

/// The template of an edition, ready to be filled in for one record after the other.
pub struct RecordTemplate {
    engine: Arc<Engine>,
    tera: Tera,
    /// What is the same for all records filled in.
    folded: Option<Folded>,
    scope: Arc<Scope>,
    context: Context,
    /// The edition as it is without a record.
    pub html: Html,
}

impl RecordTemplate {
    /// `html` is what the engine gives for `context`, which has no record.
    pub(super) fn new(
        engine: Arc<Engine>,
        scope: Arc<Scope>,
        context: Context,
        html: Html,
    ) -> RecordTemplate {
        let tera = with_functions(&engine.tera, &scope);
        let folded = engine.folded(&html.name, &context, &scope, &html.text);
        RecordTemplate { engine, tera, folded, scope, context, html }
    }

    /// The HTML of one record, written into `html`: a buffer for all of them.
    pub fn render(&mut self, record: &Record, html: &mut String) -> Result<(), Diagnostics> {
        self.context.insert_value("record", variables(record));
        if let Some(folded) = &self.folded {
            let (name, context, scope) = (&self.html.name, &self.context, &self.scope);
            let rendered = self.engine.render_into(&folded.tera, name, context, scope, folded.counted, html);
            if rendered.is_ok() {
                if cfg!(debug_assertions) {
                    self.compare(record, html);
                }
                return Ok(());
            }
        }
        // What is wrong is told by the lines that people wrote.
        self.render_whole(html)
    }

    fn render_whole(&self, html: &mut String) -> Result<(), Diagnostics> {
        self.engine.render_into(&self.tera, &self.html.name, &self.context, &self.scope, 0, html)
    }

    /// Every test of a print run is one of this.
    fn compare(&self, record: &Record, html: &str) {
        let mut whole = String::with_capacity(html.len());
        let rendered = self.render_whole(&mut whole);
        assert!(rendered.is_ok(), "{record:?} of {}: only the folded template renders", self.html.name);
        assert!(
            whole == html,
            "{record:?} of {}: the folded template renders something else",
            self.html.name
        );
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
