//! Rows in JSON as people write them: `2-5001, 5003`. One line, whatever their number.

use std::fmt::Write;

use serde::{Deserialize, Deserializer, Serializer, de};

pub fn serialize<S: Serializer>(rows: &[(u32, u32)], out: S) -> Result<S::Ok, S::Error> {
    let mut text = String::new();
    for (from, to) in rows {
        let between = if text.is_empty() { "" } else { ", " };
        let _ = match from == to {
            true => write!(text, "{between}{from}"),
            false => write!(text, "{between}{from}-{to}"),
        };
    }
    out.serialize_str(&text)
}

pub fn deserialize<'d, D: Deserializer<'d>>(read: D) -> Result<Vec<(u32, u32)>, D::Error> {
    let text = String::deserialize(read)?;
    let parts = text.split(", ").filter(|part| !part.is_empty());
    let range = |part: &str| {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        Some((from.parse().ok()?, to.parse().ok()?))
    };
    parts
        .map(range)
        .collect::<Option<_>>()
        .ok_or_else(|| de::Error::custom("rows are written as `2-5001, 5003`"))
}

/// Rows that repeat another: `5 repeats 2`.
pub mod repeats {
    use super::{Deserialize, Deserializer, Serializer, de};

    pub fn serialize<S: Serializer>(pairs: &[(u32, u32)], out: S) -> Result<S::Ok, S::Error> {
        out.collect_seq(pairs.iter().map(|(row, first)| format!("{row} repeats {first}")))
    }

    pub fn deserialize<'d, D: Deserializer<'d>>(read: D) -> Result<Vec<(u32, u32)>, D::Error> {
        let pair = |text: String| {
            let (row, first) = text.split_once(" repeats ")?;
            Some((row.parse().ok()?, first.parse().ok()?))
        };
        let texts = Vec::<String>::deserialize(read)?;
        let pairs = texts.into_iter().map(pair).collect::<Option<_>>();
        pairs.ok_or_else(|| de::Error::custom("a row that is there twice is written as `5 repeats 2`"))
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Entry {
        #[serde(with = "super")]
        rows: Vec<(u32, u32)>,
        #[serde(with = "super::repeats")]
        twice: Vec<(u32, u32)>,
    }

    #[test]
    fn rows_are_written_as_people_write_them() {
        let entry = Entry { rows: vec![(2, 5001), (5003, 5003)], twice: vec![(5, 2)] };
        let text = serde_json::to_string(&entry).expect("it is JSON");
        assert_eq!(text, r#"{"rows":"2-5001, 5003","twice":["5 repeats 2"]}"#);
        assert_eq!(serde_json::from_str::<Entry>(&text).expect("its own writing"), entry);
        let none = Entry { rows: Vec::new(), twice: Vec::new() };
        let text = serde_json::to_string(&none).expect("it is JSON");
        assert_eq!(serde_json::from_str::<Entry>(&text).expect("its own writing"), none);
    }

    #[test]
    fn what_is_no_row_is_refused() {
        for rows in ["x", "2-", "-2", "2-3-4", "4294967296", "2,3"] {
            let text = format!(r#"{{"rows":"{rows}","twice":[]}}"#);
            assert!(serde_json::from_str::<Entry>(&text).is_err(), "{rows}");
        }
        assert!(serde_json::from_str::<Entry>(r#"{"rows":"2","twice":["5"]}"#).is_err());
    }
}
