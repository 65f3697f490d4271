//! What a file says of itself: document information and XMP (ISO 32000-2, 14.3; ISO 16684-1).

use lopdf::{Document, Object, Stream, dictionary};
use printpdf::OffsetDateTime;
use sha2::{Digest, Sha256};

use crate::page::Metadata;

/// What a file for a press says beside (ISO 15930-7, 6.2).
pub(super) struct Press {
    /// From the pages: equal pages have equal names.
    name: String,
}

impl Press {
    /// Named by the contents of its pages.
    pub fn named_by(contents: Sha256) -> Press {
        let digits: String = contents.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        // In the form of a UUID of version 8, which leaves its content to us (RFC 9562, 5.8).
        let (a, b, c, d, e) = (&digits[..8], &digits[8..12], &digits[13..16], &digits[17..20], &digits[20..]);
        Press { name: format!("uuid:{a}-{b}-8{c}-8{d}-{e}") }
    }
}

/// Drops what printpdf says without being asked: dates of 1970, an empty PDF/X version, empty texts.
pub(super) fn mend_information(document: &mut Document, metadata: &Metadata, press: Option<&Press>) {
    let Ok(id) = document.trailer.get(b"Info").and_then(Object::as_reference) else { return };
    let Ok(information) = document.get_dictionary_mut(id) else { return };
    let mut unsaid = vec!["GTS_PDFXVersion", "Identifier", "Keywords"];
    match press {
        // Nothing is trapped: that is the printer's to do.
        Some(_) => information.set("Trapped", "False"),
        None => unsaid.push("Trapped"),
    }
    if metadata.date.is_none() {
        unsaid.extend(["CreationDate", "ModDate"]);
    }
    if metadata.title.is_empty() {
        unsaid.push("Title");
    }
    if metadata.author.is_none() {
        unsaid.push("Author");
    }
    if metadata.subject.is_none() {
        unsaid.push("Subject");
    }
    for key in unsaid {
        information.remove(key.as_bytes());
    }
}

/// The same as an XMP packet. Not compressed: tools look for it in the plain bytes.
pub(super) fn xmp_stream(metadata: &Metadata, press: Option<&Press>) -> Stream {
    let dict = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    Stream::new(dict, xmp(metadata, press).into_bytes()).with_compression(false)
}

fn xmp(metadata: &Metadata, press: Option<&Press>) -> String {
    let mut about = String::new();
    let mut say = |property: &str, value: &str| {
        about.push_str(&format!("   <{property}>{value}</{property}>\n"));
    };
    let of_language =
        |text: &str| format!("<rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt>", escape(text));
    say("dc:format", "application/pdf");
    if !metadata.title.is_empty() {
        say("dc:title", &of_language(&metadata.title));
    }
    if !metadata.language.is_empty() {
        say("dc:language", &format!("<rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag>", escape(&metadata.language)));
    }
    if let Some(author) = &metadata.author {
        say("dc:creator", &format!("<rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq>", escape(author)));
    }
    if let Some(subject) = &metadata.subject {
        say("dc:description", &of_language(subject));
    }
    say("pdf:Producer", super::PRODUCER);
    say("xmp:CreatorTool", super::PRODUCER);
    if let Some(date) = metadata.date.and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok()) {
        let date = format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
            date.year(),
            u8::from(date.month()),
            date.day(),
            date.hour(),
            date.minute(),
            date.second(),
        );
        for property in ["xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"] {
            say(property, &date);
        }
    }
    if let Some(Press { name }) = press {
        say("pdf:Trapped", "False");
        say("pdfxid:GTS_PDFXVersion", "PDF/X-4");
        say("xmpMM:DocumentID", name);
        say("xmpMM:VersionID", "1");
        say("xmpMM:RenditionClass", "default");
    }
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n \
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n  \
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
         xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" \
         xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\">\n\
         {about}  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>"
    )
}

/// For element content. Control characters, which XML cannot hold at all, become spaces.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            control if control < ' ' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}
