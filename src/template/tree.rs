//! A template as a tree of statements: what stands in what, and which names are mentioned where.

use std::ops::Range;

use super::scan::{expression_end, tera_end};

/// A statement or a stretch of text.
#[derive(Debug)]
pub(super) struct Node<'s> {
    pub kind: Kind<'s>,
    /// From the first to the last byte of its tags; a text without the white space that tags beside it drop.
    pub range: Range<usize>,
    /// All that may be a variable, a function or a component in its own tags, those of `elif` included.
    pub names: Vec<&'s str>,
    /// A loop and an `if` have one for each branch.
    pub bodies: Vec<Vec<Node<'s>>>,
    /// Whether what stands before it drops white space, and what stands behind it.
    pub trimmed: (bool, bool),
}

#[derive(Debug, PartialEq)]
pub(super) enum Kind<'s> {
    Text,
    Comment,
    /// `{{ … }}`; `is_super` if it is `{{ super() }}` and nothing else.
    Output {
        is_super: bool,
    },
    /// `{% set x = … %}` and `{% set x %}…{% endset %}`
    Set {
        name: &'s str,
        is_global: bool,
    },
    Include(&'s str),
    Extends(&'s str),
    Block(&'s str),
    If,
    /// With the names of its variables.
    For(Vec<&'s str>),
    /// Its content becomes a value: `{% filter … %}`, `{% <component> %}`.
    Capture,
    /// The definition of a component, by the first part of its name.
    Component(&'s str),
    /// `break` and `continue`
    Jump,
}

/// A token of an expression; numbers are left out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token<'s> {
    Name(&'s str),
    Text(&'s str),
    /// `…` stands for three dots.
    Sign(char),
}

struct Piece {
    range: Range<usize>,
    what: What,
}

#[derive(Clone, Copy, PartialEq)]
enum What {
    Text,
    Comment,
    Raw,
    Output,
    Tag,
}

/// The tree of a template that Tera could parse; `None` if it has something that is not understood here.
pub(super) fn parse(source: &str) -> Option<Vec<Node<'_>>> {
    let pieces = pieces(source);
    let mut tree = Builder { source, open: Vec::new(), root: Vec::new() };
    // Whether white space is dropped from what comes next.
    let mut drops = false;
    for (index, piece) in pieces.iter().enumerate() {
        let trimmed = (drops, pieces.get(index + 1).is_some_and(|next| next.trims_before(source)));
        let range = piece.range.clone();
        match piece.what {
            What::Text => tree.leaf(Kind::Text, stripped(source, range, trimmed), trimmed),
            What::Comment => tree.leaf(Kind::Comment, range, trimmed),
            // White space is dropped inside of it, where it cannot be seen from outside.
            What::Raw if trimmed != (false, false) => return None,
            What::Raw => tree.leaf(Kind::Text, range, trimmed),
            What::Output => tree.output(range, trimmed),
            What::Tag => tree.tag(range, trimmed)?,
        }
        drops = piece.trims_after(source) || (piece.what == What::Comment && drops);
    }
    tree.open.is_empty().then_some(tree.root)
}

/// The tokens of all tags and outputs, for each its own.
pub(super) fn expressions(source: &str) -> impl Iterator<Item = Vec<Token<'_>>> {
    pieces(source)
        .into_iter()
        .filter(|piece| matches!(piece.what, What::Output | What::Tag))
        .map(|piece| tokens(inside(source, piece.range)))
}

fn pieces(source: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut at, mut text) = (0, 0);
    while at < source.len() {
        let Some(end) = tera_end(source, at) else {
            at += 1;
            continue;
        };
        if text < at {
            pieces.push(Piece { range: text..at, what: What::Text });
        }
        let what = match source.as_bytes()[at + 1] {
            b'#' => What::Comment,
            b'{' => What::Output,
            _ if expression_end(source, at + 2, b"%}") < end => What::Raw,
            _ => What::Tag,
        };
        pieces.push(Piece { range: at..end, what });
        (at, text) = (end, end);
    }
    if text < source.len() {
        pieces.push(Piece { range: text..source.len(), what: What::Text });
    }
    pieces
}

impl Piece {
    fn trims_before(&self, source: &str) -> bool {
        self.what != What::Text && source.as_bytes().get(self.range.start + 2) == Some(&b'-')
    }

    fn trims_after(&self, source: &str) -> bool {
        let bytes = &source.as_bytes()[self.range.clone()];
        self.what != What::Text && bytes.len() > 5 && bytes[bytes.len() - 3] == b'-'
    }
}

fn stripped(source: &str, range: Range<usize>, (before, after): (bool, bool)) -> Range<usize> {
    let text = &source[range.clone()];
    let kept = if before { text.trim_start() } else { text };
    let start = range.end - kept.len();
    let kept = if after { kept.trim_end() } else { kept };
    start..start + kept.len()
}

/// What stands between the delimiters.
fn inside(source: &str, range: Range<usize>) -> &str {
    let text = source.get(range.start + 2..range.end.saturating_sub(2)).unwrap_or("");
    let text = text.strip_prefix('-').unwrap_or(text);
    text.strip_suffix('-').unwrap_or(text)
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let bytes = text.as_bytes();
    let run =
        |from: usize, part: fn(&u8) -> bool| from + bytes[from..].iter().take_while(|b| part(b)).count();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        at = match bytes[at] {
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' => at + 1,
            quote @ (b'"' | b'\'' | b'`') => {
                let end = string_end(bytes, at + 1, quote);
                tokens.push(Token::Text(&text[at + 1..end]));
                end + 1
            }
            first if first.is_ascii_digit() => {
                let end = run(at, u8::is_ascii_digit);
                if bytes.get(end) == Some(&b'.') { run(end + 1, u8::is_ascii_digit) } else { end }
            }
            first if first.is_ascii_alphabetic() || first == b'_' => {
                let end = run(at, |byte| byte.is_ascii_alphanumeric() || *byte == b'_');
                tokens.push(Token::Name(&text[at..end]));
                end
            }
            _ if bytes[at..].starts_with(b"...") => {
                tokens.push(Token::Sign('…'));
                at + 3
            }
            sign => {
                tokens.push(Token::Sign(char::from(sign)));
                at + 1
            }
        };
    }
    tokens
}

fn string_end(bytes: &[u8], from: usize, quote: u8) -> usize {
    let mut at = from;
    while at < bytes.len() && bytes[at] != quote {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len())
}

/// A field of something is no name of its own.
fn names<'s>(tokens: &[Token<'s>]) -> Vec<&'s str> {
    let before = std::iter::once(None).chain(tokens.iter().map(Some));
    let both = before.zip(tokens);
    both.filter_map(|(before, token)| match token {
        Token::Name(name) if before != Some(&Token::Sign('.')) => Some(*name),
        _ => None,
    })
    .collect()
}

