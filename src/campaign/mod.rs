//! `campaign.yaml` and its texts become a [`Campaign`]: validated, every reference resolved, places kept.

mod file;
mod load;
mod model;
mod texts;
mod value;
mod window;

pub use file::{
    CampaignFile, ColorFile, ContactFile, FactFile, PieceFile, TextsFile, campaign_schema, texts_schema,
};
pub use load::load;
pub use load::{LANGUAGES, PLACEHOLDERS};
pub(crate) use load::{check_placeholders, contacts, facts, palette, read_texts};
pub use model::{Campaign, Contact, Fact, FactValue, Inks, NamedColor, Piece, Quantity};
pub use texts::{Part, Text, TextValue, Texts, missing_texts};
pub use value::{Date, parse_color, parse_date};
