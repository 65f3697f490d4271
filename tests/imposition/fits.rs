//! How many fit, what is wasted, and what is said where nothing fits.

use drukwerk::diagnostics::{Locale, render};
use drukwerk::imposition::{Flip, Scheme, Setup, SheetSize, Sides, plan};

use super::{FLIPS, SINGLE, booklet, copies, mm, piece, planned};

/// On SRA3 with 5 mm at the edges and 3 mm of bleed.
#[test]
fn door_hangers_on_sra3() {
    for (width, height, up, turned) in [
        (105.0, 210.0, 4, false),
        (99.0, 210.0, 4, false),
        (105.0, 297.0, 3, true),
        (107.95, 279.4, 3, true),
        (88.9, 215.9, 4, true),
    ] {
        let plan = planned(SINGLE, &piece(width, height, 3.0), 100);
        assert_eq!((plan.rows() * plan.columns(), plan.is_turned()), (up, turned), "{width} × {height}");
    }
}

#[test]
fn sheets_and_waste_are_counted() {
    let hanger = piece(105.0, 210.0, 3.0);
    let scheme = Scheme::CutAndStack(Sides::Duplex(Flip::Turn));
    let summary = planned(scheme, &hanger, 19_999).summary();
    assert_eq!((summary.sheets, summary.forms), (2500, 5000));
    assert_eq!((summary.empty_places, summary.blank_pages), (0, 1));
    assert!((summary.waste - 0.3875).abs() < 1e-4, "{}", summary.waste);
    assert_eq!(summary.to_string(), "2 × 2 on 320 mm × 450 mm: 2500 sheets, 39 % waste, 1 blank page");

    let summary = planned(SINGLE, &hanger, 9).summary();
    assert_eq!((summary.sheets, summary.empty_places), (3, 3));

    let run = Scheme::Repeat { sides: Sides::Single, copies: copies(1001) };
    let summary = planned(run, &hanger, 1).summary();
    assert_eq!((summary.sheets, summary.forms, summary.spare), (251, 1, 3));

    let summary = planned(booklet(Flip::Turn), &piece(148.0, 210.0, 3.0), 9).summary();
    assert_eq!((summary.blank_pages, summary.forms), (3, 4));
}

/// Fronts and backs on one form come in equal numbers: of three turned, two stay; or two stand upright.
#[test]
fn one_form_has_two_halves() {
    for flip in FLIPS {
        for (width, height) in [(105.0, 210.0), (105.0, 297.0), (88.9, 215.9), (60.0, 60.0)] {
            let plan = planned(Scheme::OneForm { flip, copies: copies(1) }, &piece(width, height, 3.0), 2);
            let halved = if flip == Flip::Turn { plan.columns() } else { plan.rows() };
            assert_eq!(halved % 2, 0, "{width} × {height}, {flip:?}");
        }
    }
}

#[test]
fn a_narrow_gutter_makes_room() {
    let setup = Setup { gutter: Some(0.0), ..Setup::new(SINGLE) };
    let card = piece(101.0, 144.0, 3.0);
    assert_eq!(plan(&Setup::new(SINGLE), &card, 1).map(|plan| plan.rows() * plan.columns()), Ok(8));
    assert_eq!(plan(&setup, &card, 1).map(|plan| plan.rows() * plan.columns()), Ok(9));
}

#[track_caller]
fn refused(setup: Setup, width: f32, height: f32, expected: &str) {
    let fault = plan(&setup, &piece(width, height, 3.0), 4).expect_err("it cannot be");
    assert_eq!(render(&[fault], Locale::English, false), expected);
}

#[test]
fn what_does_not_fit_says_what_would() {
    refused(
        Setup::new(SINGLE),
        420.0,
        594.0,
        "error[does-not-fit]: a piece of 420 mm × 594 mm does not fit on a sheet of 320 mm × 450 mm\n  \
         = note: bleed of 3 mm and edges of 5 mm take room on every side\n  \
         = note: this sheet has 304 mm × 434 mm left for what is trimmed\n  \
         = help: take a sheet of SRA2\n",
    );
    refused(
        Setup::new(booklet(Flip::Turn)),
        297.0,
        420.0,
        "error[does-not-fit]: two pages side by side, 594 mm × 420 mm, do not fit on a sheet of 320 mm × 450 mm\n  \
         = note: bleed of 3 mm and edges of 5 mm take room on every side\n  \
         = note: this sheet has 304 mm × 434 mm left for what is trimmed\n  \
         = help: take a sheet of SRA2\n",
    );
    refused(
        Setup::new(SINGLE),
        900.0,
        1300.0,
        "error[does-not-fit]: a piece of 900 mm × 1300 mm does not fit on a sheet of 320 mm × 450 mm\n  \
         = note: bleed of 3 mm and edges of 5 mm take room on every side\n  \
         = note: this sheet has 304 mm × 434 mm left for what is trimmed\n  \
         = help: take a sheet of at least 916 mm × 1316 mm\n",
    );
}

#[test]
fn measures_that_cannot_be_are_refused() {
    let setup = Setup::new(SINGLE);
    refused(
        Setup { gutter: Some(mm(-1.0)), ..setup },
        105.0,
        210.0,
        "error[bad-imposition]: the gutter cannot be -1 mm\n  = help: make it 0 mm or more, and at most 5 metres\n",
    );
    let code = |setup: Setup, width: f32, pages: usize| {
        plan(&setup, &piece(width, 210.0, 3.0), pages).expect_err("it cannot be").code
    };
    assert_eq!(code(setup, 105.0, 0), "nothing-to-impose");
    assert_eq!(code(setup, 105.0, usize::MAX), "bad-imposition");
    assert_eq!(code(Setup { edge: mm(6000.0), ..setup }, 105.0, 1), "bad-imposition");
    for width in [0.0, -5.0, f32::NAN, f32::INFINITY, 1e9] {
        assert_eq!(code(setup, width, 1), "bad-imposition", "{width}");
    }
    let tiny = SheetSize::of(drukwerk::units::Size::new(mm(12.0), mm(450.0)));
    assert_eq!(code(Setup { sheet: tiny, ..setup }, 105.0, 1), "does-not-fit");
}
