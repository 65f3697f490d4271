//! What the job ticket says of one file.

use crate::bundle::PrintJob;
use crate::plan::Edition;
use crate::prepress::{Dressed, PROCESS};
use crate::printer::Printer;
use crate::units::Length;

pub(super) fn job(edition: &Edition, printer: &Printer, dressed: &Dressed) -> PrintJob {
    let piece = &edition.piece;
    let bleed = dressed.document.pages.first().map_or(0.0, |page| page.bleed);
    let die = piece.die.as_ref().map(|die| format!("die cut {}", die.value));
    let finishing: Vec<String> = die.into_iter().chain(piece.finishing.clone()).collect();
    PrintJob {
        printer: printer.id.clone(),
        bleed_mm: f64::from((Length::pt(bleed).to_mm() * 100.0).round()) / 100.0,
        colors: colors(dressed),
        spots: spots(dressed),
        paper: piece.paper.clone(),
        finishing: (!finishing.is_empty()).then(|| finishing.join(", ")),
        quantity: piece.quantity.of(&edition.municipality.id),
        sheets: None,
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
