//! Every page is there once, and in order after cutting, stacking and folding.

use std::collections::BTreeMap;

use drukwerk::imposition::{Binding, Booklet, Flip, Piece, Plan, Scheme, Setup, SheetSize, Sides, plan};
use drukwerk::page::Page;
use drukwerk::units::{Point, Size};

use super::{FLIPS, Placed, booklet, copies, imposed, mm, piece, placed, planned};

fn counts(sheets: &[Page]) -> BTreeMap<usize, usize> {
    let mut counts = BTreeMap::new();
    for placed in sheets.iter().flat_map(placed) {
        *counts.entry(placed.number).or_default() += 1;
    }
    counts
}

fn pieces() -> [Piece; 4] {
    [(105.0, 210.0), (105.0, 297.0), (88.9, 215.9), (50.0, 90.0)]
        .map(|(width, height)| piece(width, height, 3.0))
}

#[test]
fn every_page_is_there_exactly_once() {
    for piece in pieces() {
        for pages in [1, 2, 3, 7, 8, 9, 40, 41] {
            let once: BTreeMap<usize, usize> = (0..pages).map(|page| (page, 1)).collect();
            for sides in [Sides::Single, Sides::Duplex(Flip::Turn), Sides::Duplex(Flip::Tumble)] {
                let plan = planned(Scheme::CutAndStack(sides), &piece, pages);
                let sheets = imposed(&plan, &piece);
                assert_eq!(sheets.len(), plan.summary().forms);
                assert_eq!(counts(&sheets), once, "{piece:?}, {pages} pages, {sides:?}");
            }
        }
    }
    for (width, height) in [(148.0, 210.0), (105.0, 148.0), (99.0, 210.0)] {
        let piece = piece(width, height, 3.0);
        for pages in [1, 2, 4, 5, 16, 23, 64] {
            let once: BTreeMap<usize, usize> = (0..pages).map(|page| (page, 1)).collect();
            for flip in FLIPS {
                assert_eq!(counts(&imposed(&planned(booklet(flip), &piece, pages), &piece)), once);
            }
        }
    }
}

/// An ordinary run has each page in every place; one form for both sides has fronts and backs in half of them.
#[test]
fn runs_fill_every_place() {
    for piece in pieces() {
        for flip in FLIPS {
            let plan = planned(Scheme::Repeat { sides: Sides::Duplex(flip), copies: copies(9) }, &piece, 4);
            let places = plan.rows() * plan.columns();
            assert_eq!(counts(&imposed(&plan, &piece)), (0..4).map(|page| (page, places)).collect());

            let plan = planned(Scheme::OneForm { flip, copies: copies(9) }, &piece, 4);
            let places = plan.rows() * plan.columns();
            assert_eq!(counts(&imposed(&plan, &piece)), (0..4).map(|page| (page, places / 2)).collect());
        }
    }
}

