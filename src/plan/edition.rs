use std::fmt;
use std::sync::Arc;

use crate::campaign::{Campaign, Piece};
use crate::diagnostics::Words;
use crate::municipality::Municipality;
use crate::printer::Printer;
use crate::units::Pt;

/// The editions to build, ordered by municipality, language, piece and target.
#[derive(Clone, Debug)]
pub struct Plan {
    pub campaign: Arc<Campaign>,
    /// Who prints; `None` if nothing is printed.
    pub printer: Option<Arc<Printer>>,
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
    /// What the page is at least given beyond its edge: the piece's or the printer's, whichever is more.
    pub bleed: Pt,
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
    /// For a press: its inks, bleed, marks, die line.
    Print,
}

impl Target {
    pub const ALL: [Target; 2] = [Target::Web, Target::Print];
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Web => f.write_str("web"),
            Target::Print => f.write_str("print"),
        }
    }
}

impl Edition {
    /// How messages name it: `letter for utrecht (nl)`.
    pub fn describe(&self) -> Words {
        let EditionId { piece, municipality, language } = &self.id;
        Words::both(
            format!("{piece} for {municipality} ({language})"),
            format!("{piece} voor {municipality} ({language})"),
        )
    }
}
