//! What people see in their terminal, to the letter. Each case is one file in `tests/cli`:
//!
//! ```text
//! What the case shows, in one sentence.
//! === project small            a copy of tests/cli/projects/small to start from
//! === file PATH                followed by the file's text
//! === bytes PATH               followed by a file's bytes in hexadecimal
//! === link PATH TARGET         a symbolic link
//! === replace PATH             followed by `old`, a line `=>`, and `new`
//! === remove PATH
//! === env NAME=VALUE           for all runs below it; `NAME=` takes it away
//! === run build campaigns/x    followed by what is expected; `run-full` is a disk without room, `run-nl`
//!                              a terminal in Dutch:
//! === stdout
//! === stderr
//! === exit 1                   0 if not given
//! === exists PATH              and `=== absent PATH`
//! === same PATH PATH           two files or folders hold the same bytes
//! ```
//!
//! `UPDATE=1 cargo test --test cli` writes the texts it sees into the cases; look at the difference.
//! `CASE=missing cargo test --test cli` runs the cases whose name holds `missing`.

#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Variables by which engines tell who is which.
const ENGINES: [&str; 4] =
    ["JOB_COMPLETION_INDEX", "AWS_BATCH_JOB_ARRAY_INDEX", "CI_NODE_INDEX", "SLURM_ARRAY_TASK_ID"];

struct Section {
    head: String,
    body: String,
}

#[test]
fn terminal_text_is_as_written() {
    run_cases("tests/cli", std::env::var_os("UPDATE").is_some());
}

/// What the program should say and does not yet. A case that passes moves up to the others.
fn run_cases(folder: &str, is_update: bool) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut cases: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("cases are there")
        .map(|entry| entry.expect("readable").path())
        .collect();
    cases.retain(|path| path.extension().is_some_and(|extension| extension == "case"));
    cases.sort();
    assert!(!cases.is_empty(), "no cases in {}", folder.display());
    let only = std::env::var("CASE").ok();
    let mut failed = Vec::new();
    for path in cases {
        let name = path.file_stem().expect("has a name").to_string_lossy().into_owned();
        if only.as_ref().is_some_and(|only| !name.contains(only.as_str())) {
            continue;
        }
        if let Err(fault) = run_case(&path, is_update) {
            failed.push(format!("{name}: {fault}"));
        }
    }
    assert!(failed.is_empty(), "\n{}", failed.join("\n\n"));
}

fn run_case(path: &Path, is_update: bool) -> Result<(), String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let (intro, sections) = parse(&text);
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut seen: Vec<Section> = Vec::new();
    let mut wrong = Vec::new();
    // No update writes these away.
    let mut untrue = Vec::new();
    // What runs the tests must not be taken for what runs the program.
    let mut variables: Vec<(String, String)> = ENGINES.map(|name| (name.to_owned(), String::new())).into();
    let mut rest = sections.into_iter().peekable();
    while let Some(section) = rest.next() {
        let (word, argument) = section.head.split_once(' ').unwrap_or((section.head.as_str(), ""));
        let place = folder.path().join(argument);
        match word {
            "project" => copy(&projects().join(argument), folder.path())?,
            "file" => write(&place, &section.body)?,
            "bytes" => write(&place, from_hex(&section.body)?)?,
            "link" => link(folder.path(), argument)?,
            "remove" => fs::remove_file(&place)
                .or_else(|_| fs::remove_dir_all(&place))
                .map_err(|error| error.to_string())?,
            "replace" => replace(&place, &section.body)?,
            "env" => {
                let (name, value) = argument.split_once('=').ok_or("`env` takes NAME=VALUE")?;
                variables.push((name.to_owned(), value.to_owned()));
            }
            "exists" | "absent" => {
                if place.exists() != (word == "exists") {
                    untrue.push(section.head.clone());
                }
            }
            "same" => {
                let (one, other) = argument.split_once(' ').ok_or("`same` takes two paths")?;
                let (one, other) = (folder.path().join(one), folder.path().join(other));
                if !one.exists() || contents(&one) != contents(&other) {
                    untrue.push(section.head.clone());
                }
            }
            "run" | "run-full" | "run-nl" => {
                let ran = run(argument, folder.path(), word, &variables)?;
                seen.push(section);
                for (head, body) in ran {
                    let expected = rest.next_if(|next| next.head.split(' ').next() == head.split(' ').next());
                    let (expected_head, expected_body) =
                        expected.map_or((None, String::new()), |it| (Some(it.head), it.body));
                    let is_default = head == "exit 0" || (body.is_empty() && !head.starts_with("exit"));
                    let same_head = expected_head.as_deref().map_or(is_default, |expected| expected == head);
                    if !same_head || expected_body != body {
                        let wanted = expected_head.unwrap_or_else(|| "nothing".to_owned());
                        wrong.push(format!("expected {wanted}\n{expected_body}seen {head}\n{body}"));
                    }
                    if !is_default {
                        seen.push(Section { head, body });
                    }
                }
                continue;
            }
            _ => return Err(format!("unknown section `{}`", section.head)),
        }
        seen.push(section);
    }
    if !wrong.is_empty() && is_update {
        let sections: String =
            seen.iter().map(|section| format!("=== {}\n{}", section.head, section.body)).collect();
        fs::write(path, format!("{intro}{sections}")).map_err(|error| error.to_string())?;
        wrong.clear();
    }
    wrong.extend(untrue.into_iter().map(|head| format!("not so: {head}")));
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

