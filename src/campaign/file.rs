//! The files as people write them. Doc comments here are what an editor shows.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::yaml::At;

/// Text in each language: `{ nl: …, en: … }`.
pub type ByLanguage = BTreeMap<String, At<String>>;

/// A prevention campaign: what it is, for whom, and which pieces are printed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "drukwerk campaign")]
pub struct CampaignFile {
    /// Short name in lower case, the same as the folder: `donkere-dagen`.
    pub id: At<String>,
    /// Name of the campaign in each language.
    pub title: ByLanguage,
    /// Version of the material, printed small on posters: `2013-1`.
    pub version: Option<At<String>>,
    /// First and last day of the campaign.
    pub period: PeriodFile,
    /// Day of issue, printed on letters: `2013-11-01`. The first day of the period if left out.
    pub date: Option<At<String>>,
    /// Short address people can read aloud, without `https://`. `{municipality}` stands for the municipality's id.
    pub url: Option<At<String>>,
    /// Languages of the material, the main one first: `[nl, en]`.
    pub languages: Vec<At<String>>,
    /// Municipalities to build for; any other can be named on the command line.
    pub municipalities: Vec<At<String>>,
    /// Figures with their source.
    #[serde(default)]
    pub facts: BTreeMap<String, FactFile>,
    /// Colours of the campaign; style sheets use them as `var(--campaign-<name>)`.
    #[serde(default)]
    pub colors: BTreeMap<String, At<ColorFile>>,
    /// Telephone numbers, kept in one place.
    #[serde(default)]
    pub contacts: BTreeMap<String, ContactFile>,
    /// Who prints it: a file in `assets/printers`, without `.yaml`. `offset` if left out.
    pub printer: Option<At<String>>,
    /// What is printed: `letter`, `poster`, …
    pub pieces: BTreeMap<String, PieceFile>,
}

/// First and last day of the campaign, as `2013-11-01`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PeriodFile {
    pub start: At<String>,
    pub end: At<String>,
}

/// A figure with its source.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactFile {
    /// A number, written without dots or commas (`91000`), or a text.
    pub value: At<FactValueFile>,
    /// What the number counts, behind it: `%`.
    pub unit: Option<String>,
    /// The year the figure is of.
    pub year: Option<i32>,
    /// Who says so.
    pub source: String,
    /// What the figure is, in each language.
    #[serde(default)]
    pub label: ByLanguage,
    /// Where the source can be read.
    pub url: Option<String>,
    /// `true` for a made-up figure that must be replaced before printing.
    #[serde(default)]
    pub example: bool,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum FactValueFile {
    Number(f64),
    Text(String),
}

/// A colour: `"#0B1B3B"`, or with the inks that print it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum ColorFile {
    Plain(String),
    Inks(InksFile),
}

/// A colour with the inks that print it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InksFile {
    /// On screen: `"#0B1B3B"`.
    pub rgb: String,
    /// In process inks, percentages of cyan, magenta, yellow and black: `[100, 85, 35, 45]`.
    pub cmyk: Option<[f32; 4]>,
    /// The name of a spot colour: `PANTONE 2767 C`.
    pub spot: Option<String>,
}

/// Someone to call.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactFile {
    /// As people dial it: `0900-8844`.
    pub number: String,
    /// Who answers, in each language.
    #[serde(default)]
    pub name: ByLanguage,
    /// When to call, in each language.
    #[serde(default)]
    pub when: ByLanguage,
    /// Its website, without `https://`.
    pub website: Option<String>,
}

/// One kind of material.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PieceFile {
    /// Folder of the template: `letter`.
    pub template: At<String>,
    /// Finished size: `A4`, `A3 landscape`, `105mm x 210mm`.
    pub format: At<String>,
    /// How far colour runs beyond the edge: `3mm`.
    pub bleed: Option<At<String>>,
    /// Where it is cut, beside its edges: a preset such as `hanger-35`, or a drawing of your printer: `dies/own.svg`.
    pub die: Option<At<String>>,
    /// What the window of the envelope shows of the first page: a preset (`din-a`, `din-b`, `dl-left`, `dl-right`), or
    /// where it lies on the unfolded letter.
    pub window: Option<At<WindowFile>>,
    /// Parts that the piece cannot be without, by the `data-block` of its template: `[contact, sender]`.
    #[serde(default)]
    pub needs: Vec<At<String>>,
    /// Paper to print on, for the printer: `300 g/m² sulphate board`.
    pub paper: Option<String>,
    /// What happens after printing, for the printer: `folded to A5`. A die is named by itself.
    pub finishing: Option<String>,
    /// How many to print: a number, or one for each municipality.
    pub quantity: Option<At<QuantityFile>>,
    /// Title of the PDF in each language.
    #[serde(default)]
    pub title: ByLanguage,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum WindowFile {
    /// `din-b`
    Preset(String),
    Area(WindowAreaFile),
}

/// A window of an envelope, as it lies on the unfolded letter when that lies in the middle of the envelope.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WindowAreaFile {
    /// From the left edge of the letter: `20mm`. Or `right`.
    pub left: Option<String>,
    /// From the right edge of the letter to the right edge of the window.
    pub right: Option<String>,
    /// From the top of the letter: `45mm`.
    pub top: String,
    pub width: String,
    pub height: String,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum QuantityFile {
    All(u32),
    /// By the municipality's id: `{ utrecht: 40000 }`.
    Each(BTreeMap<String, u32>),
}

/// Texts of one language: groups of keys with texts and lists in them. `{municipality}`, `{url}` and
/// `{fact.name}` are filled in; inline Markdown is allowed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(title = "drukwerk texts")]
#[serde(transparent)]
pub struct TextsFile(pub BTreeMap<String, TextsNode>);

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum TextsNode {
    Text(String),
    Number(f64),
    List(Vec<TextsNode>),
    Group(BTreeMap<String, TextsNode>),
}

/// The JSON Schema of `campaign.yaml`, for editors.
pub fn campaign_schema() -> String {
    pretty::<CampaignFile>()
}

/// The JSON Schema of `texts/<language>.yaml`, for editors.
pub fn texts_schema() -> String {
    pretty::<TextsFile>()
}

fn pretty<T: JsonSchema>() -> String {
    let schema = crate::yaml::schema_of::<T>();
    serde_json::to_string_pretty(&schema).expect("a schema is always JSON") + "\n"
}
