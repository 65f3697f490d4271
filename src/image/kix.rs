use std::fmt;
use std::sync::OnceLock;

/// Why a text is no [KIX code](https://www.postnl.nl). None holds the text: it is somebody's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KixError {
    /// Characters of the text: none, or more than any code has.
    Length(usize),
    /// Where the first sign stands that is no letter of A to Z and no digit, from 1.
    Sign(usize),
    /// It is neither a Dutch address nor a country with its postcode.
    Form,
}

impl fmt::Display for KixError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KixError::Length(count) => {
                write!(f, "a KIX code has 3 to {MAX_SIGNS} characters, not {count}")
            }
            KixError::Sign(at) => {
                write!(f, "character {at} of a KIX code is not a letter from A to Z or a digit")
            }
            KixError::Form => f.write_str(
                "a KIX code is a postcode and a house number, then `X` and an addition of 1 to 6 characters if \
                 there is one; abroad the code of the country and 1 to 16 characters of the postcode",
            ),
        }
    }
}

impl std::error::Error for KixError {}

/// Postcode, number, the sign before an addition, addition; as many as country and foreign postcode.
const MAX_SIGNS: usize = 18;

/// Millimetres: 22 bars to the inch, where 20 to 24 are allowed.
const PITCH: f64 = 25.4 / 22.0;
const BAR: f64 = 0.5;
const HEIGHT: f64 = 5.0;
/// The part in the middle, which every bar has, and how far the others go up or down from it.
const TRACKER: f64 = 1.25;
const REACH: f64 = (HEIGHT - TRACKER) / 2.0;

/// The four bars of 0 to 9 and A to Z, as in the
/// [Royal Mail 4-state code](https://en.wikipedia.org/wiki/RM4SCC): tracker, ascender, descender, full.
const BARS: [&[u8; 4]; 36] = [
    b"TTFF", b"TDAF", b"TDFA", b"DTAF", b"DTFA", b"DDAA", b"TADF", b"TFTF", b"TFDA", b"DATF", b"DADA",
    b"DFTA", b"TAFD", b"TFAD", b"TFFT", b"DAAD", b"DAFT", b"DFAT", b"ATDF", b"ADTF", b"ADDA", b"FTTF",
    b"FTDA", b"FDTA", b"ATFD", b"ADAD", b"ADFT", b"FTAD", b"FTFT", b"FDAT", b"AADD", b"AFTD", b"AFDT",
    b"FATD", b"FADT", b"FFTT",
];

/// A KIX code as an SVG element of its exact size in millimetres: one path in the current colour, without
/// start, stop and check signs. The template keeps 2 mm around it free. It is decoration for a screen reader: the
/// address stands beside it.
///
/// # Errors
/// [`KixError`] if the text is no code; letters may be small.
pub fn kix(code: &str) -> Result<String, KixError> {
    let bars = bars(code)?;
    let mut path = String::with_capacity(32 * bars.len());
    for (place, bar) in places().iter().zip(&bars) {
        let shape = &place[match bar {
            b'T' => 0,
            b'A' => 1,
            b'D' => 2,
            _ => 3,
        }];
        path.push_str(shape);
    }
    let width = number((bars.len() - 1) as f64 * PITCH + BAR);
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" aria-hidden=\"true\" aria-label=\"\" width=\"{width}mm\" height=\"{HEIGHT}mm\" \
         viewBox=\"0 0 {width} {HEIGHT}\"><path fill=\"currentColor\" d=\"{path}\"/></svg>"
    ))
}

/// The bars in every place that one may stand in, as path data: tracker, ascender, descender, full. Written once,
/// since each letter of a print run has some fifty of them.
fn places() -> &'static [[String; 4]] {
    static PLACES: OnceLock<Vec<[String; 4]>> = OnceLock::new();
    PLACES.get_or_init(|| {
        let place = |at: usize| {
            [(false, false), (true, false), (false, true), (true, true)].map(|(up, down)| {
                let top = if up { 0.0 } else { REACH };
                let bottom = if down { HEIGHT } else { HEIGHT - REACH };
                let (x, height) = (number(at as f64 * PITCH), number(bottom - top));
                format!("M{x} {}h{BAR}v{height}h-{BAR}z", number(top))
            })
        };
        (0..4 * MAX_SIGNS).map(place).collect()
    })
}

/// Four for each sign.
fn bars(code: &str) -> Result<Vec<u8>, KixError> {
    let count = code.chars().count();
    if !(3..=MAX_SIGNS).contains(&count) {
        return Err(KixError::Length(count));
    }
    if let Some(at) = code.chars().position(|sign| !sign.is_ascii_alphanumeric()) {
        return Err(KixError::Sign(at + 1));
    }
    let code = code.to_ascii_uppercase().into_bytes();
    if !is_dutch(&code) && !is_foreign(&code) {
        return Err(KixError::Form);
    }
    let value = |sign: u8| if sign.is_ascii_digit() { sign - b'0' } else { sign - b'A' + 10 };
    Ok(code.iter().flat_map(|sign| *BARS[usize::from(value(*sign))]).collect())
}

