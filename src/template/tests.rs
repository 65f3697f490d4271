//! Templates of several layers, without an edition.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Engine, Library, failure};
use crate::assets::{Layer, TemplateFile};
use crate::diagnostics::{Diagnostic, Diagnostics, SourceFile};

/// Templates in memory: `(layer, name, text)`.
struct Shelf(Vec<TemplateFile>);

impl Library for Shelf {
    fn layers(&self, name: &str) -> Result<Vec<TemplateFile>, Diagnostics> {
        let mut files: Vec<TemplateFile> = self.0.iter().filter(|file| file.name == name).cloned().collect();
        files.sort_by(|a, b| a.layer.cmp(&b.layer));
        Ok(files)
    }

    fn names(&self) -> Vec<String> {
        self.0.iter().map(|file| file.name.clone()).collect()
    }
}

fn shelf(files: &[(Layer, &str, &str)]) -> Shelf {
    let file = |(layer, name, text): &(Layer, &str, &str)| TemplateFile {
        name: (*name).to_owned(),
        layer: layer.clone(),
        source: Arc::new(SourceFile { name: format!("{layer}/{name}"), text: (*text).to_owned() }),
    };
    Shelf(files.iter().map(file).collect())
}

fn utrecht() -> Layer {
    Layer::Municipality("utrecht".into())
}

fn render(files: &[(Layer, &str, &str)]) -> Result<String, Vec<Diagnostic>> {
    let name = files[0].1;
    let engine = Engine::new(&[name], &shelf(files)).map_err(Diagnostics::into_vec)?;
    let entry = engine.entry(name).expect("registered");
    let mut context = tera::Context::new();
    context.insert("city", &BTreeMap::from([("name", "Utrecht")]));
    engine
        .tera
        .render(entry, &context)
        .map_err(|error| failure::diagnose(&engine, &error, Some(entry)).into_vec())
}

