//! Crop marks: at the corners of each trim box, outside every bleed, on every plate.

use drukwerk::color::Color;
use drukwerk::imposition::{Flip, Scheme, Setup, Sides, impose, plan};
use drukwerk::page::bounds::of_path;
use drukwerk::page::{Item, Page, Paint, PathItem, Segment};
use drukwerk::units::{Point, Rect};

use super::{SINGLE, around, booklet, mm, page, piece, placed};

fn sheets(setup: &Setup, width: f32, height: f32, pages: usize) -> Vec<Page> {
    let piece = piece(width, height, 3.0);
    let plan = plan(setup, &piece, pages).expect("it fits");
    impose(&plan, |number| Ok(page(&piece, number))).collect::<Result<_, _>>().expect("good pages")
}

fn marks(sheet: &Page) -> impl Iterator<Item = &PathItem> {
    let Some(Item::Group(marks)) = sheet.items.last() else { panic!("marks are on top") };
    marks.items.iter().map(|item| {
        let Item::Path(mark) = item else { panic!("marks are lines") };
        mark
    })
}

fn lines(sheet: &Page) -> Vec<(PathItem, Point, Point)> {
    let line = |mark: &PathItem| match mark.path.segments[..] {
        [Segment::Move(from), Segment::Line(to)] => Some((mark.clone(), from, to)),
        _ => None,
    };
    marks(sheet).filter_map(line).collect()
}

/// Their bounds.
fn crosses(sheet: &Page) -> Vec<Rect> {
    let is_cross = |mark: &&PathItem| mark.path.segments.len() > 2;
    marks(sheet).filter(is_cross).map(|cross| of_path(&cross.path).expect("it has an extent")).collect()
}

