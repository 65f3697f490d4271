//! What becomes of address data, to the letter. Each case is one file in `tests/records`:
//!
//! ```text
//! What the case shows, in one sentence.
//! === file residents.csv       followed by the file's text; the last line end is not part of it
//! === bytes residents.csv      the same in hexadecimal; `sixteen` and `latin` are encodings of text
//! === sheet Adressen           a sheet of `residents.xlsx`, as `workbooks::rows` has it; `hidden` sheets too
//! === parts residents.xlsx     a zip with parts of these names
//! === made NAME                a file that `cases::made` makes
//! === mapping                  a mapping in YAML
//! === seen                     what is read: columns, records, refusals in both languages, repairs
//! ```
//!
//! `UPDATE=1 cargo test --test records` writes what it sees into the cases; look at the difference.

mod records {
    mod cases;
    mod properties;
    mod workbooks;
}
