//! Print runs in shards: together they are the run that one machine makes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use drukwerk::run::collect;
use serde_json::Value;

/// Of which one is refused and one is there twice.
const RECORDS: u64 = 237;

#[test]
fn shards_are_the_run_in_one() {
    let place = project();
    for settings in ["", "--order address --skip-duplicates --duplex --separators"] {
        print(place.path(), &format!("{settings} --refused refused.csv"), "whole");
        for of in [1, 2, 3, 16] {
            let folder = place.path().join("parts");
            for number in 1..=of {
                print(place.path(), &format!("{settings} --shard {number}/{of}"), "parts");
            }
            collect(&folder).expect("they are whole");
            check_same(&place.path().join("whole"), &folder, of);
            fs::remove_dir_all(&folder).expect("removed");
        }
        fs::remove_dir_all(place.path().join("whole")).expect("removed");
    }
}

/// The same files and lists, but for the folders that the files are in.
fn check_same(whole: &Path, parts: &Path, of: u32) {
    let text = |path: PathBuf| fs::read_to_string(path).expect("a list");
    for list in ["packing-list.csv", "SHA256SUMS", "run.json"] {
        let mut joint = text(parts.join(list)).replace(&format!("  \"shards\": {of},\n"), "");
        for folder in shards(parts) {
            joint = joint.replace(&format!("{folder}/"), "");
        }
        assert_eq!(joint, text(whole.join(list)), "{list} of {of}");
    }
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for folder in shards(parts) {
        files.extend(letters(&parts.join(folder)));
    }
    assert!(files == letters(whole), "letters of {of} shards");
    assert_eq!(files.len(), 24);
}

/// Whatever stands in a list of a shard: an answer, never a panic, and never fewer records than there are.
#[test]
fn lists_may_hold_anything() {
    let place = project();
    let folder = place.path().join("parts");
    for number in 1..=3 {
        print(place.path(), &format!("--shard {number}/3"), "parts");
    }
    let list = folder.join("shard-2-of-3/run.json");
    let text = fs::read_to_string(&list).expect("a list");
    let numbers: Vec<(usize, usize)> = numbers(&text);
    let hostile = [
        "0",
        "1",
        "2",
        "3",
        "80",
        "4294967295",
        "4294967296",
        "9223372036854775807",
        "18446744073709551615",
        "-1",
        "null",
        "1e999",
        "\"../../x.pdf\"",
        "[]",
    ];
    let mut refused = 0;
    for (at, end) in &numbers {
        for value in hostile {
            fs::write(&list, format!("{}{value}{}", &text[..*at], &text[*end..])).expect("written");
            match collect(&folder) {
                Ok((ledger, _)) => assert_eq!((ledger.records.read, ledger.letters), (RECORDS, RECORDS - 1)),
                Err(found) => {
                    assert!(!folder.join("run.json").exists());
                    refused += usize::from(found.has_errors());
                }
            }
        }
    }
    assert!(refused > numbers.len() * 10, "{refused} of {} are refused", numbers.len() * hostile.len());
    // Cut short anywhere.
    for end in (0..text.len() - 2).step_by(97) {
        fs::write(&list, &text[..end]).expect("written");
        assert!(collect(&folder).is_err());
    }
    fs::write(&list, text).expect("written");
    collect(&folder).expect("whole again");
}

/// Where numbers stand in a text.
fn numbers(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let value = line.rsplit(": ").next().unwrap_or(line).trim().trim_end_matches(',');
        if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
            let start = at + line.rfind(value).expect("it is of the line");
            found.push((start, start + value.len()));
        }
        at += line.len();
    }
    assert!(found.len() > 50);
    found
}

/// A campaign with a letter that names its record, and residents, of whom some are refused or doubled.
fn project() -> tempfile::TempDir {
    let place = tempfile::tempdir().expect("a temporary folder");
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/projects/small");
    copy(&from, place.path());
    let template = place.path().join("templates/note/note.html");
    let html = fs::read_to_string(&template).expect("a template");
    let name = "{% if record?.name %}<p>{{ record.name }}, {{ record.city }}</p>{% endif %}<h1>";
    fs::write(&template, html.replacen("<h1>", name, 1)).expect("written");
    let count = RECORDS - 2;
    drukwerk(place.path(), &format!("records sample --count {count} --languages nl,en -o residents.csv"));
    let list = place.path().join("residents.csv");
    let text = fs::read_to_string(&list).expect("a list");
    let lines: Vec<&str> = text.lines().collect();
    let (header, first) = (lines[0], lines[1]);
    let blank = ";".repeat(header.matches(';').count());
    let nobody = format!("{}nl", blank);
    fs::write(&list, format!("{}\n{blank}\n{nobody}\n\n{first}\n", lines.join("\n"))).expect("written");
    place
}

