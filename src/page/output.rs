use std::fmt;
use std::sync::Arc;

/// The press a document is made for (ISO 32000-2, 14.11.5).
#[derive(Clone, PartialEq)]
pub struct OutputIntent {
    /// In the registry of characterisations: `FOGRA39`.
    pub condition: String,
    /// For people: `Coated FOGRA39L VIGC`.
    pub name: String,
    /// The ICC profile, as `FlateDecode` reads it: every file of a build holds the same bytes.
    pub deflated: Arc<[u8]>,
}

impl fmt::Debug for OutputIntent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OutputIntent({})", self.condition)
    }
}
