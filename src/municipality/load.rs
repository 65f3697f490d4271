use std::collections::BTreeMap;

use super::file::{MunicipalityFile, UrlFile};
use super::neutral::{colors, readable_on};

use crate::assets::{self, Loader};
use crate::campaign::{
    Campaign, Contact, Fact, NamedColor, Texts, check_placeholders, contacts, facts, palette, read_texts,
};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::register::Register;
use crate::yaml::{self, At};

/// A sender, complete: what a profile leaves out is filled in.
#[derive(Clone, Debug)]
pub struct Municipality {
    /// `den-haag`
    pub id: String,
    /// `Den Haag`
    pub name: String,
    /// `'s-Gravenhage`
    pub official_name: String,
    /// `GM0518`
    pub cbs_code: String,
    /// By language.
    pub full_name: BTreeMap<String, String>,
    pub website: Option<String>,
    /// Short address of the campaign, without `https://`.
    pub url: BTreeMap<String, String>,
    pub address: Option<Address>,
    /// By language.
    pub department: BTreeMap<String, String>,
    pub signer: Option<Signer>,
    pub brand: Brand,
    pub contacts: Vec<Contact>,
    /// `None`: all of the campaign's.
    pub languages: Option<Vec<String>>,
    pub facts: BTreeMap<String, Fact>,
    /// Own texts by language, laid over the campaign's.
    pub texts: BTreeMap<String, Texts>,
    pub has_profile: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    pub street: Option<String>,
    pub postcode: Option<String>,
    pub city: Option<String>,
    pub po_box: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signer {
    pub name: Option<String>,
    /// By language.
    pub role: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Brand {
    /// `primary` and `on_primary` are always there.
    pub colors: BTreeMap<String, NamedColor>,
    pub has_logo: bool,
    pub fonts: Vec<String>,
}

/// Loads a municipality by any of its names, with its texts for a campaign.
pub fn load(
    loader: &Loader,
    register: &Register,
    query: &str,
    campaign: &Campaign,
) -> Result<Municipality, Diagnostics> {
    let entry = register.find(query)?;
    let id = entry.id.clone();
    let folder = format!("assets/municipalities/{id}");
    let mut municipality = Municipality {
        name: entry.common_name.clone(),
        official_name: entry.official_name.clone(),
        cbs_code: entry.cbs_code.clone(),
        full_name: full_names(&entry.common_name),
        website: None,
        url: BTreeMap::new(),
        address: None,
        department: BTreeMap::new(),
        signer: None,
        brand: Brand { colors: colors(&entry.cbs_code), ..Brand::default() },
        contacts: Vec::new(),
        languages: None,
        facts: BTreeMap::new(),
        texts: BTreeMap::new(),
        has_profile: false,
        id,
    };
    if let Some(asset) = loader.file_or_built_in(&format!("{folder}/municipality.yaml"))? {
        let file = assets::text(&asset)?;
        let raw: MunicipalityFile = yaml::read(&file)?;
        let mut found = Diagnostics::new();
        if raw.id.value != municipality.id {
            let message =
                format!("the id `{}` is not the name of the folder, `{}`", raw.id.value, municipality.id);
            found.push(
                Diagnostic::error("wrong-id", message).at(raw.id.span(&file)).help("give both the same name"),
            );
        }
        if raw.cbs_code.value != municipality.cbs_code {
            let message = format!(
                "{} has the code {}, not {}",
                municipality.name, municipality.cbs_code, raw.cbs_code.value
            );
            found.push(
                Diagnostic::error("wrong-code", message)
                    .at(raw.cbs_code.span(&file))
                    .help(format!("write {}", municipality.cbs_code)),
            );
        }
        let brand = raw.brand.clone().unwrap_or_default();
        let (own, faults) = palette(&file, brand.colors);
        found.extend(faults);
        if found.has_errors() {
            return Err(found);
        }
        municipality.brand.colors.extend(own);
        municipality.brand.fonts = brand.fonts;
        fill(&mut municipality, raw, campaign);
    }
    let on_primary = readable_on(municipality.brand.colors["primary"].rgb);
    municipality
        .brand
        .colors
        .entry("on_primary".to_owned())
        .or_insert(NamedColor { rgb: on_primary, inks: None });
    municipality.brand.has_logo = loader.file_or_built_in(&format!("{folder}/logo.svg"))?.is_some();
    municipality.texts = own_texts(loader, &folder, campaign, &municipality.facts)?;
    Ok(municipality)
}

fn fill(municipality: &mut Municipality, raw: MunicipalityFile, campaign: &Campaign) {
    municipality.has_profile = true;
    municipality.name = raw.name;
    municipality.full_name.extend(plain(raw.full_name));
    municipality.website = raw.website;
    municipality.url = match raw.url {
        Some(UrlFile::One(url)) => BTreeMap::from([(campaign.id.clone(), url)]),
        Some(UrlFile::ByCampaign(urls)) => urls,
        None => BTreeMap::new(),
    };
    municipality.address = raw.address.map(|address| Address {
        street: address.street,
        postcode: address.postcode,
        city: address.city,
        po_box: address.po_box,
    });
    municipality.department = plain(raw.department);
    municipality.signer = raw.signer.map(|signer| Signer { name: signer.name, role: plain(signer.role) });
    municipality.contacts = contacts(raw.contacts);
    municipality.languages =
        raw.languages.map(|languages| languages.into_iter().map(|language| language.value).collect());
    municipality.facts = facts(raw.facts);
}

fn own_texts(
    loader: &Loader,
    folder: &str,
    campaign: &Campaign,
    own: &BTreeMap<String, Fact>,
) -> Result<BTreeMap<String, Texts>, Diagnostics> {
    let mut texts = BTreeMap::new();
    let mut facts = campaign.facts.clone();
    facts.extend(own.clone());
    let mut found = Diagnostics::new();
    for language in &campaign.languages {
        match read_texts(loader, &format!("{folder}/texts/{language}.yaml")) {
            Ok(Some(read)) => {
                found.extend(check_placeholders(&read, &facts));
                texts.insert(language.clone(), read);
            }
            Ok(None) => {}
            Err(faults) => found.extend(faults),
        }
    }
    if found.has_errors() { Err(found) } else { Ok(texts) }
}

/// The sender's name where a profile gives none.
fn full_names(name: &str) -> BTreeMap<String, String> {
    BTreeMap::from([
        ("nl".to_owned(), format!("Gemeente {name}")),
        ("en".to_owned(), format!("Municipality of {name}")),
        ("de".to_owned(), format!("Gemeinde {name}")),
        ("fr".to_owned(), format!("Commune de {name}")),
        ("fy".to_owned(), format!("Gemeente {name}")),
    ])
}

fn plain(texts: BTreeMap<String, At<String>>) -> BTreeMap<String, String> {
    texts.into_iter().map(|(language, text)| (language, text.value)).collect()
}
