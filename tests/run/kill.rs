//! Print runs that are killed: every file is whole or not there, and what goes on ends with the same bytes.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::{contents, project};

/// Times that a run is killed before it may end.
const KILLS: usize = 10;

#[test]
fn a_run_that_is_killed_ten_times_ends_as_if_nothing_had_happened() {
    let folder = project();
    let place = folder.path();
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

/// A file of letters is larger than the limit for any file, a note of it is not.
#[test]
fn a_disk_that_is_full_half_way_leaves_no_half_file() {
    let folder = project();
    let place = folder.path();
    fs::write(place.join("residents.csv"), residents(place)).expect("written");
    assert_eq!(print(place, "whole").wait().expect("it ends").code(), Some(1));
    let wanted = contents(&place.join("whole"));
    // The signal is ignored, so writing fails as on a full disk.
    let limited = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 32; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_drukwerk")])
        .args(arguments("full", "full.refused.csv"))
        .current_dir(place)
        .output()
        .expect("it runs");
    assert_eq!(limited.status.code(), Some(1));
    let told = String::from_utf8_lossy(&limited.stderr);
    assert!(told.contains("the disk is full") && told.contains("`--resume` goes on"), "{told}");
    let names =
        || fs::read_dir(place.join("full")).expect("it is there").flatten().map(|entry| entry.file_name());
    assert!(names().all(|name| name == ".run"), "{:?}", names().collect::<Vec<_>>());
    assert_eq!(print(place, "full").wait().expect("it ends").code(), Some(1));
    assert!(contents(&place.join("full")) == wanted);
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
    Command::new(env!("CARGO_BIN_EXE_drukwerk"))
        .args(arguments(output, &format!("{output}.refused.csv")))
        .current_dir(place)
        .env_remove("SOURCE_DATE_EPOCH")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts")
}

fn arguments<'a>(output: &'a str, refused: &'a str) -> impl Iterator<Item = &'a str> {
    let run = ["run", "campaigns/lights", "-m", "utrecht", "--records", "residents.csv", "--target", "web"];
    let how = ["--batch", "20", "--jobs", "2", "--resume", "-o", output, "--refused", refused];
    run.into_iter().chain(how)
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
