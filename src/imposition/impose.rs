use std::collections::BTreeMap;
use std::sync::Arc;

use super::bare::Bare;
use super::block::{self, Part, Side};
use super::marks::marks;
use super::refusal;
use super::{Flip, Piece, Plan, Scheme};
use crate::diagnostics::Diagnostic;
use crate::page::bounds::mapped;
use crate::page::{FillRule, Group, Item, Page, Path};
use crate::units::{Affine, Rect};

/// Makes the sheets of a plan in the order of the press, front before back.
///
/// `page` gives the page of a number from 0 on; it is asked as sheets need them: cut and stack wants pages from
/// as many parts of the run as a sheet has places. A sheet is a page without bleed whose trim box is the whole
/// sheet. It shows pages up to their bleed, and carries no tags and no links: it is a press form.
///
/// # Errors
/// What `page` says, and `pages-differ` if a page is not of the size that was planned for. Nothing comes after it.
///
/// ```
/// use drukwerk::imposition::{Flip, Piece, Scheme, Setup, Sides, impose, plan};
/// use drukwerk::page::Page;
/// use drukwerk::units::{Size, Length};
///
/// let hanger = Page {
///     trim: Size::new(Length::mm(105.0).to_pt(), Length::mm(210.0).to_pt()),
///     bleed: Length::mm(3.0).to_pt(),
///     ..Page::default()
/// };
/// let setup = Setup::new(Scheme::CutAndStack(Sides::Duplex(Flip::Turn)));
/// let plan = plan(&setup, &Piece::of(&hanger), 20_000)?;
/// assert_eq!(plan.summary().sheets, 2500);
/// let sheets = impose(&plan, |_| Ok(hanger.clone()));
/// assert_eq!(sheets.count(), 5000);
/// # Ok::<(), drukwerk::diagnostics::Diagnostic>(())
/// ```
pub fn impose<'a>(
    plan: &'a Plan,
    mut page: impl FnMut(usize) -> Result<Page, Diagnostic> + 'a,
) -> impl Iterator<Item = Result<Page, Diagnostic>> + 'a {
    let folds = matches!(plan.setup.scheme, Scheme::Booklet(_));
    let marks = plan.setup.marks.then(|| marks(&plan.grid, folds));
    let mut bare = Bare::default();
    let forms = plan.forms();
    let sheets =
        (0..plan.different_sheets()).flat_map(move |sheet| forms.iter().map(move |side| (sheet, *side)));
    let mut has_failed = false;
    sheets.map_while(move |(sheet, side)| {
        if has_failed {
            return None;
        }
        let mut form =
            Form { plan, page: &mut page, bare: &mut bare, pages: BTreeMap::new(), items: Vec::new() };
        let finished = form.fill(sheet, side).map(|()| {
            form.items.extend(marks.clone());
            Page { trim: plan.grid.sheet, items: form.items.into(), ..Page::default() }
        });
        has_failed = finished.is_err();
        Some(finished)
    })
}

/// One side of one sheet in the making.
struct Form<'a, F> {
    plan: &'a Plan,
    page: &'a mut F,
    bare: &'a mut Bare,
    /// Those that were asked for: a page may stand in many places.
    pages: BTreeMap<usize, Arc<Vec<Item>>>,
    items: Vec<Item>,
}

impl<F: FnMut(usize) -> Result<Page, Diagnostic>> Form<'_, F> {
    fn fill(&mut self, sheet: usize, side: Side) -> Result<(), Diagnostic> {
        for place in 0..self.plan.grid.places() {
            let Some(block) = self.plan.block_at(sheet, place) else { continue };
            if let Scheme::OneForm { flip, .. } = self.plan.setup.scheme {
                if self.is_in_first_half(place, flip) {
                    self.block(place, block, Side::Front)?;
                    self.block(place, block, Side::Back)?;
                }
            } else {
                self.block(place, block, side)?;
            }
        }
        Ok(())
    }

    /// Where fronts stand if the backs stand on the same form.
    fn is_in_first_half(&self, place: usize, flip: Flip) -> bool {
        let grid = &self.plan.grid;
        match flip {
            Flip::Turn => place % grid.columns < grid.columns / 2,
            Flip::Tumble => place / grid.columns < grid.rows / 2,
        }
    }

    fn block(&mut self, place: usize, block: usize, side: Side) -> Result<(), Diagnostic> {
        let Plan { setup, piece, grid, pages, .. } = self.plan;
        let flip = setup.scheme.flip();
        let at = grid.place(place, side, flip);
        let mut area = grid.area(place);
        if let (Side::Back, Some(flip)) = (side, flip) {
            area = mapped(area, flip.through(grid.sheet));
        }
        for part in block::parts(&setup.scheme, piece, *pages, (block, side)) {
            let items = self.items_of(part.page)?;
            if !items.is_empty() {
                self.items.push(placed(items, &part, at, area));
            }
        }
        Ok(())
    }

    fn items_of(&mut self, number: usize) -> Result<Arc<Vec<Item>>, Diagnostic> {
        if let Some(items) = self.pages.get(&number) {
            return Ok(items.clone());
        }
        let page = (self.page)(number)?;
        if !Piece::of(&page).is_like(&self.plan.piece) {
            return Err(refusal::differs(number + 1, &Piece::of(&page), &self.plan.piece));
        }
        let items = self.bare.items(&page.items);
        self.pages.insert(number, items.clone());
        Ok(items)
    }
}

/// A page in a block that stands `at` its place, as far as it may be seen in `area` of the sheet.
fn placed(items: Arc<Vec<Item>>, part: &Part, at: Affine, area: Rect) -> Item {
    let back = |map: Affine| map.inverse().expect("places are moved, turned and mirrored, never flattened");
    let clip = intersection(mapped(area, back(at)), part.area);
    let clip = mapped(clip, back(part.at));
    Item::Group(Group {
        transform: Some(part.at.then(at)),
        clip: Some((Path::rect(clip), FillRule::NonZero)),
        items,
        ..Group::default()
    })
}

fn intersection(a: Rect, b: Rect) -> Rect {
    let (x, y) = (a.x.max(b.x), a.y.max(b.y));
    Rect::new(x, y, a.right().min(b.right()) - x, a.bottom().min(b.bottom()) - y)
}
