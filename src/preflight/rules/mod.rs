//! One rule, one file: what it looks for, how severe it is, and what it tells in both languages.
//!
//! What layout tells at its place is not told again here: text past its frame (`overflow`) and characters that no
//! font has (`missing-glyph`).

mod black_text;
mod bleed;
mod blocks;
mod contrast;
mod crowd;
mod die;
mod ink;
mod lines;
mod links;
mod off_page;
mod readable;
mod resolution;
mod safe_area;
mod type_size;
mod window;

use super::Finished;
use super::tell::Tell;
use super::view::View;

/// What pages are checked by, in the order of the findings.
pub(super) const OF_PAGES: [fn(&View, &mut Tell); 13] = [
    off_page::check,
    bleed::check,
    die::check,
    window::check,
    readable::check,
    resolution::check,
    ink::check,
    lines::check,
    type_size::check,
    black_text::check,
    contrast::check,
    safe_area::check,
    // After all that looks below things, which may be too much.
    crowd::check,
];

/// What documents are checked by as a whole.
pub(super) const OF_DOCUMENTS: [fn(&Finished, &[View], &mut Tell); 2] = [blocks::check, links::check];
