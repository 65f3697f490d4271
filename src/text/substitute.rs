//! Faces that stand in for a bold or slanted one that their family lacks: nothing is thickened or
//! leaned over ([CSS Fonts 4, 2.8](https://www.w3.org/TR/css-fonts-4/#font-synthesis-intro) lets us choose).

use std::sync::Arc;

use harfrust::Script;

use super::item::{Content, Item};

/// A family without a face that the text asks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Substitute {
    pub family: Arc<str>,
    pub lack: Lack,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lack {
    Bold,
    Slanted,
}

/// Whether printers of a script ever leaned letters over. Arabic, Hebrew and the scripts of Asia stress with
/// other means (weight, spacing, a line): a text in them is set upright as it should be, and nothing is lacking.
fn has_italics(script: Script) -> bool {
    use harfrust::script::{ARMENIAN, COMMON, CYRILLIC, GREEK, LATIN};
    [ARMENIAN, COMMON, CYRILLIC, GREEK, LATIN].contains(&script)
}

/// Those that show letters, each once, in the order of the text.
pub(super) fn substitutes(text: &str, items: &[Item]) -> Vec<Substitute> {
    let mut found: Vec<Substitute> = Vec::new();
    for item in items {
        let Content::Text(shown) = &item.content else { continue };
        let lacks = shown.face.lacks(&shown.style);
        let lacks = [lacks[0], lacks[1] && has_italics(shown.script)];
        for (is_lacking, lack) in lacks.into_iter().zip([Lack::Bold, Lack::Slanted]) {
            if is_lacking && text[item.range.clone()].contains(char::is_alphabetic) {
                let substitute = Substitute { family: shown.face.family.clone(), lack };
                if !found.contains(&substitute) {
                    found.push(substitute);
                }
            }
        }
    }
    found
}
