//! The first pass: bytes only.

use std::fs::File;
use std::io::{self, Read};

use encoding_rs::Encoding;
use sha2::{Digest, Sha256};

/// What a pass over the bytes of a file tells.
#[derive(Clone, Debug)]
pub(super) struct Scan {
    /// In hexadecimal.
    pub sha256: String,
    pub bytes: u64,
    pub is_utf8: bool,
    /// Ends of line, and one for a last line without; line breaks inside cells count too.
    pub lines: u64,
    /// The first bytes of the file.
    pub head: Vec<u8>,
    /// Bytes of value zero among them: no text has any, but UTF-16.
    pub mark: Option<Mark>,
}

/// A byte order mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub encoding: &'static Encoding,
    pub length: usize,
}

const PIECE: usize = 1 << 20;
/// As many bytes as are looked at to find delimiter and quotes.
const HEAD: usize = 64 << 10;

/// Reads the whole file once, a piece at a time.
pub(super) fn scan(file: &mut File) -> io::Result<Scan> {
    let mut hash = Sha256::new();
    let mut utf8 = Utf8::default();
    let mut buffer = vec![0; PIECE];
    let mut head = Vec::new();
    let (mut bytes, mut feeds, mut returns, mut last) = (0, 0, 0, b'\n');
    loop {
        let read = match file.read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        let piece = &buffer[..read];
        let Some(end) = piece.last() else { break };
        if head.len() < HEAD {
            head.extend_from_slice(&piece[..read.min(HEAD - head.len())]);
        }
        hash.update(piece);
        utf8.take(piece);
        feeds += memchr::memchr_iter(b'\n', piece).count() as u64;
        // Only files of old Macintosh programs end their lines with nothing but a return.
        if feeds == 0 {
            returns += memchr::memchr_iter(b'\r', piece).count() as u64;
        }
        last = *end;
        bytes += read as u64;
    }
    let ends = if feeds > 0 { feeds } else { returns };
    let mark = Encoding::for_bom(&head).map(|(encoding, length)| Mark { encoding, length });
    Ok(Scan {
        sha256: hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect(),
        bytes,
        is_utf8: utf8.holds(),
        lines: ends + u64::from(!matches!(last, b'\n' | b'\r')),
        head,
        mark,
    })
}

/// Whether pieces of bytes are UTF-8 together.
#[derive(Default)]
struct Utf8 {
    is_broken: bool,
    /// The start of a character whose rest is in the next piece.
    begun: Vec<u8>,
}

impl Utf8 {
    fn take(&mut self, mut piece: &[u8]) {
        // A character has four bytes at most.
        while !self.is_broken && !self.begun.is_empty() && !piece.is_empty() {
            self.begun.push(piece[0]);
            piece = &piece[1..];
            match std::str::from_utf8(&self.begun) {
                Ok(_) => self.begun.clear(),
                Err(error) => self.is_broken = error.error_len().is_some(),
            }
        }
        if self.is_broken {
            return;
        }
        if let Err(error) = std::str::from_utf8(piece) {
            self.is_broken = error.error_len().is_some();
            self.begun = piece[error.valid_up_to()..].to_vec();
        }
    }

    fn holds(&self) -> bool {
        !self.is_broken && self.begun.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::Utf8;

    #[test]
    fn characters_may_be_cut_between_pieces() {
        let text = "Ünal, Łódź, 🏠".as_bytes();
        for size in 1..=text.len() {
            let mut utf8 = Utf8::default();
            text.chunks(size).for_each(|piece| utf8.take(piece));
            assert!(utf8.holds(), "pieces of {size}");
        }
        let mut utf8 = Utf8::default();
        text[..1].chunks(1).for_each(|piece| utf8.take(piece));
        assert!(!utf8.holds(), "the last character is not whole");
        let mut utf8 = Utf8::default();
        b"caf\xe9,".chunks(1).for_each(|piece| utf8.take(piece));
        assert!(!utf8.holds());
    }
}
