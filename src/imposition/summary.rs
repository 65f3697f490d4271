use std::fmt;

use super::SheetSize;
use crate::units::Length;

/// What a plan costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    pub sheet: SheetSize,
    pub rows: usize,
    pub columns: usize,
    /// Pieces stand a quarter turned, because more fit.
    pub turned: bool,
    /// That go through the press.
    pub sheets: usize,
    /// Pages of the file: one for each side that differs.
    pub forms: usize,
    /// Places that stay empty, because there are no more pages.
    pub empty_places: usize,
    /// Pieces beyond the copies that were asked for.
    pub spare: usize,
    /// Pages without content: added, so that a booklet can be folded or a back exists.
    pub blank_pages: usize,
    /// Share of the paper that ends beside the pieces, 0 to 1.
    pub waste: f32,
}

impl fmt::Display for Summary {
    /// `2 × 2 on 320 mm × 450 mm: 2500 sheets, 39 % waste, 2 places empty`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.sheet.size();
        let (width, height) = (Length::pt(size.width), Length::pt(size.height));
        let turned = if self.turned { " turned" } else { "" };
        write!(f, "{} × {}{turned} on {width} × {height}: ", self.columns, self.rows)?;
        write!(f, "{}, {:.0} % waste", counted(self.sheets, "sheet"), self.waste * 100.0)?;
        for (count, thing) in [
            (self.empty_places, "empty place"),
            (self.spare, "spare piece"),
            (self.blank_pages, "blank page"),
        ] {
            if count > 0 {
                write!(f, ", {}", counted(count, thing))?;
            }
        }
        Ok(())
    }
}

fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}