/// Cuts the sheets: for each place of the first sheet, row by row, what lies there from top to bottom.
fn stacks(fronts: &[Page]) -> Vec<Vec<Placed>> {
    let mut stacks: Vec<(Point, Vec<Placed>)> = Vec::new();
    for placed in fronts.iter().flat_map(placed) {
        let corner = Point::new(placed.area.x, placed.area.y);
        let same = |place: &Point| (place.x - corner.x).abs() < 1.0 && (place.y - corner.y).abs() < 1.0;
        match stacks.iter_mut().find(|(place, _)| same(place)) {
            Some((_, stack)) => stack.push(placed),
            None => stacks.push((corner, vec![placed])),
        }
    }
    stacks.sort_by(|(a, _), (b, _)| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    stacks.into_iter().map(|(_, stack)| stack).collect()
}

#[test]
fn stacks_on_each_other_are_in_order() {
    for piece in pieces() {
        for records in [1, 5, 8, 10, 37] {
            let plan = planned(Scheme::CutAndStack(Sides::Single), &piece, records);
            let stacks = stacks(&imposed(&plan, &piece));
            let read: Vec<usize> = stacks.iter().flatten().map(|placed| placed.number).collect();
            assert_eq!(read, (0..records).collect::<Vec<_>>());

            let plan = planned(Scheme::CutAndStack(Sides::Duplex(Flip::Turn)), &piece, 2 * records);
            let sheets = imposed(&plan, &piece);
            let fronts: Vec<Page> = sheets.into_iter().step_by(2).collect();
            let read: Vec<usize> =
                self::stacks(&fronts).iter().flatten().map(|placed| placed.number).collect();
            assert_eq!(read, (0..records).map(|record| 2 * record).collect::<Vec<_>>());
        }
    }
}

/// Position p takes the records from p·⌈N/n⌉ on: fifteen leaves in four places are stacks of four, the last one
/// of three. Turned over its long side a sheet shows its columns in the other order, over its head its rows.
#[test]
fn each_position_takes_its_share_of_the_run() {
    let hanger = piece(105.0, 210.0, 3.0);
    let records = |plan: &Plan, forms: usize| -> Vec<Vec<Vec<usize>>> {
        let sheets = imposed(plan, &hanger);
        (0..forms)
            .map(|form| {
                let side: Vec<Page> = sheets.iter().skip(form).step_by(forms).cloned().collect();
                let numbers = |stack: Vec<Placed>| stack.iter().map(|page| page.number / forms).collect();
                stacks(&side).into_iter().map(numbers).collect()
            })
            .collect()
    };
    let [a, b, c, d] = [vec![0, 1, 2, 3], vec![4, 5, 6, 7], vec![8, 9, 10, 11], vec![12, 13, 14]];
    let front = vec![a.clone(), b.clone(), c.clone(), d.clone()];
    let single = planned(Scheme::CutAndStack(Sides::Single), &hanger, 15);
    assert_eq!(records(&single, 1), std::slice::from_ref(&front));
    let turned = planned(Scheme::CutAndStack(Sides::Duplex(Flip::Turn)), &hanger, 30);
    assert_eq!(records(&turned, 2), [front.clone(), vec![b.clone(), a.clone(), d.clone(), c.clone()]]);
    let tumbled = planned(Scheme::CutAndStack(Sides::Duplex(Flip::Tumble)), &hanger, 30);
    assert_eq!(records(&tumbled, 2), [front, vec![c, d, a, b]]);
}

/// The pages of each form of one booklet, as it is read: outer sheet first; `-` is blank.
#[track_caller]
fn booklet_of(pages: usize, expected: &[&str]) {
    let a4 = piece(210.0, 297.0, 3.0);
    let sheet = SheetSize::of(Size::new(mm(450.0), mm(320.0)));
    for flip in FLIPS {
        let setup = Setup { sheet, ..Setup::new(booklet(flip)) };
        let plan = plan(&setup, &a4, pages).expect("two pages fit");
        let sheets = imposed(&plan, &a4);
        let halves = |sheet: &Page| {
            let on = |left: bool| {
                // Over its head a sheet shows its back upside down: what is left there is right.
                let mut pages = placed(sheet);
                pages.retain(|page| {
                    let from_left =
                        page.map.apply(Point::new(mm(105.0), mm(148.5))).x < sheet.trim.width / 2.0;
                    from_left == (left == (page.map.a > 0.0))
                });
                pages.first().map_or("-".to_owned(), |page| (page.number + 1).to_string())
            };
            format!("{} {}", on(true), on(false))
        };
        let read: Vec<String> = sheets.iter().map(halves).collect();
        assert_eq!(read, expected, "{pages} pages, {flip:?}");
        assert_eq!(plan.summary().blank_pages, pages.next_multiple_of(4) - pages);
    }
}

#[test]
fn sheets_of_a_booklet_hold_the_pages_that_meet_in_it() {
    booklet_of(4, &["4 1", "2 3"]);
    booklet_of(5, &["- 1", "2 -", "- 3", "4 5"]);
    booklet_of(8, &["8 1", "2 7", "6 3", "4 5"]);
    booklet_of(12, &["12 1", "2 11", "10 3", "4 9", "8 5", "6 7"]);
}

/// Which pages are on the left of an open spread, by where the other half of the same form stands.
fn left_pages(sheets: &[Page], piece: &Piece) -> Vec<usize> {
    let mut left = Vec::new();
    for sheet in sheets {
        let pages = placed(sheet);
        let (x, y) = (piece.trim.width / 2.0, piece.trim.height / 2.0);
        let is_beside = |page: &&Placed| {
            let right = page.map.apply(Point::new(3.0 * x, y));
            let centers = pages.iter().map(|other| other.map.apply(Point::new(x, y)));
            centers.into_iter().any(|at| (at.x - right.x).hypot(at.y - right.y) < 1.0)
        };
        left.extend(pages.iter().filter(is_beside).map(|page| page.number));
    }
    left.sort_unstable();
    left
}

#[test]
fn a_booklet_opens_page_after_page() {
    let a5 = piece(148.0, 210.0, 3.0);
    let odd: Vec<usize> = (0..16).filter(|number| number % 2 == 1).collect();
    let even: Vec<usize> = (0..16).filter(|number| number % 2 == 0).collect();
    for flip in FLIPS {
        let sheets = imposed(&planned(booklet(flip), &a5, 16), &a5);
        // Outermost: cover and back; behind them the second page and the last but one. Two stacks of two sheets:
        // the second lies under the first, inside it when folded.
        let numbers: Vec<Vec<usize>> =
            sheets.iter().map(|sheet| placed(sheet).iter().map(|placed| placed.number).collect()).collect();
        assert_eq!(numbers, [[15, 0, 11, 4], [1, 14, 5, 10], [13, 2, 9, 6], [3, 12, 7, 8]]);
        assert_eq!(left_pages(&sheets, &a5), odd);
    }
    let arabic = Booklet { flip: Flip::Turn, binding: Binding::Right, creep: 0.0 };
    assert_eq!(left_pages(&imposed(&planned(Scheme::Booklet(arabic), &a5, 16), &a5), &a5), even);
}

/// Inner pages are drawn to the fold, so that their outer margins are equal after the last cut.
#[test]
fn creep_grows_from_the_cover_to_the_middle() {
    let a5 = piece(148.0, 210.0, 3.0);
    let shifts = |creep: f32| -> Vec<f32> {
        let scheme = Scheme::Booklet(Booklet { flip: Flip::Turn, binding: Default::default(), creep });
        let sheets = imposed(&planned(scheme, &a5, 12), &a5);
        let mut all: Vec<Placed> = sheets.iter().flat_map(placed).collect();
        all.sort_by_key(|placed| placed.number);
        all.iter().map(|placed| placed.map.e).collect()
    };
    // Spreads stand upright here: along the sheet's width.
    let moved: Vec<f32> =
        shifts(mm(1.0)).iter().zip(shifts(0.0)).map(|(new, old)| (new - old).abs()).collect();
    for (page, expected) in [(0, 0.0), (1, 0.0), (2, 0.5), (4, 1.0), (5, 1.0), (6, 1.0), (11, 0.0)] {
        assert!((moved[page] - mm(expected)).abs() < 0.01, "page {page} moves {}", moved[page]);
    }
}
