//! Fronts and backs coincide when light shines through the sheet.

use std::collections::BTreeMap;

use drukwerk::imposition::{Flip, Piece, Scheme, Setup, Sides, impose, plan};
use drukwerk::page::Page;
use drukwerk::units::{Point, Rect, Size};

use super::{FLIPS, Placed, around, booklet, copies, imposed, near, page, piece, placed, planned};

/// Where a spot of the back is, seen from the front.
fn through(flip: Flip, sheet: Size, at: Point) -> Point {
    match flip {
        Flip::Turn => Point::new(sheet.width - at.x, at.y),
        Flip::Tumble => Point::new(at.x, sheet.height - at.y),
    }
}

#[track_caller]
fn coincide(flip: Flip, sheet: Size, piece: &Piece, front: &Placed, back: &Placed) {
    let Size { width, height } = piece.trim;
    // Turned like a page of a book: left and right change, head stays at head.
    for (x, y) in [(0.0, 0.0), (width, 0.0), (0.0, height), (width, height), (10.0, 20.0)] {
        let behind = through(flip, sheet, back.map.apply(Point::new(x, y)));
        near(front.map.apply(Point::new(width - x, y)), behind);
    }
    let Rect { x, y, .. } = back.area;
    let corners = [Point::new(x, y), Point::new(back.area.right(), back.area.bottom())];
    let seen = around(corners.into_iter().map(|corner| through(flip, sheet, corner)));
    near(Point::new(front.area.x, front.area.y), Point::new(seen.x, seen.y));
    near(Point::new(front.area.right(), front.area.bottom()), Point::new(seen.right(), seen.bottom()));
}

fn by_number(sheet: &Page) -> BTreeMap<usize, Vec<Placed>> {
    let mut all: BTreeMap<usize, Vec<Placed>> = BTreeMap::new();
    for placed in placed(sheet) {
        all.entry(placed.number).or_default().push(placed);
    }
    all
}

/// Upright and turned, with gutters wide, narrow and none.
#[test]
fn backs_are_behind_their_fronts() {
    for (width, height) in [(105.0, 210.0), (105.0, 297.0), (88.9, 215.9), (54.0, 86.0)] {
        let piece = piece(width, height, 3.0);
        for flip in FLIPS {
            for gutter in [None, Some(0.0), Some(4.0), Some(30.0)] {
                let setup = Setup { gutter, ..Setup::new(Scheme::CutAndStack(Sides::Duplex(flip))) };
                let plan = plan(&setup, &piece, 22).expect("it fits");
                let sheets: Vec<Page> = impose(&plan, |number| Ok(page(&piece, number)))
                    .collect::<Result<_, _>>()
                    .expect("good pages");
                let mut pairs = 0;
                for sides in sheets.chunks(2) {
                    let backs = by_number(&sides[1]);
                    for front in placed(&sides[0]) {
                        coincide(flip, sides[0].trim, &piece, &front, &backs[&(front.number + 1)][0]);
                        pairs += 1;
                    }
                }
                assert_eq!(pairs, 11);
            }
        }
    }
}

/// The one form is printed on both sides: behind each front the second run puts its back, in each place.
#[test]
fn one_form_meets_itself() {
    for (width, height) in [(105.0, 210.0), (105.0, 297.0), (54.0, 86.0)] {
        let piece = piece(width, height, 3.0);
        for flip in FLIPS {
            let plan = planned(Scheme::OneForm { flip, copies: copies(100) }, &piece, 2);
            let form = &imposed(&plan, &piece)[0];
            let pages = by_number(form);
            for front in &pages[&0] {
                let center = Point::new(piece.trim.width / 2.0, piece.trim.height / 2.0);
                let here = front.map.apply(center);
                let back = pages[&1].iter().find(|back| {
                    let behind = through(flip, form.trim, back.map.apply(center));
                    (here.x - behind.x).hypot(here.y - behind.y) < 1.0
                });
                coincide(flip, form.trim, &piece, front, back.expect("a back is behind it"));
            }
        }
    }
}

#[test]
fn leaves_of_a_booklet_have_their_pages_back_to_back() {
    for (width, height) in [(148.0, 210.0), (99.0, 210.0), (70.0, 100.0)] {
        let piece = piece(width, height, 3.0);
        for flip in FLIPS {
            let sheets = imposed(&planned(booklet(flip), &piece, 24), &piece);
            for sides in sheets.chunks(2) {
                let backs = by_number(&sides[1]);
                for front in placed(&sides[0]) {
                    // A leaf is an odd page and the even one after it; the fronts of later leaves are even.
                    let other = if front.number % 2 == 0 { front.number + 1 } else { front.number - 1 };
                    coincide(flip, sides[0].trim, &piece, &front, &backs[&other][0]);
                }
            }
        }
    }
}
