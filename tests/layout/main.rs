//! Tiny documents with one point each: `cases/GROUP/NAME.html` must give the pages in `cases/GROUP/NAME.txt`.
//! `UPDATE=1 cargo test --test layout` writes the texts anew; read the difference before committing it.

mod dump;
mod random;

use std::fs;
use std::path::{Path, PathBuf};

use drukwerk::assets::{Loader, Scope};
use drukwerk::compose::{Composer, Input};
use drukwerk::diagnostics::render;
use drukwerk::page::Metadata;

/// Enough to meet most pairs of rules.
const SEEDS: u64 = 300;

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layout/cases")
}

/// What a folder holds; a file holds nothing.
fn files_in(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
}

/// Pages and findings of an HTML text, as text.
fn lay_out(html: &str, name: &str) -> String {
    let loader = Loader::folder(&cases()).expect("the folder is there");
    lay_out_with(&Composer::new(&loader), html, name)
}

/// The same, with what a composer knows of documents before.
fn lay_out_with(composer: &Composer, html: &str, name: &str) -> String {
    let scope = Scope::default();
    let (composed, found) =
        composer.compose(Input { html, name, first: &[], scope: &scope, metadata: Metadata::default() });
    let mut text = dump::pages(&composed.document.pages);
    let found = found.into_vec();
    if !found.is_empty() {
        text.push_str(&render(&found, false));
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

/// Every word of a document stands on its pages once, whatever the layout.
#[test]
fn no_word_is_lost_or_doubled_in_random_documents() {
    for seed in 0..SEEDS {
        let (html, count) = random::document(seed);
        let text = lay_out(&html, "random.html");
        let mut found: Vec<usize> = text
            .lines()
            .filter_map(|line| line.split_once('"'))
            .flat_map(|(_, text)| text.trim_end_matches('"').split_whitespace())
            .filter_map(|word| word.strip_prefix('w')?.parse().ok())
            .collect();
        found.sort_unstable();
        let lost: Vec<usize> = (0..count).filter(|word| !found.contains(word)).collect();
        let doubled: Vec<usize> =
            found.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        assert!(
            lost.is_empty() && doubled.is_empty(),
            "seed {seed}: lost {lost:?}, doubled {doubled:?} in\n{html}"
        );
    }
}

#[test]
fn the_same_document_gives_the_same_pages() {
    let html = "<style>p { columns: 2; text-align: justify }</style><p lang=nl>".to_owned()
        + &"Woninginbraken voorkomen begint met licht. ".repeat(40);
    assert_eq!(lay_out(&html, "same.html"), lay_out(&html, "same.html"));
}
