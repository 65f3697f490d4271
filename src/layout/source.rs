use crate::color::Rgba;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::html::Dom;
use crate::image::Image;
use crate::style::{Reference, StyledTree};
use crate::text::FontBook;
use crate::units::Size;

/// All that layout reads.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The document, for messages about its elements.
    pub dom: &'a Dom,
    pub tree: &'a StyledTree,
    pub fonts: &'a FontBook,
    pub images: &'a dyn Images,
}

/// Pictures by reference; asked once for each reference of a document.
pub trait Images {
    /// The picture, with warnings about what of it is not shown.
    fn load(&self, reference: &Reference) -> Result<(Image, Diagnostics), Diagnostic>;

    /// An `<svg>` of the document, whose `currentColor` is `color` and whose size in points is `viewport`, as
    /// far as its view box does not say what fills it.
    fn inline_svg(
        &self,
        markup: &str,
        color: &Rgba,
        viewport: Size,
    ) -> Result<(Image, Diagnostics), Diagnostic>;
}
