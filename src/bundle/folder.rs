use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::atomic::{cannot_write, write_by, write_file};
use super::manifest::{FileEntry, Manifest, is_output_path, sha256};
use super::seal::{Seal, Sum, Unfinished};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// An output folder that this build alone writes to.
#[derive(Debug)]
pub struct OutputFolder {
    path: PathBuf,
    campaign: String,
    earlier: BTreeMap<String, FileEntry>,
    /// Held until the end.
    _lock: File,
}

/// Which editions a build answers for; `None` is all of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Covered {
    pub municipalities: Option<BTreeSet<String>>,
    pub languages: Option<BTreeSet<String>>,
    pub pieces: Option<BTreeSet<String>>,
    /// `web` has the texts for the website, too.
    pub targets: Option<BTreeSet<String>>,
}

impl Covered {
    fn covers(&self, entry: &FileEntry) -> bool {
        let within =
            |set: &Option<BTreeSet<String>>, value: &str| set.as_ref().is_none_or(|set| set.contains(value));
        within(&self.municipalities, &entry.municipality)
            && within(&self.languages, &entry.language)
            && within(&self.pieces, &entry.piece)
            && within(&self.targets, entry.target.as_deref().unwrap_or("web"))
    }
}

impl OutputFolder {
    /// Makes and locks the folder and reads what an earlier build left. Warnings go to `found`.
    pub fn open(path: &Path, campaign: &str, found: &mut Diagnostics) -> Result<OutputFolder, Diagnostic> {
        fs::create_dir_all(path).map_err(|error| cannot_write(path, &error))?;
        let lock = lock(path)?;
        let earlier = match read_manifest(path, found)? {
            Some(manifest) if manifest.campaign != campaign => {
                return Err(foreign(path, &manifest.campaign, campaign));
            }
            Some(manifest) => ours(path, manifest.files, found),
            None => BTreeMap::new(),
        };
        Ok(OutputFolder { path: path.to_owned(), campaign: campaign.to_owned(), earlier, _lock: lock })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes one file whole or not at all, piece by piece as `fill` has it; `name` is relative and uses `/`.
    ///
    /// # Errors
    /// What `fill` says, or what the system says.
    pub fn write(
        &self,
        name: &str,
        fill: impl FnOnce(&mut dyn Write) -> Result<(), Unfinished>,
    ) -> Result<Sum, Diagnostic> {
        assert!(is_output_path(name), "`{name}` is not a name for an output file");
        write_by(&self.path.join(name), |file| {
            let mut seal = Seal::new(file);
            fill(&mut seal)?;
            Ok(seal.sum())
        })
    }

    /// Takes back a file of this build whose edition failed after all.
    pub fn discard(&self, name: &str) {
        // What cannot be removed now, `finish` tells.
        let _ = self.remove(name);
    }

    /// Removes what this build answers for but did not write, then writes job ticket, checksums and
    /// manifest.
    pub fn finish(
        self,
        written: BTreeMap<String, FileEntry>,
        covered: &Covered,
        found: &mut Diagnostics,
    ) -> Result<(), Diagnostic> {
        let mut files = BTreeMap::new();
        for (name, entry) in &self.earlier {
            if written.contains_key(name) {
                continue;
            }
            if covered.covers(entry) {
                self.remove(name)?;
            } else if self.still_holds(name, entry, found) {
                files.insert(name.clone(), entry.clone());
            }
        }
        files.extend(written);
        let generator = concat!("drukwerk ", env!("CARGO_PKG_VERSION")).to_owned();
        let manifest = Manifest { generator, campaign: self.campaign, files };
        let sums = self.path.join("SHA256SUMS");
        let list = self.path.join(Manifest::NAME);
        let ticket = self.path.join(Manifest::TICKET);
        let told = match manifest.ticket() {
            Some(text) => write_file(&ticket, text.as_bytes()),
            None => {
                // One of an earlier build, or none.
                let _ = fs::remove_file(&ticket);
                Ok(())
            }
        };
        let written = told
            .and_then(|()| write_file(&sums, manifest.checksums().as_bytes()))
            .and_then(|()| write_file(&list, manifest.to_json().as_bytes()));
        if written.is_err() {
            // A list of what lay here before would be wrong, and nobody could tell.
            let _ = fs::remove_file(&sums);
            let _ = fs::remove_file(&list);
            let _ = fs::remove_file(&ticket);
        }
        written
    }

    /// A manifest never vouches for a file that somebody changed or took away.
    fn still_holds(&self, name: &str, entry: &FileEntry, found: &mut Diagnostics) -> bool {
        match fs::read(self.path.join(name)) {
            Ok(bytes) if sha256(&bytes) == entry.sha256 => true,
            Ok(_) => {
                let message = "the file was changed after it was built, so the manifest leaves it out";
                found.push(
                    Diagnostic::warning("changed-output", message)
                        .in_file(self.path.join(name).display().to_string())
                        .help("build this edition again"),
                );
                false
            }
            Err(_) => false,
        }
    }

    /// Removes a file of an earlier build, and its folders if they are empty then.
    fn remove(&self, name: &str) -> Result<(), Diagnostic> {
        let path = self.path.join(name);
        let Some(folder) = path.parent().and_then(|folder| folder.canonicalize().ok()) else { return Ok(()) };
        // A linked folder leads elsewhere: what lies there was not built here.
        let inside = self.path.canonicalize().is_ok_and(|root| folder.starts_with(root));
        if !inside || !path.symlink_metadata().is_ok_and(|metadata| metadata.is_file()) {
            return Ok(());
        }
        fs::remove_file(&path).map_err(|error| cannot_write(&path, &error))?;
        for folder in path.ancestors().skip(1).take(2) {
            // Fails while something else lies there, which is as it should be.
            let _ = fs::remove_dir(folder);
        }
        Ok(())
    }
}

/// On Unix the folder itself is locked, so that no file of ours but the output ever lies in it.
pub(super) fn lock(path: &Path) -> Result<File, Diagnostic> {
    let opened = if cfg!(unix) { File::open(path) } else { File::create(path.join(".drukwerk.lock")) };
    let file = opened.map_err(|error| cannot_write(path, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        // A file system without locks: better to build than to refuse.
        Err(TryLockError::Error(_)) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            let message = format!("another build is writing to `{}`", path.display());
            Err(Diagnostic::error("output-locked", message)
                .help("wait until it is done, or choose another folder with `-o`"))
        }
    }
}

fn read_manifest(path: &Path, found: &mut Diagnostics) -> Result<Option<Manifest>, Diagnostic> {
    let file = path.join(Manifest::NAME);
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            found.push(unreadable(&file, &error.to_string()));
            return Ok(None);
        }
    };
    match serde_json::from_str(&text) {
        Ok(manifest) => Ok(Some(manifest)),
        Err(error) => {
            found.push(unreadable(&file, &error.to_string()));
            Ok(None)
        }
    }
}

fn unreadable(file: &Path, reason: &str) -> Diagnostic {
    Diagnostic::warning("broken-manifest", format!("the manifest of the last build cannot be read: {reason}"))
        .in_file(file.display().to_string())
        .help("files of earlier builds stay where they are; remove what you no longer need by hand")
}

fn foreign(path: &Path, theirs: &str, ours: &str) -> Diagnostic {
    Diagnostic::error(
        "foreign-output",
        format!("`{}` holds the campaign `{theirs}`, not `{ours}`", path.display()),
    )
    .help("choose another folder with `-o`")
}

/// Leaves out what no build can have written.
fn ours(
    path: &Path,
    files: BTreeMap<String, FileEntry>,
    found: &mut Diagnostics,
) -> BTreeMap<String, FileEntry> {
    let (ours, others): (BTreeMap<_, _>, BTreeMap<_, _>) =
        files.into_iter().partition(|(name, _)| is_output_path(name));
    for name in others.keys() {
        found.push(
            Diagnostic::warning(
                "broken-manifest",
                format!("the manifest names `{name}`, which no build writes"),
            )
            .in_file(path.join(Manifest::NAME).display().to_string())
            .help("it is left alone and no longer listed"),
        );
    }
    ours
}
