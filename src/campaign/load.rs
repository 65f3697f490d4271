use std::collections::BTreeMap;
use std::sync::Arc;

use super::file::{
    CampaignFile, ColorFile, ContactFile, FactFile, FactValueFile, PieceFile, QuantityFile, WindowFile,
};
use super::texts::Part;
use super::window::window;
use super::{
    Campaign, Contact, Date, Fact, FactValue, Inks, NamedColor, Piece, Quantity, Texts, parse_color,
    parse_date,
};
use crate::assets::{self, Loader, Scope};
use crate::diagnostics::{Diagnostic, Diagnostics, SourceFile, closest};
use crate::register::Register;
use crate::units::{Length, Rect, Size, parse_paper};
use crate::yaml::{self, At};

/// Colour runs 3 mm beyond the edge unless the campaign says otherwise.
const DEFAULT_BLEED_MM: f32 = 3.0;

/// Languages with their names, as BCP 47 codes: what municipalities ask for.
pub const LANGUAGES: [&str; 15] =
    ["nl", "en", "tr", "ar", "pl", "uk", "fy", "pap", "ti", "so", "fa", "de", "fr", "ro", "bg"];

/// Loads `campaigns/<id>/campaign.yaml` with its texts. All faults of all files are told at once.
pub fn load(loader: &Loader, id: &str) -> Result<Campaign, Diagnostics> {
    let path = format!("campaigns/{id}/campaign.yaml");
    // A folder that holds a campaign without a project around it is one, too.
    let asset = match loader.file_or_built_in(&path)? {
        Some(asset) => asset,
        None => loader.file("campaign.yaml")?.ok_or_else(|| unknown_campaign(loader, id, &path))?,
    };
    let file = assets::text(&asset)?;
    let raw: CampaignFile = yaml::read(&file)?;
    let mut check = Check { file: &file, found: Diagnostics::new() };
    let campaign = check.campaign(loader, id, raw, asset.name.trim_end_matches("campaign.yaml"));
    if check.found.has_errors() { Err(check.found) } else { Ok(campaign) }
}

fn unknown_campaign(loader: &Loader, id: &str, path: &str) -> Diagnostic {
    let ids = loader.campaign_ids();
    let diagnostic = Diagnostic::error("unknown-campaign", format!("there is no campaign `{id}`"))
        .note(format!("looked for {path}"));
    match closest(id, ids.iter().map(String::as_str)) {
        Some(name) => diagnostic.help(format!("did you mean `campaigns/{name}`?")),
        None => diagnostic.help("name the folder of a campaign, such as `campaigns/donkere-dagen`"),
    }
}

/// Reads values and gathers what is wrong with them.
struct Check<'c> {
    file: &'c Arc<SourceFile>,
    found: Diagnostics,
}

