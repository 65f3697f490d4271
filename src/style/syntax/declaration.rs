use std::sync::Arc;

use super::blocks::{Block, Declaration, Place, Variable};
use super::problem::{Problem, quoted};
use crate::diagnostics::closest;
use crate::style::property::{
    Declared, Property, Value, Wide, instead_of_property, instead_of_value, is_standard, longhand_id, names,
    parse, pending, property,
};

/// What may be declared here.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Element,
    Page,
    MarginBox,
}

/// A declaration as written, `!important` taken off.
pub(super) struct Written<'a> {
    pub name: &'a str,
    pub name_place: Place,
    pub value: &'a str,
    pub place: Place,
    pub important: bool,
}

/// Adds a declaration to a block, or gives what is wrong with it.
pub(super) fn declare(block: &mut Block, written: &Written<'_>, scope: Scope) -> Result<(), Problem> {
    if written.name.starts_with("--") && written.name.len() > 2 {
        block.variables.push(Variable {
            name: Arc::from(written.name),
            value: Arc::from(written.value),
            important: written.important,
            place: written.place,
        });
        return Ok(());
    }
    let name = written.name.to_ascii_lowercase();
    let list = if name == "all" {
        all(written)?
    } else {
        let property = property(&name).ok_or_else(|| unknown(&name, written.name_place))?;
        if !is_allowed(&name, scope) {
            return Err(misplaced(&name, written.name_place, scope));
        }
        value(property, written, block)?
    };
    block.declarations.extend(list.into_iter().map(|declared| Declaration {
        declared,
        important: written.important,
        place: written.place,
    }));
    Ok(())
}

fn value(property: Property, written: &Written<'_>, block: &Block) -> Result<Vec<Declared>, Problem> {
    if written.value.to_ascii_lowercase().contains("var(") {
        return Ok(pending(property, written.value));
    }
    parse(property, written.value, &block.base).map_err(|_| invalid(written))
}

fn invalid(written: &Written<'_>) -> Problem {
    let name = written.name.to_ascii_lowercase();
    let (value, is_bare) = (written.value.trim(), written.value.trim().parse::<f32>().is_ok());
    let message = if value.is_empty() {
        format!("`{name}` has no value")
    } else {
        format!("{} is not a supported value of `{name}`", quoted(value))
    };
    let problem = Problem::new("unsupported-value", message, written.place);
    match instead_of_value(&name, value) {
        _ if is_bare => problem.help("a length needs a unit, such as `mm` or `pt`"),
        Some(instead) => problem.help(instead),
        None => problem,
    }
}

fn unknown(name: &str, place: Place) -> Problem {
    if name.starts_with('-') {
        return Problem::new("unsupported-property", format!("`{name}` is a property of one browser"), place)
            .help("leave it out: this is not a browser");
    }
    if is_standard(name) {
        let problem = Problem::new("unsupported-property", format!("`{name}` is not supported"), place);
        return match instead_of_property(name) {
            Some(instead) => problem.help(instead),
            None => problem,
        };
    }
    let problem = Problem::new("unsupported-property", format!("unknown property `{name}`"), place);
    match closest(name, names()) {
        Some(meant) => problem.help(format!("did you mean `{meant}`?")),
        None => problem,
    }
}

fn is_allowed(name: &str, scope: Scope) -> bool {
    let is_of_page = matches!(name, "size" | "bleed" | "marks");
    match scope {
        Scope::Element => !is_of_page,
        Scope::Page => is_of_page || is_of_page_box(name),
        Scope::MarginBox => !is_of_page && !is_of_elements(name),
    }
}

/// What pages have of their own, and what their margin boxes inherit
/// ([CSS Paged Media 3, 7](https://www.w3.org/TR/css-page-3/#page-properties)).
fn is_of_page_box(name: &str) -> bool {
    let is_apart = name.ends_with("-radius") || matches!(name, "border-collapse" | "border-spacing");
    let families = ["margin", "padding", "border", "background", "font", "text"];
    let is_in_family =
        |family: &str| name.strip_prefix(family).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    let others = [
        "color",
        "counter-increment",
        "counter-reset",
        "hyphens",
        "letter-spacing",
        "line-height",
        "white-space",
        "word-spacing",
    ];
    (families.into_iter().any(is_in_family) && !is_apart) || others.contains(&name)
}

/// What a margin box has no use for: it is where it is, holds one text, and neither breaks nor counts
/// ([CSS Paged Media 3, 7](https://www.w3.org/TR/css-page-3/#margin-properties)).
fn is_of_elements(name: &str) -> bool {
    let families = [
        "align",
        "break",
        "column",
        "counter",
        "flex",
        "grid",
        "inset",
        "justify",
        "list-style",
        "object",
        "page",
        "place",
    ];
    let is_in_family =
        |family: &str| name.strip_prefix(family).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    let others = [
        "border-collapse",
        "border-spacing",
        "bottom",
        "box-decoration-break",
        "caption-side",
        "clear",
        "columns",
        "display",
        "empty-cells",
        "float",
        "gap",
        "image-orientation",
        "image-rendering",
        "left",
        "order",
        "orphans",
        "position",
        "quotes",
        "right",
        "row-gap",
        "string-set",
        "table-layout",
        "top",
        "widows",
        "z-index",
    ];
    families.into_iter().any(is_in_family) || others.contains(&name)
}

fn misplaced(name: &str, place: Place, scope: Scope) -> Problem {
    let (message, help) = match scope {
        Scope::Element => (format!("`{name}` is not a property of an element"), "write it in `@page { … }`"),
        Scope::Page => (
            format!("`{name}` is not supported in `@page`"),
            "a page has a size, edges, a background, fonts and margin boxes: style `html` or `body` instead",
        ),
        Scope::MarginBox => (
            format!("`{name}` is not supported in a margin box"),
            "it has edges, a background, a size and a text: leave this out",
        ),
    };
    Problem::new("unsupported-property", message, place).help(help)
}

/// `all` with a CSS-wide keyword ([CSS Cascade 4, 3.1](https://www.w3.org/TR/css-cascade-4/#all-shorthand)).
fn all(written: &Written<'_>) -> Result<Vec<Declared>, Problem> {
    let wide = match written.value.trim().to_ascii_lowercase().as_str() {
        "initial" => Wide::Initial,
        "inherit" => Wide::Inherit,
        "unset" => Wide::Unset,
        "revert" => Wide::Revert,
        "revert-layer" => Wide::RevertLayer,
        _ => return Err(invalid(written)),
    };
    let apart = ["direction", "unicode-bidi", "size", "bleed", "marks"];
    let ids = names().filter(|name| !apart.contains(name)).filter_map(longhand_id);
    Ok(ids.map(|id| Declared { longhand: id, when: None, value: Value::Wide(wide) }).collect())
}
