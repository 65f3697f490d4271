//! Rows in the order of their addresses.

use std::io;

use super::cells::Cells;
use super::record::Record;
use super::rows::Unread;
use super::sorter::{Sorted, Sorter};

/// In which order rows come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As the file has them: the postal service may have put them in order already.
    #[default]
    File,
    /// By postcode, street, number and addition, countries one after the other. Rows that are refused come first.
    Address,
}

/// Bytes of rows in memory at once.
pub(super) const MEMORY: usize = 32 << 20;

/// Sorts unread rows; what is too much for memory waits in temporary files without a name.
pub(super) struct ByAddress(Sorter);

impl ByAddress {
    pub fn new(memory: usize) -> ByAddress {
        ByAddress(Sorter::new(usize::MAX, memory))
    }

    /// `record`: what the row becomes, if it is not refused.
    pub fn push(&mut self, row: &Unread, cells: &Cells, record: Option<&Record>) -> io::Result<()> {
        let mut entry = record.map(key).unwrap_or_default();
        entry.extend_from_slice(&row.number.to_be_bytes());
        let key_length = entry.len() as u32;
        row.write(cells, &mut entry);
        entry.extend_from_slice(&key_length.to_le_bytes());
        self.0.push(&entry)
    }

    pub fn finish(self) -> io::Result<SortedRows> {
        Ok(SortedRows(self.0.finish()?))
    }
}

/// Unread rows in order.
pub(super) struct SortedRows(Sorted);

impl SortedRows {
    /// The next row, its cells in `cells`.
    pub fn next(&mut self, cells: &mut Cells) -> io::Result<Option<Unread>> {
        let Some(entry) = self.0.next() else { return Ok(None) };
        let entry = entry?;
        let (entry, length) = entry.split_last_chunk().ok_or_else(torn)?;
        let row = entry.get(u32::from_le_bytes(*length) as usize..).ok_or_else(torn)?;
        Unread::read(row, cells).map(Some).ok_or_else(torn)
    }
}

fn torn() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a temporary file changed while it was read")
}

/// Bytes that sort as addresses do.
fn key(record: &Record) -> Vec<u8> {
    let mut key = vec![1];
    for part in [record.country(), record.postcode(), record.street()] {
        key.extend(part.chars().flat_map(char::to_lowercase).collect::<String>().bytes());
        // Below every letter: `Kerk` stands before `Kerkstraat`.
        key.push(0);
    }
    let number = record.number();
    key.extend(format!("{number:0>8}").bytes());
    key.push(0);
    key.extend(record.addition().to_lowercase().bytes());
    key.push(0);
    key
}

#[cfg(test)]
mod tests {
    use crate::records::{Options, Residents, Row, open, sample_csv};

    #[test]
    fn any_memory_gives_the_same_order() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("residents.csv");
        let text = sample_csv(Residents::new(300, 1, Vec::new()))
            + ";A. Bos;Kerkstraat;2-jan;;1234 AB;Utrecht;nl\r\n";
        std::fs::write(&path, text).expect("room");
        let records = open(&path, &Options::default()).expect("a file with addresses");
        let sorted = |memory: usize| -> Vec<(u32, String, Option<Vec<String>>)> {
            let summary =
                |row: Row| (row.number, row.raw.as_str().to_owned(), row.outcome.ok().map(|one| one.lines()));
            let rows = records.rows().expect("there").by_address(memory).expect("room");
            rows.map(|row| summary(row.expect("whole"))).collect()
        };
        let whole = sorted(1 << 20);
        assert_eq!(whole.len(), 301);
        assert_eq!(sorted(2000), whole);
    }
}
