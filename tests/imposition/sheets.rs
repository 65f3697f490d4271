//! A sheet is a page like any other: nothing overlaps, nothing is said, what is shared stays shared.

use std::sync::Arc;

use drukwerk::diagnostics::Diagnostic;
use drukwerk::imposition::{Flip, Scheme, Setup, SheetSize, Sides, impose, plan};
use drukwerk::page::{Anchor, Group, Item, Link, LinkTarget, Page, Role, Structure};
use drukwerk::units::{Point, Rect, Size};

use super::{SINGLE, booklet, copies, imposed, mm, page, piece, placed, planned};

#[test]
fn pieces_neither_overlap_nor_reach_into_the_edges() {
    for gutter in [None, Some(0.0), Some(mm(2.0)), Some(mm(9.0))] {
        for (width, height) in [(105.0, 210.0), (105.0, 297.0), (88.9, 215.9), (31.0, 47.0)] {
            let piece = piece(width, height, 3.0);
            let plan = plan(&Setup { gutter, ..Setup::new(SINGLE) }, &piece, 200).expect("it fits");
            let sheet = &imposed(&plan, &piece)[0];
            let areas: Vec<Rect> = placed(sheet).into_iter().map(|placed| placed.area).collect();
            let room = Rect::new(0.0, 0.0, sheet.trim.width, sheet.trim.height);
            let edge = mm(5.0) - 0.03;
            for (index, a) in areas.iter().enumerate() {
                assert!(a.x >= edge && a.y >= edge, "{a:?}");
                assert!(a.right() <= room.right() - edge && a.bottom() <= room.bottom() - edge, "{a:?}");
                for b in &areas[index + 1..] {
                    let is_apart = a.right() <= b.x + 0.01
                        || b.right() <= a.x + 0.01
                        || a.bottom() <= b.y + 0.01
                        || b.bottom() <= a.y + 0.01;
                    assert!(is_apart, "{a:?} and {b:?}");
                }
            }
        }
    }
}

/// A page with a tagged drawing that it shares with others, a link and an anchor.
fn tagged(drawing: &Arc<Vec<Item>>) -> Page {
    let begin = Item::Begin(Structure { role: Role::Paragraph, element: 1, alt: None, language: None });
    let items = vec![
        begin,
        Item::Group(Group { items: drawing.clone(), ..Group::default() }),
        Item::Link(Link {
            rect: Rect::new(0.0, 0.0, 10.0, 10.0),
            target: LinkTarget::Uri("https://utrecht.example".into()),
            description: String::new(),
        }),
        Item::Anchor(Anchor { name: "top".into(), at: Point::new(0.0, 0.0) }),
        Item::End,
    ];
    Page { items: items.into(), ..page(&piece(105.0, 210.0, 3.0), 0) }
}

#[test]
fn a_press_form_says_nothing_and_shares_what_pages_share() {
    let shape = page(&piece(105.0, 210.0, 3.0), 0).items[0].clone();
    let figure = Item::Begin(Structure { role: Role::Figure, element: 2, alt: None, language: None });
    let drawing = Arc::new(vec![figure, shape.clone(), Item::End]);
    let plan = planned(SINGLE, &piece(105.0, 210.0, 3.0), 8);
    let sheets: Vec<Page> =
        impose(&plan, |_| Ok(tagged(&drawing))).collect::<Result<_, _>>().expect("good pages");
    let mut shared: Vec<*const Vec<Item>> = Vec::new();
    for item in sheets.iter().flat_map(|sheet| sheet.items.iter()) {
        let Item::Group(piece) = item else { panic!("pieces are groups") };
        if piece.transform.is_none() {
            continue;
        }
        let [Item::Group(inner)] = &piece.items[..] else {
            panic!("only the drawing is left: {:?}", piece.items)
        };
        assert_eq!(*inner.items, std::slice::from_ref(&shape));
        shared.push(Arc::as_ptr(&inner.items));
    }
    assert_eq!(shared.len(), 8);
    assert!(shared.iter().all(|address| *address == shared[0]));
}

