//! Rows of a flex or grid container on pages: they break between rows, and inside a row that no page
//! holds ([CSS Flexbox 1, 10](https://www.w3.org/TR/css-flexbox-1/#pagination),
//! [CSS Grid 2, 10](https://www.w3.org/TR/css-grid-2/#pagination)).

use std::collections::BTreeSet;
use std::rc::Rc;

use super::boxes::{BoxContent, BoxId};
use super::engine::{Engine, TOLERANCE};
use super::flow::Flow;
use super::fragment::{Constraint, Placed, Room, RowToken, Token};
use super::margins;
use crate::style::Break;
use crate::units::{Point, Pt, Rect};

/// An item at its place in the unbroken container.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub id: BoxId,
    /// Border box, from the top left of the content box.
    pub rect: Rect,
    /// The width that its percentages are of.
    pub basis: Pt,
}

/// Items that stand side by side: no line across the container passes between them.
struct Band {
    top: Pt,
    bottom: Pt,
    items: Vec<Item>,
}

/// A row of which each item ends by itself or goes on.
struct BrokenBand {
    placed: Vec<Placed>,
    height: Pt,
    tokens: Vec<(BoxId, Token)>,
    forced: Option<Break>,
}

fn bands(items: impl Iterator<Item = Item>) -> Vec<Band> {
    let mut sorted: Vec<Item> = items.collect();
    sorted.sort_by(|one, other| one.rect.y.total_cmp(&other.rect.y));
    let mut bands: Vec<Band> = Vec::new();
    for item in sorted {
        match bands.last_mut() {
            Some(band) if item.rect.y < band.bottom - TOLERANCE => {
                band.bottom = band.bottom.max(item.rect.bottom());
                band.items.push(item);
            }
            _ => bands.push(Band { top: item.rect.y, bottom: item.rect.bottom(), items: vec![item] }),
        }
    }
    bands
}

/// The row that goes on, and what has not begun. In a container that is wider or narrower than on the page
/// before, other items may stand side by side.
fn bands_left(items: &[Item], token: &RowToken) -> Vec<Band> {
    let begun = |item: &Item| !token.waiting.contains(&item.id);
    let goes_on = |item: &Item| token.inside.iter().any(|(id, _)| *id == item.id);
    let around = bands(items.iter().cloned()).into_iter().filter(|band| band.items.iter().any(goes_on));
    let first = around.reduce(|one, other| Band {
        top: one.top.min(other.top),
        bottom: one.bottom.max(other.bottom),
        items: [one.items, other.items].concat(),
    });
    let first = first.map(|mut band| {
        band.items.retain(begun);
        band
    });
    let waiting = items.iter().filter(|item| !begun(item)).cloned();
    first.into_iter().chain(bands(waiting)).collect()
}

/// The items of these rows.
fn items_of(bands: &[Band]) -> BTreeSet<BoxId> {
    bands.iter().flat_map(|band| &band.items).map(|item| item.id).collect()
}

