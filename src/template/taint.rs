//! What of an engine's templates hangs on the record, and what is the same for all records of an edition: a
//! binding-time analysis (Jones, Gomard and Sestoft, Partial Evaluation, chapter 4), by name and not by scope.
//!
//! What a statement does hangs on names only. A name varies if it is given a value that varies, or any value where
//! the record says whether; so all that has no such name in it, and stands where every record comes along, does
//! the same for every record: as often, in the same order, with the same outcome.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::tree::{Kind, Node};

/// Where the record is known from the start: itself, and Tera's map of all variables.
const SOURCES: [&str; 2] = ["record", "__tera_context"];

/// By the names that Tera knows them by.
pub(super) type Trees<'s> = BTreeMap<&'s str, Vec<Node<'s>>>;

/// Statements one after the other, at least one that is no text, that do the same for all records.
#[derive(Debug, PartialEq)]
pub(super) struct Region {
    pub file: String,
    /// What a tag beside it drops is outside.
    pub range: Range<usize>,
    /// Whether white space at its start and at its end would be dropped, if it stood there as text.
    pub trimmed: (bool, bool),
}

#[derive(Debug, Default)]
struct Taint<'s> {
    /// Variables with a value that varies, and components that mention one.
    names: BTreeSet<&'s str>,
    /// Files that mention such a name, or bring one that does.
    files: BTreeSet<&'s str>,
    /// What not every record comes along, or whose output is read as a value.
    closed: BTreeSet<Part<'s>>,
}

