//! What a file for a press says beside its pages.

use std::sync::Arc;

use drukwerk::color::{Color, Rgba, Spot};
use drukwerk::page::{
    Cap, Document, FillRule, Group, Item, Join, Layer, Metadata, Origin, OutputIntent, Overprint, Page,
    Paint, Path, PathItem, Stroke,
};
use drukwerk::units::{Length, Point, Rect, Size};
use lopdf::{Dictionary, Object};

fn for_press() -> Document {
    let output = OutputIntent {
        condition: "FOGRA39".into(),
        name: "Coated paper".into(),
        profile: Arc::from(&include_bytes!("../../assets/icc/FOGRA39L_coated.icc")[..]),
        deflated: Default::default(),
    };
    let spot = Spot { name: "CutContour".into(), tint: 1.0, alternate: [0.0, 1.0, 0.0, 0.0] };
    let cut = PathItem {
        path: Path::line(Point::new(0.0, 10.0), Point::new(50.0, 10.0)).into(),
        fill: None,
        stroke: Some(Stroke {
            paint: Paint::Solid(Rgba { color: Color::Spot(Arc::new(spot)), alpha: 1.0 }),
            width: 0.5,
            dashes: Vec::new(),
            dash_offset: 0.0,
            cap: Cap::Butt,
            join: Join::Miter,
            miter_limit: 10.0,
        }),
        overprint: Overprint::Overprint,
        origin: Origin::default(),
    };
    let night = PathItem {
        path: Path::rect(Rect::new(0.0, 0.0, 20.0, 20.0)).into(),
        fill: Some((
            Paint::Solid(Rgba { color: Color::Cmyk([1.0, 0.85, 0.35, 0.45]), alpha: 1.0 }),
            FillRule::NonZero,
        )),
        stroke: None,
        overprint: Overprint::Knockout,
        origin: Origin::default(),
    };
    let layer =
        Group { layer: Some(Layer::Cutting), items: vec![Item::Path(cut)].into(), ..Group::default() };
    let mm = |length: f32| Length::mm(length).to_pt();
    let page = Page {
        trim: Size::new(mm(105.0), mm(210.0)),
        bleed: mm(3.0),
        slug: mm(10.0),
        items: vec![Item::Path(night), Item::Group(layer)].into(),
        ..Page::default()
    };
    let metadata = Metadata { title: "Deurhanger".into(), date: Some(1_383_264_000), ..Metadata::default() };
    Document { pages: vec![page], metadata, output: Some(Arc::new(output)), elements: None }
}

fn read(document: &Document) -> lopdf::Document {
    let bytes = drukwerk::pdf::write(document).expect("there is no font to break");
    lopdf::Document::load_mem(&bytes).expect("it is a PDF")
}

/// A dictionary, behind a reference or not.
fn dictionary<'d>(file: &'d lopdf::Document, value: &'d Object) -> &'d Dictionary {
    file.dereference(value).expect("it is there").1.as_dict().expect("it is a dictionary")
}

#[test]
fn boxes_are_exact_to_a_hundredth_of_a_millimetre() {
    let file = read(&for_press());
    let page = file.page_iter().next().expect("one page");
    let page = file.get_dictionary(page).expect("it is a page");
    let millimetres = |name: &[u8]| {
        let corners = page.get(name).and_then(Object::as_array).expect("four numbers").iter();
        let corners = corners.map(|number| number.as_float().expect("a number") / 72.0 * 25.4);
        corners.map(|number| (number * 100.0).round() / 100.0).collect::<Vec<f32>>()
    };
    assert_eq!(millimetres(b"MediaBox"), [0.0, 0.0, 131.0, 236.0]);
    assert_eq!(millimetres(b"BleedBox"), [10.0, 10.0, 121.0, 226.0]);
    assert_eq!(millimetres(b"TrimBox"), [13.0, 13.0, 118.0, 223.0]);
}

#[test]
fn the_press_is_named_once_and_in_the_metadata() {
    let file = read(&for_press());
    let catalog = file.catalog().expect("there is one");
    let intents = catalog.get(b"OutputIntents").and_then(Object::as_array).expect("there is a list");
    let [intent] = &intents[..] else { panic!("one press") };
    let intent = dictionary(&file, intent);
    assert_eq!(intent.get(b"S").and_then(Object::as_name).expect("a name"), b"GTS_PDFX");
    let condition = intent.get(b"OutputConditionIdentifier").and_then(Object::as_str).expect("a text");
    assert_eq!(condition, b"FOGRA39");
    let metadata = catalog.get(b"Metadata").and_then(Object::as_reference).expect("it is apart");
    let metadata = file.get_object(metadata).and_then(Object::as_stream).expect("a stream");
    let metadata = String::from_utf8_lossy(&metadata.content);
    assert!(metadata.contains("<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>"), "{metadata}");
    assert!(metadata.contains("<pdf:Trapped>False</pdf:Trapped>"), "{metadata}");
}

#[test]
fn the_knife_has_a_layer_of_its_own() {
    let file = read(&for_press());
    let properties =
        file.catalog().and_then(|catalog| catalog.get(b"OCProperties")).expect("there are layers");
    let groups = dictionary(&file, properties).get(b"OCGs").and_then(Object::as_array).expect("a list");
    let [group] = &groups[..] else { panic!("one layer") };
    let metadata = dictionary(&file, group).get(b"GTS_Metadata").expect("it says what it is for");
    let metadata = dictionary(&file, metadata);
    let name = |key: &[u8]| metadata.get(key).and_then(Object::as_name).expect("a name");
    assert_eq!(
        (name(b"GTS_ProcStepsGroup"), name(b"GTS_ProcStepsType")),
        (&b"Structural"[..], &b"Cutting"[..])
    );
    let page = file.page_iter().next().expect("one page");
    let content = String::from_utf8(file.get_page_content(page)).expect("operators");
    let layer = content.split("/OC /L1 BDC").nth(1).expect("the layer begins").split("EMC").next();
    assert!(layer.is_some_and(|layer| layer.contains("/CS1 CS 1 SCN")), "{content}");
}

#[test]
fn a_file_for_a_screen_says_nothing_of_a_press() {
    let file = read(&Document { output: None, ..for_press() });
    assert!(file.catalog().expect("there is one").get(b"OutputIntents").is_err());
}
