/// The language of messages for people who print: those of the preflight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    #[default]
    English,
    Dutch,
}

impl Locale {
    /// Of a name as POSIX has it: `nl_NL.UTF-8`, `C`.
    pub fn named(name: &str) -> Locale {
        let is_dutch = name.split(['_', '.', '@', '-']).next().is_some_and(|word| word == "nl");
        if is_dutch { Locale::Dutch } else { Locale::English }
    }

    /// The one of two texts that people read here.
    pub fn choose<T>(self, english: T, dutch: T) -> T {
        match self {
            Locale::English => english,
            Locale::Dutch => dutch,
        }
    }

    /// A number with at most one decimal: `52.5`, in Dutch `52,5`.
    pub fn number(self, number: f32) -> String {
        // No minus before a zero.
        let tenths = (f64::from(number) * 10.0).round() / 10.0 + 0.0;
        let text = tenths.to_string();
        self.choose(text.clone(), text.replace('.', ","))
    }
}

#[cfg(test)]
mod tests {
    use super::Locale;

    #[test]
    fn is_dutch_by_its_first_word() {
        assert_eq!(Locale::named("nl_NL.UTF-8"), Locale::Dutch);
        assert_eq!(Locale::named("nl"), Locale::Dutch);
        assert_eq!(Locale::named("nld"), Locale::English);
        assert_eq!(Locale::named("C"), Locale::English);
    }

    #[test]
    fn writes_numbers_as_people_do() {
        assert_eq!(Locale::English.number(52.5), "52.5");
        assert_eq!(Locale::Dutch.number(52.46), "52,5");
        assert_eq!(Locale::Dutch.number(-0.01), "0");
    }
}
