//! Files that are something else, whatever their names say.

use memchr::memchr_iter;

/// A text in English and in Dutch.
pub(super) type Both = (&'static str, &'static str);

/// What a file is by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Perhaps CSV.
    Text,
    Zip,
    /// An old workbook, or a new one behind a password.
    Compound,
    /// Another kind, by its name, and how to mend it.
    Other(Both, Both),
}

pub(super) const OLD: Both =
    ("a workbook or document of before 2007", "een werkmap of document van voor 2007");
pub(super) const OPEN_AND_SAVE: Both =
    ("open it in your spreadsheet and save it as XLSX", "open het in uw rekenblad en sla het op als XLSX");
pub(super) const SAVE_AS: Both = ("save it as XLSX or as CSV UTF-8", "sla het op als XLSX of als CSV UTF-8");
const UNPACK: Both = ("unpack it first", "pak het eerst uit");

/// Looks at the first bytes; `has_mark` if they start with a byte order mark.
pub(super) fn kind(head: &[u8], has_mark: bool) -> Kind {
    let starts = |start: &[u8]| head.starts_with(start);
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        return Kind::Zip;
    }
    if starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Kind::Compound;
    }
    let list = ("ask for the list as XLSX or CSV", "vraag om de lijst als XLSX of CSV");
    let named = [
        (&b"%PDF"[..], ("a PDF", "een PDF"), list),
        (b"{\\rtf", ("a text document (RTF)", "een tekstdocument (RTF)"), SAVE_AS),
        (b"\x1f\x8b", ("a compressed file (gzip)", "een ingepakt bestand (gzip)"), UNPACK),
        (b"7z\xbc\xaf", ("a compressed file (7z)", "een ingepakt bestand (7z)"), UNPACK),
        (b"Rar!", ("a compressed file (RAR)", "een ingepakt bestand (RAR)"), UNPACK),
    ];
    if let Some((_, name, help)) = named.into_iter().find(|(start, ..)| starts(start)) {
        return Kind::Other(name, help);
    }
    // Some programs give a web page the name of a workbook.
    let text: Vec<u8> = head.iter().copied().skip_while(u8::is_ascii_whitespace).take(16).collect();
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text).to_ascii_lowercase();
    if [&b"<html"[..], b"<!doctype", b"<table", b"<?xml", b"<head", b"<meta"]
        .iter()
        .any(|tag| text.starts_with(tag))
    {
        return Kind::Other(("a web page or XML", "een webpagina of XML"), OPEN_AND_SAVE);
    }
    let nuls = memchr_iter(0, head).count();
    if has_mark || nuls * 50 < head.len() {
        return Kind::Text;
    }
    let odd = head.iter().skip(1).step_by(2).filter(|byte| **byte == 0).count();
    let even = head.iter().step_by(2).filter(|byte| **byte == 0).count();
    // Nearly every letter of an address is one byte and a zero.
    if odd.max(even) * 10 > head.len() * 3 && odd.min(even) * 20 < head.len() {
        let what = ("UTF-16 text without its byte order mark", "UTF-16-tekst zonder byte order mark");
        return Kind::Other(what, ("save it as CSV UTF-8", "sla het op als CSV UTF-8"));
    }
    Kind::Other(("no text", "geen tekst"), SAVE_AS)
}
