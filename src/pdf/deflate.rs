//! Compression of streams (ISO 32000-2, 7.4.4).

use std::cell::RefCell;

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Object, Stream};

/// How much is done to make content small.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Effort {
    /// Level 6: above it files hardly shrink and time doubles.
    #[default]
    Usual,
    /// Level 1: a third of the time, for half as many bytes again. What letters of a print run have of their own is
    /// short, and compressing it is most of what they cost.
    Little,
}

impl Effort {
    fn level(self) -> u32 {
        match self {
            Effort::Usual => 6,
            Effort::Little => 1,
        }
    }
}

thread_local! {
    /// Their tables are a quarter of a megabyte: to make them anew costs as much as a page.
    static COMPRESS: [RefCell<Compress>; 2] = [Effort::Usual, Effort::Little]
        .map(|effort| RefCell::new(Compress::new(Compression::new(effort.level()), true)));
}

/// A stream with its content compressed.
pub(super) fn deflated(dictionary: Dictionary, content: &[u8]) -> Stream {
    deflated_with(Effort::Usual, dictionary, content)
}

pub(super) fn deflated_with(effort: Effort, mut dictionary: Dictionary, content: &[u8]) -> Stream {
    dictionary.set("Filter", Object::Name(b"FlateDecode".to_vec()));
    Stream::new(dictionary, deflate(effort, content)).with_compression(false)
}

/// The same bytes for the same content, whatever was compressed before.
fn deflate(effort: Effort, content: &[u8]) -> Vec<u8> {
    COMPRESS.with(|kept| {
        let mut compress = kept[effort as usize].borrow_mut();
        compress.reset();
        by(&mut compress, content)
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

    use super::{Effort, deflate};

    #[test]
    fn what_was_compressed_before_changes_nothing() {
        let noise: Vec<u8> = (0..50_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for content in [&b""[..], b"BT (a) Tj ET", &noise, &[7; 100_000]] {
            for effort in [Effort::Usual, Effort::Little] {
                let first = deflate(effort, content);
                deflate(effort, &noise);
                assert_eq!(first, deflate(effort, content));
                let mut back = Vec::new();
                ZlibDecoder::new(&first[..]).read_to_end(&mut back).expect("it is whole");
                assert_eq!(back, content);
            }
        }
    }
}
