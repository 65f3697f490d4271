use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Date, Texts};
use crate::diagnostics::SourceFile;
use crate::units::{Pt, Rect, Size};
use crate::yaml::At;

/// A campaign, validated: every language, colour, size and placeholder was read once.
#[derive(Clone, Debug)]
pub struct Campaign {
    pub id: String,
    /// `campaign.yaml` itself, for messages.
    pub file: Arc<SourceFile>,
    /// By language.
    pub title: BTreeMap<String, String>,
    pub version: String,
    pub period: (Date, Date),
    pub date: Date,
    /// Short address; `{municipality}` in it stands for the municipality's id.
    pub url: Option<String>,
    /// The main one first.
    pub languages: Vec<String>,
    /// As written; each is known.
    pub municipalities: Vec<At<String>>,
    pub facts: BTreeMap<String, Fact>,
    pub palette: BTreeMap<String, NamedColor>,
    pub contacts: Vec<Contact>,
    /// Who prints it, if it says so.
    pub printer: Option<At<String>>,
    pub pieces: BTreeMap<String, Piece>,
    /// By language.
    pub texts: BTreeMap<String, Texts>,
}

/// A figure with its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    pub value: FactValue,
    pub unit: Option<String>,
    pub year: Option<i32>,
    pub source: String,
    /// By language.
    pub label: BTreeMap<String, String>,
    pub url: Option<String>,
    /// Made up, to be replaced before printing.
    pub example: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum FactValue {
    Number(f64),
    Text(String),
}

/// A colour of a palette.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedColor {
    pub rgb: [u8; 3],
    /// What prints it, if the palette says so.
    pub inks: Option<Inks>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Inks {
    /// Process inks, 0 to 1 each.
    Cmyk([f32; 4]),
    /// A named ink with the process inks that stand for it.
    Spot(String, Option<[f32; 4]>),
}

/// Someone to call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    pub id: String,
    pub number: String,
    /// By language.
    pub name: BTreeMap<String, String>,
    /// By language.
    pub when: BTreeMap<String, String>,
    pub website: Option<String>,
}

/// How many of a piece are printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quantity {
    Unknown,
    All(u32),
    /// By the municipality's id.
    Each(BTreeMap<String, u32>),
}

impl Quantity {
    pub fn of(&self, municipality: &str) -> Option<u32> {
        match self {
            Quantity::Unknown => None,
            Quantity::All(number) => Some(*number),
            Quantity::Each(numbers) => numbers.get(municipality).copied(),
        }
    }
}

/// One kind of material, with its size read.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    pub id: String,
    /// Folder below `templates/`.
    pub template: At<String>,
    /// As written.
    pub format: String,
    /// Points.
    pub trim: Size,
    /// Points.
    pub bleed: Pt,
    pub paper: Option<String>,
    pub finishing: Option<String>,
    pub quantity: Quantity,
    /// A preset's name, or a drawing.
    pub die: Option<At<String>>,
    /// What the envelope's window shows of the first page, in points from its top left corner.
    pub window: Option<Rect>,
    /// Parts that it cannot be without, as templates name them in `data-block`.
    pub needs: Vec<At<String>>,
    /// By language.
    pub title: BTreeMap<String, String>,
}
