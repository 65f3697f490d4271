//! Numbers as PDF writes them: plain decimals, no exponent, no `-0` (ISO 32000-2, 7.3.3).

use lopdf::Object;

/// Decimals of a coordinate: a thousandth of a point is a third of a micrometre.
pub(super) const COORDINATE: u32 = 3;
/// Decimals of a matrix coefficient, which is multiplied by coordinates up to thousands of points.
pub(super) const COEFFICIENT: u32 = 6;

/// The longest number: a sign, sixteen digits, a point.
const LONGEST: usize = 20;

/// Appends `value`, rounded to `decimals`, without trailing zeros. Numbers are most of what a page is made of: the
/// formatter takes four times as long.
pub(super) fn write(out: &mut Vec<u8>, value: f32, decimals: u32) {
    // The modules of codes are small whole numbers.
    let whole = value as i32;
    if whole as f32 == value && (0..100).contains(&whole) {
        let (tens, ones) = (b'0' + whole as u8 / 10, b'0' + whole as u8 % 10);
        return if whole < 10 { out.push(ones) } else { out.extend_from_slice(&[tens, ones]) };
    }
    let scaled = scaled(value, 10_i64.pow(decimals));
    let mut number = Backwards::default();
    let mut rest = scaled.unsigned_abs();
    let mut is_fraction = false;
    for _ in 0..decimals {
        let digit = rest % 10;
        rest /= 10;
        // Zeros at the end say nothing.
        is_fraction |= digit != 0;
        if is_fraction {
            number.digit(digit);
        }
    }
    if is_fraction {
        number.byte(b'.');
    }
    if rest > 0 || !is_fraction {
        number.whole(rest);
    }
    if scaled < 0 {
        number.byte(b'-');
    }
    out.extend_from_slice(number.bytes());
}

/// A number from its last digit to its first.
struct Backwards {
    buffer: [u8; LONGEST],
    start: usize,
}

impl Default for Backwards {
    fn default() -> Backwards {
        Backwards { buffer: [0; LONGEST], start: LONGEST }
    }
}

impl Backwards {
    fn byte(&mut self, byte: u8) {
        self.start -= 1;
        self.buffer[self.start] = byte;
    }

    fn digit(&mut self, digit: u64) {
        self.byte(b'0' + digit as u8);
    }

    fn whole(&mut self, mut rest: u64) {
        loop {
            self.digit(rest % 10);
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
    }

    fn bytes(&self) -> &[u8] {
        &self.buffer[self.start..]
    }
}

/// Appends a whole number.
pub(super) fn integer(out: &mut Vec<u8>, number: u32) {
    let mut written = Backwards::default();
    written.whole(number.into());
    out.extend_from_slice(written.bytes());
}

/// Appends four hexadecimal digits.
pub(super) fn hexadecimal(out: &mut Vec<u8>, number: u16) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.extend([12, 8, 4, 0].map(|shift| DIGITS[usize::from(number >> shift & 15)]));
}

/// A number as a direct object.
pub(super) fn object(value: f32, decimals: u32) -> Object {
    let scale = 10_i64.pow(decimals);
    let scaled = scaled(value, scale);
    if scaled % scale == 0 {
        Object::Integer(scaled / scale)
    } else {
        Object::Real((scaled as f64 / scale as f64) as f32)
    }
}

pub(super) fn array(values: &[f32], decimals: u32) -> Object {
    Object::Array(values.iter().map(|value| object(*value, decimals)).collect())
}

fn scaled(value: f32, scale: i64) -> i64 {
    // A reader's limit is far below; casting also turns NaN into 0. A product of so few bits and its half are exact,
    // so cutting off what is behind the point rounds as `round` does, which is a call on older processors.
    let scaled = f64::from(value).clamp(-1e9, 1e9) * scale as f64;
    (scaled + 0.5_f64.copysign(scaled)) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_plain() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0001, "0"),
            (12.0, "12"),
            (0.5, ".5"),
            (-0.25, "-.25"),
            (1.0004, "1"),
            (595.2756, "595.276"),
            (1e-9, "0"),
            (f32::NAN, "0"),
            (10.05, "10.05"),
            (-1e30, "-1000000000"),
            (0.0005, ".001"),
            (-0.0005, "-.001"),
            (0.00049, "0"),
            (100.1, "100.1"),
            (0.01, ".01"),
        ] {
            let mut out = Vec::new();
            write(&mut out, value, COORDINATE);
            assert_eq!(String::from_utf8_lossy(&out), text);
        }
    }
}
