use super::country;
use super::record::Record;

/// [`Record::lines`].
pub(super) fn lines(record: &Record) -> Vec<String> {
    let habit = country::habit(record.country());
    let mut lines = Vec::with_capacity(5);
    if !record.name().is_empty() {
        lines.push(record.name().to_owned());
    }
    let (number, addition) = (record.number(), record.addition());
    lines.push(if habit.number_first {
        joined([number, addition, record.street()])
    } else {
        joined([record.street(), number, addition])
    });
    let city = capitals(record.city());
    match (record.postcode(), record.country()) {
        ("", _) => lines.push(city),
        // Two spaces: sorting machines read the postcode by them.
        (postcode, "") => lines.push(format!("{postcode}  {city}")),
        (postcode, _) if habit.postcode_last => lines.push(format!("{city} {postcode}")),
        (postcode, _) => lines.push(format!("{postcode} {city}")),
    }
    if !record.country().is_empty() {
        lines.push(capitals(record.country()));
    }
    lines
}

fn joined(parts: [&str; 3]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// In capitals; the ligature ĳ, which few fonts have, as two letters.
fn capitals(text: &str) -> String {
    text.to_uppercase().replace('Ĳ', "IJ")
}
