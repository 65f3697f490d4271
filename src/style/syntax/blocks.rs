use std::sync::Arc;

use crate::diagnostics::{Diagnostic, SourceFile, Span};
use crate::style::property::{Base, Declared};

/// The declarations of a rule or of a `style` attribute, in order.
pub(in crate::style) struct Block {
    pub declarations: Vec<Declaration>,
    pub variables: Vec<Variable>,
    pub file: Arc<SourceFile>,
    pub base: Base,
    /// A `style` attribute, which has no lines and columns.
    pub is_inline: bool,
}

/// What one declaration says about one longhand.
pub(in crate::style) struct Declaration {
    pub declared: Declared,
    pub important: bool,
    pub place: Place,
}

/// A custom property.
pub(in crate::style) struct Variable {
    pub name: Arc<str>,
    pub value: Arc<str>,
    pub important: bool,
    pub place: Place,
}

/// Bytes of a value in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::style) struct Place {
    pub start: u32,
    pub end: u32,
}

impl Block {
    pub fn new(file: Arc<SourceFile>, base: Base, is_inline: bool) -> Block {
        Block { declarations: Vec::new(), variables: Vec::new(), file, base, is_inline }
    }

    /// Puts a finding where it belongs.
    pub fn locate(&self, diagnostic: Diagnostic, place: Place, label: &str) -> Diagnostic {
        locate(diagnostic, &self.file, place, label, self.is_inline)
    }
}

pub(super) fn locate(
    diagnostic: Diagnostic,
    file: &Arc<SourceFile>,
    place: Place,
    label: &str,
    is_inline: bool,
) -> Diagnostic {
    if is_inline {
        return diagnostic.in_file(&file.name);
    }
    let span = Span::new(file.clone(), place.start as usize, place.end as usize);
    diagnostic.at(if label.is_empty() { span } else { span.labelled(label) })
}
