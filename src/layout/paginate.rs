//! Pages one after the other, until nothing is left of the document.

use std::rc::Rc;
use std::sync::Arc;

use super::boxes::{BoxContent, BoxId};
use super::engine::Engine;
use super::fragment::{Constraint, Fragment, Pending, Placed, Room, Token};
use super::kept::Kept;
use super::{Source, margin_boxes, paint, running, slices};
use crate::diagnostics::{Diagnostic, Diagnostics, Words};
use crate::page::Page;
use crate::style::{Break, PageContext, PageStyle, Position, StyledId};
use crate::units::{Point, Rect};

/// A piece of print that is longer is a fault in its template.
pub(super) const MAX_PAGES: usize = 5000;

/// A page with its content placed, before it is painted.
pub(super) struct Sheet {
    /// `page` of what stands on it.
    pub name: Option<Arc<str>>,
    pub style: PageStyle,
    /// Inside the margins; the origin is the corner of the trim box.
    pub area: Rect,
    /// `None` on a blank page.
    pub root: Option<Placed>,
    /// Absolutely positioned boxes without a positioned ancestor.
    pub absolutes: Vec<Placed>,
    pub margin_boxes: Vec<Placed>,
}

impl Sheet {
    pub fn new(style: PageStyle, name: Option<Arc<str>>) -> Sheet {
        let area = style.area();
        Sheet { name, style, area, root: None, absolutes: Vec::new(), margin_boxes: Vec::new() }
    }
}

/// Lays out a document on pages.
///
/// Errors among the diagnostics: `missing-glyph`, `overflow` in a frame with `data-overflow="error"`,
/// `too-many-pages`, `too-complex`, and whatever a picture could not be read for.
pub fn paginate(source: Source) -> (Vec<Page>, Diagnostics) {
    let mut engine = Engine::new(source, &[]);
    let pages = pages(&mut engine);
    (pages, engine.diagnostics)
}

/// Lays out a document whose `variables`, texts and inline drawings, will change: what it kept makes the pages of
/// those that differ from it in these alone.
pub fn paginate_kept<'a>(source: Source<'a>, variables: &[StyledId]) -> (Vec<Page>, Diagnostics, Kept<'a>) {
    let mut engine = Engine::new(source, variables);
    let pages = pages(&mut engine);
    let found = std::mem::take(&mut engine.diagnostics);
    (pages, found, Kept::new(engine, variables))
}

/// Lays out the boxes of an engine.
pub(super) fn pages(engine: &mut Engine) -> Vec<Page> {
    let (mut sheets, mut fixed) = lay_sheets(engine);
    let mut every_page = engine.place_deferred(&mut sheets);
    engine.break_absolutes(&mut sheets);
    // In boxes that have been broken only now.
    every_page.extend(engine.place_deferred(&mut sheets));
    for waiting in every_page {
        if !fixed.iter().any(|known| known.id == waiting.id) {
            fixed.push(waiting);
        }
    }
    let values = running::values(engine, &sheets);
    for (sheet, values) in sheets.iter_mut().zip(&values) {
        for waiting in &fixed {
            let placed = engine.absolute(*waiting, sheet.area);
            sheet.absolutes.push(placed);
        }
        sheet.margin_boxes = margin_boxes::lay(engine, &sheet.style, values);
    }
    if engine.is_exhausted() {
        let finding = Diagnostic::error(
            "too-complex",
            Words::both(
                "boxes inside each other would take too long to lay out",
                "het opmaken van elementen in elkaar zou te lang duren",
            ),
        );
        let help = Words::both(
            "nest tables, columns and flex boxes less deep",
            "zet tabellen, kolommen en flex-elementen minder diep in elkaar",
        );
        engine.diagnostics.push(finding.help(help));
    }
    let slices = slices::slices(engine, &sheets);
    // Each sheet goes when it is painted: what was read just now is freed faster than what was long ago.
    let numbered = sheets.into_iter().enumerate();
    numbered.map(|(index, sheet)| paint::page(engine, &sheet, &slices, index + 1)).collect()
}

