//! SVG through usvg, behind bounds: no file is opened, no font is looked for, nothing grows without end.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use usvg::roxmltree::{Document, Node, ParsingOptions};
use usvg::{ImageHrefResolver, ImageKind, Options, Tree};

use super::view_box::ViewBox;
use super::{ImageError, Natural, Unsupported};
use crate::units::{PT_PER_PX, Size};

const MAX_BYTES: usize = 20_000_000;
const MAX_NODES: u32 = 200_000;
/// Nodes after every `use` has been replaced by what it shows.
const MAX_USED_NODES: u64 = 200_000;
/// usvg recurses; a thread's stack does not grow.
const MAX_DEPTH: usize = 100;
/// Bytes that entities may stand for together.
const MAX_ENTITY_BYTES: usize = 10_000_000;
/// Nodes that markers on the corners of paths may add.
const MAX_MARKED_NODES: u64 = 200_000;

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
    check_entities(text)?;
    let parsing = ParsingOptions { allow_dtd: true, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let xml = Document::parse_with_options(text, parsing).map_err(|error| match error {
        usvg::roxmltree::Error::NodesLimitReached => too_complex(format!("more than {MAX_NODES} nodes")),
        error => broken(error.to_string()),
    })?;
    let mut unsupported = BTreeSet::new();
    check(&xml, &mut unsupported)?;
    let [r, g, b] = current_color;
    let default_size = usvg::Size::from_wh(viewport.width / PT_PER_PX, viewport.height / PT_PER_PX);
    let options = Options {
        default_size: default_size.unwrap_or(Options::default().default_size),
        style_sheet: Some(format!("svg {{ color: #{r:02x}{g:02x}{b:02x} }}")),
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

/// Entities that stand for entities grow without bound; plain ones, which Illustrator writes for its
/// name spaces, grow with how often they are used.
fn check_entities(text: &str) -> Result<(), ImageError> {
    let mut declared = 0;
    for declaration in text.split("<!ENTITY").skip(1) {
        let value = declaration.split('>').next().unwrap_or_default();
        if value.contains('&') {
            return Err(too_complex("entities inside entities"));
        }
        declared += declaration.len();
    }
    if declared > 0 && declared.saturating_mul(text.matches('&').count()) > MAX_ENTITY_BYTES {
        return Err(too_complex("its entities stand for too much text"));
    }
    Ok(())
}

/// Bounds what usvg will make of the document, and notes what it will leave out without a word.
fn check(xml: &Document<'_>, unsupported: &mut BTreeSet<Unsupported>) -> Result<(), ImageError> {
    let mut targets = BTreeMap::new();
    let (mut corners, mut marker_nodes) = (0_u64, 0_u64);
    let mut stack = vec![(xml.root(), 0)];
    while let Some((node, depth)) = stack.pop() {
        if depth > MAX_DEPTH {
            return Err(too_complex(format!("more than {MAX_DEPTH} levels of groups")));
        }
        if let Some(id) = node.attribute("id") {
            targets.entry(id).or_insert(node);
        }
        let name = if node.is_element() { node.tag_name().name() } else { "" };
        match name {
            "text" => {
                unsupported.insert(Unsupported::Text);
            }
            "foreignObject" => {
                unsupported.insert(Unsupported::ForeignObject);
            }
            "image" => unsupported.extend(image_of(node)),
            "path" | "polyline" | "polygon" | "line" => {
                let points = node.attribute("d").or(node.attribute("points")).unwrap_or("");
                corners += points.len() as u64 / 2 + 2;
            }
            "marker" => marker_nodes += node.descendants().count() as u64,
            _ => {}
        }
        stack.extend(node.children().map(|child| (child, depth + 1)));
    }
    if corners.saturating_mul(marker_nodes) > MAX_MARKED_NODES * 10 {
        return Err(too_complex("markers on too many corners"));
    }
    let mut uses = Uses { targets, counts: BTreeMap::new() };
    if uses.count(xml.root(), 0)? > MAX_USED_NODES {
        return Err(too_complex(format!("`use` repeats its shapes to more than {MAX_USED_NODES} nodes")));
    }
    Ok(())
}

fn image_of(node: Node<'_, '_>) -> Option<Unsupported> {
    let href = node.attributes().find(|attribute| attribute.name() == "href")?.value().trim_start();
    let Some(data) = href.strip_prefix("data:") else { return Some(Unsupported::ExternalImage) };
    let kind = data.split([';', ',']).next().unwrap_or_default();
    match kind {
        "image/png" | "image/jpeg" | "image/jpg" => None,
        "image/svg+xml" => Some(Unsupported::NestedDrawing),
        _ => Some(Unsupported::BrokenImage),
    }
}

/// Counts nodes as they will be once every `use` is replaced.
struct Uses<'a, 'input> {
    targets: BTreeMap<&'a str, Node<'a, 'input>>,
    /// By node number; None while the count is under way.
    counts: BTreeMap<u32, Option<u64>>,
}

impl<'a, 'input> Uses<'a, 'input> {
    fn count(&mut self, node: Node<'a, 'input>, depth: usize) -> Result<u64, ImageError> {
        if depth > MAX_DEPTH {
            return Err(too_complex(format!("more than {MAX_DEPTH} levels of `use`")));
        }
        match self.counts.get(&node.id().get()) {
            Some(Some(count)) => return Ok(*count),
            Some(None) => return Err(broken("a `use` shows itself")),
            None => self.counts.insert(node.id().get(), None),
        };
        let mut count = 1_u64;
        for child in node.children() {
            count = count.saturating_add(self.count(child, depth + 1)?);
        }
        if node.tag_name().name() == "use" {
            let href = node.attributes().find(|attribute| attribute.name() == "href");
            let id = href.and_then(|attribute| attribute.value().trim().strip_prefix('#'));
            if let Some(target) = id.and_then(|id| self.targets.get(id).copied()) {
                count = count.saturating_add(self.count(target, depth + 1)?);
            }
        }
        self.counts.insert(node.id().get(), Some(count));
        Ok(count)
    }
}

fn too_complex(what: impl Into<String>) -> ImageError {
    ImageError::TooComplex(what.into())
}

fn broken(reason: impl Into<String>) -> ImageError {
    ImageError::broken("SVG", reason)
}
