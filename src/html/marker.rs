use std::sync::Arc;

use super::Provenance;

/// What a comment says about the template around it.
#[derive(Debug, PartialEq)]
pub(super) enum Marker {
    Begin(Arc<Provenance>),
    End,
}

/// Reads `drukwerk:block NAME|TEMPLATE|LAYER` and `drukwerk:/block`, which `template` writes.
pub(super) fn read(comment: &str) -> Option<Marker> {
    let comment = comment.trim().strip_prefix("drukwerk:")?;
    if comment == "/block" {
        return Some(Marker::End);
    }
    let mut parts = comment.strip_prefix("block ")?.splitn(3, '|').map(Arc::from);
    let mut next = || parts.next().unwrap_or_default();
    Some(Marker::Begin(Arc::new(Provenance { block: next(), template: next(), layer: next() })))
}
