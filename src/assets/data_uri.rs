/// The bytes of a `data:` URI ([RFC 2397](https://www.rfc-editor.org/rfc/rfc2397)): base64 or percent
/// encoded. `None` if it is malformed.
pub fn decode(uri: &str) -> Option<Vec<u8>> {
    let (head, body) = uri.strip_prefix("data:")?.split_once(',')?;
    let body = percent_decode(body)?;
    if head.to_ascii_lowercase().ends_with(";base64") { base64(&body) } else { Some(body) }
}

fn percent_decode(text: &str) -> Option<Vec<u8>> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'%' {
            let hex = bytes.get(at + 1..at + 3)?;
            out.push(u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()?);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    Some(out)
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
        assert_eq!(decode("data:nothing"), None);
        assert_eq!(decode("data:;base64,*"), None);
    }
}
