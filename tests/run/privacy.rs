//! Who gets a letter is in the letters, and in lists beside the address data: nowhere else.

use std::fs;
use std::process::Command;

use super::{contents, project};

/// Everything that can go wrong with a row. Each name, street and city is one that nothing else is called.
const RESIDENTS: &str = "naam;straat;huisnummer;postcode;woonplaats;taal;Klant-nr.
Q. Zwanenburg;Reigerpad;4711;9876 XY;Eendrecht;;K-31337
Q. Zwanenburg;Reigerpad;4711;9876 XY;Eendrecht;;K-31337
\u{738b} Zwanenburg;Reigerpad;4711;9876 XY;Eendrecht;;K-31337
Q. Zwanenburg;Reigerpad;;9876 XY;Eendrecht;;K-31337
Q. Zwanenburg;Reigerpad;4711;9876-XY-Z;Eendrecht;;K-31337
Q. Zwanenburg;Reigerpad;4711;9876 XY;Eendrecht;Zwanenburgs;K-31337
Q.  Zwanenburg;Reigerpad;4711a;9876xy;Eendrecht;en;K-31337
Q. ZwanenburgZwanenburgZwanenburgZwanenburgZwanenburgZwanenburg Zwanenburg Zwanenburg Zwanenburg Zwanenburg \
Zwanenburg Zwanenburg Zwanenburg Zwanenburg Zwanenburg;Reigerpad;4711;9876 XY;Eendrecht;;K-31337
";
/// Parts of their values, in small letters.
const VALUES: [&str; 8] = ["zwanenburg", "reigerpad", "4711", "xy", "eendrecht", "31337", "\u{738b}", "738b"];

#[test]
fn no_value_of_a_row_is_told() {
    let folder = project();
    let place = folder.path();
    fs::write(place.join("residents.csv"), RESIDENTS).expect("written");
    let ways: [&[&str]; 5] = [
        &["--target", "web"],
        &["--target", "print", "--separators", "--duplex"],
        &["--target", "web", "--skip-duplicates", "--order", "address", "--format", "json"],
        &["--target", "web", "--rows", "2-8"],
        &["--target", "web", "--proof"],
    ];
    for (number, way) in ways.iter().enumerate() {
        let output = format!("out{number}");
        let run = Command::new(env!("CARGO_BIN_EXE_drukwerk"))
            .args(["run", "campaigns/lights", "-m", "utrecht", "--records", "residents.csv", "--redact"])
            .args(["-o", &output, "--repairs", "repairs.csv"])
            .args(*way)
            .current_dir(place)
            .output()
            .expect("it runs");
        let mut told = vec![("output".to_owned(), [run.stdout, run.stderr].concat())];
        let files = contents(&place.join(&output));
        assert!(files.contains_key("run.json"), "{way:?}: {}", String::from_utf8_lossy(&told[0].1));
        told.extend(files.into_iter().map(|(name, bytes)| match name.ends_with(".pdf") {
            // They may have it; their names may not.
            true => (name, Vec::new()),
            false => (name, bytes),
        }));
        told.push(("repairs.csv".to_owned(), fs::read(place.join("repairs.csv")).expect("a list")));
        for (name, bytes) in told {
            let text = without_hashes(&format!("{name}\n{}", String::from_utf8_lossy(&bytes))).to_lowercase();
            let value = VALUES.iter().find(|value| text.contains(**value));
            assert_eq!(value, None, "{way:?}: {name} tells it:\n{text}");
        }
    }
    let refused = fs::read_to_string(place.join("residents.refused.csv")).expect("a list of refused rows");
    assert!(refused.contains("Zwanenburg"), "there it belongs");
}

/// A hash may have any digits.
fn without_hashes(text: &str) -> String {
    let is_hash = |word: &&str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.filter(|word| !is_hash(word)).collect::<Vec<_>>().join(" ") + &non_ascii(text)
}

fn non_ascii(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_ascii()).collect()
}
