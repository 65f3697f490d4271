//! Prepares a template for Tera: markers around blocks, `extends` one layer down.

use std::collections::BTreeSet;
use std::ops::Range;

use super::scan::{Tag, TagKind, scan};

/// A template as Tera gets it, and the way back to what its author wrote.
#[derive(Debug, Default)]
pub(super) struct Marked {
    pub text: String,
    edits: Vec<Edit>,
}

/// `range` of the source was replaced.
#[derive(Debug)]
struct Edit {
    range: Range<usize>,
    with: String,
}

/// How the markers of one template are written.
pub(super) struct Marking<'a> {
    pub is_html: bool,
    /// `letter/letter.html`
    pub template: &'a str,
    /// `utrecht`, `donkere-dagen`, `project`, `built in`
    pub layer: &'a str,
    /// Blocks that this template or one it extends puts where no comment may stand.
    pub unmarkable: &'a BTreeSet<String>,
    /// The name under which Tera finds what this `extends` or `include` means.
    pub registered: &'a dyn Fn(&str) -> Option<String>,
    /// Template and layer of what an `include` of this name brings, if it brings HTML.
    pub included: &'a dyn Fn(&str) -> Option<(String, String)>,
}

/// Blocks outside text position, and blocks inside them.
pub(super) fn unmarkable_blocks(source: &str) -> BTreeSet<String> {
    let mut open: Vec<bool> = Vec::new();
    let mut names = BTreeSet::new();
    for tag in scan(source) {
        match tag.kind {
            TagKind::Block(name) => {
                let inside = open.last().copied().unwrap_or(false);
                open.push(inside || !tag.in_text);
                if inside || !tag.in_text {
                    names.insert(name);
                }
            }
            TagKind::EndBlock => drop(open.pop()),
            _ => {}
        }
    }
    names
}

/// Inserts `<!--drukwerk:block NAME|TEMPLATE|LAYER-->` and `<!--drukwerk:/block-->`, which `html::parse` reads.
/// What is not HTML gets no markers.
pub(super) fn mark(source: &str, marking: &Marking) -> Marked {
    let mut edits = Vec::new();
    // The name of every open block, and whether it got a marker.
    let mut open: Vec<(String, bool)> = Vec::new();
    for tag in scan(source) {
        match &tag.kind {
            TagKind::Block(name) => {
                let marks = marking.is_html && tag.in_text && !marking.unmarkable.contains(name);
                open.push((name.clone(), marks));
                if marks {
                    edits.push(opening(source, &tag, name, marking));
                }
            }
            TagKind::EndBlock => {
                if let Some((_, true)) = open.pop() {
                    let earliest = edits.last().map_or(0, |edit: &Edit| edit.range.end);
                    edits.push(closing(source, &tag, earliest));
                }
            }
            TagKind::Extends(name, place) => edits.extend(renamed(name, place, marking)),
            TagKind::Include(name, place) => {
                let brought = (marking.included)(name)
                    .filter(|_| marking.is_html && tag.in_text && !is_inside_unmarkable(&open, marking));
                let block = open.last().map_or("", |(name, _)| name.as_str());
                if let Some((template, layer)) = &brought {
                    edits.push(Edit {
                        range: tag.range.start..tag.range.start,
                        with: begin(block, template, layer),
                    });
                }
                edits.extend(renamed(name, place, marking));
                if brought.is_some() {
                    edits.push(Edit { range: tag.range.end..tag.range.end, with: END.to_owned() });
                }
            }
        }
    }
    Marked { text: apply(source, &edits), edits }
}

const END: &str = "<!--drukwerk:/block-->";

fn begin(block: &str, template: &str, layer: &str) -> String {
    format!("<!--drukwerk:block {block}|{template}|{layer}-->")
}

fn is_inside_unmarkable(open: &[(String, bool)], marking: &Marking) -> bool {
    open.iter().any(|(name, _)| marking.unmarkable.contains(name))
}

