//! Numbers as PDF writes them: plain decimals, no exponent, no `-0` (ISO 32000-2, 7.3.3).

use lopdf::Object;

/// Decimals of a coordinate: a thousandth of a point is a third of a micrometre.
pub(super) const COORDINATE: u32 = 3;
/// Decimals of a matrix coefficient, which is multiplied by coordinates up to thousands of points.
pub(super) const COEFFICIENT: u32 = 6;

/// Appends `value`, rounded to `decimals`, without trailing zeros.
pub(super) fn write(out: &mut Vec<u8>, value: f32, decimals: u32) {
    let scale = 10_i64.pow(decimals);
    let scaled = scaled(value, scale);
    let (whole, mut fraction) = (scaled.abs() / scale, scaled.abs() % scale);
    if scaled < 0 {
        out.push(b'-');
    }
    if whole > 0 || fraction == 0 {
        digits(out, whole, 1);
    }
    if fraction == 0 {
        return;
    }
    let mut width = decimals as usize;
    while fraction % 10 == 0 {
        fraction /= 10;
        width -= 1;
    }
    out.push(b'.');
    digits(out, fraction, width);
}

/// Appends at least `width` digits. Numbers are most of what a page is made of: the formatter takes four times as
/// long.
fn digits(out: &mut Vec<u8>, number: i64, width: usize) {
    let mut buffer = [b'0'; 20];
    let mut start = buffer.len();
    let mut rest = number.unsigned_abs();
    while rest > 0 {
        start -= 1;
        buffer[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    start = start.min(buffer.len() - width.min(buffer.len()));
    out.extend_from_slice(&buffer[start..]);
}

/// Appends a whole number.
pub(super) fn integer(out: &mut Vec<u8>, number: u32) {
    digits(out, i64::from(number), 1);
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
    // A reader's limit is far below; casting also turns NaN into 0.
    (f64::from(value).clamp(-1e9, 1e9) * scale as f64).round() as i64
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
        ] {
            let mut out = Vec::new();
            write(&mut out, value, COORDINATE);
            assert_eq!(String::from_utf8_lossy(&out), text);
        }
    }
}
