use std::sync::Arc;

use crate::diagnostics::SourceFile;

/// A template as one layer has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFile {
    /// `letter/letter.html`
    pub name: String,
    pub layer: Layer,
    pub source: Arc<SourceFile>,
}

/// Where a template comes from, strongest first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// With its id.
    Municipality(String),
    Campaign(String),
    Project,
    BuiltIn,
}

impl Layer {
    /// The name under which Tera tells the layers of one template apart.
    pub(super) fn registered(&self, name: &str) -> String {
        format!("{}:{name}", self.prefix())
    }

    fn prefix(&self) -> &'static str {
        match self {
            Layer::Municipality(_) => "municipality",
            Layer::Campaign(_) => "campaign",
            Layer::Project => "project",
            Layer::BuiltIn => "built-in",
        }
    }
}

impl std::fmt::Display for Layer {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Layer::Municipality(id) | Layer::Campaign(id) => out.write_str(id),
            Layer::Project => out.write_str("project"),
            Layer::BuiltIn => out.write_str("built in"),
        }
    }
}
