//! What a print shop asks before it prints, from what the manifest says of the files for it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{FileEntry, Manifest};

/// How one file is to be printed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PrintJob {
    /// The printer's profile: `offset`.
    pub printer: String,
    pub bleed_mm: f64,
    /// Process inks of the front and of the back, as print shops count them: `4/4`, `4/0`, `1/1`.
    pub colors: String,
    /// Named inks, those of the knife among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spots: Vec<String>,
    /// `300 g/m² sulphate board`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
    /// `die cut hanger-35`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finishing: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u32>,
    /// How it lies on the printer's sheets; `None`: it does not fit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheets: Option<SheetJob>,
}

/// Pieces on sheets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SheetJob {
    /// `320 mm × 450 mm`
    pub size: String,
    /// Pieces on one sheet.
    pub n_up: u32,
    /// For the quantity, without overs; `None` if no quantity is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// Sheets more, for what is spoilt on the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overs: Option<u32>,
}

#[derive(Serialize)]
struct Ticket<'m> {
    campaign: &'m str,
    jobs: Vec<Job<'m>>,
}

#[derive(Serialize)]
struct Job<'m> {
    product: &'m str,
    municipality: &'m str,
    language: &'m str,
    size_mm: Option<[f64; 2]>,
    pages: Option<usize>,
    #[serde(flatten)]
    job: &'m PrintJob,
    /// Each with its SHA-256.
    files: BTreeMap<&'m str, &'m str>,
}

impl Manifest {
    pub const TICKET: &'static str = "job-ticket.yaml";

    /// The files of the same piece for a press: its pages, and those pages on sheets.
    fn printed_like(&self, file: &FileEntry) -> BTreeMap<&str, &str> {
        let key = |entry: &FileEntry| {
            let FileEntry { municipality, language, piece, target, .. } = entry.clone();
            (municipality, language, piece, target)
        };
        let of_piece = self.files.iter().filter(|(_, other)| key(other) == key(file));
        of_piece.map(|(path, file)| (path.as_str(), file.sha256.as_str())).collect()
    }

    /// The job ticket as YAML; `None` if nothing is for a press.
    pub fn ticket(&self) -> Option<String> {
        let jobs = self.files.values().filter_map(|file| {
            Some(Job {
                product: &file.piece,
                municipality: &file.municipality,
                language: &file.language,
                size_mm: file.trim_mm,
                pages: file.pages,
                job: file.print.as_ref()?,
                files: self.printed_like(file),
            })
        });
        let jobs: Vec<Job> = jobs.collect();
        if jobs.is_empty() {
            return None;
        }
        let ticket = Ticket { campaign: &self.campaign, jobs };
        Some(serde_yaml::to_string(&ticket).expect("texts and numbers are always YAML"))
    }
}
