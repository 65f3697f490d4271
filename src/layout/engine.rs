use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Source;
use super::boxes::{self, BoxContent, BoxId, BoxTree, Replacement, Variables};
use super::edges::Edges;
use super::floats::Floats;
use super::fragment::{Constraint, Fragment, FragmentContent, Outcome, Room, Token};
use super::intrinsic::Intrinsic;
use super::kept::{Painted, Watch};
use super::margins::{self, BoxMargins};
use super::per_box::PerBox;
use super::sizes::{Used, fit};
use super::table::TableGrid;
use super::tracks::Taken;
use crate::diagnostics::{Diagnostics, Words};
use crate::html;
use crate::image::{DEFAULT_SIZE, Image, Natural};
use crate::page::Origin;
use crate::style::{ColumnFill, LengthPercentage, Sizing, StyledId};
use crate::text::{FontMetrics, Line, Shaped, Substitute, TextStyle};
use crate::units::{Point, Pt, Rect, Size};

/// Slack for sums of rounded numbers: a fiftieth of a millimetre.
pub(super) const TOLERANCE: Pt = 0.05;

/// Balancing tries several heights, in every box with columns inside another one again. Deeper ones are
/// set in one column.
const MAX_NESTED_COLUMNS: usize = 3;

/// How often boxes may be laid out. Tables, columns and flex boxes try their content several times, and each
/// one inside another multiplies that.
const LEAST_STEPS: usize = 100_000;
const STEPS_PER_BOX: usize = 100;

/// The state of one layout: boxes, and what has been measured of them.
pub(super) struct Engine<'a> {
    pub source: Source<'a>,
    pub boxes: BoxTree,
    /// Texts and drawings that change from record to record.
    pub variables: Variables,
    pub watch: Watch,
    pub painted: Painted,
    pub diagnostics: Diagnostics,
    /// Apart for its first line, and by width where the line holds boxes.
    pub shaped: PerBox<(bool, u32), Arc<Shaped>>,
    /// Texts whose missing glyphs have been told.
    pub glyphs_told: HashSet<(BoxId, bool)>,
    /// Faces that stand in for others, told once each.
    pub substitutes_told: HashSet<Substitute>,
    /// Languages whose words nobody can part, told once each.
    pub languages_told: HashSet<Arc<str>>,
    /// By width.
    pub broken: PerBox<u32, Arc<[Line]>>,
    /// By width and least height.
    pub grids: PerBox<[u32; 2], Rc<TableGrid>>,
    /// How many boxes around the one that is laid out are tried a second time for their bottom edge.
    pub feet_around: usize,
    /// The page or column before was ended by a forced break.
    pub is_after_forced: bool,
    /// How many boxes with columns are around the one that is laid out.
    pub columns_around: usize,
    /// How often a box has been laid out.
    steps: usize,
    /// Stays so: the bound grows with boxes that come late, in page margins.
    is_exhausted: bool,
    pub intrinsics: PerBox<(), Intrinsic>,
    /// By the width of the containing block.
    pub collapsed: PerBox<u32, BoxMargins>,
    /// Whether anything waits for all parts of its containing block.
    pub has_deferred: bool,
    /// Sizes of the containing blocks of absolute boxes.
    pub containing: FxHashMap<BoxId, Size>,
    /// A box was broken by what is noted there.
    pub has_broken_absolutes: bool,
    /// The tracks of subgrids.
    pub taken: FxHashMap<BoxId, Taken>,
    /// How many grids share tracks with subgrids around the one that is measured.
    pub sharing_around: usize,
    images: FxHashMap<BoxId, Option<Image>>,
    whole: PerBox<WholeKey, Rc<Fragment>>,
    forced: PerBox<(), bool>,
    has_columns: PerBox<(), bool>,
    /// Of a box with columns: the children that span all of them.
    pub spanners: PerBox<(), Rc<[usize]>>,
    metrics: FxHashMap<*const TextStyle, FontMetrics>,
    /// Names of elements, for messages and for what is painted of them.
    paths: html::Paths<'a>,
}

