//! Shapes: rules, strokes, dashes, ramps.

use std::sync::Arc;

use drukwerk::color::{Color, Rgba};
use drukwerk::page::{
    Cap, FillRule, Gradient, GradientKind, GradientStop, Item, Join, Paint, Path, PathItem, Stroke,
};
use drukwerk::units::{Affine, Point, Rect};

use super::{BLACK, RED, WHITE, assert_pixels, draw, filled, red, square};

fn stroked(path: Path, width: f32, dashes: Vec<f32>) -> Item {
    let stroke = Stroke {
        paint: red(),
        width,
        dashes,
        dash_offset: 0.0,
        cap: Cap::Butt,
        join: Join::Miter,
        miter_limit: 10.0,
    };
    Item::Path(PathItem { fill: None, stroke: Some(stroke), ..filled(path, red()) })
}

fn across() -> Path {
    Path::line(Point::new(10.0, 50.0), Point::new(90.0, 50.0))
}

#[test]
fn a_shape_in_a_shape_is_a_hole_by_the_even_odd_rule() {
    let mut path = Path::rect(Rect::new(10.0, 10.0, 80.0, 80.0));
    path.extend(Path::rect(Rect::new(30.0, 30.0, 40.0, 40.0)));
    let filled = |rule| Item::Path(PathItem { fill: Some((red(), rule)), ..filled(path.clone(), red()) });
    assert_pixels(&draw(vec![filled(FillRule::NonZero)]), &[((50, 50), RED), ((20, 20), RED)]);
    assert_pixels(&draw(vec![filled(FillRule::EvenOdd)]), &[((50, 50), WHITE), ((20, 20), RED)]);
}

#[test]
fn a_stroke_lies_on_both_sides_of_its_line() {
    let pixels = draw(vec![stroked(across(), 10.0, vec![])]);
    assert_pixels(&pixels, &[((50, 44), WHITE), ((50, 45), RED), ((50, 54), RED), ((50, 55), WHITE)]);
    assert_pixels(&pixels, &[((9, 50), WHITE), ((10, 50), RED), ((89, 50), RED), ((90, 50), WHITE)]);
}

#[test]
fn dashes_alternate_and_an_odd_pattern_goes_on_with_gaps() {
    let pixels = draw(vec![stroked(across(), 10.0, vec![10.0])]);
    assert_pixels(&pixels, &[((15, 50), RED), ((25, 50), WHITE), ((35, 50), RED), ((45, 50), WHITE)]);
    let solid = draw(vec![stroked(across(), 10.0, vec![0.0, 0.0])]);
    assert_pixels(&solid, &[((15, 50), RED), ((25, 50), RED)]);
}

#[test]
fn a_stroke_without_width_is_none() {
    for width in [0.0, -3.0, f32::NAN] {
        assert_pixels(&draw(vec![stroked(across(), width, vec![])]), &[((50, 49), WHITE), ((50, 50), WHITE)]);
    }
}

fn stop(offset: f32, color: Rgba) -> GradientStop {
    GradientStop { offset, color }
}

fn ramp(kind: GradientKind, stops: Vec<GradientStop>, transform: Affine) -> Item {
    square(0.0, 0.0, 100.0, Paint::Gradient(Arc::new(Gradient { kind, stops, transform })))
}

fn to_the_right() -> GradientKind {
    GradientKind::Linear { from: Point::new(20.0, 0.0), to: Point::new(80.0, 0.0) }
}

#[test]
fn a_ramp_goes_on_beyond_its_ends() {
    let stops = vec![stop(0.0, Rgba::rgb(255, 0, 0)), stop(1.0, Rgba::BLACK)];
    let pixels = draw(vec![ramp(to_the_right(), stops, Affine::IDENTITY)]);
    assert_pixels(&pixels, &[((5, 50), RED), ((95, 50), BLACK), ((50, 50), [126, 0, 0])]);
}