fn parse(text: &str) -> (String, Vec<Section>) {
    let mut intro = String::new();
    let mut sections: Vec<Section> = Vec::new();
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("=== ") {
            Some(head) => sections.push(Section { head: head.trim().to_owned(), body: String::new() }),
            None => sections.last_mut().map_or(&mut intro, |section| &mut section.body).push_str(line),
        }
    }
    (intro, sections)
}

/// Standard output, standard error and exit code, with what differs from run to run taken out.
fn run(
    arguments: &str,
    folder: &Path,
    word: &str,
    variables: &[(String, String)],
) -> Result<[(String, String); 3], String> {
    let program = env!("CARGO_BIN_EXE_drukwerk");
    let is_full = word == "run-full";
    let locale = if word == "run-nl" { "nl_NL.UTF-8" } else { "C" };
    let mut command = Command::new(if is_full { "sh" } else { program });
    if is_full {
        // A limit of no bytes for any file; the signal is ignored, so writing fails as on a full disk.
        command.args(["-c", "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\"", program]);
    }
    let output = command
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .env_remove("SOURCE_DATE_EPOCH")
        .envs(variables.iter().map(|(name, value)| (name, value)))
        .env("LC_ALL", locale)
        .env("NO_COLOR", "1")
        .output()
        .map_err(|error| error.to_string())?;
    let clean = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).replace(&folder.display().to_string(), "PROJECT");
        text.split_inclusive('\n').map(without_seconds).collect::<String>()
    };
    Ok([
        ("stdout".to_owned(), clean(&output.stdout)),
        ("stderr".to_owned(), clean(&output.stderr)),
        (format!("exit {}", output.status.code().ok_or("ended by a signal")?), String::new()),
    ])
}

/// `…, 0.3 s → dist` ends the line of a build, `…, 0.3 s, 800 a second → dist` that of a print run.
fn without_seconds(line: &str) -> String {
    let line = match line.split_once(" s, ").zip(line.split_once(" a second → ")) {
        Some(((before, _), (_, after))) => &format!("{before} s → {after}"),
        None => line,
    };
    let timed = line.split_once(" s → ").and_then(|(before, after)| {
        let (before, seconds) = before.rsplit_once(' ')?;
        seconds.parse::<f32>().ok().map(|_| format!("{before} N s → {after}"))
    });
    timed.unwrap_or_else(|| line.to_owned())
}

fn projects() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/projects")
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    for (name, bytes) in contents(from) {
        write(&to.join(name), &bytes)?;
    }
    Ok(())
}

fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<(), String> {
    fs::create_dir_all(path.parent().expect("inside the project")).map_err(|error| error.to_string())?;
    fs::write(path, bytes).map_err(|error| error.to_string())
}

fn from_hex(text: &str) -> Result<Vec<u8>, String> {
    let digits: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let byte = |pair: &[char]| u8::from_str_radix(&pair.iter().collect::<String>(), 16);
    digits.chunks(2).map(|pair| byte(pair).map_err(|error| error.to_string())).collect()
}

fn link(folder: &Path, argument: &str) -> Result<(), String> {
    let (path, target) = argument.split_once(' ').ok_or("`link` takes a path and a target")?;
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("inside the project")).map_err(|error| error.to_string())?;
    std::os::unix::fs::symlink(target, path).map_err(|error| error.to_string())
}

fn replace(path: &Path, body: &str) -> Result<(), String> {
    let (old, new) = body.split_once("\n=>\n").ok_or("`replace` needs a line `=>`")?;
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    if !text.contains(old) {
        return Err(format!("`{old}` is not in {}", path.display()));
    }
    fs::write(path, text.replacen(old, new.trim_end_matches('\n'), 1)).map_err(|error| error.to_string())
}

/// Every file below a folder, or the file itself, sorted by name.
fn contents(path: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut waiting = vec![PathBuf::new()];
    while let Some(name) = waiting.pop() {
        let full = if name.as_os_str().is_empty() { path.to_owned() } else { path.join(&name) };
        match fs::read_dir(&full) {
            Ok(entries) => waiting.extend(entries.flatten().map(|entry| name.join(entry.file_name()))),
            Err(_) => found.push((name, fs::read(&full).unwrap_or_default())),
        }
    }
    found.sort();
    found
}
