//! Drawings of one path that differ in nothing but the path: codes on the letters of a print run.

use std::sync::Arc;

use super::{Drawing, Image};
use crate::page::{Group, Item, Path, PathItem, Segment};
use crate::units::Point;

/// A drawing whose only path can be replaced.
#[derive(Clone, Debug)]
pub struct Redrawable {
    drawing: Arc<Drawing>,
    /// The one in the drawing.
    path: Arc<Path>,
}

impl Redrawable {
    /// `data`: what stands in the path now; `None` if it is not straight lines, or not what stands in one path.
    pub fn of(image: &Image, data: &str) -> Option<Redrawable> {
        let Image::Vector(drawing) = image else { return None };
        let written = lines(data)?;
        let mut paths = Vec::new();
        collect_paths(&drawing.items, &mut paths);
        let mut own = paths.into_iter().filter(|path| ***path == written);
        let path = own.next().filter(|_| own.next().is_none())?.clone();
        Some(Redrawable { drawing: drawing.clone(), path })
    }

    /// The drawing with other data in its path: what a full reading of the SVG would give. `None` if it is not
    /// straight lines.
    pub fn with(&self, data: &str) -> Option<Image> {
        let items = with_path(&self.drawing.items, &self.path, &Arc::new(lines(data)?)).into();
        Some(Image::Vector(Arc::new(Drawing { items, ..Drawing::clone(&self.drawing) })))
    }
}

fn collect_paths<'i>(items: &'i [Item], paths: &mut Vec<&'i Arc<Path>>) {
    for item in items {
        match item {
            Item::Path(item) => paths.push(&item.path),
            Item::Group(group) => collect_paths(&group.items, paths),
            _ => {}
        }
    }
}

fn with_path(items: &[Item], old: &Arc<Path>, new: &Arc<Path>) -> Vec<Item> {
    let other = |item: &Item| match item {
        Item::Path(path) if Arc::ptr_eq(&path.path, old) => {
            Item::Path(PathItem { path: new.clone(), ..path.clone() })
        }
        Item::Group(group) => {
            Item::Group(Group { items: with_path(&group.items, old, new).into(), ..group.clone() })
        }
        item => item.clone(),
    };
    items.iter().map(other).collect()
}

/// Path data of straight lines ([SVG 2, 9.3](https://www.w3.org/TR/SVG2/paths.html#PathData)), computed as the
/// reader of SVG does: in double precision, rounded at the end. `None` for curves, for what is not whole, and for a
/// path that does not end with `z`.
fn lines(data: &str) -> Option<Path> {
    let mut reader = Reader { bytes: data.as_bytes(), at: 0 };
    // Each letter is one.
    let mut segments = Vec::with_capacity(data.bytes().filter(u8::is_ascii_alphabetic).count());
    let (mut x, mut y) = (0.0_f64, 0.0_f64);
    let mut start = (0.0, 0.0);
    let point = |x: f64, y: f64| Point::new(x as f32, y as f32);
    let mut is_open = false;
    while let Some(command) = reader.command() {
        match command {
            b'M' if !is_open => {
                (x, y) = (reader.number()?, reader.number()?);
                start = (x, y);
                segments.push(Segment::Move(point(x, y)));
                is_open = true;
            }
            b'z' | b'Z' if is_open => {
                segments.push(Segment::Close);
                (x, y) = start;
                is_open = false;
            }
            _ if !is_open => return None,
            b'h' => x += reader.number()?,
            b'H' => x = reader.number()?,
            b'v' => y += reader.number()?,
            b'V' => y = reader.number()?,
            b'l' => (x, y) = (x + reader.number()?, y + reader.number()?),
            b'L' => (x, y) = (reader.number()?, reader.number()?),
            _ => return None,
        }
        if !matches!(command, b'M' | b'z' | b'Z') {
            segments.push(Segment::Line(point(x, y)));
        }
    }
    (!is_open && reader.at == data.len() && !segments.is_empty()).then_some(Path { segments })
}

struct Reader<'d> {
    bytes: &'d [u8],
    at: usize,
}

