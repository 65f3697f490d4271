//! Size and places of background images ([CSS Backgrounds 3, 2](https://www.w3.org/TR/css-backgrounds-3/#background-repeat)).

use crate::image::Natural;
use crate::style::{BackgroundLayer, BackgroundRepeat, BackgroundSize};
use crate::units::{Pt, Rect, Size};

/// A pattern of more tiles is no picture any more.
pub(super) const MAX_TILES: usize = 20_000;

/// [CSS Backgrounds 3, 2.9](https://www.w3.org/TR/css-backgrounds-3/#the-background-size); gradients have no
/// size of their own and fill the area.
pub(super) fn tile_size(layer: &BackgroundLayer, area: Rect, natural: Natural) -> Size {
    let size = unrounded(layer, area, natural);
    // `round` makes a whole number of tiles fit (2.4); an `auto` on the other axis keeps the ratio.
    let rounded =
        |length: Pt, room: Pt| if length > 0.0 { room / (room / length).round().max(1.0) } else { 0.0 };
    let is_auto = |axis: fn(&BackgroundSize) -> bool| natural.ratio.is_some() && axis(&layer.size);
    let (round_x, round_y) =
        (layer.repeat.0 == BackgroundRepeat::Round, layer.repeat.1 == BackgroundRepeat::Round);
    let width = if round_x { rounded(size.width, area.width) } else { size.width };
    let height = if round_y { rounded(size.height, area.height) } else { size.height };
    if round_x && !round_y && is_auto(|size| matches!(size, BackgroundSize::Explicit(_, None))) {
        return Size::new(width, size.height * width / size.width.max(f32::MIN_POSITIVE));
    }
    if round_y && !round_x && is_auto(|size| matches!(size, BackgroundSize::Explicit(None, _))) {
        return Size::new(size.width * height / size.height.max(f32::MIN_POSITIVE), height);
    }
    Size::new(width, height)
}

fn unrounded(layer: &BackgroundLayer, area: Rect, natural: Natural) -> Size {
    let whole = Size::new(area.width, area.height);
    match &layer.size {
        BackgroundSize::Cover => natural.cover(whole),
        BackgroundSize::Contain => natural.contain(whole),
        BackgroundSize::Explicit(width, height) => {
            let width = width.as_ref().map(|width| width.resolve(area.width));
            let height = height.as_ref().map(|height| height.resolve(area.height));
            natural.size(width, height, whole)
        }
    }
}

/// Where tiles begin, left edges and top edges, as far as the clip shows them.
pub(super) fn places(layer: &BackgroundLayer, tile: Size, area: Rect, clip: Rect) -> (Vec<Pt>, Vec<Pt>) {
    let x = layer.position.0.resolve(area.width - tile.width) + area.x;
    let y = layer.position.1.resolve(area.height - tile.height) + area.y;
    (
        starts(layer.repeat.0, x, tile.width, (area.x, area.width), (clip.x, clip.right())),
        starts(layer.repeat.1, y, tile.height, (area.y, area.height), (clip.y, clip.bottom())),
    )
}

fn starts(repeat: BackgroundRepeat, first: Pt, tile: Pt, area: (Pt, Pt), clip: (Pt, Pt)) -> Vec<Pt> {
    // What is a hair too narrow for one more tile is so by rounding.
    let hair = tile * 1e-4;
    let (first, step) = match repeat {
        BackgroundRepeat::NoRepeat => return vec![first],
        BackgroundRepeat::Repeat | BackgroundRepeat::Round => (first, tile),
        BackgroundRepeat::Space => {
            let count = ((area.1 + hair) / tile).floor();
            if count < 2.0 {
                return vec![first];
            }
            (area.0, (area.1 - tile) / (count - 1.0))
        }
    };
    let before = ((first - clip.0 - hair) / step).ceil();
    let start = first - before * step;
    let count = ((clip.1 - start - hair) / step).ceil().clamp(0.0, MAX_TILES as f32 + 1.0) as usize;
    (0..count).map(|index| start + index as f32 * step).collect()
}
