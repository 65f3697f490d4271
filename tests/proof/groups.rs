//! Groups: transforms, clips, opacity.

use std::sync::Arc;

use drukwerk::color::{Color, Rgba};
use drukwerk::page::{FillRule, Group, Item, Overprint, Paint, Path, PathItem};
use drukwerk::proof;
use drukwerk::units::{Affine, Rect};

use super::{BLACK, PLAIN, RED, WHITE, assert_pixels, draw, filled, page, red, square};

fn black() -> Paint {
    Paint::Solid(Rgba::BLACK)
}

fn group(items: Vec<Item>) -> Group {
    Group { items: Arc::new(items), ..Group::default() }
}

#[test]
fn a_group_is_moved_and_turned() {
    let turn = Affine::rotate(std::f32::consts::FRAC_PI_2).then(Affine::translate(90.0, 10.0));
    let item = Item::Path(filled(Path::rect(Rect::new(0.0, 0.0, 60.0, 20.0)), red()));
    let pixels = draw(vec![Item::Group(Group { transform: Some(turn), ..group(vec![item]) })]);
    assert_pixels(&pixels, &[((80, 60), RED), ((72, 12), RED), ((60, 20), WHITE), ((80, 75), WHITE)]);
}

#[test]
fn transparent_items_of_a_group_hide_each_other() {
    let items = vec![square(0.0, 0.0, 60.0, red()), square(40.0, 40.0, 60.0, black())];
    let pixels = draw(vec![Item::Group(Group { opacity: Some(0.5), ..group(items) })]);
    let half_red = [255, 128, 128];
    assert_pixels(
        &pixels,
        &[((10, 10), half_red), ((50, 50), [128; 3]), ((90, 90), [128; 3]), ((90, 10), WHITE)],
    );
}

#[test]
fn a_clip_shows_what_is_inside() {
    let mut ring = Path::rect(Rect::new(10.0, 10.0, 80.0, 80.0));
    ring.extend(Path::rect(Rect::new(30.0, 30.0, 40.0, 40.0)));
    let clipped = |rule| {
        let clip = Some((ring.clone(), rule));
        draw(vec![Item::Group(Group { clip, ..group(vec![square(0.0, 0.0, 100.0, red())]) })])
    };
    assert_pixels(&clipped(FillRule::EvenOdd), &[((5, 5), WHITE), ((20, 20), RED), ((50, 50), WHITE)]);
    assert_pixels(&clipped(FillRule::NonZero), &[((5, 5), WHITE), ((20, 20), RED), ((50, 50), RED)]);
}

#[test]
fn a_clip_in_a_clip_shows_what_is_inside_both() {
    let clip = |x| Some((Path::rect(Rect::new(x, 0.0, 60.0, 100.0)), FillRule::NonZero));
    let inner = Item::Group(Group { clip: clip(40.0), ..group(vec![square(0.0, 0.0, 100.0, red())]) });
    let pixels = draw(vec![Item::Group(Group { clip: clip(0.0), ..group(vec![inner]) })]);
    assert_pixels(&pixels, &[((39, 50), WHITE), ((40, 50), RED), ((59, 50), RED), ((60, 50), WHITE)]);
}

#[test]
fn an_edge_of_a_clip_is_smooth() {
    let clip = Some((Path::rect(Rect::new(0.0, 0.0, 50.5, 100.0)), FillRule::NonZero));
    let pixels = draw(vec![Item::Group(Group { clip, ..group(vec![square(0.0, 0.0, 100.0, black())]) })]);
    assert_pixels(&pixels, &[((49, 50), BLACK), ((50, 50), [127; 3]), ((51, 50), WHITE)]);
}

#[test]
fn an_empty_clip_shows_nothing() {
    let clip = Some((Path::default(), FillRule::NonZero));
    let pixels = draw(vec![Item::Group(Group { clip, ..group(vec![square(0.0, 0.0, 100.0, red())]) })]);
    assert_pixels(&pixels, &[((50, 50), WHITE)]);
}

#[test]
fn ink_in_a_clip_finds_what_lies_below() {
    let ink = |inks| Paint::Solid(Rgba { color: Color::Cmyk(inks), alpha: 1.0 });
    let whole = Path::rect(Rect::new(0.0, 0.0, 100.0, 100.0));
    let over =
        PathItem { overprint: Overprint::Overprint, ..filled(whole.clone(), ink([0.0, 0.0, 0.0, 0.5])) };
    let clip = Some((Path::rect(Rect::new(0.0, 0.0, 50.0, 100.0)), FillRule::NonZero));
    let items = vec![
        Item::Path(filled(whole, ink([1.0, 0.0, 0.0, 0.0]))),
        Item::Group(Group { clip, ..group(vec![Item::Path(over)]) }),
    ];
    assert_pixels(&draw(items), &[((20, 50), [0, 128, 128]), ((80, 50), [0, 255, 255])]);
}

#[test]
fn a_group_without_opacity_is_not_there() {
    for opacity in [0.0, -1.0, f32::NAN] {
        let hidden = Group { opacity: Some(opacity), ..group(vec![square(0.0, 0.0, 100.0, red())]) };
        assert_pixels(&draw(vec![Item::Group(hidden)]), &[((50, 50), WHITE)]);
    }
}

#[test]
fn layers_without_end_are_refused() {
    let mut item = square(0.0, 0.0, 100.0, red());
    for _ in 0..100 {
        item = Item::Group(Group { opacity: Some(0.9), ..group(vec![item]) });
    }
    let resolution = proof::Resolution::LongSide(5000);
    let finding =
        proof::page(&page(vec![item.clone()]), resolution, None).expect_err("it would take ten gigabytes");
    assert_eq!(finding.code, "proof-too-large");
    assert!(proof::page(&page(vec![item]), PLAIN, None).is_ok());
}
