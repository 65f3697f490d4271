//! What an output folder keeps, replaces and removes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::{Covered, FileEntry, Manifest, OutputFolder, PrintJob, SheetJob, sha256};
use crate::diagnostics::Diagnostics;

fn entry(path: &str, bytes: &[u8]) -> (String, FileEntry) {
    let parts: Vec<&str> = path.split('/').collect();
    let entry = FileEntry {
        municipality: parts[0].to_owned(),
        cbs_code: "GM0000".to_owned(),
        language: parts[1].to_owned(),
        piece: parts[2].split('.').next().unwrap_or_default().to_owned(),
        target: Some("web".to_owned()),
        trim_mm: Some([210.0, 297.0]),
        pages: Some(1),
        print: None,
        bytes: bytes.len() as u64,
        sha256: sha256(bytes),
        templates: Vec::new(),
        warnings: Vec::new(),
    };
    (path.to_owned(), entry)
}

/// Builds `files`, each with its name as content; the findings' messages come back.
fn build(folder: &Path, files: &[&str], covered: &Covered) -> Vec<String> {
    let mut found = Diagnostics::new();
    let output = OutputFolder::open(folder, "x", &mut found).expect("opened");
    let mut written = BTreeMap::new();
    for file in files {
        output.write(file, |out| Ok(out.write_all(file.as_bytes())?)).expect("written");
        written.extend([entry(file, file.as_bytes())]);
    }
    output.finish(written, covered, &mut found).expect("finished");
    found.iter().map(|finding| finding.message.to_string()).collect()
}

fn manifest(folder: &Path) -> Manifest {
    serde_json::from_slice(&fs::read(folder.join("manifest.json")).expect("there")).expect("valid")
}

fn only(municipality: &str) -> Covered {
    Covered { municipalities: Some(BTreeSet::from([municipality.to_owned()])), ..Covered::default() }
}

#[test]
fn a_whole_build_removes_what_is_no_longer_planned() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    build(folder.path(), &["a/nl/letter.web.pdf", "b/nl/letter.web.pdf"], &Covered::default());
    fs::write(folder.path().join("b/nl/mine.pdf"), "kept").expect("written");
    build(folder.path(), &["a/nl/letter.web.pdf"], &Covered::default());
    assert!(!folder.path().join("b/nl/letter.web.pdf").exists());
    assert!(folder.path().join("b/nl/mine.pdf").exists(), "no manifest names it");
    assert_eq!(manifest(folder.path()).files.into_keys().collect::<Vec<_>>(), ["a/nl/letter.web.pdf"]);
    let sums = fs::read_to_string(folder.path().join("SHA256SUMS")).expect("there");
    assert_eq!(sums, format!("{}  a/nl/letter.web.pdf\n", sha256(b"a/nl/letter.web.pdf")));
}

#[test]
fn a_selection_updates_only_its_own() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    build(
        folder.path(),
        &["a/nl/letter.web.pdf", "b/nl/letter.web.pdf", "b/nl/poster.web.pdf"],
        &Covered::default(),
    );
    // The poster of b failed.
    build(folder.path(), &["b/nl/letter.web.pdf"], &only("b"));
    assert_eq!(
        manifest(folder.path()).files.into_keys().collect::<Vec<_>>(),
        ["a/nl/letter.web.pdf", "b/nl/letter.web.pdf"]
    );
    assert!(!folder.path().join("b/nl/poster.web.pdf").exists());
}

#[test]
fn folders_that_became_empty_go() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    build(folder.path(), &["a/nl/letter.web.pdf"], &Covered::default());
    build(folder.path(), &[], &Covered::default());
    assert!(!folder.path().join("a").exists());
}

#[test]
fn a_manifest_vouches_for_no_changed_file() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    build(folder.path(), &["a/nl/letter.web.pdf", "b/nl/letter.web.pdf"], &Covered::default());
    fs::write(folder.path().join("a/nl/letter.web.pdf"), "changed").expect("written");
    let found = build(folder.path(), &["b/nl/letter.web.pdf"], &only("b"));
    assert_eq!(found, ["the file was changed after it was built, so the manifest leaves it out"]);
    assert_eq!(manifest(folder.path()).files.len(), 1);
}

