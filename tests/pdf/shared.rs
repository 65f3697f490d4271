//! A group that stands in several places is painted once.

use std::path::Path as FilePath;
use std::sync::Arc;

use drukwerk::assets::{Loader, Scope};
use drukwerk::color::Rgba;
use drukwerk::compose::{Bleed, Composer, Input};
use drukwerk::page::{
    Anchor, Document, FillRule, Group, Item, Metadata, Page, Paint, Path, PathItem, Role, Segment,
};
use drukwerk::units::{Affine, Point, Rect, Size};

use super::pdf;
use super::shape::{SANS, face, run};
use super::tools::{ask, content};
use super::whole::{across, begin, line, ramp, shape};

/// A zigzag with a ramp, a dash of the default width and a half transparent square: all that could depend on
/// where it is painted.
fn drawing() -> Vec<Item> {
    let steps = (0..12).map(|step| Point::new(step as f32 * 3.0, if step % 2 == 0 { 0.0 } else { 20.0 }));
    let mut segments: Vec<Segment> = steps.map(Segment::Line).collect();
    segments[0] = Segment::Move(Point::new(0.0, 0.0));
    let zigzag = Path { segments };
    let mut square = shape(Path::rect(Rect::new(5.0, 5.0, 10.0, 10.0)), None, None);
    square.fill = Some((Paint::Solid(Rgba { alpha: 0.5, ..Rgba::rgb(200, 0, 0) }), FillRule::NonZero));
    vec![
        Item::Path(shape(
            zigzag.clone(),
            Some(ramp(across(0.0, 33.0), &[(0.0, [0, 0, 90], 1.0), (1.0, [250, 200, 0], 1.0)])),
            None,
        )),
        Item::Path(shape(zigzag, None, Some(line(1.0)))),
        Item::Path(square),
    ]
}

fn placed(items: &Arc<Vec<Item>>, at: Affine) -> Item {
    let clip = Path::rect(Rect::new(0.0, 0.0, 33.0, 18.0));
    Item::Group(Group {
        transform: Some(at),
        clip: Some((clip, FillRule::NonZero)),
        items: items.clone(),
        ..Group::default()
    })
}

/// Between the places the state changes: wide red lines, opacity.
fn disturbance() -> Item {
    let mut wide = line(3.0);
    wide.paint = Paint::Solid(Rgba { alpha: 0.4, ..Rgba::rgb(255, 0, 0) });
    wide.dashes = vec![4.0, 2.0];
    Item::Path(PathItem {
        ..shape(Path::line(Point::new(2.0, 95.0), Point::new(190.0, 95.0)), None, Some(wide))
    })
}

fn places(item: impl Fn() -> Arc<Vec<Item>>) -> Vec<Item> {
    vec![
        disturbance(),
        placed(&item(), Affine::translate(10.0, 10.0)),
        placed(&item(), Affine::rotate(0.3).then(Affine::translate(80.0, 20.0))),
        placed(&item(), Affine { d: -2.0, a: 2.0, ..Affine::translate(120.0, 90.0) }),
    ]
}

fn forms(pdf: &[u8]) -> usize {
    let file = lopdf::Document::load_mem(pdf).expect("lopdf reads it");
    let streams = file.objects.values().filter_map(|object| object.as_stream().ok());
    streams
        .filter(|stream| {
            stream.dict.get(b"Subtype").and_then(|kind| kind.as_name()).is_ok_and(|kind| kind == b"Form")
        })
        .count()
}

#[test]
fn one_form_looks_as_three_paintings_do() {
    let shared = Arc::new(drawing());
    let (once, thrice) = (pdf(places(|| shared.clone())), pdf(places(|| Arc::new(drawing()))));
    assert_eq!((forms(&once), forms(&thrice)), (1, 0));
    assert_eq!(content(&once, 1).matches(" Do").count(), 3, "{}", content(&once, 1));
    let pixels = |pdf: &[u8]| ask("gs", &["-q", "-o", "-", "-sDEVICE=ppm", "-r100", "{}"], pdf);
    assert_eq!(pixels(&once), pixels(&thrice));
}

/// On several pages too, whatever their bleed.
#[test]
fn pages_share_a_form() {
    let shared = Arc::new(drawing());
    let page = |bleed: f32| Page {
        trim: Size::new(100.0, 60.0),
        bleed,
        items: vec![placed(&shared, Affine::translate(20.0, 30.0))].into(),
        ..Page::default()
    };
    let document = Document { pages: vec![page(0.0), page(9.0)], ..Document::default() };
    let bytes = drukwerk::pdf::write(&document).expect("no fonts");
    assert_eq!(forms(&bytes), 1);
    assert!(content(&bytes, 2).contains("1 0 0 1 29 39 cm"), "{}", content(&bytes, 2));
    // Both pages blend, though the form was painted for the first.
    let file = lopdf::Document::load_mem(&bytes).expect("lopdf reads it");
    assert!(
        file.get_pages().values().all(|page| file.get_dictionary(*page).is_ok_and(|page| page.has(b"Group")))
    );
}

