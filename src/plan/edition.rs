use std::fmt;
use std::sync::Arc;

use crate::campaign::{Campaign, Piece};
use crate::municipality::Municipality;

/// The editions to build, ordered by municipality, language and piece.
#[derive(Clone, Debug)]
pub struct Plan {
    pub campaign: Arc<Campaign>,
    pub editions: Vec<Edition>,
}

/// One piece for one municipality in one language: the unit of building and of failure.
#[derive(Clone, Debug)]
pub struct Edition {
    pub id: EditionId,
    pub municipality: Arc<Municipality>,
    pub piece: Arc<Piece>,
    pub language: String,
    pub target: Target,
}

/// `utrecht/nl/letter`
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EditionId {
    pub municipality: String,
    pub language: String,
    pub piece: String,
}

impl fmt::Display for EditionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.municipality, self.language, self.piece)
    }
}

/// What the file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// For a screen: RGB, no bleed, no marks.
    Web,
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Web => f.write_str("web"),
        }
    }
}

impl Edition {
    /// How messages name it: `letter for utrecht (nl)`.
    pub fn describe(&self) -> String {
        format!("{} for {} ({})", self.id.piece, self.id.municipality, self.id.language)
    }
}
