//! Objects to bytes as they come (ISO 32000-2, 7.5): what is finished is written and forgotten, all that stays
//! is where it lies.

use std::io::{self, BufWriter, Write};

use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use super::deflate::deflated;
use super::object;

/// So many small objects are compressed together (7.5.7).
const MAX_PACKED: usize = 100;

/// A file that grows.
pub(super) struct File<'w> {
    out: BufWriter<Box<dyn Write + 'w>>,
    /// Of all bytes: the file's name.
    hash: Sha256,
    length: u64,
    /// By object number; 0 is the head of the free list.
    places: Vec<Place>,
    packed: Packed,
    /// The first one; after it nothing more is written.
    fault: Option<io::Error>,
}

/// Where an object lies.
#[derive(Clone, Copy)]
enum Place {
    /// Nowhere: it was numbered and never needed.
    Free,
    At(u64),
    /// In an object stream, at an index.
    In(u32, u16),
}

/// An object stream in the making.
#[derive(Default)]
struct Packed {
    numbers: Vec<(u32, usize)>,
    bytes: Vec<u8>,
}

impl<'w> File<'w> {
    pub fn new(out: impl Write + 'w) -> File<'w> {
        let mut file = File {
            out: BufWriter::with_capacity(1 << 16, Box::new(out)),
            hash: Sha256::new(),
            length: 0,
            places: vec![Place::Free],
            packed: Packed::default(),
            fault: None,
        };
        // Four bytes beyond ASCII: programs that move files see that they are not text (7.5.2).
        file.write(b"%PDF-1.7\n%\xBB\xAD\xC0\xDE\n");
        file
    }

    /// A number for an object that comes later.
    pub fn new_object_id(&mut self) -> ObjectId {
        let number =
            u32::try_from(self.places.len()).expect("a file has fewer than four thousand million objects");
        self.places.push(Place::Free);
        (number, 0)
    }

    pub fn add_object(&mut self, object: impl Into<Object>) -> ObjectId {
        let id = self.new_object_id();
        self.set_object(id, object);
        id
    }

    /// Writes the object with this number; each is written once.
    pub fn set_object(&mut self, id: ObjectId, object: impl Into<Object>) {
        match object.into() {
            Object::Stream(stream) => self.write_stream(id.0, stream.dict, &stream.content),
            object => self.pack(id, |bytes| object::write(bytes, &object)),
        }
    }

    /// Writes an object that is no stream as bytes.
    pub fn pack(&mut self, id: ObjectId, write: impl FnOnce(&mut Vec<u8>)) {
        self.packed.numbers.push((id.0, self.packed.bytes.len()));
        write(&mut self.packed.bytes);
        self.packed.bytes.push(b'\n');
        if self.packed.numbers.len() == MAX_PACKED {
            self.write_packed();
        }
    }

    /// What went wrong while writing, if something did.
    pub fn check(&mut self) -> io::Result<()> {
        self.fault.take().map_or(Ok(()), Err)
    }

    /// Writes where everything is (7.5.8).
    pub fn finish(mut self, root: ObjectId, information: Option<ObjectId>) -> io::Result<()> {
        self.write_packed();
        let (number, _) = self.new_object_id();
        let start = self.length;
        self.places[number as usize] = Place::At(start);
        let name = self.hash.clone().finalize()[..16].to_vec();
        let name = Object::String(name, StringFormat::Hexadecimal);
        let offset_bytes = (8 - start.leading_zeros() as usize / 8).max(4);
        let mut dict = dictionary! {
            "Type" => "XRef",
            "Size" => self.places.len() as i64,
            "W" => vec![1.into(), (offset_bytes as i64).into(), 2.into()],
            "Root" => root,
            "ID" => vec![name.clone(), name],
        };
        if let Some(information) = information {
            dict.set("Info", information);
        }
        let table = self.table(offset_bytes);
        let stream = deflated(dict, &table);
        self.write_stream(number, stream.dict, &stream.content);
        self.write(format!("startxref\n{start}\n%%EOF\n").as_bytes());
        self.check()?;
        self.out.flush()
    }

    fn table(&self, offset_bytes: usize) -> Vec<u8> {
        let mut table = Vec::with_capacity(self.places.len() * (offset_bytes + 3));
        for (number, place) in self.places.iter().enumerate() {
            let (kind, at, index) = match *place {
                // Never to be used again.
                Place::Free => (0, 0, if number == 0 { u16::MAX } else { 0 }),
                Place::At(offset) => (1, offset, 0),
                Place::In(stream, index) => (2, u64::from(stream), index),
            };
            table.push(kind);
            table.extend_from_slice(&at.to_be_bytes()[8 - offset_bytes..]);
            table.extend_from_slice(&index.to_be_bytes());
        }
        table
    }

    fn write_packed(&mut self) {
        let Packed { numbers, bytes } = std::mem::take(&mut self.packed);
        if numbers.is_empty() {
            return;
        }
        let (stream, _) = self.new_object_id();
        let mut content = Vec::with_capacity(bytes.len() + numbers.len() * 12);
        for (index, (number, start)) in numbers.iter().enumerate() {
            content.extend_from_slice(format!("{number} {start} ").as_bytes());
            self.places[*number as usize] = Place::In(stream, index as u16);
        }
        let dict = dictionary! {
            "Type" => "ObjStm",
            "N" => numbers.len() as i64,
            "First" => content.len() as i64,
        };
        content.extend_from_slice(&bytes);
        let packed = deflated(dict, &content);
        self.write_stream(stream, packed.dict, &packed.content);
    }

    fn write_stream(&mut self, number: u32, mut dict: Dictionary, content: &[u8]) {
        self.places[number as usize] = Place::At(self.length);
        dict.set("Length", content.len() as i64);
        let mut head = format!("{number} 0 obj\n").into_bytes();
        object::write(&mut head, &Object::Dictionary(dict));
        head.extend_from_slice(b"\nstream\n");
        self.write(&head);
        self.write(content);
        self.write(b"\nendstream\nendobj\n");
    }

    fn write(&mut self, bytes: &[u8]) {
        if self.fault.is_some() {
            return;
        }
        self.hash.update(bytes);
        self.length += bytes.len() as u64;
        self.fault = self.out.write_all(bytes).err();
    }
}
