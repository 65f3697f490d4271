//! Print runs as they are started: by the program, in a folder.

#![cfg(unix)]

mod kill;
mod privacy;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A campaign with a letter.
fn project() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/projects/letters"), folder.path());
    folder
}

/// All files of a folder but those that nobody sees.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let Ok(entries) = fs::read_dir(folder) else { return BTreeMap::new() };
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let seen = names.filter(|name| !name.starts_with('.'));
    seen.map(|name| (name.clone(), fs::read(folder.join(&name)).expect("readable"))).collect()
}

fn copy(from: &Path, to: &Path) {
    let mut waiting = vec![PathBuf::new()];
    while let Some(name) = waiting.pop() {
        for entry in fs::read_dir(from.join(&name)).expect("it is there").flatten() {
            let name = name.join(entry.file_name());
            if entry.path().is_dir() {
                fs::create_dir_all(to.join(&name)).expect("a folder can be made");
                waiting.push(name);
            } else {
                fs::copy(entry.path(), to.join(&name)).expect("copied");
            }
        }
    }
}
