use std::sync::Arc;

use super::columns::Columns;
use super::field::Field;
use super::{country, kix, lines};

/// One row of address data: cleaned, complete, ready to be printed. Cheap to make and to keep.
#[derive(Clone)]
pub struct Record {
    /// The spreadsheet's own number: the header is row 1.
    pub row: u32,
    /// All values one after the other, those of [`Field::ALL`] first.
    text: Box<str>,
    ends: Box<[u32]>,
    columns: Arc<Columns>,
}

impl Record {
    pub(super) fn new(row: u32, text: &str, ends: &[u32], columns: Arc<Columns>) -> Record {
        debug_assert_eq!(ends.len(), columns.names.len());
        Record { row, text: text.into(), ends: ends.into(), columns }
    }

    fn at(&self, index: usize) -> &str {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[index] as usize]
    }

    /// Empty if the row does not have it.
    pub fn field(&self, field: Field) -> &str {
        self.at(field as usize)
    }

    pub fn name(&self) -> &str {
        self.field(Field::Name)
    }

    pub fn street(&self) -> &str {
        self.field(Field::Street)
    }

    pub fn number(&self) -> &str {
        self.field(Field::Number)
    }

    pub fn addition(&self) -> &str {
        self.field(Field::Addition)
    }

    pub fn postcode(&self) -> &str {
        self.field(Field::Postcode)
    }

    pub fn city(&self) -> &str {
        self.field(Field::City)
    }

    /// The name of the country; empty for the Netherlands.
    pub fn country(&self) -> &str {
        self.field(Field::Country)
    }

    pub fn language(&self) -> &str {
        self.field(Field::Language)
    }

    pub fn salutation(&self) -> &str {
        self.field(Field::Salutation)
    }

    /// Of a field or another column, by the name that templates use.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.columns.names.iter().position(|known| **known == *name).map(|index| self.at(index))
    }

    /// Every field and every other column, by the names that templates use; always in the same order.
    pub fn fields(&self) -> impl Iterator<Item = (&Arc<str>, &str)> {
        self.columns.names.iter().enumerate().map(|(index, name)| (name, self.at(index)))
    }

    /// ISO 3166-1 alpha-2, if the country is known: `NL`.
    pub fn country_code(&self) -> Option<&'static str> {
        country::code(self.country())
    }

    /// The address as [PostNL](https://www.postnl.nl) wants it: name; street, number and addition;
    /// `1234 AB  CITY`; abroad the country. A row without a name has one line less.
    pub fn lines(&self) -> Vec<String> {
        lines::lines(self)
    }

    /// The content of the KIX code; `None` if the address cannot be said in one.
    pub fn kix(&self) -> Option<String> {
        kix::code(self)
    }
}

/// Says nothing of the person: a record may end up in a panic.
impl std::fmt::Debug for Record {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Record {{ row: {}, .. }}", self.row)
    }
}