#[test]
fn opacity_of_a_ramp_does_not_darken_its_colour() {
    let stops = vec![stop(0.0, Rgba::rgb(255, 0, 0)), stop(1.0, Rgba { alpha: 0.0, ..Rgba::rgb(255, 0, 0) })];
    let pixels = draw(vec![ramp(to_the_right(), stops, Affine::IDENTITY)]);
    assert_pixels(&pixels, &[((5, 50), RED), ((95, 50), WHITE), ((50, 50), [255, 129, 129])]);
}

#[test]
fn inks_are_mixed_as_inks() {
    let stops = vec![
        stop(0.0, Rgba { color: Color::Cmyk([0.0, 0.0, 0.0, 1.0]), alpha: 1.0 }),
        stop(1.0, Rgba { color: Color::Cmyk([1.0, 0.0, 0.0, 0.0]), alpha: 1.0 }),
    ];
    let pixels = draw(vec![ramp(to_the_right(), stops, Affine::IDENTITY)]);
    // Half of both inks: half the light for all, a quarter for red.
    assert_pixels(&pixels, &[((50, 50), [63, 130, 130])]);
}

#[test]
fn a_circle_is_an_ellipse_by_its_transform() {
    let center = Point::new(25.0, 50.0);
    let kind = GradientKind::Radial { focus: center, center, radius: 25.0 };
    let stops = vec![stop(0.0, Rgba::rgb(255, 0, 0)), stop(1.0, Rgba::BLACK)];
    let pixels = draw(vec![ramp(kind, stops, Affine::scale(2.0, 1.0))]);
    assert_pixels(
        &pixels,
        &[((50, 50), [249, 0, 0]), ((99, 50), BLACK), ((50, 74), [5, 0, 0]), ((74, 50), [130, 0, 0])],
    );
}

#[test]
fn a_focus_off_the_centre_pulls_the_ramp() {
    let (focus, center) = (Point::new(30.0, 50.0), Point::new(50.0, 50.0));
    let kind = GradientKind::Radial { focus, center, radius: 40.0 };
    let stops = vec![stop(0.0, Rgba::rgb(255, 0, 0)), stop(1.0, Rgba::BLACK)];
    let pixels = draw(vec![ramp(kind, stops, Affine::IDENTITY)]);
    // From the focus 20 to the left edge of the circle, 60 to its right edge.
    assert_pixels(&pixels, &[((30, 50), [250, 0, 0]), ((60, 50), [127, 0, 0]), ((20, 50), [134, 0, 0])]);
}

#[test]
fn a_ramp_without_extent_is_its_last_colour() {
    let at = Point::new(50.0, 50.0);
    let stops = || vec![stop(0.0, Rgba::rgb(255, 0, 0)), stop(1.0, Rgba::BLACK)];
    let point = GradientKind::Linear { from: at, to: at };
    assert_pixels(&draw(vec![ramp(point, stops(), Affine::IDENTITY)]), &[((20, 20), BLACK)]);
    let kind = GradientKind::Radial { focus: at, center: at, radius: 0.0 };
    assert_pixels(&draw(vec![ramp(kind, stops(), Affine::IDENTITY)]), &[((20, 20), BLACK)]);
    assert_pixels(&draw(vec![ramp(to_the_right(), stops(), Affine::scale(0.0, 1.0))]), &[((20, 20), BLACK)]);
    assert_pixels(&draw(vec![ramp(to_the_right(), vec![], Affine::IDENTITY)]), &[((20, 20), WHITE)]);
}

#[test]
fn no_number_is_no_shape() {
    for wrong in [f32::NAN, f32::INFINITY, 1e30] {
        let items = vec![
            square(wrong, 10.0, 20.0, red()),
            stroked(Path::line(Point::new(0.0, wrong), Point::new(50.0, 50.0)), wrong, vec![wrong, 1.0]),
        ];
        draw(items);
    }
}
