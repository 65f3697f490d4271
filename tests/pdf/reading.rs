//! Text comes out of the file as it went in, whatever the script.

use std::sync::Arc;

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
    // Letters whose dots are glyphs of their own.
    reads(ARABIC, "أغلق الباب جيدا قبل الخروج في الليل");
}

/// pdftotext turns a letter and its vowel sign around, because a sign alone has no direction. In the
/// file they stand in logical order, as ISO 32000-2, 9.10.3 wants them.
#[test]
fn arabic_vowel_signs_stay_with_their_letters() {
    let file = ARABIC;
    let bytes = pdf(vec![Item::Glyphs(run(&face(file), "شكرًا", 5.0, (10.0, 40.0)))]);
    assert!(to_unicode(&bytes).contains("<0631064B>"), "ra with tanwin: {}", to_unicode(&bytes));
}

/// A glyph that stands for two texts has a code for each, so that both are read without help.
#[test]
fn one_glyph_reads_as_a_hyphen_and_as_a_soft_one() {
    let mut soft = run(&face(SANS), "in-", 5.0, (10.0, 60.0));
    soft.text = "in\u{ad}".into();
    Arc::make_mut(&mut soft.glyphs)[2].text = 2..4;
    let hard = run(&face(SANS), "in-", 5.0, (10.0, 40.0));
    let bytes = pdf(vec![Item::Glyphs(soft), Item::Glyphs(hard)]);
    let map = to_unicode(&bytes);
    assert!(map.contains("<00AD>") && map.contains("<002D>"), "{map}");
    assert!(!tools::content(&bytes, 1).contains("ActualText"));
}

fn to_unicode(pdf: &[u8]) -> String {
    let file = lopdf::Document::load_mem(pdf).expect("lopdf reads it");
    let streams = file.objects.values().filter_map(|object| object.as_stream().ok());
    let texts = streams.filter_map(|stream| stream.decompressed_content().ok());
    let maps = texts.map(|text| String::from_utf8_lossy(&text).into_owned());
    maps.filter(|text| text.contains("beginbfchar")).collect()
}

#[test]
fn an_accent_made_of_two_characters() {
    reads(NOTO, "cafe\u{301} g\u{308} x\u{323}\u{301}");
}
