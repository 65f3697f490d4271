//! Tracks and lines that a grid and its subgrids share.

use taffy::DetailedGridTracksInfo;

use crate::units::Pt;

/// The tracks of a grid in one axis.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::layout) enum Tracks {
    /// So many, as large as what stands in them.
    Open(u16),
    Sized {
        sizes: Vec<Pt>,
        gap: Pt,
    },
}

/// The tracks that a subgrid has of the grid around, in the axes in which it takes any.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::layout) struct Taken {
    pub columns: Option<Tracks>,
    pub rows: Option<Tracks>,
}

/// Lines of an item, from 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lines {
    pub columns: [u16; 2],
    pub rows: [u16; 2],
}

impl Lines {
    pub fn of(item: &taffy::DetailedGridItemsInfo) -> Lines {
        Lines { columns: [item.column_start, item.column_end], rows: [item.row_start, item.row_end] }
    }

    pub fn place(&self, style: &mut taffy::Style) {
        style.grid_column = span(self.columns);
        style.grid_row = span(self.rows);
    }
}

fn span([start, end]: [u16; 2]) -> taffy::Line<taffy::GridPlacement<String>> {
    let line = |line: u16| taffy::GridPlacement::Line(i16::try_from(line).unwrap_or(i16::MAX).into());
    taffy::Line { start: line(start), end: line(end) }
}

impl Tracks {
    /// Of tracks that have been laid out.
    pub fn of(info: &DetailedGridTracksInfo<String>) -> Tracks {
        let sizes = info.positions.iter().map(|track| track.end - track.start).collect();
        let between = info
            .positions
            .windows(2)
            .map(|pair| (pair[1].start - pair[0].end).max(pair[0].start - pair[1].end));
        Tracks::Sized { sizes, gap: between.reduce(Pt::min).unwrap_or(0.0).max(0.0) }
    }

    /// Those between two lines, as a subgrid with these edges and a gap of its own has them
    /// ([CSS Grid 2, 9](https://www.w3.org/TR/css-grid-2/#subgrid-gaps)).
    pub fn between(&self, [start, end]: [u16; 2], before: Pt, after: Pt, own_gap: Option<Pt>) -> Tracks {
        let Tracks::Sized { sizes, gap } = self else { return self.clone() };
        let Some(sizes) = sizes.get(usize::from(start) - 1..usize::from(end) - 1) else {
            return Tracks::Open(end - start);
        };
        let wider = (gap - own_gap.unwrap_or(*gap)) / 2.0;
        let last = sizes.len().saturating_sub(1);
        let own = sizes.iter().enumerate().map(|(at, size)| {
            let starts = if at == 0 { -before } else { wider };
            let ends = if at == last { -after } else { wider };
            (size + starts + ends).max(0.0)
        });
        Tracks::Sized { sizes: own.collect(), gap: own_gap.unwrap_or(*gap) }
    }

    /// From the first to the last of them.
    pub fn sum(&self) -> Pt {
        match self {
            Tracks::Open(_) => 0.0,
            Tracks::Sized { sizes, gap } => {
                sizes.iter().sum::<Pt>() + gap * sizes.len().saturating_sub(1) as f32
            }
        }
    }

    pub fn template(&self) -> Vec<taffy::GridTemplateComponent<String>> {
        let single = taffy::GridTemplateComponent::Single;
        match self {
            Tracks::Open(count) => (0..*count).map(|_| single(taffy::prelude::auto())).collect(),
            Tracks::Sized { sizes, .. } => {
                sizes.iter().map(|size| single(taffy::prelude::length(*size))).collect()
            }
        }
    }

    pub fn gap(&self) -> Option<taffy::LengthPercentage> {
        match self {
            Tracks::Open(_) => None,
            Tracks::Sized { gap, .. } => Some(taffy::LengthPercentage::length(*gap)),
        }
    }
}
