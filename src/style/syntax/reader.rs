use std::sync::Arc;

use cssparser::{
    CowRcStr, DeclarationParser, ParseError, ParseErrorKind, Parser, ParserState, QualifiedRuleParser,
    RuleBodyItemParser, RuleBodyParser, SourceLocation, StyleSheetParser, Token,
};
use selectors::SelectorList;

use super::blocks::{Block, Place, locate};
use super::counter_style::CounterStyleBody;
use super::declaration::{Scope, Written, declare};
use super::fold::folded;
use super::font_face::FontFace;
use super::problem::{Problem, quoted};
use super::selector::selector_list;
use super::{Conditions, MarginBlock, ParsedSheet, StyleRule, Syntax, braces};
use crate::diagnostics::{Diagnostic, SourceFile};
use crate::style::property::{Base, instead_of_pseudo};

/// Rules inside rules; each level multiplies what a selector means.
const MAX_NESTING: usize = 8;

/// Reads the body of a sheet or of a rule.
pub(super) struct Reader<'s> {
    pub out: &'s mut ParsedSheet,
    pub body: Body,
    pub block: Block,
    pub depth: usize,
    /// The layer that its rules belong to.
    pub layer: Option<Arc<str>>,
    /// What the page must be like for its rules.
    pub media: Conditions,
    /// Why a selector was refused, should what stands there prove to be a rule.
    refused: Option<Problem>,
}

/// What the rules and declarations belong to.
pub(super) enum Body {
    /// The sheet itself, or a condition around its rules.
    Sheet,
    Style(SelectorList<Syntax>),
    Page(Vec<MarginBlock>),
    MarginBox,
    FontFace(FontFace),
    CounterStyle(CounterStyleBody),
    /// A `style` attribute.
    Attribute,
}

pub(super) type Fault = ParseError<Problem>;

/// Parses a whole sheet.
pub(in crate::style) fn sheet(file: Arc<SourceFile>, base: Base) -> ParsedSheet {
    let mut out = empty(file.clone(), base);
    let mut p = Parser::new(&file.text);
    let mut reader = Reader::new(&mut out, Body::Sheet, 0, false);
    reader.rules(&mut p);
    if let Some(problem) = braces::unbalanced(&file.text) {
        reader.tell(problem);
    }
    out.problems = folded(out.problems);
    out
}

/// Parses a `style` attribute of a document.
pub(in crate::style) fn inline(text: &str, document: &Arc<str>) -> (Block, Vec<Diagnostic>) {
    let file = Arc::new(SourceFile { name: document.to_string(), text: text.to_owned() });
    let mut out = empty(file.clone(), document.clone());
    let mut p = Parser::new(&file.text);
    let mut reader = Reader::new(&mut out, Body::Attribute, 0, true);
    reader.items(&mut p);
    let block = reader.block;
    (block, out.problems)
}

fn empty(file: Arc<SourceFile>, base: Base) -> ParsedSheet {
    ParsedSheet {
        file,
        base,
        imports: Vec::new(),
        layers: Vec::new(),
        rules: Vec::new(),
        pages: Vec::new(),
        font_faces: Vec::new(),
        counter_styles: Vec::new(),
        problems: Vec::new(),
    }
}

impl<'s> Reader<'s> {
    pub fn new(out: &'s mut ParsedSheet, body: Body, depth: usize, is_inline: bool) -> Reader<'s> {
        let block = Block::new(out.file.clone(), out.base.clone(), is_inline);
        Reader { out, body, block, depth, layer: None, media: Conditions::default(), refused: None }
    }

    /// A reader for something inside.
    pub fn inside(&mut self, body: Body) -> Reader<'_> {
        let (layer, media) = (self.layer.clone(), self.media.clone());
        Reader { layer, media, ..Reader::new(self.out, body, self.depth + 1, false) }
    }

    pub fn rules(&mut self, p: &mut Parser<'_>) {
        let mut faults = Vec::new();
        for item in StyleSheetParser::new(p, self) {
            faults.extend(item.err());
        }
        faults.into_iter().for_each(|fault| self.fault(fault));
    }

