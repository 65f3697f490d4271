//! One run of the program, and what it took.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{Case, addresses};

pub struct Run {
    pub wall: Duration,
    /// Of all threads, in the program and in the system for it.
    pub processor: Duration,
    /// Bytes, at most.
    pub memory: u64,
    /// Of all files with letters.
    pub bytes: u64,
    /// Letters that were made from another one.
    pub patched: u64,
    /// Letters that were laid out again in the boxes of another one.
    pub relaid: u64,
    pub folder: PathBuf,
}

pub fn run(project: &Path, case: &Case, count: u32) -> Run {
    let records = project.join("residents.csv");
    fs::write(&records, addresses::of(case.name, count)).expect("there is room for a file");
    let folder = project.join("run");
    let told = project.join("stderr.txt");
    let started = Instant::now();
    let child = Command::new(env!("CARGO_BIN_EXE_drukwerk"))
        .current_dir(project)
        .args(["run", &format!("campaigns/{}", case.campaign), "-m", "utrecht", "-p", case.piece, "-r"])
        .args([&records, Path::new("-o"), &folder])
        .stdout(Stdio::null())
        .stderr(File::create(&told).expect("there is room for a file"))
        .spawn()
        .expect("the program starts");
    let (is_fine, processor, memory) = wait(child);
    let wall = started.elapsed();
    assert!(is_fine, "{}", fs::read_to_string(&told).unwrap_or_default());
    let ledger = fs::read(folder.join("run.json")).expect("a run leaves its ledger");
    let ledger: Value = serde_json::from_slice(&ledger).expect("the ledger is JSON");
    assert_eq!(ledger["letters"], count, "every record is printed");
    let batches = ledger["batches"].as_array().into_iter().flatten();
    let bytes = batches.filter_map(|batch| batch["bytes"].as_u64()).sum();
    let made = |way: &str| ledger["made"][way].as_u64().unwrap_or(0);
    let (patched, relaid) = (made("patched"), made("relaid"));
    Run { wall, processor, memory, bytes, patched, relaid, folder }
}

/// Waits for the program: whether all went well, and what the system knows of its processor time and largest memory.
fn wait(child: Child) -> (bool, Duration, u64) {
    // SAFETY: all zeros are valid numbers of this plain structure.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    let mut status = 0;
    // SAFETY: both pointers are to live variables, and nobody else waits for this child.
    let waited = unsafe { libc::wait4(child.id() as libc::pid_t, &mut status, 0, &mut usage) };
    let is_fine = waited > 0 && status == 0;
    let time = |time: libc::timeval| Duration::new(time.tv_sec as u64, time.tv_usec as u32 * 1000);
    // Linux counts in kilobytes.
    (is_fine, time(usage.ru_utime) + time(usage.ru_stime), usage.ru_maxrss as u64 * 1024)
}
