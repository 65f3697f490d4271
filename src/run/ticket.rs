//! What the job ticket says of one file.

use super::impose::{self, Arrangement, Imposing};
use crate::bundle::{PrintJob, SheetJob};
use crate::color::PROCESS;
use crate::imposition::{Flip, Plan};
use crate::plan::Edition;
use crate::prepress::Dressed;
use crate::printer::Printer;
use crate::units::Length;

/// `planned` is how it comes on sheets, if that was asked for.
pub(super) fn job(
    edition: &Edition,
    printer: &Printer,
    dressed: &Dressed,
    planned: Option<&Plan>,
) -> PrintJob {
    let piece = &edition.piece;
    let bleed = dressed.document.pages.first().map_or(0.0, |page| page.bleed);
    let die = piece.die.as_ref().map(|die| format!("die cut {}", die.value));
    let finishing: Vec<String> = die.into_iter().chain(piece.finishing.clone()).collect();
    let quantity = piece.quantity.of(&edition.municipality.id);
    let usual = match planned {
        Some(_) => None,
        None => usual(printer, dressed, quantity),
    };
    let sheets = planned.or(usual.as_ref()).map(|plan| sheets(plan, printer, quantity));
    PrintJob {
        printer: printer.id.clone(),
        bleed_mm: f64::from((Length::pt(bleed).to_mm() * 100.0).round()) / 100.0,
        colors: colors(dressed),
        spots: spots(dressed),
        paper: piece.paper.clone(),
        finishing: (!finishing.is_empty()).then(|| finishing.join(", ")),
        quantity,
        sheets,
    }
}

/// As most printers do it: the same piece in every place of their sheet, if it fits.
fn usual(printer: &Printer, dressed: &Dressed, quantity: Option<u32>) -> Option<Plan> {
    let (sheet, name) = (printer.sheet, String::new());
    let imposing = Imposing { sheet, name, arrangement: Arrangement::Repeat, flip: Flip::Turn };
    impose::plan(&dressed.document, &imposing, quantity).ok()
}

fn sheets(plan: &Plan, printer: &Printer, quantity: Option<u32>) -> SheetJob {
    let summary = plan.summary();
    let whole = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let size = summary.sheet.size();
    let count = quantity.map(|_| whole(summary.sheets));
    SheetJob {
        size: format!("{} × {}", Length::pt(size.width), Length::pt(size.height)),
        n_up: whole(summary.rows * summary.columns),
        count,
        overs: count.map(|count| (count as f32 * printer.overs).ceil() as u32),
    }
}

/// Front and back: the most that any front, and any back, needs.
fn colors(dressed: &Dressed) -> String {
    let most = |side: usize| {
        let sides = dressed.plates.iter().skip(side).step_by(2);
        sides.map(|plates| PROCESS.iter().filter(|ink| plates.contains(**ink)).count()).max().unwrap_or(0)
    };
    format!("{}/{}", most(0), most(1))
}

fn spots(dressed: &Dressed) -> Vec<String> {
    let mut spots: Vec<String> = dressed.plates.iter().flatten().cloned().collect();
    spots.retain(|ink| !PROCESS.contains(&ink.as_str()));
    spots.sort();
    spots.dedup();
    spots
}