/// A box laid out without breaks under equal constraints is the same fragment.
type WholeKey = ([Option<u32>; 5], Vec<[u32; 5]>);

impl<'a> Engine<'a> {
    /// `variables`: the texts and drawings that will change.
    pub fn new(source: Source<'a>, variables: &[StyledId]) -> Engine<'a> {
        let variables = Variables::of(source.tree, variables);
        let boxes = boxes::build(source.tree, &variables);
        Engine {
            watch: Watch::of(&boxes, &variables),
            boxes,
            variables,
            painted: Painted::default(),
            source,
            diagnostics: Diagnostics::new(),
            shaped: PerBox::new(),
            glyphs_told: HashSet::new(),
            substitutes_told: HashSet::new(),
            languages_told: HashSet::new(),
            broken: PerBox::new(),
            grids: PerBox::new(),
            feet_around: 0,
            is_after_forced: false,
            columns_around: 0,
            steps: 0,
            is_exhausted: false,
            intrinsics: PerBox::new(),
            collapsed: PerBox::new(),
            has_deferred: false,
            containing: FxHashMap::default(),
            has_broken_absolutes: false,
            taken: FxHashMap::default(),
            sharing_around: 0,
            images: FxHashMap::default(),
            whole: PerBox::new(),
            forced: PerBox::new(),
            has_columns: PerBox::new(),
            spanners: PerBox::new(),
            metrics: FxHashMap::default(),
            paths: html::Paths::new(source.dom),
        }
    }

    /// Forgets what is known of the boxes that end in a fragment: the pages that follow do not ask for it.
    pub fn forget(&mut self, fragment: &Fragment) {
        if fragment.is_last {
            self.shaped.forget(fragment.id);
            self.broken.forget(fragment.id);
            self.whole.forget(fragment.id);
        }
        if let FragmentContent::Lines(lines) = &fragment.content {
            lines.iter().flat_map(|line| &line.atoms).for_each(|atom| self.forget(&atom.placed.fragment));
        }
        fragment.children.iter().for_each(|child| self.forget(&child.fragment));
    }

    /// Forgets what was read of the text of a box.
    pub fn forget_text(&mut self, id: BoxId) {
        self.shaped.forget(id);
        self.broken.forget(id);
        self.intrinsics.forget(id);
        self.glyphs_told.remove(&(id, false));
    }

    /// Forgets all that hangs on what stands in a box.
    pub fn forget_layout(&mut self, id: BoxId) {
        self.forget_text(id);
        self.forget_size(id);
        self.grids.forget(id);
        self.collapsed.forget(id);
    }

    /// Makes ready for another layout of the document, which has `count` boxes: those that came late come again.
    pub fn begin_again(&mut self, count: usize) {
        self.steps = 0;
        // It was noted when boxes were laid out that are not laid out again.
        self.has_deferred = true;
        if self.boxes.count() == count {
            return;
        }
        self.boxes.truncate(count);
        self.shaped.truncate(count);
        self.broken.truncate(count);
        self.grids.truncate(count);
        self.intrinsics.truncate(count);
        self.collapsed.truncate(count);
        self.whole.truncate(count);
        self.forced.truncate(count);
        self.has_columns.truncate(count);
        self.spanners.truncate(count);
        self.images.retain(|id, _| (id.0 as usize) < count);
        self.glyphs_told.retain(|(id, _)| (id.0 as usize) < count);
        self.containing.retain(|id, _| (id.0 as usize) < count);
        self.taken.retain(|id, _| (id.0 as usize) < count);
        // They are known by the address of a style, and styles went with their boxes.
        self.metrics.clear();
    }

    /// Forgets how large a box is.
    pub fn forget_size(&mut self, id: BoxId) {
        self.whole.forget(id);
        self.intrinsics.forget(id);
    }

    pub fn dom_of(&self, id: BoxId) -> html::NodeId {
        self.source.tree.node(self.boxes.get(id).node).dom
    }

    pub fn note(&mut self, id: BoxId) -> Words {
        self.paths.note(self.dom_of(id))
    }

    /// The element that an item of a page comes from.
    pub fn origin(&self, id: BoxId) -> Origin {
        Origin(Some(self.dom_of(id).0))
    }

    /// The element whose text it is.
    pub fn origin_of_text(&self, text: StyledId) -> Origin {
        let dom = self.source.dom;
        let mut around =
            std::iter::successors(Some(self.source.tree.node(text).dom), |id| dom.node(*id).parent);
        Origin(around.find(|id| dom.element(*id).is_some()).map(|id| id.0))
    }

    /// Measures of the first font of a style of the document.
    pub fn font_metrics(&mut self, style: &Arc<TextStyle>) -> FontMetrics {
        let fonts = self.source.fonts;
        *self.metrics.entry(Arc::as_ptr(style)).or_insert_with(|| fonts.metrics(style))
    }

    /// Whether a break between two boxes somewhere inside is asked for, or columns are as tall as the page.
    pub fn breaks_by_force(&mut self, id: BoxId) -> bool {
        if let Some(known) = self.forced.get(id, &()) {
            return *known;
        }
        let children: Vec<BoxId> = match &self.boxes.get(id).content {
            BoxContent::Blocks(children) | BoxContent::Flex(children) | BoxContent::Grid(children) => {
                let in_flow = |child: &BoxId| self.boxes.get(*child).is_in_flow();
                children.iter().copied().filter(in_flow).collect()
            }
            BoxContent::Table(table) => {
                table.rows.iter().flat_map(|row| row.cells.iter().map(|cell| cell.id)).collect()
            }
            BoxContent::Lines(_) | BoxContent::Replaced(_) => Vec::new(),
        };
        let rows = match &self.boxes.get(id).content {
            BoxContent::Table(table) => table.rows.len(),
            _ => 0,
        };
        let is_table = matches!(self.boxes.get(id).content, BoxContent::Table(_));
        let between = |before: BoxId, after: BoxId| {
            [true, false].iter().any(|in_column| self.forced_between(before, after, *in_column).is_some())
        };
        let between_rows = (1..rows).any(|row| self.forced_row_break(id, row, true).is_some());
        let layout_box = self.boxes.get(id);
        let fills_page = layout_box.is_multicol()
            && layout_box.style.column_fill == ColumnFill::Auto
            && layout_box.style.height == Sizing::Auto;
        let forced = between_rows
            || fills_page
            || (!is_table && children.windows(2).any(|pair| between(pair[0], pair[1])))
            || children.into_iter().any(|child| self.breaks_by_force(child));
        self.forced.insert(id, (), forced);
        forced
    }

    /// Whether it has columns as tall as their content, or something in it has.
    fn has_columns(&mut self, id: BoxId) -> bool {
        if let Some(known) = self.has_columns.get(id, &()) {
            return *known;
        }
        let children = match &self.boxes.get(id).content {
            BoxContent::Blocks(children) => children.clone(),
            _ => Rc::default(),
        };
        let layout_box = self.boxes.get(id);
        let is_open = layout_box.style.height == Sizing::Auto && layout_box.style.max_height == Sizing::Auto;
        let found =
            (layout_box.is_multicol() && is_open) || children.iter().any(|child| self.has_columns(*child));
        self.has_columns.insert(id, (), found);
        found
    }

    /// Whether boxes were laid out more often than any document needs; the rest of it stays empty then.
    pub fn is_exhausted(&self) -> bool {
        self.is_exhausted
    }

    /// Lays out a box without page or column breaks.
    pub fn lay_whole(&mut self, id: BoxId, constraint: Constraint) -> Rc<Fragment> {
        let bits = |length: Pt| length.to_bits();
        let key = (
            [
                Some(bits(constraint.width)),
                constraint.height.map(bits),
                constraint.border_width.map(bits),
                constraint.border_height.map(bits),
                Some(bits(constraint.lower)),
            ],
            constraint.floats.map(Floats::key).unwrap_or_default(),
        );
        if let Some(fragment) = self.whole.get(id, &key) {
            return fragment.clone();
        }
        let outcome = self.lay_uncached(id, constraint, None, None);
        let fragment = outcome.fragment.expect("without a page end nothing is pushed");
        self.whole.insert(id, key, fragment.clone());
        fragment
    }

    /// Lays out a box into what is left of a page or column; `resume` is where the last one ended.
    pub fn lay(
        &mut self,
        id: BoxId,
        constraint: Constraint,
        room: Option<Room>,
        resume: Option<&Token>,
    ) -> Outcome {
        let Some(room) = room else {
            let fragment = self.lay_whole(id, constraint);
            return Outcome::whole(fragment);
        };
        // Most boxes fit: they are laid out once, however many heights are tried around them. Not so columns
        // of a page: where they do not fit, they need not be balanced to the end of the document.
        let follows_waiting = constraint.floats.is_some_and(Floats::has_waiting);
        let is_filled = !room.is_column && self.has_columns(id);
        if resume.is_none() && !follows_waiting && !is_filled && !self.breaks_by_force(id) {
            let whole = self.lay_whole(id, constraint);
            if whole.reach() <= room.available + TOLERANCE {
                return Outcome::whole(whole);
            }
        }
        let outcome = match resume {
            Some(Token::Rest(rest)) => self.lay_rest(id, constraint, room, *rest),
            Some(Token::Tall(rest, inside)) => {
                let outcome = self.lay_with_foot(id, constraint, room, Some(inside));
                self.fill_height(id, constraint, room, outcome, *rest)
            }
            Some(_) => self.lay_with_foot(id, constraint, room, resume),
            None => {
                let outcome = self.lay_with_foot(id, constraint, room, None);
                let outcome = self.cut_height(id, room, outcome);
                self.keep_height(id, constraint, outcome)
            }
        };
        let layout_box = self.boxes.get(id);
        let keeps_together = !layout_box.is_anonymous
            && margins::keeps_together(layout_box.style.break_inside, room.is_column);
        if room.at_top || outcome.fragment.is_none() || resume.is_some() {
            return outcome;
        }
        let is_broken = (outcome.token.is_some() || !outcome.carried.is_empty()) && outcome.forced.is_none();
        let is_too_tall = outcome
            .fragment
            .as_ref()
            .is_some_and(|fragment| fragment.size.height > room.available + TOLERANCE);
        if is_too_tall || (keeps_together && is_broken) {
            return Outcome::pushed();
        }
        outcome
    }

    pub fn lay_uncached(
        &mut self,
        id: BoxId,
        constraint: Constraint,
        room: Option<Room>,
        resume: Option<&Token>,
    ) -> Outcome {
        let used = self.used(id, constraint);
        self.steps += 1;
        self.is_exhausted |= self.steps > LEAST_STEPS + STEPS_PER_BOX * self.boxes.count();
        if self.is_exhausted {
            let inset = used.border.plus(used.padding);
            let size = Size::new(used.width + inset.horizontal(), inset.vertical());
            let nothing = self.finish(id, &used, size, FragmentContent::None, Vec::new());
            return Outcome::whole(Rc::new(nothing));
        }
        match &self.boxes.get(id).content {
            BoxContent::Replaced(_) => {
                let fragment = self.replaced(id, &used);
                Outcome::whole(Rc::new(fragment))
            }
            BoxContent::Lines(_) => {
                let floats = self.floats_inside(id, constraint, &used, resume);
                self.lay_watched(id, used, floats, room, resume)
            }
            BoxContent::Blocks(children) => {
                let children = children.clone();
                if self.boxes.get(id).is_multicol() && self.columns_around < MAX_NESTED_COLUMNS {
                    self.columns_around += 1;
                    let outcome = self.lay_columns(id, &children, used, room, resume);
                    self.columns_around -= 1;
                    outcome
                } else {
                    let floats = self.floats_inside(id, constraint, &used, resume);
                    self.lay_flow(id, &children, used, floats, room, resume)
                }
            }
            BoxContent::Flex(_) | BoxContent::Grid(_) => self.lay_tracks(id, used, room, resume),
            BoxContent::Table(_) => self.lay_table(id, used, room, resume),
        }
    }

    /// The floats around, as the content of a box sees them.
    fn floats_inside(
        &self,
        id: BoxId,
        constraint: Constraint,
        used: &Used,
        resume: Option<&Token>,
    ) -> Floats {
        match constraint.floats {
            Some(floats) if !self.boxes.get(id).contains_floats() => {
                let edges = Edges::of(used, resume.is_some());
                floats.seen_from(Point::new(used.inset().left, edges.top))
            }
            _ => Floats::default(),
        }
    }

    fn replaced(&mut self, id: BoxId, used: &Used) -> Fragment {
        let style = self.boxes.get(id).style.clone();
        let inset = used.border.plus(used.padding);
        let height = used.height.unwrap_or(0.0);
        let size = Size::new(used.width + inset.horizontal(), height + inset.vertical());
        let content = match self.image(id) {
            Some(image) => {
                let area = Rect::new(inset.left, inset.top, used.width, height);
                match self.drawn_for(id, &image, Size::new(used.width, height)) {
                    // What of an `<svg>` fills its box its own attributes say.
                    Some(image) => FragmentContent::Image { rect: area, image },
                    None => FragmentContent::Image { rect: fit(&style, image.natural(), area), image },
                }
            }
            None => FragmentContent::None,
        };
        self.finish(id, used, size, content, Vec::new())
    }

    /// The picture of a replaced box; `None` after an error that has been told.
    pub fn image(&mut self, id: BoxId) -> Option<Image> {
        if let Some(known) = self.images.get(&id) {
            return known.clone();
        }
        let layout_box = self.boxes.get(id);
        let BoxContent::Replaced(replacement) = &layout_box.content else { return None };
        let is_upright = layout_box.style.images_upright;
        let loaded = match replacement {
            Replacement::Image { source, .. } => self.source.images.load(source),
            Replacement::Svg { markup, .. } => {
                self.source.images.inline_svg(markup, &layout_box.style.color, DEFAULT_SIZE)
            }
        };
        let (image, told) = match loaded {
            Ok((image, warnings)) => {
                (Some(if is_upright { image } else { image.as_stored() }), warnings.into_vec())
            }
            Err(error) => (None, vec![error]),
        };
        for one in told {
            let note = self.note(id);
            self.diagnostics.push(one.note(note));
        }
        self.images.insert(id, image.clone());
        image
    }

    /// Another picture in a replaced box.
    pub fn set_image(&mut self, id: BoxId, image: Image) {
        self.images.insert(id, Some(image));
    }

    /// An `<svg>` of the document as it looks at this size; `None` for all other pictures.
    pub fn drawn_for(&self, id: BoxId, image: &Image, size: Size) -> Option<Image> {
        let layout_box = self.boxes.get(id);
        let BoxContent::Replaced(Replacement::Svg { markup, .. }) = &layout_box.content else { return None };
        let has_view_box = matches!(image, Image::Vector(drawing) if drawing.view_box.is_some());
        if has_view_box {
            return Some(image.clone());
        }
        // It is not scaled: percentages in it are of this size. What there is to tell was told before.
        let drawn = self.source.images.inline_svg(markup, &layout_box.style.color, size);
        drawn.ok().map(|(image, _)| image)
    }

    /// What a replaced box says of its size: an `<svg>` by its attributes, all else by the picture.
    pub fn natural(&mut self, id: BoxId) -> Natural {
        let of_image = self.image(id).map_or(Natural::of(Size::new(0.0, 0.0)), |image| image.natural());
        match &self.boxes.get(id).content {
            BoxContent::Replaced(Replacement::Svg { width, height, .. }) => {
                let (width, height) = (*width, *height);
                let of_both = width.zip(height).map(|(width, height)| width / height);
                Natural { width, height, ratio: of_image.ratio.or(of_both) }
            }
            _ => of_image,
        }
    }
}

/// A length with percentages of an indefinite basis counts as zero
/// ([CSS Sizing 3, 5.2.1](https://www.w3.org/TR/css-sizing-3/#cyclic-percentage-contribution)).
pub(super) fn resolve(value: &LengthPercentage, basis: Option<Pt>) -> Pt {
    value.resolve(basis.unwrap_or(0.0))
}
