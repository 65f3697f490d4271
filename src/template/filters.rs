//! Tera filters for the language of the edition.

use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::locale::{self, Date, DateForm};
use super::markdown;
use super::memo::Memo;

/// What a template can write behind `|`: ours, then Tera's own.
pub(super) const NAMES: [&str; 41] = [
    "markdown",
    "number",
    "date",
    "phone",
    "safe",
    "default",
    "upper",
    "lower",
    "wordcount",
    "escape",
    "escape_html",
    "escape_xml",
    "newlines_to_br",
    "pluralize",
    "trim",
    "trim_start",
    "trim_end",
    "replace",
    "capitalize",
    "title",
    "truncate",
    "indent",
    "str",
    "int",
    "float",
    "length",
    "reverse",
    "split",
    "abs",
    "round",
    "first",
    "last",
    "nth",
    "join",
    "sort",
    "unique",
    "get",
    "values",
    "keys",
    "pairs",
    "group_by",
];

/// Registers `markdown`, `number`, `date` and `phone`.
pub(super) fn register(tera: &mut Tera, language: &str) {
    let memo = Memo::default();
    tera.register_filter("markdown", move |text: &Value, arguments: Kwargs, _: &State| {
        markdown_filter(&memo, text, &arguments)
    });
    let code = language.to_owned();
    tera.register_filter("number", move |value: &Value, arguments: Kwargs, _: &State| {
        number_filter(value, &language_of(&arguments, &code)?)
    });
    let code = language.to_owned();
    tera.register_filter("date", move |text: &str, arguments: Kwargs, _: &State| {
        date_filter(text, &arguments, &language_of(&arguments, &code)?)
    });
    tera.register_filter("phone", phone_filter);
}

fn language_of(arguments: &Kwargs, edition: &str) -> TeraResult<String> {
    Ok(arguments.get::<&str>("lang")?.unwrap_or(edition).to_owned())
}

fn markdown_filter(memo: &Memo, text: &Value, arguments: &Kwargs) -> TeraResult<Value> {
    if text.is_undefined() {
        return Err(tera::Error::message("`markdown` was given nothing: the value before it is not defined"));
    }
    let block = arguments.get::<bool>("block")?.unwrap_or(false);
    let own;
    let text = match text.as_str() {
        Some(text) => text,
        None => {
            own = text.to_string();
            &own
        }
    };
    let write = |call: &mut String| {
        call.push_str(if block { "block\0" } else { "inline\0" });
        call.push_str(text);
    };
    memo.of(write, || {
        let html = if block { markdown::block(text) } else { markdown::inline(text) };
        Ok((Value::safe_string(&html), true))
    })
}

fn number_filter(value: &Value, language: &str) -> TeraResult<String> {
    let text = value.to_string();
    let text = text.trim();
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && !text.contains(['e', 'E', '+']) => {
            Ok(locale::number(text, language))
        }
        _ => Err(tera::Error::message(format!(
            "`number` was given `{text}`, which is not a number; write it in YAML as plain digits: 91000 or 3.5"
        ))),
    }
}

fn date_filter(text: &str, arguments: &Kwargs, language: &str) -> TeraResult<String> {
    let form = match arguments.get::<&str>("format")? {
        None | Some("long") => DateForm::Long,
        Some("short") => DateForm::Short,
        Some("month") => DateForm::Month,
        Some(other) => {
            return Err(tera::Error::message(format!(
                "`date` knows the formats \"long\", \"short\" and \"month\", not \"{other}\""
            )));
        }
    };
    match Date::parse(text) {
        Some(date) => Ok(locale::date(date, form, language)),
        None => Err(tera::Error::message(format!(
            "`date` was given `{text}`, which is not a date; dates are written year-month-day: 2013-11-01"
        ))),
    }
}

/// A telephone number never breaks over two lines and reads left to right in every script. The hyphen
/// stays a hyphen, so that the number can be searched and copied.
fn phone_filter(number: &Value, _: Kwargs, state: &State) -> TeraResult<Value> {
    let number = number.to_string().trim().replace(' ', "\u{a0}");
    if !state.autoescaping_enabled() {
        return Ok(number.into());
    }
    let number = state.escape(&number)?;
    Ok(Value::safe_string(&format!("<bdi dir=\"ltr\" style=\"white-space: nowrap\">{number}</bdi>")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn render(template: &str) -> Result<String, String> {
        let mut tera = Tera::new();
        register(&mut tera, "nl");
        tera.render_str(template, &tera::Context::new(), true).map_err(|error| match error.kind() {
            tera::ErrorKind::RenderingError(report) => report.message().to_owned(),
            other => other.to_string(),
        })
    }

    #[test]
    fn filters_write_dutch() {
        assert_eq!(render("{{ 91000 | number }} {{ 3.5 | number }}").as_deref(), Ok("91.000 3,5"));
        assert_eq!(render("{{ 91000 | number(lang='en') }}").as_deref(), Ok("91,000"));
        assert_eq!(render("{{ '2013-11-01' | date }}").as_deref(), Ok("1 november 2013"));
        assert_eq!(render("{{ '2013-11-01' | date(format='month') }}").as_deref(), Ok("november 2013"));
        assert_eq!(render("{{ '**a** <b>' | markdown }}").as_deref(), Ok("<strong>a</strong> &lt;b&gt;"));
    }

    #[test]
    fn phone_numbers_hold_together() {
        assert_eq!(
            render("{{ '0900-8844' | phone }}").as_deref(),
            Ok("<bdi dir=\"ltr\" style=\"white-space: nowrap\">0900-8844</bdi>")
        );
    }

    #[test]
    fn wrong_values_are_named() {
        assert!(render("{{ 'veel' | number }}").unwrap_err().contains("`veel`, which is not a number"));
        assert!(render("{{ '1-11-2013' | date }}").unwrap_err().contains("`1-11-2013`, which is not a date"));
        assert!(render("{{ '2013-11-01' | date(format='x') }}").unwrap_err().contains("not \"x\""));
    }
}
