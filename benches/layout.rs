//! Layout alone, on one core: HTML text to finished pages, with everything warm; nothing is written.
//!
//! `cargo bench --bench layout` prints medians of processor time.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use drukwerk::assets::{Loader, Scope};
use drukwerk::campaign;
use drukwerk::compose::{Bleed, Composer, Input};
use drukwerk::diagnostics::SourceFile;
use drukwerk::page::Metadata;
use drukwerk::plan::{self, Selection, Target};
use drukwerk::style::Sheet;
use drukwerk::template::Renderer;

/// The binary's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    // `cargo test --benches` only wants to know that it compiles.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    // `cargo bench --bench layout -- letter` measures the letter alone, `-- 100` one article.
    let chosen: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let is_chosen = |name: &str| chosen.is_empty() || chosen.iter().any(|one| one == name);
    println!("{:<44} {:>8} {:>12} {:>12}", "median of processor time", "pages", "all", "for each page");
    if is_chosen("letter") {
        letter();
    }
    for pages in [10, 100, 1000] {
        if is_chosen(&pages.to_string()) {
            article(pages);
        }
    }
}

/// The resident letter of the example campaign, again and again.
fn letter() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let loader = Arc::new(Loader::project(root).expect("the project is there"));
    let campaign = Arc::new(campaign::load(&loader, "donkere-dagen").expect("the example is flawless"));
    let selection = Selection {
        municipalities: vec!["utrecht".into()],
        pieces: vec!["letter".into()],
        languages: vec!["nl".into()],
        targets: vec![Target::Web],
        printer: None,
    };
    let (plan, _) = plan::plan(&loader, &campaign, &selection);
    let renderer = Renderer::new(loader.clone(), plan.campaign.clone());
    let edition = &plan.editions[0];
    let html = renderer.render(edition).expect("the example is flawless");
    let scope = renderer.files_of(edition);
    let palette = SourceFile { name: "palette".to_owned(), text: html.palette.clone() };
    let first = [Sheet { file: Arc::new(palette), base: Arc::from(html.name.as_str()) }];
    let composer = Composer::new(&loader);
    measure("resident letter", 301, || {
        let input = Input {
            html: &html.text,
            name: &html.name,
            first: &first,
            scope: &scope,
            bleed: Bleed::None,
            metadata: Metadata::default(),
        };
        composer.compose(input).0.document.pages.len()
    });
}

/// An article in three columns with a table on every other page.
fn article(pages: usize) {
    let loader = Loader::folder(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the project is there");
    let composer = Composer::new(&loader);
    let scope = Scope::default();
    let runs = if pages > 100 { 3 } else { 11 };
    let texts: Vec<String> = (0..=runs).map(|run| document(pages, run)).collect();
    let mut texts = texts.iter();
    measure("article in three columns with tables", runs, || {
        let input = Input {
            html: texts.next().expect("one for each run, and one to begin with"),
            name: "article.html",
            first: &[],
            scope: &scope,
            bleed: Bleed::None,
            metadata: Metadata::default(),
        };
        composer.compose(input).0.document.pages.len()
    });
}

/// About so many pages of A4. Each paragraph of each run is another one: a cache of paragraphs must not help.
fn document(pages: usize, run: usize) -> String {
    let mut text = "<!doctype html><html lang=nl><style>@page { size: A4; margin: 20mm; @bottom-right { content: \
                    counter(page) '/' counter(pages) } } body { font: 9pt/12pt sans-serif; columns: 3; column-gap: 6mm \
                    } p { margin: 0; text-align: justify; hyphens: auto } h2 { font-size: 12pt; margin: 12pt 0 4pt; \
                    break-after: avoid } table { border-collapse: collapse; width: 100%; margin: 6pt 0 } td, th { \
                    border: 0.5pt solid; padding: 1pt 3pt }</style>"
        .to_owned();
    let words = [
        "woninginbraken",
        "voorkomen",
        "begint",
        "met",
        "een",
        "lamp",
        "die",
        "brandt",
        "terwijl",
        "niemand",
        "thuis",
        "is",
        "gemeente",
        "en",
        "politie",
        "letten",
        "samen",
        "op",
        "verlichting",
        "in",
        "de",
        "buurt",
    ];
    let mut next = 0;
    let mut sentence = |count: usize| {
        let mut sentence = String::new();
        for _ in 0..count {
            next = (next * 7 + 13) % 10_007;
            sentence.push_str(words[next % words.len()]);
            sentence.push(' ');
        }
        sentence
    };
    let mut paragraph = 0;
    for page in 0..pages {
        for part in 0..4 {
            text.push_str(&format!("<h2>{page}.{part} {}</h2>", sentence(3)));
            for _ in 0..3 {
                paragraph += 1;
                text.push_str(&format!("<p>{}{run}.{paragraph}</p>", sentence(55)));
            }
        }
        if page % 2 == 0 {
            text.push_str("<table><thead><tr><th>Buurt</th><th>Aantal</th></tr></thead>");
            for row in 0..12 {
                text.push_str(&format!("<tr><td>{}</td><td>{}</td></tr>", sentence(2), page * row));
            }
            text.push_str("</table>");
        }
    }
    text
}

fn measure(name: &str, runs: usize, mut run: impl FnMut() -> usize) {
    let pages = run();
    let mut taken: Vec<Duration> = (0..runs)
        .map(|_| {
            let before = processor();
            run();
            processor() - before
        })
        .collect();
    taken.sort();
    let median = taken[runs / 2].as_secs_f64() * 1e3;
    println!("{name:<44} {pages:>8} {median:>9.3} ms {:>9.3} ms", median / pages as f64);
}

/// Processor time of this thread.
fn processor() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the pointer is to a live variable.
    let answer = unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) };
    assert_eq!(answer, 0, "this system has no clock for a thread's time");
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}
