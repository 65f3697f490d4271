//! Why something cannot be imposed, and what could be.

use super::{Flip, Piece, Scheme, Setup, SheetSize};
use crate::diagnostics::Diagnostic;
use crate::units::{Length, Pt, Size};

/// A page of PDF is at most so long (ISO 32000-2, annex C), a sheet too.
const MAX_SHEET: Pt = 14_400.0;
const MIN_SHEET: Pt = Length::mm(1.0).to_pt();
/// Beyond every print run, and far from where counting sheets ends.
const MAX_PAGES: usize = 1_000_000_000;

pub(super) fn check(setup: &Setup, piece: &Piece, pages: usize) -> Result<(), Diagnostic> {
    if pages == 0 {
        return Err(Diagnostic::error("nothing-to-impose", "there are no pages to put on sheets"));
    }
    if pages > MAX_PAGES {
        return Err(Diagnostic::error(
            "bad-imposition",
            format!("{pages} pages are more than a print run has"),
        )
        .help(format!("impose at most {MAX_PAGES} pages at a time")));
    }
    let creep = if let Scheme::Booklet(booklet) = setup.scheme { booklet.creep } else { 0.0 };
    let lengths = [
        ("bleed", piece.bleed),
        ("edge", setup.edge),
        ("gutter", setup.gutter.unwrap_or(0.0)),
        ("creep", creep),
    ];
    for (name, length) in lengths {
        if !(0.0..=MAX_SHEET).contains(&length) {
            return Err(bad(name, length, "0 mm or more, and at most 5 metres"));
        }
    }
    let Size { width, height } = setup.sheet.size();
    let sizes = [
        ("width of the sheet", width),
        ("height of the sheet", height),
        ("width of a piece", piece.trim.width),
        ("height of a piece", piece.trim.height),
    ];
    for (name, length) in sizes {
        if !(MIN_SHEET..=MAX_SHEET).contains(&length) {
            return Err(bad(name, length, "1 mm or more, and at most 5 metres"));
        }
    }
    Ok(())
}

fn bad(name: &str, length: Pt, wanted: &str) -> Diagnostic {
    Diagnostic::error("bad-imposition", format!("the {name} cannot be {}", Length::pt(length)))
        .help(format!("make it {wanted}"))
}

/// `block`: what would have to fit once.
pub(super) fn does_not_fit(setup: &Setup, piece: &Piece, block: Size) -> Diagnostic {
    let sheet = setup.sheet.size();
    let around = 2.0 * (setup.edge + piece.bleed);
    let (size, on) = (measures(block), format!("on a sheet of {}", measures(sheet)));
    let message = match setup.scheme {
        Scheme::Booklet(_) => format!("two pages side by side, {size}, do not fit {on}"),
        Scheme::OneForm { flip: Flip::Turn, .. } => {
            format!("front and back of {size} do not fit beside each other {on}")
        }
        Scheme::OneForm { flip: Flip::Tumble, .. } => {
            format!("front and back of {size} do not fit above each other {on}")
        }
        _ => format!("a piece of {size} does not fit {on}"),
    };
    let needed = needed(setup, piece, block);
    let help = match smallest(&needed) {
        Some(name) => format!("take a sheet of {name}"),
        None => {
            format!("take a sheet of at least {}", measures(Size::new(needed[0].width, needed[0].height)))
        }
    };
    let largest = Size::new(sheet.width - around, sheet.height - around);
    let mut fault = Diagnostic::error("does-not-fit", message).note(format!(
        "bleed of {} and edges of {} take room on every side",
        Length::pt(piece.bleed),
        Length::pt(setup.edge)
    ));
    if largest.width > 0.0 && largest.height > 0.0 {
        fault = fault.note(format!("this sheet has {} left for what is trimmed", measures(largest)));
    }
    fault.help(help)
}

/// The sheets that would be just large enough, block upright and turned.
fn needed(setup: &Setup, piece: &Piece, block: Size) -> [Size; 2] {
    let around = 2.0 * (setup.edge + piece.bleed);
    let gutter = setup.gutter.unwrap_or(2.0 * piece.bleed);
    let size = |width: Pt, height: Pt| match setup.scheme {
        Scheme::OneForm { flip: Flip::Turn, .. } => Size::new(2.0 * width + gutter, height),
        Scheme::OneForm { flip: Flip::Tumble, .. } => Size::new(width, 2.0 * height + gutter),
        _ => Size::new(width, height),
    };
    [size(block.width, block.height), size(block.height, block.width)]
        .map(|size| Size::new(size.width + around, size.height + around))
}

/// The smallest raw format that is large enough, if one is.
fn smallest(needed: &[Size; 2]) -> Option<String> {
    SheetSize::raw().find_map(|(name, sheet)| {
        let Size { width, height } = sheet.size();
        [(name.to_owned(), width, height), (format!("{name} landscape"), height, width)]
            .into_iter()
            .find(|(_, width, height)| {
                needed.iter().any(|need| need.width <= *width && need.height <= *height)
            })
            .map(|(name, ..)| name)
    })
}

fn measures(size: Size) -> String {
    format!("{} × {}", Length::pt(size.width), Length::pt(size.height))
}

pub(super) fn differs(number: usize, page: &Piece, piece: &Piece) -> Diagnostic {
    let size = |piece: &Piece| format!("{} with {} of bleed", measures(piece.trim), Length::pt(piece.bleed));
    Diagnostic::error(
        "pages-differ",
        format!("page {number} is {}, where {} was planned", size(page), size(piece)),
    )
    .help("put pages of one size on sheets at a time")
}
