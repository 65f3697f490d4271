//! All lines of a paragraph at once.

use std::sync::Arc;

use super::character::is_line_end;
use super::line::{Line, LineRequest};
use super::shaped::Shaped;
use crate::units::Pt;

/// Longer paragraphs are not balanced (CSS Text 4, 6.4.1 lets us choose).
const MAX_BALANCED: usize = 10;

/// Lines before the last that may give a word to it.
const PRETTY_LINES: usize = 4;

/// How the lines of a paragraph are chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LineOptions {
    pub wrap: Wrap,
    pub indent: Indent,
}

/// What some lines of a paragraph are shorter by
/// ([CSS Text 3, 7.1](https://www.w3.org/TR/css-text-3/#text-indent-property)).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Indent {
    pub length: Pt,
    /// All lines but those are.
    pub hanging: bool,
    /// Lines after a line feed, too.
    pub each_line: bool,
}

/// `text-wrap` ([CSS Text 4, 6.4](https://www.w3.org/TR/css-text-4/#text-wrap-style)).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wrap {
    /// Each line takes what fits.
    #[default]
    Greedy,
    /// Lines of about equal width, and no more of them.
    Balance,
    /// No short word alone on the last line.
    Pretty,
    /// Line feeds alone end lines.
    Nowrap,
}

impl Shaped {
    /// What the line from a byte of the text is shorter by.
    pub fn indent(&self, start: usize, indent: Indent) -> Pt {
        let is_first = start == 0 || (indent.each_line && self.text[..start].ends_with(is_line_end));
        if is_first == indent.hanging { 0.0 } else { indent.length }
    }

    /// All lines for a width in points.
    pub fn break_lines(&self, width: Pt, options: &LineOptions) -> Arc<[Line]> {
        self.memory.broken(width, options, || self.break_lines_anew(width, options))
    }

    fn break_lines_anew(&self, width: Pt, options: &LineOptions) -> Vec<Line> {
        let widths = Widths { full: width, indent: options.indent };
        match options.wrap {
            Wrap::Greedy => self.greedy(0, widths),
            Wrap::Balance => self.balanced(widths),
            Wrap::Pretty => self.pretty(widths),
            Wrap::Nowrap => {
                let next = |line: &Line| self.unbroken_line(line.range.end);
                std::iter::successors(self.unbroken_line(0), next).collect()
            }
        }
    }

    /// The next line of a text whose lines differ in width, after so many that end in a hyphen.
    pub fn next_line(&self, start: usize, width: Pt, hyphens: usize, wrap: Wrap) -> Option<Line> {
        match wrap {
            Wrap::Nowrap => self.unbroken_line(start),
            _ => {
                let widths = Widths { full: width, indent: Indent::default() };
                self.greedy_line(start, widths, self.may_hyphenate(start, hyphens))
            }
        }
    }

    fn greedy(&self, start: usize, widths: Widths) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let mut hyphens = 0;
        let mut at = start;
        while let Some(line) = self.greedy_line(at, widths, self.may_hyphenate(at, hyphens)) {
            hyphens = if line.hyphenated { hyphens + 1 } else { 0 };
            at = line.range.end;
            lines.push(line);
        }
        lines
    }

    /// Whether the line from here may end in a hyphen after so many that do
    /// ([CSS Text 4, 6.3.4](https://www.w3.org/TR/css-text-4/#hyphenate-line-limits)).
    pub fn may_hyphenate(&self, start: usize, hyphens: usize) -> bool {
        let span = self.spans.get(self.span_at(start));
        span.and_then(|span| span.style.hyphenate_lines).is_none_or(|most| hyphens < usize::from(most))
    }

    fn greedy_line(&self, at: usize, widths: Widths, hyphenate: bool) -> Option<Line> {
        let request = |at, hyphenate| LineRequest {
            width: widths.of(self, at),
            hyphenate,
            is_first_of_paragraph: at == 0,
        };
        let line = self.break_line(at, &request(at, hyphenate))?;
        // Where the author put a soft hyphen, the word may end there.
        let is_by_hand = self.text[..line.range.end].ends_with('\u{ad}');
        if line.hyphenated
            && !is_by_hand
            && let Some(next) = self.break_line(line.range.end, &request(line.range.end, false))
            && (next.last || next.forced)
            && !self.text[next.range.start..next.visible_end].contains(char::is_whitespace)
        {
            // The second half of a word is no last line.
            let whole = self.break_line(at, &request(at, false))?;
            if !whole.hyphenated && whole.width <= widths.of(self, at) {
                return Some(whole);
            }
        }
        Some(line)
    }

    fn balanced(&self, widths: Widths) -> Vec<Line> {
        let mut best = self.greedy(0, widths);
        if best.len() < 2 || best.len() > MAX_BALANCED {
            return best;
        }
        let most = Limits::of(&best);
        let (mut low, mut high) = (widths.full / best.len() as Pt / 2.0, widths.full);
        while high - low > widths.full.max(1.0) / 500.0 {
            let middle = (low + high) / 2.0;
            let narrow = widths.less(widths.full - middle);
            let lines = self.greedy(0, narrow);
            if most.hold_for(self, &lines, narrow) {
                (best, high) = (lines, middle);
            } else {
                low = middle;
            }
        }
        best
    }

    fn pretty(&self, widths: Widths) -> Vec<Line> {
        let mut lines = self.greedy(0, widths);
        let Some(last) = lines.last() else { return lines };
        let before_last = &lines[..lines.len() - 1];
        let since_feed = before_last.iter().rev().take_while(|line| !line.forced).count();
        let changed = since_feed.min(PRETTY_LINES - 1);
        if changed == 0 || !self.is_lonely(last, widths.full) {
            return lines;
        }
        let first = lines.len() - 1 - changed;
        let most = Limits::of(&lines[first..]);
        let start = lines[first].range.start;
        for step in 1..=12 {
            let narrow = widths.less(widths.full * 0.02 * step as Pt);
            let end = self.greedy(start, narrow);
            let is_better = end.last().is_some_and(|last| !self.is_lonely(last, widths.full));
            if is_better && most.hold_for(self, &end, narrow) {
                lines.truncate(first);
                lines.extend(end);
                break;
            }
        }
        lines
    }

    /// One word that fills less than a quarter of the line.
    fn is_lonely(&self, line: &Line, width: Pt) -> bool {
        let is_one_word = !self.text[line.range.start..line.visible_end].contains(' ');
        is_one_word && line.width < width / 4.0
    }
}

/// How wide each line may be.
#[derive(Clone, Copy)]
struct Widths {
    full: Pt,
    indent: Indent,
}

impl Widths {
    fn of(self, shaped: &Shaped, start: usize) -> Pt {
        self.full - shaped.indent(start, self.indent)
    }

    fn less(self, less: Pt) -> Widths {
        Widths { full: self.full - less, ..self }
    }
}

/// What a nicer arrangement may not exceed.
struct Limits {
    lines: usize,
    hyphens: usize,
}

impl Limits {
    fn of(lines: &[Line]) -> Limits {
        Limits { lines: lines.len(), hyphens: hyphens(lines) }
    }

    fn hold_for(&self, shaped: &Shaped, lines: &[Line], widths: Widths) -> bool {
        let fits = |line: &Line| line.width <= widths.of(shaped, line.range.start).max(0.0) + 0.02;
        lines.len() <= self.lines && hyphens(lines) <= self.hyphens && lines.iter().all(fits)
    }
}

fn hyphens(lines: &[Line]) -> usize {
    lines.iter().filter(|line| line.hyphenated).count()
}