#[test]
fn they_stay_outside_every_bleed_and_on_the_sheet() {
    for gutter in [None, Some(0.0), Some(mm(8.0)), Some(mm(40.0))] {
        for (width, height) in [(105.0, 210.0), (105.0, 297.0), (54.0, 86.0)] {
            let setup = Setup { gutter, ..Setup::new(SINGLE) };
            let sheet = &sheets(&setup, width, height, 40)[0];
            let areas: Vec<Rect> = placed(sheet).into_iter().map(|placed| placed.area).collect();
            for (_, from, to) in lines(sheet) {
                let within = |at: Point, room: Rect| {
                    at.x > room.x && at.x < room.right() && at.y > room.y && at.y < room.bottom()
                };
                for share in [0.001, 0.5, 0.999] {
                    let at = Point::new(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
                    assert!(!areas.iter().any(|area| within(at, *area)), "{from:?} to {to:?}");
                    assert!(within(at, Rect::new(0.0, 0.0, sheet.trim.width, sheet.trim.height)));
                }
            }
        }
    }
}

/// Two by two: at each trim line of the outside one mark on either end, and none where bleed meets bleed.
#[test]
fn every_trim_line_has_its_two_ends() {
    let sheet = &sheets(&Setup { gutter: Some(mm(6.0)), ..Setup::new(SINGLE) }, 105.0, 210.0, 4)[0];
    let lines = lines(sheet);
    assert_eq!(lines.len(), 16);
    let (left, top) = (mm((320.0 - 216.0) / 2.0), mm((450.0 - 426.0) / 2.0));
    for x in [0.0, 105.0, 111.0, 216.0] {
        let at = |(_, from, to): &&(PathItem, Point, Point)| {
            from.x == to.x && (from.x - left - mm(x)).abs() < 0.01
        };
        assert_eq!(lines.iter().filter(at).count(), 2, "at {x} mm");
    }
    let ends_before_bleed = lines.iter().any(|(_, _, to)| (to.y - (top - mm(4.0))).abs() < 0.01);
    assert!(ends_before_bleed);
}

/// A sheet with room to spare gives its gutters as much as marks need, so that each corner of each piece has two.
#[test]
fn inner_corners_have_marks_where_the_sheet_has_room() {
    for (width, height, up) in [(105.0, 210.0, 4), (99.0, 210.0, 4), (105.0, 297.0, 3), (54.0, 86.0, 20)] {
        let sheet = &sheets(&Setup::new(SINGLE), width, height, up)[0];
        let (lines, pieces) = (lines(sheet), placed(sheet));
        assert_eq!(pieces.len(), up);
        for piece in pieces {
            let [a, b] =
                [Point::new(0.0, 0.0), Point::new(mm(width), mm(height))].map(|at| piece.map.apply(at));
            for corner in [a, b, Point::new(a.x, b.y), Point::new(b.x, a.y)] {
                let points_at = |(_, from, to): &&(PathItem, Point, Point)| {
                    let off = |at: &Point| (at.x - corner.x).abs().max((at.y - corner.y).abs());
                    let is_along = (from.x == to.x && (from.x - corner.x).abs() < 0.01)
                        || (from.y == to.y && (from.y - corner.y).abs() < 0.01);
                    is_along && off(from).min(off(to)) < mm(5.0)
                };
                assert!(lines.iter().filter(points_at).count() >= 2, "{width} × {height}: {corner:?}");
            }
        }
    }
}

#[test]
fn crosses_stand_in_the_middle_of_the_sides_beside_all_other_marks() {
    for (setup, width, height, expected) in [
        (Setup::new(SINGLE), 105.0, 210.0, 4),
        (Setup::new(SINGLE), 105.0, 297.0, 4),
        // A cut runs through the middle of the long sides, a fold through that of the short ones.
        (Setup { gutter: Some(0.0), ..Setup::new(SINGLE) }, 105.0, 297.0, 2),
        (Setup::new(booklet(Flip::Turn)), 148.0, 210.0, 2),
    ] {
        let sheet = &sheets(&setup, width, height, 8)[0];
        let crosses = crosses(sheet);
        assert_eq!(crosses.len(), expected, "{width} × {height}");
        for cross in crosses {
            let (x, y) = (cross.x + cross.width / 2.0, cross.y + cross.height / 2.0);
            let is_middle =
                (x - sheet.trim.width / 2.0).abs().min((y - sheet.trim.height / 2.0).abs()) < 0.01;
            assert!(is_middle, "{cross:?}");
            let is_apart = |other: Rect| {
                other.right() < cross.x
                    || cross.right() < other.x
                    || other.bottom() < cross.y
                    || cross.bottom() < other.y
            };
            assert!(placed(sheet).into_iter().all(|page| is_apart(page.area)), "{cross:?}");
            let strokes = lines(sheet).into_iter().map(|(_, from, to)| around([from, to].into_iter()));
            assert!(strokes.into_iter().all(is_apart), "{cross:?}");
        }
    }
}

#[test]
fn they_are_in_the_registration_colour_and_the_same_on_both_sides() {
    let setup = Setup::new(Scheme::CutAndStack(Sides::Duplex(Flip::Tumble)));
    let sheets = sheets(&setup, 105.0, 297.0, 10);
    for (line, ..) in lines(&sheets[0]) {
        let stroke = line.stroke.expect("a line");
        let Paint::Solid(ink) = stroke.paint else { panic!("one colour") };
        let Color::Spot(spot) = ink.color else { panic!("of every plate") };
        assert_eq!((spot.name.as_str(), spot.tint, spot.alternate), ("All", 1.0, [1.0; 4]));
    }
    assert_eq!(sheets[0].items.last(), sheets[1].items.last());
}

#[test]
fn a_booklet_has_dashed_marks_at_its_fold() {
    let sheet = &sheets(&Setup::new(booklet(Flip::Turn)), 148.0, 210.0, 8)[0];
    let dashed: Vec<_> = lines(sheet)
        .into_iter()
        .filter(|(line, ..)| line.stroke.as_ref().is_some_and(|stroke| !stroke.dashes.is_empty()))
        .collect();
    let pages = placed(sheet);
    assert!(!dashed.is_empty());
    // Where the areas of two pages meet.
    let folds: Vec<f32> =
        pages.iter().flat_map(|page| [page.area.y, page.area.bottom(), page.area.x]).collect();
    for (_, from, to) in dashed {
        let at = if from.x == to.x { from.x } else { from.y };
        assert!(folds.iter().any(|fold| (fold - at).abs() < 0.01), "{at} is no fold of {folds:?}");
    }
}

#[test]
fn a_printer_may_want_none() {
    let setup = Setup { marks: false, ..Setup::new(SINGLE) };
    assert_eq!(sheets(&setup, 105.0, 210.0, 4)[0].items.len(), 4);
}
