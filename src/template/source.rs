use crate::assets::{Layer, Loader, Scope, TemplateFile};
use crate::diagnostics::Diagnostics;

use super::engine::Library;

/// The name under which Tera tells the layers of one template apart.
pub(super) fn registered(layer: &Layer, name: &str) -> String {
    let prefix = match layer {
        Layer::Municipality(_) => "municipality",
        Layer::Campaign(_) => "campaign",
        Layer::Project => "project",
        Layer::BuiltIn => "built-in",
    };
    format!("{prefix}:{name}")
}

/// The templates that one scope sees.
pub(super) struct Shelves<'a> {
    pub loader: &'a Loader,
    pub scope: &'a Scope,
}

impl Library for Shelves<'_> {
    fn layers(&self, name: &str) -> Result<Vec<TemplateFile>, Diagnostics> {
        Ok(self.loader.template(self.scope, name)?)
    }

    fn names(&self) -> Vec<String> {
        self.loader.template_names(self.scope).into_iter().collect()
    }
}
