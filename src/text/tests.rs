//! Lines as text goldens: `|` between lines, `-` where a line was hyphenated, trailing space left out.

use std::sync::Arc;

use super::*;
use crate::units::Pt;

fn style() -> TextStyle {
    TextStyle { size: 10.0, language: Arc::from("nl"), ..TextStyle::initial() }
}

fn hyphenating(language: &str) -> TextStyle {
    TextStyle { hyphens: Hyphens::Auto, language: Arc::from(language), ..style() }
}

fn shaped_as(text: &str, style: TextStyle, direction: BaseDirection) -> Arc<Shaped> {
    let spans = [Span {
        range: 0..text.len(),
        style: Arc::new(style),
        nowrap: false,
        keeps_spaces: false,
        breaks_spaces: false,
    }];
    let paragraph = Paragraph { text, spans: &spans, objects: &[], direction, tab_width: 20.0 };
    shape(&FontBook::embedded(), &paragraph)
}

fn shaped(text: &str, style: TextStyle) -> Arc<Shaped> {
    shaped_as(text, style, BaseDirection::Ltr)
}

fn lines(shaped: &Shaped, width: Pt, wrap: Wrap) -> String {
    let lines = shaped.break_lines(width, &LineOptions { wrap, ..LineOptions::default() });
    let mut out = Vec::new();
    for line in &*lines {
        let hyphen = if line.hyphenated { "-" } else { "" };
        out.push(format!("{}{hyphen}", &shaped.text[line.range.start..line.visible_end]));
    }
    out.join("|")
}

fn greedy(text: &str, style: TextStyle, width: Pt) -> String {
    lines(&shaped(text, style), width, Wrap::Greedy)
}

/// Runs of the first line from left to right, each as its text.
fn runs(shaped: &Shaped) -> Vec<Arc<PlacedRun>> {
    let request = LineRequest { width: 1000.0, hyphenate: true, is_first_of_paragraph: true };
    let line = shaped.break_line(0, &request).expect("there is text");
    shaped.place(&line, &Spread::default()).runs.clone()
}

fn extracted(shaped: &Shaped, width: Pt) -> String {
    let lines = shaped.break_lines(width, &LineOptions::default());
    let placed = lines.iter().map(|line| shaped.place(line, &Spread::default()));
    placed.flat_map(|line| line.runs.clone()).map(|run| run.text.to_string()).collect()
}

#[test]
fn dutch_words_are_hyphenated() {
    let text = "Woninginbraken voorkomen begint bij verlichting";
    assert_eq!(greedy(text, hyphenating("nl"), 70.0), "Woninginbraken|voorkomen be-|gint bij|verlichting");
    assert_eq!(greedy("een reëel verhaal", hyphenating("nl"), 34.0), "een|reëel|verhaal");
}

#[test]
fn english_words_are_hyphenated() {
    let text = "Burglary prevention information";
    assert_eq!(greedy(text, hyphenating("en-GB"), 60.0), "Burglary pre-|vention|information");
}

#[test]
fn numbers_addresses_and_capitals_stay_whole() {
    for word in
        ["INBRAAKPREVENTIE", "inbraakpreventie@utrecht.nl", "www.inbraakpreventie.nl", "inbraak2013week"]
    {
        assert_eq!(greedy(&format!("kijk {word} na"), hyphenating("nl"), 30.0), format!("kijk|{word}|na"));
    }
}

#[test]
fn a_word_is_not_parted_over_the_last_line() {
    assert_eq!(greedy("dit is een woninginbraak", hyphenating("nl"), 82.0), "dit is een|woninginbraak");
}

#[test]
fn no_more_hyphens_in_a_row_than_asked() {
    let shaped =
        shaped(&"inbraakpreventie ".repeat(12), TextStyle { hyphenate_lines: Some(2), ..hyphenating("nl") });
    let lines = shaped.break_lines(100.0, &LineOptions::default());
    let hyphens: Vec<bool> = lines.iter().map(|line| line.hyphenated).collect();
    assert!(!hyphens.windows(3).any(|three| three == [true; 3]), "{hyphens:?}");
}

