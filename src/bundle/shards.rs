//! The folders of the shards of a print run, which lie in one folder.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::atomic::{discard_file, plain, write_file};
use super::folder::lock;
use super::ledger::{BatchEntry, Ledger};
use super::run_folder::{hash_of, is_batch_name, write_ledger};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// What is written of the whole run; the last one vouches for the others.
const JOINT: [&str; 3] = ["packing-list.csv", "SHA256SUMS", Ledger::NAME];
/// Bytes of one `run.json`, and of all together: ten million records have fewer.
const LARGEST: u64 = 256 << 20;
const LARGEST_SUM: u64 = 4 << 30;
/// Folders that are looked into.
const MOST_FOLDERS: usize = 250_000;

/// Shards that were made, perhaps not all; nobody else collects them at the same time.
pub struct Shards {
    root: PathBuf,
    /// By name.
    pub folders: Vec<ShardFolder>,
    /// Names of folders of shards that have no `run.json` yet.
    pub unfinished: BTreeSet<String>,
    /// Names of links that look like folders of shards; they are not followed.
    pub links: BTreeSet<String>,
    /// Held until the end.
    _lock: File,
}

/// What may be read still.
struct Room {
    bytes: u64,
    folders: usize,
}

/// The folder of one shard, with what its `run.json` claims.
pub struct ShardFolder {
    /// Relative, with `/`.
    pub name: String,
    pub ledger: Ledger,
}

/// What a file is to the list that names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileState {
    AsListed,
    /// Or a link.
    Missing,
    Changed,
    Unreadable,
}

/// The folder of a shard within that of its run. Lists of all shards, if they were collected, are taken away: this
/// shard is about to change.
///
/// # Errors
/// `foreign-output` if a whole run was made there.
pub fn folder_of_shard(output: &Path, name: &str) -> Result<PathBuf, Diagnostic> {
    discard_joint(output, "choose another folder for the shards")?;
    Ok(output.join(name))
}

/// Takes away what was collected earlier.
fn discard_joint(root: &Path, help: &'static str) -> Result<(), Diagnostic> {
    let list = root.join(Ledger::NAME);
    match ledger(&list, LARGEST) {
        Ok(Ledger { shards: Some(_), .. }) => {
            JOINT.iter().rev().for_each(|name| discard_file(&root.join(name)))
        }
        Ok(Ledger { shard: Some(shard), .. }) => {
            let message =
                format!("`{}` is the folder of shard {} of {}", root.display(), shard.number, shard.of);
            return Err(Diagnostic::error("foreign-output", message).help("name the folder above it"));
        }
        Ok(_) => {
            let message = format!("`{}` holds a run that was made in one, without shards", root.display());
            return Err(Diagnostic::error("foreign-output", message).help(help));
        }
        Err(Unread::Missing) => {}
        Err(Unread::Broken(reason)) => {
            return Err(Diagnostic::error(
                "broken-ledger",
                format!("this is no list of a print run: {reason}"),
            )
            .in_file(list.display().to_string())
            .help("remove it, or choose another folder"));
        }
    }
    Ok(())
}

impl Shards {
    /// Reads what the shards say that lie in `root` or one folder deeper; links are not followed. An earlier list of
    /// all of them is taken away.
    ///
    /// # Errors
    /// `no-folder`, `broken-ledger`, `unfit-name`, `too-many-folders`, `output-locked`; `foreign-output` if `root`
    /// is something else.
    pub fn read(root: &Path) -> Result<Shards, Diagnostics> {
        if !root.is_dir() {
            let message = format!("`{}` is no folder", root.display());
            return Err(Diagnostic::error("no-folder", message)
                .help("name the folder that the shards were written to with `-o`")
                .into());
        }
        let lock = lock(root)?;
        discard_joint(root, "there is nothing to collect: its run.json tells of every record")?;
        let mut shards = Shards {
            root: root.to_owned(),
            folders: Vec::new(),
            unfinished: BTreeSet::new(),
            links: BTreeSet::new(),
            _lock: lock,
        };
        let mut found = Diagnostics::new();
        let mut room = Room { bytes: LARGEST_SUM, folders: MOST_FOLDERS };
        for name in shards.folders_in("", &mut room)? {
            if shards.take(&name, &mut room, &mut found) {
                continue;
            }
            for inner in shards.folders_in(&format!("{name}/"), &mut room)? {
                shards.take(&inner, &mut room, &mut found);
            }
        }
        if found.has_errors() { Err(found) } else { Ok(shards) }
    }

