use std::collections::BTreeMap;
use std::path::{Component, Path};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::PrintJob;

/// What lies in an output folder, exactly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// `drukwerk 0.1.0`
    pub generator: String,
    /// The campaign's id.
    pub campaign: String,
    /// By path, with `/` on every system, relative to the folder.
    pub files: BTreeMap<String, FileEntry>,
}

/// One file and the edition it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileEntry {
    pub municipality: String,
    pub cbs_code: String,
    pub language: String,
    pub piece: String,
    /// `web` or `print`; texts for the website have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Width and height of the finished page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trim_mm: Option<[f64; 2]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
    /// How it is to be printed, if it is for a press.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub print: Option<PrintJob>,
    pub bytes: u64,
    pub sha256: String,
    /// Every template file that had a part in it, strongest layer first.
    pub templates: Vec<TemplateEntry>,
    /// Findings that did not stop it.
    pub warnings: Vec<String>,
}

/// A template file of one layer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TemplateEntry {
    pub name: String,
    pub layer: String,
    pub sha256: String,
}

impl Manifest {
    pub const NAME: &'static str = "manifest.json";

    /// Pretty JSON, in the same order every time.
    pub fn to_json(&self) -> String {
        let mut json = serde_json::to_string_pretty(self).expect("strings and numbers are always JSON");
        json.push('\n');
        json
    }

    /// One line per file, as `sha256sum -c` reads it.
    pub fn checksums(&self) -> String {
        self.files.iter().map(|(path, file)| format!("{}  {path}\n", file.sha256)).collect()
    }
}

/// Whether a path is one that a build writes: `municipality/language/file`, nothing that leads elsewhere.
/// A manifest is only a file: what it names may be anything.
pub(super) fn is_output_path(path: &str) -> bool {
    let is_plain =
        |part: &str| matches!(Path::new(part).components().collect::<Vec<_>>()[..], [Component::Normal(_)]);
    let parts: Vec<&str> = path.split('/').collect();
    let known = [".pdf", ".html", ".md"].iter().any(|extension| path.ends_with(extension));
    parts.len() == 3
        && known
        && !path.contains(['\\', '\0', ':', '\n'])
        && parts.iter().all(|part| is_plain(part))
}

/// Lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Two lower-case digits for each byte.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_that_a_build_writes_are_ours() {
        assert!(is_output_path("utrecht/nl/letter.web.pdf"));
        for path in [
            "../../etc/passwd.md",
            "utrecht/../letter.pdf",
            "/etc/x.pdf",
            "a/b/c/d.pdf",
            "a//b.pdf",
            "./a/b.pdf",
            "a\\b/c/d.pdf",
            "manifest.json",
            "C:/a/b.pdf",
            "",
        ] {
            assert!(!is_output_path(path), "{path}");
        }
    }
}
