//! One line: how much text fits.

use std::ops::Range;

use super::breaks::{BreakKind, is_nowrap};
use super::hyphenate;
use super::shaped::Shaped;
use crate::units::Pt;

/// Rounding of sums may cost a line no word.
const SLACK: f64 = 0.01;

/// What a line must keep to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineRequest {
    pub width: Pt,
    /// `false` where a hyphen is not welcome: after two hyphenated lines, before the last line. A word
    /// that would stick out of the line gets one all the same.
    pub hyphenate: bool,
    pub is_first_of_paragraph: bool,
}

/// A line's text. Lines follow each other without gaps.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Bytes, with the white space and the line feed at the end.
    pub range: Range<usize>,
    /// Where the white space at the end begins.
    pub visible_end: usize,
    /// Of the visible part and its hyphen.
    pub width: Pt,
    pub hyphenated: bool,
    /// Ended by a line feed.
    pub forced: bool,
    /// Ends with the paragraph.
    pub last: bool,
    /// The text runs from right to left here, as `direction` or its first letter says.
    pub rtl: bool,
}

/// The end of a line that might be.
struct Cut {
    at: usize,
    visible: usize,
    is_hyphenated: bool,
    width: f64,
}

impl Shaped {
    /// The next line from byte `start`; `None` at the end of the text. Never wider than asked, except
    /// for a piece that nothing may break.
    pub fn break_line(&self, start: usize, request: &LineRequest) -> Option<Line> {
        let end = self.text.len();
        if start >= end {
            return None;
        }
        let start = (start..end).find(|at| self.text.is_char_boundary(*at))?;
        let width = f64::from(request.width.max(0.0)) + SLACK;
        let cut = self
            .fitting(start, width, request.hyphenate)
            .or_else(|| (!request.hyphenate).then(|| self.fitting(start, width, true)).flatten())
            .or_else(|| self.anywhere(start, width))
            .or_else(|| self.shortest(start))?;
        Some(self.line(start, cut))
    }

    /// A line up to the next line feed, however wide.
    pub(super) fn unbroken_line(&self, start: usize) -> Option<Line> {
        let rest = &self.breaks[self.breaks.partition_point(|one| one.at <= start)..];
        let end = rest.iter().find(|one| one.kind == BreakKind::Forced).or(rest.last())?;
        Some(self.line(start, self.cut(start, end.at, end.visible, false)))
    }

    fn line(&self, start: usize, cut: Cut) -> Line {
        let forced = self.text[..cut.at].ends_with(super::character::is_line_end);
        Line {
            range: start..cut.at,
            visible_end: cut.visible,
            width: cut.width as Pt,
            hyphenated: cut.is_hyphenated,
            forced,
            last: cut.at == self.text.len(),
            rtl: self.is_rtl(start),
        }
    }

    fn cut(&self, start: usize, at: usize, visible: usize, is_hyphenated: bool) -> Cut {
        let visible = visible.max(start);
        let hyphen = if is_hyphenated { self.hyphen_width(at) } else { 0.0 };
        Cut { at, visible, is_hyphenated, width: self.width(start, visible) + hyphen }
    }

    /// The longest line that fits.
    fn fitting(&self, start: usize, width: f64, hyphenate: bool) -> Option<Cut> {
        let first = self.breaks.partition_point(|one| one.at <= start);
        let mut pen = Pen::new(self, start);
        let mut fitting = first;
        let mut overflowing = None;
        for (index, one) in self.breaks.iter().enumerate().skip(first) {
            let natural = pen.at(one.visible.max(start));
            if natural > width {
                overflowing = Some(one.at);
                break;
            }
            let is_soft = one.kind == BreakKind::Soft;
            if !is_soft || (hyphenate && natural + self.hyphen_width(one.at) <= width) {
                fitting = index + 1;
            }
            if one.kind == BreakKind::Forced {
                break;
            }
        }
        // The sums know nothing of new shapes at the line's ends.
        let cuts = self.breaks[first..fitting].iter().rev();
        let mut cuts = cuts.filter(|one| hyphenate || one.kind != BreakKind::Soft).map(|one| {
            let cut = self.cut(start, one.at, one.visible, one.kind == BreakKind::Soft);
            (cut.width <= width).then_some(cut).ok_or(one.at)
        });
        let mut best = None;
        for cut in &mut cuts {
            match cut {
                Ok(cut) => {
                    best = Some(cut);
                    break;
                }
                Err(at) => overflowing = Some(at),
            }
        }
        if let (Some(end), true) = (overflowing, hyphenate) {
            let from = best.as_ref().map_or(start, |cut| cut.at);
            best = self.hyphenated(start, from..end, width).or(best);
        }
        best
    }

