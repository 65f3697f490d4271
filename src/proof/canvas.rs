//! Pixels with their place on the picture, and layers that lie on others.

use tiny_skia::{Color, Mask, Pixmap, Transform};

use super::place;
use crate::units::{Affine, Rect};

/// A rectangle of whole pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub x: i32,
    pub y: i32,
    pub width: u32,
    pub height: u32,
}

impl Area {
    /// All pixels that the bounds touch.
    pub fn around(rect: Rect) -> Option<Area> {
        // One more on every side: what is smoothed may reach there. `as` keeps to the numbers there are.
        let (left, top) = (rect.x.floor() as i32, rect.y.floor() as i32);
        let (right, bottom) = (rect.right().ceil() as i32, rect.bottom().ceil() as i32);
        let start = |side: i32| side.saturating_sub(1);
        let size = |from: i32, to: i32| i64::from(to) + 1 - i64::from(start(from));
        let (width, height) = (u32::try_from(size(left, right)), u32::try_from(size(top, bottom)));
        Some(Area { x: start(left), y: start(top), width: width.ok()?, height: height.ok()? })
    }

    pub fn within(self, outer: Area) -> Option<Area> {
        let end = |start: i32, size: u32| i64::from(start) + i64::from(size);
        let (x, y) = (self.x.max(outer.x), self.y.max(outer.y));
        let right = end(self.x, self.width).min(end(outer.x, outer.width));
        let bottom = end(self.y, self.height).min(end(outer.y, outer.height));
        let width = u32::try_from(right - i64::from(x)).ok().filter(|width| *width > 0)?;
        let height = u32::try_from(bottom - i64::from(y)).ok().filter(|height| *height > 0)?;
        Some(Area { x, y, width, height })
    }

    pub fn pixels(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

pub(super) struct Canvas {
    pub pixmap: Pixmap,
    pub area: Area,
    /// It started with what lies below it, and covers that where it is laid down again.
    is_copy: bool,
}

impl Canvas {
    /// `None` if the system has no memory for it.
    pub fn paper(width: u32, height: u32) -> Option<Canvas> {
        let mut canvas = Canvas::blank(Area { x: 0, y: 0, width, height })?;
        canvas.pixmap.fill(Color::WHITE);
        Some(canvas)
    }

    /// Transparent: for a group that is composed in isolation (ISO 32000-2, 11.4.5).
    pub fn blank(area: Area) -> Option<Canvas> {
        Some(Canvas { pixmap: Pixmap::new(area.width, area.height)?, area, is_copy: false })
    }

    /// A part of this one, to be drawn on where a clip will show it.
    pub fn part(&self, area: Area) -> Option<Canvas> {
        let mut part = Canvas::blank(area)?;
        let from = self.rows(area);
        for (to, from) in part.pixmap.data_mut().chunks_exact_mut(area.width as usize * 4).zip(from) {
            to.copy_from_slice(&self.pixmap.data()[from..from + area.width as usize * 4]);
        }
        part.is_copy = true;
        Some(part)
    }

    /// From the coordinates that `map` starts from to the canvas's own pixels.
    pub fn transform(&self, map: Affine) -> Transform {
        place::transform(map).post_translate(-self.area.x as f32, -self.area.y as f32)
    }

    /// Which of its pixels a path covers.
    pub fn mask(
        &self,
        path: Option<&tiny_skia::Path>,
        rule: tiny_skia::FillRule,
        map: Affine,
    ) -> Option<Mask> {
        let mut mask = Mask::new(self.area.width, self.area.height)?;
        if let Some(path) = path {
            mask.fill_path(path, rule, true, self.transform(map));
        }
        Some(mask)
    }

    /// Puts a layer onto the pixels it was opened over. `opacity` 0 to 1.
    pub fn lay(&mut self, layer: &Canvas, mask: Option<&Mask>, opacity: f32) {
        let opacity = (opacity.clamp(0.0, 1.0) * 255.0).round() as u32;
        let width = layer.area.width as usize;
        let starts: Vec<usize> = self.rows(layer.area).collect();
        let is_copy = layer.is_copy;
        let rows = layer.pixmap.data().chunks_exact(width * 4).zip(starts);
        for (row, (source, start)) in rows.enumerate() {
            let target = &mut self.pixmap.data_mut()[start..start + width * 4];
            let cover = mask.map(|mask| &mask.data()[row * width..(row + 1) * width]);
            for (column, (to, from)) in target.chunks_exact_mut(4).zip(source.chunks_exact(4)).enumerate() {
                let share = cover.map_or(opacity, |cover| divided(u32::from(cover[column]) * opacity));
                let hides = if is_copy { share } else { divided(u32::from(from[3]) * share) };
                for (to, from) in to.iter_mut().zip(from) {
                    let sum = u32::from(*from) * share + u32::from(*to) * (255 - hides);
                    *to = divided(sum).min(255) as u8;
                }
            }
        }
    }

    /// Where each row of an area inside the canvas starts in its bytes.
    fn rows(&self, area: Area) -> impl Iterator<Item = usize> + use<> {
        let column = (area.x - self.area.x) as usize;
        let (first, width) = ((area.y - self.area.y) as usize, self.area.width as usize);
        (first..first + area.height as usize).map(move |row| (row * width + column) * 4)
    }
}

/// By 255, rounded.
fn divided(value: u32) -> u32 {
    (value + 127) / 255
}
