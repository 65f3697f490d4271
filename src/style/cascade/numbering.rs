use super::super::property::{CounterStyle, ListStyleType};

/// A number in a counter style, without what stands around it
/// ([CSS Counter Styles 3, 6](https://www.w3.org/TR/css-counter-styles-3/#predefined-counters)).
pub fn counter_text(value: i32, style: CounterStyle) -> String {
    match style {
        CounterStyle::Disc => "•".to_owned(),
        CounterStyle::Circle => "◦".to_owned(),
        CounterStyle::Square => "▪".to_owned(),
        CounterStyle::Decimal => value.to_string(),
        CounterStyle::DecimalLeadingZero if value < 0 => format!("-{:02}", value.unsigned_abs()),
        CounterStyle::DecimalLeadingZero => format!("{value:02}"),
        CounterStyle::LowerAlpha => alphabetic(value, b'a'),
        CounterStyle::UpperAlpha => alphabetic(value, b'A'),
        CounterStyle::LowerRoman => roman(value).to_lowercase(),
        CounterStyle::UpperRoman => roman(value),
    }
}

/// The text of a list item's marker.
pub(super) fn marker(value: i32, style: &ListStyleType) -> Option<String> {
    match style {
        ListStyleType::None => None,
        ListStyleType::Text(text) => Some(text.to_string()),
        ListStyleType::Counter(style) => {
            let is_bullet = matches!(style, CounterStyle::Disc | CounterStyle::Circle | CounterStyle::Square);
            let suffix = if is_bullet { " " } else { ". " };
            Some(counter_text(value, *style) + suffix)
        }
    }
}

/// a to z, aa, ab and so on; numbers below 1 stay numbers.
fn alphabetic(value: i32, first: u8) -> String {
    if value < 1 {
        return value.to_string();
    }
    let mut letters = Vec::new();
    let mut rest = value;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(first + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// 1 to 3999; other numbers stay numbers.
fn roman(value: i32) -> String {
    const STEPS: [(i32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..=3999).contains(&value) {
        return value.to_string();
    }
    let mut rest = value;
    let mut out = String::new();
    for (step, letters) in STEPS {
        while rest >= step {
            out.push_str(letters);
            rest -= step;
        }
    }
    out
}
