use crate::units::{Pt, Size};

/// What a picture says of its own size, in points
/// ([CSS Images 3, 5.1](https://www.w3.org/TR/css-images-3/#natural-dimensions)).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Natural {
    pub width: Option<Pt>,
    pub height: Option<Pt>,
    /// Width by height, larger than 0.
    pub ratio: Option<f32>,
}

impl Natural {
    pub fn of(size: Size) -> Natural {
        let ratio = (size.width > 0.0 && size.height > 0.0).then(|| size.width / size.height);
        Natural { width: Some(size.width), height: Some(size.height), ratio }
    }

    /// The default sizing algorithm
    /// ([5.3.1](https://www.w3.org/TR/css-images-3/#default-sizing)): what is specified, then what is
    /// natural, then the default.
    pub fn size(self, width: Option<Pt>, height: Option<Pt>, default: Size) -> Size {
        match (width, height) {
            (Some(width), Some(height)) => Size::new(width, height),
            (Some(width), None) => {
                let by_ratio = self.ratio.map(|ratio| width / ratio);
                Size::new(width, by_ratio.or(self.height).unwrap_or(default.height))
            }
            (None, Some(height)) => {
                let by_ratio = self.ratio.map(|ratio| height * ratio);
                Size::new(by_ratio.or(self.width).unwrap_or(default.width), height)
            }
            (None, None) if self.width.is_none() && self.height.is_none() => self.contain(default),
            (None, None) => self.size(self.width, self.height, default),
        }
    }

    /// The largest size of its ratio inside an area ([5.3.2](https://www.w3.org/TR/css-images-3/#cover-contain)).
    pub fn contain(self, area: Size) -> Size {
        self.scaled(area, f32::min)
    }

    /// The smallest size of its ratio around an area.
    pub fn cover(self, area: Size) -> Size {
        self.scaled(area, f32::max)
    }

    fn scaled(self, area: Size, pick: fn(f32, f32) -> f32) -> Size {
        let Some(ratio) = self.ratio else { return area };
        let height = pick(area.width / ratio, area.height);
        Size::new(height * ratio, height)
    }
}