#[test]
fn what_is_small_tagged_or_jumped_to_is_painted_in_each_place() {
    let twice = |items: Vec<Item>| {
        let items = Arc::new(items);
        vec![placed(&items, Affine::IDENTITY), placed(&items, Affine::translate(50.0, 0.0))]
    };
    let small = Item::Path(shape(Path::rect(Rect::new(0.0, 0.0, 5.0, 5.0)), None, Some(line(1.0))));
    assert_eq!(forms(&pdf(twice(vec![small]))), 0);

    let anchor = Item::Anchor(Anchor { name: "here".into(), at: Point::new(0.0, 0.0) });
    let with = |item: Item| [drawing(), vec![item]].concat();
    assert_eq!(forms(&pdf(twice(with(anchor)))), 0);

    let text = || Item::Glyphs(run(&face(SANS), "Wie opendoet laat binnen", 9.0, (0.0, 9.0)));
    assert_eq!(forms(&pdf(twice(with(text())))), 1);
    let tagged = |items: Vec<Item>| [vec![begin(Role::Paragraph, 1)], items, vec![Item::End]].concat();
    assert_eq!(forms(&pdf(tagged(twice(with(text()))))), 0);
    // A drawing without text is called inside the mark of its element.
    let bytes = pdf(tagged(twice(drawing())));
    assert_eq!(forms(&bytes), 1);
    assert!(content(&bytes, 1).contains("/P <</MCID 0>> BDC"), "{}", content(&bytes, 1));
}

/// A half transparent group inherits lines from where it is called, so it says its own.
#[test]
fn a_transparency_group_keeps_its_line_width() {
    let faint =
        |items: Vec<Item>| Item::Group(Group { opacity: Some(0.5), items: items.into(), ..Group::default() });
    let thin =
        Item::Path(shape(Path::line(Point::new(0.0, 0.0), Point::new(9.0, 9.0)), None, Some(line(1.0))));
    let bytes = pdf(vec![disturbance(), faint(vec![thin])]);
    let file = lopdf::Document::load_mem(&bytes).expect("lopdf reads it");
    let form = file.objects.values().filter_map(|object| object.as_stream().ok());
    let form = form
        .filter(|stream| stream.dict.has(b"BBox"))
        .map(|form| form.decompressed_content().expect("deflated"));
    let form: Vec<u8> = form.flatten().collect();
    assert!(String::from_utf8_lossy(&form).contains("1 w\n"), "{}", String::from_utf8_lossy(&form));
}

/// However many other drawings come between: what a cache forgets must not change a file.
#[test]
fn a_drawing_of_a_document_is_one_wherever_it_stands() {
    let zigzag = "M0 0 L3 9 6 0 9 9 12 0 15 9 18 0 21 9 24 0 27 9 30 0 33 9 36 0 39 9 42 0 45 9 48 0 51 9";
    let drawing = |color: &str| format!("<svg width=60 height=10><path fill='{color}' d='{zigzag}'/></svg>");
    let mut html = drawing("navy");
    (0..100).for_each(|number| html.push_str(&drawing(&format!("rgb({number} 9 9)"))));
    html.push_str(&drawing("navy"));
    let loader = Loader::folder(FilePath::new(env!("CARGO_MANIFEST_DIR"))).expect("the project is there");
    let input = Input {
        html: &html,
        name: "drawings.html",
        first: &[],
        scope: &Scope::default(),
        metadata: Metadata::default(),
        bleed: Bleed::None,
    };
    let (composed, _) = Composer::new(&loader).compose(input);
    assert_eq!(forms(&drukwerk::pdf::write(&composed.document).expect("no fonts")), 1);
}

/// As in the drawing that they come from, wherever it stands on the page.
#[test]
fn numbers_in_a_group_begin_where_it_does() {
    let black = || Some(Paint::Solid(Rgba::BLACK));
    let module = Item::Path(shape(Path::rect(Rect::new(3.0, 2.0, 1.0, 4.0)), black(), None));
    let inner = placed(&Arc::new(vec![module]), Affine::translate(0.123, 0.0));
    let outer = placed(&Arc::new(vec![inner]), Affine::rotate(0.2).then(Affine::translate(17.77, 31.31)));
    let written = content(&pdf(vec![outer]), 1);
    assert!(
        written.contains("\n1 0 0 1 .123 0 cm\n0 -18 33 18 re\nW n\n0 0 0 rg\n3 -6 1 4 re\nf\n"),
        "{written}"
    );
}
