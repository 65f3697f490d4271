use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::atomic::{cannot_write, write_by, write_file};
use super::folder::lock;
use super::ledger::{BatchEntry, Ledger, RunAbout};
use super::manifest::hexadecimal;
use super::seal::{Seal, Sum};
use crate::diagnostics::Diagnostic;

/// Where batches that are done are noted until all are.
const STATE: &str = ".run";
const ABOUT: &str = "about.json";
/// What lies beside the letters; the ledger comes last.
const LISTS: [&str; 4] = [Ledger::NAME, "SHA256SUMS", "packing-list.csv", "proof.csv"];

/// The output folder of a print run, which this run alone writes to.
#[derive(Debug)]
pub struct RunFolder {
    path: PathBuf,
    /// Held until the end.
    _lock: File,
}

impl RunFolder {
    /// Makes and locks the folder.
    ///
    /// # Errors
    /// `unwritable`, `output-locked`, `foreign-output` if a campaign was built there.
    pub fn open(path: &Path) -> Result<RunFolder, Diagnostic> {
        fs::create_dir_all(path).map_err(|error| cannot_write(path, &error))?;
        let lock = lock(path)?;
        if path.join(super::Manifest::NAME).exists() {
            let message = format!("`{}` holds a built campaign", path.display());
            return Err(Diagnostic::error("foreign-output", message).help("choose another folder with `-o`"));
        }
        Ok(RunFolder { path: path.to_owned(), _lock: lock })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Begins a run: what an earlier one left is taken away, unless it is the same run and goes on. Gives the
    /// batches that are done.
    ///
    /// # Errors
    /// `other-run` if letters of other addresses, another piece or other rows lie here, which nobody else has, or if
    /// what is to go on was another run; `foreign-output` if nobody knows what lies here.
    pub fn begin(&self, about: &RunAbout, goes_on: bool) -> Result<Vec<BatchEntry>, Diagnostic> {
        let state = self.path.join(STATE);
        let noted = json::<RunAbout>(&state.join(ABOUT));
        let whole = self.ledger()?;
        let before = noted.as_ref().or(whole.as_ref().map(|ledger| &ledger.about));
        if let Some(before) = before.filter(|before| *before != about) {
            self.refuse_other(before, about, goes_on)?;
        }
        let known: Vec<BatchEntry> = match (&noted, whole) {
            (Some(_), _) => self.noted_batches(&state),
            (None, Some(ledger)) => ledger.batches,
            (None, None) => Vec::new(),
        };
        let mut done = Vec::new();
        for batch in known {
            if goes_on && self.still_holds(&batch) {
                done.push(batch);
                continue;
            }
            if let Some(file) = batch.file.as_deref().filter(|file| is_batch_name(file)) {
                super::discard_file(&self.path.join(file));
            }
            super::discard_file(&state.join(note_name(&batch)));
        }
        match noted {
            Some(_) => self.remove_unnoted(&done),
            // Notes that say of no run are of none; those of a run that was whole are made again.
            None => {
                let _ = fs::remove_dir_all(&state);
                done.iter().try_for_each(|batch| self.note(batch))?;
            }
        }
        write_file(&state.join(ABOUT), to_json(about).as_bytes())?;
        // Not before: on a full disk they are all that is known of the letters.
        for name in LISTS {
            super::discard_file(&self.path.join(name));
        }
        Ok(done)
    }

    /// The ledger of a run that was whole.
    fn ledger(&self) -> Result<Option<Ledger>, Diagnostic> {
        let path = self.path.join(Ledger::NAME);
        if !path.exists() {
            return Ok(None);
        }
        json(&path).map(Some).ok_or_else(|| {
            let message = format!("`{}` is not what this program writes", path.display());
            Diagnostic::error("foreign-output", message)
                .help("choose another folder with `-o`, or remove this one yourself")
        })
    }

    fn refuse_other(&self, before: &RunAbout, about: &RunAbout, goes_on: bool) -> Result<(), Diagnostic> {
        let shown = self.path.display();
        let (differs, is_replaced) = difference(before, about);
        if goes_on {
            let message = format!("`{shown}` holds another run: {differs}");
            return Err(Diagnostic::error("other-run", message)
                .help("begin anew without `--resume`, or choose another folder with `-o`"));
        }
        if is_replaced {
            return Ok(());
        }
        let message = format!("`{shown}` holds the letters of another run: {differs}");
        Err(Diagnostic::error("other-run", message)
            .help("choose another folder with `-o`, or remove this one if its letters are printed"))
    }

    /// A program that was ended half-way leaves what it was writing, and what it had no time to note.
    fn remove_unnoted(&self, done: &[BatchEntry]) {
        let done: BTreeSet<&str> = done.iter().filter_map(|batch| batch.file.as_deref()).collect();
        let Ok(entries) = fs::read_dir(&self.path) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let Some(name) = name.to_str() else { continue };
            let part = name.strip_prefix('.').and_then(|name| name.strip_suffix(".part"));
            if part.is_some_and(is_numbered) || (is_numbered(name) && !done.contains(name)) {
                super::discard_file(&entry.path());
            }
        }
    }

