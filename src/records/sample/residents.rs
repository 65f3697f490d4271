use super::words::{ADDITIONS, FAMILIES, LONG, PLACES, PREFIXES, SALUTATIONS, STREETS};

/// The columns of an example.
pub const COLUMNS: [&str; 8] =
    ["aanhef", "naam", "straat", "huisnummer", "toevoeging", "postcode", "woonplaats", "taal"];

/// Residents one after the other; the same for the same seed, in every version and on every machine.
#[derive(Clone, Debug)]
pub struct Residents {
    left: u32,
    languages: Vec<String>,
    chance: Chance,
}

impl Residents {
    /// Most speak the first of the languages; none: Dutch.
    pub fn new(count: u32, seed: u64, languages: Vec<String>) -> Residents {
        Residents { left: count, languages, chance: Chance(seed) }
    }

    fn name(&mut self) -> String {
        let chance = &mut self.chance;
        if chance.one_in(100) {
            return "De bewoners van dit adres".to_owned();
        }
        let mut name = String::new();
        for _ in 0..=chance.below(3) {
            // Q and X start few names.
            name.push(chance.of(b"ABCDEFGHIJKLMNOPRSTUVWYZ") as char);
            name.push('.');
        }
        name.push(' ');
        if chance.one_in(50) {
            return name + chance.of(&LONG);
        }
        if chance.one_in(3) {
            name.push_str(chance.of(&PREFIXES));
            name.push(' ');
        }
        name.push_str(chance.of(&FAMILIES));
        if chance.one_in(12) {
            name.push('-');
            name.push_str(chance.of(&FAMILIES));
        }
        name
    }

    fn language(&mut self) -> String {
        let is_first = !self.chance.one_in(6);
        match &self.languages[..] {
            [] => "nl".to_owned(),
            [first] => first.clone(),
            [first, ..] if is_first => first.clone(),
            [_, others @ ..] => self.chance.of(others),
        }
    }
}

impl Iterator for Residents {
    /// In the order of [`COLUMNS`].
    type Item = [String; 8];

    fn next(&mut self) -> Option<[String; 8]> {
        self.left = self.left.checked_sub(1)?;
        let (name, language) = (self.name(), self.language());
        let chance = &mut self.chance;
        let salutation = if name.starts_with("De ") { "" } else { chance.of(&SALUTATIONS) };
        let (place, start) = chance.of(&PLACES);
        let postcode = {
            let digits = start * 100 + chance.below(100);
            // As Dutch postcodes: without F, I, O, Q, U and Y, and never SA, SD or SS.
            let letters = b"ABCDEGHJKLMNPRTVWXZ";
            format!("{digits} {}{}", chance.of(letters) as char, chance.of(letters) as char)
        };
        let number = 1 + if chance.one_in(5) { chance.below(400) } else { chance.below(60) };
        let addition = if chance.one_in(5) { chance.of(&ADDITIONS) } else { "" };
        let street = chance.of(&STREETS);
        let texts = [salutation, &name, street, &number.to_string(), addition, &postcode, place, &language];
        Some(texts.map(str::to_owned))
    }
}

/// [SplitMix64](https://prng.di.unimi.it/splitmix64.c): small, and the same for ever.
#[derive(Clone, Debug)]
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: u32) -> u32 {
        ((u128::from(self.next()) * u128::from(most)) >> 64) as u32
    }

    fn one_in(&mut self, many: u32) -> bool {
        self.below(many) == 0
    }

    fn of<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u32) as usize].clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_residents_for_ever() {
        let first =
            |seed| Residents::new(1, seed, vec!["nl".into(), "en".into()]).next().expect("one").join(";");
        assert_eq!(first(1), first(1));
        assert_ne!(first(1), first(2));
        assert_eq!(Residents::new(3, 7, Vec::new()).count(), 3);
    }
}
