//! Direct objects as bytes (ISO 32000-2, 7.3).

use std::io::Write;

use lopdf::{Object, StringFormat};

pub(super) fn write(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
        Object::Integer(value) => print(out, value),
        // Without an exponent, which PDF does not know.
        Object::Real(value) => print(out, value),
        Object::Name(value) => name(out, value),
        Object::String(value, format) => string(out, value, *format),
        Object::Array(values) => {
            out.push(b'[');
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                write(out, value);
            }
            out.push(b']');
        }
        Object::Dictionary(entries) => dictionary(out, entries),
        Object::Stream(stream) => unreachable!("a stream is never a direct object: {:?}", stream.dict),
        Object::Reference((number, generation)) => print(out, format_args!("{number} {generation} R")),
    }
}

fn dictionary(out: &mut Vec<u8>, entries: &lopdf::Dictionary) {
    out.extend_from_slice(b"<<");
    for (key, value) in entries {
        name(out, key);
        let is_delimited =
            matches!(value, Object::Name(_) | Object::String(..) | Object::Array(_) | Object::Dictionary(_));
        if !is_delimited {
            out.push(b' ');
        }
        write(out, value);
    }
    out.extend_from_slice(b">>");
}

fn name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for &byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
            out.push(byte);
        } else {
            print(out, format_args!("#{byte:02X}"));
        }
    }
}

fn string(out: &mut Vec<u8>, bytes: &[u8], format: StringFormat) {
    if format == StringFormat::Hexadecimal {
        out.push(b'<');
        bytes.iter().for_each(|byte| print(out, format_args!("{byte:02X}")));
        return out.push(b'>');
    }
    out.push(b'(');
    for &byte in bytes {
        match byte {
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            // Else any end of a line is read as a line feed.
            b'\r' => out.extend_from_slice(b"\\r"),
            _ => out.push(byte),
        }
    }
    out.push(b')');
}

fn print(out: &mut Vec<u8>, value: impl std::fmt::Display) {
    write!(out, "{value}").expect("memory takes every byte");
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn objects_are_short_and_exact() {
        let object = dictionary! {
            "A B" => vec![1.into(), Object::Real(0.25), Object::Null, true.into(), "N(".into()],
            "S" => Object::string_literal("a(b)\\\r\n"),
            "H" => Object::String(vec![0, 255], StringFormat::Hexadecimal),
            "R" => (7, 0),
        };
        let mut out = Vec::new();
        write(&mut out, &object.into());
        let expected = "<</A#20B[1 0.25 null true /N#28]/S(a\\(b\\)\\\\\\r\n)/H<00FF>/R 7 0 R>>";
        assert_eq!(String::from_utf8_lossy(&out), expected);
    }
}
