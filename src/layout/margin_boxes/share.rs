//! Three boxes along one side of a page share its length
//! ([CSS Paged Media 3, 5.3.2](https://www.w3.org/TR/css-page-3/#margin-dimension)).

use crate::units::Pt;

/// What one box wants of the side, margins included.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wanted {
    /// `None` is `auto`.
    pub fixed: Option<Pt>,
    /// Of the content at its narrowest and at its widest.
    pub min: Pt,
    pub max: Pt,
    /// `min-width` and `max-width`, or the heights.
    pub least: Pt,
    pub most: Pt,
}

impl Wanted {
    fn of(fixed: Pt) -> Wanted {
        Wanted { fixed: Some(fixed), min: fixed, max: fixed, least: 0.0, most: Pt::INFINITY }
    }
}

/// Starts and extents: the first box at the start, the second in the middle, the third at the end.
pub(super) fn share(wanted: [Option<Wanted>; 3], length: Pt) -> [(Pt, Pt); 3] {
    let mut wanted = wanted;
    let mut extents = resolve(&wanted, length);
    for (too_much, bound) in
        [(true, (|one: &Wanted| one.most) as fn(&Wanted) -> Pt), (false, |one| one.least)]
    {
        let mut is_bound = false;
        for (one, extent) in wanted.iter_mut().zip(extents) {
            let Some(one) = one else { continue };
            let limit = bound(one);
            if (too_much && extent > limit) || (!too_much && extent < limit) {
                one.fixed = Some(limit);
                is_bound = true;
            }
        }
        if is_bound {
            extents = resolve(&wanted, length);
        }
    }
    let [first, middle, last] = extents;
    [(0.0, first), ((length - middle) / 2.0, middle), (length - last, last)]
}

fn resolve([first, middle, last]: &[Option<Wanted>; 3], length: Pt) -> [Pt; 3] {
    let absent = Wanted::of(0.0);
    let (one, other) = (first.unwrap_or(absent), last.unwrap_or(absent));
    let Some(middle) = middle else {
        let (one, other) = pair(one, other, length);
        return [one, 0.0, other];
    };
    // Beside the middle one stand two that are as wide as the wider of them.
    let beside = Wanted {
        fixed: one.fixed.zip(other.fixed).map(|(one, other)| one.max(other) * 2.0),
        min: one.min.max(other.min) * 2.0,
        max: one.max.max(other.max) * 2.0,
        least: 0.0,
        most: Pt::INFINITY,
    };
    let (middle, _) = pair(*middle, beside, length);
    let rest = ((length - middle) / 2.0).max(0.0);
    let side = |wanted: &Option<Wanted>| wanted.map_or(0.0, |one| one.fixed.unwrap_or(rest));
    [side(first), middle, side(last)]
}

/// Two boxes side by side.
fn pair(one: Wanted, other: Wanted, length: Pt) -> (Pt, Pt) {
    match (one.fixed, other.fixed) {
        (Some(one), Some(other)) => return (one, other),
        (Some(one), None) => return (one, (length - one).max(0.0)),
        (None, Some(other)) => return ((length - other).max(0.0), other),
        (None, None) => {}
    }
    let (base, weights) = match () {
        _ if one.max + other.max <= length => ((one.max, other.max), (one.max, other.max)),
        _ if one.min + other.min <= length => {
            ((one.min, other.min), (one.max - one.min, other.max - other.min))
        }
        _ => ((one.min, other.min), (one.min, other.min)),
    };
    let rest = length - base.0 - base.1;
    let sum = weights.0 + weights.1;
    let part = if sum > 0.0 { rest * weights.0 / sum } else { rest / 2.0 };
    (base.0 + part, base.1 + rest - part)
}
