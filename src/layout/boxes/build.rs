use std::rc::Rc;
use std::sync::Arc;

use super::broken::{Part, Piece};
use super::collector::Collector;
use super::first_line::FirstLine;
use super::inline::InlineContent;
use super::variables::Variables;
use super::{BoxContent, BoxId, BoxTree, LayoutBox, Replacement, spanners, table};
use crate::style::{
    ComputedStyle, Content, Display, Float, ListStylePosition, Position, PseudoElement, Replaced, StyledId,
    StyledTree,
};

/// Makes the boxes of a document.
pub(crate) fn build(tree: &StyledTree, variables: &Variables) -> BoxTree {
    let mut builder = Builder { tree, variables, boxes: Vec::with_capacity(tree.len()) };
    let root = builder.block(tree.root);
    builder.boxes[root.0 as usize].is_independent = true;
    let has_floats = builder.boxes.iter().any(LayoutBox::is_floating);
    BoxTree { boxes: builder.boxes, root, has_floats }
}

/// The lines of a box whose texts have changed, in the same boxes.
pub(crate) fn lines_again(
    tree: &StyledTree,
    variables: &Variables,
    layout_box: &LayoutBox,
    content: &InlineContent,
) -> Option<InlineContent> {
    let parts = content.parts.as_ref()?;
    let mut builder = Builder { tree, variables, boxes: Vec::new() };
    let mut collector = Collector::new(&mut builder, layout_box.style.clone(), layout_box.node);
    collector.collect_all(parts);
    let (mut again, _) = collector.finish();
    again.parts = content.parts.clone();
    // What makes boxes of its own is no matter of texts.
    builder.boxes.is_empty().then_some(again)
}

pub(super) struct Builder<'a> {
    pub tree: &'a StyledTree,
    pub variables: &'a Variables,
    boxes: Vec<LayoutBox>,
}

