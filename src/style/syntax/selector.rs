use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;

use cssparser::{CowRcStr, ParseError, Parser, ToCss, serialize_identifier};
use precomputed_hash::PrecomputedHash;
use selectors::SelectorImpl;
use selectors::parser::{self, ParseRelative, SelectorList, SelectorParseErrorKind};

use crate::style::{Direction, PseudoElement};

/// The selectors of [Selectors 4](https://www.w3.org/TR/selectors-4/) that paper knows.
#[derive(Clone, Debug)]
pub(in crate::style) struct Syntax;

/// A name or an attribute's value in a selector.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::style) struct Name(pub Arc<str>);

impl From<&str> for Name {
    fn from(text: &str) -> Name {
        Name(Arc::from(text))
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl ToCss for Name {
    fn to_css<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        serialize_identifier(&self.0, out)
    }
}

impl PrecomputedHash for Name {
    /// FNV-1a.
    fn precomputed_hash(&self) -> u32 {
        self.0.bytes().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::style) enum PseudoClass {
    /// `:link` and `:any-link`.
    Link,
    Lang(Vec<Arc<str>>),
    Dir(Direction),
    /// Checked or chosen in a form.
    Checked,
    Disabled,
    Enabled,
    /// What only a reader at a screen can bring about: it never is the case on paper.
    State(&'static str),
}

/// [Selectors 4, 8 and 9](https://www.w3.org/TR/selectors-4/#useraction-pseudos), as far as paper has none of it.
const STATES: &[&str] = &[
    "active",
    "autofill",
    "focus",
    "focus-visible",
    "focus-within",
    "fullscreen",
    "host",
    "hover",
    "modal",
    "placeholder-shown",
    "popover-open",
    "target",
    "target-within",
    "user-invalid",
    "user-valid",
    "visited",
];

impl ToCss for PseudoClass {
    fn to_css<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        match self {
            PseudoClass::Link => out.write_str(":any-link"),
            PseudoClass::Lang(list) => write!(out, ":lang({})", list.join(", ")),
            PseudoClass::Dir(Direction::Ltr) => out.write_str(":dir(ltr)"),
            PseudoClass::Dir(Direction::Rtl) => out.write_str(":dir(rtl)"),
            PseudoClass::Checked => out.write_str(":checked"),
            PseudoClass::Disabled => out.write_str(":disabled"),
            PseudoClass::Enabled => out.write_str(":enabled"),
            PseudoClass::State(name) => write!(out, ":{name}"),
        }
    }
}

impl parser::NonTSPseudoClass for PseudoClass {
    fn is_active_or_hover(&self) -> bool {
        false
    }

    fn is_user_action_state(&self) -> bool {
        false
    }
}

impl ToCss for PseudoElement {
    fn to_css<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        out.write_str(match self {
            PseudoElement::Before => "::before",
            PseudoElement::After => "::after",
            PseudoElement::Marker => "::marker",
            PseudoElement::FirstLetter => "::first-letter",
            PseudoElement::FirstLine => "::first-line",
        })
    }
}

impl parser::PseudoElement for PseudoElement {}

impl SelectorImpl for Syntax {
    type ExtraMatchingData<'a> = ();
    type AttrValue = Name;
    type Identifier = Name;
    type LocalName = Name;
    type NamespaceUrl = Name;
    type NamespacePrefix = Name;
    type BorrowedNamespaceUrl = Name;
    type BorrowedLocalName = Name;
    type NonTSPseudoClass = PseudoClass;
    type PseudoElement = PseudoElement;
}

/// Parses selectors and remembers the pseudo that it did not know.
#[derive(Default)]
struct Grammar {
    is_nested: bool,
    unknown: RefCell<Option<String>>,
}

type Refused = ParseError<SelectorParseErrorKind>;

impl Grammar {
    fn refuse<T>(&self, name: &str) -> Result<T, Refused> {
        self.unknown.borrow_mut().get_or_insert_with(|| name.to_owned());
        Err(ParseError::custom(SelectorParseErrorKind::UnsupportedPseudoClassOrElement))
    }
}

impl<'i> parser::Parser<'i> for Grammar {
    type Impl = Syntax;
    type Error = SelectorParseErrorKind;

