//! Print shops: what each asks of a file.

mod file;
mod load;

pub use file::printer_schema;
pub use load::{DEFAULT, DieInk, Printer, Resolution, SheetMarks, load};
