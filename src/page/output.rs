use std::fmt;
use std::sync::{Arc, OnceLock};

/// The press a document is made for (ISO 32000-2, 14.11.5).
#[derive(Clone)]
pub struct OutputIntent {
    /// In the registry of characterisations: `FOGRA39`.
    pub condition: String,
    /// For people: `Coated FOGRA39L VIGC`.
    pub name: String,
    /// The ICC profile.
    pub profile: Arc<[u8]>,
    /// The profile as `FlateDecode` reads it, once it was written: every file of a build holds the same bytes.
    pub deflated: OnceLock<Vec<u8>>,
}

impl PartialEq for OutputIntent {
    fn eq(&self, other: &OutputIntent) -> bool {
        (&self.condition, &self.name, &self.profile) == (&other.condition, &other.name, &other.profile)
    }
}

impl fmt::Debug for OutputIntent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OutputIntent({})", self.condition)
    }
}
