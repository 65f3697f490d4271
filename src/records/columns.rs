use std::collections::BTreeSet;
use std::sync::Arc;

use super::clean;
use super::faults;
use super::field::Field;
use super::headers::{self, GUESSES, Role};
use super::mapping::{Mapping, Wanted};
use crate::diagnostics::{Diagnostic, Diagnostics, Words, closest};

/// Which columns of the file become which values of a record.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Columns {
    /// As the file has them.
    pub headers: Vec<Arc<str>>,
    /// As templates have them: [`Field::ALL`], then the others.
    pub names: Vec<Arc<str>>,
    /// Of each field the columns that make it; none if the file does not have it.
    pub fields: [Vec<usize>; 9],
    /// Whether street and number stand in one cell.
    pub has_whole_address: bool,
    pub others: Vec<Other>,
}

/// A value that is no part of the address.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Other {
    pub columns: Vec<usize>,
    /// Digits, counted with leading zeros.
    pub width: Option<usize>,
}

impl Columns {
    /// Columns up to the last one with a name; separators at the end of each line make others.
    pub fn named(&self) -> usize {
        self.headers.iter().rposition(|header| !header.is_empty()).map_or(0, |last| last + 1)
    }

    /// What a message calls the column of a field; `None` if the file has none.
    pub fn header(&self, field: Field) -> Option<Arc<str>> {
        self.fields[field as usize].first().map(|column| self.headers[*column].clone())
    }

    /// Headers and the names that became of them.
    pub fn uses(&self) -> Vec<(Arc<str>, Vec<Arc<str>>)> {
        let values = self.fields.iter().chain(self.others.iter().map(|other| &other.columns));
        let values: Vec<(&Vec<usize>, &Arc<str>)> = values.zip(&self.names).collect();
        let of = |column: usize| values.iter().filter(move |(columns, _)| columns.contains(&column));
        self.headers
            .iter()
            .enumerate()
            .map(|(column, header)| (header.clone(), of(column).map(|(_, name)| (*name).clone()).collect()))
            .collect()
    }
}

/// Understands a header row.
///
/// # Errors
/// Columns that the mapping names and the file does not have, and whatever an address lacks.
pub(super) fn understand(
    headers: Vec<Arc<str>>,
    mapping: Option<&Mapping>,
    file: &str,
) -> Result<Columns, Diagnostics> {
    let reading =
        Reading { keys: headers.iter().map(|header| headers::key(header)).collect(), headers, file };
    let guessed = reading.guess();
    if reading.is_data(guessed.len()) {
        // Its cells are somebody's address: none of them is told.
        let message = Words::both(
            "the first row is an address already, not the names of the columns",
            "de eerste rij is al een adres en noemt niet de kolommen",
        );
        return Err(Diagnostic::error("no-header", message)
            .in_file(file)
            .help(Words::both(
                "put a row above it that names them: naam, straat, huisnummer, postcode, plaats",
                "zet er een rij boven die ze noemt: naam, straat, huisnummer, postcode, plaats",
            ))
            .into());
    }
    let mut found = Diagnostics::new();
    let mut columns = Columns { headers: reading.headers.clone(), ..Columns::default() };
    reading.take_guesses(&guessed, &mut columns);
    let mut own = Vec::new();
    if let Some(mapping) = mapping {
        reading.take_mapping(mapping, &mut columns, &mut own, &mut found);
    }
    reading.refuse_doubles(&columns, &mut found);
    if !found.has_errors() {
        reading.refuse_lacks(&columns, &mut found);
    }
    if found.has_errors() {
        return Err(found);
    }
    // `straat` without a column for the number has the number in it.
    columns.has_whole_address |= columns.fields[Field::Number as usize].is_empty();
    reading.name_others(&mut columns, own);
    Ok(columns)
}

struct Reading<'f> {
    headers: Vec<Arc<str>>,
    keys: Vec<String>,
    file: &'f str,
}

