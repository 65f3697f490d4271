//! The press that a file is made for (ISO 32000-2, 14.11.5; ISO 15930-7, PDF/X-4).

use lopdf::{Dictionary, Object, Stream, dictionary};

use super::deflate::deflate_at;
use super::file::File;
use crate::page::OutputIntent;

/// A profile is tables of numbers without a pattern: the highest level takes ten times as long and saves a
/// hundredth.
const LEVEL: u32 = 1;

/// The one output intent, its profile inside the file.
pub(super) fn intent(file: &mut File<'_>, output: &OutputIntent) -> Dictionary {
    let profile = dictionary! { "N" => 4, "Filter" => "FlateDecode" };
    let deflated = output.deflated.get_or_init(|| deflate_at(LEVEL, &output.profile));
    let profile = Stream::new(profile, deflated.clone()).with_compression(false);
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
