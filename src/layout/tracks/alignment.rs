//! [CSS Box Alignment 3](https://www.w3.org/TR/css-align-3/) in taffy's terms.

use crate::style::{Alignment, AlignmentKeyword};

/// `is_rtl` is of the container: `left` and `right` are its start and its end.
pub(super) fn items(value: Alignment, is_rtl: bool) -> Option<taffy::AlignItems> {
    use taffy::AlignItemsKeyword as Keyword;
    let (left, right) = sides(is_rtl, Keyword::Start, Keyword::End);
    let keyword = match value.keyword {
        AlignmentKeyword::Auto => return None,
        AlignmentKeyword::Start => Keyword::Start,
        AlignmentKeyword::End => Keyword::End,
        AlignmentKeyword::SelfStart => Keyword::SelfStart,
        AlignmentKeyword::SelfEnd => Keyword::SelfEnd,
        AlignmentKeyword::FlexStart => Keyword::FlexStart,
        AlignmentKeyword::FlexEnd => Keyword::FlexEnd,
        AlignmentKeyword::Left => left,
        AlignmentKeyword::Right => right,
        AlignmentKeyword::Center => Keyword::Center,
        AlignmentKeyword::Baseline => Keyword::Baseline,
        AlignmentKeyword::Stretch => Keyword::Stretch,
        AlignmentKeyword::Normal
        | AlignmentKeyword::SpaceBetween
        | AlignmentKeyword::SpaceAround
        | AlignmentKeyword::SpaceEvenly => Keyword::Normal,
    };
    Some(taffy::AlignItems { keyword, safety: safety(value) })
}

pub(super) fn content(value: Alignment, is_rtl: bool) -> taffy::AlignContent {
    use taffy::AlignContentKeyword as Keyword;
    let (left, right) = sides(is_rtl, Keyword::Start, Keyword::End);
    let keyword = match value.keyword {
        AlignmentKeyword::Start | AlignmentKeyword::SelfStart => Keyword::Start,
        AlignmentKeyword::End | AlignmentKeyword::SelfEnd => Keyword::End,
        AlignmentKeyword::FlexStart => Keyword::FlexStart,
        AlignmentKeyword::FlexEnd => Keyword::FlexEnd,
        AlignmentKeyword::Left => left,
        AlignmentKeyword::Right => right,
        AlignmentKeyword::Center => Keyword::Center,
        AlignmentKeyword::Stretch => Keyword::Stretch,
        AlignmentKeyword::SpaceBetween => Keyword::SpaceBetween,
        AlignmentKeyword::SpaceAround => Keyword::SpaceAround,
        AlignmentKeyword::SpaceEvenly => Keyword::SpaceEvenly,
        // Baselines of whole lines are shared as their starts (CSS Box Alignment 3, 4.2).
        AlignmentKeyword::Baseline => Keyword::Start,
        AlignmentKeyword::Auto | AlignmentKeyword::Normal => Keyword::Normal,
    };
    taffy::AlignContent { keyword, safety: safety(value) }
}

/// What of start and end is on the left, and what on the right.
fn sides<K>(is_rtl: bool, start: K, end: K) -> (K, K) {
    if is_rtl { (end, start) } else { (start, end) }
}

fn safety(value: Alignment) -> taffy::AlignmentSafety {
    if value.is_safe { taffy::AlignmentSafety::Safe } else { taffy::AlignmentSafety::Default }
}