#[test]
fn soft_hyphens_break_and_leave_no_trace() {
    let text = "buurt\u{ad}preventie";
    assert_eq!(greedy(text, style(), 50.0), "buurt\u{ad}-|preventie");
    assert_eq!(greedy(text, TextStyle { hyphens: Hyphens::None, ..style() }, 50.0), text);
    assert_eq!(extracted(&shaped(text, style()), 500.0), "buurtpreventie");
    assert_eq!(extracted(&shaped(text, style()), 50.0), "buurt\u{ad}preventie");
}

#[test]
fn spans_without_wrapping_hold_together() {
    let text = "bel 0900 88 44 nu";
    let span = |range, nowrap| Span {
        range,
        style: Arc::new(style()),
        nowrap,
        keeps_spaces: false,
        breaks_spaces: false,
    };
    let spans = [span(0..4, false), span(4..14, true), span(14..17, false)];
    let paragraph =
        Paragraph { text, spans: &spans, objects: &[], direction: BaseDirection::Ltr, tab_width: 20.0 };
    let shaped = shape(&FontBook::embedded(), &paragraph);
    assert_eq!(lines(&shaped, 45.0, Wrap::Greedy), "bel|0900 88 44|nu");
    assert_eq!(greedy("bel 0900\u{a0}88\u{a0}44 nu", style(), 45.0), "bel|0900\u{a0}88\u{a0}44|nu");
}

#[test]
fn headings_are_balanced() {
    let shaped = shaped("Geef inbrekers deze winter geen kans", style());
    assert_eq!(lines(&shaped, 140.0, Wrap::Greedy), "Geef inbrekers deze winter geen|kans");
    assert_eq!(lines(&shaped, 140.0, Wrap::Balance), "Geef inbrekers deze|winter geen kans");
    assert_eq!(lines(&shaped, 140.0, Wrap::Pretty), "Geef inbrekers deze winter|geen kans");
    assert_eq!(lines(&shaped, 50.0, Wrap::Nowrap), "Geef inbrekers deze winter geen kans");
}

#[test]
fn long_words_break_anywhere_if_asked() {
    let anywhere = TextStyle { overflow_wrap: OverflowWrap::Anywhere, ..style() };
    assert_eq!(greedy("Llanfairpwllgwyn", style(), 40.0), "Llanfairpwllgwyn");
    assert_eq!(greedy("Llanfairpwllgwyn", anywhere, 40.0), "Llanfairp|wllgwyn");
    let all = TextStyle { word_break: WordBreak::BreakAll, ..style() };
    assert_eq!(greedy("een lantaarn", all, 30.0), "een la|ntaarn");
}

#[test]
fn line_feeds_and_tabs_are_kept() {
    let shaped = shaped("Stadhuis\nKorte straat 1\n\n3500 AA\tUtrecht", style());
    assert_eq!(lines(&shaped, 500.0, Wrap::Greedy), "Stadhuis|Korte straat 1||3500 AA\tUtrecht");
    let all = shaped.break_lines(500.0, &LineOptions::default());
    assert_eq!(all.iter().map(|line| line.forced).collect::<Vec<_>>(), [true, true, true, false]);
    let placed = shaped.place(&all[3], &Spread::default());
    assert_eq!(
        placed.runs.iter().map(|run| (&*run.text, run.x)).collect::<Vec<_>>(),
        [("3500 AA", 0.0), ("Utrecht", 40.0)]
    );
}

#[test]
fn right_to_left_lines_start_at_the_right() {
    let shaped = shaped_as("مرحبا 112 nu", style(), BaseDirection::Rtl);
    let runs = runs(&shaped);
    let order: Vec<(&str, bool)> = runs.iter().map(|run| (&*run.text, run.rtl)).collect();
    assert_eq!(order, [("nu", false), (" ", true), ("112", false), ("مرحبا ", true)]);
    let auto = shaped_as("مرحبا nu", style(), BaseDirection::Auto);
    assert_eq!(&*super::tests::runs(&auto)[0].text, "nu");
}

#[test]
fn arabic_letters_join_and_its_font_keeps_digits_beside_them() {
    let runs = runs(&shaped_as("عدد ١٢ و 12", style(), BaseDirection::Rtl));
    assert!(runs.iter().all(|run| run.face.name == "NotoSansArabic-Regular"), "{runs:?}");
    let joined = &super::tests::runs(&shaped("بب", style()))[0].glyphs;
    assert_ne!(joined[0].id, joined[1].id, "one is final, the other initial");
    assert_eq!(joined[0].text, 2..4, "clusters ascend from the right");
}

