use std::sync::Arc;

use crate::color::{Color, Rgba};
use crate::units::{Affine, Point, Pt};

/// What a shape is filled or stroked with.
#[derive(Clone, Debug, PartialEq)]
pub enum Paint {
    Solid(Rgba),
    Gradient(Arc<Gradient>),
}

/// Whether ink is laid over what lies below instead of knocking it out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Overprint {
    #[default]
    Knockout,
    Overprint,
}

/// A colour ramp in page coordinates.
#[derive(Clone, Debug, PartialEq)]
pub struct Gradient {
    pub kind: GradientKind,
    /// Offsets ascend from 0 to 1; at least two stops. Beyond the ends the outer stops go on.
    pub stops: Vec<GradientStop>,
    /// From gradient space to the coordinates of the item that uses it.
    pub transform: Affine,
}

#[derive(Clone, Debug, PartialEq)]
pub enum GradientKind {
    Linear {
        from: Point,
        to: Point,
    },
    /// From the focus (radius 0) to the circle; an ellipse comes from the transform.
    Radial {
        focus: Point,
        center: Point,
        radius: Pt,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub struct GradientStop {
    pub offset: f32,
    pub color: Rgba,
}

/// How a path is stroked.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    pub paint: Paint,
    pub width: Pt,
    pub dashes: Vec<Pt>,
    pub dash_offset: Pt,
    pub cap: Cap,
    pub join: Join,
    pub miter_limit: f32,
}

impl Stroke {
    /// A line of one colour, without dashes.
    pub fn solid(color: Color, width: Pt) -> Stroke {
        Stroke {
            paint: Paint::Solid(Rgba { color, alpha: 1.0 }),
            width,
            dashes: Vec::new(),
            dash_offset: 0.0,
            cap: Cap::default(),
            join: Join::default(),
            miter_limit: 10.0,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cap {
    #[default]
    Butt,
    Round,
    Square,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Join {
    #[default]
    Miter,
    Round,
    Bevel,
}