impl Reading<'_> {
    /// The column of each role, the surest name first.
    fn guess(&self) -> Vec<(Role, usize)> {
        let column =
            |names: &[&str]| names.iter().find_map(|name| self.keys.iter().position(|key| key == name));
        GUESSES.iter().filter_map(|(role, names)| Some((*role, column(names)?))).collect()
    }

    /// Whether these are no names: one is a postcode, or none is known and one has a digit.
    fn is_data(&self, known: usize) -> bool {
        let has_digit = |header: &Arc<str>| header.bytes().any(|byte| byte.is_ascii_digit());
        self.headers.iter().any(|header| clean::is_postcode(header))
            || (known == 0 && self.headers.iter().any(has_digit))
    }

    fn take_guesses(&self, guessed: &[(Role, usize)], columns: &mut Columns) {
        let all = |roles: &[Role]| -> Vec<usize> {
            let of = |role: &Role| guessed.iter().find(|(known, _)| known == role).map(|(_, column)| *column);
            roles.iter().filter_map(of).collect()
        };
        let first = |roles: &[Role]| -> Vec<usize> { all(roles).into_iter().take(1).collect() };
        let mut set = |field: Field, sources: Vec<usize>| columns.fields[field as usize] = sources;
        let given = first(&[Role::Initials, Role::FirstName]);
        let family = first(&[Role::LastName, Role::Name]);
        let name = first(&[Role::Name]);
        // `naam` beside `voorletters` is the family name.
        let is_composed = !all(&[Role::LastName]).is_empty() || !given.is_empty();
        if is_composed && (name.is_empty() || all(&[Role::LastName]).is_empty()) {
            set(Field::Name, [given, first(&[Role::Prefix]), family].concat());
        } else {
            set(Field::Name, name);
        }
        let (street, address) = (first(&[Role::Street]), first(&[Role::Address]));
        let beside = |street: &usize| {
            let key = self.keys.get(street + 1)?;
            headers::BESIDE_STREET.contains(&key.as_str()).then_some(street + 1)
        };
        let mut number = first(&[Role::Number]);
        if number.is_empty() {
            number.extend(street.first().and_then(beside));
        }
        let is_whole = number.is_empty() && !address.is_empty();
        set(Field::Street, if is_whole || street.is_empty() { address } else { street });
        set(Field::Number, number);
        set(Field::Addition, all(&[Role::Letter, Role::Addition]));
        set(Field::Postcode, first(&[Role::Postcode, Role::PostcodeCity]));
        set(Field::City, first(&[Role::City, Role::PostcodeCity]));
        set(Field::Country, first(&[Role::Country]));
        set(Field::Language, first(&[Role::Language]));
        set(Field::Salutation, first(&[Role::Salutation]));
        columns.has_whole_address = is_whole;
    }

    fn take_mapping(
        &self,
        mapping: &Mapping,
        columns: &mut Columns,
        own: &mut Vec<(Arc<str>, Other)>,
        found: &mut Diagnostics,
    ) {
        for (name, wanted) in &mapping.columns {
            let mut sources = Vec::new();
            for header in &wanted.columns {
                match self.find(header) {
                    Some(column) => sources.push(column),
                    None => found.push(self.missing(mapping, wanted, header)),
                }
            }
            if name == "address" {
                columns.fields[Field::Street as usize] = sources;
                columns.fields[Field::Number as usize].clear();
                columns.fields[Field::Addition as usize].clear();
                columns.has_whole_address = true;
                continue;
            }
            match Field::ALL.into_iter().find(|field| field.name() == name) {
                Some(field) => {
                    // A street that is named stands for itself, unless no number is found.
                    columns.has_whole_address &= !matches!(field, Field::Street | Field::Number);
                    columns.fields[field as usize] = sources;
                }
                None => own.push((name.as_str().into(), Other { columns: sources, width: wanted.width })),
            }
        }
    }

    fn find(&self, header: &str) -> Option<usize> {
        let exact = self.headers.iter().position(|known| **known == *header.trim());
        exact.or_else(|| self.keys.iter().position(|key| !key.is_empty() && *key == headers::key(header)))
    }

    fn missing(&self, mapping: &Mapping, wanted: &Wanted, header: &str) -> Diagnostic {
        let message = Words::both(
            format!("{} has no column `{header}`", self.file),
            format!("{} heeft geen kolom `{header}`", self.file),
        );
        let finding = Diagnostic::error("unknown-column", message).at(wanted.span(mapping));
        match closest(header, self.headers.iter().map(|header| &**header)) {
            Some(near) => finding.help(faults::did_you_mean(near)),
            None => finding.help(self.list()),
        }
    }

    /// Two columns of one name, and one of them is wanted.
    fn refuse_doubles(&self, columns: &Columns, found: &mut Diagnostics) {
        let used: BTreeSet<usize> = columns.fields.iter().flatten().copied().collect();
        for column in used {
            let same = |other: &usize| *other != column && self.keys[*other] == self.keys[column];
            if let Some(other) = (0..self.headers.len()).find(same) {
                let header = &self.headers[column];
                let (one, two) = (column.min(other) + 1, column.max(other) + 1);
                found.push(
                    Diagnostic::error(
                        "duplicate-column",
                        Words::both(
                            format!("columns {one} and {two} are both called `{header}`"),
                            format!("kolom {one} en kolom {two} heten allebei `{header}`"),
                        ),
                    )
                    .in_file(self.file)
                    .help(Words::both(
                        "give each column of the address a name of its own",
                        "geef elke kolom van het adres een eigen naam",
                    )),
                );
            }
        }
    }

    /// An address needs a street with a number, a postcode and a city.
    fn refuse_lacks(&self, columns: &Columns, found: &mut Diagnostics) {
        let lacks = [(Field::Street, "street"), (Field::Postcode, "postcode"), (Field::City, "city")];
        let lacking: Vec<&str> = lacks
            .into_iter()
            .filter(|(field, _)| columns.fields[*field as usize].is_empty())
            .map(|(_, name)| name)
            .collect();
        if lacking.is_empty() {
            return;
        }
        let list = lacking.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let example = lacking.iter().map(|name| format!("\n  {name}: …")).collect::<String>();
        found.push(
            Diagnostic::error(
                "missing-column",
                Words::both(
                    format!("no column is understood as {list}"),
                    format!("geen kolom is te begrijpen als {list}"),
                ),
            )
            .in_file(self.file)
            .note(self.list())
            .help(Words::both(
                format!("name the columns in a mapping, `--mapping FILE`:\ncolumns:{example}"),
                format!("noem de kolommen in een toewijzing, `--mapping BESTAND`:\ncolumns:{example}"),
            )),
        );
    }

    /// All columns as the file has them.
    fn list(&self) -> Words {
        const SHOWN: usize = 40;
        let shown = self.headers.iter().take(SHOWN).map(|header| format!("`{header}`"));
        let list = shown.collect::<Vec<_>>().join(", ");
        let more = self.headers.len().saturating_sub(SHOWN);
        let (and, en) = match more {
            0 => Default::default(),
            more => (format!(" and {more} more"), format!(" en nog {more}")),
        };
        Words::both(format!("its columns are {list}{and}"), format!("de kolommen zijn {list}{en}"))
    }

    /// Every column that is no field by itself has a name of its own.
    fn name_others(&self, columns: &mut Columns, own: Vec<(Arc<str>, Other)>) {
        let mut names: Vec<Arc<str>> = Field::ALL.into_iter().map(|field| field.name().into()).collect();
        let mut taken: BTreeSet<String> = names.iter().map(|name| name.to_string()).collect();
        let mut is_alone = vec![false; self.headers.len()];
        for sources in columns.fields.iter().chain(own.iter().map(|(_, other)| &other.columns)) {
            if let [column] = sources[..] {
                is_alone[column] = true;
            }
        }
        for (name, other) in own {
            taken.insert(name.to_string());
            names.push(name);
            columns.others.push(other);
        }
        for (column, header) in self.headers.iter().enumerate().filter(|(column, _)| !is_alone[*column]) {
            let plain = headers::variable(header);
            let plain = if plain.is_empty() { format!("column_{}", column + 1) } else { plain };
            let mut name = plain.clone();
            let mut count = 1;
            while !taken.insert(name.clone()) {
                count += 1;
                name = format!("{plain}_{count}");
            }
            names.push(name.into());
            columns.others.push(Other { columns: vec![column], width: None });
        }
        columns.names = names;
    }
}
