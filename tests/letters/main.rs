//! What a print run puts into envelopes, read again from its files by other eyes: every letter is its record's.
//!
//! `LETTERS=10000` makes more of them, and `PROGRAM=target/release/drukwerk` with another program than the one
//! that is tested.

mod codes;
mod contents;
mod names;
mod pieces;
mod project;