/// `1234AB`, 1 to 5 digits, and `X` with 1 to 6 signs if there is an addition.
fn is_dutch(code: &[u8]) -> bool {
    let Some((postcode, rest)) = code.split_at_checked(6) else { return false };
    let number = rest.iter().take_while(|sign| sign.is_ascii_digit()).count();
    let is_addition = match rest[number..].split_first() {
        None => true,
        Some((b'X', addition)) => (1..=6).contains(&addition.len()),
        Some(_) => false,
    };
    postcode[..4].iter().all(u8::is_ascii_digit)
        && postcode[4..].iter().all(u8::is_ascii_uppercase)
        && (1..=5).contains(&number)
        && is_addition
}

/// A country of ISO 3166, and 1 to 16 signs.
fn is_foreign(code: &[u8]) -> bool {
    code[..2].iter().all(u8::is_ascii_uppercase)
}

/// Of a thousandth of a millimetre, without zeros at its end.
fn number(millimetres: f64) -> f64 {
    (millimetres * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads the bars of a drawing back: by where each starts and ends.
    fn decode(svg: &str) -> String {
        let path = svg.split("d=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a path");
        let numbers = |bar: &str| -> Vec<f64> {
            let parts = bar.split(|sign: char| "Mhvz ".contains(sign)).filter(|part| !part.is_empty());
            parts.map(|part| part.parse().expect("a number")).collect()
        };
        let bars: Vec<u8> = path
            .split_terminator('z')
            .enumerate()
            .map(|(at, bar)| {
                let [x, top, width, height, back] = numbers(bar)[..] else { panic!("no rectangle: {bar}") };
                assert!((x - at as f64 * 25.4 / 22.0).abs() < 0.001, "bar {at} stands at {x}");
                assert_eq!((width, back), (0.5, -0.5));
                match (top < 0.1, top + height > 4.9) {
                    (true, true) => b'F',
                    (true, false) => b'A',
                    (false, true) => b'D',
                    (false, false) => b'T',
                }
            })
            .collect();
        let sign = |four: &[u8]| {
            let value = BARS.iter().position(|bars| bars[..] == *four).expect("four bars of the table");
            char::from_digit(value as u32, 36).expect("below 36").to_ascii_uppercase()
        };
        bars.chunks(4).map(sign).collect()
    }

    #[test]
    fn bars_say_the_code() {
        for code in [
            "1234AB1",
            "1234AB99999",
            "2500GG30250",
            "1234AB12XBIS",
            "9999ZZ99999XABC123",
            "BE1000",
            "GBSW1A1AA",
        ] {
            assert_eq!(decode(&kix(code).expect("a code")), code);
        }
        assert_eq!(decode(&kix("1234ab12").expect("a code")), "1234AB12");
    }

    #[test]
    fn every_sign_has_its_own_bars_and_as_much_ink_above_as_below() {
        let mut known: Vec<&[u8; 4]> = BARS.to_vec();
        known.sort_unstable();
        known.dedup();
        assert_eq!(known.len(), 36);
        for bars in BARS {
            let count = |signs: &[u8]| bars.iter().filter(|bar| signs.contains(bar)).count();
            assert_eq!((count(b"AF"), count(b"DF")), (2, 2));
        }
    }

    #[test]
    fn it_has_its_exact_size() {
        let svg = kix("1234AB1").expect("a code");
        // 28 bars: 27 distances and the width of one.
        assert!(svg.contains("width=\"31.673mm\" height=\"5mm\" viewBox=\"0 0 31.673 5\""), "{svg}");
        assert!(svg.contains("d=\"M0 1.875h0.5v1.25h-0.5zM1.155 1.875h0.5v3.125h-0.5z"), "{svg}");
    }

    #[test]
    fn a_fault_is_named_without_the_address() {
        assert_eq!(kix(""), Err(KixError::Length(0)));
        assert_eq!(kix("1234AB99999XABC1234"), Err(KixError::Length(19)));
        assert_eq!(kix("1234 AB12"), Err(KixError::Sign(5)));
        assert_eq!(kix("1234ABX1"), Err(KixError::Form));
        assert_eq!(kix("1234AB12X"), Err(KixError::Form));
        assert_eq!(kix("1234AB12-3"), Err(KixError::Sign(9)));
        assert_eq!(
            KixError::Sign(5).to_string(),
            "character 5 of a KIX code is not a letter from A to Z or a digit"
        );
    }
}
