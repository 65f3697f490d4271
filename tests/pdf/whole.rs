//! One document with everything in it: other people's programs find no fault.

use std::sync::Arc;

use drukwerk::color::{Color, Rgba, Spot};
use drukwerk::image::{Placing, decode, place};
use drukwerk::page::{
    Anchor, Cap, Document, FillRule, Gradient, GradientKind, GradientStop, Group, Item, Join, Link,
    LinkTarget, Metadata, Origin, Overprint, Page, Paint, Path, PathItem, Role, Segment, Stroke, Structure,
};
use drukwerk::units::{Affine, Point, Rect, Size};

use super::shape::{ARABIC, BOLD, NOTO, SANS, face, run};
use super::tools::ask;

pub fn begin(role: Role, element: u32) -> Item {
    Item::Begin(Structure { role, element, alt: None, language: None })
}

pub fn shape(path: Path, fill: Option<Paint>, stroke: Option<Stroke>) -> PathItem {
    PathItem {
        path: path.into(),
        fill: fill.map(|paint| (paint, FillRule::NonZero)),
        stroke,
        overprint: Overprint::Knockout,
        origin: Origin::default(),
    }
}

pub fn line(width: f32) -> Stroke {
    Stroke {
        paint: Paint::Solid(Rgba::BLACK),
        width,
        dashes: Vec::new(),
        dash_offset: 0.0,
        cap: Cap::Butt,
        join: Join::Miter,
        miter_limit: 4.0,
    }
}

pub fn ramp(kind: GradientKind, stops: &[(f32, [u8; 3], f32)]) -> Paint {
    let stops = stops
        .iter()
        .map(|(offset, rgb, alpha)| GradientStop {
            offset: *offset,
            color: Rgba { color: Color::Rgb(*rgb), alpha: *alpha },
        })
        .collect();
    Paint::Gradient(Arc::new(Gradient { kind, stops, transform: Affine::IDENTITY }))
}

pub fn across(from: f32, to: f32) -> GradientKind {
    GradientKind::Linear { from: Point::new(from, 0.0), to: Point::new(to, 0.0) }
}

/// Two pages, 300 by 200 pt, with bleed.
pub fn everything() -> Document {
    let (sans, bold) = (face(SANS), face(BOLD));
    let mut first = vec![
        Item::Path(shape(
            Path::rect(Rect::new(-9.0, -9.0, 318.0, 60.0)),
            Some(ramp(
                across(0.0, 300.0),
                &[(0.0, [11, 29, 58], 1.0), (0.6, [200, 40, 90], 1.0), (1.0, [250, 190, 60], 1.0)],
            )),
            None,
        )),
        begin(Role::Heading(1), 1),
        Item::Glyphs(run(&bold, "Donkere dagen", 24.0, (20.0, 35.0))),
        Item::End,
        Item::Anchor(Anchor { name: "top".into(), at: Point::new(20.0, 15.0) }),
        begin(Role::Paragraph, 2),
        Item::Glyphs(run(&sans, "Het offensief begint op 1 november; zie ", 9.0, (20.0, 70.0))),
        begin(Role::Link, 3),
        Item::Glyphs(run(&sans, "utrecht.example/donker", 9.0, (180.0, 70.0))),
        Item::Link(Link {
            rect: Rect::new(180.0, 62.0, 90.0, 10.0),
            target: LinkTarget::Uri("https://utrecht.example/donker?é".into()),
            description: "Donkere dagen in Utrecht".into(),
        }),
        Item::End,
        Item::End,
        begin(Role::Figure, 4),
    ];
    if let Some(Item::Begin(figure)) = first.last_mut() {
        figure.alt = Some("Een lantaarn in de nacht".into());
    }
    for (index, file) in ["alpha.png", "cmyk.jpg", "turned.jpg", "rgb.jpg"].iter().enumerate() {
        let bytes = std::fs::read(format!("{}/tests/image/{file}", env!("CARGO_MANIFEST_DIR"))).expect(file);
        let image = decode(&bytes).expect(file);
        let rect = Rect::new(20.0 + 40.0 * index as f32, 80.0, 36.0, 24.0);
        first.push(place(&image, rect, &Placing::default()));
    }
    let star = Path {
        segments: vec![
            Segment::Move(Point::new(0.0, 0.0)),
            Segment::Line(Point::new(30.0, 0.0)),
            Segment::Cubic(Point::new(30.0, 20.0), Point::new(20.0, 30.0), Point::new(0.0, 30.0)),
            Segment::Close,
        ],
    };
    let spot = Spot { name: "Stans lijn".into(), tint: 1.0, alternate: [0.0, 1.0, 0.0, 0.0] };
    let mut cut = shape(Path::rect(Rect::new(200.0, 80.0, 30.0, 24.0)), None, Some(line(0.5)));
    cut.overprint = Overprint::Overprint;
    cut.stroke.as_mut().expect("it has one").paint =
        Paint::Solid(Rgba { color: Color::Spot(Arc::new(spot)), alpha: 1.0 });
    first.push(Item::Path(cut));
    let glow =
        GradientKind::Radial { focus: Point::new(15.0, 15.0), center: Point::new(15.0, 15.0), radius: 15.0 };
    first.push(Item::Group(Group {
        transform: Some(Affine::rotate(0.2).then(Affine::translate(240.0, 75.0))),
        clip: Some((Path::rect(Rect::new(0.0, 0.0, 30.0, 30.0)), FillRule::EvenOdd)),
        opacity: Some(0.5),
        items: vec![
            Item::Path(shape(
                star.clone(),
                Some(ramp(glow, &[(0.0, [255, 255, 0], 1.0), (1.0, [255, 0, 0], 0.0)])),
                None,
            )),
            Item::Path(shape(
                star,
                None,
                Some(Stroke {
                    paint: ramp(across(0.0, 30.0), &[(0.0, [0, 0, 255], 1.0), (1.0, [0, 255, 0], 1.0)]),
                    dashes: vec![3.0, 1.5],
                    cap: Cap::Round,
                    ..line(2.0)
                }),
            )),
        ]
        .into(),
        ..Group::default()
    }));
    first.push(Item::End);
    first.push(begin(Role::Section, 5));
    first.push(Item::Group(Group {
        opacity: Some(0.7),
        items: vec![
            begin(Role::Paragraph, 6),
            Item::Glyphs(run(&face(NOTO), "Doorlopende tekst Αθήνα,", 9.0, (20.0, 130.0))),
            Item::End,
        ]
        .into(),
        ..Group::default()
    }));
    first.push(begin(Role::Paragraph, 7));
    let mut arabic = run(&face(ARABIC), "أغلق الباب جيدًا", 12.0, (180.0, 160.0));
    arabic.language = "ar".into();
    first.push(Item::Glyphs(arabic));
    first.push(Item::End);
    first.push(Item::End);
    first.push(begin(Role::Artifact, 0));
    first.push(Item::Glyphs(run(&sans, "1 van 2", 7.0, (20.0, 190.0))));
    first.push(Item::End);

    let second = vec![
        begin(Role::Section, 5),
        begin(Role::Paragraph, 6),
        Item::Glyphs(run(&sans, "die op bladzij twee verder gaat.", 9.0, (20.0, 30.0))),
        Item::Link(Link {
            rect: Rect::new(20.0, 22.0, 60.0, 10.0),
            target: LinkTarget::Anchor("top".into()),
            description: "Naar boven".into(),
        }),
        Item::End,
        Item::End,
    ];
    let size = Size::new(300.0, 200.0);
    Document {
        output: None,
        elements: None,
        pages: vec![
            Page { trim: size, bleed: 9.0, items: first.into(), ..Page::default() },
            Page { trim: size, bleed: 9.0, items: second.into(), ..Page::default() },
        ],
        metadata: Metadata {
            title: "Brief & meer – Utrecht".into(),
            language: "nl".into(),
            author: Some("Gemeente Utrecht".into()),
            subject: None,
            date: Some(1_383_264_000),
        },
    }
}

