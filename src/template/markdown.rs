//! The small Markdown that campaign texts may use.

use pulldown_cmark::{Event, Parser, Tag, TagEnd, html};

/// Emphasis and links inside a line: paragraphs become lines, lists and headings their text.
pub(super) fn inline(text: &str) -> String {
    let mut first = true;
    let events = Parser::new(text).flat_map(|event| match event {
        Event::Start(tag) if is_inline(&tag) => vec![without_markup(Event::Start(tag))],
        Event::End(tag) if is_inline_end(tag) => vec![Event::End(tag)],
        // The next block starts on a line of its own.
        Event::Start(Tag::Paragraph | Tag::Item | Tag::Heading { .. }) if std::mem::take(&mut first) => {
            vec![]
        }
        Event::Start(Tag::Paragraph | Tag::Item | Tag::Heading { .. }) => vec![Event::HardBreak],
        Event::Start(_) | Event::End(_) => vec![],
        other => vec![without_markup(other)],
    });
    let mut out = String::with_capacity(text.len() + 16);
    html::push_html(&mut out, events);
    out
}

/// Paragraphs, lists and headings as well.
pub(super) fn block(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    html::push_html(&mut out, Parser::new(text).map(without_markup));
    out
}

/// HTML in a text is shown as it is written: only templates write markup. A link keeps its text but
/// loses a target that runs something.
fn without_markup(event: Event) -> Event {
    match event {
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let dest_url = if is_safe_target(&dest_url) { dest_url } else { "".into() };
            Event::Start(Tag::Link { link_type, dest_url, title, id })
        }
        other => other,
    }
}

fn is_safe_target(url: &str) -> bool {
    match url.split_once(':') {
        Some((scheme, _)) => {
            ["http", "https", "mailto", "tel"].contains(&scheme.to_ascii_lowercase().as_str())
        }
        None => true,
    }
}

fn is_inline(tag: &Tag) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_has_no_paragraphs() {
        assert_eq!(
            inline("Doe **licht** aan, *ook* [hier](https://a.example/?a=1&b=2)."),
            r#"Doe <strong>licht</strong> aan, <em>ook</em> <a href="https://a.example/?a=1&amp;b=2">hier</a>."#
        );
        assert_eq!(inline("een\n\ntwee"), "een<br />\ntwee");
        assert_eq!(inline("- een\n- twee"), "een<br />\ntwee");
    }

    #[test]
    fn block_has_paragraphs_and_lists() {
        assert_eq!(block("een\n\n- twee"), "<p>een</p>\n<ul>\n<li>twee</li>\n</ul>\n");
    }

    #[test]
    fn markup_in_a_text_is_shown_not_run() {
        assert_eq!(inline("a <b>x</b> & <script>"), "a &lt;b&gt;x&lt;/b&gt; &amp; &lt;script&gt;");
        assert_eq!(block("<script>x</script>"), "&lt;script&gt;x&lt;/script&gt;");
        assert_eq!(inline("[x](javascript:alert)"), r#"<a href="">x</a>"#);
    }
}
