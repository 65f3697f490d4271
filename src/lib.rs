//! drukwerk turns one campaign into everything a municipality prints.

pub mod assets;
pub mod bundle;
pub mod campaign;
pub mod cli;
pub mod color;
pub mod compose;
pub mod diagnostics;
pub mod html;
pub mod image;
pub mod imposition;
pub mod layout;
pub mod municipality;
pub mod page;
pub mod pdf;
pub mod plan;
pub mod preflight;
pub mod prepress;
pub mod printer;
pub mod proof;
pub mod register;
pub mod run;
pub mod style;
pub mod template;
pub mod text;
pub mod units;
pub mod yaml;
