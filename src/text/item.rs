//! Stretches of one style, direction, script and face: what is shaped at once.

use std::ops::Range;
use std::sync::Arc;

use harfrust::{Script, Tag};
use unicode_script::{Script as UnicodeScript, UnicodeScript as _};
use unicode_segmentation::UnicodeSegmentation;

use super::bidi::Levels;
use super::character::is_line_end;
use super::face::OpenFace;
use super::fallback::{Choice, Lookup, is_same};
use super::{FontBook, Missing, Paragraph, TextStyle};

/// After so many bytes an item ends at the next space, so that no run costs more than its length;
pub(super) const LONG: usize = 4096;
/// and here it ends anyhow.
const TOO_LONG: usize = 16_384;

pub(super) struct Item {
    /// Bytes of the paragraph; items follow each other without gaps.
    pub range: Range<usize>,
    pub level: u8,
    pub content: Content,
}

pub(super) enum Content {
    Text(TextItem),
    /// Index of the object.
    Object(usize),
    Tab,
    /// Line feeds and other control characters.
    Control,
}

#[derive(Clone)]
pub(super) struct TextItem {
    pub face: Arc<OpenFace>,
    pub style: Arc<TextStyle>,
    pub script: Script,
}

/// One grapheme cluster, with what decides where an item ends.
struct Grapheme {
    at: usize,
    len: usize,
    style: usize,
    face: usize,
    level: u8,
    script: UnicodeScript,
    /// Of no script itself: spaces, digits, punctuation.
    is_weak: bool,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Text,
    Object(usize),
    Tab,
    Control,
}

pub(super) fn itemize(fonts: &FontBook, paragraph: &Paragraph, levels: &Levels) -> (Vec<Item>, Vec<Missing>) {
    let (choice, style_of_span) = Choice::of(fonts, paragraph.spans);
    let mut lookup = Lookup::new(&choice);
    let mut graphemes = graphemes(paragraph, levels, &style_of_span, &mut lookup);
    resolve_scripts(&mut graphemes);
    if graphemes.iter().any(|grapheme| grapheme.face != 0) {
        keep_neighbours_together(&mut graphemes, paragraph.text, &lookup);
    }
    let mut items: Vec<Item> = Vec::new();
    let mut before: Option<&Grapheme> = None;
    for grapheme in &graphemes {
        let end = grapheme.at + grapheme.len;
        match (items.last_mut(), before) {
            (Some(item), Some(before)) if continues(item, before, grapheme, paragraph.text, &choice) => {
                item.range.end = end;
            }
            _ => items.push(Item {
                range: grapheme.at..end,
                level: grapheme.level,
                content: content(grapheme, &choice),
            }),
        }
        before = Some(grapheme);
    }
    lookup.look_up_hyphens();
    (items, lookup.missing)
}

fn content(grapheme: &Grapheme, choice: &Choice) -> Content {
    let candidates = &choice.styles[grapheme.style];
    match (grapheme.kind, candidates.faces.get(grapheme.face)) {
        (Kind::Object(index), _) => Content::Object(index),
        (Kind::Tab, _) => Content::Tab,
        (Kind::Text, Some(face)) => Content::Text(TextItem {
            face: Arc::clone(face),
            style: Arc::clone(&candidates.style),
            script: script_tag(grapheme.script),
        }),
        (Kind::Control, _) | (Kind::Text, None) => Content::Control,
    }
}

fn continues(item: &Item, before: &Grapheme, grapheme: &Grapheme, text: &str, choice: &Choice) -> bool {
    let length = item.range.len();
    let follows_space = text[..grapheme.at].ends_with(' ');
    let is_one_style = before.style == grapheme.style
        || is_same(&choice.styles[before.style].style, &choice.styles[grapheme.style].style);
    before.kind == Kind::Text
        && grapheme.kind == Kind::Text
        && is_one_style
        && before.face == grapheme.face
        && before.level == grapheme.level
        && before.script == grapheme.script
        && length < TOO_LONG
        && !(length > LONG && follows_space)
}

