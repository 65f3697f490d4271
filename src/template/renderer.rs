use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock};

use super::engine::{Engine, Library};
use super::records::RecordTemplate;
use super::scope::{Scope, Texts};
use super::source::Shelves;
use super::{context, edition, palette};
use crate::assets::{self, Loader, TemplateFile};
use crate::campaign::Campaign;
use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use crate::municipality::Municipality;
use crate::plan::Edition;

/// One edition as HTML, with what belongs to it.
#[derive(Debug)]
pub struct Html {
    pub text: String,
    /// `letter/letter.html`
    pub name: String,
    /// The first style sheet: palette, measures, page size.
    pub palette: String,
    /// The same texts for other media, by extension: `html` for a website, `md` for a newspaper.
    pub companions: BTreeMap<&'static str, String>,
    /// Every template file that had a part in it, sorted by name, strongest layer first.
    pub templates: Vec<TemplateFile>,
    /// Language and key of the texts that were used.
    pub texts: BTreeSet<(String, String)>,
}

/// Renders the editions of a campaign. Templates are parsed once for all that share them; any number
/// of threads may render at the same time.
pub struct Renderer {
    loader: Arc<Loader>,
    campaign: Arc<Campaign>,
    /// By template.
    engines: Mutex<BTreeMap<Key, Slot<Engine>>>,
    /// By language.
    texts: Mutex<BTreeMap<Key, Arc<Texts>>>,
}

/// A municipality, if it has files of its own, and a name.
type Key = (Option<String>, String);
type Slot<T> = Arc<OnceLock<Result<Arc<T>, Diagnostics>>>;

/// Companions: what the template's file is called, and the file that comes of it.
const COMPANIONS: [(&str, &str); 2] = [(".site.html", "html"), (".md", "md")];

impl Renderer {
    pub fn new(loader: Arc<Loader>, campaign: Arc<Campaign>) -> Renderer {
        Renderer { loader, campaign, engines: Mutex::default(), texts: Mutex::default() }
    }

    /// The templates of a piece as a municipality has them.
    pub fn engine(&self, municipality: &str, template: &str) -> Result<Arc<Engine>, Diagnostics> {
        let folder = format!("assets/municipalities/{municipality}/templates/");
        let scope = assets::Scope {
            municipality: Some(municipality.to_owned()),
            campaign: Some(self.campaign.id.clone()),
        };
        let shelves = Shelves { loader: &self.loader, scope: &scope };
        let own = self.loader.has_files_below(folder.trim_end_matches('/'));
        let key = (own.then(|| municipality.to_owned()), template.to_owned());
        let slot =
            self.engines.lock().expect("no thread panics with the engines").entry(key).or_default().clone();
        slot.get_or_init(|| self.load(template, &shelves).map(Arc::new)).clone()
    }

    fn load(&self, template: &str, shelves: &Shelves) -> Result<Engine, Diagnostics> {
        let at = self.campaign.pieces.values().find(|piece| piece.template.value == template);
        let at = at.map(|piece| piece.template.span(&self.campaign.file));
        load(template, shelves, at)
    }

    /// Renders one edition. All faults of texts, figures and pictures show together.
    pub fn render(&self, edition: &Edition) -> Result<Html, Diagnostics> {
        let template = &edition.piece.template.value;
        let engine = self.engine(&edition.municipality.id, template)?;
        let (scope, context) = self.scope(edition);
        let name = main_template(template);
        let text = engine.render(&name, &context, &scope)?;
        let mut companions = BTreeMap::new();
        for (suffix, extension) in COMPANIONS {
            let name = format!("{template}/{template}{suffix}");
            if engine.entry(&name).is_some() {
                let text = engine.render(&name, &context, &scope)?;
                companions.insert(extension, without_markers(&text));
            }
        }
        let texts = scope.with_notes(|notes| std::mem::take(&mut notes.texts));
        let templates = engine.files().cloned().collect();
        Ok(Html { text, name, palette: self.palette(edition), companions, templates, texts })
    }