impl Check<'_> {
    fn error<T>(&mut self, at: &At<T>, code: &'static str, message: String, help: &str) {
        self.found.push(Diagnostic::error(code, message).at(at.span(self.file)).help(help));
    }

    fn campaign(&mut self, loader: &Loader, id: &str, raw: CampaignFile, folder: &str) -> Campaign {
        if raw.id.value != id {
            let message = format!("the id `{}` is not the name of the folder, `{id}`", raw.id.value);
            self.error(&raw.id, "wrong-id", message, "give both the same name");
        }
        let start = self.date(&raw.period.start);
        let end = self.date(&raw.period.end);
        if end < start {
            self.error(
                &raw.period.end,
                "wrong-period",
                "the period ends before it starts".to_owned(),
                "swap the two days, or mend the year",
            );
        }
        for language in &raw.languages {
            if !is_language(language) {
                let help = match closest(language, LANGUAGES) {
                    Some(name) => format!("did you mean `{name}`?"),
                    None => format!("use a language code, such as {}", LANGUAGES[..6].join(", ")),
                };
                self.error(
                    language,
                    "unknown-language",
                    format!("`{}` is not a language code", language.value),
                    &help,
                );
            }
        }
        if raw.languages.is_empty() {
            self.found.push(
                Diagnostic::error("missing-key", "`languages` is empty")
                    .in_file(&self.file.name)
                    .help("name one at least: `languages: [nl]`"),
            );
        }
        self.municipalities(loader, &raw.municipalities);
        let languages: Vec<String> = raw.languages.iter().map(|language| language.value.clone()).collect();
        let pieces = self.pieces(loader, id, raw.pieces);
        let (palette, faults) = palette(self.file, raw.colors);
        self.found.extend(faults);
        let facts = facts(raw.facts);
        let texts = self.texts(loader, folder, &languages);
        let campaign = Campaign {
            id: id.to_owned(),
            file: self.file.clone(),
            title: by_language(raw.title),
            version: raw.version.map(|version| version.value).unwrap_or_else(|| start.year.to_string()),
            period: (start, end),
            date: raw.date.as_ref().map_or(start, |date| self.date(date)),
            url: raw.url.map(|url| url.value),
            languages,
            municipalities: raw.municipalities,
            facts,
            palette,
            contacts: contacts(raw.contacts),
            printer: raw.printer,
            pieces,
            texts,
        };
        self.placeholders(&campaign);
        campaign
    }

    fn date(&mut self, text: &At<String>) -> Date {
        parse_date(text).unwrap_or_else(|| {
            let message = format!("`{}` is not a day of the calendar", text.value);
            self.error(text, "wrong-date", message, "write year, month and day: `2013-11-01`");
            Date { year: 1970, month: 1, day: 1 }
        })
    }

    fn municipalities(&mut self, loader: &Loader, list: &[At<String>]) {
        let Ok(register) = Register::load(loader) else { return };
        for name in list {
            if let Err(found) = register.find(name) {
                self.found.push(found.at(name.span(self.file)));
            }
        }
    }

    fn pieces(
        &mut self,
        loader: &Loader,
        campaign: &str,
        raw: BTreeMap<String, PieceFile>,
    ) -> BTreeMap<String, Piece> {
        let scope = Scope { municipality: None, campaign: Some(campaign.to_owned()) };
        let names = loader.template_names(&scope);
        let mut pieces = BTreeMap::new();
        for (id, raw) in raw {
            let template = &raw.template;
            if !names.contains(&format!("{0}/{0}.html", template.value)) {
                let folders = names.iter().filter_map(|name| {
                    let (folder, file) = name.split_once('/')?;
                    (file == format!("{folder}.html")).then_some(folder)
                });
                let help = match closest(template, folders.clone()) {
                    Some(name) => format!("did you mean `{name}`?"),
                    None => format!("the templates are {}", folders.collect::<Vec<_>>().join(", ")),
                };
                self.error(
                    template,
                    "unknown-template",
                    format!("there is no template `{}`", template.value),
                    &help,
                );
            }
            let trim = parse_paper(&raw.format).unwrap_or_else(|error| {
                let message = error.to_string();
                self.error(
                    &raw.format,
                    "wrong-size",
                    message,
                    "write a paper size: `A4`, `A3 landscape` or `105mm x 210mm`",
                );
                Size::new(595.0, 842.0)
            });
            let bleed = match &raw.bleed {
                None => Length::mm(DEFAULT_BLEED_MM),
                Some(text) => match text.parse::<Length>() {
                    Ok(length) if (0.0..=30.0).contains(&length.to_mm()) => length,
                    Ok(_) => {
                        self.error(
                            text,
                            "wrong-length",
                            "a bleed is between 0 and 30 mm".to_owned(),
                            "printers ask for `3mm`",
                        );
                        Length::mm(DEFAULT_BLEED_MM)
                    }
                    Err(error) => {
                        self.error(
                            text,
                            "wrong-length",
                            error.to_string(),
                            "write a number with its unit: `3mm`",
                        );
                        Length::mm(DEFAULT_BLEED_MM)
                    }
                },
            };
            let piece = Piece {
                id: id.clone(),
                format: raw.format.value.clone(),
                trim,
                bleed: bleed.to_pt(),
                paper: raw.paper,
                finishing: raw.finishing,
                quantity: self.quantity(loader, raw.quantity),
                die: raw.die,
                window: self.window(raw.window, trim),
                needs: raw.needs,
                title: by_language(raw.title),
                template: raw.template,
            };
            pieces.insert(id, piece);
        }
        pieces
    }

    fn window(&mut self, raw: Option<At<WindowFile>>, trim: Size) -> Option<Rect> {
        let raw = raw?;
        match window(&raw.value, trim) {
            Ok(window) => Some(window),
            Err((message, help)) => {
                self.error(&raw, "wrong-window", message, &help);
                None
            }
        }
    }

    fn quantity(&mut self, loader: &Loader, raw: Option<At<QuantityFile>>) -> Quantity {
        let Some(raw) = raw else { return Quantity::Unknown };
        let numbers = match &raw.value {
            QuantityFile::All(number) => return Quantity::All(*number),
            QuantityFile::Each(numbers) => numbers,
        };
        let Ok(register) = Register::load(loader) else { return Quantity::Unknown };
        let mut by_id = BTreeMap::new();
        for (name, number) in numbers {
            match register.find(name) {
                Ok(entry) => {
                    by_id.insert(entry.id.clone(), *number);
                }
                Err(found) => self.found.push(found.at(raw.span(self.file))),
            }
        }
        Quantity::Each(by_id)
    }

    fn texts(&mut self, loader: &Loader, folder: &str, languages: &[String]) -> BTreeMap<String, Texts> {
        let mut texts = BTreeMap::new();
        let folder = folder.trim_start_matches("built in: ");
        for language in languages {
            let path = format!("{folder}texts/{language}.yaml");
            match read_texts(loader, &path) {
                Ok(Some(read)) => {
                    texts.insert(language.clone(), read);
                }
                Ok(None) => self.found.push(
                    Diagnostic::error(
                        "missing-file",
                        format!("there is no file with the texts in `{language}`"),
                    )
                    .in_file(&path)
                    .help(format!(
                        "copy another language's file there, or take `{language}` out of `languages`"
                    )),
                ),
                Err(found) => self.found.extend(found),
            }
        }
        texts
    }

    /// Every `{name}` in a text must be something that can be filled in.
    fn placeholders(&mut self, campaign: &Campaign) {
        for texts in campaign.texts.values() {
            self.found.extend(check_placeholders(texts, &campaign.facts));
        }
    }
}

