use std::fmt;

/// Where a file comes from, strongest first.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// With its id.
    Municipality(String),
    Campaign(String),
    Project,
    BuiltIn,
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Layer::Municipality(id) | Layer::Campaign(id) => f.write_str(id),
            Layer::Project => f.write_str("project"),
            Layer::BuiltIn => f.write_str("built in"),
        }
    }
}

/// For whom a reference is looked up: this decides which layers there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Scope {
    pub municipality: Option<String>,
    pub campaign: Option<String>,
}

impl Scope {
    /// The layers in force, strongest first.
    pub fn layers(&self) -> Vec<Layer> {
        let municipality = self.municipality.clone().map(Layer::Municipality);
        let campaign = self.campaign.clone().map(Layer::Campaign);
        municipality.into_iter().chain(campaign).chain([Layer::Project, Layer::BuiltIn]).collect()
    }
}

impl Layer {
    /// The layer's folder in a project or in the binary.
    pub(super) fn folder(&self) -> String {
        match self {
            Layer::Municipality(id) => format!("assets/municipalities/{id}"),
            Layer::Campaign(id) => format!("campaigns/{id}"),
            Layer::Project | Layer::BuiltIn => String::new(),
        }
    }

    /// Where pictures, logos and fonts lie.
    pub(super) fn assets(&self) -> String {
        match self {
            Layer::Project | Layer::BuiltIn => "assets".to_owned(),
            _ => self.folder(),
        }
    }

    /// Where templates lie.
    pub(super) fn templates(&self) -> String {
        match self {
            Layer::Project | Layer::BuiltIn => "templates".to_owned(),
            _ => format!("{}/templates", self.folder()),
        }
    }
}