    /// Writes one batch whole or not at all, and notes that it is done; `fill` tells what it wrote.
    pub fn write_batch(
        &self,
        name: &str,
        fill: impl FnOnce(&mut dyn Write) -> Result<BatchEntry, Diagnostic>,
    ) -> Result<BatchEntry, Diagnostic> {
        assert!(is_batch_name(name), "`{name}` is not a name for a batch");
        let path = self.path.join(name);
        let written = write_by(&path, |file| {
            let mut seal = Seal::new(file);
            let batch = fill(&mut seal)?;
            Ok((batch, seal.sum()))
        });
        let (batch, Sum { bytes, sha256 }) = written?;
        let batch = match batch.letters {
            // Nothing was printed: there is no file.
            0 => {
                super::discard_file(&path);
                batch
            }
            _ => BatchEntry { file: Some(name.to_owned()), bytes, sha256: Some(sha256), ..batch },
        };
        self.note(&batch)?;
        Ok(batch)
    }

    fn note(&self, batch: &BatchEntry) -> Result<(), Diagnostic> {
        write_file(&self.path.join(STATE).join(note_name(batch)), to_json(batch).as_bytes())
    }

    /// Writes a list beside the letters; it may hold row numbers and never what stands in rows.
    pub fn write_list(&self, name: &'static str, text: &str) -> Result<(), Diagnostic> {
        assert!(LISTS.contains(&name), "`{name}` is no list of a run");
        write_file(&self.path.join(name), text.as_bytes())
    }

    /// Writes what there is to know of the whole run.
    pub fn finish(self, ledger: &Ledger, packing_list: &str) -> Result<(), Diagnostic> {
        self.write_list("packing-list.csv", packing_list)?;
        self.write_list("SHA256SUMS", &ledger.checksums())?;
        write_ledger(&self.path.join(Ledger::NAME), ledger)?;
        // Its notes are in the ledger now.
        let _ = fs::remove_dir_all(self.path.join(STATE));
        Ok(())
    }

    fn noted_batches(&self, state: &Path) -> Vec<BatchEntry> {
        let Ok(entries) = fs::read_dir(state) else { return Vec::new() };
        let names: BTreeSet<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        let is_batch = |path: &PathBuf| path.file_name().is_some_and(|name| name != ABOUT);
        names.into_iter().filter(is_batch).filter_map(|path| json(&path)).collect()
    }

    /// Whether the file of a batch is what was noted.
    fn still_holds(&self, batch: &BatchEntry) -> bool {
        match (&batch.file, &batch.sha256) {
            (Some(file), Some(sum)) if is_batch_name(file) => {
                hash_of(&self.path.join(file)).is_ok_and(|found| found == *sum)
            }
            (None, None) => batch.letters == 0,
            _ => false,
        }
    }
}

pub(super) fn hash_of(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hexadecimal(&hash.finalize())),
            read => hash.update(&buffer[..read]),
        }
    }
}

/// Piece by piece: of a run that went wrong in every other row it is long.
pub(super) fn write_ledger(path: &Path, ledger: &Ledger) -> Result<(), Diagnostic> {
    write_by(path, |file| {
        let mut out = BufWriter::new(file);
        ledger.write_json(&mut out)?;
        Ok(out.flush()?)
    })
}

fn note_name(batch: &BatchEntry) -> String {
    format!("{:010}-{:010}.json", batch.first, batch.last)
}

/// What is not the same in two runs, and whether the second takes the place of the first: it prints the same letters,
/// made otherwise.
fn difference(before: &RunAbout, about: &RunAbout) -> (&'static str, bool) {
    if before.campaign != about.campaign {
        ("the campaign is not the same", false)
    } else if before.piece != about.piece {
        ("the piece is not the same", false)
    } else if before.municipality != about.municipality {
        ("the municipality is not the same", false)
    } else if before.data != about.data {
        ("the address data is not the same", false)
    } else if before.selection != about.selection {
        ("the rows are not the same", false)
    } else if before.batch != about.batch {
        ("batches are not of the same size", true)
    } else if (&before.target, &before.printer, &before.language)
        != (&about.target, &about.printer, &about.language)
    {
        ("target, printer or language is not the same", true)
    } else {
        ("campaign, templates or settings were changed", true)
    }
}

/// Whether a name ends as those of batches do: `letter-00001-05000.pdf`.
fn is_numbered(name: &str) -> bool {
    let mut parts = name.strip_suffix(".pdf").unwrap_or_default().rsplitn(3, '-');
    let mut is_number =
        || parts.next().is_some_and(|part| part.len() >= 5 && part.bytes().all(|byte| byte.is_ascii_digit()));
    is_number() && is_number() && is_batch_name(name)
}

/// Whether a name is one for a file of letters, in the folder itself. A ledger is only a file: what it names may be
/// anything.
pub fn is_batch_name(name: &str) -> bool {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
    name.ends_with(".pdf") && !name.starts_with('.') && name.chars().all(is_plain)
}

fn json<T: serde::de::DeserializeOwned>(path: &Path) -> Option<T> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

fn to_json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("strings and numbers are always JSON")
}
