/// The cells of one row as the file has them, one text after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cells {
    text: String,
    /// Where each cell ends in the text.
    ends: Vec<u32>,
    /// Columns that a workbook shows as dates.
    dates: Vec<u32>,
}

impl Cells {
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.dates.clear();
    }

    pub fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len() as u32);
    }

    /// A cell that is a date for the program that wrote it.
    pub fn push_date(&mut self, shown: &str) {
        self.dates.push(self.ends.len() as u32);
        self.push(shown);
    }

    /// Exactly so many cells: empty ones where a row ends early, none beyond.
    pub fn fit(&mut self, width: usize) {
        self.ends.truncate(width);
        self.text.truncate(self.ends.last().map_or(0, |end| *end as usize));
        self.ends.resize(width, self.text.len() as u32);
    }

    /// As a line of CSV without its end.
    pub fn to_line(&self, delimiter: char) -> String {
        let mut line = String::with_capacity(self.text.len() + self.len());
        for (column, cell) in self.iter().enumerate() {
            if column > 0 {
                line.push(delimiter);
            }
            if cell.contains([delimiter, '"', '\n', '\r']) {
                line.push('"');
                line.push_str(&cell.replace('"', "\"\""));
                line.push('"');
            } else {
                line.push_str(cell);
            }
        }
        line
    }

    /// For a temporary file; [`Cells::read`] has them again.
    pub fn write(&self, out: &mut Vec<u8>) {
        for list in [&self.ends, &self.dates] {
            out.extend_from_slice(&(list.len() as u32).to_le_bytes());
            list.iter().for_each(|number| out.extend_from_slice(&number.to_le_bytes()));
        }
        out.extend_from_slice(self.text.as_bytes());
    }

    /// `None` if these are not the bytes of [`Cells::write`].
    pub fn read(&mut self, mut bytes: &[u8]) -> Option<()> {
        self.clear();
        for list in [&mut self.ends, &mut self.dates] {
            let (count, rest) = bytes.split_first_chunk()?;
            let (numbers, rest) =
                rest.split_at_checked((u32::from_le_bytes(*count) as usize).checked_mul(4)?)?;
            list.extend(
                numbers.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]])),
            );
            bytes = rest;
        }
        self.text.push_str(std::str::from_utf8(bytes).ok()?);
        Some(())
    }

    /// All cells at once: their texts after each other, and where each ends.
    pub fn set(&mut self, text: &str, ends: &[usize]) {
        self.clear();
        self.text.push_str(text);
        self.ends.extend(ends.iter().map(|end| *end as u32));
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Empty for a column that the row does not reach.
    pub fn get(&self, column: usize) -> &str {
        let Some(end) = self.ends.get(column) else { return "" };
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..*end as usize]
    }

    pub fn is_date(&self, column: usize) -> bool {
        self.dates.contains(&(column as u32))
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|column| self.get(column))
    }

    /// Bytes of all cells together.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    pub fn has_nul(&self) -> bool {
        memchr::memchr(0, self.text.as_bytes()).is_some()
    }

    /// Whether every cell is empty or white.
    pub fn is_blank(&self) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_whitespace())
    }
}
