use cssparser::Parser;

use super::grammar::{Apply, Base, Parsed};
use super::style::Style;

/// A property of its own.
pub(in crate::style) struct Longhand {
    pub name: &'static str,
    pub inherited: bool,
    /// Takes the property from another style.
    pub copy: fn(&mut Style, &Style),
    pub parse: fn(&mut Parser<'_>, &Base) -> Parsed<Apply>,
}

/// `"name" inherited|reset (field) = parser;`: the parser's value is computed into the field.
macro_rules! longhands {
    ($table:ident: $($name:literal $kind:ident ($($field:tt)+) = $parse:expr;)*) => {
        #[allow(clippy::clone_on_copy, reason = "one macro for fields of all types")]
        pub(super) const $table: &[$crate::style::property::table::Longhand] = &[$(
            $crate::style::property::table::Longhand {
                name: $name,
                inherited: longhands!(@ $kind),
                copy: |to, from| to.$($field)+ = from.$($field)+.clone(),
                parse: |p, base| {
                    let value = $crate::style::property::table::through($parse, p, base)?;
                    Ok(Box::new(move |style, context| {
                        style.$($field)+ = $crate::style::property::grammar::Specified::compute(&value, context);
                    }))
                },
            }
        ),*];
    };
    (@ inherited) => { true };
    (@ reset) => { false };
}
pub(super) use longhands;

/// Tells the compiler what kind of closure a table's parser is.
pub(super) fn through<T>(
    parse: impl Fn(&mut Parser<'_>, &Base) -> Parsed<T>,
    p: &mut Parser<'_>,
    base: &Base,
) -> Parsed<T> {
    parse(p, base)
}
