//! Who sends it: a profile, or for any other municipality a neutral style made from its name.

mod file;
mod load;
mod neutral;

pub use file::{MunicipalityFile, municipality_schema};
pub use load::{Address, Brand, Municipality, Signer, load};
