//! The zip around a workbook, looked at before anything in it is believed.

use std::fs::File;
use std::io::{BufReader, Read};

use zip::ZipArchive;

use crate::records::foreign::{Both, SAVE_AS};

/// All parts together, unpacked: a sheet of a million rows with twenty columns.
const MAX_UNPACKED: u64 = 1 << 30;
/// The texts that the cells of all sheets share, unpacked: they are in memory at once.
const MAX_TEXTS: u64 = 256 << 20;
const MAX_PARTS: usize = 10_000;
/// Between two tags stands a cell at most.
const MAX_RUN: usize = 1 << 20;
const PIECE: usize = 64 << 10;
const LONG_CELL: Both = ("a cell of more than 1 MB", "een cel van meer dan 1 MB");

/// What a zip is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Package {
    Workbook,
    /// Another kind of file that is a zip inside: its name, and how to mend it.
    Other(Both, Both),
    Damaged,
    TooLarge(Both),
}

/// Tells what a zip is, and whether a workbook keeps within bounds. Unpacks its parts once.
pub fn check(file: File) -> Package {
    let Ok(mut archive) = ZipArchive::new(BufReader::new(file)) else { return Package::Damaged };
    if archive.len() > MAX_PARTS {
        return Package::TooLarge(("more than 10000 parts", "meer dan 10000 onderdelen"));
    }
    let names: Vec<String> = archive.file_names().flatten().map(|name| name.to_ascii_lowercase()).collect();
    let has = |start: &str| names.iter().any(|name| name.starts_with(start));
    if !has("xl/workbook.xml") {
        let what = match () {
            () if has("xl/workbook.bin") => ("a binary workbook (XLSB)", "een binaire werkmap (XLSB)"),
            () if has("content.xml") && has("mimetype") => {
                ("an OpenDocument file (ODS)", "een OpenDocument-bestand (ODS)")
            }
            () if has("word/") => ("a Word document", "een Word-document"),
            () if has("ppt/") => ("a presentation", "een presentatie"),
            () => {
                let help = (
                    "unpack it first, and name the file in it",
                    "pak het eerst uit en noem het bestand erin",
                );
                return Package::Other(("a zip file", "een zipbestand"), help);
            }
        };
        return Package::Other(what, SAVE_AS);
    }
    let mut unpacked = 0;
    for index in 0..archive.len() {
        let Ok(mut part) = archive.by_index(index) else { return Package::Damaged };
        let Ok(name) = part.name().map(|name| name.to_ascii_lowercase()) else { return Package::Damaged };
        // Pictures are never opened.
        if !name.ends_with(".xml") && !name.ends_with(".rels") {
            continue;
        }
        let is_texts = name.ends_with("sharedstrings.xml");
        let most = if is_texts { MAX_TEXTS } else { MAX_UNPACKED };
        match look(&mut part, most.min(MAX_UNPACKED - unpacked)) {
            Ok(seen) if is_texts && seen.promises_too_much => return Package::Damaged,
            Ok(seen) => unpacked += seen.bytes,
            Err(Some(what)) => return Package::TooLarge(what),
            Err(None) => return Package::Damaged,
        }
    }
    Package::Workbook
}

struct Seen {
    bytes: u64,
    /// It says that it has more texts than fit into its bytes.
    promises_too_much: bool,
}

/// Unpacks one part to its end, where its checksum is.
fn look(part: &mut impl Read, most: u64) -> Result<Seen, Option<Both>> {
    let mut buffer = vec![0; PIECE];
    let (mut bytes, mut run, mut head) = (0u64, 0usize, Vec::new());
    loop {
        let read = part.read(&mut buffer).map_err(|_| None)?;
        let piece = &buffer[..read];
        if read == 0 {
            break;
        }
        if head.len() < PIECE {
            head.extend_from_slice(piece);
        }
        bytes += read as u64;
        if bytes > most {
            return Err(Some((
                "more than 1 GB when unpacked, or 256 MB of texts",
                "uitgepakt meer dan 1 GB, of 256 MB aan teksten",
            )));
        }
        let mut rest = piece;
        while let Some(at) = memchr::memchr(b'<', rest) {
            if run + at > MAX_RUN {
                return Err(Some(LONG_CELL));
            }
            run = 0;
            rest = &rest[at + 1..];
        }
        run += rest.len();
        if run > MAX_RUN {
            return Err(Some(LONG_CELL));
        }
    }
    // The reader makes room for as many texts as are promised; the shortest is `<si/>`.
    Ok(Seen { bytes, promises_too_much: promised(&head).is_some_and(|count| count > bytes / 5) })
}

/// `uniqueCount="17"` of the shared texts.
fn promised(head: &[u8]) -> Option<u64> {
    let at = memchr::memmem::find(head, b"uniqueCount")?;
    let rest = &head[at + b"uniqueCount".len()..];
    let digits: Vec<u8> = rest
        .iter()
        .copied()
        .skip_while(|byte| matches!(byte, b'=' | b'"' | b'\'' | b' ' | b'\t' | b'\r' | b'\n'))
        .take_while(u8::is_ascii_digit)
        .collect();
    if digits.is_empty() {
        return None;
    }
    // More digits than a number holds are too many.
    Some(std::str::from_utf8(&digits).ok()?.parse().unwrap_or(u64::MAX))
}
