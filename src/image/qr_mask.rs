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
    // The cheap charges first: where they are more than all charges of another one, the rest does not matter.
    let mut codes: Vec<(u32, usize, Modules<W>)> =
        codes.enumerate().map(|(mask, code)| (code.cheap_penalty(), mask, code)).collect();
    codes.sort_unstable_by_key(|(penalty, mask, _)| (*penalty, *mask));
    let mut best: Option<(u32, usize, Modules<W>)> = None;
    for (cheap, mask, code) in codes {
        if best.as_ref().is_some_and(|(least, ..)| cheap > *least) {
            break;
        }
        let penalty = cheap + code.finder_penalty();
        if best.as_ref().is_none_or(|(least, first, _)| (penalty, mask) < (*least, *first)) {
            best = Some((penalty, mask, code));
        }
    }
    best.expect("there are masks").2
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

    fn is_empty(self) -> bool {
        self.0 == [0; W]
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

    /// The first dark module from this one on.
    fn next(self, from: usize) -> Option<usize> {
        let (start, bit) = (from / 64, from % 64);
        let words = self.0.iter().enumerate().skip(start);
        let mut words = words.map(|(at, word)| (at, if at == start { word >> bit << bit } else { *word }));
        words.find(|(_, word)| *word != 0).map(|(at, word)| 64 * at + word.trailing_zeros() as usize)
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
        let light = Row(row.0.map(|word| !word));
        let mut at = 0;
        std::iter::from_fn(move || {
            let start = row.next(at).filter(|start| *start < side)?;
            at = light.next(start).map_or(side, |end| end.min(side));
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

    /// What ISO/IEC 18004, 7.8.3.1, charges for modules that readers may trip over: the sum of this and
    /// [`Modules::finder_penalty`].
    fn cheap_penalty(&self) -> u32 {
        let rows = &self.rows;
        let side = rows.len();
        let (all, inside) = (Row::<W>::first(side), Row::<W>::first(side - 1));
        let (mut penalty, mut dark) = (0, 0);
        // Where a module is as dark as the one below it, in the last rows.
        let mut below = [Row([0; W]); 4];
        let mut before = Row([0; W]);
        for (y, row) in rows.iter().enumerate() {
            dark += row.count();
            let right = inside.without(row.differs(row.after(1)));
            // Five and more in a line: three for each, and one for each further module.
            let two = right.and(right.after(1));
            let long = two.and(two.after(2));
            if !long.is_empty() {
                penalty += long.count() + 2 * long.without(long.after(1)).count();
            }
            let Some(next) = rows.get(y + 1) else { break };
            below.rotate_right(1);
            below[0] = all.without(row.differs(*next));
            let long = below[0].and(below[1]).and(below[2].and(below[3]));
            if !long.is_empty() {
                penalty += long.count() + 2 * long.without(before).count();
            }
            before = long;
            // Blocks of four: three for each.
            penalty += 3 * below[0].and(below[0].after(1)).and(right).count();
        }
        // Ten for each twentieth that the share of dark modules is away from a half.
        let area = (side * side) as u32;
        penalty + 10 * ((20 * dark).abs_diff(10 * area) / area)
    }

    /// Forty for each place along and down that looks like a finder pattern beside four light modules.
    fn finder_penalty(&self) -> u32 {
        let all = Row::<W>::first(self.side());
        let light: Vec<Row<W>> = self.rows.iter().map(|row| all.without(*row)).collect();
        let mut found = 0;
        for (dark, light) in self.rows.iter().zip(&light) {
            let pattern = dark.and(light.after(1)).and(dark.after(2)).and(dark.after(3));
            let pattern = pattern.and(dark.after(4)).and(light.after(5)).and(dark.after(6));
            if !pattern.is_empty() {
                let two = light.and(light.after(1));
                let four = two.and(two.after(2));
                found += pattern.and(four.after(7)).count() + four.and(pattern.after(4)).count();
            }
        }
        let four = |from: usize| {
            light[from..].first_chunk().map(|[a, b, c, d]| a.and(*b).and(*c).and(*d)).unwrap_or(Row([0; W]))
        };
        for (y, (dark, light)) in self.rows.windows(7).zip(light.windows(7)).enumerate() {
            let pattern = dark[0].and(light[1]).and(dark[2]).and(dark[3]);
            let pattern = pattern.and(dark[4]).and(light[5]).and(dark[6]);
            if !pattern.is_empty() {
                found += pattern.and(four(y + 7)).count();
                found += y.checked_sub(4).map_or(0, |before| pattern.and(four(before)).count());
            }
        }
        40 * found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dark(code: &Modules, row: usize, column: usize) -> bool {
        code.rows[row].0[column / 64] >> (column % 64) & 1 == 1
    }

    /// By the words of the standard, module by module.
    fn penalty(code: &Modules) -> u32 {
        let side = code.side();
        let lines = |is_down: bool| {
            (0..side).map(move |line| -> Vec<bool> {
                let at = |place: usize| if is_down { (place, line) } else { (line, place) };
                (0..side).map(|place| dark(code, at(place).0, at(place).1)).collect()
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
        let dark = |row: usize, column: usize| dark(code, row, column);
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

    /// A finder pattern and the light modules beside it, from one side.
    const FINDER_LIKE: [bool; 11] = [true, false, true, true, true, false, true, false, false, false, false];

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
            for code in &all {
                assert_eq!(code.cheap_penalty() + code.finder_penalty(), penalty(code), "{text}");
            }
            let first = all.iter().find(|code| penalty(code) == least);
            assert_eq!(Some(&code), first, "{text}");
        }
    }

    #[test]
    fn what_fits_in_no_code_is_none() {
        assert!(masked(&"x".repeat(2331)).is_some());
        assert!(masked(&"x".repeat(2332)).is_none());
    }
}
