//! The example campaign as what it says, whatever it looks like.

use std::path::Path;
use std::sync::Arc;

use drukwerk::assets::Loader;
use drukwerk::campaign;
use drukwerk::plan::{self, Selection};
use drukwerk::template::Renderer;

/// Words of HTML or Markdown, without tags, links and marks.
fn words(text: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut is_tag = false;
    // An address in Markdown stands between what otherwise begins and ends a tag.
    for letter in text.replace("<https", "https").chars() {
        match letter {
            '<' => is_tag = true,
            '>' if is_tag => is_tag = false,
            _ if is_tag => {}
            _ if letter.is_alphanumeric() => plain.extend(letter.to_lowercase()),
            _ => plain.push(' '),
        }
    }
    plain.split_whitespace().map(str::to_owned).collect()
}

/// The article for the website and the one for the local paper say what the printed one says.
#[test]
fn every_word_of_an_article_is_in_its_companions() {
    let loader =
        Arc::new(Loader::project(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the project is there"));
    let campaign = Arc::new(campaign::load(&loader, "donkere-dagen").expect("the example is flawless"));
    let selection = Selection { pieces: vec!["article".into()], ..Selection::default() };
    let (plan, _) = plan::plan(&loader, &campaign, &selection);
    let renderer = Renderer::new(loader.clone(), plan.campaign.clone());
    for edition in &plan.editions {
        let html = renderer.render(edition).expect("the example is flawless");
        let body = html.text.split_once("<body>").expect("a page has a body").1;
        for (kind, text) in &html.companions {
            let told = words(text);
            let missing: Vec<String> =
                words(body).into_iter().filter(|word| word != "qr" && !told.contains(word)).collect();
            assert!(missing.is_empty(), "article.{kind} of {}: {missing:?}", edition.describe());
        }
    }
}