fn graphemes(
    paragraph: &Paragraph,
    levels: &Levels,
    style_of_span: &[usize],
    lookup: &mut Lookup,
) -> Vec<Grapheme> {
    let text = paragraph.text;
    let mut graphemes = Vec::with_capacity(text.len());
    let mut objects = paragraph.objects.iter().enumerate().peekable();
    let (mut at, mut span) = (0, 0);
    while at < text.len() {
        while paragraph.spans[span].range.end <= at && span + 1 < paragraph.spans.len() {
            span += 1;
        }
        while objects.next_if(|(_, object)| object.at < at).is_some() {}
        let object = objects.next_if(|(_, object)| object.at == at).map(|(index, _)| index);
        let cluster = cluster_at(text, at, object.is_some());
        let base = cluster.chars().next().unwrap_or(' ');
        let kind = match base {
            _ if object.is_some() => Kind::Object(object.unwrap_or(0)),
            '\t' => Kind::Tab,
            _ if is_line_end(base) || base.is_control() => Kind::Control,
            _ => Kind::Text,
        };
        let script = cluster.chars().map(script_of).find(|script| !is_weak(*script));
        let style = style_of_span[span];
        graphemes.push(Grapheme {
            at,
            len: cluster.len(),
            style,
            face: if kind == Kind::Text { lookup.face(style, cluster, at) } else { 0 },
            level: if kind == Kind::Tab { levels.base(at) } else { levels.at(at) },
            script: script.unwrap_or(UnicodeScript::Common),
            is_weak: script.is_none(),
            kind,
        });
        at += cluster.len();
    }
    graphemes
}

/// The grapheme cluster that starts here; an object is one of its own.
fn cluster_at(text: &str, at: usize, is_object: bool) -> &str {
    let bytes = text.as_bytes();
    let is_plain = bytes[at] < 0x80 && bytes.get(at + 1).is_none_or(|next| *next < 0x80);
    if is_plain {
        return &text[at..at + 1];
    }
    if is_object {
        let length = text[at..].chars().next().map_or(1, char::len_utf8);
        return &text[at..at + length];
    }
    text[at..].graphemes(true).next().unwrap_or(&text[at..])
}

fn script_of(character: char) -> UnicodeScript {
    match character {
        'a'..='z' | 'A'..='Z' => UnicodeScript::Latin,
        '\0'..='\u{7f}' => UnicodeScript::Common,
        _ => character.script(),
    }
}

fn is_weak(script: UnicodeScript) -> bool {
    matches!(script, UnicodeScript::Common | UnicodeScript::Inherited | UnicodeScript::Unknown)
}

fn script_tag(script: UnicodeScript) -> Script {
    let tag = <[u8; 4]>::try_from(script.short_name().as_bytes()).unwrap_or(*b"Latn");
    Script::from_iso15924_tag(Tag::new(&tag)).unwrap_or(harfrust::script::LATIN)
}

/// Weak characters take the script before them, at the start the one after them, Latin without any.
fn resolve_scripts(graphemes: &mut [Grapheme]) {
    let first = graphemes.iter().find(|grapheme| !grapheme.is_weak).map(|grapheme| grapheme.script);
    let mut script = first.unwrap_or(UnicodeScript::Latin);
    for grapheme in graphemes {
        if grapheme.is_weak {
            grapheme.script = script;
        }
        script = grapheme.script;
    }
}

/// Spaces, digits and punctuation keep the face of the word beside them where it has them.
fn keep_neighbours_together(graphemes: &mut [Grapheme], text: &str, lookup: &Lookup) {
    let adopt = |graphemes: &mut [Grapheme], from: usize, to: usize| {
        let (neighbour, weak) = (&graphemes[from], &graphemes[to]);
        // In right-to-left text numbers stand one level higher than the words around them.
        let is_near = neighbour.level == weak.level || neighbour.level.min(weak.level) > 0;
        let fits = weak.is_weak
            && weak.kind == Kind::Text
            && neighbour.kind == Kind::Text
            && neighbour.style == weak.style
            && neighbour.face != weak.face
            && is_near
            && lookup.has(weak.style, neighbour.face, &text[weak.at..weak.at + weak.len]);
        if fits {
            graphemes[to].face = graphemes[from].face;
        }
    };
    let first = graphemes.iter().position(|grapheme| !grapheme.is_weak).unwrap_or(0);
    for at in (0..first).rev() {
        adopt(graphemes, at + 1, at);
    }
    for at in first + 1..graphemes.len() {
        adopt(graphemes, at - 1, at);
    }
}