#[test]
fn a_hostile_manifest_removes_nothing_outside() {
    let around = tempfile::tempdir().expect("a temporary folder");
    let folder = around.path().join("out");
    build(&folder, &["a/nl/letter.web.pdf"], &Covered::default());
    fs::create_dir_all(around.path().join("x/y")).expect("made");
    let victims = ["victim.pdf", "x/y/victim.pdf"].map(|name| around.path().join(name));
    for victim in &victims {
        fs::write(victim, "precious").expect("written");
    }
    let mut hostile = manifest(&folder);
    for path in ["../victim.pdf", "a/../../victim.pdf", "link/y/victim.pdf"] {
        hostile.files.insert(path.to_owned(), entry("a/nl/letter.web.pdf", b"").1);
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(around.path().join("x"), folder.join("link")).expect("linked");
    fs::write(folder.join("manifest.json"), hostile.to_json()).expect("written");
    let found = build(&folder, &[], &Covered::default());
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(victims.iter().all(|victim| victim.exists()));
    assert!(!folder.join("a/nl/letter.web.pdf").exists());
}

#[test]
fn a_broken_manifest_is_told_and_removes_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    build(folder.path(), &["a/nl/letter.web.pdf"], &Covered::default());
    fs::write(folder.path().join("manifest.json"), "{ broken").expect("written");
    let found = build(folder.path(), &[], &Covered::default());
    assert!(found[0].starts_with("the manifest of the last build cannot be read"), "{found:?}");
    assert!(folder.path().join("a/nl/letter.web.pdf").exists());
}

#[test]
fn a_folder_belongs_to_one_build_and_one_campaign() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    build(folder.path(), &[], &Covered::default());
    let mut found = Diagnostics::new();
    let open = OutputFolder::open(folder.path(), "x", &mut found).expect("opened");
    let second = OutputFolder::open(folder.path(), "x", &mut found).expect_err("locked");
    assert!(second.message.starts_with("another build is writing to"));
    drop(open);
    let other = OutputFolder::open(folder.path(), "y", &mut found).expect_err("foreign");
    assert!(other.message.ends_with("holds the campaign `x`, not `y`"));
}

#[test]
fn a_file_in_the_way_is_told() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("file"), "").expect("written");
    let failed = OutputFolder::open(&folder.path().join("file/out"), "x", &mut Diagnostics::new())
        .expect_err("no folder");
    assert!(
        failed.message.ends_with("file/out`: a file is in the way where a folder must be"),
        "{}",
        failed.message
    );
}

#[test]
fn the_job_ticket_says_how_each_file_for_a_press_is_printed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut found = Diagnostics::new();
    let output = OutputFolder::open(folder.path(), "x", &mut found).expect("opened");
    let (screen, of_screen) = entry("a/nl/hanger.web.pdf", b"web");
    let (press, mut of_press) = entry("a/nl/hanger.print.pdf", b"print");
    of_press.target = Some("print".to_owned());
    of_press.print = Some(PrintJob {
        printer: "offset".to_owned(),
        bleed_mm: 3.0,
        colors: "4/4".to_owned(),
        spots: vec!["CutContour".to_owned()],
        paper: Some("300 g/m² board".to_owned()),
        finishing: Some("die cut hanger-35".to_owned()),
        quantity: Some(5000),
        sheets: Some(SheetJob { size: "SRA3".to_owned(), n_up: 4, count: Some(1250), overs: Some(38) }),
    });
    output.write(&screen, |out| Ok(out.write_all(b"web")?)).expect("written");
    output.write(&press, |out| Ok(out.write_all(b"print")?)).expect("written");
    let written = BTreeMap::from([(screen, of_screen), (press, of_press)]);
    output.finish(written, &Covered::default(), &mut found).expect("finished");
    let ticket = fs::read_to_string(folder.path().join("job-ticket.yaml")).expect("there");
    let expected = format!(
        "campaign: x\njobs:\n- product: hanger\n  municipality: a\n  language: nl\n  size_mm:\n  - 210.0\n  - 297.0\n  \
         pages: 1\n  printer: offset\n  bleed_mm: 3.0\n  colors: 4/4\n  spots:\n  - CutContour\n  paper: 300 g/m² board\n  \
         finishing: die cut hanger-35\n  quantity: 5000\n  sheets:\n    size: SRA3\n    n_up: 4\n    count: 1250\n    \
         overs: 38\n  files:\n    a/nl/hanger.print.pdf: {}\n",
        sha256(b"print")
    );
    assert_eq!(ticket.trim_end(), expected.trim_end());
    build(folder.path(), &["a/nl/hanger.web.pdf"], &Covered::default());
    assert!(!folder.path().join("job-ticket.yaml").exists(), "nothing is for a press any more");
}
