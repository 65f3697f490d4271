//! Why a row is not printed, in words that hold nothing of what stands in it: the bundle is passed on.

use crate::diagnostics::{Diagnostic, Diagnostics, Locale, Severity};
use crate::records::Refusal;

/// What `run.json` and the list of refused rows say of a row that cannot be read as an address.
pub(super) fn of_refusal(refusal: &Refusal) -> String {
    let text = refusal.reason.text(Locale::English);
    match &refusal.column {
        Some(column) => format!("column `{column}`: {text}"),
        None => text.to_string(),
    }
}

/// The first error says why a letter is not printed: its code, and what they say of it.
pub(super) fn of_findings(found: &Diagnostics) -> (&'static str, &'static str) {
    let error = found.iter().find(|finding| finding.severity == Severity::Error);
    let code = error.map_or("internal", |finding| finding.code);
    (code, of_code(code))
}

/// What a finding of a letter is about. Its own message may quote the value.
pub fn of_code(code: &str) -> &'static str {
    match code {
        "overflow" => "text does not fit into its frame",
        "off-page" => "text runs off the page",
        "missing-glyph" => "a character is in none of the fonts",
        "undefined-variable" => "the template asks for a value that this row does not have",
        "template" | "wrong-text" | "unknown-placeholder" | "missing-text" => {
            "the template cannot be filled in with this row"
        }
        "missing-file" | "broken-image" | "broken-data-uri" | "outside-project" | "remote-file" => {
            "a picture of the letter cannot be used"
        }
        "too-many-pages" | "too-many-pixels" | "too-complex" | "too-deep" => "the letter becomes too large",
        "window-without-address" | "window-hides-address" | "window-shows-more" => {
            "the address does not stand in the window of the envelope"
        }
        "missing-block" => "a part that the letter needs is on no page",
        "bleed-missing" | "under-die" | "low-resolution" | "hairline" | "too-much-ink"
        | "rich-black-text" | "safe-area" | "near-die" | "small-type" | "low-contrast" | "lost-link"
        | "crowded-page" => "the preflight finds a fault in the letter",
        "internal" => "drukwerk itself failed on this row; please report this",
        _ => "something is wrong with the letter",
    }
}

/// A finding of a letter as it may be shown to anybody.
pub(super) fn redacted(finding: &Diagnostic) -> Diagnostic {
    let of_its_kind = match finding.severity {
        Severity::Error => Diagnostic::error,
        Severity::Warning => Diagnostic::warning,
    };
    of_its_kind(finding.code, of_code(finding.code))
}
