//! Tera functions that know the edition.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::failure::nearest;
use super::scope::Scope;
use super::{locale, placeholders};
use crate::diagnostics::{Diagnostic, Span};
use crate::image;

/// What a template can call.
pub(super) const NAMES: [&str; 10] =
    ["t", "texts", "fact", "contact", "qr", "datamatrix", "kix", "image", "range", "super"];

/// Elements that all `range()` of one edition may make together: a loop in a loop in a loop ends too.
const RANGE_BUDGET: u64 = 200_000;

/// Makes the names known, so that templates can be parsed once for all editions.
pub(super) fn declare(tera: &mut Tera) {
    for name in NAMES.into_iter().filter(|name| !matches!(*name, "super" | "range")) {
        tera.register_function(name, |_: Kwargs, _: &State| -> TeraResult<Value> {
            Err(tera::Error::message("no edition is being made"))
        });
    }
}

/// Gives the functions their edition.
pub(super) fn register(tera: &mut Tera, scope: &Arc<Scope>) {
    let with = |name: &'static str, function: fn(&Scope, &Kwargs) -> TeraResult<Value>| {
        let scope = scope.clone();
        move |arguments: Kwargs, _: &State| {
            scope.memo.value(name, &arguments, || {
                // What there is to tell is told each time.
                let before = scope.with_notes(|notes| notes.found.len());
                let value = function(&scope, &arguments)?;
                Ok((value, scope.with_notes(|notes| notes.found.len()) == before))
            })
        }
    };
    tera.register_function("t", with("t", text));
    tera.register_function("texts", with("texts", texts));
    tera.register_function("fact", with("fact", fact));
    tera.register_function("contact", with("contact", contact));
    tera.register_function("image", with("image", image));
    tera.register_function("qr", with("qr", qr));
    tera.register_function("datamatrix", with("datamatrix", datamatrix));
    // Each letter has its own: nothing is gained by keeping them.
    let of = scope.clone();
    tera.register_function("kix", move |arguments: Kwargs, _: &State| kix(&of, &arguments));
    tera.register_function("range", bounded_range(scope.clone()));
}

/// `qr(text="https://…")`: an SVG; the white around it is the template's to keep, or `quiet` modules.
fn qr(_: &Scope, arguments: &Kwargs) -> TeraResult<Value> {
    let text = arguments.must_get::<&str>("text")?;
    let quiet = arguments.get::<u32>("quiet")?.unwrap_or(0);
    drawn(image::qr(text, quiet.min(20)))
}

/// `datamatrix(text=record.zegel)`: an SVG, as `qr` makes it.
fn datamatrix(_: &Scope, arguments: &Kwargs) -> TeraResult<Value> {
    let text = arguments.must_get::<&str>("text")?;
    let quiet = arguments.get::<u32>("quiet")?.unwrap_or(0);
    drawn(image::datamatrix(text, quiet.min(20)))
}

/// `kix(code=record.kix)`: an SVG in its exact size; the 2 mm of white around it are the template's to keep.
fn kix(_: &Scope, arguments: &Kwargs) -> TeraResult<Value> {
    let code = arguments.must_get::<&str>("code")?;
    drawn(image::kix(code))
}

/// A code as markup, or why there is none.
fn drawn(svg: Result<String, impl Display>) -> TeraResult<Value> {
    svg.map(|svg| Value::safe_string(&svg)).map_err(|error| tera::Error::message(error.to_string()))
}

/// `t(key="letter.subject")`; every argument but `key`, `lang` and `default` fills its placeholder.
fn text(scope: &Scope, arguments: &Kwargs) -> TeraResult<Value> {
    let (key, language) = key_and_language(scope, arguments)?;
    let default = arguments.get::<String>("default")?;
    let (value, span) = match (scope.text(key, &language), default) {
        (Ok(found), _) => found,
        (Err(_), Some(default)) => return Ok(default.into()),
        (Err(finding), None) => {
            scope.note(finding, key);
            return Ok(format!("⟦{key}⟧").into());
        }
    };
    if value.as_map().is_some() || value.as_array().is_some() {
        let finding = Diagnostic::error("wrong-text", format!("`{key}` is a list of texts, not one text"))
            .help(format!("use `texts(key=\"{key}\")` and a `for` loop, or name one of its texts"));
        scope.note(finding, key);
        return Ok("".into());
    }
    Ok(fill(scope, &value.to_string(), span, &language, arguments).into())
}

/// `texts(key="letter.actions")`: the list or map, its texts filled.
fn texts(scope: &Scope, arguments: &Kwargs) -> TeraResult<Value> {
    let (key, language) = key_and_language(scope, arguments)?;
    match scope.text(key, &language) {
        Ok((value, span)) => Ok(fill_all(scope, value, span, &language, arguments)),
        Err(finding) => {
            if let Some(default) = arguments.get::<Value>("default")? {
                return Ok(default);
            }
            scope.note(finding, key);
            Ok(Vec::<Value>::new().into())
        }
    }
}

fn key_and_language<'a>(scope: &Scope, arguments: &'a Kwargs) -> TeraResult<(&'a str, String)> {
    let key = arguments.must_get::<&str>("key")?;
    Ok((key, arguments.get::<&str>("lang")?.unwrap_or(&scope.language).to_owned()))
}

