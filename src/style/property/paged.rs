use cssparser::Parser;

use super::grammar::*;
use super::length::{length, signed_length};
use super::style::PageSize;
use super::table::{Longhand, longhands};
use crate::style::{Break, BreakInside, PrinterMarks};
use crate::units::{PT_PER_MM, PT_PER_PX, Size};

longhands! { PAGED:
    "break-before" reset (break_before) = |p, _| one_of(p, BREAKS);
    "break-after" reset (break_after) = |p, _| one_of(p, BREAKS);
    "break-inside" reset (break_inside) = |p, _| one_of(p, &[
        ("auto", BreakInside::Auto), ("avoid", BreakInside::Avoid), ("avoid-page", BreakInside::AvoidPage),
        ("avoid-column", BreakInside::AvoidColumn),
    ]);
    "orphans" inherited (orphans) = |p, _| count(p);
    "widows" inherited (widows) = |p, _| count(p);
    "page" reset (page) = |p, _| {
        if eat(p, "auto") {
            return Ok(Lazy::new(|context| context.parent.page.clone()));
        }
        let name = custom_ident(p, &[])?;
        Ok(Lazy::new(move |_| Some(name.clone())))
    };
    "box-decoration-break" reset (box_decoration_clone) = |p, _| one_of(p, &[("slice", false), ("clone", true)]);
    "size" reset (extra.page_size) = |p, _| page_size(p);
    "marks" reset (extra.marks) = |p, _| {
        if eat(p, "none") { return Ok(Plain(Some(PrinterMarks::default()))); }
        let asked = many(p, |p| word(p, &[("crop", false), ("cross", true)]))?;
        Ok(Plain(Some(PrinterMarks { crop: asked.contains(&false), cross: asked.contains(&true) })))
    };
    "bleed" reset (extra.bleed) = |p, _| {
        if eat(p, "auto") { return Ok(None); }
        length(p).map(Some)
    };
}

/// What is read and decides nothing: no face is ever thickened or leaned over.
pub(super) const IGNORED: &[Longhand] = &[Longhand {
    name: "font-synthesis",
    inherited: true,
    copy: |_, _| {},
    parse: |p, _| {
        if !eat(p, "none") {
            many(p, |p| word(p, &[("weight", ()), ("style", ()), ("small-caps", ()), ("position", ())]))?;
        }
        Ok(Box::new(|_, _| {}))
    },
}];

const BREAKS: &[(&str, Break)] = &[
    ("auto", Break::Auto),
    ("avoid", Break::Avoid),
    ("avoid-page", Break::AvoidPage),
    ("avoid-column", Break::AvoidColumn),
    ("page", Break::Page),
    // `page-break-before: always` and its modern alias.
    ("always", Break::Page),
    ("left", Break::Left),
    ("right", Break::Right),
    ("recto", Break::Recto),
    ("verso", Break::Verso),
    ("column", Break::Column),
];

fn count(p: &mut Parser<'_>) -> Parsed<Plain<u32>> {
    match u32::try_from(integer(p)?) {
        Ok(count) if count > 0 => Ok(Plain(count)),
        _ => fault(),
    }
}

/// Width and height in millimetres, portrait
/// ([CSS Paged Media 3, 7.1](https://www.w3.org/TR/css-page-3/#page-size-prop), and the A series around it).
const PAPERS: &[(&str, (f32, f32))] = &[
    ("a0", (841.0, 1189.0)),
    ("a1", (594.0, 841.0)),
    ("a2", (420.0, 594.0)),
    ("a3", (297.0, 420.0)),
    ("a4", (210.0, 297.0)),
    ("a5", (148.0, 210.0)),
    ("a6", (105.0, 148.0)),
    ("b4", (250.0, 353.0)),
    ("b5", (176.0, 250.0)),
    ("jis-b4", (257.0, 364.0)),
    ("jis-b5", (182.0, 257.0)),
    ("letter", (215.9, 279.4)),
    ("legal", (215.9, 355.6)),
    ("ledger", (279.4, 431.8)),
];

/// A page has no font of its own that a length could be relative to before the root has one, but the
/// root's size serves.
fn page_size(p: &mut Parser<'_>) -> Parsed<Lazy<PageSize>> {
    if eat(p, "auto") {
        return Ok(Lazy::new(|_| PageSize::Auto));
    }
    if let Ok((width, height)) = p.try_parse(|p| pair(p, signed_length)) {
        return Ok(Lazy::new(move |context| {
            let (width, height) = (width.compute(context), height.compute(context));
            // A page without area is a slip that no layout survives.
            if width >= PT_PER_PX && height >= PT_PER_PX {
                PageSize::Exact(Size::new(width, height))
            } else {
                PageSize::Auto
            }
        }));
    }
    let orientation = |p: &mut Parser<'_>| word(p, &[("landscape", true), ("portrait", false)]);
    let before = p.try_parse(orientation).ok();
    let paper = p.try_parse(|p| word(p, PAPERS)).ok();
    let landscape = before.or_else(|| p.try_parse(orientation).ok());
    let size = match (paper, landscape) {
        (None, None) => return fault(),
        (None, Some(landscape)) => PageSize::Turned { landscape },
        (Some((width, height)), landscape) => {
            let (width, height) = (width * PT_PER_MM, height * PT_PER_MM);
            let turned = landscape == Some(true);
            PageSize::Exact(if turned { Size::new(height, width) } else { Size::new(width, height) })
        }
    };
    Ok(Lazy::new(move |_| size))
}
