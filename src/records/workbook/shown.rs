use calamine::{DataRef, ExcelDateTime};

/// A cell as a spreadsheet shows it, and whether it is a date; `None` if it is empty. Numbers have no decimals
/// that they do not need: codes are stored as numbers.
pub(super) fn text(value: &DataRef) -> Option<(String, bool)> {
    let plain = |text: String| (!text.is_empty()).then_some((text, false));
    match value {
        DataRef::Empty => None,
        DataRef::String(text) => plain(text.clone()),
        DataRef::SharedString(text) => plain((*text).to_owned()),
        DataRef::Int(number) => plain(number.to_string()),
        DataRef::Float(number) => plain(number_text(*number)),
        DataRef::Bool(is_true) => plain(if *is_true { "TRUE" } else { "FALSE" }.to_owned()),
        DataRef::Error(error) => plain(error.to_string()),
        DataRef::DateTime(date) => Some((date_text(date), true)),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Some((text.clone(), true)),
    }
}

fn number_text(number: f64) -> String {
    // Sums such as 0.1 + 0.2 are shown with eleven digits, and stored with seventeen.
    let rounded: f64 = format!("{number:.10e}").parse().unwrap_or(number);
    let is_whole = number.fract() == 0.0;
    if is_whole { number.to_string() } else { rounded.to_string() }
}

/// `2024-02-01`, with a time if it has one.
fn date_text(date: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    match (hour, minute, second) {
        (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_no_decimals() {
        let shown = |number: f64| text(&DataRef::Float(number)).map(|(text, _)| text);
        assert_eq!(shown(1234.0).as_deref(), Some("1234"));
        assert_eq!(shown(31_612_345_678.0).as_deref(), Some("31612345678"));
        assert_eq!(shown(0.1 + 0.2).as_deref(), Some("0.3"));
        assert_eq!(shown(12.5).as_deref(), Some("12.5"));
        assert_eq!(text(&DataRef::Empty), None);
    }
}
