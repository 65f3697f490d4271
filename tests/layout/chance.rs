//! Where the decisions of a random document come from: a seed in the tests, the bytes of a fuzzer elsewhere.

pub trait Chance {
    /// A number from 0 up to, and without, `bound`.
    fn below(&mut self, bound: usize) -> usize;
}

pub fn one_of<'a>(chance: &mut dyn Chance, list: &[&'a str]) -> &'a str {
    list[chance.below(list.len())]
}

/// A small generator ([xorshift](https://www.jstatsoft.org/article/view/v008i14)), the same in every run.
pub struct Seed(u64);

impl Seed {
    pub fn new(seed: u64) -> Seed {
        Seed(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }
}

impl Chance for Seed {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}
