//! The modules of a QR code under the best of the eight masks (ISO/IEC 18004, 7.8).
//!
//! Codes of one size differ in their data only, and a mask changes the same modules in all of them, those that name
//! it included. So what another mask changes is found once for a size, and each code is made under the first mask.
//! Rows are words of bits: what a mask is charged for is counted by shifts of whole rows.

use std::ops::Range;
use std::sync::OnceLock;

use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

/// Words of a row: the largest code has 177 modules; most have no more than a word.
const WORDS: usize = 3;
const MASKS: usize = 8;
const VERSIONS: usize = 40;

/// The light modules that must stand beside what looks like a finder pattern, and the pattern, from one side.
const FINDER_LIKE: [bool; 11] = [true, false, true, true, true, false, true, false, false, false, false];

/// A bit for each module, the first one lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Row<const W: usize>([u64; W]);

/// The dark modules of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Modules<const W: usize = WORDS> {
    rows: Vec<Row<W>>,
}

/// What each mask changes in the codes of each size.
type Changes<const W: usize> = [OnceLock<[Modules<W>; MASKS]>; VERSIONS];

/// The code of a text, error correction M; `None` if it is too long.
pub(super) fn masked(text: &str) -> Option<Modules> {
    static SMALL: Changes<1> = [const { OnceLock::new() }; VERSIONS];
    static LARGE: Changes<WORDS> = [const { OnceLock::new() }; VERSIONS];
    let code = under(&QrSegment::make_segments(text), (Version::MIN, Version::MAX), 0)?;
    Some(match code.size() {
        ..=64 => best(&code, &SMALL).widened(),
        _ => best(&code, &LARGE),
    })
}

/// The code under the mask of the least penalty, the first of several; it comes under the first mask.
fn best<const W: usize>(code: &QrCode, changes: &Changes<W>) -> Modules<W> {
    let version = code.version();
    let changes = changes[usize::from(version.value()) - 1].get_or_init(|| changes_of(version));
    let code = Modules::of(code);
    let codes = changes.iter().map(|change| code.changed(change));
    codes.min_by_key(Modules::penalty).expect("there are masks")
}

/// The code under one mask, in the smallest version of these that holds it.
fn under(segments: &[QrSegment], (least, most): (Version, Version), mask: usize) -> Option<QrCode> {
    let (level, mask) = (QrCodeEcc::Medium, Some(Mask::new(mask as u8)));
    QrCode::encode_segments_advanced(segments, level, least, most, mask, false).ok()
}

fn changes_of<const W: usize>(version: Version) -> [Modules<W>; MASKS] {
    let under = |mask| Modules::of(&under(&[], (version, version), mask).expect("nothing fits anywhere"));
    let first = under(0);
    std::array::from_fn(|mask| first.changed(&under(mask)))
}

impl<const W: usize> Row<W> {
    fn map(self, other: Self, by: impl Fn(u64, u64) -> u64) -> Self {
        Row(std::array::from_fn(|word| by(self.0[word], other.0[word])))
    }

    fn and(self, other: Self) -> Self {
        self.map(other, |one, other| one & other)
    }

    fn without(self, other: Self) -> Self {
        self.map(other, |one, other| one & !other)
    }

    fn differs(self, other: Self) -> Self {
        self.map(other, |one, other| one ^ other)
    }

    /// Each module where the one `count` after it was, at most 63.
    fn after(self, count: usize) -> Self {
        Row(std::array::from_fn(|word| {
            let next = self.0.get(word + 1).copied().unwrap_or(0);
            if count == 0 { self.0[word] } else { self.0[word] >> count | next << (64 - count) }
        }))
    }

    fn count(self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// The first `count` modules.
    fn first(count: usize) -> Self {
        Row(std::array::from_fn(|word| match count.saturating_sub(64 * word) {
            0 => 0,
            bits @ 1..64 => (1 << bits) - 1,
            _ => u64::MAX,
        }))
    }

    fn has(self, column: usize) -> bool {
        self.0[column / 64] >> (column % 64) & 1 == 1
    }
}

impl<const W: usize> Modules<W> {
    fn of(code: &QrCode) -> Self {
        let row = |y: i32| {
            let mut row = Row([0; W]);
            for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
                row.0[x as usize / 64] |= 1 << (x % 64);
            }
            row
        };
        Modules { rows: (0..code.size()).map(row).collect() }
    }

    /// Modules on each side.
    pub fn side(&self) -> usize {
        self.rows.len()
    }

    /// The stretches of dark modules in a row.
    pub fn runs(&self, row: usize) -> impl Iterator<Item = Range<usize>> {
        let (row, side) = (self.rows[row], self.side());
        let mut at = 0;
        std::iter::from_fn(move || {
            let start = (at..side).find(|column| row.has(*column))?;
            at = (start..side).find(|column| !row.has(*column)).unwrap_or(side);
            Some(start..at)
        })
    }

    /// The same in rows of more words.
    fn widened(&self) -> Modules {
        let word = |row: &Row<W>, word: usize| row.0.get(word).copied().unwrap_or(0);
        Modules { rows: self.rows.iter().map(|row| Row(std::array::from_fn(|at| word(row, at)))).collect() }
    }

    fn changed(&self, by: &Self) -> Self {
        Modules { rows: self.rows.iter().zip(&by.rows).map(|(row, by)| row.differs(*by)).collect() }
    }

