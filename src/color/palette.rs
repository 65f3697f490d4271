use std::collections::BTreeMap;

use super::Color;

/// What prints the named colours of brand and campaign, by exactly what they are on screen: a colour in a style
/// sheet and the same colour in a drawing get the same inks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Palette(BTreeMap<[u8; 3], Named>);

#[derive(Clone, Debug, PartialEq)]
struct Named {
    name: String,
    inks: Color,
}

impl Palette {
    /// Gives a colour on screen its inks. The first to name a colour has it.
    ///
    /// # Errors
    /// The name that gave the same colour other inks before.
    pub fn add(&mut self, name: &str, rgb: [u8; 3], inks: Color) -> Result<(), &str> {
        let known = self.0.entry(rgb).or_insert_with(|| Named { name: name.to_owned(), inks: inks.clone() });
        if known.inks == inks { Ok(()) } else { Err(&known.name) }
    }

    pub fn inks(&self, rgb: [u8; 3]) -> Option<&Color> {
        self.0.get(&rgb).map(|named| &named.inks)
    }

    /// What people call these inks.
    pub fn name(&self, inks: &Color) -> Option<&str> {
        self.0.values().find(|named| named.inks == *inks).map(|named| named.name.as_str())
    }
}
