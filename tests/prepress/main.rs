//! From layout to the press: `cases/NAME.html` must give the pages in `cases/NAME.txt`. The first line of a case may
//! name printer and die: `<!-- digital hanger-35 -->`. `UPDATE=1 cargo test --test prepress` writes the texts anew.

#[path = "../layout/dump.rs"]
mod dump;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use drukwerk::assets::{Loader, Scope};
use drukwerk::color::{Color, Palette, Spot};
use drukwerk::compose::{Bleed, Composer, Input};
use drukwerk::page::Metadata;
use drukwerk::prepress::{self, Die, Dressed, Job, Press, presets};
use drukwerk::printer;

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/prepress/cases")
}

/// The colours that cases may name.
fn palette() -> Palette {
    let mut palette = Palette::default();
    let spot = Spot { name: "PANTONE 123 C".into(), tint: 1.0, alternate: [0.0, 0.2, 0.9, 0.0] };
    for (name, rgb, inks) in [
        ("night", [11, 27, 59], Color::Cmyk([1.0, 0.85, 0.35, 0.45])),
        ("paper", [255, 255, 255], Color::Cmyk([0.0; 4])),
        ("lamp", [255, 197, 61], Color::Spot(Arc::new(spot))),
    ] {
        palette.add(name, rgb, inks).expect("each is its own");
    }
    palette
}

fn dressed(html: &str) -> Dressed {
    let options = html.lines().next().and_then(|line| line.strip_prefix("<!-- ")?.strip_suffix(" -->"));
    let mut options = options.unwrap_or("offset").split(' ');
    let printer = printer::load(&Loader::built_in(), options.next().expect("there is a word"));
    let press = Press::new(printer.expect("it is built in"));
    let loader = Loader::folder(&cases()).expect("the folder is there");
    let input = Input {
        html,
        name: "case.html",
        first: &[],
        scope: &Scope::default(),
        bleed: Bleed::AtLeast(press.printer.bleed),
        metadata: Metadata::default(),
    };
    let (composed, found) = Composer::new(&loader).compose(input);
    assert!(found.is_empty(), "{found:?}");
    let trim = composed.document.pages[0].trim;
    let preset = |name: &str| presets().into_iter().find(|(known, _)| *known == name).expect("a preset").1;
    let die: Option<Die> = options.next().map(|name| preset(name).die(trim).expect("it fits"));
    let job = Job { palette: &palette(), slug: "Donkere Dagen · Utrecht", die: die.as_ref() };
    prepress::dress(composed.document, &press, &job)
}

#[test]
fn every_case_gives_its_pages() {
    let entries = fs::read_dir(cases()).expect("the folder is there").flatten().map(|entry| entry.path());
    let mut names: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|end| end == "html")).collect();
    names.sort();
    let mut wrong = Vec::new();
    for path in names {
        let html = fs::read_to_string(&path).expect("cases are UTF-8");
        let Dressed { document, links, plates } = dressed(&html);
        let mut pages = dump::pages(&document.pages);
        pages.extend(links.iter().flatten().map(|link| format!("lost: {:?}\n", link.target)));
        for (index, plates) in plates.iter().enumerate() {
            let names: Vec<&str> = plates.iter().map(String::as_str).collect();
            pages.push_str(&format!("plates of page {}: {}\n", index + 1, names.join(", ")));
        }
        let golden = path.with_extension("txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&golden, &pages).expect("the golden can be written");
        }
        if fs::read_to_string(&golden).unwrap_or_default() != pages {
            wrong.push(format!("--- {}\n{pages}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "other pages than expected:\n{}", wrong.join("\n"));
}

/// A file for the web has no inks, whatever a style sheet names.
#[test]
fn inks_become_colours_on_a_screen() {
    let html = "<style>@page { size: 100pt 60pt; margin: 0 } body { margin: 0; font: 10pt/12pt sans-serif }</style>\
        <p style='color:device-cmyk(100% 0 0 0)'>a</p>\
        <p style='opacity:.5;background:linear-gradient(device-cmyk(0 1 0 0), #fff)'>b</p>";
    let loader = Loader::built_in();
    let scope = Scope::default();
    let input = Input {
        html,
        name: "a.html",
        first: &[],
        scope: &scope,
        bleed: Bleed::None,
        metadata: Metadata::default(),
    };
    let (mut composed, _) = Composer::new(&loader).compose(input);
    assert!(dump::pages(&composed.document.pages).contains("cmyk"));
    prepress::for_screen(&mut composed.document);
    let pages = dump::pages(&composed.document.pages);
    assert!(!pages.contains("cmyk") && pages.contains("#00ffff") && pages.contains("#ff00ff"), "{pages}");
}