impl Builder<'_> {
    pub fn add(
        &mut self,
        style: Arc<ComputedStyle>,
        node: StyledId,
        is_anonymous: bool,
        content: BoxContent,
    ) -> BoxId {
        let id = BoxId(self.boxes.len() as u32);
        self.boxes.push(LayoutBox {
            style,
            node,
            is_anonymous,
            is_independent: false,
            content,
            marker: None,
        });
        id
    }

    pub fn style(&self, id: BoxId) -> &Arc<ComputedStyle> {
        &self.boxes[id.0 as usize].style
    }

    pub fn restyle(&mut self, id: BoxId, style: ComputedStyle) {
        self.boxes[id.0 as usize].style = Arc::new(style);
    }

    pub fn layout_box(&self, id: BoxId) -> &LayoutBox {
        &self.boxes[id.0 as usize]
    }

    /// The marker of another box is this one's.
    pub fn give_marker(&mut self, id: BoxId, from: BoxId) {
        self.boxes[id.0 as usize].marker = self.boxes[from.0 as usize].marker;
    }

    /// A box of its own for a node: block level, or an atom of a line.
    pub fn block(&mut self, node: StyledId) -> BoxId {
        let styled = self.tree.node(node);
        let style = styled.style.clone();
        if let Some(content) = self.replacement(node) {
            // An image of `content` is a box inside of its pseudo-element, which has the margins and all else.
            let style = match styled.content {
                Content::Image(_) => Arc::new(ComputedStyle::inherit(&style)),
                _ => style,
            };
            return self.add(style, node, false, BoxContent::Replaced(content));
        }
        if matches!(style.display, Display::Table | Display::InlineTable) {
            return table::build(self, node);
        }
        let children = self.children(node);
        let content = match style.display {
            Display::Flex | Display::InlineFlex => {
                BoxContent::Flex(self.items(&style, node, &children).into())
            }
            Display::Grid | Display::InlineGrid => {
                BoxContent::Grid(self.items(&style, node, &children).into())
            }
            _ => self.flow(&style, node, &children),
        };
        let id = self.add(style, node, false, content);
        self.boxes[id.0 as usize].marker = self.marker(node);
        id
    }

    /// Children in document order, without the boxes of `display: contents` and outside markers.
    pub fn children(&self, node: StyledId) -> Vec<StyledId> {
        let mut found = Vec::new();
        for child in self.tree.children(node) {
            let styled = self.tree.node(child);
            let is_outside_marker = styled.content == Content::Pseudo(PseudoElement::Marker)
                && styled.style.list_style_position == ListStylePosition::Outside;
            match styled.style.display {
                _ if is_outside_marker => {}
                _ if matches!(styled.content, Content::Text(_) | Content::Image(_)) => found.push(child),
                Display::None => {}
                Display::Contents => found.extend(self.children(child)),
                _ => found.push(child),
            }
        }
        found
    }

    fn marker(&mut self, node: StyledId) -> Option<BoxId> {
        let marker = self.tree.children(node).find(|child| {
            let styled = self.tree.node(*child);
            styled.content == Content::Pseudo(PseudoElement::Marker)
                && styled.style.list_style_position == ListStylePosition::Outside
        })?;
        let style = self.tree.node(marker).style.clone();
        let children: Vec<StyledId> = self.tree.children(marker).collect();
        let content = self.lines(&style, marker, whole(&children), false);
        Some(self.add(style, marker, false, content))
    }

    /// Blocks only or lines only: runs of inline content between blocks get anonymous boxes.
    pub fn flow(&mut self, style: &Arc<ComputedStyle>, node: StyledId, children: &[StyledId]) -> BoxContent {
        let is_multicol = style.column_count.is_some() || style.column_width.is_some();
        let has_blocks = children.iter().any(|child| self.is_block(*child));
        let all_out_of_flow = !children.is_empty() && children.iter().all(|child| !self.is_in_flow(*child));
        if !has_blocks && !is_multicol && !all_out_of_flow {
            return self.lines(style, node, whole(children), true);
        }
        let mut blocks = Vec::new();
        let mut run: Vec<Part> = Vec::new();
        let mut table: Vec<StyledId> = Vec::new();
        for piece in self.pieces(children) {
            match piece {
                Piece::Block(child) if self.is_table_part(child) => {
                    self.wrap(style, node, &mut run, &mut blocks);
                    table.push(child);
                    continue;
                }
                Piece::Inline(Part::Whole(child)) if !table.is_empty() && self.is_white_space(child) => {
                    continue;
                }
                _ => {}
            }
            if !table.is_empty() {
                let parts = std::mem::take(&mut table);
                blocks.push(table::build_anonymous(self, style, node, parts));
            }
            match piece {
                Piece::Block(child) => {
                    self.wrap(style, node, &mut run, &mut blocks);
                    let id = self.block(child);
                    self.move_along(id, child);
                    blocks.push(id);
                }
                Piece::Inline(Part::Whole(child)) if !self.is_in_flow(child) && self.is_blank(&run) => {
                    run.clear();
                    blocks.push(self.block(child));
                }
                Piece::Inline(part) => run.push(part),
            }
        }
        if !table.is_empty() {
            blocks.push(table::build_anonymous(self, style, node, table));
        }
        self.wrap(style, node, &mut run, &mut blocks);
        if is_multicol {
            blocks = spanners::lift(self, blocks);
        }
        BoxContent::Blocks(blocks.into())
    }

    fn wrap(
        &mut self,
        style: &Arc<ComputedStyle>,
        node: StyledId,
        run: &mut Vec<Part>,
        blocks: &mut Vec<BoxId>,
    ) {
        let children = std::mem::take(run);
        if self.is_blank(&children) {
            return;
        }
        let anonymous = Arc::new(ComputedStyle { display: Display::Block, ..ComputedStyle::inherit(style) });
        // Only what is out of the flow may stand before the first line.
        let is_first = blocks.iter().all(|block| !self.boxes[block.0 as usize].is_in_flow());
        let content = self.lines(&anonymous, node, children, is_first);
        blocks.push(self.add(anonymous, node, true, content));
    }

    fn lines(
        &mut self,
        style: &Arc<ComputedStyle>,
        node: StyledId,
        parts: Vec<Part>,
        is_first: bool,
    ) -> BoxContent {
        let mut collector = Collector::new(self, style.clone(), node);
        collector.collect_all(&parts);
        let (mut content, sources) = collector.finish();
        if let Some(line) = self.tree.node(node).first_line.clone().filter(|_| is_first) {
            let mut again = Collector::new(self, style.clone(), node).again(line.clone(), sources.boxes);
            again.collect_all(&parts);
            let (again, own) = again.finish();
            content.first_line = Some(Box::new(FirstLine::new(again, line, &own.texts, &sources.texts)));
        }
        if self.variables.has_text_in(&content) {
            content.parts = Some(parts.into());
        }
        BoxContent::Lines(Rc::new(content))
    }

    /// Flex and grid items ([CSS Flexbox 1, 4](https://www.w3.org/TR/css-flexbox-1/#flex-items)), by `order`.
    fn items(&mut self, style: &Arc<ComputedStyle>, node: StyledId, children: &[StyledId]) -> Vec<BoxId> {
        let mut items = Vec::new();
        let mut run: Vec<Part> = Vec::new();
        for &child in children {
            if self.is_text(child) {
                run.push(Part::Whole(child));
                continue;
            }
            self.wrap(style, node, &mut run, &mut items);
            items.push(self.block(child));
        }
        self.wrap(style, node, &mut run, &mut items);
        for item in &items {
            self.boxes[item.0 as usize].is_independent = true;
        }
        items.sort_by_key(|item| {
            let item = &self.boxes[item.0 as usize];
            if item.is_anonymous { 0 } else { item.style.order }
        });
        items
    }

    /// A line break is text, too: it parts the lines of an anonymous item.
    fn is_text(&self, node: StyledId) -> bool {
        match &self.tree.node(node).content {
            Content::Text(_) => true,
            Content::Element(element) => matches!(element.replaced, Some(Replaced::LineBreak)),
            Content::Image(_) | Content::Pseudo(_) => false,
        }
    }

    pub fn replacement(&self, node: StyledId) -> Option<Replacement> {
        match &self.tree.node(node).content {
            Content::Image(image) => {
                Some(Replacement::Image { source: image.source.clone(), alt: image.alt.clone() })
            }
            Content::Element(element) => match element.replaced.as_ref()? {
                Replaced::Image { source, alt } => {
                    Some(Replacement::Image { source: source.clone(), alt: alt.clone() })
                }
                Replaced::Svg { markup, alt, width, height } => Some(Replacement::Svg {
                    markup: markup.clone(),
                    alt: alt.clone(),
                    width: *width,
                    height: *height,
                }),
                Replaced::LineBreak => None,
            },
            Content::Pseudo(_) | Content::Text(_) => None,
        }
    }

    /// Whether a link may lead to it.
    pub fn is_target(&self, node: StyledId) -> bool {
        matches!(&self.tree.node(node).content, Content::Element(element) if element.id.is_some())
    }

    pub fn is_out_of_flow(&self, node: StyledId) -> bool {
        let styled = self.tree.node(node);
        !matches!(styled.content, Content::Text(_) | Content::Image(_))
            && matches!(styled.style.position, Position::Absolute | Position::Fixed)
    }

    /// A cell, a row or another part of a table, in the flow.
    fn is_table_part(&self, node: StyledId) -> bool {
        let styled = self.tree.node(node);
        let is_box = !matches!(styled.content, Content::Text(_) | Content::Image(_));
        is_box && self.is_in_flow(node) && table::is_part(styled.style.display)
    }

    pub fn is_floating(&self, node: StyledId) -> bool {
        let styled = self.tree.node(node);
        !matches!(styled.content, Content::Text(_) | Content::Image(_)) && styled.style.float != Float::None
    }

    pub fn is_in_flow(&self, node: StyledId) -> bool {
        !self.is_out_of_flow(node) && !self.is_floating(node)
    }

    /// Block level and in the flow, or an inline box that a block breaks.
    pub fn is_block(&self, node: StyledId) -> bool {
        let styled = self.tree.node(node);
        if matches!(styled.content, Content::Text(_) | Content::Image(_)) || !self.is_in_flow(node) {
            return false;
        }
        match styled.style.display {
            Display::Inline => {
                self.replacement(node).is_none()
                    && self.children(node).into_iter().any(|child| self.is_block(child))
            }
            Display::None
            | Display::Contents
            | Display::InlineBlock
            | Display::InlineFlex
            | Display::InlineGrid
            | Display::InlineTable => false,
            _ => true,
        }
    }

    /// Only white space that collapses away.
    pub fn is_white_space(&self, node: StyledId) -> bool {
        let styled = self.tree.node(node);
        match &styled.content {
            Content::Text(text) => {
                let keeps = styled.style.white_space.collapse.keeps_spaces();
                !keeps && text.chars().all(|letter| letter.is_ascii_whitespace())
            }
            _ => false,
        }
    }
}

fn whole(children: &[StyledId]) -> Vec<Part> {
    children.iter().copied().map(Part::Whole).collect()
}