    /// Folders in a folder, by name; hidden ones are none. `before` stands in front of them: where they are.
    fn folders_in(&mut self, before: &str, room: &mut Room) -> Result<Vec<String>, Diagnostic> {
        let path = self.root.join(before);
        let entries = fs::read_dir(&path).map_err(|error| cannot_read(&path, &error))?;
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| cannot_read(&path, &error))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type().map_err(|error| cannot_read(&path, &error))?;
            if kind.is_symlink() && is_of_shard(&name) {
                self.links.insert(format!("{before}{name}"));
            }
            if name.starts_with('.') || !kind.is_dir() {
                continue;
            }
            let Some(left) = room.folders.checked_sub(1) else {
                let message = format!("`{}` has more than {MOST_FOLDERS} folders", self.root.display());
                return Err(Diagnostic::error("too-many-folders", message)
                    .help("name the folder that the shards were written to with `-o`"));
            };
            room.folders = left;
            names.push(format!("{before}{name}"));
        }
        names.sort();
        Ok(names)
    }

    /// Reads the list in a folder; false if it is no folder of a shard.
    fn take(&mut self, name: &str, room: &mut Room, found: &mut Diagnostics) -> bool {
        let path = self.root.join(name).join(Ledger::NAME);
        let broken = |reason: String| {
            let message = format!("this is no list of a print run: {reason}");
            Diagnostic::error("broken-ledger", message)
                .in_file(path.display().to_string())
                .help("run this shard again")
        };
        match ledger(&path, LARGEST.min(room.bytes)) {
            Err(Unread::Missing) if is_of_shard(name) => {
                self.unfinished.insert(name.to_owned());
            }
            Err(Unread::Missing) => return false,
            Err(Unread::Broken(reason)) => found.push(broken(reason)),
            Ok(_) if !name.split('/').all(is_plain) => {
                let message = format!("`{}` is no name for the folder of a shard", name.escape_debug());
                found.push(
                    Diagnostic::error("unfit-name", message)
                        .help("rename it: letters, digits, `-`, `_` and `.` are fine"),
                );
            }
            Ok(ledger) => {
                room.bytes =
                    room.bytes.saturating_sub(fs::metadata(&path).map_or(0, |metadata| metadata.len()));
                self.folders.push(ShardFolder { name: name.to_owned(), ledger });
            }
        }
        true
    }

    /// For messages.
    pub fn path(&self, name: &str) -> String {
        self.root.join(name).display().to_string()
    }

    /// Reads the file of a batch, and compares it with what the list of its shard says.
    pub fn state(&self, folder: &str, batch: &BatchEntry) -> FileState {
        let (Some(name), Some(sum)) = (&batch.file, &batch.sha256) else { return FileState::AsListed };
        let path = self.root.join(folder).join(name);
        match path.symlink_metadata() {
            Ok(known) if is_batch_name(name) && known.is_file() => match hash_of(&path) {
                Ok(found) if known.len() == batch.bytes && found == *sum => FileState::AsListed,
                Ok(_) => FileState::Changed,
                Err(_) => FileState::Unreadable,
            },
            _ => FileState::Missing,
        }
    }

    /// PDF files in the folder of a shard that its list does not name.
    pub fn unlisted(&self, folder: &ShardFolder) -> Vec<String> {
        let known: BTreeSet<&str> =
            folder.ledger.batches.iter().filter_map(|batch| batch.file.as_deref()).collect();
        let Ok(entries) = fs::read_dir(self.root.join(&folder.name)) else { return Vec::new() };
        let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
        let is_letters = |name: &String| name.ends_with(".pdf") && !name.starts_with('.');
        let mut names: Vec<String> =
            names.filter(is_letters).filter(|name| !known.contains(name.as_str())).collect();
        names.sort();
        names
    }

    /// Writes what there is to know of the whole run; tells the files.
    pub fn finish(self, ledger: &Ledger, packing_list: &str) -> Result<Vec<PathBuf>, Diagnostic> {
        let written = JOINT.map(|name| self.root.join(name));
        let [list, sums, whole] = &written;
        write_file(list, packing_list.as_bytes())?;
        write_file(sums, ledger.checksums().as_bytes())?;
        write_ledger(whole, ledger)?;
        Ok(written.into())
    }
}

/// Whether a name can be written into a list of files, and leads nowhere.
fn is_plain(name: &str) -> bool {
    let is_fine = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
    !name.is_empty() && !name.starts_with('.') && name.chars().all(is_fine)
}

/// `shard-03-of-16`, in any folder.
fn is_of_shard(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    let numbers = last.strip_prefix("shard-").and_then(|rest| rest.split_once("-of-"));
    numbers.is_some_and(|(number, of)| number.parse::<u32>().is_ok() && of.parse::<u32>().is_ok())
}

fn cannot_read(path: &Path, error: &io::Error) -> Diagnostic {
    let message = format!("`{}` cannot be read: {}", path.display(), plain(error));
    Diagnostic::error("unreadable", message).help("ask who owns it")
}

/// Why there is no ledger.
enum Unread {
    Missing,
    Broken(String),
}

/// Reads a ledger that anybody may have written.
fn ledger(path: &Path, largest: u64) -> Result<Ledger, Unread> {
    let broken = |error: io::Error| Unread::Broken(error.to_string());
    let known = match path.symlink_metadata() {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Err(Unread::Missing);
        }
        known => known.map_err(broken)?,
    };
    if !known.is_file() {
        return Err(Unread::Broken("it is no file".to_owned()));
    }
    let mut text = Vec::new();
    let file = File::open(path).map_err(broken)?;
    file.take(largest + 1).read_to_end(&mut text).map_err(broken)?;
    if text.len() as u64 > largest {
        return Err(Unread::Broken(format!("it has more than {} MB", largest >> 20)));
    }
    serde_json::from_slice(&text).map_err(|error| Unread::Broken(error.to_string()))
}
