/// The language of messages for people who print: what layout and the preflight find.
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
}
