//! One row becomes a record: mended where that is safe, refused where it is not.

mod address;
mod language;
mod number;
mod postcode;
mod text;

use std::borrow::Cow;
use std::sync::Arc;

use super::cells::Cells;
use super::columns::{Columns, Other};
use super::country;
use super::field::Field;
use super::record::Record;
use super::refusal::{Reason, Refusal};
use super::repair::{Repair, RepairKind};

/// Characters that a cell of a spreadsheet holds.
pub(super) const MAX_CELL: usize = 32_767;

/// Whether a text is a Dutch postcode, well written or not.
pub(super) fn is_postcode(text: &str) -> bool {
    postcode::dutch(text).is_ok()
}

/// Cleans row after row; keeps its memory from one to the next.
pub(super) struct Cleaner {
    columns: Arc<Columns>,
    text: String,
    ends: Vec<u32>,
}

impl Cleaner {
    pub fn new(columns: Arc<Columns>) -> Cleaner {
        Cleaner { columns, text: String::new(), ends: Vec::new() }
    }

    /// What was mended comes in `repairs`, also if the row is refused after all.
    pub fn clean(&mut self, row: u32, cells: &Cells, repairs: &mut Vec<Repair>) -> Result<Record, Refusal> {
        let columns = self.columns.clone();
        let mut cleaning = Cleaning { columns: &columns, cells, row, repairs };
        cleaning.check_row()?;
        let name = cleaning.value(Field::Name)?;
        let address = cleaning.address()?;
        let fields = [
            name,
            address.street,
            address.number,
            address.addition,
            address.postcode,
            address.city,
            address.country,
            cleaning.value(Field::Language).map(language::code)?,
            cleaning.value(Field::Salutation)?,
        ];
        self.text.clear();
        self.ends.clear();
        for value in fields {
            self.push(&value);
        }
        for other in &columns.others {
            let value = cleaning.other(other);
            self.push(&value);
        }
        Ok(Record::new(row, &self.text, &self.ends, columns))
    }

    fn push(&mut self, value: &str) {
        self.text.push_str(value);
        self.ends.push(self.text.len() as u32);
    }
}

/// One row on its way.
struct Cleaning<'c> {
    columns: &'c Columns,
    cells: &'c Cells,
    row: u32,
    repairs: &'c mut Vec<Repair>,
}

struct Address<'c> {
    street: Cow<'c, str>,
    number: Cow<'c, str>,
    addition: Cow<'c, str>,
    postcode: Cow<'c, str>,
    city: Cow<'c, str>,
    country: Cow<'c, str>,
}

impl<'c> Cleaning<'c> {
    fn check_row(&self) -> Result<(), Refusal> {
        let (found, expected) = (self.cells.len(), self.columns.headers.len());
        // Separators at the end of a line are no cells.
        let is_longer = (expected..found).any(|column| !self.cells.get(column).trim().is_empty());
        let reason = if found < self.columns.named() || is_longer {
            Some(Reason::CellCount { found: found as u32, expected: expected as u32 })
        } else if self.cells.has_nul() {
            Some(Reason::NulByte)
        } else {
            None
        };
        if let Some(reason) = reason {
            return Err(Refusal { row: self.row, column: None, reason });
        }
        let is_longest = |column: &usize| {
            let cell = self.cells.get(*column);
            cell.len() > MAX_CELL && cell.chars().count() > MAX_CELL
        };
        match self.cells.bytes() > MAX_CELL {
            true => match (0..expected).find(is_longest) {
                Some(column) => Err(self.refusal_at(column, Reason::CellTooLong)),
                None => Ok(()),
            },
            false => Ok(()),
        }
    }

