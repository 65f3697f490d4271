use std::sync::Arc;

use serde_json::Value as Json;

use super::{Node, Value};
use crate::diagnostics::{Diagnostic, Diagnostics, SourceFile};

/// Compares a tree with a JSON Schema: keys and types. Values (dates, colours) are parsed later.
pub fn check(
    file: &Arc<SourceFile>,
    node: &Node,
    schema: &Json,
    root: &Json,
    path: &mut Vec<String>,
    found: &mut Diagnostics,
) {
    let schema = resolved(schema, root);
    let alternatives = ["anyOf", "oneOf"].iter().find_map(|key| schema.get(key)?.as_array());
    if let Some(alternatives) = alternatives {
        let fitting =
            alternatives.iter().find(|schema| allows_kind(resolved(schema, root), &node.value, root));
        match fitting {
            Some(fitting) => check(file, node, fitting, root, path, found),
            None => found.push(wrong_type(
                file,
                node,
                &alternatives.iter().map(|s| expected(resolved(s, root))).collect::<Vec<_>>().join(" or "),
                path,
            )),
        }
        return;
    }
    if !allows_kind(schema, &node.value, root) {
        found.push(wrong_type(file, node, &expected(schema), path));
        return;
    }
    match &node.value {
        Value::Map(entries) => {
            let properties = schema.get("properties").and_then(Json::as_object);
            let others = schema.get("additionalProperties");
            for (key, value) in entries {
                let known = properties.and_then(|properties| properties.get(&key.value));
                path.push(key.value.clone());
                match (known, others) {
                    (Some(schema), _) => check(file, value, schema, root, path, found),
                    (None, Some(Json::Object(_))) => {
                        check(file, value, others.expect("just matched"), root, path, found)
                    }
                    (None, Some(Json::Bool(false))) => {
                        let names: Vec<&str> = properties
                            .map(|map| map.keys().map(String::as_str).collect())
                            .unwrap_or_default();
                        found.push(unknown_key(file, key, &names, path));
                    }
                    _ => {}
                }
                path.pop();
            }
            for required in
                schema.get("required").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str)
            {
                if node.value.get(required).is_none() {
                    let place =
                        if path.is_empty() { "the file".to_owned() } else { format!("`{}`", path.join(".")) };
                    let message = format!("{place} has no key `{required}`");
                    found.push(
                        Diagnostic::error("missing-key", message)
                            .at(node.span(file))
                            .help(format!("add `{required}: …`")),
                    );
                }
            }
        }
        Value::List(items) => {
            if let Some(schema) = schema.get("items") {
                for (index, item) in items.iter().enumerate() {
                    path.push((index + 1).to_string());
                    check(file, item, schema, root, path, found);
                    path.pop();
                }
            }
        }
        Value::Text(text) => {
            let choices: Vec<&str> = schema
                .get("enum")
                .and_then(Json::as_array)
                .into_iter()
                .flatten()
                .filter_map(Json::as_str)
                .collect();
            if !choices.is_empty() && !choices.contains(&text.as_str()) {
                let list = choices.iter().map(|choice| format!("`{choice}`")).collect::<Vec<_>>().join(", ");
                found.push(
                    Diagnostic::error("unknown-value", format!("`{text}` is not one of {list}"))
                        .at(node.span(file)),
                );
            }
        }
        _ => {}
    }
}

fn resolved<'s>(schema: &'s Json, root: &'s Json) -> &'s Json {
    let mut schema = schema;
    for _ in 0..16 {
        let reference = schema.get("$ref").or_else(|| schema.get("allOf")?.as_array()?.first()?.get("$ref"));
        let Some(pointer) = reference.and_then(Json::as_str).and_then(|text| text.strip_prefix('#')) else {
            break;
        };
        match root.pointer(pointer) {
            Some(target) => schema = target,
            None => break,
        }
    }
    schema
}

fn types(schema: &Json) -> Vec<&str> {
    match schema.get("type") {
        Some(Json::String(one)) => vec![one],
        Some(Json::Array(many)) => many.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    }
}

fn allows_kind(schema: &Json, value: &Value, root: &Json) -> bool {
    if let Some(alternatives) = ["anyOf", "oneOf"].iter().find_map(|key| schema.get(key)?.as_array()) {
        return alternatives.iter().any(|schema| allows_kind(resolved(schema, root), value, root));
    }
    let types = types(schema);
    types.is_empty()
        || types.iter().any(|kind| match (*kind, value) {
            ("object", Value::Map(_))
            | ("array", Value::List(_))
            | ("string", Value::Text(_))
            | ("null", Value::Null)
            | ("boolean", Value::Bool(_))
            | ("number", Value::Number(_)) => true,
            ("integer", Value::Number(number)) => number.fract() == 0.0,
            _ => false,
        })
}

fn expected(schema: &Json) -> String {
    let names: Vec<&str> = types(schema)
        .into_iter()
        .filter_map(|kind| match kind {
            "object" => Some("a group of keys"),
            "array" => Some("a list"),
            "string" => Some("a text"),
            "boolean" => Some("`true` or `false`"),
            "integer" => Some("a whole number"),
            "number" => Some("a number"),
            _ => None,
        })
        .collect();
    if names.is_empty() { "something else".to_owned() } else { names.join(" or ") }
}

fn wrong_type(file: &Arc<SourceFile>, node: &Node, expected: &str, path: &[String]) -> Diagnostic {
    let name = path.last().map_or_else(|| "the file".to_owned(), |key| format!("`{key}`"));
    let found = node.value.kind();
    let diagnostic = Diagnostic::error("wrong-type", format!("{name} must be {expected}, not {found}"))
        .at(node.span(file).labelled(format!("this is {found}")));
    match (&node.value, expected.contains("a text")) {
        (Value::Number(_) | Value::Bool(_), true) => diagnostic.help("put quotes around it"),
        _ => diagnostic,
    }
}

fn unknown_key(file: &Arc<SourceFile>, key: &super::Key, names: &[&str], path: &[String]) -> Diagnostic {
    let owner = path.iter().rev().nth(1).map_or_else(String::new, |owner| format!(" of `{owner}`"));
    let diagnostic = Diagnostic::error("unknown-key", format!("unknown key `{}`", key.value))
        .at(key.span(file).labelled(format!("not a key{owner}")));
    match crate::diagnostics::closest(&key.value, names.iter().copied()) {
        Some(name) => diagnostic.help(format!("did you mean `{name}`?")),
        None => diagnostic.help(format!(
            "the keys are {}",
            names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        )),
    }
}
