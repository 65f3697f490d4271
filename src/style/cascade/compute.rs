use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::property::{
    Base, Context, Declared, LATE, Pending, Property, Style, Value, Wide, longhand, parse,
};
use super::super::syntax::{Block, Place};
use super::super::{Direction, Display, Float, FontUse, Position};
use super::first_line;
use super::matching::Matched;
use super::told::Finding;
use super::variables::{Failure, resolve, substitute};
use super::winners::{DIRECTION, Winner, direction, winners};
use crate::diagnostics::{Diagnostic, closest};
use crate::text::{Family, FontBook, FontUnits, TextStyle};
use crate::units::{Pt, Size};

/// What an element's attributes and place say beside its declarations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Hints {
    pub language: Option<Arc<str>>,
    pub direction: Option<Direction>,
    /// A child of a flex or grid container, or the root.
    pub blockify: bool,
    pub is_root: bool,
    /// Only what applies to a first line counts.
    pub is_first_line: bool,
}

/// Whether the parent's measures in em are those of the style, too.
fn has_same_font(style: &Style, parent: &Style) -> bool {
    let (own, other) = (&style.text, &parent.text);
    own.families == other.families
        && (own.weight, own.slant, own.stretch) == (other.weight, other.slant, other.stretch)
        && own.size_adjust == other.size_adjust
        && own.variations == other.variations
}

/// Computes styles, one after the other.
pub(super) struct Computer {
    /// Where the measures of fonts come from.
    fonts: Option<Arc<FontBook>>,
    pub viewport: Size,
    /// Font size and line height of the root.
    pub root: (Pt, Pt),
    pub intermediate: Intermediate,
    /// Of the styles that were computed since it was emptied.
    pub findings: Vec<Finding>,
}

/// What styles have in common.
#[derive(Default)]
pub(super) struct Intermediate {
    texts: Vec<Arc<TextStyle>>,
    /// What values with variables became.
    expanded: FxHashMap<(Property, Base, String), Expanded>,
}

/// What a value became; `None` if the property does not take it.
type Expanded = Option<Arc<Vec<Declared>>>;

/// Text styles that are kept to be shared.
const MAX_SHARED: usize = 64;
/// Values with variables that are kept.
const MAX_EXPANDED: usize = 4096;

impl Computer {
    pub fn new(viewport: Size, fonts: Option<Arc<FontBook>>, intermediate: Intermediate) -> Computer {
        let initial = Style::initial();
        let root = (initial.text.size, initial.used_line_height());
        Computer { fonts, viewport, root, intermediate, findings: Vec::new() }
    }

    fn units(&self, style: &TextStyle) -> FontUnits {
        self.fonts.as_ref().map_or(FontUnits::NORMAL, |book| book.units(style))
    }

    /// The style of an element or pseudo-element below `parent`.
    pub fn compute(&mut self, parent: &Style, matched: &Matched<'_>, hints: &Hints) -> Style {
        self.compute_from(Style::inherit(parent), parent, matched, hints)
    }

