//! Embedding levels ([UAX 9](https://www.unicode.org/reports/tr9/)).

use unicode_bidi::{BidiInfo, Level};

use super::BaseDirection;

/// Even levels run from left to right, odd ones from right to left.
pub(super) struct Levels {
    /// One for each byte; `None` where all are 0.
    bytes: Option<Vec<Level>>,
    /// Where a bidi paragraph starts, with its level. A line feed ends one.
    paragraphs: Vec<(usize, u8)>,
}

impl Levels {
    pub fn of(text: &str, direction: BaseDirection) -> Levels {
        // No character before Hebrew is right to left or an embedding.
        if direction != BaseDirection::Rtl && text.chars().all(|character| character < '\u{590}') {
            return Levels { bytes: None, paragraphs: Vec::new() };
        }
        let base = match direction {
            BaseDirection::Ltr => Some(Level::ltr()),
            BaseDirection::Rtl => Some(Level::rtl()),
            BaseDirection::Auto => None,
        };
        let info = BidiInfo::new(text, base);
        let paragraphs = info.paragraphs.iter().map(|one| (one.range.start, one.level.number())).collect();
        Levels { bytes: Some(info.levels), paragraphs }
    }

    pub fn at(&self, at: usize) -> u8 {
        self.bytes.as_ref().and_then(|levels| levels.get(at)).map_or(0, Level::number)
    }

    /// Where paragraphs start that run the other way than the one before, the first one's being left to
    /// right.
    pub fn turns(&self) -> Vec<usize> {
        let mut rtl = false;
        let mut turns = Vec::new();
        for (start, level) in &self.paragraphs {
            if (level % 2 == 1) != rtl {
                turns.push(*start);
                rtl = !rtl;
            }
        }
        turns
    }

    /// The level of the paragraph around a byte.
    pub fn base(&self, at: usize) -> u8 {
        let next = self.paragraphs.partition_point(|(start, _)| *start <= at);
        self.paragraphs[..next].last().map_or(0, |(_, level)| *level)
    }
}
