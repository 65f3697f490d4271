use super::grammar::*;
use super::length::{dim, length};
use super::table::longhands;
use crate::style::ColumnFill;

longhands! { COLUMNS:
    "column-width" reset (column_width) = |p, _| {
        if eat(p, "auto") { return Ok(None); }
        length(p).map(Some)
    };
    "column-count" reset (column_count) = |p, _| {
        if eat(p, "auto") { return Ok(Plain(None)); }
        match u32::try_from(integer(p)?) {
            Ok(count) if count > 0 => Ok(Plain(Some(count))),
            _ => fault(),
        }
    };
    "column-gap" reset (column_gap) = |p, _| {
        if eat(p, "normal") { return Ok(None); }
        dim(p).map(Some)
    };
    "column-span" reset (column_span_all) = |p, _| one_of(p, &[("none", false), ("all", true)]);
    "column-fill" reset (column_fill) = |p, _| one_of(p, &[
        ("balance", ColumnFill::Balance), ("auto", ColumnFill::Auto), ("balance-all", ColumnFill::Balance),
    ]);
}
