//! The sheets of one edition, as it is printed many times.

use std::io::Write;
use std::num::NonZeroUsize;

use crate::bundle::Unfinished;
use crate::diagnostics::Diagnostic;
use crate::imposition::{self, Binding, Booklet, Flip, Piece, Plan, Scheme, Setup, SheetSize, Sides};
use crate::page::Document;
use crate::pdf::{WriteError, Writer};

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

/// Writes the document on sheets, each as soon as it is made: many sheets take the memory of one.
pub(super) fn write(document: &Document, plan: &Plan, out: impl Write) -> Result<(), Unfinished> {
    let mut writer = Writer::new(out, &document.metadata, document.output.clone());
    for sheet in imposition::impose(plan, |index| Ok(document.pages[index].clone())) {
        writer.add(&sheet?).map_err(unfinished)?;
    }
    writer.finish().map_err(unfinished)
}

fn unfinished(error: WriteError) -> Unfinished {
    match error {
        WriteError::Font(finding) => Unfinished::Content(finding),
        WriteError::File(error) => Unfinished::Disk(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Rgba;
    use crate::page::{FillRule, Item, Origin, Overprint, Page, Paint, Path, PathItem};
    use crate::units::{Point, Size};

    /// So many lines that their sheet does not wait in a buffer.
    fn drawn(number: u32) -> Page {
        let mut path = Path::default();
        for line in 0..4000 {
            let scattered = |factor: u32| (line * factor + number * 7919) as f32 % 283.1;
            path.extend(Path::line(
                Point::new(scattered(179), scattered(311)),
                Point::new(scattered(523), scattered(97)),
            ));
        }
        let fill = Some((Paint::Solid(Rgba::BLACK), FillRule::NonZero));
        let (overprint, origin) = (Overprint::Knockout, Origin::default());
        let items = vec![Item::Path(PathItem { path, fill, stroke: None, overprint, origin })];
        Page { trim: Size::new(400.0, 600.0), items: items.into(), ..Page::default() }
    }

    #[test]
    fn a_sheet_is_written_before_the_next_is_made() {
        let mut pages: Vec<Page> = (0..20).map(drawn).collect();
        pages.push(Page { trim: Size::new(300.0, 300.0), ..Page::default() });
        let document = Document { pages, ..Document::default() };
        let imposing = Imposing {
            sheet: SheetSize::SRA3,
            name: "sra3".to_owned(),
            arrangement: Arrangement::Repeat,
            flip: Flip::Turn,
        };
        let plan = plan(&document, &imposing, None).expect("four fit");
        let mut out = Vec::new();
        let fault = write(&document, &plan, &mut out).expect_err("the last page is smaller");
        assert!(matches!(fault, Unfinished::Content(finding) if finding.code == "pages-differ"));
        assert!(out.len() > 100_000, "{} bytes", out.len());
    }

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
