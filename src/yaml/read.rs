use std::sync::Arc;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::de::DeserializeOwned;
use serde_yaml::Error;

use super::check::check;
use super::{At, Node};
use crate::diagnostics::{Diagnostic, Diagnostics, SourceFile, Span};

/// Reads a file into a type; every fault that the type's schema can tell is told at once.
pub fn read<T: DeserializeOwned + JsonSchema>(file: &Arc<SourceFile>) -> Result<T, Diagnostics> {
    let tree = read_tree(file)?;
    let schema = schema_of::<T>();
    let mut found = Diagnostics::new();
    check(file, &tree, schema.as_value(), schema.as_value(), &mut Vec::new(), &mut found);
    if found.has_errors() {
        return Err(found);
    }
    serde_yaml::from_str(&file.text).map_err(|error| diagnostic(file, &error).into())
}

/// Reads a file without a type, as the texts of a campaign are.
pub fn read_tree(file: &Arc<SourceFile>) -> Result<Node, Diagnostics> {
    if file.text.trim().is_empty() {
        return Ok(At::nowhere(super::Value::Map(Vec::new())));
    }
    serde_yaml::from_str::<Node>(&file.text).map_err(|error| diagnostic(file, &error).into())
}

/// The JSON Schema (draft-07) of a type, for editors and for [`read`].
pub fn schema_of<T: JsonSchema>() -> Schema {
    SchemaSettings::draft07().into_generator().into_root_schema_for::<T>()
}

/// The parser's error in our words.
fn diagnostic(file: &Arc<SourceFile>, error: &Error) -> Diagnostic {
    let error = error.without_snippet();
    let span = error.location().map(|location| {
        let (line, column) = (location.line() as usize, location.column() as usize);
        let width = (location.span().len() as usize).clamp(1, 80);
        Span::at(file.clone(), line.max(1), column.max(1), width)
    });
    let mut found = match error {
        Error::DuplicateMappingKey { key, .. } => {
            let name = key.as_deref().unwrap_or("?");
            Diagnostic::error("duplicate-key", format!("the key `{name}` stands here twice"))
                .help("keep one of the two and delete the other")
        }
        Error::Eof { .. } => Diagnostic::error("yaml-syntax", "the file ends too early"),
        Error::SerdeMissingField { field, .. } => {
            Diagnostic::error("missing-key", format!("the key `{field}` is missing"))
        }
        other => {
            let text = other.to_string();
            let message = text.lines().next().unwrap_or("it cannot be read").trim_end_matches('.');
            let message = message.split(" at line ").next().unwrap_or(message);
            Diagnostic::error("yaml-syntax", format!("this is not valid YAML: {}", lower_first(message)))
                .help("check the indentation, the space after each colon, and quotes around texts with `:` or `#`")
        }
    };
    match span {
        Some(span) => found = found.at(span),
        None => found = found.in_file(&file.name),
    }
    found
}

fn lower_first(text: &str) -> String {
    let text = text.strip_prefix("error: ").unwrap_or(text);
    let mut characters = text.chars();
    characters.next().map(|first| first.to_lowercase().chain(characters).collect()).unwrap_or_default()
}