    fn address(&mut self) -> Result<Address<'c>, Refusal> {
        let named = self.value(Field::Country)?;
        let country: Cow<str> = match country::named(&named) {
            known if known == named => named,
            // The names of the list live as long as the program; the others are what was asked for.
            known => Cow::Owned(known.to_owned()),
        };
        let is_dutch = country.is_empty();
        let [street, number, addition] = if is_dutch { self.dutch_street()? } else { self.street_abroad()? };
        let [written, city] = self.postcode_and_city()?;
        let (postcode, kinds) = if is_dutch {
            postcode::dutch(&written).map_err(|reason| self.refusal(Field::Postcode, reason))?
        } else {
            postcode::abroad(&written, country::habit(&country).digits)
                .map_err(|reason| self.refusal(Field::Postcode, reason))?
        };
        for kind in kinds.into_iter().flatten() {
            self.note(Field::Postcode, kind);
        }
        let postcode = postcode.map_or(written, Cow::Owned);
        if city.is_empty() {
            return Err(self.refusal(Field::City, Reason::NoCity));
        }
        Ok(Address { street, number, addition, postcode, city, country })
    }

    /// As the file has them, in two cells or in one.
    fn postcode_and_city(&mut self) -> Result<[Cow<'c, str>; 2], Refusal> {
        let postcode = self.value(Field::Postcode)?;
        let fields = &self.columns.fields;
        if fields[Field::Postcode as usize] != fields[Field::City as usize] {
            return Ok([postcode, self.value(Field::City)?]);
        }
        let (postcode, city) = postcode::before_city(&postcode);
        Ok([Cow::Owned(postcode.to_owned()), Cow::Owned(city.to_owned())])
    }

    /// Street, number and addition, each where it belongs.
    fn dutch_street(&mut self) -> Result<[Cow<'c, str>; 3], Refusal> {
        let (mut street, mut number) = (self.value(Field::Street)?, self.value(Field::Number)?);
        if street.is_empty() {
            return Err(self.refusal(Field::Street, Reason::NoStreet));
        }
        let is_in_street = number.is_empty();
        // The street's own cell may repeat the number.
        if !is_in_street
            && street.ends_with(&*number)
            && let Some((name, rest)) = address::split(&street)
            && rest == number
        {
            street = Cow::Owned(name.to_owned());
            self.note(Field::Street, RepairKind::Separated);
        }
        if is_in_street {
            let Some((name, rest)) = address::split(&street) else {
                let field = if self.columns.has_whole_address { Field::Street } else { Field::Number };
                return Err(self.refusal(field, Reason::NoNumber));
            };
            (number, street) = (Cow::Owned(rest.to_owned()), Cow::Owned(name.to_owned()));
            if !self.columns.has_whole_address {
                self.note(Field::Street, RepairKind::Separated);
            }
        }
        let field = if is_in_street { Field::Street } else { Field::Number };
        if self.is_date(field) {
            return Err(self.refusal(field, Reason::NumberIsDate));
        }
        let split = number::split(&number).map_err(|reason| self.refusal(field, reason))?;
        if split.had_zeros {
            self.note(field, RepairKind::NumberZeros);
        }
        if !split.addition.is_empty() && !is_in_street {
            self.note(field, RepairKind::Separated);
        }
        let (beside, given) = (split.addition.to_owned(), self.addition()?);
        let addition = match (beside.is_empty(), given.is_empty()) {
            (true, _) => given,
            (false, true) => Cow::Owned(beside),
            // The number's own cell may repeat it.
            (false, false) if beside.eq_ignore_ascii_case(&given) => given,
            (false, false) => Cow::Owned(format!("{beside}-{given}")),
        };
        let number =
            if split.number.len() == number.len() { number } else { Cow::Owned(split.number.to_owned()) };
        Ok([street, number, addition])
    }

    /// Letter of the house and addition: `A`, `A-2`.
    fn addition(&mut self) -> Result<Cow<'c, str>, Refusal> {
        if self.is_date(Field::Addition) {
            return Err(self.refusal(Field::Addition, Reason::NumberIsDate));
        }
        let whole = self.joined(Field::Addition, "-")?;
        if whole.is_empty() {
            return Ok(whole);
        }
        number::refuse_artefacts(&whole).map_err(|reason| self.refusal(Field::Addition, reason))?;
        let plain = number::addition(&whole).map_err(|reason| self.refusal(Field::Addition, reason))?;
        Ok(if plain.len() == whole.len() { whole } else { Cow::Owned(plain.to_owned()) })
    }

    /// As the file has it: other countries have other habits.
    fn street_abroad(&mut self) -> Result<[Cow<'c, str>; 3], Refusal> {
        let street = self.value(Field::Street)?;
        if street.is_empty() {
            return Err(self.refusal(Field::Street, Reason::NoStreet));
        }
        for field in [Field::Number, Field::Addition] {
            if self.is_date(field) {
                return Err(self.refusal(field, Reason::NumberIsDate));
            }
        }
        let number = self.value(Field::Number)?;
        number::refuse_artefacts(&number).map_err(|reason| self.refusal(Field::Number, reason))?;
        Ok([street, number, self.joined(Field::Addition, "-")?])
    }

    fn value(&mut self, field: Field) -> Result<Cow<'c, str>, Refusal> {
        self.joined(field, " ")
    }

    /// The cells of a field that are not empty, cleaned.
    fn joined(&mut self, field: Field, joint: &str) -> Result<Cow<'c, str>, Refusal> {
        let mut whole = Cow::Borrowed("");
        for column in &self.columns.fields[field as usize] {
            let cell = self.cell(*column);
            if let Some(reason) = lost(&cell) {
                return Err(self.refusal_at(*column, reason));
            }
            join(&mut whole, cell, joint);
        }
        Ok(whole)
    }

    fn other(&mut self, other: &Other) -> Cow<'c, str> {
        let mut whole = Cow::Borrowed("");
        for column in &other.columns {
            let cell = self.cell(*column);
            join(&mut whole, cell, " ");
        }
        let (Some(width), [column]) = (other.width, &other.columns[..]) else { return whole };
        let is_code = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
        if is_code && whole.len() < width {
            self.note_at(*column, RepairKind::Width);
            return Cow::Owned(format!("{whole:0>width$}"));
        }
        whole
    }

    fn cell(&mut self, column: usize) -> Cow<'c, str> {
        let cells = self.cells;
        text::clean(cells.get(column), |kind| self.note_at(column, kind))
    }

    fn is_date(&self, field: Field) -> bool {
        self.columns.fields[field as usize].iter().any(|column| self.cells.is_date(*column))
    }

    fn note(&mut self, field: Field, kind: RepairKind) {
        let columns = self.columns;
        if let Some(column) = columns.fields[field as usize].first() {
            self.note_at(*column, kind);
        }
    }

    fn note_at(&mut self, column: usize, kind: RepairKind) {
        self.repairs.push(Repair { row: self.row, column: self.columns.headers[column].clone(), kind });
    }

    fn refusal(&self, field: Field, reason: Reason) -> Refusal {
        Refusal { row: self.row, column: self.columns.header(field), reason }
    }

    fn refusal_at(&self, column: usize, reason: Reason) -> Refusal {
        Refusal { row: self.row, column: Some(self.columns.headers[column].clone()), reason }
    }
}

fn join<'c>(whole: &mut Cow<'c, str>, part: Cow<'c, str>, joint: &str) {
    if part.is_empty() {
        return;
    }
    if whole.is_empty() {
        *whole = part;
    } else {
        let whole = whole.to_mut();
        whole.push_str(joint);
        whole.push_str(&part);
    }
}

/// What other programs write where they have no value, in English and in Dutch.
const FORMULA_ERRORS: [&str; 13] = [
    "#N/A", "#N/B", "#REF!", "#VERW!", "#VALUE!", "#WAARDE!", "#NAME?", "#NAAM?", "#DIV/0!", "#DEEL/0!",
    "#NUM!", "#GETAL!", "#NULL!",
];

fn lost(cell: &str) -> Option<Reason> {
    if cell.starts_with('#') && FORMULA_ERRORS.contains(&cell) {
        return Some(Reason::FormulaError);
    }
    // U+FFFD is three bytes; most cells are ASCII.
    cell.contains('\u{fffd}').then_some(Reason::LostCharacter)
}
