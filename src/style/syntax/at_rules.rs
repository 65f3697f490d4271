use std::sync::Arc;

use cssparser::{AtRuleParser, CowRcStr, ParseError, Parser, ParserState};

use super::blocks::Place;
use super::counter_style::{self, CounterStyleBody};
use super::font_face::FontFace;
use super::media::{Conditions, MediaList};
use super::problem::{Problem, quoted};
use super::reader::{Body, Fault, Reader};
use super::{Import, MarginBlock, PageBlock, layer, media, page, supports};
use crate::diagnostics::Span;
use crate::style::property::instead_of_rule;
use crate::style::{MarginBox, PageSelector};

/// The head of an at-rule.
pub(super) enum Prelude {
    /// `@supports`, decided.
    Condition(bool),
    Media(MediaList),
    /// The names of a statement, or of a block; without a name in front of a block of its own.
    Layer(Vec<Arc<str>>),
    Import(Box<Import>),
    Page(Vec<PageSelector>),
    MarginBox(MarginBox),
    FontFace,
    CounterStyle(Arc<str>),
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
            ("media", Body::Sheet | Body::Style(_)) => media::query_list(p).map(Prelude::Media),
            ("supports", Body::Sheet | Body::Style(_)) => supports::condition(p)
                .map(Prelude::Condition)
                .map_err(|_| "this condition is not understood".to_owned()),
            ("import", Body::Sheet) if self.depth == 0 => return self.import(p, head),
            ("page", Body::Sheet) => page::selectors(p).map(Prelude::Page),
            ("font-face", Body::Sheet) => Ok(Prelude::FontFace),
            ("layer", Body::Sheet | Body::Style(_)) => layer::names(p).map(Prelude::Layer),
            ("counter-style", Body::Sheet) => {
                let is_built_in = self.out.file.name.starts_with("built in: ");
                counter_style::name(p, is_built_in).map(Prelude::CounterStyle)
            }
            (_, Body::Page(_)) if page::margin_box(&name).is_some() => {
                Ok(Prelude::MarginBox(page::margin_box(&name).expect("it was found just now")))
            }
            _ => {
                skip(p);
                let message = format!("`@{name}` is not supported here");
                let problem = Problem::new("unsupported-rule", message, head).label("this rule is left out");
                self.tell(match instead_of_rule(&name) {
                    Some(instead) => problem.help(instead),
                    None => problem,
                });
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
            Prelude::Import(mut import) => {
                let start = at.position().byte_index();
                let length = self.out.file.text[start..].find([';', '\n']).unwrap_or(0);
                import.span = Span::new(self.out.file.clone(), start, start + length);
                self.out.imports.push(*import);
                Ok(())
            }
            Prelude::Layer(names) if !names.is_empty() => {
                for name in names {
                    let name = layer::inside(self.layer.as_deref(), &name);
                    self.out.layers.push(name);
                }
                Ok(())
            }
            Prelude::Unsupported | Prelude::Condition(true) => Ok(()),
            _ => Err(()),
        }
    }

    fn parse_block(&mut self, prelude: Prelude, at: &ParserState, p: &mut Parser<'i>) -> Result<(), Fault> {
        match prelude {
            Prelude::Condition(true) => self.condition(p, |_| {}),
            Prelude::Media(list) => match list.for_print() {
                Some(condition) => self.condition(p, |inner| inner.media.extend(condition)),
                None => skip(p),
            },
            Prelude::Layer(names) => {
                // A block has one name, or none that anybody could name again.
                let name = match names.as_slice() {
                    [] => Arc::from(format!("<{}>", self.out.layers.len())),
                    [name] => name.clone(),
                    _ => return Err(ParseError::unexpected_token()),
                };
                let layer = layer::inside(self.layer.as_deref(), &name);
                self.out.layers.push(layer.clone());
                self.condition(p, |inner| inner.layer = Some(layer));
            }
            Prelude::Page(selectors) => {
                let mut inner = self.inside(Body::Page(Vec::new()));
                inner.items(p);
                let Reader { block, body: Body::Page(margin_boxes), .. } = inner else { return Ok(()) };
                let (layer, media) = (self.layer.clone(), self.media.clone());
                self.out.pages.push(PageBlock { layer, selectors, media, block, margin_boxes });
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
            Prelude::CounterStyle(name) => {
                let mut inner = self.inside(Body::CounterStyle(CounterStyleBody::new(name)));
                inner.items(p);
                let Reader { body: Body::CounterStyle(style), .. } = inner else { return Ok(()) };
                match style.finish() {
                    Ok(rule) => self.out.counter_styles.push((self.layer.clone(), rule)),
                    Err(missing) => {
                        let start = at.position().byte_index() as u32;
                        let place = Place { start, end: start + "@counter-style".len() as u32 };
                        let message = format!("`@counter-style` lacks `{missing}`");
                        self.tell(Problem::new("css-syntax", message, place).label("this rule is left out"));
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
    /// What stands in a condition that is met, or in a layer.
    fn condition(&mut self, p: &mut Parser<'_>, change: impl FnOnce(&mut Reader<'_>)) {
        self.flush();
        match &self.body {
            Body::Style(selectors) => {
                let selectors = selectors.clone();
                let mut inner = self.inside(Body::Style(selectors));
                change(&mut inner);
                inner.items(p);
                inner.flush();
            }
            _ => {
                // Rules of a condition around rules are nested no deeper than the rules themselves.
                let depth = self.depth;
                let mut inner = self.inside(Body::Sheet);
                inner.depth = depth.max(1);
                change(&mut inner);
                inner.rules(p);
            }
        }
    }

    /// `@import url() layer? supports()? media?`
    /// ([CSS Cascade 5, 2](https://www.w3.org/TR/css-cascade-5/#at-import)).
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
        let url = Arc::from(&*url);
        let layer = match layer::of_import(p) {
            Some(name) if name.is_empty() => Some(Arc::from(format!("<{}>", self.out.imports.len()))),
            other => other,
        };
        let is_supported = supports::of_import(p).map_err(|_| ParseError::unexpected_token())?;
        match media::query_list(p) {
            Ok(list) => Ok(match list.for_print().filter(|_| is_supported) {
                Some(condition) => {
                    let mut media = Conditions::default();
                    media.extend(condition);
                    let span = Span::new(self.out.file.clone(), 0, 0);
                    let layers_before = self.out.layers.len();
                    Prelude::Import(Box::new(Import { url, layer, layers_before, media, span }))
                }
                None => Prelude::Unsupported,
            }),
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
