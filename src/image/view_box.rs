//! How a drawing fills the place that it is given
//! ([SVG 2, 8.6](https://www.w3.org/TR/SVG2/coords.html#ViewBoxAttribute)).

use usvg::roxmltree::Node;

use crate::units::{Affine, Pt, Rect, Size};

/// The part of a drawing that fills its place, and how.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ViewBox {
    /// In the drawing's own units.
    pub rect: Rect,
    fit: Fit,
}

/// `preserveAspectRatio` ([8.7](https://www.w3.org/TR/SVG2/coords.html#PreserveAspectRatioAttribute)).
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fit {
    Stretch,
    /// Shares of the room that is left before it.
    Meet(f32, f32),
    Slice(f32, f32),
}

impl ViewBox {
    pub(super) fn of(root: Node<'_, '_>) -> Option<ViewBox> {
        let numbers = root.attribute("viewBox")?.split([' ', ',', '\t', '\n', '\r']);
        let numbers: Option<Vec<f32>> =
            numbers.filter(|part| !part.is_empty()).map(|part| part.parse().ok()).collect();
        let &[x, y, width, height] = numbers?.as_slice() else { return None };
        let is_usable = [x, y, width, height].iter().all(|number| number.is_finite());
        let rect = Rect::new(x, y, width, height);
        let fit = root.attribute("preserveAspectRatio").and_then(fit).unwrap_or(Fit::Meet(0.5, 0.5));
        (is_usable && width > 0.0 && height > 0.0).then_some(ViewBox { rect, fit })
    }

    /// From the drawing's units to a place of that size.
    pub fn fill(&self, size: Size) -> Affine {
        let rect = self.rect;
        let (x, y) = (size.width / rect.width, size.height / rect.height);
        let ((x, y), (before_x, before_y)) = match self.fit {
            Fit::Stretch => ((x, y), (0.0, 0.0)),
            Fit::Meet(before_x, before_y) => ((x.min(y), x.min(y)), (before_x, before_y)),
            Fit::Slice(before_x, before_y) => ((x.max(y), x.max(y)), (before_x, before_y)),
        };
        let rest = |room: Pt, length: Pt, share: f32| (room - length) * share;
        Affine::translate(-rect.x, -rect.y).then(Affine::scale(x, y)).then(Affine::translate(
            rest(size.width, rect.width * x, before_x),
            rest(size.height, rect.height * y, before_y),
        ))
    }
}

fn fit(value: &str) -> Option<Fit> {
    let mut words = value.split_ascii_whitespace().filter(|word| *word != "defer");
    let align = words.next()?;
    if align == "none" {
        return Some(Fit::Stretch);
    }
    let share = |word: &str| match word {
        "Min" => Some(0.0),
        "Mid" => Some(0.5),
        "Max" => Some(1.0),
        _ => None,
    };
    let (x, y) = align.strip_prefix('x')?.split_once('Y')?;
    let (x, y) = (share(x)?, share(y)?);
    match words.next() {
        Some("slice") => Some(Fit::Slice(x, y)),
        None | Some("meet") => Some(Fit::Meet(x, y)),
        Some(_) => None,
    }
}
