//! The last look at pages: every rule is shown in a case, nothing on a page brings it down, and records are named.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use drukwerk::assets::Loader;
use drukwerk::color::{Color, Palette, Rgba};
use drukwerk::diagnostics::{Diagnostics, Locale};
use drukwerk::page::{
    Document, FillRule, Gradient, GradientKind, GradientStop, Group, Item, Overprint, Page, Paint,
    Path as Outline, PathItem, Picture, PictureKind, PlacedImage, Segment, Stroke,
};
use drukwerk::preflight::{self, Finished, Need};
use drukwerk::prepress::{Press, presets};
use drukwerk::printer;
use drukwerk::units::{Affine, Point, Rect, Size};

fn text_of(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(path).expect("it is UTF-8")
}

fn all_in(folder: &str, extension: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(root).expect("the folder is there").flatten().map(|entry| entry.path());
    let wanted = entries.filter(|path| path.extension().is_some_and(|end| end == extension));
    wanted.map(|path| fs::read_to_string(path).expect("it is UTF-8")).collect()
}

#[test]
fn every_rule_has_its_case_in_both_languages_and_its_line_in_the_readme() {
    let (rules, cases, readme) =
        (all_in("src/preflight/rules", "rs"), all_in("tests/cli", "case"), text_of("README.md"));
    let findings = ["Diagnostic::error(\"", "Diagnostic::warning(\""].into_iter();
    let after = findings.flat_map(|word| rules.split(word).skip(1));
    let codes: BTreeSet<&str> = after.filter_map(|rest| rest.split('"').next()).collect();
    assert!(codes.len() > 15, "{codes:?}");
    for code in codes {
        let is_told =
            |words: [&str; 2]| words.iter().any(|word| cases.contains(&format!("{word}[{code}]: ")));
        assert!(is_told(["error", "warning"]), "no case shows `{code}`");
        assert!(is_told(["fout", "waarschuwing"]), "no case shows `{code}` in Dutch");
        assert!(readme.contains(&format!("`{code}`")), "the README does not explain `{code}`");
    }
}

fn checked(items: Vec<Item>, trim: Size, record: Option<usize>) -> Diagnostics {
    let press = Press::new(printer::load(&Loader::built_in(), "offset").expect("it is built in"));
    let page = Page { trim, bleed: 8.5, items: Arc::new(items), ..Page::default() };
    let document = Document { pages: vec![page], ..Document::default() };
    let (_, hanger) = presets().into_iter().next().expect("there are presets");
    let die = hanger.die(Size::new(297.6, 595.3)).expect("it fits");
    let file =
        Arc::new(drukwerk::diagnostics::SourceFile { name: "campaign.yaml".into(), text: String::new() });
    let need = Need { block: "sender".into(), span: drukwerk::diagnostics::Span::new(file, 0, 0) };
    preflight::check(&Finished {
        document: &document,
        links: &[],
        press: &press,
        palette: &Palette::default(),
        die: Some(&die),
        window: Some(Rect::new(56.7, 127.6, 240.9, 127.6)),
        needs: &[need],
        off_page_is_told: false,
        record,
    })
}

fn shape(path: Outline, paint: Paint) -> PathItem {
    let stroke = Some(Stroke::solid(Color::Cmyk([0.0, 0.0, 0.0, 1.0]), 0.1));
    let (overprint, origin) = (Overprint::Knockout, drukwerk::page::Origin::default());
    PathItem { path: path.into(), fill: Some((paint, FillRule::NonZero)), stroke, overprint, origin }
}

/// Rectangles of all measures that are none, filled, stroked, faded, pictured, turned, clipped and in drawings.
#[test]
fn no_geometry_brings_it_down() {
    let odd = [0.0, -1.0, 300.0, 1e-30, 3.4e38, -3.4e38, f32::INFINITY, f32::NEG_INFINITY, f32::NAN];
    let picture = Arc::new(Picture {
        kind: PictureKind::Raster { samples: Arc::from([9; 12]), channels: 3, alpha: None },
        width: 2,
        height: 2,
        profile: None,
        hash: [7; 16],
    });
    let mut items = Vec::new();
    for x in odd {
        for width in odd {
            let rect = Rect::new(x, width, width, x);
            let black = Rgba { color: Color::Cmyk([0.9; 4]), alpha: width };
            let stops = [x, width].map(|offset| GradientStop { offset, color: black.clone() });
            let kind = GradientKind::Linear { from: Point::new(x, x), to: Point::new(width, x) };
            let transform = Affine::scale(x, width);
            let gradient = Gradient { kind, stops: stops.to_vec(), transform };
            let curve = Segment::Cubic(Point::new(x, width), Point::new(width, x), Point::new(width, width));
            let image = PlacedImage {
                picture: picture.clone(),
                rect,
                alt: None,
                smooth: true,
                origin: drukwerk::page::Origin::default(),
            };
            let inner = vec![
                Item::Path(shape(Outline::rect(rect), Paint::Solid(black))),
                Item::Path(shape(Outline { segments: vec![curve] }, Paint::Gradient(Arc::new(gradient)))),
                Item::Image(image),
            ];
            let group = Group {
                transform: Some(transform),
                clip: Some((Outline::rect(rect), FillRule::EvenOdd)),
                opacity: Some(x),
                origin: drukwerk::page::Origin(Some(1)),
                items: Arc::new(inner.clone()),
                ..Group::default()
            };
            items.extend(inner);
            items.push(Item::Group(group));
        }
    }
    for side in odd {
        checked(items.clone(), Size::new(side, 595.3), None);
    }
}

#[test]
fn every_finding_names_its_record_first() {
    let line = shape(Outline::rect(Rect::new(60.0, 130.0, 5.0, 5.0)), Paint::Solid(Rgba::BLACK));
    let found = checked(vec![Item::Path(line)], Size::new(297.6, 595.3), Some(214)).into_vec();
    assert!(found.iter().any(|finding| finding.code == "missing-block") && found.len() > 1, "{found:?}");
    for finding in found {
        let first = finding.notes.first().expect("there is a note");
        assert_eq!(
            (first.in_locale(Locale::English), first.in_locale(Locale::Dutch)),
            ("record 214", "rij 214")
        );
    }
}