fn lay_sheets(engine: &mut Engine) -> (Vec<Sheet>, Vec<Pending>) {
    let tree = engine.source.tree;
    let root = engine.boxes.root;
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut fixed: Vec<Pending> = Vec::new();
    let mut token: Option<Token> = None;
    let mut forced: Option<Break> = None;
    loop {
        let name = page_name(engine, root, token.as_ref());
        let index = sheets.len();
        engine.is_after_forced |= forced.is_some();
        let is_blank = forced.take().is_some_and(|forced| !is_on_side(forced, index));
        let context = PageContext { name: name.clone(), index, blank: is_blank };
        let mut sheet = Sheet::new(tree.pages.resolve(&context, tree.trim), name);
        let area = sheet.area;
        if is_blank {
            sheets.push(sheet);
            continue;
        }
        let constraint = Constraint { width: area.width, height: Some(area.height), ..Constraint::default() };
        let room = Room {
            available: area.height,
            extent: area.height,
            keeps_foot: false,
            at_top: true,
            is_column: false,
            is_paged: true,
        };
        let outcome = engine.lay(root, constraint, Some(room), token.as_ref());
        engine.is_after_forced = false;
        let fragment = outcome.fragment.expect("at the top of a page nothing is pushed");
        let margin = engine.used(root, constraint).margin;
        let at = Point::new(area.x + margin.left, area.y + margin.top);
        place_waiting(engine, &mut sheet, &fragment, at, &mut fixed);
        if outcome.token.is_some() {
            engine.forget(&fragment);
        }
        sheet.root = Some(Placed { at, fragment });
        sheets.push(sheet);
        let Some(next) = outcome.token else { break };
        let stands_still = token.as_ref() == Some(&next);
        if sheets.len() >= MAX_PAGES || stands_still {
            let finding = endless(engine, root, &next);
            engine.diagnostics.push(finding);
            break;
        }
        forced = outcome.forced;
        token = Some(next);
    }
    (sheets, fixed)
}

/// Absolute boxes stand on the page that their place in the text is on; fixed ones on every page.
fn place_waiting(
    engine: &mut Engine,
    sheet: &mut Sheet,
    fragment: &Rc<Fragment>,
    at: Point,
    fixed: &mut Vec<Pending>,
) {
    let mut waiting: Vec<Pending> = fragment.pending.clone();
    while let Some(next) = waiting.pop() {
        if engine.boxes.get(next.id).style.position == Position::Fixed {
            if !fixed.iter().any(|known| known.id == next.id) {
                fixed.push(next);
            }
            continue;
        }
        let here = Pending { id: next.id, at: Point::new(next.at.x + at.x, next.at.y + at.y) };
        let placed = engine.absolute(here, sheet.area);
        waiting.extend(placed.fragment.pending.iter().map(|inner| Pending {
            id: inner.id,
            at: Point::new(inner.at.x + placed.at.x - at.x, inner.at.y + placed.at.y - at.y),
        }));
        sheet.absolutes.push(placed);
    }
    // Popped from the end; document order is paint order.
    sheet.absolutes.reverse();
}

/// The first page is a right one ([CSS Paged Media 3, 4.1](https://www.w3.org/TR/css-page-3/#progression)).
fn is_on_side(forced: Break, index: usize) -> bool {
    let is_right = index.is_multiple_of(2);
    match forced {
        Break::Right | Break::Recto => is_right,
        Break::Left | Break::Verso => !is_right,
        _ => true,
    }
}

fn page_name(engine: &Engine, id: BoxId, token: Option<&Token>) -> Option<Arc<str>> {
    match (token, &engine.boxes.get(id).content) {
        (Some(Token::Floats(_, rest) | Token::Tall(_, rest)), _) => page_name(engine, id, Some(rest)),
        (Some(Token::Child(index, inside)), BoxContent::Blocks(children)) if *index < children.len() => {
            page_name(engine, children[*index], inside.as_deref())
        }
        (None, _) => engine.page_name(id, false),
        (Some(_), _) => engine.boxes.get(id).style.page.clone(),
    }
}

fn endless(engine: &mut Engine, root: BoxId, token: &Token) -> Diagnostic {
    let mut id = root;
    let mut token = Some(token);
    loop {
        match (token, &engine.boxes.get(id).content) {
            (Some(Token::Floats(_, rest) | Token::Tall(_, rest)), _) => token = Some(rest),
            (Some(Token::Child(index, inside)), BoxContent::Blocks(children)) if *index < children.len() => {
                id = children[*index];
                token = inside.as_deref();
            }
            _ => break,
        }
    }
    let message = Words::both(
        format!("the document does not end within {MAX_PAGES} pages"),
        format!("het document heeft na {MAX_PAGES} pagina's nog geen einde"),
    );
    let help = Words::both(
        "look for content that is repeated too often, or a frame that holds none of its content",
        "zoek naar inhoud die te vaak wordt herhaald, of naar een kader waar niets van zijn inhoud in past",
    );
    Diagnostic::error("too-many-pages", message).note(engine.note(id)).help(help)
}
