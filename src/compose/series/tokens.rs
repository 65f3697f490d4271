//! Rendered HTML as markup and what stands between it: two documents of one structure have the same markup.

use std::ops::Range;

use memchr::{memchr, memchr2, memmem};

/// A stretch of HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Bytes.
    pub range: Range<usize>,
    pub kind: TokenKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Tags, comments, style sheets, and white space between them.
    Markup,
    /// Characters between tags.
    Text,
    /// `<svg>` with everything in it.
    Drawing,
    /// What is inside `<title>`: the file has one title, whatever each document says.
    Title,
}

/// Elements whose content is no markup ([HTML, 13.1.2](https://html.spec.whatwg.org/multipage/syntax.html#elements-2)).
const RAW: [&str; 5] = ["style", "script", "textarea", "xmp", "iframe"];

/// Reads HTML that was written by templates. Where it errs, for what nobody writes, two documents only look more
/// different than they are: which nodes the stretches became, the parsed document says.
pub(super) fn tokens(html: &str) -> Vec<Token> {
    let bytes = html.as_bytes();
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let (end, kind) = if bytes[at] != b'<' {
            let end = memchr(b'<', &bytes[at..]).map_or(bytes.len(), |length| at + length);
            let is_blank = bytes[at..end].iter().all(u8::is_ascii_whitespace);
            (end, if is_blank { TokenKind::Markup } else { TokenKind::Text })
        } else if is_tag(bytes, at, "svg") {
            (drawing_end(bytes, at), TokenKind::Drawing)
        } else {
            let end = tag_end(bytes, at);
            let raw = RAW.iter().find(|name| is_tag(bytes, at, name));
            match raw {
                Some(name) => (element_end(bytes, end, name), TokenKind::Markup),
                None if is_tag(bytes, at, "title") => {
                    push(&mut tokens, at..end, TokenKind::Markup);
                    let close = find(bytes, end, b"</title").unwrap_or(bytes.len());
                    push(&mut tokens, end..close, TokenKind::Title);
                    at = close;
                    continue;
                }
                None => (end, TokenKind::Markup),
            }
        };
        push(&mut tokens, at..end, kind);
        at = end;
    }
    tokens
}

/// Neighbouring markup is one token.
fn push(tokens: &mut Vec<Token>, range: Range<usize>, kind: TokenKind) {
    match tokens.last_mut() {
        Some(last) if kind == TokenKind::Markup && last.kind == kind => last.range.end = range.end,
        _ => tokens.push(Token { range, kind }),
    }
}

/// The end of what begins at a byte.
pub(super) fn end_of(kind: TokenKind, bytes: &[u8], at: usize) -> usize {
    match kind {
        TokenKind::Text => memchr(b'<', &bytes[at..]).map_or(bytes.len(), |length| at + length),
        TokenKind::Drawing if is_tag(bytes, at, "svg") => drawing_end(bytes, at),
        TokenKind::Title => find(bytes, at, b"</title").unwrap_or(bytes.len()),
        TokenKind::Drawing | TokenKind::Markup => at,
    }
}

fn is_tag(bytes: &[u8], at: usize, name: &str) -> bool {
    let after = at + 1 + name.len();
    let is_name = bytes.get(at + 1..after).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()));
    is_name && bytes.get(after).is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
}

/// Behind a tag or a comment.
fn tag_end(bytes: &[u8], at: usize) -> usize {
    if bytes[at..].starts_with(b"<!--") {
        return find(bytes, at + 4, b"-->").map_or(bytes.len(), |end| end + 3);
    }
    let mut at = at;
    loop {
        let Some(length) = memchr::memchr3(b'>', b'"', b'\'', &bytes[at..]) else { return bytes.len() };
        at += length;
        if bytes[at] == b'>' {
            return at + 1;
        }
        let quote = bytes[at];
        match memchr(quote, &bytes[at + 1..]) {
            Some(length) => at += length + 2,
            None => return bytes.len(),
        }
    }
}

/// Behind the end tag of an element.
fn element_end(bytes: &[u8], from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(length) = memchr(b'<', &bytes[at..]) {
        at += length;
        if bytes.get(at + 1) == Some(&b'/') && is_tag(bytes, at + 1, name) {
            return tag_end(bytes, at);
        }
        at += 1;
    }
    bytes.len()
}

/// Behind the `</svg>` of the `<svg>` at a byte; drawings stand inside each other.
fn drawing_end(bytes: &[u8], at: usize) -> usize {
    let mut depth = 0;
    let mut at = at;
    loop {
        let end = tag_end(bytes, at);
        let closes_itself = end >= 2 && bytes[end - 2] == b'/';
        if is_tag(bytes, at, "svg") && !closes_itself {
            depth += 1;
        } else if bytes.get(at + 1) == Some(&b'/') && is_tag(bytes, at + 1, "svg") {
            depth -= 1;
        }
        if depth <= 0 {
            return end;
        }
        match memchr2(b'<', 0, &bytes[end..]) {
            Some(length) => at = end + length,
            None => return bytes.len(),
        }
    }
}

fn find(bytes: &[u8], from: usize, what: &[u8]) -> Option<usize> {
    memmem::find(&bytes[from..], what).map(|at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(html: &str) -> Vec<(TokenKind, &str)> {
        tokens(html).iter().map(|token| (token.kind, &html[token.range.clone()])).collect()
    }

    #[test]
    fn markup_text_drawings_and_the_title_are_told_apart() {
        use TokenKind::*;
        let html = "<title>A > B</title>\n<style>p > a { color: red }</style><p class='>'>Hi <b>you</b>\n\
             <svg a='<'><svg/><svg>x</svg></svg><!-- <p> --></p>";
        let expected = vec![
            (Markup, "<title>"),
            (Title, "A > B"),
            (Markup, "</title>\n<style>p > a { color: red }</style><p class='>'>"),
            (Text, "Hi "),
            (Markup, "<b>"),
            (Text, "you"),
            (Markup, "</b>\n"),
            (Drawing, "<svg a='<'><svg/><svg>x</svg></svg>"),
            (Markup, "<!-- <p> --></p>"),
        ];
        assert_eq!(kinds(html), expected);
    }

    #[test]
    fn what_never_ends_ends_with_the_text() {
        for html in ["<", "<p", "<p a=\"", "<!--", "<svg>", "<svg", "<title>x", "<style>p {", "a<b", "</", ""]
        {
            let tokens = tokens(html);
            assert_eq!(tokens.last().map_or(0, |token| token.range.end), html.len(), "{html}");
        }
    }
}
