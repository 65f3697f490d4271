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
