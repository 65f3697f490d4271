//! Address data for a print run: CSV files and workbooks become [`Record`]s, row by row, in bounded memory.
//!
//! What people deliver is mended where that is safe and refused where it is not; both are told with row
//! and column, and never with the value. The words of a message are all that leaves this module of a row
//! that was refused, beside the row itself.

mod about;
mod cells;
mod check;
mod clean;
mod columns;
mod country;
mod csv;
mod duplicates;
mod faults;
mod field;
mod foreign;
mod headers;
mod kix;
mod lines;
mod mapping;
mod open;
mod order;
mod record;
mod refusal;
mod repair;
mod rows;
mod sample;
mod scan;
mod sniff;
mod sorter;
mod workbook;

pub use about::{About, ColumnUse, Format};
pub use check::{Check, Noticed, Repaired, check};
pub use duplicates::{Duplicate, DuplicatePairs, Duplicates, MEMORY};
pub use field::Field;
pub use mapping::{CodeFile, ColumnFile, Mapping, MappingFile, records_schema};
pub use open::{Options, Records, open};
pub use order::Order;
pub use record::Record;
pub use refusal::{Reason, Refusal};
pub use repair::{Repair, RepairKind};
pub use rows::{Raw, Row, Rows};
pub use sample::{COLUMNS, Residents, sample_csv, sample_workbook};
