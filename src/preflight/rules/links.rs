//! Paper has no links: where one led must be written out.

use crate::diagnostics::{Diagnostic, Words};
use crate::page::{LinkTarget, Origin};
use crate::preflight::Finished;
use crate::preflight::plane::{center, is_in};
use crate::preflight::tell::{Place, Tell};
use crate::preflight::view::View;
use crate::units::Point;

pub fn check(finished: &Finished, views: &[View], tell: &mut Tell) {
    if finished.links.iter().all(Vec::is_empty) {
        return;
    }
    let mut written = String::new();
    for text in views.iter().flat_map(View::texts) {
        written.push_str(&plain(&text.run.text));
    }
    let digits = digits_of(&written);
    for (view, links) in views.iter().zip(finished.links) {
        for link in links {
            let LinkTarget::Uri(address) = &link.target else { continue };
            let is_readable = match address.split_once(':') {
                Some(("tel" | "sms", number)) => digits.contains(&digits_of(number)),
                Some(("mailto", rest)) => {
                    written.contains(&plain(rest.split('?').next().unwrap_or_default()))
                }
                _ => written.contains(&plain(bare(address))),
            };
            if is_readable {
                continue;
            }
            let texts = view.texts().map(|text| text.visit);
            let origin = texts.filter(|text| is_in(center(text.reach), link.rect)).map(|text| text.origin);
            let origin = origin.into_iter().next().unwrap_or(Origin::default());
            let at = Point::new(link.rect.x, link.rect.y);
            let message = Words::both(
                format!("the link to `{address}` leads nowhere on paper, and no text says where"),
                format!("de link naar `{address}` werkt niet op papier, en het adres staat nergens"),
            );
            let help = Words::both(
                "write the address out, or leave the link out where `target` is `print`",
                "schrijf het adres voluit, of laat de link weg als `target` gelijk is aan `print`",
            );
            let place = Place { page: view.index, at, origin };
            tell.at(place, Diagnostic::warning("lost-link", message).help(help));
        }
    }
}

/// What people type of an address: no scheme, no `www.`, no slash or question at its end.
fn bare(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    rest.trim_end_matches('/')
}

/// In one case, without spaces, soft hyphens and marks that are not seen.
fn plain(text: &str) -> String {
    let is_seen = |letter: &char| {
        !letter.is_whitespace()
            && !matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    };
    text.chars().filter(is_seen).flat_map(char::to_lowercase).collect()
}

fn digits_of(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_people_type_them() {
        assert_eq!(bare("https://www.politie.nl/"), "politie.nl");
        assert_eq!(plain("Licht\u{ad}aan.example/ \n utrecht"), "lichtaan.example/utrecht");
        assert_eq!(digits_of("0900\u{2011}8844"), "09008844");
    }
}
