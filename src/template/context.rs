//! The variables of an edition, as [`super::VARIABLES`] describes them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::campaign::{Campaign, Contact, Fact, FactValue};
use crate::municipality::Municipality;
use crate::plan::Edition;
use crate::units::Length;

/// Languages that run from right to left.
const RIGHT_TO_LEFT: [&str; 9] = ["ar", "fa", "he", "ur", "ps", "ckb", "yi", "dv", "sd"];

pub(super) fn variables(campaign: &Campaign, edition: &Edition) -> BTreeMap<String, Value> {
    let language = &edition.language;
    let contacts: Vec<Value> = contacts(campaign, &edition.municipality)
        .into_iter()
        .map(|contact| self::contact(contact, campaign, language))
        .collect();
    let pairs = [
        ("campaign", campaign_variables(campaign, edition)),
        ("municipality", municipality_variables(campaign, edition)),
        ("piece", piece_variables(campaign, edition)),
        ("contacts", Value::Array(contacts)),
        ("lang", json!(language)),
        ("dir", json!(direction(language))),
        ("languages", json!(campaign.languages)),
        ("target", json!(edition.target.to_string())),
    ];
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn direction(language: &str) -> &'static str {
    let primary = language.split('-').next().unwrap_or(language);
    if RIGHT_TO_LEFT.contains(&primary) { "rtl" } else { "ltr" }
}

fn campaign_variables(campaign: &Campaign, edition: &Edition) -> Value {
    json!({
        "id": campaign.id,
        "title": localised(&campaign.title, campaign, &edition.language),
        "version": campaign.version,
        "period": { "start": campaign.period.0.to_string(), "end": campaign.period.1.to_string() },
        "date": campaign.date.to_string(),
        "url": campaign.url.as_ref().map(|url| without_scheme(&url.replace("/{municipality}", ""))),
    })
}

fn municipality_variables(campaign: &Campaign, edition: &Edition) -> Value {
    let municipality = &edition.municipality;
    let text = |texts: &BTreeMap<String, String>| localised(texts, campaign, &edition.language);
    let address = municipality.address.as_ref().map(|address| {
        json!({
            "street": address.street,
            "postcode": address.postcode,
            "city": address.city,
            "po_box": address.po_box,
        })
    });
    let signer =
        municipality.signer.as_ref().map(|signer| json!({ "name": signer.name, "role": text(&signer.role) }));
    let colors: BTreeMap<&String, String> =
        municipality.brand.colors.iter().map(|(name, color)| (name, hex(color.rgb))).collect();
    let facts: BTreeMap<&String, Value> = municipality
        .facts
        .iter()
        .map(|(key, fact)| (key, json!({ "value": digits(&fact.value), "year": fact.year, "source": fact.source, "label": text(&fact.label) })))
        .collect();
    json!({
        "id": municipality.id,
        "name": municipality.name,
        "official_name": municipality.official_name,
        "full_name": text(&municipality.full_name),
        "cbs_code": municipality.cbs_code,
        "url": url(campaign, municipality),
        "website": municipality.website.as_deref().map(without_scheme),
        "address": address,
        "department": text(&municipality.department),
        "signer": signer,
        "brand": colors,
        "has_logo": municipality.brand.has_logo,
        "facts": facts,
        "example_facts": municipality.facts.values().any(|fact| fact.example),
    })
}

fn piece_variables(campaign: &Campaign, edition: &Edition) -> Value {
    let piece = &edition.piece;
    let mm = |points: f32| f64::from((Length::pt(points).to_mm() * 1000.0).round()) / 1000.0;
    let title = localised(&piece.title, campaign, &edition.language)
        .or_else(|| localised(&campaign.title, campaign, &edition.language));
    json!({
        "id": piece.id,
        "template": piece.template.value,
        "title": title,
        "format": piece.format,
        "width_mm": mm(piece.trim.width),
        "height_mm": mm(piece.trim.height),
        "bleed_mm": mm(piece.bleed),
        "code": code(campaign, edition),
    })
}

/// What tells printed copies apart: `DD-2013-1-GM0344-NL`.
fn code(campaign: &Campaign, edition: &Edition) -> String {
    let initials: String =
        campaign.id.split('-').filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect();
    let language = edition.language.to_uppercase();
    format!("{initials}-{}-{}-{language}", campaign.version, edition.municipality.cbs_code)
}

/// The campaign's address at this municipality, or else its own website.
fn url(campaign: &Campaign, municipality: &Municipality) -> Option<String> {
    let own = municipality.url.get(&campaign.id).cloned();
    let of_campaign = || campaign.url.as_ref().map(|url| url.replace("{municipality}", &municipality.id));
    own.or_else(of_campaign).or_else(|| municipality.website.clone()).map(|url| without_scheme(&url))
}

fn without_scheme(url: &str) -> String {
    let bare = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or(url);
    bare.trim_end_matches('/').to_owned()
}

/// The campaign's contacts; the municipality's own replace those of the same id and follow otherwise.
fn contacts<'c>(campaign: &'c Campaign, municipality: &'c Municipality) -> Vec<&'c Contact> {
    let own = |id: &str| municipality.contacts.iter().find(|contact| contact.id == id);
    let is_new = |contact: &&Contact| !campaign.contacts.iter().any(|known| known.id == contact.id);
    let shared = campaign.contacts.iter().map(|contact| own(&contact.id).unwrap_or(contact));
    shared.chain(municipality.contacts.iter().filter(is_new)).collect()
}

fn contact(contact: &Contact, campaign: &Campaign, language: &str) -> Value {
    json!({
        "id": contact.id,
        "number": contact.number,
        "name": localised(&contact.name, campaign, language),
        "when": localised(&contact.when, campaign, language),
        "website": contact.website,
    })
}

/// The text in the language, or else in the campaign's main one, or in any.
pub(super) fn localised(
    texts: &BTreeMap<String, String>,
    campaign: &Campaign,
    language: &str,
) -> Option<String> {
    let main = campaign.languages.first().and_then(|main| texts.get(main));
    texts.get(language).or(main).or_else(|| texts.values().next()).cloned()
}

/// Campaign and municipal figures under one roof; the municipality's win.
pub(super) fn facts<'c>(
    campaign: &'c Campaign,
    municipality: &'c Municipality,
) -> impl Iterator<Item = (&'c String, &'c Fact, bool)> {
    let shared = campaign.facts.iter().map(|(key, fact)| (key, fact, false));
    shared.chain(municipality.facts.iter().map(|(key, fact)| (key, fact, true)))
}

/// Digits as Rust writes them.
pub(super) fn digits(value: &FactValue) -> String {
    match value {
        FactValue::Number(number) => number.to_string(),
        FactValue::Text(text) => text.clone(),
    }
}

pub(super) fn hex([r, g, b]: [u8; 3]) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}
