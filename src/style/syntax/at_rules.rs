use std::sync::Arc;

use cssparser::{AtRuleParser, CowRcStr, ParseError, Parser, ParserState};

use super::blocks::Place;
use super::font_face::FontFace;
use super::problem::{Problem, quoted};
use super::reader::{Body, Fault, Reader};
use super::{Import, MarginBlock, PageBlock, media, page, supports};
use crate::diagnostics::Span;
use crate::style::{MarginBox, PageSelector};

/// The head of an at-rule.
pub(super) enum Prelude {
    /// `@media` and `@supports`, decided.
    Condition(bool),
    /// The file, and whether it is for print.
    Import(Arc<str>, bool),
    Page(Vec<PageSelector>),
    MarginBox(MarginBox),
    FontFace,
    /// Told already: the rule is read over.
    Unsupported,
}

impl<'i> AtRuleParser<'i> for Reader<'_> {
    type Prelude = Prelude;
    type AtRule = ();
    type Error = Problem;

    fn parse_prelude(&mut self, name: CowRcStr<'i>, p: &mut Parser<'i>) -> Result<Prelude, Fault> {
        let end = p.position().byte_index() as u32;
        let head = Place { start: end - name.len() as u32 - 1, end };
        p.skip_whitespace();
        let start = p.position();
        let name = name.to_ascii_lowercase();
        let result = match (name.as_str(), &self.body) {
            ("media", Body::Sheet | Body::Style(_)) => media::query_list(p).map(Prelude::Condition),
            ("supports", Body::Sheet | Body::Style(_)) => supports::condition(p)
                .map(Prelude::Condition)
                .map_err(|_| "this condition is not understood".to_owned()),
            ("import", Body::Sheet) if self.depth == 0 => return self.import(p, head),
            ("page", Body::Sheet) => page::selectors(p).map(Prelude::Page),
            ("font-face", Body::Sheet) => Ok(Prelude::FontFace),
            ("layer", Body::Sheet) => {
                let problem = Problem::new("unsupported-rule", "`@layer` is not supported", head)
                    .label("its rules count as if they stood outside of it");
                self.tell(problem);
                skip(p);
                Ok(Prelude::Condition(true))
            }
            (_, Body::Page(_)) if page::margin_box(&name).is_some() => {
                Ok(Prelude::MarginBox(page::margin_box(&name).expect("it was found just now")))
            }
            _ => {
                skip(p);
                let message = format!("`@{name}` is not supported here");
                self.tell(Problem::new("unsupported-rule", message, head).label("this rule is left out"));
                Ok(Prelude::Unsupported)
            }
        };
        if result.is_ok() && p.is_exhausted() {
            return result.map_err(|_| ParseError::unexpected_token());
        }
        skip(p);
        let text = p.slice(start..p.position()).trim_end();
        let from = start.byte_index() as u32;
        let place = Place { start: from, end: from + text.len() as u32 };
        let message = match result {
            Err(message) => format!("`@{name}`: {message}"),
            Ok(_) => format!("`@{name}` does not expect {}", quoted(text)),
        };
        self.tell(Problem::new("unsupported-rule", message, place).label("this rule is left out"));
        Ok(Prelude::Unsupported)
    }

    fn rule_without_block(&mut self, prelude: Prelude, at: &ParserState) -> Result<(), ()> {
        match prelude {
            Prelude::Import(url, true) => {
                let start = at.position().byte_index();
                let length = self.out.file.text[start..].find([';', '\n']).unwrap_or(0);
                let span = Span::new(self.out.file.clone(), start, start + length);
                self.out.imports.push(Import { url, span });
                Ok(())
            }
            Prelude::Import(_, false) | Prelude::Unsupported | Prelude::Condition(true) => Ok(()),
            _ => Err(()),
        }
    }

    fn parse_block(&mut self, prelude: Prelude, at: &ParserState, p: &mut Parser<'i>) -> Result<(), Fault> {
        match prelude {
            Prelude::Condition(true) => self.condition(p),
            Prelude::Page(selectors) => {
                let mut inner = self.inside(Body::Page(Vec::new()));
                inner.items(p);
                let Reader { block, body: Body::Page(margin_boxes), .. } = inner else { return Ok(()) };
                self.out.pages.push(PageBlock { selectors, block, margin_boxes });
            }
            Prelude::MarginBox(place) => {
                let mut inner = self.inside(Body::MarginBox);
                inner.items(p);
                let block = inner.block;
                if let Body::Page(boxes) = &mut self.body {
                    boxes.push(MarginBlock { place, block });
                }
            }
            Prelude::FontFace => {
                let mut inner = self.inside(Body::FontFace(FontFace::default()));
                inner.items(p);
                let Reader { body: Body::FontFace(face), .. } = inner else { return Ok(()) };
                let start = at.position().byte_index();
                let span = Span::new(self.out.file.clone(), start, start + "@font-face".len());
                match face.finish(span) {
                    Ok(rule) => self.out.font_faces.push(rule),
                    Err(missing) => {
                        let place = Place { start: start as u32, end: (start + "@font-face".len()) as u32 };
                        let message = format!("`@font-face` lacks `{missing}`");
                        self.tell(Problem::new("css-syntax", message, place));
                    }
                }
            }
            Prelude::Import(..) => return Err(ParseError::unexpected_token()),
            Prelude::Condition(false) | Prelude::Unsupported => skip(p),
        }
        Ok(())
    }
}

impl Reader<'_> {
    /// What stands in a condition that is met.
    fn condition(&mut self, p: &mut Parser<'_>) {
        match &self.body {
            Body::Style(selectors) => {
                let selectors = selectors.clone();
                self.style_rule(selectors, p);
            }
            _ => {
                // Rules of a condition around rules are nested no deeper than the rules themselves.
                let depth = self.depth;
                let mut inner = self.inside(Body::Sheet);
                inner.depth = depth.max(1);
                inner.rules(p);
            }
        }
    }

    /// `@import url() media`
    fn import(&mut self, p: &mut Parser<'_>, head: Place) -> Result<Prelude, Fault> {
        let is_late =
            !self.out.rules.is_empty() || !self.out.pages.is_empty() || !self.out.font_faces.is_empty();
        if is_late {
            skip(p);
            let problem = Problem::new("css-syntax", "`@import` comes after other rules", head)
                .label("this is left out")
                .help("move it to the start of the file");
            self.tell(problem);
            return Ok(Prelude::Unsupported);
        }
        let url = p.expect_url_or_string()?;
        match media::query_list(p) {
            Ok(is_met) => Ok(Prelude::Import(Arc::from(&*url), is_met)),
            Err(message) => {
                skip(p);
                let problem = Problem::new("unsupported-rule", format!("`@import`: {message}"), head);
                self.tell(problem.label("this is left out"));
                Ok(Prelude::Unsupported)
            }
        }
    }
}

fn skip(p: &mut Parser<'_>) {
    while p.next().is_ok() {}
}