    fn parse_nth_child_of(&self) -> bool {
        true
    }

    fn parse_is_and_where(&self) -> bool {
        true
    }

    fn parse_has(&self) -> bool {
        true
    }

    fn parse_parent_selector(&self) -> bool {
        self.is_nested
    }

    /// A slip inside `:is()` is told like any other.
    fn allow_forgiving_selectors(&self) -> bool {
        false
    }

    fn parse_non_ts_pseudo_class(&self, name: CowRcStr<'i>) -> Result<PseudoClass, Refused> {
        match name.to_ascii_lowercase().as_str() {
            "link" | "any-link" => Ok(PseudoClass::Link),
            "checked" => Ok(PseudoClass::Checked),
            "disabled" => Ok(PseudoClass::Disabled),
            "enabled" => Ok(PseudoClass::Enabled),
            state => match STATES.iter().find(|known| **known == state) {
                Some(known) => Ok(PseudoClass::State(known)),
                None => self.refuse(&format!(":{name}")),
            },
        }
    }

    fn parse_non_ts_functional_pseudo_class(
        &self,
        name: CowRcStr<'i>,
        p: &mut Parser<'i>,
        _: bool,
    ) -> Result<PseudoClass, Refused> {
        if name.eq_ignore_ascii_case("dir") {
            let direction = p.expect_ident()?;
            return match direction.to_ascii_lowercase().as_str() {
                "ltr" => Ok(PseudoClass::Dir(Direction::Ltr)),
                "rtl" => Ok(PseudoClass::Dir(Direction::Rtl)),
                _ => Err(ParseError::custom(SelectorParseErrorKind::UnsupportedPseudoClassOrElement)),
            };
        }
        if !name.eq_ignore_ascii_case("lang") {
            return self.refuse(&format!(":{name}()"));
        }
        let one = |p: &mut Parser<'i>| Ok(Arc::from(&**p.expect_ident_or_string()?));
        p.parse_comma_separated(one).map(PseudoClass::Lang)
    }

    fn parse_pseudo_element(&self, name: CowRcStr<'i>) -> Result<PseudoElement, Refused> {
        match name.to_ascii_lowercase().as_str() {
            "before" => Ok(PseudoElement::Before),
            "after" => Ok(PseudoElement::After),
            "marker" => Ok(PseudoElement::Marker),
            "first-letter" => Ok(PseudoElement::FirstLetter),
            "first-line" => Ok(PseudoElement::FirstLine),
            _ => self.refuse(&format!("::{name}")),
        }
    }

    fn parse_functional_pseudo_element(
        &self,
        name: CowRcStr<'i>,
        _: &mut Parser<'i>,
    ) -> Result<PseudoElement, Refused> {
        self.refuse(&format!("::{name}()"))
    }
}

/// Matching goes from step to step by recursion.
const MAX_STEPS: usize = 128;

/// Reads a selector list; `parent` is what `&` stands for. The error is what to tell.
pub(super) fn selector_list(
    p: &mut Parser<'_>,
    parent: Option<&SelectorList<Syntax>>,
) -> Result<SelectorList<Syntax>, String> {
    let grammar = Grammar { is_nested: parent.is_some(), ..Grammar::default() };
    let relative = if parent.is_some() { ParseRelative::ForNesting } else { ParseRelative::No };
    let list = SelectorList::parse(&grammar, p, relative).map_err(|_| match grammar.unknown.take() {
        Some(name) => format!("`{name}` is not supported in a selector"),
        None => "this is not a selector".to_owned(),
    })?;
    if list.slice().iter().any(|selector| selector.len() > MAX_STEPS) {
        return Err("the selector is too long".to_owned());
    }
    // A nested selector without `&` is one below its parent.
    Ok(match parent {
        Some(parent) => list.replace_parent_selector(parent),
        None => list,
    })
}