    pub fn items(&mut self, p: &mut Parser<'_>) {
        let mut faults = Vec::new();
        let mut items = RuleBodyParser::<Reader<'_>, (), Problem>::new(p, self);
        while let Some(item) = items.next() {
            if let Err(fault) = item {
                let refused = items.parser.refused.take();
                faults.push((fault, refused));
            }
        }
        for ((error, text, location), refused) in faults {
            match refused {
                Some(problem) => self.tell(problem),
                None => self.fault((error, text, location)),
            }
        }
    }

    fn fault(&mut self, (error, text, _): (Fault, &str, SourceLocation)) {
        let problem = match error.kind {
            ParseErrorKind::Custom(problem) => problem,
            // Told with the other braces.
            ParseErrorKind::Basic(_) if text.starts_with('}') => return,
            ParseErrorKind::Basic(_) => {
                let start = self.offset(text);
                let text = text.lines().next().unwrap_or_default().trim_end();
                let place = Place { start, end: start + text.len() as u32 };
                let message = if matches!(self.body, Body::Sheet) {
                    format!("{} is not a rule", quoted(text))
                } else {
                    format!("{} is not a declaration", quoted(text))
                };
                Problem::new("css-syntax", message, place).help("write `property: value;`")
            }
        };
        self.tell(problem);
    }

    /// Where a part of the text begins.
    fn offset(&self, part: &str) -> u32 {
        let whole = self.out.file.text.as_ptr() as usize;
        (part.as_ptr() as usize).saturating_sub(whole) as u32
    }

    pub fn tell(&mut self, problem: Problem) {
        let mut diagnostic = Diagnostic::warning(problem.code, problem.message);
        diagnostic.help = problem.help.map(Into::into);
        let file = self.out.file.clone();
        let diagnostic = locate(diagnostic, &file, problem.place, problem.label, self.block.is_inline);
        self.out.problems.push(diagnostic);
    }

    fn declaration(&mut self, written: &Written<'_>) -> Result<(), Problem> {
        let name = written.name.to_ascii_lowercase();
        let described = match &mut self.body {
            Body::FontFace(face) => {
                Some(("@font-face", face.descriptor(&name, written.value, &self.block.base)))
            }
            Body::CounterStyle(style) => Some(("@counter-style", style.descriptor(&name, written.value))),
            _ => None,
        };
        if let Some((rule, result)) = described {
            return match result {
                Some(Ok(())) => Ok(()),
                Some(Err(_)) => {
                    let message = format!("{} is not a supported value of `{name}`", quoted(written.value));
                    Err(Problem::new("unsupported-value", message, written.place))
                }
                None => {
                    let message = format!("`{name}` is not supported in `{rule}`");
                    Err(Problem::new("unsupported-property", message, written.name_place))
                }
            };
        }
        let scope = match self.body {
            Body::Page(_) => Scope::Page,
            Body::MarginBox => Scope::MarginBox,
            _ => Scope::Element,
        };
        declare(&mut self.block, written, scope)
    }
}

impl<'i> DeclarationParser<'i> for Reader<'_> {
    type Declaration = ();
    type Error = Problem;

    fn parse_value(&mut self, name: CowRcStr<'i>, p: &mut Parser<'i>, at: &ParserState) -> Result<(), Fault> {
        p.skip_whitespace();
        let start = p.position();
        let is_custom = name.starts_with("--");
        let mut is_broken = false;
        let mut end = start;
        while let Ok(token) = p.next_including_whitespace_and_comments() {
            let token = token.clone();
            match token {
                Token::WhiteSpace(_) | Token::Comment(_) => continue,
                // `a:is(b) { … }` is a nested rule.
                Token::CurlyBracketBlock if !is_custom => return Err(ParseError::unexpected_token()),
                Token::Function(_)
                | Token::ParenthesisBlock
                | Token::SquareBracketBlock
                | Token::CurlyBracketBlock => {
                    let inside =
                        p.parse_nested_block(|p| Ok::<(), ParseError<()>>(p.expect_no_error_token()?));
                    is_broken |= inside.is_err();
                }
                _ => is_broken |= token.is_parse_error(),
            }
            end = p.position();
        }
        let (value, important) = without_important(p.slice(start..end));
        let from = start.byte_index() as u32;
        let name_start = at.position().byte_index() as u32;
        let written = Written {
            name: &name,
            name_place: Place { start: name_start, end: name_start + name.len() as u32 },
            value,
            place: Place { start: from, end: from + value.len() as u32 },
            important,
        };
        let result = if is_broken {
            let message = format!("the value of `{name}` is broken: a quote or bracket is not closed");
            Err(Problem::new("css-syntax", message, written.place))
        } else {
            self.declaration(&written)
        };
        if let Err(problem) = result {
            self.tell(problem);
        }
        Ok(())
    }
}

