//! Sorting more than fits into memory.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

/// Byte strings go in, and come out in order. What is too much for memory waits in temporary files without a
/// name, which are gone with the program whatever happens.
pub(super) struct Sorter {
    /// The entries in memory, one after the other.
    bytes: Vec<u8>,
    /// Where each starts and ends.
    entries: Vec<(u32, u32)>,
    most_entries: usize,
    most_bytes: usize,
    chunks: Vec<File>,
}

/// More files at once than most systems allow to open would be needed beyond this.
const MAX_CHUNKS: usize = 128;

impl Sorter {
    /// Keeps at most so many entries and bytes in memory.
    pub fn new(most_entries: usize, most_bytes: usize) -> Sorter {
        let most_bytes = most_bytes.min(u32::MAX as usize);
        Sorter { bytes: Vec::new(), entries: Vec::new(), most_entries, most_bytes, chunks: Vec::new() }
    }

    pub fn push(&mut self, entry: &[u8]) -> io::Result<()> {
        let is_full =
            self.entries.len() >= self.most_entries || self.bytes.len() + entry.len() > self.most_bytes;
        if is_full && !self.entries.is_empty() {
            self.spill()?;
        }
        let start = self.bytes.len() as u32;
        self.bytes.extend_from_slice(entry);
        self.entries.push((start, self.bytes.len() as u32));
        Ok(())
    }

    fn sort(&mut self) {
        let bytes = &self.bytes;
        let text = |(start, end): (u32, u32)| &bytes[start as usize..end as usize];
        self.entries.sort_unstable_by(|one, other| text(*one).cmp(text(*other)));
    }

    fn spill(&mut self) -> io::Result<()> {
        self.sort();
        let sorted = self.entries.iter().map(|(start, end)| &self.bytes[*start as usize..*end as usize]);
        let chunk = write(sorted.map(Ok))?;
        self.chunks.push(chunk);
        self.bytes.clear();
        self.entries.clear();
        if self.chunks.len() >= MAX_CHUNKS {
            let merged = Merge::new(std::mem::take(&mut self.chunks))?;
            self.chunks.push(write(merged)?);
        }
        Ok(())
    }

    /// All entries in order.
    pub fn finish(mut self) -> io::Result<Sorted> {
        if self.chunks.is_empty() {
            self.sort();
            return Ok(Sorted::Memory { bytes: self.bytes, entries: self.entries.into_iter() });
        }
        if !self.entries.is_empty() {
            self.spill()?;
        }
        Ok(Sorted::Files(Merge::new(self.chunks)?))
    }
}

/// Entries in order.
pub(super) enum Sorted {
    Memory { bytes: Vec<u8>, entries: std::vec::IntoIter<(u32, u32)> },
    Files(Merge),
}

impl Iterator for Sorted {
    type Item = io::Result<Vec<u8>>;

    fn next(&mut self) -> Option<io::Result<Vec<u8>>> {
        match self {
            Sorted::Memory { bytes, entries } => {
                entries.next().map(|(start, end)| Ok(bytes[start as usize..end as usize].to_vec()))
            }
            Sorted::Files(merge) => merge.next(),
        }
    }
}

/// Several sorted files as one.
pub(super) struct Merge {
    chunks: Vec<BufReader<File>>,
    /// The next entry of each chunk that has one.
    heap: BinaryHeap<Reverse<(Vec<u8>, usize)>>,
}

impl Merge {
    fn new(files: Vec<File>) -> io::Result<Merge> {
        let chunks = files.into_iter().map(BufReader::new).collect();
        let mut merge = Merge { chunks, heap: BinaryHeap::new() };
        for chunk in 0..merge.chunks.len() {
            merge.advance(chunk)?;
        }
        Ok(merge)
    }

    fn advance(&mut self, chunk: usize) -> io::Result<()> {
        let reader = &mut self.chunks[chunk];
        let mut length = [0; 4];
        match reader.read_exact(&mut length) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            other => other?,
        }
        let mut entry = vec![0; u32::from_le_bytes(length) as usize];
        reader.read_exact(&mut entry)?;
        self.heap.push(Reverse((entry, chunk)));
        Ok(())
    }
}

impl Iterator for Merge {
    type Item = io::Result<Vec<u8>>;

    fn next(&mut self) -> Option<io::Result<Vec<u8>>> {
        let Reverse((entry, chunk)) = self.heap.pop()?;
        Some(self.advance(chunk).map(|()| entry))
    }
}

/// Entries with their lengths before them, in a new file that is read from its start.
fn write(entries: impl Iterator<Item = io::Result<impl AsRef<[u8]>>>) -> io::Result<File> {
    let mut writer = BufWriter::new(tempfile::tempfile()?);
    for entry in entries {
        let entry = entry?;
        let entry = entry.as_ref();
        writer.write_all(&(entry.len() as u32).to_le_bytes())?;
        writer.write_all(entry)?;
    }
    let mut file = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.rewind()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_and_files_give_the_same_order() {
        // A fixed walk through all numbers below a prime.
        let entries: Vec<Vec<u8>> = (0..4999u32)
            .map(|at| format!("{}", at.wrapping_mul(2654435761) % 4999 % 977).into_bytes())
            .collect();
        let sorted = |most: usize| -> Vec<Vec<u8>> {
            let mut sorter = Sorter::new(most, usize::MAX);
            entries.iter().for_each(|entry| sorter.push(entry).expect("there is room"));
            sorter.finish().expect("there is room").map(|entry| entry.expect("it can be read")).collect()
        };
        let mut expected = entries.clone();
        expected.sort();
        assert_eq!(sorted(usize::MAX), expected);
        assert_eq!(sorted(1000), expected);
        // So many chunks that they are merged on the way.
        assert_eq!(sorted(20), expected);
    }

    #[test]
    fn bytes_are_bounded_too() {
        let mut sorter = Sorter::new(usize::MAX, 100);
        for at in 0..50u8 {
            sorter.push(&[50 - at; 30]).expect("there is room");
        }
        assert!(sorter.bytes.len() <= 100);
        let first: Vec<u8> =
            sorter.finish().expect("room").map(|entry| entry.expect("readable")[0]).collect();
        assert_eq!(first, (1..=50).collect::<Vec<u8>>());
    }
}
