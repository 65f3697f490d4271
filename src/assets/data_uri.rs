/// The bytes of a `data:` URI ([RFC 2397](https://www.rfc-editor.org/rfc/rfc2397)): base64 or percent
/// encoded. `None` if it is malformed.
pub fn decode(uri: &str) -> Option<Vec<u8>> {
    let (head, body) = rest(uri)?.split_once(',')?;
    let body = percent_decode(body);
    if head.to_ascii_lowercase().ends_with(";base64") { base64(&body) } else { Some(body) }
}

/// What follows the scheme, which may be written in capitals.
fn rest(uri: &str) -> Option<&str> {
    let (scheme, rest) = uri.split_at_checked(5)?;
    scheme.eq_ignore_ascii_case("data:").then_some(rest)
}

/// Whether a reference holds what it refers to.
pub fn is_data(reference: &str) -> bool {
    rest(reference).is_some()
}

/// A percent sign that begins no byte stands for itself
/// ([URL, 1.3](https://url.spec.whatwg.org/#percent-decode)).
fn percent_decode(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let byte = if bytes[at] == b'%' { bytes.get(at + 1..at + 3).and_then(hexadecimal) } else { None };
        out.push(byte.unwrap_or(bytes[at]));
        at += if byte.is_some() { 3 } else { 1 };
    }
    out
}

fn hexadecimal(digits: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    Some((digit(digits[0])? * 16 + digit(digits[1])?) as u8)
}

fn base64(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for &character in text.iter().filter(|c| !c.is_ascii_whitespace() && **c != b'=') {
        let value = match character {
            b'A'..=b'Z' => character - b'A',
            b'a'..=b'z' => character - b'a' + 26,
            b'0'..=b'9' => character - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn reads_base64_and_percent() {
        assert_eq!(decode("data:text/plain;base64,aGkh").as_deref(), Some(&b"hi!"[..]));
        assert_eq!(decode("data:image/svg+xml,%3Csvg/%3E").as_deref(), Some(&b"<svg/>"[..]));
        assert_eq!(decode("DATA:,100%25%20of%,%zz").as_deref(), Some(&b"100% of%,%zz"[..]));
        assert_eq!(decode("data:nothing"), None);
        assert_eq!(decode("data:;base64,*"), None);
    }
}
