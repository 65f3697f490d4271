//! Compression of streams (ISO 32000-2, 7.4.4).

use std::cell::RefCell;

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Object, Stream};

/// Level 6: above it files hardly shrink and time doubles.
const LEVEL: u32 = 6;

thread_local! {
    /// Its tables are a quarter of a megabyte: to make them anew costs as much as a page.
    static COMPRESS: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(LEVEL), true));
}

/// A stream with its content compressed.
pub(super) fn deflated(mut dictionary: Dictionary, content: &[u8]) -> Stream {
    dictionary.set("Filter", Object::Name(b"FlateDecode".to_vec()));
    Stream::new(dictionary, deflate(content)).with_compression(false)
}

/// The same bytes for the same content, whatever was compressed before.
pub(super) fn deflate(content: &[u8]) -> Vec<u8> {
    COMPRESS.with_borrow_mut(|compress| {
        compress.reset();
        by(compress, content)
    })
}

/// With less effort for what is large and hardly shrinks, or with more.
pub(super) fn deflate_at(level: u32, content: &[u8]) -> Vec<u8> {
    by(&mut Compress::new(Compression::new(level), true), content)
}

fn by(compress: &mut Compress, content: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len() / 3 + 64);
    let mut rest = content;
    loop {
        let before = compress.total_in();
        let status = compress.compress_vec(rest, &mut out, FlushCompress::Finish);
        let status = status.expect("what is in memory can be compressed");
        rest = &rest[(compress.total_in() - before) as usize..];
        if status == Status::StreamEnd {
            return out;
        }
        out.reserve(content.len() / 2 + 64);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::ZlibDecoder;

    use super::deflate;

    #[test]
    fn what_was_compressed_before_changes_nothing() {
        let noise: Vec<u8> = (0..50_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for content in [&b""[..], b"BT (a) Tj ET", &noise, &[7; 100_000]] {
            let first = deflate(content);
            deflate(&noise);
            assert_eq!(first, deflate(content));
            let mut back = Vec::new();
            ZlibDecoder::new(&first[..]).read_to_end(&mut back).expect("it is whole");
            assert_eq!(back, content);
        }
    }
}
