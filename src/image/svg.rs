//! SVG through usvg, behind bounds: no file is opened, no font is looked for, nothing grows without end.

mod bounds;
mod left_out;
mod sheet;
mod uses;

use std::collections::BTreeSet;
use std::sync::Arc;

use usvg::roxmltree::{Document, ParsingOptions};
use usvg::{ImageHrefResolver, ImageKind, Options, Tree};

use super::view_box::ViewBox;
use super::{ImageError, Natural, Unsupported};
use crate::units::{PT_PER_PX, Size};

const MAX_BYTES: usize = 20_000_000;
const MAX_NODES: u32 = 200_000;
/// What is not drawn is not read either: masks, filters, patterns, and clips and markers inside themselves
/// would multiply each other, and usvg knows no bounds for that.
const NOT_DRAWN: &str = "* { mask: none !important; filter: none !important } \
    pattern * { fill: none !important; stroke: none !important } \
    pattern *, clipPath * { clip-path: none !important } marker * { marker: none !important }";

/// What usvg makes of a drawing, and what the root says of its size, which usvg fills in.
pub(super) struct Parsed {
    pub tree: Tree,
    pub natural: Natural,
    pub view_box: Option<ViewBox>,
    /// In points: what percentages in the drawing are of, if it has no view box.
    pub size: Size,
    pub unsupported: BTreeSet<Unsupported>,
}

/// `viewport` is the size in points that the drawing will have, as far as its own attributes leave it open.
pub(super) fn parse(text: &str, current_color: [u8; 3], viewport: Size) -> Result<Parsed, ImageError> {
    if text.len() > MAX_BYTES {
        return Err(too_complex(format!("{} MB, at most {}", text.len() / 1_000_000, MAX_BYTES / 1_000_000)));
    }
    bounds::check_entities(text)?;
    let parsing = ParsingOptions { allow_dtd: true, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let xml = Document::parse_with_options(text, parsing).map_err(|error| match error {
        usvg::roxmltree::Error::NodesLimitReached => too_complex(format!("more than {MAX_NODES} nodes")),
        error => broken(error.to_string()),
    })?;
    bounds::check(&xml)?;
    let unsupported = left_out::of(&xml);
    let [r, g, b] = current_color;
    let default_size = usvg::Size::from_wh(viewport.width / PT_PER_PX, viewport.height / PT_PER_PX);
    let options = Options {
        default_size: default_size.unwrap_or(Options::default().default_size),
        style_sheet: Some(format!("svg {{ color: #{r:02x}{g:02x}{b:02x} }} {NOT_DRAWN}")),
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, bytes: Arc<Vec<u8>>, _| match bytes.get(..2)? {
                [0x89, b'P'] => Some(ImageKind::PNG(bytes)),
                [0xff, 0xd8] => Some(ImageKind::JPEG(bytes)),
                _ => None,
            }),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_xmltree(&xml, &options).map_err(|error| match error {
        usvg::Error::InvalidSize => broken("its width and height are not larger than 0"),
        usvg::Error::ElementsLimitReached => too_complex("more than a million elements"),
        error => broken(error.to_string()),
    })?;
    let root = xml.root_element();
    let view_box = ViewBox::of(root);
    let is_absolute = |name: &str| {
        root.attribute(name).is_some_and(|value| !value.trim().ends_with('%') && value.trim() != "auto")
    };
    let own = Size::new(tree.size().width() * PT_PER_PX, tree.size().height() * PT_PER_PX);
    let width = is_absolute("width").then_some(own.width);
    let height = is_absolute("height").then_some(own.height);
    let ratio = match (view_box, width, height) {
        (Some(view_box), ..) => Some(view_box.rect.width / view_box.rect.height),
        (None, Some(width), Some(height)) => Some(width / height),
        _ => None,
    };
    // Without a view box usvg measures what is drawn.
    let size = match view_box {
        Some(_) => own,
        None => Size::new(width.unwrap_or(viewport.width), height.unwrap_or(viewport.height)),
    };
    Ok(Parsed { tree, natural: Natural { width, height, ratio }, view_box, size, unsupported })
}

fn too_complex(what: impl Into<String>) -> ImageError {
    ImageError::TooComplex(what.into())
}

fn broken(reason: impl Into<String>) -> ImageError {
    ImageError::broken("SVG", reason)
}
