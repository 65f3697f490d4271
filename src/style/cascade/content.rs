use std::sync::Arc;

use super::super::property::{ContentItem, Style};
use super::super::{Content, GeneratedImage};
use super::counters::Counters;
use super::numbering::CounterStyles;
use super::quotes;
use crate::html::Element;

/// Texts and images of a `content` value. Neighbouring texts become one.
pub(super) fn generate(
    items: &[ContentItem],
    style: &Style,
    element: &Element,
    (counters, styles): (&Counters, &CounterStyles),
    quote_depth: &mut usize,
) -> Vec<Content> {
    let mut out: Vec<Content> = Vec::new();
    let mut text = String::new();
    for item in items {
        match item {
            ContentItem::Text(part) => text.push_str(part),
            ContentItem::Attribute(name, fallback) => {
                text.push_str(element.attribute(name).unwrap_or(fallback));
            }
            ContentItem::Counter(name, number) => {
                text.push_str(&styles.number(counters.value(name), number));
            }
            ContentItem::Counters(name, separator, number) => {
                let values = counters.values(name);
                let values: Vec<String> =
                    values.into_iter().map(|value| styles.number(value, number)).collect();
                text.push_str(&values.join(separator));
            }
            ContentItem::OpenQuote => {
                text.push_str(&quotes::pair(&style.extra.quotes, &style.text.language, *quote_depth).0);
                *quote_depth += 1;
            }
            ContentItem::CloseQuote => {
                *quote_depth = quote_depth.saturating_sub(1);
                text.push_str(&quotes::pair(&style.extra.quotes, &style.text.language, *quote_depth).1);
            }
            ContentItem::Deeper => *quote_depth += 1,
            ContentItem::Shallower => *quote_depth = quote_depth.saturating_sub(1),
            // Of pages and of `string-set` alone.
            ContentItem::Named(..) | ContentItem::Content(_) => {}
            ContentItem::Image(reference) => {
                flush(&mut text, &mut out);
                out.push(Content::Image(GeneratedImage { source: reference.clone(), alt: None }));
            }
        }
    }
    flush(&mut text, &mut out);
    out
}

/// The same without images.
pub(super) fn text(
    items: &[ContentItem],
    style: &Style,
    element: &Element,
    numbers: (&Counters, &CounterStyles),
) -> Arc<str> {
    let parts = generate(items, style, element, numbers, &mut 0);
    let texts = parts.iter().filter_map(|part| match part {
        Content::Text(text) => Some(&**text),
        _ => None,
    });
    Arc::from(texts.collect::<String>())
}

fn flush(text: &mut String, out: &mut Vec<Content>) {
    if !text.is_empty() {
        out.push(Content::Text(Arc::from(std::mem::take(text))));
    }
}
