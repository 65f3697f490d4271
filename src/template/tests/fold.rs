//! Templates with what is the same for all records filled in give what they gave before.

use tera::{Context, Tera};

use super::functions::scope;
use super::*;
use crate::template::fold::Folded;
use crate::template::render::with_functions;
use crate::template::scope::Scope;

/// An engine with an edition, without a record.
pub(super) struct Edition {
    engine: Engine,
    scope: Arc<Scope>,
    context: Context,
    name: String,
}

impl Edition {
    fn new(files: &[(Layer, &str, &str)]) -> Edition {
        Edition::of(files).expect("parsed")
    }

    /// `None` if Tera cannot parse them.
    pub fn of(files: &[(Layer, &str, &str)]) -> Option<Edition> {
        let engine = Engine::new(&[files[0].1], &shelf(files)).ok()?;
        let mut context = Context::new();
        context.insert("city", &BTreeMap::from([("name", "Den Haag")]));
        context.insert("v", " V ");
        context.insert("items", &["een", "  twee ", "{{ drie }}"]);
        Some(Edition { engine, scope: scope(), context, name: files[0].1.to_owned() })
    }

    pub fn render(&self, tera: &Tera, counted: u64, record: Option<&serde_json::Value>) -> Option<String> {
        let mut context = self.context.clone();
        if let Some(record) = record {
            context.insert("record", record);
        }
        let mut html = String::new();
        self.engine.render_into(tera, &self.name, &context, &self.scope, counted, &mut html).ok()?;
        Some(html)
    }

    pub fn whole(&self) -> Tera {
        with_functions(&self.engine.tera, &self.scope)
    }

    pub fn folded(&self) -> Option<Folded> {
        let html = self.render(&self.whole(), 0, None)?;
        self.engine.folded(&self.name, &self.context, &self.scope, &html)
    }
}

fn one(text: &str) -> Edition {
    Edition::new(&[(Layer::Project, "a.html", text)])
}

/// What both ways give for a record.
fn both(text: &str, record: serde_json::Value) -> [Option<String>; 2] {
    let edition = one(text);
    let folded = edition.folded().expect("something is the same for all");
    [
        edition.render(&folded.tera, folded.counted, Some(&record)),
        edition.render(&edition.whole(), 0, Some(&record)),
    ]
}

#[test]
fn a_record_stands_among_what_is_filled_in() {
    let [folded, whole] =
        both("<p>{{ city.name }}, {{ record?.name or '-' }}</p>", serde_json::json!({ "name": "<A>" }));
    assert_eq!(folded.as_deref(), Some("<p>Den Haag, &lt;A&gt;</p>"));
    assert_eq!(folded, whole);
}

#[test]
fn text_that_looks_like_a_tag_is_text() {
    let text = "{% raw %}{{ a }}{% if %}{%{% endraw %}{{ '{# {% endraw %}{' | safe }}{{ record?.name or '%' }}{{ 'x{' }}{# {{ #}";
    let [folded, whole] = both(text, serde_json::json!({}));
    assert_eq!(folded.as_deref(), Some("{{ a }}{% if %}{%{# {% endraw %}{%x{"));
    assert_eq!(folded, whole);
}

#[test]
fn white_space_of_values_is_not_dropped() {
    let text = "{{ record?.a or '<' -}}  {{ '  b ' }}  {%- if record?.c %}{% endif -%} {{ '' }} {{- record?.d or '>' }}";
    let [folded, whole] = both(text, serde_json::json!({ "a": "[", "d": "]" }));
    assert_eq!(folded.as_deref(), Some("[  b ]"));
    assert_eq!(folded, whole);
}

#[test]
fn each_time_another_outcome_is_none() {
    let loops = "{% for a in items %}{% include 'b.html' %}{% endfor %}";
    let files =
        [(Layer::Project, "a.html", loops), (Layer::Project, "b.html", "{{ a }}{{ record?.x or '' }}")];
    assert!(Edition::new(&files).folded().is_none());
}

#[test]
fn what_is_filled_in_has_counted() {
    let text =
        "{% for a in range(end=150000) %}{% endfor %}{% for a in range(end=record?.n or 0) %}{% endfor %}";
    let folded = one(text).folded().expect("the first loop");
    assert_eq!(folded.counted, 150_000);
}