#[test]
fn the_second_font_steps_in_for_what_the_first_lacks() {
    let names = |text: &str| {
        let shaped = shaped(text, style());
        assert_eq!(shaped.missing, [], "{text}");
        let mut names: Vec<_> = runs(&shaped).iter().map(|run| run.face.name.clone()).collect();
        names.dedup();
        names
    };
    assert_eq!(names("Ελλάδα, Київ, Việt Nam"), ["SourceSans3-Regular"]);
    assert_eq!(names("e\u{301}e\u{323}\u{302}"), ["SourceSans3-Regular"]);
    assert_eq!(names("हिन्दी 12"), ["NotoSans-Regular"]);
}

#[test]
fn what_no_font_has_is_missing_once() {
    let shaped = shaped("let op \u{1f9e0}\u{fe0f} en \u{1f9e0}\u{200d}!", style());
    assert_eq!(shaped.missing, [Missing { character: '\u{1f9e0}', at: 7 }]);
}

#[test]
fn extraction_gives_the_text_back() {
    let text = "Geen kans voor woninginbraken\nin de donkere dagen";
    let found = extracted(&shaped(text, hyphenating("nl")), 80.0);
    assert_eq!(found.replace('\u{ad}', ""), text.replace('\n', " "));
    let arabic = "أغلق الباب عند المغادرة";
    assert_eq!(extracted(&shaped_as(arabic, style(), BaseDirection::Rtl), 50.0), arabic);
}

#[test]
fn content_widths_are_those_of_the_widest_word_and_line() {
    let all = shaped("twee woorden\nkort", style());
    assert_eq!(all.max_content(), shaped("twee woorden", style()).max_content());
    assert_eq!(all.min_content(), shaped("woorden", style()).max_content());
    assert_eq!(lines(&all, all.max_content(), Wrap::Greedy), "twee woorden|kort");
    let parted = shaped("woninginbraak", hyphenating("nl"));
    assert!(parted.min_content() < parted.max_content() / 2.0);
}

#[test]
fn justified_lines_are_as_wide_as_asked() {
    let shaped = shaped("Doe het licht aan", style());
    let request = LineRequest { width: 90.0, hyphenate: true, is_first_of_paragraph: true };
    let line = shaped.break_line(0, &request).expect("there is text");
    let placed = shaped.place(&line, &Spread { justify_to: Some(90.0) });
    assert!((placed.width - 90.0).abs() < 0.01, "{}", placed.width);
    let plain = shaped.place(&line, &Spread::default());
    assert!((plain.width - line.width).abs() < 0.01);
    assert_eq!(plain.runs[0].glyphs[1].x, placed.runs[0].glyphs[1].x, "letters keep their distance");
}

#[test]
fn spaced_letters_end_with_the_last_letter() {
    let spaced = TextStyle { letter_spacing: 2.0, ..style() };
    let (wide, plain) = (shaped("fi", spaced).max_content(), shaped("f", style()).max_content());
    let i = shaped("i", style()).max_content();
    assert!((wide - plain - i - 2.0).abs() < 0.3, "{wide} {plain} {i}");
}

#[test]
fn objects_stand_in_the_text() {
    let text = "bel \u{fffc} nu";
    let spans = [Span {
        range: 0..text.len(),
        style: Arc::new(style()),
        nowrap: false,
        keeps_spaces: false,
        breaks_spaces: false,
    }];
    let objects = [InlineObject { at: 4, width: 30.0 }];
    let paragraph =
        Paragraph { text, spans: &spans, objects: &objects, direction: BaseDirection::Ltr, tab_width: 20.0 };
    let shaped = shape(&FontBook::embedded(), &paragraph);
    assert_eq!(lines(&shaped, 31.0, Wrap::Greedy), "bel|\u{fffc}|nu");
    let lines = shaped.break_lines(500.0, &LineOptions::default());
    let placed = shaped.place(&lines[0], &Spread::default());
    assert_eq!(placed.objects, [(0, placed.runs[0].width)]);
    assert_eq!(placed.runs[1].x, placed.runs[0].width + 30.0);
}

