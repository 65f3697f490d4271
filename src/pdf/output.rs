//! The press that a file is made for (ISO 32000-2, 14.11.5; ISO 15930-7, PDF/X-4).

use lopdf::{Dictionary, Object, Stream, dictionary};

use super::file::File;
use crate::page::OutputIntent;

/// The one output intent, its profile inside the file.
pub(super) fn intent(file: &mut File<'_>, output: &OutputIntent) -> Dictionary {
    let profile = dictionary! { "N" => 4, "Filter" => "FlateDecode" };
    let profile = Stream::new(profile, output.deflated.to_vec()).with_compression(false);
    dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFX",
        "OutputConditionIdentifier" => Object::string_literal(output.condition.as_str()),
        "OutputCondition" => lopdf::text_string(&output.name),
        "RegistryName" => Object::string_literal("http://www.color.org"),
        "Info" => lopdf::text_string(&output.name),
        "DestOutputProfile" => file.add_object(profile),
    }
}
