//! Address data: 500,000 rows of a CSV file and 100,000 of a workbook, from the first look to the last record.
//!
//! `cargo bench --bench records` prints processor and wall time of each step, for each row too. After `--`, a number
//! is how many rows the CSV file has.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use drukwerk::records::{self, Options, Order, Records, Residents, sample_csv, sample_workbook};

/// The binary's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    // `cargo test --benches` only wants to know that it compiles.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let count = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(500_000);
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let languages = || vec!["nl".to_owned(), "en".to_owned()];
    let csv = folder.path().join("residents.csv");
    fs::write(&csv, sample_csv(Residents::new(count, 1, languages()))).expect("there is room for a file");
    println!("{count} rows of CSV, {:.1} MB", size(&csv));
    steps(&csv, count);
    let workbook = folder.path().join("residents.xlsx");
    let count = count / 5;
    let bytes = sample_workbook(Residents::new(count, 1, languages())).expect("a sheet has room");
    fs::write(&workbook, bytes).expect("there is room for a file");
    println!("{count} rows of a workbook, {:.1} MB", size(&workbook));
    steps(&workbook, count);
    println!("{:<24} {:>8} MB", "memory", peak_memory() >> 20);
}

fn steps(path: &Path, count: u32) {
    let open = || records::open(path, &Options::default()).expect("a file with addresses");
    let records = timed("open", count, open);
    timed("read and clean", count, || rows(&records, Order::File));
    timed("lines and KIX", count, || {
        let found = records.rows().expect("it is still there").flatten().filter_map(|row| row.outcome.ok());
        found.map(|record| record.lines().len() + record.kix().map_or(0, |code| code.len())).sum::<usize>()
    });
    timed("find duplicates", count, || records.duplicates().expect("there is room").count());
    timed("sort by address", count, || rows(&records, Order::Address));
    let last = count - 10..=count;
    timed("skip to the last ten", count, || records.rows().expect("it is still there").within(last).count());
}

fn rows(records: &Records, order: Order) -> usize {
    let found = records.rows_in(order).expect("it is still there");
    found.filter(|row| row.as_ref().is_ok_and(|row| row.outcome.is_ok())).count()
}

fn timed<T>(what: &str, count: u32, step: impl FnOnce() -> T) -> T {
    let started = (Instant::now(), processor());
    let made = step();
    let (wall, processor) = (started.0.elapsed(), processor() - started.1);
    let each = processor.as_secs_f64() * 1e6 / f64::from(count);
    println!(
        "{what:<24} {:>8.3} s wall {:>8.3} s processor {each:>8.2} µs a row",
        wall.as_secs_f64(),
        processor.as_secs_f64()
    );
    made
}

fn size(path: &Path) -> f64 {
    fs::metadata(path).expect("it was written").len() as f64 / 1e6
}

/// Processor time of all threads.
fn processor() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the pointer is to a live variable.
    let answer = unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    assert_eq!(answer, 0, "this system has no clock for processor time");
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// Bytes.
fn peak_memory() -> u64 {
    // SAFETY: all zeros are valid numbers of this plain structure, and the pointer is to a live variable.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_SELF, &mut usage);
        usage
    };
    // Linux counts in kilobytes.
    usage.ru_maxrss as u64 * 1024
}