#[test]
fn lines_cover_the_text_and_fit() {
    let texts = [
        "Sluit ramen en deuren, ook als u maar éven weg bent; doe het licht aan in woon-/slaapkamers!",
        "أغلق الباب\u{a0}عند المغادرة، و 112 في الطوارئ nu meteen \u{1f9e0} ok",
        "a\tb  c\u{ad}d\u{200b}e\n\n\u{fffc}f fi\u{ad}fl waterspiegeloppervlakteberekeningsmethode",
    ];
    for text in texts {
        for style in [hyphenating("nl"), TextStyle { letter_spacing: 0.7, ..hyphenating("en") }] {
            let shaped = shaped(text, style);
            let least = shaped.min_content();
            for width in (0..240).map(|step| step as Pt * 1.5) {
                let lines = shaped.break_lines(
                    width,
                    &LineOptions {
                        indent: Indent { length: 7.0, ..Indent::default() },
                        ..LineOptions::default()
                    },
                );
                let mut at = 0;
                for line in &*lines {
                    assert_eq!(line.range.start, at);
                    assert!(line.range.end > at && line.visible_end >= at);
                    let room = width - if at == 0 { 7.0 } else { 0.0 };
                    assert!(line.width <= room.max(least) + 0.02, "{text:?} at {width}: {line:?}, {least}");
                    let placed = shaped.place(line, &Spread::default());
                    assert!((placed.width - line.width).abs() < 0.02, "{text:?} at {width}: {line:?}");
                    at = line.range.end;
                }
                assert_eq!(at, text.len());
                assert!(lines.last().is_some_and(|line| line.last));
            }
        }
    }
}

#[test]
fn huge_and_hostile_texts_are_harmless() {
    let texts = [
        "woord ".repeat(16_000),
        "ببب".repeat(16_000),
        "x".repeat(100_000),
        "e\u{301}\u{301}".repeat(20_000),
        "\u{200b}".repeat(30_000),
        "\u{202e}(\u{2067}[".repeat(9_000),
        "a\t".repeat(50_000),
        "\n".repeat(100_000),
        "\u{ad}".repeat(30_000),
    ];
    for text in texts {
        let anywhere = TextStyle { overflow_wrap: OverflowWrap::Anywhere, ..hyphenating("nl") };
        let shaped = shaped_as(&text, anywhere, BaseDirection::Auto);
        let lines = shaped.break_lines(200.0, &LineOptions { wrap: Wrap::Pretty, ..LineOptions::default() });
        assert_eq!(lines.last().map(|line| line.range.end), Some(text.len()));
        shaped.place(lines.last().expect("not empty"), &Spread::default());
    }
}

#[test]
fn equal_paragraphs_are_shaped_once() {
    let fonts = FontBook::embedded();
    let make = |size| {
        let spans = [Span {
            range: 0..4,
            style: Arc::new(TextStyle { size, ..style() }),
            nowrap: false,
            keeps_spaces: false,
            breaks_spaces: false,
        }];
        let direction = BaseDirection::Ltr;
        shape(&fonts, &Paragraph { text: "dag!", spans: &spans, objects: &[], direction, tab_width: 20.0 })
    };
    assert!(Arc::ptr_eq(&make(10.0), &make(10.0)));
    assert!(!Arc::ptr_eq(&make(10.0), &make(11.0)));

    let (asked, forgotten) = (make(10.0), Arc::downgrade(&make(11.0)));
    fonts.age();
    assert!(Arc::ptr_eq(&asked, &make(10.0)));
    fonts.age();
    assert!(Arc::ptr_eq(&asked, &make(10.0)));
    assert!(forgotten.upgrade().is_none());
}

#[test]
fn changing_paragraphs_are_kept_if_they_come_again() {
    let fonts = FontBook::embedded();
    let style = Arc::new(style());
    let make = |text: &str| {
        let spans = [Span {
            range: 0..text.len(),
            style: style.clone(),
            nowrap: false,
            keeps_spaces: false,
            breaks_spaces: false,
        }];
        let direction = BaseDirection::Ltr;
        shape_changing(&fonts, &Paragraph { text, spans: &spans, objects: &[], direction, tab_width: 20.0 })
    };
    let (name, date) = (Arc::downgrade(&make("J. Bos")), Arc::downgrade(&make("11 november")));
    assert!(name.upgrade().is_none() && date.upgrade().is_none());
    let again = make("11 november");
    assert!(Arc::ptr_eq(&again, &make("11 november")));
    assert_eq!(lines(&again, 100.0, Wrap::default()), "11 november");
}
