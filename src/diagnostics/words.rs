use std::fmt;
use std::ops::Deref;

use super::Locale;

/// What a finding says, in English and, where people who print may see it, in Dutch. It is read as English wherever
/// nobody's language is known: a manifest is the same on every machine.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Words {
    english: Box<str>,
    dutch: Option<Box<str>>,
}

impl Words {
    pub fn both(english: impl Into<Box<str>>, dutch: impl Into<Box<str>>) -> Words {
        Words { english: english.into(), dutch: Some(dutch.into()) }
    }

    /// English where there is nothing else.
    pub fn in_locale(&self, locale: Locale) -> &str {
        match (locale, &self.dutch) {
            (Locale::Dutch, Some(dutch)) => dutch,
            _ => &self.english,
        }
    }

    pub fn speaks(&self, locale: Locale) -> bool {
        locale == Locale::English || self.dutch.is_some()
    }
}

impl Deref for Words {
    type Target = str;

    fn deref(&self) -> &str {
        &self.english
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl PartialEq<&str> for Words {
    fn eq(&self, english: &&str) -> bool {
        *self.english == **english
    }
}

impl From<String> for Words {
    fn from(english: String) -> Words {
        Words { english: english.into(), dutch: None }
    }
}

impl From<&str> for Words {
    fn from(english: &str) -> Words {
        english.to_owned().into()
    }
}

/// A number with few decimals: `{}` writes `52.5`, `{:#}` as the Dutch do, `52,5`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decimal {
    number: f64,
    decimals: i32,
}

impl Decimal {
    /// With at most one decimal.
    pub fn tenths(number: f32) -> Decimal {
        Decimal { number: f64::from(number), decimals: 1 }
    }

    /// With at most two decimals.
    pub fn hundredths(number: f32) -> Decimal {
        Decimal { number: f64::from(number), decimals: 2 }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one = 10_f64.powi(self.decimals);
        // No minus before a zero.
        let text = ((self.number * one).round() / one + 0.0).to_string();
        f.write_str(&if f.alternate() { text.replace('.', ",") } else { text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_there_is_in_the_language_that_is_asked_for() {
        let both = Words::both("a line", "een lijn");
        assert_eq!((both.in_locale(Locale::English), both.in_locale(Locale::Dutch)), ("a line", "een lijn"));
        let one = Words::from("a line");
        assert_eq!(one.in_locale(Locale::Dutch), "a line");
        assert!(both.speaks(Locale::Dutch) && !one.speaks(Locale::Dutch) && one.speaks(Locale::English));
    }

    #[test]
    fn writes_numbers_as_people_do() {
        assert_eq!(format!("{0} {0:#}", Decimal::tenths(52.46)), "52.5 52,5");
        assert_eq!(format!("{0} {0:#}", Decimal::hundredths(0.254)), "0.25 0,25");
        assert_eq!(Decimal::tenths(-0.01).to_string(), "0");
    }
}
