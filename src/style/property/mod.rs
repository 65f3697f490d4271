//! Every property: its name, its grammar, how it is computed, inherited and reset.

mod background;
mod border;
mod box_model;
mod color;
mod color_space;
mod columns;
mod flex;
mod font;
mod generated;
mod gradient;
mod grammar;
mod grid;
mod instead;
mod known;
mod length;
mod math;
mod offer;
mod paged;
mod paint;
mod position;
mod registry;
mod shadow;
mod shape;
mod shorthand;
mod shorthands;
mod style;
mod table;
mod text;

pub(in crate::style) use font::font_stretch;
pub(in crate::style) use grammar::{Base, url};
pub use instead::instead_of_property;
pub(in crate::style) use instead::{instead_of_pseudo, instead_of_rule, instead_of_value};
pub(in crate::style) use known::is_standard;
pub(in crate::style) use length::media_length;
pub use offer::{Offer, offers, taken};
pub(in crate::style) use registry::{LATE, Property, longhand, longhand_id, names, property};
pub(in crate::style) use shorthand::{Declared, Pending, Value, Wide, parse, pending};
pub use style::CounterStyle;
pub(in crate::style) use style::{
    Alternative, ContentItem, ContentPart, ContentValue, Context, ListStyleType, PageSize, Quotes, Style,
    Symbols, Variables,
};