fn fill_all(scope: &Scope, value: &Value, span: Option<&Span>, language: &str, arguments: &Kwargs) -> Value {
    if let Some(list) = value.as_array() {
        return list
            .iter()
            .map(|item| fill_all(scope, item, span, language, arguments))
            .collect::<Vec<_>>()
            .into();
    }
    if let Some(map) = value.as_map() {
        let filled =
            map.iter().map(|(key, item)| (key.clone(), fill_all(scope, item, span, language, arguments)));
        return Value::from(filled.collect::<tera::Map>());
    }
    match value.as_str() {
        Some(text) => fill(scope, text, span, language, arguments).into(),
        None => value.clone(),
    }
}

fn fill(scope: &Scope, text: &str, span: Option<&Span>, language: &str, arguments: &Kwargs) -> String {
    let value = |name: &str| {
        let given =
            arguments.iter().find(|(key, _)| key.as_str() == Some(name)).map(|(_, value)| value.to_string());
        given.or_else(|| scope.placeholder(name, language))
    };
    placeholders::fill(text, value, |name| scope.note(unknown_placeholder(scope, name, text, span), name))
}

fn unknown_placeholder(scope: &Scope, name: &str, text: &str, span: Option<&Span>) -> Diagnostic {
    let facts = scope.facts.keys().map(|key| format!("fact.{key}"));
    let others =
        ["municipality", "url", "website", "period.start", "period.end", "campaign"].map(str::to_owned);
    let known: Vec<String> = facts.chain(others).collect();
    let finding =
        Diagnostic::error("unknown-placeholder", format!("nothing is known to fill in for `{{{name}}}`"));
    let finding = match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => finding.help(format!("did you mean `{{{near}}}`?")),
        None => finding.help("a brace that is only a brace is written twice: `{{`"),
    };
    match span {
        Some(span) => finding.at(inside(span, name)),
        None => finding.note(format!("in the text \"{text}\"")),
    }
}

/// The placeholder itself, if it is found where the text starts.
fn inside(span: &Span, name: &str) -> Span {
    let wanted = format!("{{{name}}}");
    match span.file.text[span.start..].find(&wanted) {
        Some(at) => Span::new(span.file.clone(), span.start + at, span.start + at + wanted.len()),
        None => span.clone(),
    }
}

fn fact(scope: &Scope, arguments: &Kwargs) -> TeraResult<Value> {
    let key = arguments.must_get::<&str>("key")?;
    let mut fields = BTreeMap::new();
    match scope.fact(key) {
        Ok(fact) => {
            fields.insert("value", locale::number(&fact.value, &scope.language).into());
            let whole = fact.value.parse::<i64>().map(Value::from);
            fields
                .insert("raw", whole.or(fact.value.parse::<f64>().map(Value::from)).unwrap_or(Value::none()));
            fields.insert("year", fact.year.into());
            fields.insert("source", fact.source.clone().into());
            fields.insert("label", fact.label.clone().into());
            fields.insert("local", fact.local.into());
        }
        Err(finding) => {
            scope.note(finding, key);
            for field in ["value", "raw", "year", "source", "label", "local"] {
                fields.insert(field, "".into());
            }
        }
    }
    Ok(fields.into())
}

fn contact(scope: &Scope, arguments: &Kwargs) -> TeraResult<Value> {
    let id = arguments.must_get::<&str>("id")?;
    match scope.contact(id) {
        Ok(contact) => Ok(contact.clone()),
        Err(finding) => {
            scope.note(finding, id);
            Ok(BTreeMap::from(["id", "number", "name", "when"].map(|field| (field, Value::from("")))).into())
        }
    }
}

fn image(scope: &Scope, arguments: &Kwargs) -> TeraResult<Value> {
    let source = arguments.must_get::<&str>("src")?;
    if let Err(finding) = (scope.image)(source) {
        scope.note(finding, source);
    }
    Ok(source.into())
}

/// Tera bounds one `range()`; this bounds all of them together.
fn bounded_range(scope: Arc<Scope>) -> impl Fn(Kwargs, &State) -> TeraResult<Vec<i64>> {
    move |arguments: Kwargs, _: &State| {
        let start = arguments.get::<i64>("start")?.unwrap_or(0);
        let end = arguments.must_get::<i64>("end")?;
        let step = arguments.get::<i64>("step_by")?.unwrap_or(1);
        if step == 0 || (step > 0 && start > end) {
            return Err(tera::Error::message("`range` never reaches its `end`: check `start` and `step_by`"));
        }
        let distance = if step > 0 {
            start.abs_diff(end)
        } else if start > end {
            end.abs_diff(start)
        } else {
            0
        };
        let count = distance.div_ceil(step.unsigned_abs());
        let before = scope.counted.fetch_add(count.min(RANGE_BUDGET + 1), Ordering::Relaxed);
        if before + count.min(RANGE_BUDGET + 1) > RANGE_BUDGET {
            let message =
                format!("the loops of one edition may count to {RANGE_BUDGET} in all, and this goes beyond");
            return Err(tera::Error::message(message));
        }
        let count = i64::try_from(count).expect("below the budget");
        Ok((0..count).map(|index| start + index * step).collect())
    }
}
