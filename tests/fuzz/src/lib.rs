//! What the fuzz targets share.

pub mod values;

#[path = "../../layout/chance.rs"]
pub mod chance;
#[path = "../../layout/promises.rs"]
mod promises;
#[path = "../../layout/random.rs"]
pub mod random;

use std::sync::LazyLock;

use arbitrary::Unstructured;
use drukwerk::assets::{Loader, Scope};
use drukwerk::compose::{Bleed, Composer, Input};
use drukwerk::diagnostics::Diagnostics;
use drukwerk::page::{Document, Metadata};
use drukwerk::pdf;
use drukwerk::proof::{self, Resolution};

use chance::Chance;

/// Fonts are read once, as in a build of many pieces.
static COMPOSER: LazyLock<Composer<'static>> = LazyLock::new(|| {
    static LOADER: LazyLock<Loader> = LazyLock::new(Loader::built_in);
    Composer::new(&LOADER)
});

/// From HTML to the bytes of a PDF, as far as errors let it come.
pub fn print(html: &str) -> (Document, Diagnostics) {
    let scope = Scope::default();
    let input = Input { html, name: "fuzz.html", first: &[], scope: &scope, bleed: Bleed::Styled, metadata: Metadata::default() };
    let (composed, found) = COMPOSER.compose(input);
    if !found.has_errors() {
        // Whatever layout lets through, the writer must be able to write.
        let written = pdf::write(&composed.document);
        assert!(written.is_ok(), "{written:?}");
        for page in composed.document.pages.iter().take(2) {
            // A JPEG without end may be refused; nothing may fall over.
            let _ = proof::page(page, Resolution::LongSide(60), None);
        }
    }
    (composed.document, found)
}

/// The fuzzer's bytes decide where a seed does in the tests.
impl Chance for Unstructured<'_> {
    fn below(&mut self, bound: usize) -> usize {
        self.int_in_range(0..=bound - 1).unwrap_or(0)
    }
}

/// What `url()` takes, of any bytes.
pub fn data_uri(media: &str, bytes: &[u8]) -> String {
    let hex: String = bytes.iter().map(|byte| format!("%{byte:02x}")).collect();
    format!("data:{media},{hex}")
}