    /// The same template for the records of a print run.
    pub fn for_records(&self, edition: &Edition) -> Result<RecordTemplate, Diagnostics> {
        let html = self.render(edition)?;
        let engine = self.engine(&edition.municipality.id, &edition.piece.template.value)?;
        let (scope, context) = self.scope(edition);
        Ok(RecordTemplate::new(engine, scope, context, html))
    }

    /// What functions and templates know of an edition.
    fn scope(&self, edition: &Edition) -> (Arc<Scope>, tera::Context) {
        let variables = context::variables(&self.campaign, edition);
        let texts = self.texts_of(&edition.municipality);
        let scope = Arc::new(edition::scope(&self.loader, &self.campaign, edition, &variables, texts));
        let mut context = tera::Context::new();
        for (name, value) in &scope.variables {
            context.insert_value(name.clone(), value.clone());
        }
        (scope, context)
    }

    fn palette(&self, edition: &Edition) -> String {
        let hex = |colors: &BTreeMap<String, crate::campaign::NamedColor>| {
            colors.iter().map(|(name, color)| (name.clone(), context::hex(color.rgb))).collect()
        };
        let brand: BTreeMap<String, String> = hex(&edition.municipality.brand.colors);
        let campaign: BTreeMap<String, String> = hex(&self.campaign.palette);
        palette::style_sheet(&brand, &campaign, edition.piece.trim, edition.bleed)
    }

    /// The campaign's texts in all languages, the municipality's own laid over them.
    fn texts_of(&self, municipality: &Municipality) -> BTreeMap<String, Arc<Texts>> {
        let mut known = self.texts.lock().expect("no thread panics with the texts");
        self.campaign
            .texts
            .iter()
            .map(|(language, shared)| {
                let own = municipality.texts.get(language);
                let key = (own.map(|_| municipality.id.clone()), language.clone());
                let read = known.entry(key).or_insert_with(|| {
                    let file = format!("campaigns/{}/texts/{language}.yaml", self.campaign.id);
                    let merged = own.map(|own| shared.overlaid(own));
                    Arc::new(edition::texts(merged.as_ref().unwrap_or(shared), file))
                });
                (language.clone(), read.clone())
            })
            .collect()
    }

    /// Whose files an edition sees.
    pub fn files_of(&self, edition: &Edition) -> assets::Scope {
        edition::files_of(&self.campaign, edition)
    }
}

/// The templates of a piece as one scope sees them, without an edition.
pub fn engine_of(loader: &Loader, scope: &assets::Scope, template: &str) -> Result<Engine, Diagnostics> {
    load(template, &Shelves { loader, scope }, None)
}

fn load(template: &str, shelves: &Shelves, at: Option<Span>) -> Result<Engine, Diagnostics> {
    let main = main_template(template);
    if shelves.layers(&main)?.is_empty() {
        let finding = unknown_template(template, shelves);
        return Err(match at {
            Some(span) => finding.at(span).into(),
            None => finding.into(),
        });
    }
    let mut entries = vec![main];
    for (suffix, _) in COMPANIONS {
        let name = format!("{template}/{template}{suffix}");
        if !shelves.layers(&name)?.is_empty() {
            entries.push(name);
        }
    }
    let entries: Vec<&str> = entries.iter().map(String::as_str).collect();
    Engine::new(&entries, shelves)
}

fn unknown_template(template: &str, shelves: &Shelves) -> Diagnostic {
    let message = format!("there is no template `{template}`: no layer has {}", main_template(template));
    let finding = Diagnostic::error("unknown-template", message);
    let names = shelves.names();
    let known = names.iter().filter_map(|name| {
        let (folder, file) = name.split_once('/')?;
        (file.strip_suffix(".html") == Some(folder)).then_some(folder)
    });
    match super::failure::nearest(template, known.clone()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help(format!("there are: {}", known.collect::<Vec<_>>().join(", "))),
    }
}

/// `letter` is `letter/letter.html`.
pub(super) fn main_template(template: &str) -> String {
    format!("{template}/{template}.html")
}

/// Shared templates bring markers along, which only layout reads.
fn without_markers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("<!--drukwerk:") {
        out.push_str(&rest[..at]);
        rest = rest[at..].split_once("-->").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}
