//! The sheets of one edition, as it is printed many times.

use std::io::Write;
use std::num::NonZeroUsize;

use crate::bundle::Unfinished;
use crate::diagnostics::Diagnostic;
use crate::imposition::{self, Binding, Booklet, Flip, Piece, Plan, Scheme, Setup, SheetSize, Sides};
use crate::page::{Document, Group, Item, Page};
use crate::pdf::{WriteError, Writer};
use crate::prepress;

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

/// Writes the document on sheets, each as soon as it is made: many sheets take the memory of one. `slug` says beside
/// the pieces what they are.
pub(super) fn write(document: &Document, plan: &Plan, slug: &str, out: impl Write) -> Result<(), Unfinished> {
    let mut writer = Writer::new(out, &document.metadata, document.output.clone());
    let sheets = imposition::impose(plan, |index| Ok(document.pages[index].clone()));
    for (form, sheet) in sheets.enumerate() {
        writer.add(&numbered(sheet?, plan, slug, form)).map_err(unfinished)?;
    }
    writer.finish().map_err(unfinished)
}

/// A pile of sheets that fell is put in order by `3/2500 A`: A is the front, B the back.
fn numbered(sheet: Page, plan: &Plan, slug: &str, form: usize) -> Page {
    let (sides, forms) = (plan.sides(), plan.summary().forms);
    let side = if form.is_multiple_of(sides) { 'A' } else { 'B' };
    let text = format!("{slug}\u{a0}· {}/{} {side}", form / sides + 1, forms / sides);
    let margin = plan.margin();
    let Some(line) = prepress::sheet_line(&text, margin.size) else { return sheet };
    let mut items = Vec::clone(&sheet.items);
    items.push(Item::Group(Group {
        transform: Some(margin.to_sheet),
        items: line.into(),
        ..Group::default()
    }));
    Page { items: items.into(), ..sheet }
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
    use crate::page::{FillRule, Origin, Overprint, Paint, Path, PathItem};
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
        let items = vec![Item::Path(PathItem { path: path.into(), fill, stroke: None, overprint, origin })];
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
        let fault = write(&document, &plan, "", &mut out).expect_err("the last page is smaller");
        assert!(matches!(fault, Unfinished::Content(finding) if finding.code == "pages-differ"));
        assert!(out.len() > 100_000, "{} bytes", out.len());
    }

    #[test]
    fn sheets_are_numbered_between_bleed_and_edge() {
        let page = Page { trim: Size::new(297.6, 595.3), bleed: 8.5, ..Page::default() };
        let document = Document { pages: vec![page; 6], ..Document::default() };
        let (sheet, name) = (SheetSize::SRA3, String::new());
        let imposing = Imposing { sheet, name, arrangement: Arrangement::CutAndStack, flip: Flip::Turn };
        let plan = plan(&document, &imposing, None).expect("four fit");
        let texts: Vec<String> = (0..2)
            .map(|form| {
                let sheet = numbered(Page::default(), &plan, "Donkere Dagen", form);
                let Some(Item::Group(line)) = sheet.items.last() else { panic!("there is room") };
                let Item::Glyphs(run) = &line.items[0] else { panic!("it is text") };
                let baseline = plan.margin().to_sheet.apply(run.at);
                // Two columns of 105 mm with 12 mm between them, and 3 mm of bleed around.
                assert!(baseline.x > 14.2 + 4.0 && baseline.x < (907.1 - 629.3) / 2.0 - 8.5, "{baseline:?}");
                run.text.to_string()
            })
            .collect();
        assert_eq!(texts, ["Donkere Dagen\u{a0}· 1/1 A", "Donkere Dagen\u{a0}· 1/1 B"]);
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