#[test]
fn a_page_in_many_places_is_asked_for_once() {
    let piece = piece(105.0, 210.0, 3.0);
    let scheme = Scheme::Repeat { sides: Sides::Duplex(Flip::Turn), copies: copies(1000) };
    let plan = planned(scheme, &piece, 2);
    let mut asked = Vec::new();
    let sheets: Vec<Page> = impose(&plan, |number| {
        asked.push(number);
        Ok(page(&piece, number))
    })
    .collect::<Result<_, _>>()
    .expect("good pages");
    assert_eq!(asked, [0, 1]);
    let addresses = sheets[0].items[..4].iter().map(|item| match item {
        Item::Group(group) => Arc::as_ptr(&group.items),
        _ => panic!("pieces are groups"),
    });
    assert_eq!(addresses.collect::<std::collections::BTreeSet<_>>().len(), 1);
}

#[test]
fn the_first_fault_is_the_last_word() {
    let hanger = piece(105.0, 210.0, 3.0);
    let plan = planned(SINGLE, &hanger, 40);
    let mut results = impose(&plan, |number| match number {
        3 => Err(Diagnostic::error("broken", "no such record")),
        _ => Ok(page(&hanger, number)),
    });
    let codes: Vec<_> = results.by_ref().map(|sheet| sheet.map_err(|fault| fault.code).err()).collect();
    assert_eq!(codes, [None, None, None, Some("broken")]);

    let other = impose(&plan, |_| Ok(page(&piece(99.0, 210.0, 3.0), 0))).next().expect("a sheet");
    let fault = other.expect_err("the size differs");
    assert_eq!(
        fault.message,
        "page 1 is 99 mm × 210 mm with 3 mm of bleed, where 105 mm × 210 mm with 3 mm of bleed was planned"
    );
}

/// Whatever the measures: refused in words, or every page is on the sheets, inside their edges.
#[test]
fn chance_finds_no_measure_that_breaks_a_sheet() {
    let mut state = 7_u64;
    let mut below = |limit: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % limit
    };
    let mut fitting = 0;
    for _ in 0..400 {
        let flip = if below(2) == 0 { Flip::Turn } else { Flip::Tumble };
        let scheme = match below(5) {
            0 => SINGLE,
            1 => Scheme::CutAndStack(Sides::Duplex(flip)),
            2 => Scheme::Repeat { sides: Sides::Duplex(flip), copies: copies(7) },
            3 => Scheme::OneForm { flip, copies: copies(7) },
            _ => booklet(flip),
        };
        let piece = piece(5.0 + below(400) as f32 * 0.7, 5.0 + below(400) as f32, below(7) as f32);
        let setup = Setup {
            edge: mm(below(12) as f32),
            gutter: (below(2) == 0).then(|| mm(below(20) as f32)),
            sheet: SheetSize::of(Size::new(mm(50.0 + below(600) as f32), mm(50.0 + below(600) as f32))),
            ..Setup::new(scheme)
        };
        let pages = 1 + below(30) as usize;
        let Ok(plan) = plan(&setup, &piece, pages) else { continue };
        fitting += 1;
        let sheets = imposed(&plan, &piece);
        let mut seen = std::collections::BTreeSet::new();
        for sheet in &sheets {
            let (right, bottom) = (sheet.trim.width - setup.edge, sheet.trim.height - setup.edge);
            for page in placed(sheet) {
                let Rect { x, y, .. } = page.area;
                let is_inside = x.min(y) >= setup.edge - 0.05
                    && page.area.right() <= right + 0.05
                    && page.area.bottom() <= bottom + 0.05;
                assert!(is_inside, "{setup:?}, {piece:?}: {:?}", page.area);
                seen.insert(page.number);
            }
        }
        assert_eq!(seen, (0..pages).collect(), "{setup:?}, {piece:?}");
        let summary = plan.summary();
        assert_eq!(summary.forms, sheets.len());
        assert!((0.0..1.0).contains(&summary.waste), "{summary:?}");
    }
    assert!(fitting > 100, "only {fitting} fit");
}
