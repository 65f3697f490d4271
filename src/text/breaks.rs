//! Where a line may or must end ([UAX 14](https://www.unicode.org/reports/tr14/),
//! [CSS Text 3, 5](https://www.w3.org/TR/css-text-3/#line-breaking)).

use std::ops::Range;

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;

use super::character::{hangs, is_line_end};
use super::{Hyphens, Span, TextStyle, WordBreak};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Break {
    /// First byte of the next line.
    pub at: usize,
    /// Where the white space that hangs over the line's end begins.
    pub visible: usize,
    pub kind: BreakKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BreakKind {
    Allowed,
    /// After a soft hyphen.
    Soft,
    /// After a line feed.
    Forced,
}

/// Ascending, the end of the text last. Empty for an empty text.
pub(super) fn opportunities(text: &str, spans: &[Span]) -> Vec<Break> {
    if text.is_empty() {
        return Vec::new();
    }
    let mut breaks: Vec<Break> = linebreaks(text)
        .filter_map(|(at, opportunity)| {
            kind(text, spans, at, opportunity).map(|kind| Break { at, visible: at, kind })
        })
        .collect();
    if spans.iter().any(|span| parts_words(&span.style) || span.breaks_spaces) {
        breaks.extend(between_letters(text, spans));
        breaks.extend(after_spaces(text, spans));
        breaks.sort_by_key(|one| (one.at, one.kind == BreakKind::Allowed));
        breaks.dedup_by_key(|one| one.at);
    }
    let (mut start, mut visible) = (0, 0);
    for one in &mut breaks {
        let trimmed = without_hanging(text, spans, start..one.at);
        if trimmed > 0 {
            visible = start + trimmed;
        }
        start = one.at;
        one.visible = visible;
    }
    breaks
}

/// How much of a piece is left without the white space that hangs at its end
/// ([CSS Text 3, 4.1.3](https://www.w3.org/TR/css-text-3/#white-space-phase-2)).
fn without_hanging(text: &str, spans: &[Span], piece: Range<usize>) -> usize {
    let mut kept = piece.end;
    for (at, character) in text[piece.clone()].char_indices().rev() {
        let at = piece.start + at;
        let is_kept = !is_line_end(character) && spans[span_at(spans, at)].keeps_spaces;
        if !hangs(character) || is_kept {
            break;
        }
        kept = at;
    }
    kept - piece.start
}

fn kind(text: &str, spans: &[Span], at: usize, opportunity: BreakOpportunity) -> Option<BreakKind> {
    let before = text[..at].chars().next_back()?;
    if opportunity == BreakOpportunity::Mandatory {
        return Some(if is_line_end(before) { BreakKind::Forced } else { BreakKind::Allowed });
    }
    let style = &spans[span_at(spans, at - before.len_utf8())].style;
    let after = text[at..].chars().next()?;
    if is_nowrap(spans, at - before.len_utf8(), at) {
        return None;
    }
    if before == '\u{ad}' {
        return (style.hyphens != Hyphens::None).then_some(BreakKind::Soft);
    }
    let is_kept =
        style.word_break == WordBreak::KeepAll && before.is_alphanumeric() && after.is_alphanumeric();
    (!is_kept).then_some(BreakKind::Allowed)
}

/// Whether the characters at these two places stay on one line.
pub(super) fn is_nowrap(spans: &[Span], before: usize, after: usize) -> bool {
    spans[span_at(spans, before)].nowrap && spans[span_at(spans, after)].nowrap
}

fn parts_words(style: &TextStyle) -> bool {
    style.word_break == WordBreak::BreakAll || style.breaks_anywhere
}

/// `word-break: break-all`: between any two letters or digits; `line-break: anywhere`: between any two
/// characters ([CSS Text 3, 5.3](https://www.w3.org/TR/css-text-3/#line-break-property)).
fn between_letters(text: &str, spans: &[Span]) -> Vec<Break> {
    let mut breaks = Vec::new();
    for span in spans.iter().filter(|span| parts_words(&span.style) && !span.nowrap) {
        let Some(inside) = text.get(span.range.clone()) else { continue };
        let is_word =
            |cluster: &str| span.style.breaks_anywhere || cluster.starts_with(char::is_alphanumeric);
        let mut was_word = false;
        for (at, cluster) in inside.grapheme_indices(true) {
            if was_word && is_word(cluster) {
                let at = span.range.start + at;
                breaks.push(Break { at, visible: at, kind: BreakKind::Allowed });
            }
            was_word = is_word(cluster);
        }
    }
    breaks
}

/// `white-space: break-spaces`: after every space that is kept
/// ([CSS Text 3, 3](https://www.w3.org/TR/css-text-3/#white-space-property)).
fn after_spaces<'t>(text: &'t str, spans: &'t [Span]) -> impl Iterator<Item = Break> + 't {
    let spaces = |span: &'t Span| {
        let inside = text.get(span.range.clone()).unwrap_or_default();
        inside.match_indices([' ', '\t']).map(|(at, _)| span.range.start + at + 1)
    };
    let places = spans.iter().filter(|span| span.breaks_spaces && !span.nowrap).flat_map(spaces);
    places.filter(|at| *at < text.len()).map(|at| Break { at, visible: at, kind: BreakKind::Allowed })
}

/// Index of the span around a byte; the last one goes on to the end.
pub(super) fn span_at(spans: &[Span], at: usize) -> usize {
    spans.partition_point(|span| span.range.end <= at).min(spans.len().saturating_sub(1))
}