    /// What ISO/IEC 18004, 7.8.3.1, charges for modules that readers may trip over.
    fn penalty(&self) -> u32 {
        let rows = &self.rows;
        let side = rows.len();
        let inside = Row::<W>::first(side - 1);
        let mut penalty = 0;
        // Where a module is as dark as its neighbour to the right, and below.
        let right: Vec<Row<W>> = rows.iter().map(|row| inside.without(row.differs(row.after(1)))).collect();
        let below: Vec<Row<W>> =
            rows.windows(2).map(|pair| Row::<W>::first(side).without(pair[0].differs(pair[1]))).collect();
        // Five and more in a line: three for each, and one for each further module.
        for row in &right {
            let long = row.and(row.after(1)).and(row.after(2)).and(row.after(3));
            let starts = long.after(1).without(long).count() + u32::from(long.has(0));
            penalty += long.count() + 2 * starts;
        }
        let mut before = Row([0; W]);
        for four in below.windows(4) {
            let long = four[0].and(four[1]).and(four[2]).and(four[3]);
            penalty += long.count() + 2 * long.without(before).count();
            before = long;
        }
        // Blocks of four: three for each.
        for (row, below) in below.iter().enumerate() {
            let blocks = below.and(below.after(1)).and(right[row]);
            penalty += 3 * blocks.count();
        }
        penalty += 40 * self.finder_like();
        // Ten for each twentieth that the share of dark modules is away from a half.
        let (dark, all) = (rows.iter().map(|row| row.count()).sum::<u32>(), (side * side) as u32);
        penalty + 10 * ((20 * dark).abs_diff(10 * all) / all)
    }

    /// Places along and down that look like a finder pattern.
    fn finder_like(&self) -> u32 {
        let length = FINDER_LIKE.len();
        let side = self.side();
        let (all, starts) = (Row::<W>::first(side), Row::<W>::first(side + 1 - length));
        let matches = |row: Row<W>, is_dark: bool| if is_dark { row } else { all.without(row) };
        let mut found = 0;
        for is_reversed in [false, true] {
            let wanted = |at: usize| FINDER_LIKE[if is_reversed { length - 1 - at } else { at }];
            for row in &self.rows {
                let along =
                    (0..length).fold(starts, |along, at| along.and(matches(*row, wanted(at)).after(at)));
                found += along.count();
            }
            for rows in self.rows.windows(length) {
                let down =
                    rows.iter().enumerate().fold(all, |down, (at, row)| down.and(matches(*row, wanted(at))));
                found += down.count();
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By the words of the standard, module by module.
    fn penalty(code: &Modules) -> u32 {
        let side = code.side();
        let lines = |is_down: bool| {
            (0..side).map(move |line| -> Vec<bool> {
                let at = |place: usize| if is_down { (place, line) } else { (line, place) };
                (0..side).map(|place| code.rows[at(place).0].has(at(place).1)).collect()
            })
        };
        let mut penalty = 0;
        let reversed: Vec<bool> = FINDER_LIKE.into_iter().rev().collect();
        for line in lines(false).chain(lines(true)) {
            let runs = line.chunk_by(|one, next| one == next).map(<[bool]>::len);
            penalty += runs.filter(|run| *run >= 5).map(|run| 3 + run as u32 - 5).sum::<u32>();
            let finders = line.windows(11).filter(|part| *part == FINDER_LIKE || *part == &reversed[..]);
            penalty += 40 * finders.count() as u32;
        }
        let dark = |row: usize, column: usize| code.rows[row].has(column);
        let is_block = |row: usize, column: usize| {
            let own = dark(row, column);
            [(row + 1, column), (row, column + 1), (row + 1, column + 1)]
                .iter()
                .all(|at| dark(at.0, at.1) == own)
        };
        let blocks = (0..side - 1).flat_map(|row| (0..side - 1).map(move |column| (row, column)));
        penalty += 3 * blocks.filter(|at| is_block(at.0, at.1)).count() as u32;
        let count = (0..side * side).filter(|at| dark(at / side, at % side)).count() as f64;
        let share = 100.0 * count / (side * side) as f64;
        penalty + 10 * ((share - 50.0).abs() / 5.0).floor() as u32
    }

    const TEXTS: [&str; 6] = [
        "https://utrecht.example/donkeredagen",
        "12345678901234567890",
        "ABC-123",
        "",
        "Een tekst met é en 日本語",
        "https://utrecht.example/een/heel/lang/adres/dat/niemand/overtypt?met=vragen&en=antwoorden&en=meer&van=alles",
    ];

    #[test]
    fn codes_are_those_of_the_encoder_under_their_mask() {
        for text in TEXTS.map(str::to_owned).into_iter().chain([TEXTS[5].repeat(20)]) {
            let segments = QrSegment::make_segments(&text);
            let all: Vec<Modules> = (0..8)
                .map(|mask| {
                    Modules::of(&under(&segments, (Version::MIN, Version::MAX), mask).expect("it fits"))
                })
                .collect();
            let least = all.iter().map(penalty).min().expect("eight masks");
            let code = masked(&text).expect("it fits");
            assert!(all.contains(&code), "{text}");
            assert_eq!(penalty(&code), least, "{text}");
            all.iter().for_each(|code| assert_eq!(code.penalty(), penalty(code), "{text}"));
        }
    }

    #[test]
    fn what_fits_in_no_code_is_none() {
        assert!(masked(&"x".repeat(2331)).is_some());
        assert!(masked(&"x".repeat(2332)).is_none());
    }
}