struct Builder<'s> {
    source: &'s str,
    open: Vec<Node<'s>>,
    root: Vec<Node<'s>>,
}

impl<'s> Builder<'s> {
    fn add(&mut self, node: Node<'s>) {
        let body = self.open.last_mut().and_then(|open| open.bodies.last_mut());
        body.unwrap_or(&mut self.root).push(node);
    }

    fn leaf(&mut self, kind: Kind<'s>, range: Range<usize>, trimmed: (bool, bool)) {
        self.add(Node { kind, range, names: Vec::new(), bodies: Vec::new(), trimmed });
    }

    fn output(&mut self, range: Range<usize>, trimmed: (bool, bool)) {
        let tokens = tokens(inside(self.source, range.clone()));
        let is_super = tokens == [Token::Name("super"), Token::Sign('('), Token::Sign(')')];
        let kind = Kind::Output { is_super };
        self.add(Node { kind, range, names: names(&tokens), bodies: Vec::new(), trimmed });
    }

    fn tag(&mut self, range: Range<usize>, trimmed: (bool, bool)) -> Option<()> {
        let all = tokens(inside(self.source, range.clone()));
        let (first, rest) = all.split_first()?;
        let (kind, read, opens) = match (first, rest) {
            (Token::Name("else"), _) => return self.branch(&[]),
            (Token::Name("elif"), _) => return self.branch(rest),
            (Token::Name(word), _) if word.starts_with("end") => return self.close(range, trimmed),
            (Token::Sign('<'), [Token::Sign('/'), ..]) => return self.close(range, trimmed),
            (Token::Name(word @ ("set" | "set_global")), [Token::Name(name), value @ ..]) => {
                let opens = value.first() != Some(&Token::Sign('='));
                (Kind::Set { name, is_global: *word == "set_global" }, value, opens)
            }
            (Token::Name(word @ ("include" | "extends")), [Token::Text(name)]) if !name.contains('\\') => {
                let kind = if *word == "include" { Kind::Include(name) } else { Kind::Extends(name) };
                (kind, &[][..], false)
            }
            (Token::Name("block"), [Token::Name(name)]) => (Kind::Block(name), &[][..], true),
            (Token::Name("if"), _) => (Kind::If, rest, true),
            (Token::Name("for"), _) => {
                let at = rest.iter().position(|token| *token == Token::Name("in"))?;
                (Kind::For(names(&rest[..at])), &rest[at..], true)
            }
            (Token::Name("filter"), _) | (Token::Sign('<'), _) => (Kind::Capture, rest, true),
            (Token::Name("component"), [Token::Name(name), ..]) => (Kind::Component(name), rest, true),
            (Token::Name("break" | "continue"), []) => (Kind::Jump, rest, false),
            _ => return None,
        };
        let bodies = if opens { vec![Vec::new()] } else { Vec::new() };
        let node = Node { kind, range, names: names(read), bodies, trimmed };
        if opens {
            self.open.push(node);
        } else {
            self.add(node);
        }
        Some(())
    }

