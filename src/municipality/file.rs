//! `municipality.yaml` as people write it. Doc comments here are what an editor shows.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::campaign::{ColorFile, ContactFile, FactFile};
use crate::yaml::At;

/// A municipality's profile: name, colours, contacts and own figures.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "drukwerk municipality")]
pub struct MunicipalityFile {
    /// Short name in lower case, the same as the folder: `den-haag`.
    pub id: At<String>,
    /// Name as people say it: `Den Haag`.
    pub name: String,
    /// Code of Statistics Netherlands: `GM0518`.
    pub cbs_code: At<String>,
    /// Name of the sender in each language: `Gemeente Den Haag`.
    #[serde(default)]
    pub full_name: BTreeMap<String, At<String>>,
    /// Website, without `https://`.
    pub website: Option<String>,
    /// Short address of the campaign at this municipality, without `https://`; for several campaigns, by campaign id.
    pub url: Option<UrlFile>,
    /// For the sender and the return line.
    pub address: Option<AddressFile>,
    /// Department that sends the letter, in each language.
    #[serde(default)]
    pub department: BTreeMap<String, At<String>>,
    /// Who signs the letter.
    pub signer: Option<SignerFile>,
    /// Colours, logo and fonts.
    pub brand: Option<BrandFile>,
    /// Own telephone numbers; one of the same name replaces the campaign's.
    #[serde(default)]
    pub contacts: BTreeMap<String, ContactFile>,
    /// Languages to build, if not all of the campaign's.
    pub languages: Option<Vec<At<String>>>,
    /// Own figures; one of the same name replaces the campaign's.
    #[serde(default)]
    pub facts: BTreeMap<String, FactFile>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum UrlFile {
    One(String),
    ByCampaign(BTreeMap<String, String>),
}

/// Where the municipality sits.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddressFile {
    pub street: Option<String>,
    pub postcode: Option<String>,
    pub city: Option<String>,
    /// `Postbus 16200, 3500 CE Utrecht`
    pub po_box: Option<String>,
}

/// Who signs the letter.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignerFile {
    pub name: Option<String>,
    /// In each language.
    #[serde(default)]
    pub role: BTreeMap<String, At<String>>,
}

/// Colours, logo and fonts.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BrandFile {
    /// Colours; style sheets use them as `var(--brand-<name>)`. `primary` is the main one.
    #[serde(default)]
    pub colors: BTreeMap<String, At<ColorFile>>,
    /// Font families to prefer; their files are named by `@font-face` in a style sheet.
    #[serde(default)]
    pub fonts: Vec<String>,
}

/// The JSON Schema of `municipality.yaml`, for editors.
pub fn municipality_schema() -> String {
    let schema = crate::yaml::schema_of::<MunicipalityFile>();
    serde_json::to_string_pretty(&schema).expect("a schema is always JSON") + "\n"
}
