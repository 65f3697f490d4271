use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::seal::Unfinished;
use crate::diagnostics::Diagnostic;

/// Writes a file whole or not at all: under another name in the same folder, then renamed. Makes the
/// folder if it is missing. On failure a file that was there before is untouched.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    // A pipe or a device is not replaced: it takes the bytes as they come.
    if fs::metadata(path).is_ok_and(|known| !known.is_file() && !known.is_dir()) {
        let opened = OpenOptions::new().write(true).open(path);
        return opened
            .and_then(|mut device| device.write_all(bytes))
            .map_err(|error| cannot_write(path, &error));
    }
    write_by(path, |file| Ok(file.write_all(bytes)?))
}

/// Like [`write_file`], line by line for a file of any length.
///
/// # Errors
/// The first line that is none, or what the system says.
pub fn write_lines(
    path: &Path,
    lines: impl IntoIterator<Item = Result<String, Diagnostic>>,
) -> Result<(), Diagnostic> {
    write_by(path, |file| {
        let mut out = io::BufWriter::new(file);
        for line in lines {
            out.write_all(line?.as_bytes())?;
        }
        Ok(out.flush()?)
    })
}

/// Takes away a file that is not true any more. None is there most of the time; what cannot be removed stays.
pub fn discard_file(path: &Path) {
    if path.symlink_metadata().is_ok_and(|known| known.is_file()) {
        let _ = fs::remove_file(path);
    }
}

/// Like [`write_file`], by somebody who writes it piece by piece.
pub(super) fn write_by<T>(
    path: &Path,
    fill: impl FnOnce(&mut fs::File) -> Result<T, Unfinished>,
) -> Result<T, Diagnostic> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
    let part = part_of(path);
    let write = || {
        let mut file = create_part(&part)?;
        let filled = fill(&mut file)?;
        fs::rename(&part, path)?;
        Ok(filled)
    };
    write().map_err(|fault| {
        // Nothing more can be done if even this fails; the first error is the one to tell.
        let _ = fs::remove_file(&part);
        match fault {
            Unfinished::Disk(error) => cannot_write(path, &error),
            Unfinished::Content(finding) => finding,
        }
    })
}

/// One name for each file, so that an interrupted build leaves nothing that the next does not replace.
fn part_of(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".part");
    path.with_file_name(name)
}

fn create_part(part: &Path) -> io::Result<fs::File> {
    match fs::remove_file(part) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    // A new file, so that a link of this name is never followed.
    OpenOptions::new().write(true).create_new(true).open(part)
}

/// Says in plain words why a file or folder cannot be written.
pub fn cannot_write(path: &Path, error: &io::Error) -> Diagnostic {
    let shown = path.display();
    let (reason, help) = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            ("the disk is full", "free some space, or choose another folder with `-o`")
        }
        io::ErrorKind::PermissionDenied => {
            ("no permission", "choose a folder of your own with `-o`, or ask who owns this one")
        }
        io::ErrorKind::ReadOnlyFilesystem => ("the disk is read-only", "choose another folder with `-o`"),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => (
            "a file is in the way where a folder must be",
            "remove or rename it, or choose another folder with `-o`",
        ),
        io::ErrorKind::IsADirectory => (
            "a folder is in the way where a file must be",
            "remove or rename it, or choose another place with `-o`",
        ),
        _ => {
            return Diagnostic::error("unwritable", format!("cannot write `{shown}`: {}", plain(error)))
                .help("choose another folder with `-o`");
        }
    };
    Diagnostic::error("unwritable", format!("cannot write `{shown}`: {reason}")).help(help)
}

/// The system's words without its number.
pub(super) fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_leaves_the_old_file_and_no_part() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("letter.pdf");
        write_file(&path, b"old").expect("written");
        let failed = write_by(&path, |file| -> Result<(), Unfinished> {
            file.write_all(b"half of the n")?;
            Err(io::Error::from(io::ErrorKind::StorageFull).into())
        });
        assert!(failed.expect_err("full").message.ends_with("letter.pdf`: the disk is full"));
        assert_eq!(fs::read(&path).expect("still there"), b"old");
        assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 1);
    }

    #[test]
    fn content_that_fails_half_way_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let failed = write_by(&folder.path().join("letter.pdf"), |file| -> Result<(), Unfinished> {
            file.write_all(b"half of the n")?;
            Err(Diagnostic::error("pages-differ", "page 3 is too large").into())
        });
        assert_eq!(failed.expect_err("half").code, "pages-differ");
        assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 0);
    }

    #[test]
    fn a_part_of_an_interrupted_build_is_replaced() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join(".a.pdf.part"), b"half").expect("written");
        write_file(&folder.path().join("a.pdf"), b"whole").expect("written");
        assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 1);
    }
}
