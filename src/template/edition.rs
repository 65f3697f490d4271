//! What the functions of a template know, for one edition.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};

use tera::Value;

use super::context::{digits, facts, localised};
use super::memo::Memo;
use super::scope::{Fact, Notes, Scope, Texts};
use crate::assets::{self, Loader};
use crate::campaign::{self, Campaign, Part, TextValue};
use crate::diagnostics::Span;
use crate::plan::Edition;

pub(super) fn scope(
    loader: &Arc<Loader>,
    campaign: &Campaign,
    edition: &Edition,
    variables: &BTreeMap<String, serde_json::Value>,
    texts: BTreeMap<String, Arc<Texts>>,
) -> Scope {
    let language = edition.language.clone();
    let variables: BTreeMap<String, Value> =
        variables.iter().map(|(name, value)| (name.clone(), Value::from_serializable(value))).collect();
    let by_id = variables["contacts"].as_array().unwrap_or_default().iter().filter_map(|contact| {
        let id = contact.as_map()?.get(&tera::value::Key::from("id"))?.to_string();
        Some((id, contact.clone()))
    });
    let contacts: BTreeMap<String, Value> = by_id.collect();
    let facts = facts(campaign, &edition.municipality)
        .map(|(key, fact, local)| {
            let shown = Fact {
                value: digits(&fact.value),
                year: fact.year.and_then(|year| u16::try_from(year).ok()),
                source: Some(fact.source.clone()),
                label: localised(&fact.label, campaign, &language),
                local,
            };
            (key.clone(), shown)
        })
        .collect();
    let (loader, files) = (loader.clone(), files_of(campaign, edition));
    Scope {
        language,
        texts,
        facts,
        contacts,
        variables,
        image: Box::new(move |reference| loader.asset(&files, reference, "").map(drop)),
        notes: Mutex::new(Notes::default()),
        memo: Memo::default(),
        counted: AtomicU64::new(0),
    }
}

/// Whose files an edition sees.
pub(super) fn files_of(campaign: &Campaign, edition: &Edition) -> assets::Scope {
    assets::Scope { municipality: Some(edition.municipality.id.clone()), campaign: Some(campaign.id.clone()) }
}

/// The texts of one language as Tera reads them, with their places.
pub(super) fn texts(texts: &campaign::Texts, file: String) -> Texts {
    let mut spans = BTreeMap::new();
    let mut map = tera::Map::new();
    for (key, value) in &texts.entries {
        map.insert(tera::value::Key::from(key.clone()), text_value(key, value, &mut spans));
    }
    Texts { file, values: Value::from(map), spans }
}

fn text_value(key: &str, value: &TextValue, spans: &mut BTreeMap<String, Span>) -> Value {
    match value {
        TextValue::Text(text) => {
            spans.insert(key.to_owned(), text.span.clone());
            let written: String = text
                .parts
                .iter()
                .map(|part| match part {
                    Part::Literal(text) => text.replace('{', "{{").replace('}', "}}"),
                    Part::Placeholder(name) => format!("{{{name}}}"),
                })
                .collect();
            Value::from(written)
        }
        TextValue::List(items) => {
            let values: Vec<Value> = items
                .iter()
                .enumerate()
                .map(|(index, item)| text_value(&format!("{key}.{index}"), item, spans))
                .collect();
            // A list stands where its first text does.
            if let Some(span) = first_span(value) {
                spans.insert(key.to_owned(), span);
            }
            Value::from(values)
        }
        TextValue::Group(group) => {
            let mut map = tera::Map::new();
            for (inner, value) in group {
                let value = text_value(&format!("{key}.{inner}"), value, spans);
                map.insert(tera::value::Key::from(inner.clone()), value);
            }
            Value::from(map)
        }
    }
}

fn first_span(value: &TextValue) -> Option<Span> {
    match value {
        TextValue::Text(text) => Some(text.span.clone()),
        TextValue::List(items) => items.iter().find_map(first_span),
        TextValue::Group(group) => group.values().find_map(first_span),
    }
}
