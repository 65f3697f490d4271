//! The sheets of one edition, as it is printed many times.

use std::num::NonZeroUsize;

use crate::diagnostics::Diagnostic;
use crate::imposition::{
    self, Binding, Booklet, Flip, Piece, Plan, Scheme, Setup, SheetSize, Sides, Summary,
};
use crate::page::{Document, Page};

/// How pages come on sheets.
#[derive(Clone, Debug, PartialEq)]
pub struct Imposing {
    pub sheet: SheetSize,
    /// As people asked for it, for file names: `sra3`.
    pub name: String,
    pub arrangement: Arrangement,
    pub flip: Flip,
}

/// What stands beside each other on a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    /// The same piece in every place.
    Repeat,
    /// The pages one after the other, in order again after the stacks are cut.
    CutAndStack,
    /// Folded and stapled.
    Booklet,
    /// Front and back on one form, printed twice.
    OneForm,
}

/// The sheets that the printer's paper takes, for so many copies; `None`: as many as one sheet gives.
pub(super) fn plan(
    document: &Document,
    imposing: &Imposing,
    copies: Option<u32>,
) -> Result<Plan, Diagnostic> {
    let wanted = copies.and_then(|copies| NonZeroUsize::new(copies as usize));
    let plan = plan_copies(document, imposing, wanted.unwrap_or(NonZeroUsize::MIN))?;
    match (wanted, NonZeroUsize::new(plan.rows() * plan.columns())) {
        (None, Some(places)) => plan_copies(document, imposing, places),
        _ => Ok(plan),
    }
}

fn plan_copies(document: &Document, imposing: &Imposing, copies: NonZeroUsize) -> Result<Plan, Diagnostic> {
    let pages = &document.pages;
    let piece = pages.first().map_or(Piece { trim: Default::default(), bleed: 0.0 }, Piece::of);
    let sides = if pages.len() > 1 { Sides::Duplex(imposing.flip) } else { Sides::Single };
    let scheme = match imposing.arrangement {
        Arrangement::Repeat => Scheme::Repeat { sides, copies },
        Arrangement::CutAndStack => Scheme::CutAndStack(sides),
        Arrangement::Booklet => {
            Scheme::Booklet(Booklet { flip: imposing.flip, binding: binding(document), creep: 0.0 })
        }
        Arrangement::OneForm => Scheme::OneForm { flip: imposing.flip, copies },
    };
    imposition::plan(&Setup { sheet: imposing.sheet, ..Setup::new(scheme) }, &piece, pages.len())
}

/// A booklet opens where its language begins to read.
fn binding(document: &Document) -> Binding {
    const FROM_RIGHT: [&str; 6] = ["ar", "fa", "he", "ps", "ur", "ckb"];
    let language = document.metadata.language.split('-').next().unwrap_or_default();
    if FROM_RIGHT.contains(&language) { Binding::Right } else { Binding::Left }
}

/// The document on sheets, and what they cost.
pub(super) fn sheets(document: &Document, plan: &Plan) -> Result<(Document, Summary), Diagnostic> {
    let pages = imposition::impose(plan, |index| Ok(document.pages[index].clone()));
    let pages = pages.collect::<Result<Vec<Page>, Diagnostic>>()?;
    Ok((Document { pages, ..document.clone() }, plan.summary()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn booklets_are_bound_where_their_language_begins() {
        let in_language = |language: &str| {
            let mut document = Document::default();
            document.metadata.language = language.into();
            binding(&document)
        };
        assert_eq!(in_language("nl"), Binding::Left);
        assert_eq!(in_language("ar"), Binding::Right);
        assert_eq!(in_language("fa-IR"), Binding::Right);
    }
}
