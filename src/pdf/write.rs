use super::writer::{WriteError, Writer};
use crate::diagnostics::Diagnostic;
use crate::page::{Document, Item, Role};

/// Writes a document as PDF 1.7: the same document gives the same bytes.
///
/// A page's coordinates are points from the top left corner of its trim box. A link to an anchor
/// that no page has leads nowhere.
///
/// # Errors
/// `broken-font` if a face cannot be cut down to its glyphs.
pub fn write(document: &Document) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    write_to(&mut bytes, document).map_err(|error| match error {
        WriteError::Font(fault) => fault,
        WriteError::File(error) => unreachable!("memory takes every byte: {error}"),
    })?;
    Ok(bytes)
}

fn write_to(bytes: &mut Vec<u8>, document: &Document) -> Result<(), WriteError> {
    let mut writer = Writer::new(bytes, &document.metadata, document.output.clone());
    if document.pages.iter().any(|page| has_content(&page.items)) {
        writer.tag();
    }
    // All pages first: a group that stands on several is a form from the first on.
    for page in &document.pages {
        writer.prepare(page)?;
    }
    for page in &document.pages {
        writer.paint(page)?;
    }
    writer.finish()
}

/// Whether any element is content.
fn has_content(items: &[Item]) -> bool {
    items.iter().any(|item| match item {
        Item::Begin(structure) => structure.role != Role::Artifact,
        Item::Group(group) => has_content(&group.items),
        _ => false,
    })
}
