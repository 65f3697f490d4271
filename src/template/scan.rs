//! Finds Tera's tags in a template, and where in the HTML each of them stands.

use std::ops::Range;

/// A `{% … %}` tag that names a block, a template or the end of a block.
#[derive(Debug, PartialEq)]
pub(super) struct Tag {
    pub kind: TagKind,
    /// From `{%` to behind `%}`.
    pub range: Range<usize>,
    /// `{%-`: white space before the tag is dropped.
    pub trims_before: bool,
    /// `-%}`: white space after the tag is dropped.
    pub trims_after: bool,
    /// Whether an HTML comment could stand here.
    pub in_text: bool,
}

#[derive(Debug, PartialEq)]
pub(super) enum TagKind {
    Block(String),
    EndBlock,
    /// The name and the place of the quoted name, quotes included.
    Extends(String, Range<usize>),
    Include(String, Range<usize>),
}

/// Where in HTML the scanner is.
#[derive(Debug, PartialEq)]
enum Place {
    Text,
    Comment,
    /// Inside `<…>`; with the quote of the attribute value that is open.
    Tag {
        name: String,
        quote: Option<u8>,
    },
    /// Up to the end tag of an element whose content is not markup.
    Raw(String),
}

/// Elements whose content is text to the HTML parser: a comment there would be read as content
/// ([HTML, 13.1.2](https://html.spec.whatwg.org/multipage/syntax.html#elements-2)).
const RAW_ELEMENTS: [&str; 7] = ["style", "script", "title", "textarea", "xmp", "iframe", "noscript"];

/// All tags of interest, in source order. Never fails: what is no valid template is left to Tera.
pub(super) fn scan(source: &str) -> Vec<Tag> {
    let bytes = source.as_bytes();
    let mut tags = Vec::new();
    let mut place = Place::Text;
    let mut at = 0;
    while at < bytes.len() {
        if let Some(end) = tera_end(source, at) {
            if bytes[at + 1] == b'%' {
                tags.extend(read_tag(source, at..end, place == Place::Text));
            }
            at = end;
        } else {
            at = step(source, at, &mut place);
        }
    }
    tags
}

/// If Tera syntax opens here, where it ends.
pub(super) fn tera_end(source: &str, at: usize) -> Option<usize> {
    let rest = &source.as_bytes()[at..];
    match rest.get(..2)? {
        b"{#" => Some(find(source, at + 2, "#}")),
        b"{{" => Some(expression_end(source, at + 2, b"}}")),
        b"{%" => {
            let end = expression_end(source, at + 2, b"%}");
            let is_raw = tag_words(&source[at..end]) == "raw";
            Some(if is_raw { raw_end(source, end) } else { end })
        }
        _ => None,
    }
}

/// Behind the closing delimiter, which inside a string does not count.
pub(super) fn expression_end(source: &str, from: usize, close: &[u8; 2]) -> usize {
    let bytes = source.as_bytes();
    let mut quote = None;
    let mut at = from;
    while at < bytes.len() {
        match quote {
            Some(_) if bytes[at] == b'\\' => at += 1,
            Some(open) if bytes[at] == open => quote = None,
            Some(_) => {}
            None if bytes[at..].starts_with(close) => return at + 2,
            None if matches!(bytes[at], b'"' | b'\'' | b'`') => quote = Some(bytes[at]),
            None => {}
        }
        at += 1;
    }
    bytes.len()
}

fn raw_end(source: &str, from: usize) -> usize {
    let mut at = from;
    while let Some(found) = source[at..].find("{%") {
        let start = at + found;
        let end = expression_end(source, start + 2, b"%}");
        if tag_words(&source[start..end]) == "endraw" {
            return end;
        }
        at = start + 2;
    }
    source.len()
}

fn find(source: &str, from: usize, what: &str) -> usize {
    source
        .get(from..)
        .and_then(|rest| rest.find(what))
        .map_or(source.len(), |found| from + found + what.len())
}

/// What stands between the delimiters, without white-space control.
fn tag_words(tag: &str) -> &str {
    let inner = tag.strip_prefix("{%").unwrap_or(tag);
    let inner = inner.strip_suffix("%}").unwrap_or(inner);
    let inner = inner.strip_prefix('-').unwrap_or(inner);
    inner.strip_suffix('-').unwrap_or(inner).trim()
}

