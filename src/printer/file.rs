//! A printer profile as people write it. Doc comments here are what an editor shows.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::yaml::At;

/// What a print shop asks of a file. Ask yours for its data sheet and copy the numbers.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "drukwerk printer")]
pub struct PrinterFile {
    /// For people: `Offset on coated paper`.
    pub name: String,
    /// The standard of the file. Only `PDF/X-4` is made.
    pub pdf: Option<At<String>>,
    /// How far colour must run beyond the edge: `3mm`. A template may have more, never less.
    pub bleed: Option<At<String>>,
    /// How far from the edge, and from holes, nothing important stands: `4mm`.
    pub safe: Option<At<String>>,
    /// What stands on the sheet around the finished page; `none` for a clean sheet.
    pub marks: Option<At<MarksFile>>,
    /// Most ink in one place, in per cent of all four together: `300`.
    pub ink_limit: Option<At<f32>>,
    /// Pixels to the inch of a picture as it is placed.
    pub resolution: Option<ResolutionFile>,
    /// The thinnest line: `0.3pt`.
    pub min_line: Option<At<String>>,
    /// The thinnest line that is left open in a colour: `0.5pt`.
    pub min_line_reversed: Option<At<String>>,
    /// The smallest type: `6pt`.
    pub min_type: Option<At<String>>,
    /// The smallest type that is left open in a colour or printed with several inks: `8pt`.
    pub min_type_reversed: Option<At<String>>,
    /// Inks for large black areas, in per cent: `[50, 40, 40, 100]`. Left out, black is black ink alone.
    pub rich_black: Option<At<[f32; 4]>>,
    /// `true` if pictures may stay RGB, with their colour profile.
    #[serde(default)]
    pub rgb_pictures: bool,
    /// ICC profile of press and paper, a file in `assets/icc`: `FOGRA39L_coated.icc`.
    pub profile: Option<At<String>>,
    /// Name of that press in the registry of printing conditions: `FOGRA39`.
    pub condition: Option<String>,
    /// The paper that goes through the press: `SRA3`, or a size such as `320mm x 450mm`.
    pub sheet: Option<At<String>>,
    /// Sheets more than needed, in per cent, for what is spoilt on the way: `3`.
    pub overs: Option<At<f32>>,
    /// The line that the knife follows.
    pub die: Option<DieInkFile>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum MarksFile {
    /// `none`
    Word(String),
    Some(MarksListFile),
}

/// Marks around the finished page; each is drawn unless it is `false`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MarksListFile {
    /// Lines to cut by.
    pub crop: Option<bool>,
    /// Crosses to align the plates by.
    pub registration: Option<bool>,
    /// Patches of every ink.
    pub color_bars: Option<bool>,
    /// A line that says what the sheet is.
    pub slug: Option<bool>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResolutionFile {
    /// Below this a picture is refused: `150`.
    pub least: Option<At<f32>>,
    /// Below this it is warned about: `300`.
    pub wanted: Option<At<f32>>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DieInkFile {
    /// The exact name of its spot colour: `CutContour`.
    pub spot: Option<At<String>>,
    /// How much board around a hole stays free of text and small pictures: `8mm`.
    pub clear: Option<At<String>>,
    /// Whether it is printed over what is below; it nearly always is.
    pub overprint: Option<bool>,
    /// What stands for it on screen, in per cent: `[0, 100, 0, 0]`.
    pub cmyk: Option<At<[f32; 4]>>,
}

/// The JSON Schema of `assets/printers/<name>.yaml`, for editors.
pub fn printer_schema() -> String {
    let schema = crate::yaml::schema_of::<PrinterFile>();
    serde_json::to_string_pretty(&schema).expect("a schema is always JSON") + "\n"
}
