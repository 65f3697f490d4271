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
pub(super) fn plan(pages: &[Page], imposing: &Imposing, copies: Option<u32>) -> Result<Plan, Diagnostic> {
    let wanted = copies.and_then(|copies| NonZeroUsize::new(copies as usize));
    let plan = plan_copies(pages, imposing, wanted.unwrap_or(NonZeroUsize::MIN))?;
    match (wanted, NonZeroUsize::new(plan.rows() * plan.columns())) {
        (None, Some(places)) => plan_copies(pages, imposing, places),
        _ => Ok(plan),
    }
}

fn plan_copies(pages: &[Page], imposing: &Imposing, copies: NonZeroUsize) -> Result<Plan, Diagnostic> {
    let piece = pages.first().map_or(Piece { trim: Default::default(), bleed: 0.0 }, Piece::of);
    let sides = if pages.len() > 1 { Sides::Duplex(imposing.flip) } else { Sides::Single };
    let scheme = match imposing.arrangement {
        Arrangement::Repeat => Scheme::Repeat { sides, copies },
        Arrangement::CutAndStack => Scheme::CutAndStack(sides),
        Arrangement::Booklet => {
            Scheme::Booklet(Booklet { flip: imposing.flip, binding: Binding::Left, creep: 0.0 })
        }
        Arrangement::OneForm => Scheme::OneForm { flip: imposing.flip, copies },
    };
    imposition::plan(&Setup { sheet: imposing.sheet, ..Setup::new(scheme) }, &piece, pages.len())
}

/// The document on sheets, and what they cost.
pub(super) fn sheets(document: &Document, plan: &Plan) -> Result<(Document, Summary), Diagnostic> {
    let pages = imposition::impose(plan, |index| Ok(document.pages[index].clone()));
    let pages = pages.collect::<Result<Vec<Page>, Diagnostic>>()?;
    Ok((Document { pages, ..document.clone() }, plan.summary()))
}
