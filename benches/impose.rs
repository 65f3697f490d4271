//! A print run on sheets: 10,000 door hangers, each with the address of its house, four on each SRA3 sheet, front
//! and back, streamed to a file.
//!
//! `cargo bench --bench impose` prints processor time, wall time, the largest memory of the whole program, and
//! the length of the file. After `--`, a number is how many hangers, and a path where to leave the file.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use drukwerk::assets::Loader;
use drukwerk::campaign;
use drukwerk::color::{Color, Palette, Rgba};
use drukwerk::compose::{Bleed, Composer, Input};
use drukwerk::diagnostics::SourceFile;
use drukwerk::imposition::{Flip, Piece, Scheme, Setup, Sides, impose, plan};
use drukwerk::page::{
    Document, Face, FontData, Glyph, GlyphInk, GlyphRun, Group, Item, Metadata, Origin, Overprint, Paint,
};
use drukwerk::pdf::Writer;
use drukwerk::plan::{self as editions, Selection, Target};
use drukwerk::prepress::{Job, Press, dress};
use drukwerk::printer::Printer;
use drukwerk::style::Sheet;
use drukwerk::template::Renderer;
use drukwerk::units::{Length, Point};
use harfrust::{FontRef, ShapeOptions, ShaperData, UnicodeBuffer};

/// The binary's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    // `cargo test --benches` only wants to know that it compiles.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let count = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(10_000);
    let hanger = hanger();
    let started = (Instant::now(), processor());
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let is_path = |argument: &String| argument.ends_with(".pdf");
    let path = std::env::args().find(is_path).map_or_else(|| folder.path().join("run.pdf"), PathBuf::from);
    let sheets = run(&hanger, count, File::create(&path).expect("there is room for a file"));
    let (wall, processor) = (started.0.elapsed(), processor() - started.1);
    let bytes = std::fs::metadata(&path).expect("it was written").len();
    println!("{count} door hangers on {sheets} sheets, both sides");
    println!("{:<12} {:>8.2} s", "wall", wall.as_secs_f64());
    println!("{:<12} {:>8.2} s", "processor", processor.as_secs_f64());
    println!("{:<12} {:>8} MB", "memory", peak_memory() >> 20);
    println!("{:<12} {:>8.1} MB", "file", bytes as f64 / 1e6);
}

/// Writes the sheets; returns how many there are.
fn run(hanger: &Document, count: usize, file: File) -> usize {
    let setup = Setup::new(Scheme::CutAndStack(Sides::Duplex(Flip::Turn)));
    let plan = plan(&setup, &Piece::of(&hanger.pages[0]), 2 * count).expect("four fit");
    let mut address = Address::new();
    let pages = |number: usize| {
        let (house, side) = (number / 2, number % 2);
        let mut page = hanger.pages[side].clone();
        if side == 1 {
            let printed = Item::Group(Group { items: page.items, ..Group::default() });
            page.items = vec![printed, Item::Glyphs(address.line(house))].into();
        }
        Ok(page)
    };
    let mut writer = Writer::new(file, &hanger.metadata, hanger.output.clone());
    for sheet in impose(&plan, pages) {
        writer.add(&sheet.expect("all pages are alike")).expect("there is room for the file");
    }
    writer.finish().expect("there is room for the file");
    plan.summary().sheets
}

/// Front and back of the example campaign, in the press's inks.
fn hanger() -> Document {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let loader = Arc::new(Loader::project(root).expect("the project is there"));
    let campaign = Arc::new(campaign::load(&loader, "donkere-dagen").expect("the example is flawless"));
    let selection = Selection {
        municipalities: vec!["utrecht".into()],
        pieces: vec!["door-hanger".into()],
        languages: vec!["nl".into()],
        targets: vec![Target::Print],
        printer: None,
    };
    let (plan, _) = editions::plan(&loader, &campaign, &selection);
    let renderer = Renderer::new(loader.clone(), plan.campaign.clone());
    let edition = &plan.editions[0];
    let html = renderer.render(edition).expect("the example is flawless");
    let palette = SourceFile { name: "palette".to_owned(), text: html.palette.clone() };
    let first = [Sheet { file: Arc::new(palette), base: Arc::from(html.name.as_str()) }];
    let input = Input {
        html: &html.text,
        name: &html.name,
        first: &first,
        scope: &renderer.files_of(edition),
        bleed: Bleed::AtLeast(edition.bleed),
        metadata: Metadata::default(),
    };
    let (composed, _) = Composer::new(&loader).compose(input);
    let printer = plan.printer.as_ref().expect("the example names one");
    let press = Press::new(Printer::clone(printer));
    dress(composed.document, &press, &Job { palette: &Palette::default(), slug: "", die: None }).document
}

/// A line of type for each house.
struct Address {
    face: Arc<Face>,
    shaper: ShaperData,
}

const STREETS: [&str; 5] =
    ["Oudegracht", "Biltstraat", "Amsterdamsestraatweg", "Lange Nieuwstraat", "Vleutenseweg"];

impl Address {
    fn new() -> Address {
        let bytes = include_bytes!("../assets/fonts/source-sans-3/SourceSans3-Regular.ttf");
        let font = FontRef::new(bytes).expect("the font is committed");
        let face = Face {
            data: FontData::Embedded(bytes),
            index: 0,
            hash: *b"Source Sans 3 Re",
            name: "SourceSans3-Regular".into(),
            units_per_em: 1000,
            ink: GlyphInk::default(),
        };
        Address { face: Arc::new(face), shaper: ShaperData::new(&font) }
    }

    fn line(&mut self, house: usize) -> GlyphRun {
        let postcode = format!("{} {}{}", 3500 + house % 90, letter(house / 90), letter(house / 2340));
        let text = format!("{} {}, {postcode}  UTRECHT", STREETS[house % STREETS.len()], 1 + house % 400);
        let font = FontRef::new(self.face.data.bytes()).expect("the font is committed");
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.guess_segment_properties();
        let shaped = self.shaper.shaper(&font).build().shape(buffer, ShapeOptions::default());
        let size = 9.0;
        let scale = size / f32::from(self.face.units_per_em);
        let mut x = 0.0;
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions()).map(|(glyph, place)| {
            let advance = place.x_advance as f32 * scale;
            let range = glyph.cluster..glyph.cluster + 1;
            let placed = Glyph { id: glyph.glyph_id as u16, x, y: 0.0, advance, text: range };
            x += advance;
            placed
        });
        GlyphRun {
            face: self.face.clone(),
            size,
            at: Point::new(Length::mm(10.0).to_pt(), Length::mm(205.0).to_pt()),
            glyphs: glyphs.collect(),
            text: text.into(),
            language: "nl".into(),
            rtl: false,
            paint: Paint::Solid(Rgba { color: Color::Cmyk([0.0, 0.0, 0.0, 1.0]), alpha: 1.0 }),
            overprint: Overprint::Overprint,
            origin: Origin::default(),
        }
    }
}

fn letter(number: usize) -> char {
    char::from(b'A' + (number % 26) as u8)
}

/// Processor time of all threads.
fn processor() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the pointer is to a live variable.
    let answer = unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    assert_eq!(answer, 0, "this system has no clock for processor time");
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// Bytes.
fn peak_memory() -> u64 {
    // SAFETY: all zeros are valid numbers of this plain structure, and the pointer is to a live variable.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_SELF, &mut usage);
        usage
    };
    // Linux counts in kilobytes.
    usage.ru_maxrss as u64 * 1024
}