fn read_tag(source: &str, range: Range<usize>, in_text: bool) -> Option<Tag> {
    let text = &source[range.clone()];
    let words = tag_words(text);
    let (word, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let rest = rest.trim();
    let kind = match word {
        "block" => TagKind::Block(rest.to_owned()),
        "endblock" => TagKind::EndBlock,
        "extends" | "include" => {
            let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
            let name = rest[1..].strip_suffix(quote)?.to_owned();
            let start = rest.as_ptr() as usize - source.as_ptr() as usize;
            let place = start..start + rest.len();
            if word == "extends" { TagKind::Extends(name, place) } else { TagKind::Include(name, place) }
        }
        _ => return None,
    };
    let trims_before = text.starts_with("{%-");
    let trims_after = text.ends_with("-%}");
    Some(Tag { kind, range, trims_before, trims_after, in_text })
}

/// Reads one token of HTML and returns where the next one starts.
fn step(source: &str, at: usize, place: &mut Place) -> usize {
    let bytes = source.as_bytes();
    let rest = &source[at..];
    match place {
        Place::Text if rest.starts_with("<!--") => {
            *place = Place::Comment;
            at + 4
        }
        Place::Text if bytes[at] == b'<' => {
            let name: String =
                rest[1..].chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
            let opens = !name.is_empty() || rest.starts_with("</") || rest.starts_with("<!");
            let read = 1 + name.len();
            if opens {
                *place = Place::Tag { name, quote: None };
            }
            at + read
        }
        Place::Comment if rest.starts_with("-->") => {
            *place = Place::Text;
            at + 3
        }
        Place::Tag { name, quote: quote @ None } => {
            match bytes[at] {
                b'>' if RAW_ELEMENTS.contains(&name.as_str()) => *place = Place::Raw(std::mem::take(name)),
                b'>' => *place = Place::Text,
                open @ (b'"' | b'\'') => *quote = Some(open),
                _ => {}
            }
            next_char(source, at)
        }
        Place::Tag { quote: quote @ Some(_), .. } => {
            if *quote == Some(bytes[at]) {
                *quote = None;
            }
            next_char(source, at)
        }
        Place::Raw(name) if closes(rest, name) => {
            *place = Place::Tag { name: String::new(), quote: None };
            at + 2
        }
        _ => next_char(source, at),
    }
}

fn closes(rest: &str, name: &str) -> bool {
    rest.strip_prefix("</")
        .and_then(|rest| rest.get(..name.len()))
        .is_some_and(|found| found.eq_ignore_ascii_case(name))
}

fn next_char(source: &str, at: usize) -> usize {
    at + source[at..].chars().next().map_or(1, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(source: &str) -> Vec<(String, bool)> {
        scan(source)
            .into_iter()
            .filter_map(|tag| match tag.kind {
                TagKind::Block(name) => Some((name, tag.in_text)),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn text_position_is_outside_tags_and_raw_elements() {
        let source = r#"<title>{% block title %}{% endblock %}</title>
            <style>{% block css %}{% endblock %}</style>
            <p class="{% block class %}{% endblock %}">{% block body %}{% endblock body %}</p>
            <!-- {% block note %}{% endblock %} -->{%- block end -%}{% endblock %}"#;
        let expected = [
            ("title", false),
            ("css", false),
            ("class", false),
            ("body", true),
            ("note", false),
            ("end", true),
        ];
        assert_eq!(places(source), expected.map(|(name, text)| (name.to_owned(), text)));
    }

    #[test]
    fn tera_syntax_does_not_disturb_the_html() {
        let source =
            r#"{{ "<p" }}{# <p #}{% if a > "%}<p" %}{% raw %}<p {% block no %}{% endraw %}{% block yes %}"#;
        assert_eq!(places(source), [("yes".to_owned(), true)]);
    }

    #[test]
    fn names_are_read_with_their_place() {
        let source = "é{% extends 'a/b.html' %}";
        let tags = scan(source);
        let TagKind::Extends(name, place) = &tags[0].kind else { panic!("no extends in {tags:?}") };
        assert_eq!((name.as_str(), &source[place.clone()]), ("a/b.html", "'a/b.html'"));
    }

    #[test]
    fn unfinished_tags_end_with_the_file() {
        for source in ["{%", "{{ 'a", "{# ", "{% raw %}é{% x", "<p {% block a", "<!--", "</", "<ß"] {
            scan(source);
        }
    }
}
