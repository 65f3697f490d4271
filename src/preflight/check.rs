use super::Finished;
use super::rules::{OF_DOCUMENTS, OF_PAGES};
use super::tell::Tell;
use super::view::View;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};

/// Checks finished pages by all rules. Errors are what a print shop would refuse or a machine could not post;
/// warnings are what only may go wrong.
pub fn check(finished: &Finished) -> Diagnostics {
    let mut tell = Tell::new(finished);
    let pages = finished.document.pages.iter().enumerate();
    let views: Vec<View> = pages.map(|(index, page)| View::new(finished, index, page)).collect();
    for view in &views {
        OF_PAGES.iter().for_each(|rule| rule(view, &mut tell));
    }
    OF_DOCUMENTS.iter().for_each(|rule| rule(finished, &views, &mut tell));
    tell.finish()
}

/// What layout found, as a press sees it: a screen lets text that leaves the page go, a knife cuts through it.
pub fn stricter(found: Diagnostics) -> Diagnostics {
    let stricter = |finding: Diagnostic| match finding.code {
        "off-page" => Diagnostic { severity: Severity::Error, ..finding },
        _ => finding,
    };
    found.into_vec().into_iter().map(stricter).collect::<Vec<_>>().into()
}
