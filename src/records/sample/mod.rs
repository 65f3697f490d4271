//! Example residents, no real persons: names put together by chance, at addresses that are made up.

mod residents;
mod words;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

pub use residents::{COLUMNS, Residents};

/// As Dutch spreadsheets write CSV: semicolons, UTF-8 with a byte order mark.
pub fn sample_csv(residents: Residents) -> String {
    let mut out = format!("\u{feff}{}\r\n", COLUMNS.join(";"));
    for resident in residents {
        // No word of the lists has a semicolon or a quotation mark.
        out.push_str(&resident.join(";"));
        out.push_str("\r\n");
    }
    out
}

/// A workbook with one sheet.
///
/// # Errors
/// There are more residents than a sheet has rows; there is no room for temporary files.
pub fn sample_workbook(residents: Residents) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The same bytes every time.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name("Adressen")?;
    for (column, name) in (0..).zip(COLUMNS) {
        sheet.write(0, column, name)?;
    }
    for (row, resident) in (1..).zip(residents) {
        for (column, text) in (0..).zip(&resident).filter(|(_, text)| !text.is_empty()) {
            match text.parse::<u32>() {
                // As people type it.
                Ok(number) if COLUMNS[usize::from(column)] == "huisnummer" => {
                    sheet.write(row, column, number)?
                }
                _ => sheet.write(row, column, text)?,
            };
        }
    }
    workbook.save_to_buffer()
}