fn finding(files: &[(Layer, &str, &str)]) -> String {
    let found = render(files).expect_err("an error");
    let show = |it: &Diagnostic| {
        let place = it.span.as_ref().map_or(it.file.clone().unwrap_or_default(), |span| {
            let (line, column) = span.line_column();
            format!("{}:{line}:{column} `{}`", span.file.name, &span.file.text[span.start..span.end])
        });
        format!("{}: {} at {place}; {}", it.code, it.message, it.help.as_deref().unwrap_or("-"))
    };
    found.iter().map(show).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_file_extends_its_own_name_one_layer_down() {
    let html = render(&[
        (utrecht(), "a.html", "{% extends 'a.html' %}{% block b %}U{{ super() }}{% endblock %}"),
        (Layer::Project, "a.html", "{% extends 'a.html' %}{% block b %}P{{ super() }}{% endblock %}"),
        (Layer::BuiltIn, "a.html", "<p>{% block b %}B{% endblock %}</p>"),
    ]);
    let expected = "<p><!--drukwerk:block b|a.html|utrecht-->U<!--drukwerk:block b|a.html|project-->P\
        <!--drukwerk:block b|a.html|built in-->B<!--drukwerk:/block--><!--drukwerk:/block--><!--drukwerk:/block--></p>";
    assert_eq!(html.as_deref(), Ok(expected));
}

#[test]
fn other_names_mean_the_strongest_layer() {
    let html = render(&[
        (
            Layer::BuiltIn,
            "a.html",
            "{% extends 'base.html' %}{% block b %}{% include 'i.html' %}{% endblock %}",
        ),
        (Layer::BuiltIn, "base.html", "{% block b %}{% endblock %}!"),
        (Layer::BuiltIn, "i.html", "weak"),
        (utrecht(), "i.html", "strong"),
    ]);
    let expected = "<!--drukwerk:block b|a.html|built in--><!--drukwerk:block b|i.html|utrecht-->strong\
        <!--drukwerk:/block--><!--drukwerk:/block-->!";
    assert_eq!(html.as_deref(), Ok(expected));
}

#[test]
fn a_title_stays_unmarked_in_every_layer() {
    let html = render(&[
        (utrecht(), "a.html", "{% extends 'a.html' %}{% block title %}U{% endblock %}"),
        (Layer::BuiltIn, "a.html", "<title>{% block title %}B{% endblock %}</title>"),
    ]);
    assert_eq!(html.as_deref(), Ok("<title>U</title>"));
}

#[test]
fn undefined_names_point_at_the_source() {
    assert_eq!(
        finding(&[(Layer::Project, "a.html", "{% block b %}\n  {{ cty.name }}{% endblock %}")]),
        "undefined-variable: no variable is called `cty` at project/a.html:2:6 `cty`; did you mean `city`?"
    );
    assert_eq!(
        finding(&[(Layer::Project, "a.html", "{% block b %}{{ city.nmae }}{% endblock %}")]),
        "undefined-variable: no field is called `nmae` at project/a.html:1:22 `nmae`; did you mean `name`?"
    );
}

#[test]
fn every_file_with_a_syntax_error_is_told() {
    let found = finding(&[
        (utrecht(), "a.html", "{% extends 'a.html' %}{% block b %}{{ city. }}{% endblock %}"),
        (Layer::BuiltIn, "a.html", "{% block b %}{% if %}{% endblock %}"),
    ]);
    assert_eq!(found.matches("template-syntax").count(), 2, "{found}");
    assert!(found.contains("utrecht/a.html:1:45"), "{found}");
}

#[test]
fn unknown_names_of_all_kinds_are_told() {
    assert_eq!(
        finding(&[(Layer::Project, "a.html", "{{ fct(key='x') }}{{ city | nubmer }}")]),
        "template: no function is called `fct` at project/a.html:1:4 `fct(key='x')`; did you mean `fact`?\n\
         template: no filter is called `nubmer` at project/a.html:1:29 `nubmer`; did you mean `number`?"
    );
    assert_eq!(
        finding(&[(Layer::Project, "letter/a.html", "{% include 'letter/b.html' %}")]),
        "unknown-template: no template is called `letter/b.html` at project/letter/a.html:1:12 `'letter/b.html'`; \
         did you mean `letter/a.html`?"
    );
    assert_eq!(
        finding(&[
            (utrecht(), "a.html", "{% extends 'a.html' %}{% block nope %}{% endblock %}"),
            (Layer::Project, "a.html", "")
        ]),
        "unknown-block: the template has no block `nope` at utrecht/a.html:1:32 `nope`; \
         `drukwerk templates show` lists the blocks of a template"
    );
}

#[test]
fn circles_are_errors() {
    let found = finding(&[
        (Layer::Project, "a.html", "{% include 'b.html' %}"),
        (Layer::Project, "b.html", "{% include 'a.html' %}"),
    ]);
    assert!(found.starts_with("template: templates extend or include each other in a circle"), "{found}");
}

#[test]
fn blocks_are_listed_in_the_order_of_the_page() {
    let engine = Engine::new(
        &["a.html"],
        &shelf(&[
            (utrecht(), "a.html", "{% extends 'a.html' %}\n{% block b %}U{% endblock %}"),
            (
                Layer::Project,
                "a.html",
                "{% extends 'base.html' %}{% block b %}P{% block c %}C{% endblock %}{% endblock %}",
            ),
            (Layer::Project, "base.html", "{% block a %}{% endblock %}{% block b %}{% endblock %}"),
        ]),
    )
    .expect("parsed");
    let shown: Vec<String> = engine
        .blocks("a.html")
        .iter()
        .map(|block| format!("{} {:?} {}:{}", block.name, block.source(), block.file.layer, block.line()))
        .collect();
    assert_eq!(shown, [r#"a "" project:1"#, r#"b "U" utrecht:2"#, r#"c "C" project:1"#]);
}

mod chance;
mod fold;

mod functions {
    use std::sync::Mutex;

    use super::*;
    use crate::template::render::with_functions;
    use crate::template::scope::{Fact, Notes, Scope, Texts};

    pub(super) fn scope() -> Arc<Scope> {
        let yaml = "subject: Licht aan in {municipality}\nwrong: Bel {contact.polcie}\nlist: [een, '{fact.burglaries}']\n";
        let file = Arc::new(SourceFile { name: "texts/nl.yaml".into(), text: yaml.into() });
        let span = |word: &str| {
            crate::diagnostics::Span::new(file.clone(), yaml.find(word).expect("there"), yaml.len())
        };
        let values = serde_json::json!({
            "subject": "Licht aan in {municipality}",
            "wrong": "Bel {contact.polcie}",
            "list": ["een", "{fact.burglaries}"],
        });
        let nl = Texts {
            file: "texts/nl.yaml".into(),
            values: tera::Value::from_serializable(&values),
            spans: [("subject", "Licht"), ("wrong", "Bel"), ("list", "[een")]
                .map(|(key, word)| (key.to_owned(), span(word)))
                .into(),
        };
        let fact = Fact {
            value: "91000".into(),
            year: Some(2012),
            source: Some("VenJ".into()),
            label: None,
            local: false,
        };
        Arc::new(Scope {
            language: "nl".into(),
            texts: [("nl".to_owned(), Arc::new(nl))].into(),
            facts: [("burglaries".to_owned(), fact)].into(),
            contacts: BTreeMap::new(),
            variables: [(
                "municipality".to_owned(),
                tera::Value::from(BTreeMap::from([("name", "Utrecht")])),
            )]
            .into(),
            image: Box::new(|source| Err(Diagnostic::error("missing-file", format!("no {source}")))),
            notes: Mutex::new(Notes::default()),
            memo: Default::default(),
            counted: Default::default(),
        })
    }

    fn render(template: &str) -> Result<String, String> {
        let engine =
            Engine::new(&["a.html"], &shelf(&[(Layer::Project, "a.html", template)])).expect("parsed");
        engine.render("a.html", &tera::Context::new(), &scope()).map_err(|found| {
            let show = |it: &Diagnostic| {
                let span = it.span.as_ref().expect("a place");
                let (line, column) = span.line_column();
                format!(
                    "{}:{line}:{column} {} ({})",
                    span.file.name,
                    it.message,
                    it.help.as_deref().unwrap_or("-")
                )
            };
            found.iter().map(show).collect::<Vec<_>>().join("\n")
        })
    }

    #[test]
    fn texts_and_facts_are_filled_in() {
        assert_eq!(render("{{ t(key='subject') }}").as_deref(), Ok("Licht aan in Utrecht"));
        assert_eq!(render("{{ t(key='subject', municipality='ons') }}").as_deref(), Ok("Licht aan in ons"));
        assert_eq!(
            render("{% for x in texts(key='list') %}{{ x }},{% endfor %}").as_deref(),
            Ok("een,91.000,")
        );
        assert_eq!(
            render("{% set f = fact(key='burglaries') %}{{ f.value }} {{ f.raw + 1 }}").as_deref(),
            Ok("91.000 91001")
        );
        assert_eq!(render("{{ t(key='no', default='-') }}").as_deref(), Ok("-"));
    }

    #[test]
    fn each_record_may_count_as_far_as_the_others() {
        let template = "{% for x in range(end=150000) %}{% endfor %}";
        let engine =
            Engine::new(&["a.html"], &shelf(&[(Layer::Project, "a.html", template)])).expect("parsed");
        let scope = scope();
        let tera = with_functions(&engine.tera, &scope);
        for _ in 0..3 {
            let context = tera::Context::new();
            let rendered = engine.render_into(&tera, "a.html", &context, &scope, 0, &mut String::new());
            assert!(rendered.is_ok());
        }
    }

    #[test]
    fn all_faults_of_functions_show_in_one_run() {
        let expected = "project/a.html:1:10 there is no text `subjct` in Dutch (nl) (did you mean `subject`?)\n\
            project/a.html:1:37 no fact is called `burglary` (did you mean `burglaries`?)\n\
            texts/nl.yaml:2:12 nothing is known to fill in for `{contact.polcie}` (a brace that is only a brace is written twice: `{{`)\n\
            project/a.html:1:106 no x.svg (-)";
        let source = "{{ t(key=\"subjct\") }} {{ fact(key = \"burglary\") | get(key='value') }} {{ t(key='wrong') }} {{ image(src= 'x.svg') }}";
        assert_eq!(render(source).unwrap_err(), expected);
    }

    #[test]
    fn a_field_of_a_call_gets_advice() {
        let files = [(Layer::Project, "a.html", "{{ fact(key='burglaries').value }}")];
        assert_eq!(
            finding(&files),
            "template-syntax: found `.` but expected }} at project/a.html:1:26 `.`; \
             give the result a name first: `{% set found = fact(key='burglaries') %}{{ found.value }}`"
        );
    }

    #[test]
    fn a_kix_code_is_a_drawing_and_its_fault_names_no_address() {
        let svg = render("{{ kix(code='1234AB1') }}").expect("a code");
        assert!(svg.contains(r#"width="31.673mm" height="5mm""#), "{svg}");
        let fault = render("{{ kix(code='1234 AB 1') }}").unwrap_err();
        assert!(
            fault.contains("character 5 of a KIX code is not a letter from A to Z or a digit"),
            "{fault}"
        );
        assert!(!fault.contains("1234 AB"), "{fault}");
    }

    #[test]
    fn loops_are_bounded() {
        let nested = "{% for a in range(end=1000) %}{% for b in range(end=1000) %}{% endfor %}{% endfor %}";
        assert!(render(nested).unwrap_err().contains("the loops of one edition may count to 200000 in all"));
        let endless = format!("{{% for a in range(end=90000) %}}{}{{% endfor %}}", "y".repeat(300));
        let engine =
            Engine::new(&["a.html"], &shelf(&[(Layer::Project, "a.html", &endless)])).expect("parsed");
        let found = engine.render("a.html", &tera::Context::new(), &scope()).unwrap_err().into_vec();
        assert_eq!(found[0].message, "the template makes more than 16 MB of HTML");
    }
}