impl Reader<'_> {
    /// A letter; its numbers come once: what repeats a command without naming it is left to others.
    fn command(&mut self) -> Option<u8> {
        self.separators();
        let letter = self.bytes.get(self.at).copied().filter(u8::is_ascii_alphabetic)?;
        self.at += 1;
        Some(letter)
    }

    fn number(&mut self) -> Option<f64> {
        self.separators();
        let rest = &self.bytes[self.at..];
        if let Some((number, length)) = short_decimal(rest) {
            self.at += length;
            return Some(number).filter(|number| number.abs() < 1e6);
        }
        let is_part = |(index, byte): (usize, &u8)| {
            byte.is_ascii_digit() || *byte == b'.' || (index == 0 && matches!(byte, b'-' | b'+'))
        };
        let length = rest.iter().enumerate().take_while(|part| is_part(*part)).count();
        self.at += length;
        let number: f64 = std::str::from_utf8(&rest[..length]).ok()?.parse().ok()?;
        Some(number).filter(|number| number.abs() < 1e6)
    }

    fn separators(&mut self) {
        while self.bytes.get(self.at).is_some_and(|byte| matches!(byte, b' ' | b',' | b'\n')) {
            self.at += 1;
        }
    }
}

/// The number of few digits, as codes have them, that `text` begins with, and its length: both parts of the division
/// are exact, so it rounds as a full reading does (Clinger, How to Read Floating Point Numbers Accurately, 1990).
fn short_decimal(text: &[u8]) -> Option<(f64, usize)> {
    let is_negative = text.first() == Some(&b'-');
    let start = usize::from(is_negative);
    let (mut whole, mut scale, mut is_fraction, mut digits) = (0_u64, 1_u64, false, 0);
    let mut at = start;
    while let Some(byte) = text.get(at) {
        match byte {
            b'0'..=b'9' => {
                whole = whole * 10 + u64::from(byte - b'0');
                scale *= if is_fraction { 10 } else { 1 };
                digits += 1;
            }
            b'.' if !is_fraction => is_fraction = true,
            b'.' => return None,
            _ => break,
        }
        at += 1;
        if at - start > 15 {
            return None;
        }
    }
    let value = if is_fraction { whole as f64 / scale as f64 } else { whole as f64 };
    (digits > 0).then_some((if is_negative { -value } else { value }, at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::{decode_svg, kix, qr};
    use crate::units::Size;

    #[test]
    fn short_decimals_are_read_as_the_language_reads_them() {
        for text in [
            "0",
            "-0",
            "1",
            "-12",
            "0.68",
            ".5",
            "5.",
            "-0.1",
            "123456.789012",
            "0.000001",
            "999999999999.99",
        ] {
            let wanted: f64 = text.parse().expect("a number");
            let read = |text: &str| short_decimal(text.as_bytes()).map(|(number, at)| (number.to_bits(), at));
            assert_eq!(read(text), Some((wanted.to_bits(), text.len())), "{text}");
            assert_eq!(read(&format!("{text}h1")), read(text), "{text}");
        }
        for text in ["", "-", ".", "-.", "1.2.3", "+1", "1234567890123456"] {
            assert_eq!(short_decimal(text.as_bytes()), None, "{text}");
        }
    }

    fn redraw(image: &Image, old: &str, new: &str) -> Option<Image> {
        Redrawable::of(image, old)?.with(new)
    }

    fn read(svg: &str) -> Image {
        decode_svg(svg, [0, 0, 0], Size::new(300.0, 150.0)).expect("it is SVG")
    }

    fn data(svg: &str) -> &str {
        svg.split(" d=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("it has a path")
    }

    #[test]
    fn what_is_drawn_again_is_what_is_read() {
        let kix = |code: &str| kix(code).expect("a code");
        let qr = |text: &str| qr(text, 4).expect("a short text");
        let inside = |path: &str| {
            format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><svg x=\"1\" viewBox=\"0 0 70 70\">\
                 <rect width=\"3\" height=\"2\"/><path d=\"{path}\"/></svg></svg>"
            )
        };
        let pairs = [
            (kix("3511LX12"), kix("9999ZZ98")),
            (qr("https://utrecht.example/a1"), qr("https://utrecht.example/b2")),
            (inside("M1.1 2.2h3.3v4.4h-3.3z"), inside("M10 20L30.7,40V.5H-.25l-1.5-2.25zM1 1h1v1z")),
        ];
        for (old, new) in &pairs {
            let drawn = redraw(&read(old), data(old), data(new)).expect("straight lines");
            assert_eq!(drawn, read(new));
        }
    }

    #[test]
    fn what_cannot_be_told_is_read_in_full() {
        let svg =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M1 1h1v1z\"/></svg>";
        let image = read(svg);
        for data in
            ["M1 1c1 1 2 2 3 3z", "M1 1h1", "M1 1h1 1z", "m1 1h1z", "M1 1hz", "M1 1h1e3z", "M1 1h1z x", ""]
        {
            assert_eq!(redraw(&image, "M1 1h1v1z", data), None, "{data}");
        }
        assert_eq!(redraw(&image, "M2 2h1v1z", "M1 1h2v1z"), None);
    }
}
