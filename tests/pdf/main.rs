//! Tiny documents through the PDF writer, judged by text goldens and by other people's programs.

mod pictures;
mod press;
mod reading;
mod shape;
mod shared;
mod streams;
mod tools;
mod whole;

use drukwerk::page::{Document, Item, Metadata, Page};
use drukwerk::units::Size;

/// One page of 200 by 100 pt.
fn document(items: Vec<Item>) -> Document {
    Document {
        output: None,
        elements: None,
        pages: vec![Page {
            trim: Size::new(200.0, 100.0),
            bleed: 0.0,
            items: items.into(),
            ..Page::default()
        }],
        metadata: Metadata { title: "Proef".into(), language: "nl".into(), ..Metadata::default() },
    }
}

fn pdf(items: Vec<Item>) -> Vec<u8> {
    drukwerk::pdf::write(&document(items)).expect("the fonts are good")
}
