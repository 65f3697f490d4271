//! Codes of square modules as drawings.

use std::ops::Range;

/// An SVG element: one path in the current colour, one unit a module, `quiet` empty modules around. `runs` are the
/// dark modules of a row.
pub(super) fn svg<R: Iterator<Item = Range<usize>>>(
    side: usize,
    quiet: u32,
    runs: impl Fn(usize) -> R,
) -> String {
    let quiet = quiet.min(64) as usize;
    let view = side + 2 * quiet;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {view} {view}\">\
         <path fill=\"currentColor\" d=\""
    );
    let blocks = blocks(side, runs);
    svg.reserve(LONGEST * blocks.len() + 16);
    for Block { columns, rows } in blocks {
        let (x, y, width) = (columns.start + quiet, rows.start + quiet, columns.len());
        for (letter, number) in [("M", x), (" ", y), ("h", width), ("v", rows.len()), ("h-", width)] {
            svg.push_str(letter);
            push(&mut svg, number);
        }
        svg.push('z');
    }
    svg.push_str("\"/></svg>");
    svg
}

/// Bytes of a block in path data, at most.
const LONGEST: usize = 22;

/// A rectangle of dark modules.
struct Block {
    columns: Range<usize>,
    rows: Range<usize>,
}

/// Runs of dark modules, those below each other as one: neighbours that only touch show hairlines on a screen.
fn blocks<R: Iterator<Item = Range<usize>>>(side: usize, runs: impl Fn(usize) -> R) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    // Those that reach down to the row above.
    let mut open: Vec<usize> = Vec::new();
    for row in 0..side {
        let mut next = Vec::with_capacity(open.len());
        for columns in runs(row) {
            match open.iter().find(|block| blocks[**block].columns == columns) {
                Some(block) => {
                    blocks[*block].rows.end = row + 1;
                    next.push(*block);
                }
                None => {
                    next.push(blocks.len());
                    blocks.push(Block { columns, rows: row..row + 1 });
                }
            }
        }
        open = next;
    }
    blocks
}

/// Appends a number of at most three digits; formatting it would take most of the time.
fn push(out: &mut String, number: usize) {
    let digit = |place: usize| char::from(b'0' + (number / place % 10) as u8);
    if number >= 100 {
        out.push(digit(100));
    }
    if number >= 10 {
        out.push(digit(10));
    }
    out.push(digit(1));
}
