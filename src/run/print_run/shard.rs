//! A part of a print run, for machines that share the work.

use std::ops::RangeInclusive;

use crate::bundle::ShardEntry;

/// One of several parts of a run, each some whole batches; together they are the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// From 1.
    number: u32,
    of: u32,
}

impl Shard {
    /// More parts than any engine hands out.
    pub const MOST: u32 = 100_000;

    /// `None` if there is no such part.
    pub fn new(number: u32, of: u32) -> Option<Shard> {
        (1 <= number && number <= of && of <= Shard::MOST).then_some(Shard { number, of })
    }

    pub fn of(&self) -> u32 {
        self.of
    }

    /// Its folder within that of the run: `shard-03-of-16`, in the order of the letters when sorted by name.
    pub fn folder(&self) -> String {
        let digits = self.of.ilog10() as usize + 1;
        format!("shard-{:0digits$}-of-{}", self.number, self.of)
    }

    /// The batches of this part, from 0: as many as each of the others has, or one more. An empty range where
    /// there are more parts than batches.
    pub fn batches(&self, records: u64, batch: u64) -> RangeInclusive<u64> {
        let batches = u128::from(records.div_ceil(batch.max(1)));
        let before = |parts: u32| (batches * u128::from(parts) / u128::from(self.of)) as u64;
        match (before(self.number - 1), before(self.number)) {
            (from, to) if from < to => from..=to - 1,
            #[allow(clippy::reversed_empty_ranges)]
            _ => 1..=0,
        }
    }

    /// For `run.json`; `records` of the whole run.
    pub fn entry(&self, records: u64) -> ShardEntry {
        ShardEntry { number: self.number, of: self.of, records }
    }
}

/// `shard 3 of 16`
impl std::fmt::Display for Shard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "shard {} of {}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_meet_and_are_of_like_size() {
        for of in [1, 2, 3, 16, 1000] {
            for batches in [0, 1, 2, 15, 16, 17, 24, 999, 1_000_003] {
                let mut next = 0;
                for number in 1..=of {
                    let part = Shard::new(number, of).expect("it is one").batches(batches * 10, 10);
                    let count = if part.is_empty() { 0 } else { part.end() - part.start() + 1 };
                    assert!(count == batches / u64::from(of) || count == batches.div_ceil(u64::from(of)));
                    if count > 0 {
                        assert_eq!(*part.start(), next, "{number} of {of}, {batches} batches");
                        next = part.end() + 1;
                    }
                }
                assert_eq!(next, batches, "{of} parts");
            }
        }
    }

    #[test]
    fn the_last_batch_may_be_short() {
        let last = Shard::new(2, 2).expect("it is one");
        assert_eq!(last.batches(237, 10), 12..=23);
        assert!(last.batches(0, 10).is_empty());
        assert_eq!(last.batches(u64::MAX, 1), u64::MAX / 2..=u64::MAX - 1);
    }

    #[test]
    fn folders_sort_as_letters_do() {
        let folder = |number, of| Shard::new(number, of).map(|shard| shard.folder());
        assert_eq!(folder(3, 16).as_deref(), Some("shard-03-of-16"));
        assert_eq!(folder(3, 9).as_deref(), Some("shard-3-of-9"));
        assert_eq!((folder(0, 16), folder(17, 16), folder(1, 0)), (None, None, None));
    }
}