/// Behind the white space that `-%}` drops, so that it still drops it.
fn opening(source: &str, tag: &Tag, name: &str, marking: &Marking) -> Edit {
    let rest = &source[tag.range.end..];
    let skipped = if tag.trims_after { rest.len() - rest.trim_start().len() } else { 0 };
    let at = tag.range.end + skipped;
    Edit { range: at..at, with: begin(name, marking.template, marking.layer) }
}

/// Before the white space that `{%-` drops; in an empty block behind the opening marker.
fn closing(source: &str, tag: &Tag, earliest: usize) -> Edit {
    let before = &source[..tag.range.start];
    let at = if tag.trims_before { before.trim_end().len().max(earliest) } else { before.len() };
    Edit { range: at..at, with: END.to_owned() }
}

fn renamed(name: &str, place: &Range<usize>, marking: &Marking) -> Option<Edit> {
    let with = format!("\"{}\"", (marking.registered)(name)?);
    Some(Edit { range: place.clone(), with })
}

fn apply(source: &str, edits: &[Edit]) -> String {
    let mut text =
        String::with_capacity(source.len() + edits.iter().map(|edit| edit.with.len()).sum::<usize>());
    let mut from = 0;
    for edit in edits {
        text.push_str(&source[from..edit.range.start]);
        text.push_str(&edit.with);
        from = edit.range.end;
    }
    text.push_str(&source[from..]);
    text
}

impl Marked {
    /// The place in the source of a place in the marked text.
    pub fn original(&self, marked: usize) -> usize {
        let (mut removed, mut added) = (0, 0);
        for edit in &self.edits {
            let start = edit.range.start + added - removed;
            if marked < start {
                break;
            }
            if marked < start + edit.with.len() {
                return edit.range.start;
            }
            removed += edit.range.len();
            added += edit.with.len();
        }
        marked + removed - added
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(source: &str) -> Marked {
        let unmarkable = unmarkable_blocks(source);
        let registered = |name: &str| Some(format!("below:{name}"));
        let included = |name: &str| Some((name.to_owned(), "project".to_owned()));
        mark(
            source,
            &Marking {
                is_html: true,
                template: "a.html",
                layer: "utrecht",
                unmarkable: &unmarkable,
                registered: &registered,
                included: &included,
            },
        )
    }

    #[test]
    fn blocks_and_includes_in_text_are_marked() {
        let source = "<title>{% block t %}x{% endblock %}</title>{% block b %}<p>{% include 'c.html' %}{% endblock b %}";
        assert_eq!(
            marked(source).text,
            "<title>{% block t %}x{% endblock %}</title>{% block b %}<!--drukwerk:block b|a.html|utrecht--><p>\
             <!--drukwerk:block b|c.html|project-->{% include \"below:c.html\" %}<!--drukwerk:/block-->\
             <!--drukwerk:/block-->{% endblock b %}"
        );
    }

    #[test]
    fn white_space_control_keeps_its_effect() {
        assert_eq!(
            marked("{% block b -%}  x  {%- endblock %}").text,
            "{% block b -%}  <!--drukwerk:block b|a.html|utrecht-->x<!--drukwerk:/block-->  {%- endblock %}"
        );
        assert_eq!(
            marked("{% block b -%}  {%- endblock %}").text,
            "{% block b -%}  <!--drukwerk:block b|a.html|utrecht--><!--drukwerk:/block-->{%- endblock %}"
        );
    }

    #[test]
    fn places_lead_back_to_the_source() {
        let source = "{% extends 'a.html' %}{% block b %}{{ oops }}{% endblock %}{{ late }}";
        let marked = marked(source);
        for word in ["oops", "late", "endblock"] {
            let place = marked.text.find(word).expect("kept");
            assert_eq!(Some(marked.original(place)), source.find(word), "{word}");
        }
    }
}
