//! What `drukwerk css` lists, and that each of it changes a page.
//!
//! `rows/*.yaml` has for each property a small document and values; the pages with a value must differ
//! from those without it, or from those with the value that it is written `against`.

#[path = "../layout/dump.rs"]
mod dump;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use drukwerk::assets::{Loader, Scope};
use drukwerk::compose::{Bleed, Composer, Input};
use drukwerk::page::Metadata;
use drukwerk::style;
use serde::Deserialize;

/// A document, and what its properties may be.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    properties: Vec<String>,
    html: String,
    /// Declarations for all documents of the row.
    #[serde(default)]
    css: String,
    /// The selector of the rule that declares the property, or the whole rule with `…` for it.
    #[serde(default = "marked")]
    on: String,
    values: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Value {
    /// Must differ from no declaration.
    Plain(String),
    /// Must differ from one another.
    Against(String, String),
}

fn marked() -> String {
    ".x".to_owned()
}

/// Small, and black on white unless a row says otherwise.
const PAGE: &str = "@page { size: 200pt 160pt; margin: 10pt } body { margin: 0; font: 10pt/12pt sans-serif }";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/css/rows")
}

fn rows() -> Vec<Row> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .expect("the folder is there")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    files.sort();
    files
        .into_iter()
        .flat_map(|file| {
            let text = fs::read_to_string(&file).expect("rows are UTF-8");
            let rows: Vec<Row> =
                serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            rows
        })
        .collect()
}

/// The pages of a document. What is told about it, such as text that runs over, is not the point here.
fn pages(composer: &Composer<'_>, row: &Row, declaration: &str) -> String {
    let rule = match row.on.contains('…') {
        true => row.on.replace('…', declaration),
        false => format!("{} {{ {declaration} }}", row.on),
    };
    let html = format!("<!doctype html><html lang=en><style>{PAGE} {} {rule}</style>{}", row.css, row.html);
    let scope = Scope::default();
    let input = Input {
        html: &html,
        name: "row.html",
        first: &[],
        scope: &scope,
        bleed: Bleed::Styled,
        metadata: Metadata::default(),
    };
    dump::pages(&composer.compose(input).0.document.pages)
}

#[test]
fn every_value_that_is_listed_changes_a_page() {
    let loader = Loader::folder(&folder()).expect("the folder is there");
    let composer = Composer::new(&loader);
    let mut shown: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut faults = Vec::new();
    for row in rows() {
        let mut known: BTreeMap<String, String> = BTreeMap::new();
        for property in &row.properties {
            for value in &row.values {
                let (value, other) = match value {
                    Value::Plain(value) => (value, None),
                    Value::Against(value, other) => (value, Some(other)),
                };
                let Some(parts) = style::taken(property, value) else {
                    faults.push(format!("`{property}: {value}` is not supported"));
                    continue;
                };
                let declared = |value: &String| format!("{property}: {value}");
                let mut of = |declaration: String| {
                    let entry = known.entry(declaration);
                    let declaration = entry.key().clone();
                    entry.or_insert_with(|| pages(&composer, &row, &declaration)).clone()
                };
                let against = other.map(|other| format!(" against `{other}`")).unwrap_or_default();
                if of(declared(value)) == of(other.map(declared).unwrap_or_default()) {
                    faults.push(format!("`{property}: {value}` changes nothing{against}"));
                } else {
                    shown.entry(property.clone()).or_default().extend(parts);
                }
            }
        }
    }
    for offer in style::offers() {
        match shown.get(offer.property) {
            None => faults
                .push(format!("no row shows what `{}` does: it takes {:?}", offer.property, offer.values)),
            // The values of a shorthand are those of its parts.
            Some(_) if !offer.parts.is_empty() => {}
            Some(shown) => {
                let missing: Vec<&String> =
                    offer.values.iter().filter(|value| !shown.contains(*value)).collect();
                if !missing.is_empty() {
                    faults.push(format!("no row shows what `{}` does with {missing:?}", offer.property));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} of the listed values are not shown:\n{}", faults.len(), faults.join("\n"));
}
