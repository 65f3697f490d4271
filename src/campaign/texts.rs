use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostics::{Diagnostic, Diagnostics, SourceFile, Span};
use crate::yaml::{Node, Value, read_tree};

/// The texts of one language, by dotted key: `letter.subject`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Texts {
    pub entries: BTreeMap<String, TextValue>,
}

/// What stands behind a key.
#[derive(Clone, Debug, PartialEq)]
pub enum TextValue {
    Text(Text),
    List(Vec<TextValue>),
    Group(BTreeMap<String, TextValue>),
}

/// A text with its placeholders found.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    pub parts: Vec<Part>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Literal(String),
    /// `fact.burglaries`, without the braces.
    Placeholder(String),
}

impl Texts {
    /// Reads `texts/<language>.yaml`.
    pub fn read(file: &Arc<SourceFile>) -> Result<Texts, Diagnostics> {
        let tree = read_tree(file)?;
        let mut found = Diagnostics::new();
        let Value::Map(entries) = &tree.value else {
            return Err(Diagnostic::error("wrong-type", "the file must be groups of keys with texts")
                .in_file(&file.name)
                .into());
        };
        let mut texts = Texts::default();
        for (key, node) in entries {
            let value = text_value(file, node, &key.value, &mut found);
            texts.entries.insert(key.value.clone(), value);
        }
        if found.has_errors() { Err(found) } else { Ok(texts) }
    }

    /// What stands behind a dotted key.
    pub fn get(&self, key: &str) -> Option<&TextValue> {
        let mut parts = key.split('.');
        let mut current = self.entries.get(parts.next()?)?;
        for part in parts {
            current = match current {
                TextValue::Group(group) => group.get(part)?,
                TextValue::List(list) => list.get(part.parse::<usize>().ok()?)?,
                TextValue::Text(_) => return None,
            };
        }
        Some(current)
    }

    /// Lays a municipality's own texts over these: groups are merged, texts and lists replaced.
    pub fn overlaid(&self, over: &Texts) -> Texts {
        let mut entries = self.entries.clone();
        merge(&mut entries, &over.entries);
        Texts { entries }
    }

    /// Dotted keys of all texts and lists.
    pub fn keys(&self) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        for (key, value) in &self.entries {
            collect(key, value, &mut keys);
        }
        keys
    }

    /// All texts, lists included.
    pub fn all(&self) -> Vec<&Text> {
        let mut list = Vec::new();
        self.entries.values().for_each(|value| gather(value, &mut list));
        list
    }
}

/// Keys that one language has and another lacks, as `(key, has, lacks)`.
pub fn missing_texts(texts: &BTreeMap<String, Texts>) -> Vec<(String, String, String)> {
    let keys: BTreeMap<&String, BTreeSet<String>> =
        texts.iter().map(|(language, texts)| (language, texts.keys())).collect();
    let mut missing = Vec::new();
    let all: BTreeSet<&String> = keys.values().flatten().collect();
    for key in all {
        let Some((has, _)) = keys.iter().find(|(_, keys)| keys.contains(key)) else { continue };
        for (lacks, _) in keys.iter().filter(|(_, keys)| !keys.contains(key)) {
            missing.push((key.clone(), (*has).clone(), (*lacks).clone()));
        }
    }
    missing
}

fn merge(into: &mut BTreeMap<String, TextValue>, over: &BTreeMap<String, TextValue>) {
    for (key, value) in over {
        match (into.get_mut(key), value) {
            (Some(TextValue::Group(group)), TextValue::Group(over)) => merge(group, over),
            _ => {
                into.insert(key.clone(), value.clone());
            }
        }
    }
}

fn collect(key: &str, value: &TextValue, keys: &mut BTreeSet<String>) {
    match value {
        TextValue::Group(group) => {
            group.iter().for_each(|(inner, value)| collect(&format!("{key}.{inner}"), value, keys))
        }
        _ => {
            keys.insert(key.to_owned());
        }
    }
}

fn gather<'t>(value: &'t TextValue, list: &mut Vec<&'t Text>) {
    match value {
        TextValue::Text(text) => list.push(text),
        TextValue::List(items) => items.iter().for_each(|value| gather(value, list)),
        TextValue::Group(group) => group.values().for_each(|value| gather(value, list)),
    }
}

fn text_value(file: &Arc<SourceFile>, node: &Node, key: &str, found: &mut Diagnostics) -> TextValue {
    match &node.value {
        Value::Map(entries) => TextValue::Group(
            entries
                .iter()
                .map(|(inner, node)| {
                    (inner.value.clone(), text_value(file, node, &format!("{key}.{}", inner.value), found))
                })
                .collect(),
        ),
        Value::List(items) => {
            TextValue::List(items.iter().map(|node| text_value(file, node, key, found)).collect())
        }
        value => {
            let written = match value {
                Value::Text(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                Value::Bool(yes) => yes.to_string(),
                _ => {
                    found.push(
                        Diagnostic::error("empty-text", format!("the text `{key}` is empty"))
                            .at(node.span(file))
                            .help("write the text, or delete the key"),
                    );
                    String::new()
                }
            };
            match parts(&written) {
                Ok(parts) => TextValue::Text(Text { parts, span: node.span(file) }),
                Err(message) => {
                    found.push(
                        Diagnostic::error("broken-placeholder", message)
                            .at(node.span(file))
                            .help("write `{{` and `}}` for braces that are meant as such"),
                    );
                    TextValue::Text(Text { parts: vec![Part::Literal(written)], span: node.span(file) })
                }
            }
        }
    }
}

/// Splits at `{name}`; `{{` and `}}` are braces.
fn parts(text: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        literal.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        if after.starts_with(&rest[at..at + 1]) {
            literal.push_str(&rest[at..at + 1]);
            rest = &after[1..];
            continue;
        }
        if rest[at..].starts_with('}') {
            return Err("there is a `}` without a `{`".to_owned());
        }
        let Some(end) = after.find('}') else {
            return Err("there is a `{` without a `}`".to_owned());
        };
        if !literal.is_empty() {
            parts.push(Part::Literal(std::mem::take(&mut literal)));
        }
        parts.push(Part::Placeholder(after[..end].trim().to_owned()));
        rest = &after[end + 1..];
    }
    literal.push_str(rest);
    if !literal.is_empty() || parts.is_empty() {
        parts.push(Part::Literal(literal));
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_placeholders() {
        let literal = |text: &str| Part::Literal(text.into());
        assert_eq!(
            parts("In {municipality} {{x}}"),
            Ok(vec![literal("In "), Part::Placeholder("municipality".into()), literal(" {x}")])
        );
        assert!(parts("In {municipality").is_err());
        assert!(parts("In municipality}").is_err());
    }
}
