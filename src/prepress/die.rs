//! The line that the knife follows.

use std::fmt;
use std::sync::Arc;

use crate::color::{Color, Spot};
use crate::page::{Group, Item, Layer, Origin, Overprint, Path, PathItem, Segment, Stroke};
use crate::printer::DieInk;
use crate::units::{Affine, PT_PER_MM, Point, Pt, Rect, Size};

/// As printers draw it: seen, and thin enough to follow.
const LINE: Pt = 0.5;
/// How much the drawing of a die may differ from the piece it cuts.
const TOLERANCE: Pt = 0.2 * PT_PER_MM;

/// Where a piece is cut, on its front; its back is the mirror image.
#[derive(Clone, Debug, PartialEq)]
pub struct Die {
    /// Outlines and slits in points from the top left corner of the trim box.
    pub cuts: Vec<Path>,
}

/// A die that needs no drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Preset {
    /// A hole for the door handle and a slit to it from the right edge; millimetres.
    Hanger { diameter: f32, below_edge: f32 },
    /// Rounded corners; millimetres.
    Rounded { radius: f32 },
    /// As large as the piece.
    Ellipse,
}

/// Their names, for people.
pub fn presets() -> [(&'static str, Preset); 8] {
    let hanger = |diameter: f32| Preset::Hanger { diameter, below_edge: 32.5 };
    [
        ("hanger-32", hanger(32.0)),
        ("hanger-35", hanger(35.0)),
        ("hanger-38", hanger(38.0)),
        ("hanger-40", hanger(40.0)),
        ("rounded-3", Preset::Rounded { radius: 3.0 }),
        ("rounded-5", Preset::Rounded { radius: 5.0 }),
        ("rounded-10", Preset::Rounded { radius: 10.0 }),
        ("ellipse", Preset::Ellipse),
    ]
}

/// Why a die does not fit a piece.
#[derive(Clone, Debug, PartialEq)]
pub enum DieError {
    /// Points: the drawing, the piece.
    OtherSize(Size, Size),
    /// The drawing has no lines.
    Empty,
    /// Points: where it leaves the piece.
    Outside(Point),
}

impl fmt::Display for DieError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mm = |points: Pt| (f64::from(points / PT_PER_MM) * 10.0).round() / 10.0;
        match self {
            DieError::OtherSize(drawn, piece) => write!(
                f,
                "the die is {} × {} mm, the piece is {} × {} mm",
                mm(drawn.width),
                mm(drawn.height),
                mm(piece.width),
                mm(piece.height)
            ),
            DieError::Empty => f.write_str("the drawing of the die has no lines"),
            DieError::Outside(at) => {
                write!(
                    f,
                    "the die leaves the piece at {} mm from the left, {} mm from the top",
                    mm(at.x),
                    mm(at.y)
                )
            }
        }
    }
}

impl Preset {
    /// # Errors
    /// If the piece is too small for it.
    pub fn die(self, trim: Size) -> Result<Die, DieError> {
        let edge = Rect::new(0.0, 0.0, trim.width, trim.height);
        let cuts = match self {
            Preset::Hanger { diameter, below_edge } => {
                let radius = diameter / 2.0 * PT_PER_MM;
                let center = Point::new(trim.width / 2.0, below_edge * PT_PER_MM);
                let hole = Rect::new(center.x - radius, center.y - radius, 2.0 * radius, 2.0 * radius);
                let slit =
                    Path::line(Point::new(center.x + radius, center.y), Point::new(trim.width, center.y));
                vec![Path::rect(edge), Path::rounded_rect(hole, [(radius, radius); 4]), slit]
            }
            Preset::Rounded { radius } => {
                let radius = radius * PT_PER_MM;
                vec![Path::rounded_rect(edge, [(radius, radius); 4])]
            }
            Preset::Ellipse => vec![Path::rounded_rect(edge, [(trim.width / 2.0, trim.height / 2.0); 4])],
        };
        Die { cuts }.checked(trim)
    }
}

impl Die {
    /// The lines of a drawing: everything it strokes or fills is cut. Its size is the piece's, in millimetres.
    ///
    /// # Errors
    /// If it is of another size than the piece, has no lines, or leaves the piece.
    pub fn from_drawing(items: &[Item], drawn: Size, trim: Size) -> Result<Die, DieError> {
        let off = |one: Pt, other: Pt| (one - other).abs() > TOLERANCE;
        if off(drawn.width, trim.width) || off(drawn.height, trim.height) {
            return Err(DieError::OtherSize(drawn, trim));
        }
        let mut cuts = Vec::new();
        gather(items, Affine::IDENTITY, &mut cuts);
        if cuts.is_empty() {
            return Err(DieError::Empty);
        }
        Die { cuts }.checked(trim)
    }

    fn checked(self, trim: Size) -> Result<Die, DieError> {
        let is_outside = |point: &Point| {
            let beyond = |at: Pt, most: Pt| at < -TOLERANCE || at > most + TOLERANCE;
            beyond(point.x, trim.width) || beyond(point.y, trim.height)
        };
        match self.cuts.iter().flat_map(|cut| cut.segments.iter().flat_map(points)).find(is_outside) {
            Some(point) => Err(DieError::Outside(point)),
            None => Ok(self),
        }
    }

    /// As seen on a page: backs are mirrored.
    pub fn on_page(&self, trim: Size, index: usize) -> Vec<Path> {
        if index.is_multiple_of(2) {
            return self.cuts.clone();
        }
        let mirror = Affine { a: -1.0, e: trim.width, ..Affine::IDENTITY };
        self.cuts.iter().map(|cut| cut.mapped(mirror)).collect()
    }

    /// Drawn in its own ink, over everything, in its own layer.
    pub(super) fn item(&self, ink: &DieInk, trim: Size, index: usize) -> Item {
        let spot = Spot { name: ink.spot.clone(), tint: 1.0, alternate: ink.alternate };
        let stroke = Stroke::solid(Color::Spot(Arc::new(spot)), LINE);
        let overprint = if ink.overprint { Overprint::Overprint } else { Overprint::Knockout };
        let lines = self.on_page(trim, index).into_iter().map(|path| {
            Item::Path(PathItem {
                path: path.into(),
                fill: None,
                stroke: Some(stroke.clone()),
                overprint,
                origin: Origin::default(),
            })
        });
        Item::Group(Group {
            layer: Some(Layer::Cutting),
            items: lines.collect::<Vec<_>>().into(),
            ..Group::default()
        })
    }
}

fn gather(items: &[Item], to_page: Affine, cuts: &mut Vec<Path>) {
    for item in items {
        match item {
            Item::Path(item) => cuts.push(item.path.mapped(to_page)),
            Item::Group(group) => {
                gather(&group.items, group.transform.unwrap_or(Affine::IDENTITY).then(to_page), cuts);
            }
            _ => {}
        }
    }
}

fn points(segment: &Segment) -> Vec<Point> {
    match *segment {
        Segment::Move(point) | Segment::Line(point) => vec![point],
        Segment::Cubic(first, second, end) => vec![first, second, end],
        Segment::Close => Vec::new(),
    }
}
