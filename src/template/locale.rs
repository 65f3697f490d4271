//! Numbers and dates as each language writes them (Unicode CLDR 46).

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date {
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    pub day: u8,
}

/// The ways in which the `date` filter writes a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateForm {
    /// `1 november 2013`
    Long,
    /// `1-11-2013`
    Short,
    /// `november 2013`
    Month,
}

impl Date {
    /// Reads `2013-11-01`.
    pub fn parse(text: &str) -> Option<Date> {
        let mut parts = text.split('-');
        let mut part = |width: usize| {
            parts.next().filter(|part| part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let (year, month, day) = (part(4)?.parse().ok()?, part(2)?.parse().ok()?, part(2)?.parse().ok()?);
        let date = Date { year, month, day };
        (parts.next().is_none() && (1..=12).contains(&month) && (1..=date.days_in_month()).contains(&day))
            .then_some(date)
    }

    fn days_in_month(self) -> u8 {
        let leap =
            self.year.is_multiple_of(4) && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        match self.month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }
}

pub(super) fn date(date: Date, form: DateForm, language: &str) -> String {
    let Date { year, month, day } = date;
    let Some(months) = months(language) else {
        return match form {
            DateForm::Month => format!("{year}-{month:02}"),
            _ => format!("{year}-{month:02}-{day:02}"),
        };
    };
    let name = months[usize::from(month) - 1];
    match (form, language) {
        (DateForm::Month, _) => format!("{name} {year}"),
        (DateForm::Long, "de") => format!("{day}. {name} {year}"),
        (DateForm::Long, "fr") if day == 1 => format!("1er {name} {year}"),
        (DateForm::Long, _) => format!("{day} {name} {year}"),
        (DateForm::Short, "en" | "fr") => format!("{day:02}/{month:02}/{year}"),
        (DateForm::Short, "nl" | "fy") => format!("{day}-{month}-{year}"),
        (DateForm::Short, _) => format!("{day:02}.{month:02}.{year}"),
    }
}

/// Month names as they stand beside a day; `None`: write the date in digits, as ISO 8601 does.
fn months(language: &str) -> Option<[&'static str; 12]> {
    Some(match language {
        "nl" => [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ],
        "en" => [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        "de" => [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
        "fr" => [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
        "fy" => [
            "jannewaris",
            "febrewaris",
            "maart",
            "april",
            "maaie",
            "juny",
            "july",
            "augustus",
            "septimber",
            "oktober",
            "novimber",
            "desimber",
        ],
        "tr" => [
            "Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim",
            "Kasım", "Aralık",
        ],
        "pl" => [
            "stycznia",
            "lutego",
            "marca",
            "kwietnia",
            "maja",
            "czerwca",
            "lipca",
            "sierpnia",
            "września",
            "października",
            "listopada",
            "grudnia",
        ],
        _ => return None,
    })
}

/// Groups the digits before the decimal mark by three: `91000` is `91.000` in Dutch, `91,000` in English.
/// `text` is a number as Rust writes it.
pub(super) fn number(text: &str, language: &str) -> String {
    let (group, decimal) = match language {
        "en" => (",", "."),
        // A narrow no-break space, so that a number never breaks over two lines.
        "fr" | "pl" | "uk" | "bg" => ("\u{202f}", ","),
        "ar" | "fa" => ("٬", "٫"),
        _ => (".", ","),
    };
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("\u{2212}", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push_str(group);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push_str(decimal);
        out.push_str(fraction);
    }
    out
}

/// What messages call a language: `Dutch (nl)`.
pub(super) fn language_name(code: &str) -> String {
    let name = match code {
        "nl" => "Dutch",
        "en" => "English",
        "de" => "German",
        "fr" => "French",
        "fy" => "Frisian",
        "tr" => "Turkish",
        "pl" => "Polish",
        "ar" => "Arabic",
        "uk" => "Ukrainian",
        _ => return code.to_owned(),
    };
    format!("{name} ({code})")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_in_the_language() {
        assert_eq!(number("91000", "nl"), "91.000");
        assert_eq!(number("91000", "en"), "91,000");
        assert_eq!(number("-1234567.5", "nl"), "\u{2212}1.234.567,5");
        assert_eq!(number("999", "nl"), "999");
    }

    #[test]
    fn dates_are_written_in_the_language() {
        let day = Date::parse("2013-11-01").expect("a date");
        assert_eq!(date(day, DateForm::Long, "nl"), "1 november 2013");
        assert_eq!(date(day, DateForm::Long, "en"), "1 November 2013");
        assert_eq!(date(day, DateForm::Short, "nl"), "1-11-2013");
        assert_eq!(date(day, DateForm::Month, "nl"), "november 2013");
        assert_eq!(date(day, DateForm::Long, "so"), "2013-11-01");
    }

    #[test]
    fn impossible_days_are_no_dates() {
        for text in ["2013-02-29", "2013-13-01", "2013-1-1", "13-11-2013", "2013-11-31", "2013-11-01-", ""] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert!(Date::parse("2012-02-29").is_some());
    }
}
