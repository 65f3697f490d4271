//! Tables ([CSS 2, 17](https://www.w3.org/TR/CSS2/tables.html),
//! [CSS Tables 3](https://www.w3.org/TR/css-tables-3/)): columns sized by what stands in them, rows
//! that break between pages under a repeated header.

mod breaks;
mod captions;
mod cells;
mod distribute;
mod grid;
mod heights;
mod lines;
mod measure;
mod pages;
mod plan;
mod widths;

use super::boxes::{BoxContent, BoxId, TableBox};
use super::edges::Edges;
use super::engine::Engine;
use super::flow::Flow;
use super::fragment::{FragmentContent, Outcome, Room, TableToken, Token};
use super::sizes::Used;
use crate::units::{Point, Pt, Rect};

pub(super) use grid::TableGrid;

impl Engine<'_> {
    pub fn table(&self, id: BoxId) -> &TableBox {
        match &self.boxes.get(id).content {
            BoxContent::Table(table) => table,
            _ => unreachable!("asked of tables only"),
        }
    }

    pub fn lay_table(
        &mut self,
        id: BoxId,
        mut used: Used,
        room: Option<Room>,
        resume: Option<&Token>,
    ) -> Outcome {
        let captions = self.captions(id, used.border_width(), room, resume);
        if captions.token.is_some() {
            return self.captions_alone(id, &used, captions);
        }
        let resume = resume.filter(|token| !matches!(token, Token::Captions(_)));
        if let Some(mut height) = used.height.take() {
            if self.fills_wrapper(id) {
                height -= captions.above_height() + captions.below_height();
            }
            // A table is as tall as its rows, and its height the least of it (CSS 2, 17.5.3).
            used.min_height = used.min_height.max(height);
        }
        used.max_height = Pt::INFINITY;
        let mut edges = Edges::of(&used, resume.is_some());
        edges.top += captions.above_height();
        edges.bottom += captions.below_height();
        let has_captions = captions.above_height() > 0.0;
        let inner = room.map(|room| edges.inner(room));
        let inner = inner.map(|room| Room { at_top: room.at_top && !has_captions, ..room });
        let flow = self.table_rows(id, &used, inner, resume);
        if flow.is_pushed && has_captions && room.is_some_and(|room| room.at_top) {
            return self.captions_alone(id, &used, captions);
        }
        if flow.is_pushed {
            return Outcome::pushed();
        }
        self.close_table(id, used, edges, room, resume, flow, captions)
    }

    #[allow(clippy::too_many_arguments)] // Parts of one table, put together once.
    fn close_table(
        &mut self,
        id: BoxId,
        used: Used,
        edges: Edges,
        room: Option<Room>,
        resume: Option<&Token>,
        rows: pages::Rows,
        captions: captions::Captions,
    ) -> Outcome {
        let (above, below) = (captions.above_height(), captions.below_height());
        let is_broken = rows.token.is_some();
        let lines: Vec<_> = rows
            .lines
            .into_iter()
            .map(|line| line.translate(Point::new(used.inset().left, edges.top)))
            .collect();
        let flow = Flow {
            placed: rows.placed,
            height: rows.height,
            token: rows.token.map(|token| Token::Table(TableToken { low_captions: captions.low(), ..token })),
            forced: rows.forced,
            ..Flow::default()
        };
        let mut outcome = self.close_flow(id, used, edges, room, resume.is_some(), flow);
        if let Some(fragment) = outcome.fragment.as_mut().and_then(std::rc::Rc::get_mut) {
            let foot = if is_broken { 0.0 } else { below };
            let frame = Rect::new(0.0, above, fragment.size.width, fragment.size.height - above - foot);
            fragment.content = FragmentContent::Table { frame, lines };
            let bottom = fragment.size.height - foot;
            captions.place(fragment, bottom, is_broken);
        }
        outcome
    }
}
