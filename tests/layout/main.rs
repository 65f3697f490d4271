//! Tiny documents with one point each: `cases/GROUP/NAME.html` must give the pages in `cases/GROUP/NAME.txt`.
//! `UPDATE=1 cargo test --test layout` writes the texts anew; read the difference before committing it.

mod chance;
mod dump;
mod hostile;
mod promises;
mod random;
mod shrink;

use std::fs;
use std::path::{Path, PathBuf};

use drukwerk::assets::{Loader, Scope};
use drukwerk::compose::{Bleed, Composer, Input};
use drukwerk::diagnostics::{Diagnostics, Locale, render};
use drukwerk::page::{Metadata, Page};

use chance::{Chance, Seed};
use random::Made;
use shrink::{Record, Replay, shrink};

/// Documents that once broke a promise.
const MET: [u64; 6] = [7122, 11499, 16128, 17026, 34314, 44247];

/// Enough to meet most pairs of rules.
const SEEDS: u64 = 150;

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layout/cases")
}

/// What a folder holds; a file holds nothing.
fn files_in(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
}

/// Pages and findings of an HTML text.
fn compose(composer: &Composer, html: &str, name: &str) -> (Vec<Page>, Diagnostics) {
    let scope = Scope::default();
    let (composed, found) = composer.compose(Input {
        html,
        name,
        first: &[],
        scope: &scope,
        bleed: Bleed::Styled,
        metadata: Metadata::default(),
    });
    (composed.document.pages, found)
}

/// The same, as text.
fn lay_out(html: &str, name: &str) -> String {
    let loader = Loader::folder(&cases()).expect("the folder is there");
    lay_out_with(&Composer::new(&loader), html, name)
}

fn lay_out_with(composer: &Composer, html: &str, name: &str) -> String {
    let (pages, found) = compose(composer, html, name);
    let mut text = dump::pages(&pages);
    let found = found.into_vec();
    if !found.is_empty() {
        text.push_str(&render(&found, Locale::English, false));
    }
    text
}

#[test]
fn every_case_gives_its_pages() {
    let mut names: Vec<PathBuf> = files_in(&cases())
        .flat_map(|group| files_in(&group).collect::<Vec<PathBuf>>())
        .filter(|path| path.extension().is_some_and(|extension| extension == "html"))
        .collect();
    names.sort();
    assert!(!names.is_empty());
    let loader = Loader::folder(&cases()).expect("the folder is there");
    let composer = Composer::new(&loader);
    let mut wrong = Vec::new();
    for path in names {
        let html = fs::read_to_string(&path).expect("cases are UTF-8");
        let name = path.strip_prefix(cases()).expect("found below it").to_string_lossy().into_owned();
        let pages = lay_out_with(&composer, &html, &name);
        // What was kept of the times before changes nothing, and no warning is missing.
        for time in ["second", "third"] {
            assert_eq!(lay_out_with(&composer, &html, &name), pages, "{name} the {time} time");
        }
        let golden = path.with_extension("txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&golden, &pages).expect("the golden can be written");
        }
        if fs::read_to_string(&golden).unwrap_or_default() != pages {
            wrong.push(format!("--- {name}\n{pages}"));
        }
    }
    assert!(wrong.is_empty(), "other pages than expected:\n{}", wrong.join("\n"));
}

/// All words of the text stand on the pages, in order, whatever the size of the page.
#[test]
fn no_word_is_lost_at_any_page_height() {
    let words: Vec<String> = (0..300).map(|index| format!("w{index}")).collect();
    let body: String = words
        .chunks(30)
        .enumerate()
        .map(|(index, chunk)| match index % 3 {
            0 => format!("<p>{}</p>", chunk.join(" ")),
            1 => format!("<h2>{}</h2><div style='columns:2'><p>{}</p></div>", chunk[0], chunk[1..].join(" ")),
            _ => format!(
                "<table><tr><td>{}</td></tr><tr><td>{}</td></tr></table>",
                chunk[..15].join(" "),
                chunk[15..].join(" ")
            ),
        })
        .collect();
    for height in (60..400).step_by(17) {
        let html = format!(
            "<style>@page {{ size: 200pt {height}pt; margin: 10pt }} h2 {{ break-after: avoid }}</style>{body}"
        );
        let text = lay_out(&html, "words.html");
        let found: Vec<&str> = text
            .lines()
            .filter_map(|line| line.split_once('"'))
            .flat_map(|(_, text)| text.trim_end_matches('"').split_whitespace())
            .filter(|word| word.starts_with('w'))
            .collect();
        assert_eq!(found, words, "at a page height of {height} pt");
    }
}

/// Whatever is laid out: nothing is lost, doubled or off the page unsaid.
#[test]
fn random_documents_keep_their_promises() {
    assert_kept(random::document);
}

/// Where every box may be broken, all text is on a page.
#[test]
fn tame_documents_stay_on_the_page() {
    assert_kept(random::tame_document);
}

/// `SEEDS=1000..9000` looks further.
fn seeds() -> std::ops::Range<u64> {
    let asked = std::env::var("SEEDS").ok();
    let range = asked.as_deref().and_then(|asked| asked.split_once(".."));
    match range.map(|(first, end)| (first.parse(), end.parse())) {
        Some((Ok(first), Ok(end))) => first..end,
        _ => 0..SEEDS,
    }
}

/// Lays out what `make` makes of each seed; of what breaks a promise, the smallest document is shown.
fn assert_kept(make: fn(&mut dyn Chance) -> Made) {
    let loader = Loader::folder(&cases()).expect("the folder is there");
    let composer = Composer::new(&loader);
    let check = |made: &Made| {
        let (pages, found) = compose(&composer, &made.html, "random.html");
        made.check(&pages, &found)
    };
    for seed in MET.into_iter().chain(seeds()) {
        let mut chance = Record { chance: Seed::new(seed), decisions: Vec::new() };
        if check(&make(&mut chance)).is_err() {
            let breaks = |decisions: &[usize]| check(&make(&mut Replay(decisions.iter()))).is_err();
            let smallest = make(&mut Replay(shrink(chance.decisions, &breaks).iter()));
            panic!("seed {seed}: {:?} in\n{}", check(&smallest), smallest.html);
        }
    }
}

#[test]
fn the_same_document_gives_the_same_pages() {
    let html = "<style>p { columns: 2; text-align: justify }</style><p lang=nl>".to_owned()
        + &"Woninginbraken voorkomen begint met licht. ".repeat(40);
    assert_eq!(lay_out(&html, "same.html"), lay_out(&html, "same.html"));
}
