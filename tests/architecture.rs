//! Which stage may know which: the one list, and the source code that keeps to it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Open to every module.
const FLOOR: [&str; 2] = ["units", "diagnostics"];

/// `module → modules it may use`, beside the floor. An arrow that no code needs any more is an error too.
const ALLOWED: &[(&str, &[&str])] = &[
    ("units", &[]),
    ("diagnostics", &[]),
    ("yaml", &[]),
    ("color", &[]),
    ("page", &["color"]),
    ("assets", &[]),
    ("records", &["yaml"]),
    ("register", &["assets"]),
    ("campaign", &["assets", "register", "yaml"]),
    // A printer has sheets of one size.
    ("printer", &["assets", "color", "imposition", "yaml"]),
    ("municipality", &["assets", "campaign", "register", "yaml"]),
    ("plan", &["assets", "campaign", "municipality", "printer", "register"]),
    ("template", &["assets", "campaign", "image", "municipality", "plan", "records"]),
    ("html", &[]),
    ("text", &["page"]),
    ("style", &["color", "html", "text"]),
    ("image", &["color", "page"]),
    ("layout", &["color", "html", "image", "page", "style", "text"]),
    // Pictures are decoded on the way to the press; the line beside the page is text.
    ("prepress", &["color", "image", "page", "printer", "text"]),
    ("imposition", &["color", "page"]),
    // What it checks by is the press's, and so is where the knife goes.
    ("preflight", &["color", "page", "prepress", "text"]),
    ("pdf", &["color", "page"]),
    ("proof", &["color", "image", "page", "text"]),
    // The engine as one step: the only place that joins its stages.
    ("compose", &["assets", "color", "html", "image", "layout", "page", "style", "text"]),
    ("bundle", &[]),
    (
        "run",
        &[
            "assets",
            "bundle",
            "campaign",
            "color",
            "compose",
            "image",
            "imposition",
            "municipality",
            "page",
            "pdf",
            "plan",
            "preflight",
            "prepress",
            "printer",
            "proof",
            "records",
            "style",
            "template",
            "text",
        ],
    ),
    (
        "cli",
        &[
            "assets",
            "bundle",
            "campaign",
            "color",
            "compose",
            "imposition",
            "municipality",
            "page",
            "pdf",
            "plan",
            "preflight",
            "prepress",
            "printer",
            "proof",
            "records",
            "register",
            "run",
            "style",
            "template",
            "text",
        ],
    ),
];

#[test]
fn modules_import_only_along_the_arrows() {
    let allowed: BTreeMap<&str, BTreeSet<&str>> =
        ALLOWED.iter().map(|(module, targets)| (*module, targets.iter().copied().collect())).collect();
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut faults = Vec::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in rust_files(&source) {
        let Some(module) = module_of(&file, &source) else { continue };
        let Some(targets) = allowed.get(module.as_str()) else {
            faults.push(format!("module `{module}` is not in the table"));
            continue;
        };
        let text = fs::read_to_string(&file).expect("source files are UTF-8");
        for target in imports(without_tests(&text)) {
            if target == module || FLOOR.contains(&target.as_str()) {
                continue;
            }
            if !targets.contains(target.as_str()) {
                faults.push(format!("{}: `{module}` must not use `{target}`", file.display()));
            }
            used.entry(module.clone()).or_default().insert(target);
        }
    }
    let stale = ALLOWED
        .iter()
        .flat_map(|(module, targets)| targets.iter().map(move |target| (module, target)))
        .filter(|(module, target)| !used.get(**module).is_some_and(|targets| targets.contains(**target)));
    faults.extend(stale.map(|(module, target)| format!("no code uses `{module}` → `{target}` any more")));
    faults.sort();
    faults.dedup();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The stage a file belongs to; `lib.rs` and `main.rs` join the stages and belong to none.
fn module_of(file: &Path, source: &Path) -> Option<String> {
    let inside = file.strip_prefix(source).expect("found below it");
    let first = inside.components().next()?.as_os_str().to_str()?;
    let name = first.strip_suffix(".rs").unwrap_or(first);
    (!matches!(name, "lib" | "main")).then(|| name.to_owned())
}

/// Tests may use other stages to make what they test with.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod ").next().unwrap_or(text)
}

/// Every `crate::name`, also inside `use crate::{a, b::c}`.
fn imports(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        // Macro hygiene and paths such as `$crate::` or `othercrate::`.
        if text[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_') {
            continue;
        }
        let rest = &text[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(list) => found.extend(top_level_names(list)),
            None => found.extend(first_name(rest)),
        }
    }
    found
}

/// `a, b::{c, d}, e}` gives `a`, `b` and `e`.
fn top_level_names(list: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut depth = 0;
    let mut start = 0;
    for (at, byte) in list.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth > 0 => depth -= 1,
            b',' | b'}' if depth == 0 => {
                names.extend(first_name(list[start..at].trim_start()));
                start = at + 1;
                if byte == b'}' {
                    break;
                }
            }
            _ => {}
        }
    }
    names
}

/// The module at the start of a path; the crate's own items (`crate::build`) start with no module.
fn first_name(path: &str) -> Option<String> {
    let name: String = path.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
    let is_module = ALLOWED.iter().any(|(module, _)| *module == name) || path[name.len()..].starts_with("::");
    (is_module && !name.is_empty()).then_some(name)
}

#[test]
fn grouped_and_nested_imports_are_seen() {
    let text = "use crate::{color::Color, page::{Page, Item}, units};\nlet a = crate::html::parse(x);";
    let expected = ["color", "html", "page", "units"].map(str::to_owned);
    assert_eq!(imports(text), BTreeSet::from(expected));
}
