//! Builds as a user runs them: the program started anew each time, files written to a fresh folder.
//!
//! `cargo bench` prints medians of wall time, processor time of all threads, and the largest memory.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What one run took.
#[derive(Clone, Copy)]
struct Run {
    wall: Duration,
    processor: Duration,
    /// Bytes.
    memory: u64,
}

fn main() {
    // `cargo test --benches` only wants to know that it compiles.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let binary = Path::new(env!("CARGO_BIN_EXE_drukwerk"));
    let letter = ["-m", "utrecht", "-p", "letter", "-l", "nl", "--target"];
    let web = [&letter[..], &["web"]].concat();
    let print = [&letter[..], &["print"]].concat();
    let cases: [(&str, &[&str], usize); 6] = [
        ("one letter, web, cold start", &web, 31),
        ("one letter, print, cold start", &print, 31),
        ("campaign, web, one job", &["--target", "web", "--jobs", "1"], 15),
        ("campaign, print, one job", &["--target", "print", "--jobs", "1"], 15),
        ("campaign, both, one job", &["--jobs", "1"], 15),
        ("campaign, both, two jobs", &["--jobs", "2"], 15),
    ];
    println!("{:<30} {:>10} {:>12} {:>10}", "median of several runs", "wall", "processor", "memory");
    for (name, arguments, runs) in cases {
        let mut taken: Vec<Run> = (0..runs).map(|_| run(binary, arguments)).collect();
        let wall = median(&mut taken, |run| run.wall);
        let processor = median(&mut taken, |run| run.processor);
        let memory = taken.iter().map(|run| run.memory).max().unwrap_or(0);
        println!(
            "{name:<30} {:>7.1} ms {:>9.1} ms {:>7} MB",
            wall.as_secs_f64() * 1e3,
            processor.as_secs_f64() * 1e3,
            memory >> 20
        );
    }
}

fn run(binary: &Path, arguments: &[&str]) -> Run {
    let output = fresh_folder();
    let started = Instant::now();
    let child = Command::new(binary)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["build", "campaigns/donkere-dagen", "-o"])
        .arg(&output)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let (processor, memory) = wait(child);
    let wall = started.elapsed();
    std::fs::remove_dir_all(&output).expect("the build wrote its folder");
    Run { wall, processor, memory }
}

fn fresh_folder() -> PathBuf {
    tempfile::tempdir().expect("there is room for a folder").keep().join("dist")
}

/// Waits for the program; its processor time and its largest memory come from the system.
fn wait(child: Child) -> (Duration, u64) {
    // SAFETY: all zeros are valid numbers of this plain structure.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    let mut status = 0;
    // SAFETY: both pointers are to live variables, and nobody else waits for this child.
    let waited = unsafe { libc::wait4(child.id() as libc::pid_t, &mut status, 0, &mut usage) };
    assert!(waited > 0 && status == 0, "the build fails: run it by hand");
    let time = |time: libc::timeval| Duration::new(time.tv_sec as u64, time.tv_usec as u32 * 1000);
    // Linux counts in kilobytes.
    (time(usage.ru_utime) + time(usage.ru_stime), usage.ru_maxrss as u64 * 1024)
}

fn median(runs: &mut [Run], of: impl Fn(&Run) -> Duration) -> Duration {
    runs.sort_by_key(&of);
    of(&runs[runs.len() / 2])
}