    fn branch(&mut self, condition: &[Token<'s>]) -> Option<()> {
        let node = self.open.last_mut().filter(|node| matches!(node.kind, Kind::If | Kind::For(_)))?;
        node.names.extend(names(condition));
        node.bodies.push(Vec::new());
        Some(())
    }

    fn close(&mut self, end: Range<usize>, trimmed: (bool, bool)) -> Option<()> {
        let mut node = self.open.pop()?;
        node.range.end = end.end;
        node.trimmed.1 = trimmed.1;
        self.add(node);
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kinds, names and what stands in them, in one line.
    fn shown(nodes: &[Node], source: &str) -> String {
        let show = |node: &Node| {
            let kind = match &node.kind {
                Kind::Text => format!("{:?}", &source[node.range.clone()]),
                kind => format!("{kind:?}"),
            };
            let bodies: String =
                node.bodies.iter().map(|body| format!("[{}]", shown(body, source))).collect();
            format!("{kind}{}{bodies}", node.names.iter().map(|name| format!(" {name}")).collect::<String>())
        };
        nodes.iter().map(show).collect::<Vec<_>>().join(", ")
    }

    fn tree(source: &str) -> String {
        parse(source).map_or("-".to_owned(), |nodes| shown(&nodes, source))
    }

    #[test]
    fn branches_and_loops_hold_their_content() {
        assert_eq!(
            tree("{% if a.b %}x{% elif c %}{% for k, v in d %}{{ v }}{% endfor %}{% else %}y{% endif %}"),
            r#"If a c["x"][For(["k", "v"]) in d[Output { is_super: false } v]]["y"]"#
        );
    }

    #[test]
    fn fields_and_strings_are_no_names() {
        assert_eq!(tree("{{ a.b?.c ~ 'd' | e(f=1.5) }}"), "Output { is_super: false } a e f");
        assert_eq!(tree("{{ <ui.x {...a} b /> }}"), "Output { is_super: false } ui a b");
    }

    #[test]
    fn a_text_is_without_dropped_white_space() {
        assert_eq!(tree("{{ a -}} {# c #} x {%- if b %} {% endif %}"), {
            r#"Output { is_super: false } a, "", Comment, " x", If b[" "]"#
        });
    }

    #[test]
    fn tags_in_comments_and_raw_text_are_none() {
        assert_eq!(
            tree("{# {{ a }} #}{% raw %}{% if x %}{{ b }}{% endraw %}"),
            r#"Comment, "{% raw %}{% if x %}{{ b }}{% endraw %}""#
        );
        assert_eq!(tree("{{ a -}}{% raw %} b{% endraw %}"), "-");
    }

    #[test]
    fn both_ways_of_set_and_of_components_are_known() {
        assert_eq!(
            tree("{% set a = b %}{% set_global c | d %}x{% endset %}{% <e f={g}> %}y{% </e> %}"),
            r#"Set { name: "a", is_global: false } b, Set { name: "c", is_global: true } d["x"], Capture e f g["y"]"#
        );
    }
}
