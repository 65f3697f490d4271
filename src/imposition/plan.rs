use super::block::{self, Side};
use super::grid::Grid;
use super::{Piece, Scheme, Setup, SheetSize, Sides, Summary, refusal};
use crate::diagnostics::Diagnostic;
use crate::units::{Affine, PT_PER_MM, Pt, Rect, Size};

/// Between bleed and text.
const CLEAR: Pt = PT_PER_MM;

/// Free room on a sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margin {
    /// Along a line of text, and across lines; 0 where there is none.
    pub size: Size,
    /// From its top left corner as it is read.
    pub to_sheet: Affine,
}

/// Which page stands where on which sheet, before any page is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub(super) setup: Setup,
    pub(super) piece: Piece,
    /// Of the document.
    pub(super) pages: usize,
    /// See [`block`](super::block).
    pub(super) blocks: usize,
    pub(super) grid: Grid,
}

/// Plans the sheets for so many pages of one size.
///
/// Pieces are turned by a quarter where more fit. Pages that are missing, a back or the end of a booklet, are blank.
///
/// # Errors
/// `nothing-to-impose` without pages, `bad-imposition` for measures that cannot be, and `does-not-fit` with what
/// would fit.
pub fn plan(setup: &Setup, piece: &Piece, pages: usize) -> Result<Plan, Diagnostic> {
    refusal::check(setup, piece, pages)?;
    let block = block::size(&setup.scheme, piece);
    let grid = Grid::fit(setup, piece, block).ok_or_else(|| refusal::does_not_fit(setup, piece, block))?;
    Ok(Plan { setup: *setup, piece: *piece, pages, blocks: block::count(&setup.scheme, pages), grid })
}

impl Plan {
    pub fn rows(&self) -> usize {
        self.grid.rows
    }

    pub fn columns(&self) -> usize {
        self.grid.columns
    }

    /// Whether pieces stand a quarter turned.
    pub fn is_turned(&self) -> bool {
        self.grid.turned
    }

    /// Where text may stand beside the pieces, clear of all marks: read from the bottom up along the left side of the
    /// top row.
    pub fn margin(&self) -> Margin {
        let left = self.grid.area(0).x;
        let Rect { y, height, .. } = self.grid.cell(0);
        let free = left - self.setup.edge - CLEAR;
        Margin {
            size: Size::new((height / 2.0 - 12.0 * PT_PER_MM).max(0.0), free.max(0.0)),
            // A line's right is the sheet's top.
            to_sheet: Affine {
                a: 0.0,
                b: -1.0,
                c: 1.0,
                d: 0.0,
                e: left - CLEAR - free,
                f: y + height - 8.0 * PT_PER_MM,
            },
        }
    }

    /// How many blocks one sheet gives.
    fn places(&self) -> usize {
        self.grid.places()
    }

    /// Sheets that differ; each is one page of the file, or two.
    pub(super) fn different_sheets(&self) -> usize {
        match self.setup.scheme {
            Scheme::CutAndStack(_) | Scheme::Booklet(_) => self.blocks.div_ceil(self.places()),
            Scheme::Repeat { .. } | Scheme::OneForm { .. } => self.blocks,
        }
    }

    /// Pages of the file for each sheet: 1 or 2.
    pub fn sides(&self) -> usize {
        self.forms().len()
    }

    /// The pages that each of them has in the file, in order.
    pub(super) fn forms(&self) -> &'static [Side] {
        match self.setup.scheme {
            Scheme::CutAndStack(Sides::Duplex(_))
            | Scheme::Repeat { sides: Sides::Duplex(_), .. }
            | Scheme::Booklet(_) => &[Side::Front, Side::Back],
            Scheme::CutAndStack(Sides::Single)
            | Scheme::Repeat { sides: Sides::Single, .. }
            | Scheme::OneForm { .. } => &[Side::Front],
        }
    }

    /// The block in a place of a sheet; `None`: the place stays empty.
    pub(super) fn block_at(&self, sheet: usize, place: usize) -> Option<usize> {
        let block = match self.setup.scheme {
            Scheme::CutAndStack(_) | Scheme::Booklet(_) => place * self.different_sheets() + sheet,
            Scheme::Repeat { .. } | Scheme::OneForm { .. } => sheet,
        };
        (block < self.blocks).then_some(block)
    }

    pub fn summary(&self) -> Summary {
        let scheme = &self.setup.scheme;
        let places = self.places();
        let runs = match scheme {
            Scheme::CutAndStack(_) | Scheme::Booklet(_) => 1,
            Scheme::Repeat { .. } | Scheme::OneForm { .. } => scheme.copies().div_ceil(places),
        };
        let sheets = self.different_sheets().saturating_mul(runs);
        let wanted = self.blocks.saturating_mul(scheme.copies());
        let left = sheets.saturating_mul(places).saturating_sub(wanted);
        let is_run = matches!(scheme, Scheme::Repeat { .. } | Scheme::OneForm { .. });
        let area = |size: Size| f64::from(size.width) * f64::from(size.height);
        let used = area(self.grid.cell) * wanted as f64;
        Summary {
            sheet: SheetSize::of(self.grid.sheet),
            rows: self.grid.rows,
            columns: self.grid.columns,
            turned: self.grid.turned,
            sheets,
            forms: self.different_sheets() * self.forms().len(),
            empty_places: if is_run { 0 } else { left },
            spare: if is_run { left } else { 0 },
            blank_pages: self.blocks * block::pages_each(scheme) - self.pages,
            waste: (1.0 - used / (area(self.grid.sheet) * sheets as f64)) as f32,
        }
    }
}
