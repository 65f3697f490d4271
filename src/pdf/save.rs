//! From objects to bytes.

use lopdf::{Document, Object, SaveOptions, StringFormat};
use sha2::{Digest, Sha256};

/// The file's identifier before its bytes are known; as long as the real one.
const UNNAMED: [u8; 16] = *b"\0drukwerk no id\0";

/// Writes the file, small objects packed in object streams, and names it by the hash of its bytes.
pub(super) fn save(mut document: Document) -> Vec<u8> {
    let unnamed = Object::String(UNNAMED.to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![unnamed.clone(), unnamed]);
    document.version = "1.7".to_owned();
    document.renumber_objects();
    let options =
        SaveOptions::builder().use_object_streams(true).use_xref_streams(true).compression_level(6).build();
    let mut bytes = Vec::new();
    document.save_with_options(&mut bytes, options).expect("memory takes every byte");

    let hash: [u8; 32] = Sha256::digest(&bytes).into();
    let (unnamed, name) = (hexadecimal(&UNNAMED), hexadecimal(&hash[..16]));
    // The trailer is last: search from the end.
    let mut end = bytes.len();
    for _ in 0..2 {
        let at = bytes[..end].windows(unnamed.len()).rposition(|window| window == unnamed.as_bytes());
        let at = at.expect("the trailer holds the identifier twice");
        bytes[at..at + name.len()].copy_from_slice(name.as_bytes());
        end = at;
    }
    bytes
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}