    /// The same, from a style that has more than what is inherited.
    pub fn compute_from(
        &mut self,
        mut style: Style,
        parent: &Style,
        matched: &Matched<'_>,
        hints: &Hints,
    ) -> Style {
        if let Some(language) = &hints.language {
            style.text.language = language.clone();
        }
        if let Some(direction) = hints.direction {
            style.direction = direction;
        }
        let mut context = Context {
            em: parent.text.size,
            rem: self.root.0,
            lh: parent.used_line_height(),
            rlh: self.root.1,
            font: parent.font,
            viewport: self.viewport,
            color: parent.color.clone(),
            parent,
        };
        // A direction never needs variables that the element itself sets.
        if let Some(winner) = direction(matched) {
            self.apply(&mut style, &context, DIRECTION, winner);
        }
        let winners = winners(matched, style.direction);
        let own =
            winners.variables.iter().map(|(name, (_, variable))| (name.clone(), variable.value.clone()));
        let (variables, failures) = resolve(&parent.extra.variables, &own.collect());
        style.extra.variables = variables;
        for (name, failure) in failures {
            let (block, variable) = winners.variables[&name];
            self.tell_failure(&style, block, variable.place, failure);
        }
        let mut list = winners.list;
        if hints.is_first_line {
            list.retain(|id, winner| first_line::applies(*id) || self.tell_of_line(*id, *winner));
        }
        let mut winners = list.into_iter().peekable();
        for (phase, end) in LATE.into_iter().chain([u16::MAX]).enumerate() {
            while let Some((id, winner)) = winners.next_if(|(id, _)| *id < end) {
                self.apply(&mut style, &context, id, winner);
            }
            match phase {
                0 => {
                    style.set_current_color();
                    context.em = style.text.size;
                    context.color = style.color.clone();
                    if hints.is_root {
                        context.rem = style.text.size;
                    }
                }
                1 => {
                    if hints.is_root || !has_same_font(&style, parent) {
                        style.font = self.units(&style.text);
                    }
                    context.font = style.font;
                    context.lh = style.used_line_height();
                    if hints.is_root {
                        context.rlh = context.lh;
                    }
                }
                _ => {}
            }
        }
        if hints.is_root {
            self.root = (context.rem, context.rlh);
        }
        style.finish();
        let is_out_of_flow = matches!(style.position, Position::Absolute | Position::Fixed);
        style.computed.would_be_inline = is_out_of_flow && !hints.blockify && style.display.is_inline_level();
        if hints.blockify || is_out_of_flow || style.float != Float::None {
            style.display = blockified(style.display);
        }
        // CSS 2, 9.7, and CSS Flexbox 1, 3.
        if hints.blockify || is_out_of_flow {
            style.float = Float::None;
        }
        self.share_text(&mut style, parent);
        style
    }

    /// Tells that a property has no effect on a first line; never keeps it.
    fn tell_of_line(&mut self, id: u16, (block, declaration): Winner<'_>) -> bool {
        let name = longhand(id).name;
        let message = format!("`{name}` has no effect on `::first-line`");
        let diagnostic = Diagnostic::warning("no-effect", message)
            .help("a first line takes fonts, colours, backgrounds, spacing and decoration; the rest is of its block");
        self.tell(block, declaration.place, diagnostic, "");
        false
    }

    fn apply(&mut self, style: &mut Style, context: &Context<'_>, id: u16, winner: Winner<'_>) {
        self.apply_value(style, context, id, winner);
        if longhand(id).name == "font-family" {
            self.note_fonts(style, winner);
        }
    }

    fn note_fonts(&mut self, style: &Style, (block, declaration): Winner<'_>) {
        if !style.text.families.iter().any(|family| matches!(family, Family::Named(_))) {
            return;
        }
        let place = block.locate(Diagnostic::warning("missing-font", ""), declaration.place, "");
        let fonts = FontUse { families: style.text.families.clone(), place };
        self.findings.push(Finding::fonts(block, declaration.place, fonts));
    }

    fn apply_value(
        &mut self,
        style: &mut Style,
        context: &Context<'_>,
        id: u16,
        (block, declaration): Winner<'_>,
    ) {
        match &declaration.declared.value {
            Value::Apply(apply) => apply(style, context),
            Value::Wide(wide) => apply_wide(style, context, id, *wide),
            Value::Pending(pending) => {
                let text = match self.expand(style, pending) {
                    Ok(text) => text,
                    Err(failure) => {
                        self.tell_failure(style, block, declaration.place, failure);
                        return;
                    }
                };
                let Some(list) = self.parsed(pending.property, &block.base, &text) else {
                    let message =
                        format!("`{}` with its variables is `{}`", pending.property.name(), tidy(&text));
                    let diagnostic = Diagnostic::warning("unsupported-value", message);
                    self.tell(block, declaration.place, diagnostic, "not a supported value");
                    return;
                };
                let wanted = list.iter().rfind(|declared| {
                    declared.longhand == id && declared.when.is_none_or(|when| when == style.direction)
                });
                match wanted.map(|declared| &declared.value) {
                    Some(Value::Apply(apply)) => apply(style, context),
                    Some(Value::Wide(wide)) => apply_wide(style, context, id, *wide),
                    Some(Value::Pending(_)) | None => {}
                }
            }
        }
    }

