//! Workbooks are zips of XML: made here, whole and broken.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A workbook with these sheets: name, `hidden` or nothing, rows of cells as XML.
pub fn workbook(sheets: &[(&str, &str, String)], texts: Option<String>) -> Vec<u8> {
    let listed = |form: &dyn Fn(usize, &str, &str) -> String| -> String {
        sheets.iter().enumerate().map(|(at, (name, state, _))| form(at + 1, name, state)).collect()
    };
    let names = listed(&|at, name, state| {
        let state = if state.is_empty() { String::new() } else { format!(" state=\"{state}\"") };
        format!("<sheet name=\"{name}\" sheetId=\"{at}\"{state} r:id=\"rId{at}\"/>")
    });
    let relations = listed(&|at, _, _| {
        format!(
            "<Relationship Id=\"rId{at}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>"
        )
    });
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), format!("<Types xmlns=\"{package}/content-types\"/>")),
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{names}</sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!("<Relationships xmlns=\"{package}/relationships\">{relations}</Relationships>"),
        ),
        // Style 1 is a date.
        (
            "xl/styles.xml".to_owned(),
            format!(
                "<styleSheet xmlns=\"{main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
            ),
        ),
    ];
    parts.extend(texts.map(|texts| ("xl/sharedStrings.xml".to_owned(), texts)));
    for (at, (_, _, rows)) in sheets.iter().enumerate() {
        let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>");
        parts.push((format!("xl/worksheets/sheet{}.xml", at + 1), sheet));
    }
    zipped(&parts)
}

pub fn zipped(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("a new part");
        zip.write_all(text.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// Rows of cells between bars: `12` a number, `@45293` a date, `=text` the result of a formula, `!` an error, `$0` a
/// shared text, everything else a text. `#5` before the first cell gives the row this number.
pub fn rows(lines: &str) -> String {
    let mut number = 0;
    lines
        .lines()
        .map(|line| {
            let mut cells: Vec<&str> = line.split('|').map(str::trim).collect();
            number += 1;
            if let Some(own) = cells[0].strip_prefix('#').and_then(|own| own.parse().ok()) {
                number = own;
                cells.remove(0);
            }
            let cells = cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
            let cells: String = cells.map(|(column, text)| cell(number, column, text)).collect();
            format!("<row r=\"{number}\">{cells}</row>")
        })
        .collect()
}

fn cell(row: u32, column: usize, text: &str) -> String {
    let place = format!("{}{row}", char::from(b'A' + column as u8));
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    match text.as_bytes()[0] {
        b'@' => format!("<c r=\"{place}\" s=\"1\"><v>{}</v></c>", &text[1..]),
        b'$' => format!("<c r=\"{place}\" t=\"s\"><v>{}</v></c>", &text[1..]),
        b'=' => format!("<c r=\"{place}\" t=\"str\"><f>A1</f><v>{}</v></c>", &escaped[1..]),
        b'!' => format!("<c r=\"{place}\" t=\"e\"><v>#N/A</v></c>"),
        _ if text.parse::<f64>().is_ok() => format!("<c r=\"{place}\"><v>{text}</v></c>"),
        _ => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{escaped}</t></is></c>"),
    }
}
