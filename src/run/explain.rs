use std::fmt::Write;
use std::sync::Arc;

use crate::assets::Loader;
use crate::campaign::{Campaign, TextValue};
use crate::diagnostics::Diagnostics;
use crate::municipality::Municipality;
use crate::plan::Edition;
use crate::template::Renderer;

/// Where each block, colour and text of one edition comes from, as lines for people.
pub fn explain(
    loader: &Arc<Loader>,
    campaign: &Arc<Campaign>,
    edition: &Edition,
) -> Result<String, Diagnostics> {
    let renderer = Renderer::new(loader.clone(), campaign.clone());
    let html = renderer.render(edition)?;
    let engine = renderer.engine(&edition.municipality.id, &edition.piece.template.value)?;
    let mut out = format!("{}\n", edition.describe());
    let mut line = |text: String| writeln!(out, "{text}").expect("a string takes all");

    line("\ntemplates, strongest layer first".to_owned());
    for file in engine.chain(&html.name) {
        line(format!("  {:<14} {}", file.layer.to_string(), file.source.name));
    }
    line("\nblocks".to_owned());
    for block in engine.blocks(&html.name) {
        let place = format!("{}:{}", block.file.source.name, block.line());
        let replaced: Vec<String> = block.replaces.iter().map(|file| file.layer.to_string()).collect();
        let replaces =
            if replaced.is_empty() { String::new() } else { format!(", replaces {}", replaced.join(", ")) };
        line(format!("  {:<16} {:<14} {place}{replaces}", block.name, block.file.layer.to_string()));
    }
    line("\ncolours and measures".to_owned());
    let profile = match edition.municipality.has_profile {
        true => format!("assets/municipalities/{}/municipality.yaml", edition.municipality.id),
        false => "made from the name, there is no profile".to_owned(),
    };
    for token in html.palette.lines().filter_map(|line| line.trim().strip_prefix("--")) {
        let (name, value) = token.trim_end_matches(';').split_once(": ").unwrap_or((token, ""));
        let source = match () {
            _ if name.starts_with("brand-") => profile.as_str(),
            _ => campaign.file.name.as_str(),
        };
        line(format!("  --{name:<24} {value:<10} {source}"));
    }
    line("\ntexts".to_owned());
    for (language, key) in &html.texts {
        line(format!(
            "  {language} {key:<28} {}",
            text_source(campaign, &edition.municipality, language, key)
        ));
    }
    Ok(out)
}

/// File and line of the text that is in force.
fn text_source(campaign: &Campaign, municipality: &Municipality, language: &str, key: &str) -> String {
    let own = municipality.texts.get(language).and_then(|texts| texts.get(key));
    let shared = campaign.texts.get(language).and_then(|texts| texts.get(key));
    own.or(shared).and_then(first_place).unwrap_or_else(|| "not written anywhere".to_owned())
}

fn first_place(value: &TextValue) -> Option<String> {
    match value {
        TextValue::Text(text) => Some(format!("{}:{}", text.span.file.name, text.span.line_column().0)),
        TextValue::List(items) => items.iter().find_map(first_place),
        TextValue::Group(group) => group.values().find_map(first_place),
    }
}