    fn expand(&self, style: &Style, pending: &Pending) -> Result<String, Failure> {
        substitute(&pending.text, &mut |name| Ok(style.extra.variables.get(name).cloned()))
    }

    fn parsed(&mut self, property: Property, base: &Base, text: &str) -> Expanded {
        let key = (property, base.clone(), text.to_owned());
        if let Some(known) = self.intermediate.expanded.get(&key) {
            return known.clone();
        }
        let bare = text.trim().trim_start_matches("/**/").trim_end_matches("/**/");
        let fresh = parse(property, bare, base).ok().map(Arc::new);
        if self.intermediate.expanded.len() >= MAX_EXPANDED {
            self.intermediate.expanded.clear();
        }
        self.intermediate.expanded.insert(key, fresh.clone());
        fresh
    }

    fn tell_failure(&mut self, style: &Style, block: &Block, place: Place, failure: Failure) {
        let value = "unsupported-value";
        let diagnostic = match failure {
            Failure::Undefined(name) => {
                let message = format!("the variable `{name}` is not set here");
                let diagnostic = Diagnostic::warning("undefined-variable", message);
                match closest(&name, style.extra.variables.keys().map(|known| &**known)) {
                    Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                    None => diagnostic.help(format!("set it, or give a fallback: `var({name}, …)`")),
                }
            }
            Failure::Cycle(name) => {
                Diagnostic::warning(value, format!("the variable `{name}` refers to itself"))
            }
            Failure::TooLong => Diagnostic::warning(value, "the value grows too long through its variables"),
            Failure::Malformed => {
                Diagnostic::warning(value, "`var()` takes the name of a variable, such as `--ink`")
            }
        };
        self.tell(block, place, diagnostic, "");
    }

    pub fn tell(&mut self, block: &Block, place: Place, diagnostic: Diagnostic, label: &str) {
        self.findings.push(Finding::wrong(block, place, diagnostic, label));
    }

    /// One pointer for equal text styles: shaping compares pointers.
    fn share_text(&mut self, style: &mut Style, parent: &Style) {
        let known = [&parent.computed.text]
            .into_iter()
            .chain(&self.intermediate.texts)
            .find(|known| ***known == style.text);
        style.computed.text = match known {
            Some(known) => known.clone(),
            None => {
                let fresh = Arc::new(style.text.clone());
                if self.intermediate.texts.len() < MAX_SHARED {
                    self.intermediate.texts.push(fresh.clone());
                }
                fresh
            }
        };
    }
}

/// For messages: without the comments that keep tokens apart.
fn tidy(text: &str) -> String {
    text.replace("/**/", " ").split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// `revert` comes here only where there is nothing to go back to.
fn apply_wide(style: &mut Style, context: &Context<'_>, id: u16, wide: Wide) {
    let longhand = longhand(id);
    match wide {
        // At this point the style has what is inherited, and all else is initial.
        Wide::Inherit if !longhand.inherited => (longhand.copy)(style, context.parent),
        Wide::Initial if longhand.inherited => (longhand.copy)(style, Style::initial()),
        _ => {}
    }
}

/// [CSS Display 3, 2.7](https://www.w3.org/TR/css-display-3/#transformations).
fn blockified(display: Display) -> Display {
    match display {
        Display::InlineBlock => Display::FlowRoot,
        Display::InlineFlex => Display::Flex,
        Display::InlineGrid => Display::Grid,
        Display::InlineTable => Display::Table,
        Display::Inline
        | Display::TableCaption
        | Display::TableHeaderGroup
        | Display::TableRowGroup
        | Display::TableFooterGroup
        | Display::TableRow
        | Display::TableCell
        | Display::TableColumn
        | Display::TableColumnGroup => Display::Block,
        other => other,
    }
}