    /// The last hyphen inside a range that fits on a line.
    fn hyphenated(&self, start: usize, range: Range<usize>, width: f64) -> Option<Cut> {
        let limit = self.offset(start) + width;
        let reached = self.offsets.partition_point(|offset| *offset <= limit);
        let end =
            self.row.clusters.get(reached).map_or(range.end, |cluster| range.end.min(cluster.at as usize));
        let points = hyphenate::points(self, range.start..end.max(range.start)).into_iter().rev();
        points.map(|at| self.cut(start, at, at, true)).find(|cut| cut.width <= width)
    }

    /// `overflow-wrap: anywhere`: as many letters as fit, at least one.
    fn anywhere(&self, start: usize, width: f64) -> Option<Cut> {
        let clusters = &self.row.clusters;
        let end = self.breaks[self.breaks.partition_point(|one| one.at <= start)..].first()?.at;
        let first = clusters.partition_point(|cluster| (cluster.at as usize) <= start);
        let last = clusters.partition_point(|cluster| (cluster.at as usize) < end);
        let may_cut = |at: usize| {
            let before = self.text[..at].char_indices().next_back().map_or(0, |(before, _)| before);
            let is_anywhere = |at: usize| self.style_at(at).cuts_long_words();
            is_anywhere(before) && is_anywhere(at) && !is_nowrap(&self.spans, before, at)
        };
        let places =
            || clusters[first..last].iter().map(|cluster| cluster.at as usize).filter(|at| may_cut(*at));
        let limit = self.offset(start) + width;
        let from = clusters[first..last].partition_point(|cluster| self.offset(cluster.at as usize) <= limit);
        let fitting = clusters[first..first + from].iter().rev().map(|cluster| cluster.at as usize);
        let mut fitting = fitting.filter(|at| may_cut(*at)).map(|at| self.cut(start, at, at, false));
        fitting
            .find(|cut| cut.width <= width)
            .or_else(|| places().next().map(|at| self.cut(start, at, at, false)))
    }

    /// The shortest line that is allowed, although it is too wide.
    fn shortest(&self, start: usize) -> Option<Cut> {
        let one = self.breaks.get(self.breaks.partition_point(|one| one.at <= start))?;
        let near = one.at.min(start + hyphenate::MAX_WORD);
        let hyphen = hyphenate::points(self, start..near).first().copied();
        Some(match hyphen {
            Some(at) => self.cut(start, at, at, true),
            None => self.cut(start, one.at, one.visible, one.kind == BreakKind::Soft),
        })
    }
}

/// Walks along a line and knows how wide it is so far, without new shapes at its ends.
struct Pen<'a> {
    shaped: &'a Shaped,
    start: usize,
    /// Behind the last tab.
    from: usize,
    x: f64,
    tab: usize,
}

impl<'a> Pen<'a> {
    fn new(shaped: &'a Shaped, start: usize) -> Pen<'a> {
        let tab = shaped.tabs.partition_point(|tab| *tab < start);
        Pen { shaped, start, from: start, x: 0.0, tab }
    }

    /// Places ascend from call to call.
    fn at(&mut self, end: usize) -> f64 {
        let shaped = self.shaped;
        let distance = |from, to| shaped.offset(to) - shaped.offset(from);
        while let Some(tab) = shaped.tabs.get(self.tab).filter(|tab| **tab < end) {
            self.x = shaped.tab_stop(self.x + distance(self.from, *tab));
            self.from = tab + 1;
            self.tab += 1;
        }
        self.x + distance(self.from, end) - shaped.trailing_spacing(self.start, end)
    }
}
