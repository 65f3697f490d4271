//! Page by page into a stream: the same pages, in little memory, and faults that are told.

use std::io;

use drukwerk::page::{Item, Metadata, Page};
use drukwerk::pdf::{WriteError, Writer};
use drukwerk::units::Size;

use super::shape::{SANS, face, run};
use super::tools::{ask, content};
use super::whole::everything;

fn page(number: usize) -> Page {
    let text = format!("Bewoner {number}");
    let items = vec![Item::Glyphs(run(&face(SANS), &text, 9.0, (10.0, 20.0)))];
    Page { trim: Size::new(100.0, 60.0), items: items.into(), ..Page::default() }
}

fn streamed(pages: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer =
        Writer::new(&mut bytes, &Metadata { title: "Oplage".into(), ..Metadata::default() }, None);
    for number in 0..pages {
        writer.add(&page(number)).expect("memory takes it");
    }
    writer.finish().expect("memory takes it");
    bytes
}

/// More than one node of pages, more than one stream of objects.
#[test]
fn a_run_is_read_in_order() {
    let bytes = streamed(150);
    if let Some(report) = ask("qpdf", &["--check", "{}"], &bytes) {
        assert!(report.contains("No syntax or stream encoding errors found"), "{report}");
    }
    if let Some(text) = ask("pdftotext", &["{}", "-"], &bytes) {
        let names: Vec<&str> =
            text.split_terminator(['\n', '\u{c}']).filter(|line| !line.is_empty()).collect();
        assert_eq!(names, (0..150).map(|number| format!("Bewoner {number}")).collect::<Vec<_>>());
    }
    let file = lopdf::Document::load_mem(&bytes).expect("lopdf reads it");
    assert_eq!(file.get_pages().len(), 150);
    assert_eq!(bytes, streamed(150));
    assert_ne!(bytes, streamed(149));
}

#[test]
fn streamed_pages_are_those_of_the_document() {
    let document = everything();
    let mut bytes = Vec::new();
    let mut writer = Writer::new(&mut bytes, &document.metadata, None);
    for page in &document.pages {
        writer.add(page).expect("memory takes it");
    }
    writer.finish().expect("memory takes it");
    let whole = drukwerk::pdf::write(&document).expect("the fonts are good");
    for page in [1, 2] {
        let bare = |bytes: &[u8]| -> Vec<String> {
            let text = content(bytes, page);
            let is_mark = |line: &&str| line.ends_with("BDC") || line.ends_with("BMC") || *line == "EMC";
            text.lines().filter(|line| !is_mark(line)).map(str::to_owned).collect()
        };
        assert_eq!(bare(&bytes), bare(&whole));
    }
}

/// A disk that is full after so many bytes.
struct Full(usize);

impl io::Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 =
            self.0.checked_sub(bytes.len()).ok_or_else(|| io::Error::from(io::ErrorKind::StorageFull))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_told() {
    for room in [0, 1000, 5000] {
        let mut writer = Writer::new(Full(room), &Metadata::default(), None);
        let added = (0..50).try_for_each(|number| writer.add(&page(number)));
        let told = added.and_then(|()| writer.finish());
        assert!(matches!(told, Err(WriteError::File(error)) if error.kind() == io::ErrorKind::StorageFull));
    }
}
