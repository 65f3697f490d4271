//! One edition for many records.

use std::collections::BTreeSet;
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
        if let Some(folded) = &self.folded {
            self.context.insert_value("record", variables(record, folded.fields.as_ref()));
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
        self.render_whole(record, html)
    }

    fn render_whole(&mut self, record: &Record, html: &mut String) -> Result<(), Diagnostics> {
        self.context.insert_value("record", variables(record, None));
        self.engine.render_into(&self.tera, &self.html.name, &self.context, &self.scope, 0, html)
    }

    /// Every test of a print run is one of this.
    fn compare(&mut self, record: &Record, html: &str) {
        let mut whole = String::with_capacity(html.len());
        let rendered = self.render_whole(record, &mut whole);
        assert!(rendered.is_ok(), "{record:?} of {}: only the folded template renders", self.html.name);
        assert!(
            whole == html,
            "{record:?} of {}: the folded template renders something else",
            self.html.name
        );
    }
}

/// `record.name`, `.lines`, `.kix`, and every column by its name; what a row does not have is not there, nor what is
/// not in `wanted`, if that is known.
fn variables(record: &Record, wanted: Option<&BTreeSet<String>>) -> Value {
    let is_wanted = |name: &str| wanted.is_none_or(|wanted| wanted.contains(name));
    let mut map = Map::with_capacity(16);
    for (name, value) in record.fields().filter(|(name, value)| !value.is_empty() && is_wanted(name)) {
        map.insert(Key::String(name.clone()), Value::from(value));
    }
    if is_wanted("lines") {
        // The name is a line of its own, for templates that have another one for nobody.
        let named = usize::from(!record.name().is_empty());
        let lines: Vec<Value> = record.lines().into_iter().skip(named).map(Value::from).collect();
        map.insert(Key::from("lines"), Value::from(lines));
    }
    if let Some(code) = is_wanted("kix").then(|| record.kix()).flatten() {
        map.insert(Key::from("kix"), Value::from(code));
    }
    Value::from(map)
}