/// The value, and whether `!important` stood behind it.
fn without_important(text: &str) -> (&str, bool) {
    let text = text.trim_end();
    let word = text.len().saturating_sub("important".len());
    if text.is_char_boundary(word)
        && text[word..].eq_ignore_ascii_case("important")
        && let Some(value) = text[..word].trim_end().strip_suffix('!')
    {
        return (value.trim_end(), true);
    }
    (text, false)
}

impl<'i> QualifiedRuleParser<'i> for Reader<'_> {
    type Prelude = SelectorList<Syntax>;
    type QualifiedRule = ();
    type Error = Problem;

    fn parse_prelude(&mut self, p: &mut Parser<'i>) -> Result<SelectorList<Syntax>, Fault> {
        let parent = match &self.body {
            Body::Style(parent) => Some(parent.clone()),
            _ => None,
        };
        p.skip_whitespace();
        let start = p.position();
        let list = selector_list(p, parent.as_ref()).map_err(|message| {
            while p.next().is_ok() {}
            let text = p.slice(start..p.position()).trim_end();
            let from = start.byte_index() as u32;
            let place = Place { start: from, end: from + text.len() as u32 };
            let instead = message.split('`').nth(1).and_then(instead_of_pseudo);
            let problem = Problem::new("unsupported-selector", message, place).label("this rule is left out");
            match instead {
                Some(instead) => problem.help(instead),
                None => problem,
            }
        });
        list.map_err(|problem| {
            self.refused = Some(problem.clone());
            ParseError::custom(problem)
        })
    }

    fn parse_block(
        &mut self,
        selectors: SelectorList<Syntax>,
        at: &ParserState,
        p: &mut Parser<'i>,
    ) -> Result<(), Fault> {
        if self.depth > MAX_NESTING {
            let start = at.position().byte_index() as u32;
            let place = Place { start, end: start + 1 };
            let message = format!("rules are nested deeper than {MAX_NESTING} levels");
            return Err(ParseError::custom(Problem::new("unsupported-rule", message, place)));
        }
        self.style_rule(selectors, p);
        Ok(())
    }
}

impl Reader<'_> {
    pub fn style_rule(&mut self, selectors: SelectorList<Syntax>, p: &mut Parser<'_>) {
        self.flush();
        let mut inner = self.inside(Body::Style(selectors));
        inner.items(p);
        inner.flush();
    }

    /// Makes a rule of the declarations so far: those inside it come after them, and those behind these
    /// after both ([CSS Nesting 1, 3.5](https://www.w3.org/TR/css-nesting-1/#mixing)).
    pub fn flush(&mut self) {
        let Body::Style(selectors) = &self.body else { return };
        if self.block.declarations.is_empty() && self.block.variables.is_empty() {
            return;
        }
        let fresh = Block::new(self.out.file.clone(), self.out.base.clone(), false);
        let block = std::mem::replace(&mut self.block, fresh);
        let (selectors, layer, media) = (selectors.clone(), self.layer.clone(), self.media.clone());
        self.out.rules.push(StyleRule { selectors, layer, media, block });
    }
}

impl<'i> RuleBodyItemParser<'i, (), Problem> for Reader<'_> {
    fn parse_declarations(&self) -> bool {
        !matches!(self.body, Body::Sheet)
    }

    fn parse_qualified(&self) -> bool {
        matches!(self.body, Body::Style(_))
    }
}
