//! Rows of a workbook (XLSX), cell by cell.

mod package;
mod shown;

use std::fs::File;
use std::io::BufReader;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::cells::Cells;
use super::csv::{MAX_COLUMNS, MAX_ROW};
use super::refusal::Reason;

pub(super) use package::{Package, check};

/// Rows that travel together, and how many such batches wait at most.
const BATCH: usize = 128;
const BATCH_BYTES: usize = 1 << 20;
const WAITING: usize = 8;

/// Why a workbook, or the rest of it, cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Password,
    Damaged,
    /// All sheets that are no charts.
    NoSuchSheet(Vec<String>),
    AllHidden,
    /// A row stands before one with a lower number.
    OutOfOrder(u32),
    /// The row goes on beyond the last column that there is.
    TooWide(u32),
}

/// The rows of one sheet, in order. A thread of its own reads them: the reader borrows from the workbook, and
/// a workbook that makes it stumble ends the thread alone.
pub(super) struct SheetRows {
    /// The name of the sheet.
    pub sheet: String,
    /// As many rows as the sheet says it has.
    pub last_row: u32,
    batch: std::vec::IntoIter<SheetRow>,
    messages: Receiver<Message>,
    thread: Option<JoinHandle<()>>,
}

enum Message {
    Opened {
        sheet: String,
        last_row: u32,
    },
    Rows(Vec<SheetRow>),
    Failed(Fault),
    /// Without this the thread came to a sudden end.
    Over,
}

impl SheetRows {
    /// Of the sheet with this name, else of the first that is not hidden.
    pub fn start(file: File, sheet: Option<String>) -> Result<SheetRows, Fault> {
        let (sender, messages) = sync_channel(WAITING);
        let thread = std::thread::spawn(move || {
            let last = match read(file, sheet.as_deref(), &sender) {
                Ok(()) => Message::Over,
                Err(fault) => Message::Failed(fault),
            };
            // Nobody may be listening any more.
            let _ = sender.send(last);
        });
        match messages.recv() {
            Ok(Message::Opened { sheet, last_row }) => Ok(SheetRows {
                sheet,
                last_row,
                batch: Vec::new().into_iter(),
                messages,
                thread: Some(thread),
            }),
            Ok(Message::Failed(fault)) => Err(fault),
            _ => Err(Fault::Damaged),
        }
    }

    /// The next row that has cells.
    pub fn next(&mut self) -> Result<Option<SheetRow>, Fault> {
        loop {
            if let Some(row) = self.batch.next() {
                return Ok(Some(row));
            }
            match self.messages.recv() {
                Ok(Message::Rows(rows)) => self.batch = rows.into_iter(),
                Ok(Message::Over) => return Ok(None),
                Ok(Message::Failed(fault)) => return Err(fault),
                Ok(Message::Opened { .. }) | Err(_) => return Err(Fault::Damaged),
            }
        }
    }
}

impl Drop for SheetRows {
    fn drop(&mut self) {
        // The thread ends when it finds nobody listening.
        self.messages = sync_channel(0).1;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn read(file: File, wanted: Option<&str>, sender: &SyncSender<Message>) -> Result<(), Fault> {
    let mut workbook = Xlsx::new(BufReader::new(file)).map_err(fault)?;
    let sheet = choose(&workbook, wanted)?;
    let mut cells = workbook.worksheet_cells_reader(&sheet).map_err(fault)?;
    let last_row = cells.dimensions().end.0.saturating_add(1);
    if sender.send(Message::Opened { sheet, last_row }).is_err() {
        return Ok(());
    }
    let (mut batch, mut bytes) = (Vec::with_capacity(BATCH), 0);
    let mut row = Growing::default();
    while let Some(cell) = cells.next_cell().map_err(fault)? {
        let (number, column) = (cell.get_position().0.saturating_add(1), cell.get_position().1 as usize);
        if number < row.number {
            return Err(Fault::OutOfOrder(number));
        }
        if number > row.number && row.number > 0 {
            bytes += row.bytes;
            batch.push(row.take());
            if batch.len() == BATCH || bytes > BATCH_BYTES {
                bytes = 0;
                if sender.send(Message::Rows(std::mem::take(&mut batch))).is_err() {
                    return Ok(());
                }
            }
        }
        row.number = number;
        row.put(column, cell.get_value())?;
    }
    if row.number > 0 {
        batch.push(row.take());
    }
    let _ = sender.send(Message::Rows(batch));
    Ok(())
}

fn choose<R: std::io::Read + std::io::Seek>(
    workbook: &Xlsx<R>,
    wanted: Option<&str>,
) -> Result<String, Fault> {
    let sheets = || workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    match wanted {
        Some(name) => match sheets().find(|sheet| sheet.name == name) {
            Some(sheet) => Ok(sheet.name.clone()),
            None => Err(Fault::NoSuchSheet(sheets().map(|sheet| sheet.name.clone()).collect())),
        },
        None => {
            let visible = sheets().find(|sheet| sheet.visible == SheetVisible::Visible);
            visible.map(|sheet| sheet.name.clone()).ok_or(Fault::AllHidden)
        }
    }
}

/// Of all that can be wrong inside, people can mend one thing themselves.
fn fault(error: XlsxError) -> Fault {
    match error {
        XlsxError::Password => Fault::Password,
        _ => Fault::Damaged,
    }
}

/// One row of a sheet.
pub(super) struct SheetRow {
    pub number: u32,
    pub cells: Cells,
    /// What is wrong with the row as such.
    pub fault: Option<Reason>,
}

/// A row while its cells come in.
#[derive(Default)]
struct Growing {
    number: u32,
    /// By column: the text, and whether it is a date.
    cells: Vec<(String, bool)>,
    /// Of all texts together.
    bytes: usize,
}

impl Growing {
    fn put(&mut self, column: usize, value: &DataRef) -> Result<(), Fault> {
        let Some((text, is_date)) = shown::text(value) else { return Ok(()) };
        if column >= MAX_COLUMNS {
            return Err(Fault::TooWide(self.number));
        }
        self.bytes += text.len();
        // A short workbook may have one long text in every cell.
        if self.bytes > MAX_ROW {
            return Ok(());
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, (String::new(), false));
        }
        self.cells[column] = (text, is_date);
        Ok(())
    }

    fn take(&mut self) -> SheetRow {
        let mut cells = Cells::default();
        for (text, is_date) in self.cells.drain(..) {
            if is_date {
                cells.push_date(&text);
            } else {
                cells.push(&text);
            }
        }
        let fault = (std::mem::take(&mut self.bytes) > MAX_ROW).then_some(Reason::RowTooLong);
        SheetRow { number: self.number, cells, fault }
    }
}
