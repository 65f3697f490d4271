//! What the letters of a run were told of, for those who watch it. It may quote a row, so it never goes into the
//! bundle.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::reasons;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity, Words};

/// One finding of each kind, the first by its row, and how many letters have it.
#[derive(Debug, Default)]
pub struct Heard(Mutex<BTreeMap<(Severity, &'static str), Kind>>);

#[derive(Debug)]
struct Kind {
    row: u32,
    finding: Diagnostic,
    letters: u64,
    /// The letter that was counted last.
    last: u32,
}

impl Heard {
    /// Takes note of what was found in the letter of a row.
    pub(super) fn note(&self, row: u32, found: &Diagnostics) {
        if found.is_empty() {
            return;
        }
        let mut kinds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for finding in found.iter() {
            let new = || Kind { row, finding: finding.clone(), letters: 0, last: 0 };
            let kind = kinds.entry((finding.severity, finding.code)).or_insert_with(new);
            if row < kind.row {
                (kind.row, kind.finding) = (row, finding.clone());
            }
            kind.letters += u64::from(kind.last != row);
            kind.last = row;
        }
    }

    /// Errors first; `redact`: without the words of a finding, which may quote a row.
    pub fn findings(self, redact: bool) -> Diagnostics {
        let kinds = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let told = kinds.into_values().map(|Kind { row, finding, letters, .. }| {
            let mut finding = if redact { reasons::redacted(&finding) } else { finding };
            let others = letters - 1;
            finding.notes.insert(
                0,
                match others {
                    0 => Words::both(format!("in row {row}"), format!("in rij {row}")),
                    others => Words::both(
                        format!("in row {row}, and in {others} more"),
                        format!("in rij {row}, en in nog {others}"),
                    ),
                },
            );
            finding
        });
        told.collect::<Vec<_>>().into()
    }
}