impl Engine<'_> {
    /// `constraint` is what items get beside their rectangles; `below` stands after the last of them.
    pub fn lay_rows(
        &mut self,
        items: &[Item],
        constraint: Constraint,
        below: Pt,
        room: Room,
        resume: Option<&Token>,
    ) -> Flow {
        let (bands, mut inside) = match resume {
            Some(Token::Row(token)) => (bands_left(items, token), token.inside.as_slice()),
            _ => (bands(items.iter().cloned()), [].as_slice()),
        };
        let token = |next: usize, inside: Vec<(BoxId, Token)>| {
            Some(Token::Row(RowToken { inside, waiting: items_of(&bands[next..]) }))
        };
        let mut flow = Flow::default();
        let mut y = if resume.is_none() { bands.first().map_or(0.0, |band| band.top) } else { 0.0 };
        for (index, band) in bands.iter().enumerate() {
            let goes_on = std::mem::take(&mut inside);
            let not_begun = if goes_on.is_empty() { index } else { index + 1 };
            let is_first = flow.placed.is_empty();
            if let (false, Some(before)) = (is_first, index.checked_sub(1).map(|before| &bands[before])) {
                let forced = before
                    .items
                    .iter()
                    .flat_map(|above| band.items.iter().map(move |below| (above.id, below.id)))
                    .find_map(|(above, below)| {
                        margins::forced(
                            margins::stronger(self.break_after(above), self.break_before(below)),
                            room.is_column,
                        )
                    });
                let forced = forced.filter(|forced| room.is_paged || *forced == Break::Column);
                if forced.is_some() {
                    flow.token = token(index, Vec::new());
                    flow.forced = forced;
                    break;
                }
            }
            let here = room.below(y, is_first);
            let height = band.bottom - band.top;
            let has_forced = band.items.iter().any(|item| self.breaks_by_force(item.id));
            if goes_on.is_empty() && !has_forced && height <= here.available + TOLERANCE {
                for item in &band.items {
                    let fragment = self.lay_whole(item.id, item_constraint(constraint, item, true));
                    let at = Point::new(item.rect.x, y + item.rect.y - band.top);
                    flow.placed.push(Placed { at, fragment });
                }
                y += height;
            } else {
                let Some(broken) = self.break_band(band, constraint, here, goes_on, y) else {
                    match is_first && resume.is_none() {
                        true => flow.is_pushed = true,
                        false => flow.token = token(not_begun, goes_on.to_vec()),
                    }
                    break;
                };
                flow.placed.extend(broken.placed);
                let is_whole = goes_on.is_empty() && broken.tokens.is_empty();
                // Where only a margin did not fit, the row ends with the page.
                y += if is_whole { broken.height.max(height.min(here.available)) } else { broken.height };
                if !broken.tokens.is_empty() {
                    flow.token = token(index + 1, broken.tokens);
                    flow.forced = broken.forced;
                    break;
                }
            }
            if let Some(next) = bands.get(index + 1) {
                flow.height = y;
                y += (next.top - band.bottom).max(0.0);
            }
        }
        if flow.token.is_none() {
            // A margin at the end of a page is truncated.
            flow.height = y + below.min((room.available - y).max(0.0));
        }
        flow
    }

    /// Items of one row go on side by side on the next page. `None`: the row does not begin here.
    fn break_band(
        &mut self,
        band: &Band,
        constraint: Constraint,
        room: Room,
        goes_on: &[(BoxId, Token)],
        y: Pt,
    ) -> Option<BrokenBand> {
        let mut parts = Vec::new();
        for item in &band.items {
            let token = goes_on.iter().find(|(id, _)| *id == item.id).map(|(_, token)| token);
            if !goes_on.is_empty() && token.is_none() {
                continue;
            }
            let top = if token.is_some() { 0.0 } else { item.rect.y - band.top };
            let room = Room { available: room.available - top, ..room };
            let outcome = self.lay(item.id, item_constraint(constraint, item, false), Some(room), token);
            outcome.fragment.as_ref()?;
            parts.push((item, top, room, outcome));
        }
        let breaks = parts.iter().any(|(.., outcome)| outcome.token.is_some());
        let mut broken = BrokenBand { placed: Vec::new(), height: 0.0, tokens: Vec::new(), forced: None };
        for (item, top, room, mut outcome) in parts {
            // Beside one that goes on, others are as tall as they would be beside all of it.
            if breaks && goes_on.is_empty() && band.items.len() > 1 && self.is_stretchable(item.id) {
                let constraint = item_constraint(constraint, item, false);
                outcome = self.fill_height(item.id, constraint, room, outcome, item.rect.height);
            }
            let Some(fragment) = outcome.fragment else { continue };
            broken.height = broken.height.max(top + fragment.size.height);
            broken.placed.push(Placed { at: Point::new(item.rect.x, y + top), fragment });
            broken.tokens.extend(outcome.token.map(|token| (item.id, token)));
            broken.forced = broken.forced.or(outcome.forced);
        }
        if !goes_on.is_empty() && broken.tokens.is_empty() {
            self.end_together(band, &mut broken);
        }
        Some(broken)
    }

    /// Items as tall as their row end where it ends.
    fn end_together(&self, band: &Band, broken: &mut BrokenBand) {
        for placed in &mut broken.placed {
            let id = placed.fragment.id;
            let item = band.items.iter().find(|item| item.id == id);
            let height = item.map_or(0.0, |item| item.rect.height);
            let is_tall = height >= band.bottom - band.top - TOLERANCE;
            if is_tall && self.is_stretchable(id) && placed.fragment.size.height < broken.height {
                Rc::make_mut(&mut placed.fragment).size.height = broken.height;
            }
        }
    }

    fn is_stretchable(&self, id: BoxId) -> bool {
        !matches!(self.boxes.get(id).content, BoxContent::Replaced(_) | BoxContent::Table(_))
    }
}

/// A whole item has the size that its container gave it; a broken one is as tall as it comes.
fn item_constraint<'f>(constraint: Constraint<'f>, item: &Item, is_whole: bool) -> Constraint<'f> {
    Constraint {
        width: item.basis,
        border_width: Some(item.rect.width),
        border_height: is_whole.then_some(item.rect.height),
        ..constraint
    }
}
