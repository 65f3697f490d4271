//! The example campaign in a folder of its own, to add templates and records to.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

pub struct Project {
    folder: TempDir,
}

impl Project {
    pub fn new() -> Project {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for part in ["campaigns/donkere-dagen", "assets/municipalities/utrecht", "templates"] {
            copy(&root.join(part), &folder.path().join(part));
        }
        Project { folder }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a file in a folder")).expect("there is room for a folder");
        fs::write(path, content).expect("there is room for a file");
    }

    /// Adds a piece with a template of one file, an A4.
    pub fn add_piece(&self, name: &str, html: &str) {
        self.write(&format!("templates/{name}/{name}.html"), html);
        let campaign = "campaigns/donkere-dagen/campaign.yaml";
        let text = fs::read_to_string(self.path().join(campaign)).expect("the example has one");
        self.write(
            campaign,
            format!("{text}  {name}: {{ template: {name}, format: A4, title: {{ nl: Proef }} }}\n"),
        );
    }

    /// The files of a run over these records, in order.
    pub fn run(&self, records: &str, arguments: &str) -> Vec<PathBuf> {
        self.write("records.csv", records);
        let program = std::env::var_os("PROGRAM").map_or_else(
            || PathBuf::from(env!("CARGO_BIN_EXE_drukwerk")),
            |program| Path::new(env!("CARGO_MANIFEST_DIR")).join(program),
        );
        let output = Command::new(program)
            .current_dir(self.path())
            .args(["run", "campaigns/donkere-dagen", "-m", "utrecht", "-r", "records.csv", "-o", "out"])
            .args(arguments.split_whitespace())
            .output()
            .expect("the program starts");
        let refused = fs::read_to_string(self.path().join("records.refused.csv")).unwrap_or_default();
        assert!(output.status.success(), "{}{refused}", String::from_utf8_lossy(&output.stderr));
        let entries = fs::read_dir(self.path().join("out")).expect("a run writes its folder");
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
        files.retain(|path| path.extension().is_some_and(|extension| extension == "pdf"));
        files.sort();
        files
    }
}

/// How many letters are looked at where many are.
pub fn letters() -> usize {
    std::env::var("LETTERS").map_or(1000, |count| count.parse().expect("LETTERS is a number"))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("there is room for a folder");
    for entry in fs::read_dir(from).expect("the folder is committed") {
        let entry = entry.expect("the folder is readable");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("there is room for a file");
        }
    }
}

/// The text of each page, without the signs that only say which way it runs; `None` where no program reads it.
pub fn texts(file: &Path) -> Option<Vec<String>> {
    let Ok(output) = Command::new("pdftotext").args(["-enc", "UTF-8"]).arg(file).arg("-").output() else {
        eprintln!("skipped: `pdftotext` is not installed");
        return None;
    };
    let text = String::from_utf8(output.stdout).expect("pdftotext writes UTF-8");
    let text: String = text
        .chars()
        .filter(|sign| !matches!(sign, '\u{202a}'..='\u{202e}' | '\u{200e}' | '\u{200f}'))
        .collect();
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    pages.pop();
    Some(pages)
}

/// Nothing is wrong with a file; passes where qpdf is not installed.
pub fn check(file: &Path) {
    if let Ok(output) = Command::new("qpdf").arg("--check").arg(file).output() {
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
}
