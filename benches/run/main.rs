//! Print runs as a user starts them: the program anew for each, addresses in a file, letters in a fresh folder.
//!
//! `cargo bench --bench run` prints for each template letters per second of processor time, wall time, the largest
//! memory, bytes of each letter, time until a first letter is there, and the shares that were patched and laid out
//! again. Below each is the floor: the contents of its first file, only deflated and written.
//!
//! After `--`, the names of templates select them, a number is how many letters, and `large` adds 500,000 example
//! letters.

mod addresses;
mod floor;
mod program;
mod project;

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use program::Run;

/// A template with its address file.
struct Case {
    name: &'static str,
    about: &'static str,
    campaign: &'static str,
    piece: &'static str,
    /// Letters of each run.
    counts: &'static [u32],
}

const CASES: [Case; 5] = [
    Case {
        name: "letter",
        about: "the example letter",
        campaign: "donkere-dagen",
        piece: "letter",
        counts: &[10_000, 100_000],
    },
    Case {
        name: "code",
        about: "with a QR code and a paragraph of its own",
        campaign: "brieven",
        piece: "code",
        counts: &[10_000],
    },
    Case {
        name: "costs",
        about: "with a table of 3 to 8 lines",
        campaign: "brieven",
        piece: "costs",
        counts: &[10_000],
    },
    Case {
        name: "news",
        about: "with two columns of text",
        campaign: "brieven",
        piece: "news",
        counts: &[10_000],
    },
    Case { name: "arabic", about: "in Arabic", campaign: "arabisch", piece: "arabic", counts: &[10_000] },
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // `cargo test --benches` only wants to know that it compiles.
    if arguments.iter().any(|argument| argument == "--test") {
        return;
    }
    // The system counts the memory of a parent as that of its children: what takes much has a process of its own.
    if let Some(folder) = arguments.iter().find_map(|argument| argument.strip_prefix("floor-of=")) {
        return floor::measure(Path::new(folder));
    }
    let is_named = |case: &Case| arguments.iter().any(|argument| argument == case.name);
    let is_any_named = CASES.iter().any(is_named);
    let count: Option<u32> = arguments.iter().find_map(|argument| argument.parse().ok());
    let is_large = arguments.iter().any(|argument| argument == "large");
    let project = project::make();
    println!(
        "{:<8} {:>9} {:>13} {:>11} {:>9} {:>9} {:>13} {:>13} {:>9} {:>9}",
        "template",
        "letters",
        "a CPU second",
        "processor",
        "wall",
        "memory",
        "bytes/letter",
        "first letter",
        "patched",
        "again"
    );
    for case in CASES.iter().filter(|case| !is_any_named || is_named(case)) {
        let first = first_letter(project.path(), case);
        let mut counts = count.map_or_else(|| case.counts.to_vec(), |count| vec![count]);
        counts.extend(Some(500_000).filter(|_| is_large && case.name == "letter"));
        for count in counts {
            let run = program::run(project.path(), case, count);
            tell(case, count, &run, first);
            floor(&run.folder);
            std::fs::remove_dir_all(&run.folder).expect("the run wrote its folder");
        }
        println!("         {}", case.about);
    }
}

fn floor(folder: &Path) {
    let program = std::env::current_exe().expect("the benchmark is a file");
    let measured = Command::new(program).arg(format!("floor-of={}", folder.display())).status();
    assert!(measured.is_ok_and(|status| status.success()), "the floor of {}", folder.display());
}

/// Until a run of one letter is over: the middle of five.
fn first_letter(project: &Path, case: &Case) -> Duration {
    let mut walls: Vec<Duration> = (0..5)
        .map(|_| {
            let run = program::run(project, case, 1);
            std::fs::remove_dir_all(&run.folder).expect("the run wrote its folder");
            run.wall
        })
        .collect();
    walls.sort();
    walls[walls.len() / 2]
}

fn tell(case: &Case, count: u32, run: &Run, first: Duration) {
    println!(
        "{:<8} {count:>9} {:>13.0} {:>9.2} s {:>7.2} s {:>6} MB {:>13.0} {:>10.1} ms {:>7.2} % {:>7.2} %",
        case.name,
        f64::from(count) / run.processor.as_secs_f64(),
        run.processor.as_secs_f64(),
        run.wall.as_secs_f64(),
        run.memory >> 20,
        run.bytes as f64 / f64::from(count),
        first.as_secs_f64() * 1e3,
        100.0 * run.patched as f64 / f64::from(count),
        100.0 * run.relaid as f64 / f64::from(count)
    );
}
