//! What a file says of itself: document information and XMP (ISO 32000-2, 14.3; ISO 16684-1).

use lopdf::{Document, Object, Stream, dictionary};
use printpdf::OffsetDateTime;

use crate::page::Metadata;

/// Drops what printpdf says without being asked: dates of 1970, an empty PDF/X version, empty texts.
pub(super) fn mend_information(document: &mut Document, metadata: &Metadata) {
    let Ok(id) = document.trailer.get(b"Info").and_then(Object::as_reference) else { return };
    let Ok(information) = document.get_dictionary_mut(id) else { return };
    let mut unsaid = vec!["GTS_PDFXVersion", "Identifier", "Keywords", "Trapped"];
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
pub(super) fn xmp_stream(metadata: &Metadata) -> Stream {
    let dict = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    Stream::new(dict, xmp(metadata).into_bytes()).with_compression(false)
}

fn xmp(metadata: &Metadata) -> String {
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
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n \
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n  \
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n\
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
