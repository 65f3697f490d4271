//! Faces that stand in for a bold or slanted one that their family lacks: nothing is thickened or
//! leaned over ([CSS Fonts 4, 2.8](https://www.w3.org/TR/css-fonts-4/#font-synthesis-intro) lets us choose).

use std::sync::Arc;

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

/// Those that show letters, each once, in the order of the text.
pub(super) fn substitutes(text: &str, items: &[Item]) -> Vec<Substitute> {
    let mut found: Vec<Substitute> = Vec::new();
    for item in items {
        let Content::Text(shown) = &item.content else { continue };
        let lacks = shown.face.lacks(&shown.style);
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
