//! Crop marks: at the corners of each trim box, outside every bleed, on every plate.

use drukwerk::color::Color;
use drukwerk::imposition::{Flip, Scheme, Setup, Sides, impose, plan};
use drukwerk::page::{Item, Page, Paint, PathItem, Segment};
use drukwerk::units::{Point, Rect};

use super::{SINGLE, booklet, mm, page, piece, placed};

fn sheets(setup: &Setup, width: f32, height: f32, pages: usize) -> Vec<Page> {
    let piece = piece(width, height, 3.0);
    let plan = plan(setup, &piece, pages).expect("it fits");
    impose(&plan, |number| Ok(page(&piece, number))).collect::<Result<_, _>>().expect("good pages")
}

fn lines(sheet: &Page) -> Vec<(PathItem, Point, Point)> {
    let Some(Item::Group(marks)) = sheet.items.last() else { panic!("marks are on top") };
    let line = |item: &Item| {
        let Item::Path(line) = item else { panic!("marks are lines") };
        let [Segment::Move(from), Segment::Line(to)] = line.path.segments[..] else {
            panic!("of one stroke")
        };
        (line.clone(), from, to)
    };
    marks.items.iter().map(line).collect()
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
    let sheet = &sheets(&Setup::new(SINGLE), 105.0, 210.0, 4)[0];
    let lines = lines(sheet);
    assert_eq!(lines.len(), 16);
    let (left, top) = (mm((320.0 - 216.0) / 2.0), mm((450.0 - 426.0) / 2.0));
    for x in [0.0, 105.0, 111.0, 216.0] {
        let at = |(_, from, to): &&(PathItem, Point, Point)| {
            from.x == to.x && (from.x - left - mm(x)).abs() < 0.01
        };
        assert_eq!(lines.iter().filter(at).count(), 2, "at {x} mm");
    }
    let ends_at_bleed = lines.iter().any(|(_, _, to)| (to.y - (top - mm(3.0))).abs() < 0.01);
    assert!(ends_at_bleed);
    // With room between them, inner corners have marks too.
    let setup = Setup { gutter: Some(mm(10.0)), ..Setup::new(SINGLE) };
    assert!(super::marks::lines(&sheets(&setup, 90.0, 150.0, 4)[0]).len() > 16);
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