/// What texts may fill in, besides `{fact.…}`.
pub const PLACEHOLDERS: [&str; 11] = [
    "municipality",
    "municipality.full_name",
    "municipality.official_name",
    "municipality.website",
    "campaign",
    "url",
    "period.start",
    "period.end",
    "date",
    "version",
    "year",
];

/// Findings about placeholders that nothing fills in.
pub fn check_placeholders(texts: &Texts, facts: &BTreeMap<String, Fact>) -> Diagnostics {
    let mut found = Diagnostics::new();
    let fact_names: Vec<String> = facts.keys().map(|name| format!("fact.{name}")).collect();
    for text in texts.all() {
        for part in &text.parts {
            let Part::Placeholder(name) = part else { continue };
            let known = PLACEHOLDERS.contains(&name.as_str())
                || fact_names.contains(name)
                || name.strip_prefix("contact.").is_some()
                || fact_names.iter().any(|fact| {
                    name.strip_prefix(fact.as_str()).is_some_and(|rest| matches!(rest, ".year" | ".source"))
                });
            if !known {
                let names = PLACEHOLDERS.iter().copied().chain(fact_names.iter().map(String::as_str));
                let help = match closest(name, names) {
                    Some(meant) => format!("did you mean `{{{meant}}}`?"),
                    None => {
                        format!("use one of {}", PLACEHOLDERS.map(|name| format!("`{{{name}}}`")).join(", "))
                    }
                };
                found.push(
                    Diagnostic::error("unknown-placeholder", format!("nothing fills in `{{{name}}}`"))
                        .at(text.span.clone())
                        .help(help),
                );
            }
        }
    }
    found
}

/// Reads a file of texts; `None` if there is none.
pub fn read_texts(loader: &Loader, path: &str) -> Result<Option<Texts>, Diagnostics> {
    match loader.file_or_built_in(path)? {
        Some(asset) => Ok(Some(Texts::read(&assets::text(&asset)?)?)),
        None => Ok(None),
    }
}

fn is_language(code: &str) -> bool {
    let primary = code.split('-').next().unwrap_or_default();
    LANGUAGES.contains(&primary)
}

fn by_language(texts: BTreeMap<String, At<String>>) -> BTreeMap<String, String> {
    texts.into_iter().map(|(language, text)| (language, text.value)).collect()
}

/// Reads the colours of a campaign or a brand.
pub fn palette(
    file: &Arc<SourceFile>,
    raw: BTreeMap<String, At<ColorFile>>,
) -> (BTreeMap<String, NamedColor>, Diagnostics) {
    let mut colors = BTreeMap::new();
    let mut found = Diagnostics::new();
    for (name, raw) in raw {
        let (text, inks) = match &raw.value {
            ColorFile::Plain(text) => (text, None),
            ColorFile::Inks(inks) => {
                let cmyk = inks.cmyk.map(|percentages| percentages.map(|percentage| percentage / 100.0));
                if cmyk.is_some_and(|inks| inks.iter().any(|ink| !(0.0..=1.0).contains(ink))) {
                    found.push(
                        Diagnostic::error(
                            "wrong-color",
                            format!("an ink of `{name}` is not between 0 and 100"),
                        )
                        .at(raw.span(file)),
                    );
                }
                let printed = match (&inks.spot, cmyk) {
                    (Some(spot), cmyk) => Some(Inks::Spot(spot.clone(), cmyk)),
                    (None, Some(cmyk)) => Some(Inks::Cmyk(cmyk)),
                    (None, None) => None,
                };
                (&inks.rgb, printed)
            }
        };
        match parse_color(text) {
            Some(rgb) => {
                colors.insert(name, NamedColor { rgb, inks });
            }
            None => found.push(
                Diagnostic::error("wrong-color", format!("`{text}` is not a colour"))
                    .at(raw.span(file))
                    .help("write it as `\"#0B1B3B\"`, in quotes"),
            ),
        }
    }
    (colors, found)
}

pub fn facts(raw: BTreeMap<String, FactFile>) -> BTreeMap<String, Fact> {
    raw.into_iter()
        .map(|(name, raw)| {
            let value = match raw.value.value {
                FactValueFile::Number(number) => FactValue::Number(number),
                FactValueFile::Text(text) => FactValue::Text(text),
            };
            let fact = Fact {
                value,
                unit: raw.unit,
                year: raw.year,
                source: raw.source,
                label: by_language(raw.label),
                url: raw.url,
                example: raw.example,
            };
            (name, fact)
        })
        .collect()
}

pub fn contacts(raw: BTreeMap<String, ContactFile>) -> Vec<Contact> {
    raw.into_iter()
        .map(|(id, raw)| Contact {
            id,
            number: raw.number,
            name: by_language(raw.name),
            when: by_language(raw.when),
            website: raw.website,
        })
        .collect()
}
