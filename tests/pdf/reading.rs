//! Text comes out of the file as it went in, whatever the script.

use drukwerk::page::Item;

use super::shape::{ARABIC, BOLD, NOTO, SANS, face, run};
use super::{pdf, tools};

fn read(file: &str, text: &str) -> Option<String> {
    let bytes = pdf(vec![Item::Glyphs(run(&face(file), text, 5.0, (10.0, 40.0)))]);
    tools::ask("pdftotext", &["{}", "-"], &bytes).map(|text| plain(&text))
}

/// Without the marks that pdftotext puts around Arabic for terminals.
fn plain(text: &str) -> String {
    text.trim().chars().filter(|character| !('\u{202a}'..='\u{202e}').contains(character)).collect()
}

#[track_caller]
fn reads(file: &str, text: &str) {
    if let Some(out) = read(file, text) {
        assert_eq!(out, text);
    }
}

#[test]
fn latin_with_ligatures_and_the_dutch_ij() {
    reads(SANS, "Het offensief: efficiënt fietsen, ijzig IJmuiden, ij ĳ Ĳ");
    reads(BOLD, "AVATAR To Tj. 90 % – “flink”");
}

#[test]
fn greek_and_cyrillic() {
    reads(NOTO, "Αθήνα ΐ Москва");
}

#[test]
fn arabic_in_logical_order() {
    reads(ARABIC, "السلام عليكم");
    reads(ARABIC, "لا إله بلا");
}

#[test]
fn an_accent_made_of_two_characters() {
    reads(NOTO, "cafe\u{301} g\u{308} x\u{323}\u{301}");
}