fn written() -> Vec<u8> {
    drukwerk::pdf::write(&everything()).expect("the fonts are good")
}

#[test]
fn qpdf_finds_no_fault() {
    if let Some(report) = ask("qpdf", &["--check", "{}"], &written()) {
        assert!(report.contains("No syntax or stream encoding errors found"), "{report}");
    }
}

#[test]
fn ghostscript_paints_it() {
    let report = ask("gs", &["-q", "-o", "/dev/null", "-sDEVICE=nullpage", "{}"], &written());
    assert_eq!(report.unwrap_or_default(), "");
}

#[test]
fn every_font_is_embedded_cut_down_and_readable() {
    let Some(report) = ask("pdffonts", &["{}"], &written()) else { return };
    let fonts: Vec<&str> = report.lines().skip(2).collect();
    assert_eq!(fonts.len(), 4, "{report}");
    for font in fonts {
        let words: Vec<&str> = font.split_whitespace().collect();
        assert_eq!(words[0].as_bytes()[6], b'+', "{font}");
        assert!(font.contains("CID TrueType") && font.contains("yes yes yes"), "{font}");
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let before = written();
    let mut other = everything();
    other.pages.swap(0, 1);
    let other = drukwerk::pdf::write(&other).expect("the fonts are good");
    assert_ne!(before, other);
    assert_eq!(before, written());
}

#[test]
fn the_boxes_are_corners() {
    let file = lopdf::Document::load_mem(&written()).expect("lopdf reads it");
    let page = file.get_dictionary(file.get_pages()[&1]).expect("it has a page");
    let corners = |key: &[u8]| -> Vec<f32> {
        let corners = page.get(key).and_then(lopdf::Object::as_array).expect("the box is there");
        corners.iter().map(|value| value.as_float().expect("a number")).collect()
    };
    assert_eq!(corners(b"MediaBox"), [0.0, 0.0, 318.0, 218.0]);
    assert_eq!(corners(b"BleedBox"), [0.0, 0.0, 318.0, 218.0]);
    assert_eq!(corners(b"TrimBox"), [9.0, 9.0, 309.0, 209.0]);
    assert!(!page.has(b"CropBox"));
}

/// Not a test of its own: `cargo test --test pdf keep -- --ignored` leaves the file to look at.
#[test]
#[ignore]
fn keep_the_file_to_look_at() {
    std::fs::write(std::env::temp_dir().join("drukwerk-whole.pdf"), written()).expect("it can be written");
}
