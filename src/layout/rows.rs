//! Rows of a flex or grid container on pages: they break between rows, and inside a row that no page
//! holds ([CSS Flexbox 1, 10](https://www.w3.org/TR/css-flexbox-1/#pagination),
//! [CSS Grid 2, 10](https://www.w3.org/TR/css-grid-2/#pagination)).

use super::boxes::BoxId;
use super::engine::{Engine, TOLERANCE};
use super::flow::Flow;
use super::fragment::{Constraint, Placed, Room, Token};
use super::margins;
use crate::style::Break;
use crate::units::{Point, Pt, Rect};

/// An item at its place in the unbroken container.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub id: BoxId,
    /// Border box, from the top left of the content box.
    pub rect: Rect,
}

/// Items that stand side by side: no line across the container passes between them.
struct Band {
    top: Pt,
    bottom: Pt,
    items: Vec<Item>,
}

fn bands(items: &[Item]) -> Vec<Band> {
    let mut sorted = items.to_vec();
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

impl Engine<'_> {
    /// `constraint` is what items get beside their rectangles.
    pub fn lay_rows(
        &mut self,
        items: &[Item],
        constraint: Constraint,
        room: Room,
        resume: Option<&Token>,
    ) -> Flow {
        let bands = bands(items);
        let (start, mut inside) = match resume {
            Some(Token::Row(row, inside)) => (*row, inside.as_slice()),
            _ => (0, [].as_slice()),
        };
        let mut flow = Flow::default();
        let mut y = if resume.is_none() { bands.first().map_or(0.0, |band| band.top) } else { 0.0 };
        for (index, band) in bands.iter().enumerate().skip(start) {
            let goes_on = std::mem::take(&mut inside);
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
                    flow.token = Some(Token::Row(index, Vec::new()));
                    flow.forced = forced;
                    break;
                }
            }
            let here = room.below(y, is_first);
            let height = band.bottom - band.top;
            if goes_on.is_empty() && height <= here.available + TOLERANCE {
                for item in &band.items {
                    let fragment = self.lay_whole(item.id, item_constraint(constraint, item, true));
                    let at = Point::new(item.rect.x, y + item.rect.y - band.top);
                    flow.placed.push(Placed { at, fragment });
                }
                y += height;
            } else {
                let Some((placed, used, tokens)) = self.break_band(band, constraint, here, goes_on, y) else {
                    match is_first && resume.is_none() {
                        true => flow.is_pushed = true,
                        false => flow.token = Some(Token::Row(index, goes_on.to_vec())),
                    }
                    break;
                };
                flow.placed.extend(placed);
                y += used;
                if !tokens.is_empty() {
                    flow.token = Some(Token::Row(index, tokens));
                    break;
                }
            }
            if let Some(next) = bands.get(index + 1) {
                flow.height = y;
                y += next.top - band.bottom;
            }
        }
        if flow.token.is_none() {
            flow.height = y;
        }
        flow
    }

    /// Items of one row go on side by side on the next page. `None`: the row does not begin here.
    #[allow(clippy::type_complexity)] // Parts of one answer, taken apart at once.
    fn break_band(
        &mut self,
        band: &Band,
        constraint: Constraint,
        room: Room,
        goes_on: &[(BoxId, Token)],
        y: Pt,
    ) -> Option<(Vec<Placed>, Pt, Vec<(BoxId, Token)>)> {
        let mut placed = Vec::new();
        let mut tokens = Vec::new();
        let mut used: Pt = 0.0;
        for item in &band.items {
            let token = goes_on.iter().find(|(id, _)| *id == item.id).map(|(_, token)| token);
            if !goes_on.is_empty() && token.is_none() {
                continue;
            }
            let top = if token.is_some() { 0.0 } else { item.rect.y - band.top };
            let outcome = self.lay(
                item.id,
                item_constraint(constraint, item, false),
                Some(Room { available: room.available - top, ..room }),
                token,
            );
            let fragment = outcome.fragment?;
            used = used.max(top + fragment.size.height);
            placed.push(Placed { at: Point::new(item.rect.x, y + top), fragment });
            tokens.extend(outcome.token.map(|token| (item.id, token)));
        }
        Some((placed, used, tokens))
    }
}

/// A whole item has the size that its container gave it; a broken one is as tall as it comes.
fn item_constraint<'f>(constraint: Constraint<'f>, item: &Item, is_whole: bool) -> Constraint<'f> {
    Constraint {
        border_width: Some(item.rect.width),
        border_height: is_whole.then_some(item.rect.height),
        ..constraint
    }
}
