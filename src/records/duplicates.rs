//! Records that would get the same letter twice.

use std::hash::{DefaultHasher, Hasher};
use std::io;

use super::record::Record;
use super::sorter::{Sorted, Sorter};

/// Notes that are kept in memory at once, less than a megabyte: a run of half a million letters takes as much memory
/// as one of ten thousand.
pub const MEMORY: usize = 1 << 15;

/// Finds records of the same person at the same address, in bounded memory.
pub struct Duplicates {
    limit: usize,
    /// Hash and row, the highest byte first.
    notes: Sorter,
}

/// A row, and the first one with the same name and address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duplicate {
    pub row: u32,
    pub first: u32,
}

impl Duplicates {
    /// Keeps at most `limit` notes in memory, usually [`MEMORY`]; the others wait in temporary files, as hashes.
    pub fn new(limit: usize) -> Duplicates {
        let limit = limit.max(2);
        Duplicates { limit, notes: Sorter::new(limit, usize::MAX) }
    }

    /// Takes note of [`Record::hash64`] of a row; rows may come in any order.
    ///
    /// # Errors
    /// A temporary file cannot be written.
    pub fn note(&mut self, row: u32, hash: u64) -> io::Result<()> {
        let mut note = [0; 12];
        note[..8].copy_from_slice(&hash.to_be_bytes());
        note[8..].copy_from_slice(&row.to_be_bytes());
        self.notes.push(&note)
    }

    /// All rows that repeat an earlier one, in the order of their numbers.
    ///
    /// # Errors
    /// A temporary file cannot be written or read.
    pub fn finish(self) -> io::Result<DuplicatePairs> {
        let mut pairs = Sorter::new(self.limit, usize::MAX);
        let mut group: Option<(u64, u32)> = None;
        for note in self.notes.finish()? {
            let note = note?;
            let (hash, row) = (number(&note[..8]), number(&note[8..12]) as u32);
            match group {
                Some((known, first)) if known == hash => {
                    let mut pair = [0; 8];
                    pair[..4].copy_from_slice(&row.to_be_bytes());
                    pair[4..].copy_from_slice(&first.to_be_bytes());
                    pairs.push(&pair)?;
                }
                _ => group = Some((hash, row)),
            }
        }
        Ok(DuplicatePairs(pairs.finish()?))
    }
}

/// Repeated rows in the order of their numbers.
pub struct DuplicatePairs(Sorted);

impl Iterator for DuplicatePairs {
    type Item = io::Result<Duplicate>;

    fn next(&mut self) -> Option<io::Result<Duplicate>> {
        let pair = self.0.next()?;
        Some(pair.map(|pair| Duplicate { row: number(&pair[..4]) as u32, first: number(&pair[4..8]) as u32 }))
    }
}

/// The highest byte first.
fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

impl Record {
    /// Of name, postcode, number and addition, abroad of the street too; case, spaces and punctuation do not
    /// matter. Equal for the same resident at the same address, within one run of the program.
    pub fn hash64(&self) -> u64 {
        let mut hash = DefaultHasher::new();
        let street = if self.country().is_empty() { "" } else { self.street() };
        for part in [self.name(), self.postcode(), self.number(), self.addition(), street, self.country()] {
            if part.is_ascii() {
                let signs = part.bytes().filter(u8::is_ascii_alphanumeric);
                signs.for_each(|byte| hash.write_u8(byte.to_ascii_lowercase()));
            } else {
                let signs = part.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase);
                signs.for_each(|sign| hash.write_u32(sign.into()));
            }
            hash.write_u8(0xff);
        }
        hash.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_come_in_the_order_of_rows_with_any_memory() {
        for limit in [2, 7, 1000] {
            let mut duplicates = Duplicates::new(limit);
            for row in 2..200u32 {
                // Rows 2 to 51 again and again.
                duplicates
                    .note(row, u64::from((row - 2) % 50).wrapping_mul(0x9e37_79b9_7f4a_7c15))
                    .expect("room");
            }
            let pairs: Vec<Duplicate> =
                duplicates.finish().expect("room").map(|pair| pair.expect("readable")).collect();
            let expected: Vec<Duplicate> =
                (52..200).map(|row| Duplicate { row, first: (row - 2) % 50 + 2 }).collect();
            assert_eq!(pairs, expected, "with {limit} in memory");
        }
    }
}