/// What can be brought from elsewhere. A block is that of all files: one stands for the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part<'s> {
    File(&'s str),
    Block(&'s str),
}

pub(super) fn regions(trees: &Trees) -> Vec<Region> {
    if !trees.values().flatten().all(|node| brings_known(node, trees)) {
        return Vec::new();
    }
    let taint = Taint::of(trees);
    let mut regions = Vec::new();
    for (file, nodes) in trees {
        if !taint.closed.contains(&Part::File(file)) {
            taint.collect(nodes, file, &mut regions);
        }
    }
    regions
}

impl<'s> Taint<'s> {
    fn of(trees: &Trees<'s>) -> Taint<'s> {
        let mut taint = Taint { names: SOURCES.into(), ..Taint::default() };
        // Nothing is ever taken out, so this ends.
        loop {
            let before = taint.size();
            for (file, nodes) in trees {
                if nodes.iter().any(|node| taint.varies(node)) {
                    taint.files.insert(file);
                }
                let is_closed = taint.closed.contains(&Part::File(file));
                taint.spread(nodes, is_closed, Part::File(file));
            }
            if taint.size() == before {
                return taint;
            }
        }
    }

    fn size(&self) -> usize {
        self.names.len() + self.files.len() + self.closed.len()
    }

    /// Whether anything of it, at any depth, may differ from record to record.
    fn varies(&self, node: &Node) -> bool {
        let brings =
            matches!(node.kind, Kind::Include(file) | Kind::Extends(file) if self.files.contains(file));
        brings || self.mentions(node) || node.bodies.iter().flatten().any(|node| self.varies(node))
    }

    /// Whether one of its own tags does.
    fn mentions(&self, node: &Node) -> bool {
        node.names.iter().any(|name| self.names.contains(name))
    }

    /// Follows what is set and what is brought. `within` is the block or file that they stand in.
    fn spread(&mut self, nodes: &[Node<'s>], is_closed: bool, within: Part<'s>) {
        for node in nodes {
            let mut is_closed = is_closed;
            let mut within = within;
            match &node.kind {
                Kind::Set { name, .. } => {
                    if is_closed || self.varies(node) {
                        self.names.insert(name);
                    }
                    is_closed = true;
                }
                Kind::For(variables) => {
                    if self.mentions(node) {
                        self.names.extend(variables);
                    }
                    // A loop that is left early leaves out the rest of it.
                    is_closed |= self.mentions(node) || (self.varies(node) && jumps(node));
                }
                Kind::If => is_closed |= self.mentions(node),
                Kind::Component(name) => {
                    if self.varies(node) {
                        self.names.insert(name);
                    }
                    is_closed = true;
                }
                Kind::Capture => is_closed = true,
                Kind::Include(file) if is_closed => drop(self.closed.insert(Part::File(file))),
                Kind::Block(name) => {
                    within = Part::Block(name);
                    if is_closed {
                        self.closed.insert(within);
                    }
                    is_closed = self.closed.contains(&within);
                }
                _ => {}
            }
            // The block that it stands for is a part of the same name.
            let is_written = node.kind == Kind::Output { is_super: true } && !is_closed;
            if node.names.contains(&"super") && !is_written {
                self.closed.insert(within);
            }
            for body in &node.bodies {
                self.spread(body, is_closed, within);
            }
        }
    }

    /// The longest regions among statements that every record comes along.
    fn collect(&self, nodes: &[Node], file: &str, regions: &mut Vec<Region>) {
        let is_whole = |node: &Node| !self.varies(node) && !is_needed(node, false);
        for run in nodes.chunk_by(|one, other| is_whole(one) && is_whole(other)) {
            match run {
                [node] if !is_whole(node) => self.collect_in(node, file, regions),
                _ => regions.extend(region(run, file)),
            }
        }
    }

    fn collect_in(&self, node: &Node, file: &str, regions: &mut Vec<Region>) {
        let is_open = match node.kind {
            Kind::Block(name) => !self.closed.contains(&Part::Block(name)),
            Kind::If => !self.mentions(node),
            _ => false,
        };
        if is_open {
            node.bodies.iter().for_each(|body| self.collect(body, file, regions));
        }
    }
}

/// Tera finds files under names that are not their own as well, and then nobody here knows which.
fn brings_known(node: &Node, trees: &Trees) -> bool {
    let is_known =
        !matches!(node.kind, Kind::Include(file) | Kind::Extends(file) if !trees.contains_key(file));
    is_known && node.bodies.iter().flatten().all(|node| brings_known(node, trees))
}

fn jumps(node: &Node) -> bool {
    node.kind == Kind::Jump || node.bodies.iter().flatten().any(jumps)
}

/// Whether others need more of it than its output: a variable, a block, where a loop goes on.
fn is_needed(node: &Node, is_in_loop: bool) -> bool {
    let itself = match node.kind {
        // Set in a loop it is gone with the loop.
        Kind::Set { is_global, .. } => is_global || !is_in_loop,
        Kind::Jump => !is_in_loop,
        Kind::Block(_) | Kind::Extends(_) | Kind::Component(_) => true,
        _ => node.names.contains(&"super"),
    };
    let is_loop = matches!(node.kind, Kind::For(_));
    let mut bodies = node.bodies.iter().enumerate();
    // The second body of a loop is its `else`, which is behind it.
    let mut below = |(at, body): (usize, &Vec<Node>)| {
        body.iter().any(|node| is_needed(node, is_in_loop || (is_loop && at == 0)))
    };
    itself || bodies.any(&mut below)
}

/// `None` if there is only text.
fn region(run: &[Node], file: &str) -> Option<Region> {
    // White space is dropped behind a comment as well, which so cannot be the first of it.
    let skipped = run.iter().take_while(|node| node.kind == Kind::Comment && node.trimmed.0).count();
    let run = &run[skipped..];
    let has_code = run.iter().any(|node| !matches!(node.kind, Kind::Text | Kind::Comment));
    let (first, last) = (run.first()?, run.last()?);
    has_code.then(|| Region {
        file: file.to_owned(),
        range: first.range.start..last.range.end,
        trimmed: (first.trimmed.0, last.trimmed.1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::tree;

    /// The regions of files, as they are written.
    fn regions_of<'s>(files: &[(&'s str, &'s str)]) -> Vec<&'s str> {
        let parse = |&(name, text): &(&'s str, &'s str)| (name, tree::parse(text).expect("understood"));
        let trees: Trees = files.iter().map(parse).collect();
        let text = |region: &Region| {
            let (_, text) = files.iter().find(|(name, _)| *name == region.file).expect("one of them");
            &text[region.range.clone()]
        };
        regions(&trees).iter().map(text).collect()
    }

    fn of(text: &str) -> Vec<&str> {
        regions_of(&[("a", text)])
    }

    #[test]
    fn statements_without_the_record_are_one_region() {
        assert_eq!(
            of("<p>{{ a }} {% for b in c %}{{ b }}{% endfor %}</p>{{ record.name }}, "),
            ["<p>{{ a }} {% for b in c %}{{ b }}{% endfor %}</p>"]
        );
        assert_eq!(of("only text{{ record.name }}{# and this #}"), [""; 0]);
    }

    #[test]
    fn what_is_set_from_the_record_varies() {
        assert_eq!(of("{% set a = record.x %}{% set b = a %}{{ b }}{{ c }}"), ["{{ c }}"]);
        assert_eq!(of("{{ b }}{% set b %}{{ record.x }}{% endset %}"), [""; 0]);
    }

    #[test]
    fn what_is_set_where_the_record_says_so_varies() {
        assert_eq!(of("{% if record.x %}{% set a = 1 %}{% endif %}{{ a }}{{ b }}"), ["{{ b }}"]);
        assert_eq!(
            of("{% for x in record.y %}{% set_global a = 1 %}{% endfor %}{{ a }}{{ b }}"),
            ["{{ b }}"]
        );
    }

    #[test]
    fn a_loop_variable_varies_by_its_name_everywhere() {
        assert_eq!(
            of("{% for a in record.x %}{{ a }}{% endfor %}{% for a in b %}{{ a }}{% endfor %}{{ c }}"),
            ["{{ c }}"]
        );
    }

    #[test]
    fn a_loop_that_the_record_leaves_early_is_no_sure_way() {
        let text = "{% for a in b %}{% if record.x %}{% break %}{% endif %}{% set_global c = a %}{% endfor %}{{ c }}";
        assert_eq!(of(text), [""; 0]);
    }

    #[test]
    fn nothing_is_a_region_where_not_every_record_comes_along() {
        assert_eq!(of("{% if record.x %}{{ a }}{% else %}{{ b }}{% endif %}"), [""; 0]);
        assert_eq!(of("{% for x in record.y %}{{ a }}{% endfor %}"), [""; 0]);
        assert_eq!(of("{% if a %}{{ b }}{{ record.x }}{% else %}{{ c }}{% endif %}"), ["{{ b }}", "{{ c }}"]);
    }

    #[test]
    fn an_include_varies_with_what_it_may_bring() {
        let files = [
            ("a", "{% include 'b' %}{% include 'c' %}"),
            ("b", "{{ x }}{% include 'd' %}"),
            ("c", "{{ y }}"),
            ("d", "{{ record.z }}"),
        ];
        assert_eq!(regions_of(&files), ["{% include 'c' %}", "{{ x }}", "{{ y }}"]);
    }

    #[test]
    fn nothing_is_a_region_beside_a_file_that_is_not_known() {
        assert_eq!(of("{{ a }}{% if b %}{% include 'c' %}{% endif %}"), [""; 0]);
    }

    #[test]
    fn what_is_included_where_the_record_says_so_stays() {
        let files =
            [("a", "{% if record.x %}{% include 'b' %}{% endif %}{{ c }}"), ("b", "{% set c = 1 %}{{ d }}")];
        assert_eq!(regions_of(&files), [""; 0]);
    }

    #[test]
    fn a_block_is_that_of_all_files() {
        let base = (
            "base",
            "{% if record.x %}{% block a %}{% endblock %}{% endif %}{% block b %}{{ c }}{% endblock %}",
        );
        let own = (
            "own",
            "{% extends 'base' %}{% block a %}{{ d }}{% endblock %}{% block b %}{{ super() }}{% endblock %}",
        );
        assert_eq!(regions_of(&[base, own]), ["{{ c }}"]);
    }

    #[test]
    fn a_block_that_is_brought_as_a_value_stays() {
        let base = ("base", "{% block b %}{{ c }}{% endblock %}");
        let own = ("own", "{% extends 'base' %}{% block b %}{{ super() | upper }}{% endblock %}");
        assert_eq!(regions_of(&[base, own]), [""; 0]);
    }

    #[test]
    fn what_is_included_in_a_value_stays() {
        let file = ("b", "{{ x }}{{ record.y }}");
        assert_eq!(regions_of(&[("a", "{% filter upper %}{% include 'b' %}{% endfilter %}"), file]), [""; 0]);
        assert_eq!(regions_of(&[("a", "{% set z %}{% include 'b' %}{% endset %}"), file]), [""; 0]);
    }

    #[test]
    fn a_component_varies_with_its_arguments_and_its_body() {
        let text = "{% component x(@record) %}{{ record.y }}{% endcomponent %}{% component z(a) %}{{ a }}{% endcomponent %}\
            {{ <x /> }}{{ <z a={record.y} /> }}{{ <z a={b} /> }}";
        assert_eq!(of(text), ["{{ <z a={b} /> }}"]);
    }

    #[test]
    fn what_others_need_stays() {
        assert_eq!(
            of("{{ a }}{% set b = c %}{{ b }}{% if d %}{% set e = 1 %}{% endif %}{{ e }}"),
            ["{{ a }}", "{{ b }}", "{{ e }}"]
        );
        let gone = "{% for a in b %}{% set c = a %}{{ c }}{% endfor %}";
        assert_eq!(of(gone), [gone]);
    }

    #[test]
    fn dropped_white_space_is_outside() {
        assert_eq!(of("{{ record.x -}}  {{ a }}  {%- if record.y %}{% endif %}"), ["{{ a }}"]);
        assert_eq!(of("{{ record.x -}}{# b #}  {{ a }}"), ["{{ a }}"]);
    }
}