fn print(place: &Path, settings: &str, output: &str) {
    let run = "run campaigns/lights --piece note -m utrecht --records residents.csv --target web --batch 10 --max-errors 1";
    drukwerk(place, &format!("{run} -o {output} {settings}"));
}

fn drukwerk(place: &Path, arguments: &str) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_drukwerk"));
    let output = command
        .args(arguments.split_whitespace())
        .current_dir(place)
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .expect("it starts");
    assert!(output.status.success(), "{arguments}\n{}", String::from_utf8_lossy(&output.stderr));
}

fn shards(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("readable").file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.retain(|name| name.starts_with("shard-"));
    names.sort();
    names
}

fn letters(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("readable").path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|extension| extension == "pdf")).collect();
    files.sort();
    let name = |path: &Path| path.file_name().expect("named").to_string_lossy().into_owned();
    files.iter().map(|path| (name(path), fs::read(path).expect("readable"))).collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("readable").path();
        let target = to.join(path.file_name().expect("named"));
        match path.is_dir() {
            true => copy(&path, &target),
            false => fs::write(target, fs::read(&path).expect("readable")).expect("written"),
        }
    }
}

/// Files of the documentation for engines: they can be parsed, agree with themselves, and drukwerk knows what it is
/// told in them.
#[test]
fn files_for_engines_hold_together() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/print-runs");
    let place = tempfile::tempdir().expect("a temporary folder");
    let mut commands: Vec<String> = Vec::new();
    for name in ["kubernetes.yaml", "gitlab-ci.yml", "github-actions.yml"] {
        let text = fs::read_to_string(docs.join(name)).expect("a file");
        for document in text.split("\n---\n") {
            let value: Value =
                serde_yaml::from_str(document).unwrap_or_else(|error| panic!("{name}: {error}"));
            if name == "kubernetes.yaml" {
                commands.push(of_kubernetes(&value));
            } else {
                texts(&value, &mut |text| {
                    if text.starts_with("drukwerk ") {
                        commands.push(text.to_owned());
                    }
                });
            }
        }
    }
    let script = fs::read_to_string(docs.join("slurm.sh")).expect("a file").replace("\\\n", " ");
    commands.extend(script.lines().filter_map(|line| line.strip_prefix("exec ")).map(str::to_owned));
    assert_eq!(commands.len(), 7, "{commands:#?}");
    for command in commands {
        let command = command
            .replace("${{ matrix.shard }}/${{ strategy.job-total }}", "1/2")
            .replace("\"${SHARD:-auto}\"", "1/2")
            .replace("\"${SLURM_CPUS_PER_TASK:-1}\"", "1")
            .replace("\"$BATCH\"", "10");
        let output = Command::new(env!("CARGO_BIN_EXE_drukwerk"))
            .args(command.split_whitespace().skip(1))
            .current_dir(place.path())
            .envs([("CI_NODE_INDEX", "1"), ("CI_NODE_TOTAL", "2"), ("JOB_COMPLETION_INDEX", "")])
            .output()
            .expect("it starts");
        // Nothing is there to be printed; a command that is wrong in itself would be 2.
        assert_eq!(output.status.code(), Some(1), "{command}\n{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// What a container of a job is told. An indexed one has as many completions as it says shards.
fn of_kubernetes(job: &Value) -> String {
    let container = &job["spec"]["template"]["spec"]["containers"][0];
    let mut words: Vec<&str> = Vec::new();
    for list in ["command", "args"] {
        words.extend(
            container[list].as_array().expect("a list").iter().map(|word| word.as_str().expect("a word")),
        );
    }
    let shards = words.iter().find_map(|word| word.strip_prefix("--shards="));
    assert_eq!(shards.map(str::to_owned), job["spec"].get("completions").map(Value::to_string));
    // The number comes from the engine, which is not there.
    words.join(" ").replace("--shards=16", "--shard=1/16")
}

/// Every text in a document.
fn texts(value: &Value, see: &mut dyn FnMut(&str)) {
    match value {
        Value::String(text) => see(text),
        Value::Array(list) => list.iter().for_each(|value| texts(value, see)),
        Value::Object(map) => map.values().for_each(|value| texts(value, see)),
        _ => {}
    }
}
