//! Print runs that are killed: every file is whole or not there, and what goes on ends with the same bytes.

#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Times that a run is killed before it may end.
const KILLS: usize = 10;

#[test]
fn a_run_that_is_killed_ten_times_ends_as_if_nothing_had_happened() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let place = folder.path();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/projects/letters"), place);
    fs::write(place.join("residents.csv"), residents(place)).expect("written");
    let whole = print(place, "whole").wait().expect("it ends");
    assert_eq!(whole.code(), Some(1), "some rows are refused");
    let wanted = contents(&place.join("whole"));
    assert_eq!(wanted.keys().filter(|name| name.ends_with(".pdf")).count(), 20);
    let list = fs::read(place.join("whole.refused.csv")).expect("a list of refused rows");

    let killed = place.join("killed");
    let check_end = || {
        let seen = contents(&killed);
        assert_eq!(seen.keys().collect::<Vec<_>>(), wanted.keys().collect::<Vec<_>>());
        for (name, bytes) in &wanted {
            assert!(seen[name] == *bytes, "{name} is not the same");
        }
        assert_eq!(fs::read(place.join("killed.refused.csv")).expect("a list of refused rows"), list);
    };
    let (mut random, mut kills, mut ends) = (Random(2013), 0, 0);
    while kills < KILLS {
        if kill_on_the_way(&mut print(place, "killed"), &killed, kills, &mut random) {
            kills += 1;
        } else {
            // It was too fast, which must be right as well.
            check_end();
            fs::remove_dir_all(&killed).expect("it is there");
            ends += 1;
            assert!(ends < 100, "nobody can kill it in time");
        }
        for (name, bytes) in contents(&killed) {
            let is_whole = !name.ends_with(".pdf") || wanted.get(&name) == Some(&bytes);
            assert!(is_whole, "after kill {kills}, {name} is not whole");
        }
    }
    assert_eq!(print(place, "killed").wait().expect("it ends").code(), Some(1));
    check_end();
}

/// Four hundred of them in two languages, some not as they should be.
fn residents(place: &Path) -> String {
    let sample = Command::new(env!("CARGO_BIN_EXE_drukwerk"))
        .args(["records", "sample", "--count", "400", "--languages", "nl,en"])
        .current_dir(place)
        .output()
        .expect("it runs");
    let text = String::from_utf8(sample.stdout).expect("it is text");
    let broken = |(number, line): (usize, &str)| match number {
        17 | 230 => line.replacen(';', ";;;;;;;", 1) + "\r\n",
        number if number % 90 == 89 => line.replace(";nl", ";fr").replace(";en", ";fr") + "\r\n",
        _ => line.to_owned() + "\r\n",
    };
    text.lines().enumerate().map(broken).collect()
}

fn print(place: &Path, output: &str) -> Child {
    let refused = format!("{output}.refused.csv");
    Command::new(env!("CARGO_BIN_EXE_drukwerk"))
        .args(["run", "campaigns/lights", "-m", "utrecht", "--records", "residents.csv", "--target", "web"])
        .args(["--batch", "20", "--jobs", "2", "--resume", "-o", output, "--refused", &refused])
        .current_dir(place)
        .env_remove("SOURCE_DATE_EPOCH")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts")
}

/// Kills a run at the next batch, or while it writes one; whether it was still there to be killed.
fn kill_on_the_way(run: &mut Child, folder: &Path, round: usize, random: &mut Random) -> bool {
    let noted = || count(&folder.join(".run"), "json");
    let before = noted();
    let mut turns = random.below(200);
    loop {
        if run.try_wait().expect("it is a child").is_some() {
            return false;
        }
        let is_time =
            if round.is_multiple_of(2) { noted() > before.max(1) } else { count(folder, "part") > 0 };
        if is_time {
            // Somewhere between this batch and the next.
            if turns == 0 {
                break;
            }
            turns -= 1;
        }
        std::thread::yield_now();
    }
    run.kill().expect("it can be killed");
    run.wait().expect("it ends");
    true
}

fn count(folder: &Path, extension: &str) -> usize {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    entries.flatten().filter(|entry| entry.path().extension().is_some_and(|known| known == extension)).count()
}

/// All files of a folder but those that nobody sees.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let Ok(entries) = fs::read_dir(folder) else { return BTreeMap::new() };
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let seen = names.filter(|name| !name.starts_with('.'));
    seen.map(|name| (name.clone(), fs::read(folder.join(&name)).expect("readable"))).collect()
}

fn copy(from: &Path, to: &Path) {
    let mut waiting = vec![PathBuf::new()];
    while let Some(name) = waiting.pop() {
        for entry in fs::read_dir(from.join(&name)).expect("it is there").flatten() {
            let name = name.join(entry.file_name());
            if entry.path().is_dir() {
                fs::create_dir_all(to.join(&name)).expect("a folder can be made");
                waiting.push(name);
            } else {
                fs::copy(entry.path(), to.join(&name)).expect("copied");
            }
        }
    }
}

/// Numbers that look random and are the same in every run (xorshift64).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}
