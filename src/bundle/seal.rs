use std::io::{self, Write};

use sha2::{Digest, Sha256};

use super::manifest::hexadecimal;
use crate::diagnostics::Diagnostic;

/// What a file is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    pub bytes: u64,
    /// Lower-case hexadecimal.
    pub sha256: String,
}

/// Why a file did not become whole.
#[derive(Debug)]
pub enum Unfinished {
    /// The disk is full, or the like.
    Disk(io::Error),
    /// There is nothing right to write.
    Content(Diagnostic),
}

impl From<io::Error> for Unfinished {
    fn from(error: io::Error) -> Unfinished {
        Unfinished::Disk(error)
    }
}

impl From<Diagnostic> for Unfinished {
    fn from(finding: Diagnostic) -> Unfinished {
        Unfinished::Content(finding)
    }
}

/// Counts and hashes what goes through, so that a file of any length is never read again.
pub struct Seal<W> {
    out: W,
    hash: Sha256,
    bytes: u64,
}

impl<W: Write> Seal<W> {
    pub fn new(out: W) -> Seal<W> {
        Seal { out, hash: Sha256::new(), bytes: 0 }
    }

    pub fn sum(self) -> Sum {
        Sum { bytes: self.bytes, sha256: hexadecimal(&self.hash.finalize()) }
    }
}

impl<W: Write> Write for Seal<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.out.write(bytes)?;
        self.hash.update(&bytes[..taken]);
        self.bytes += taken as u64;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::sha256;

    #[test]
    fn parts_have_the_sum_of_the_whole() {
        let mut seal = Seal::new(Vec::new());
        for part in [&b"letter"[..], b"", b" for utrecht"] {
            seal.write_all(part).expect("memory takes every byte");
        }
        assert_eq!(seal.out, b"letter for utrecht");
        assert_eq!(seal.sum(), Sum { bytes: 18, sha256: sha256(b"letter for utrecht") });
    }
}
