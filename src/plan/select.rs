use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Edition, EditionId, Plan, Target};
use crate::assets::Loader;
use crate::campaign::Campaign;
use crate::diagnostics::{Diagnostic, Diagnostics, closest};
use crate::municipality::{self, Municipality};
use crate::printer::{self, Printer};
use crate::register::Register;

/// What a user asks for; empty lists mean everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// By any name; not only those of the campaign.
    pub municipalities: Vec<String>,
    pub pieces: Vec<String>,
    pub languages: Vec<String>,
    pub targets: Vec<Target>,
    /// `None`: the campaign's.
    pub printer: Option<String>,
}

/// Decides what is built. A municipality with a broken profile is left out and told about; the
/// others are planned all the same.
pub fn plan(loader: &Loader, campaign: &Arc<Campaign>, selection: &Selection) -> (Plan, Diagnostics) {
    let mut found = Diagnostics::new();
    let pieces = chosen("piece", &selection.pieces, campaign.pieces.keys().map(String::as_str), &mut found);
    let languages =
        chosen("language", &selection.languages, campaign.languages.iter().map(String::as_str), &mut found);
    let municipalities = municipalities(loader, campaign, selection, &mut found);
    let targets = Target::ALL.into_iter();
    let mut targets: Vec<Target> =
        targets.filter(|target| selection.targets.is_empty() || selection.targets.contains(target)).collect();
    let printer = match targets.contains(&Target::Print).then(|| printer(loader, campaign, selection)) {
        Some(Ok(printer)) => Some(Arc::new(printer)),
        Some(Err(faults)) => {
            found.extend(faults);
            targets.retain(|target| *target != Target::Print);
            None
        }
        None => None,
    };
    let mut editions = Vec::new();
    for municipality in municipalities.values() {
        for language in &languages {
            if municipality.languages.as_ref().is_some_and(|own| !own.contains(language)) {
                continue;
            }
            for piece in &pieces {
                let id = EditionId {
                    municipality: municipality.id.clone(),
                    language: language.clone(),
                    piece: piece.clone(),
                };
                let piece = Arc::new(campaign.pieces[piece].clone());
                editions.extend(targets.iter().map(|target| Edition {
                    id: id.clone(),
                    municipality: municipality.clone(),
                    piece: piece.clone(),
                    language: language.clone(),
                    target: *target,
                    bleed: match (target, &printer) {
                        // A screen shows the finished page.
                        (Target::Web, _) | (_, None) => 0.0,
                        (Target::Print, Some(printer)) => printer.bleed.max(piece.bleed),
                    },
                }));
            }
        }
    }
    if editions.is_empty() && !found.has_errors() {
        found.push(Diagnostic::error("nothing-to-build", "no edition matches what was asked for"));
    }
    (Plan { campaign: campaign.clone(), printer, editions }, found)
}

/// As asked for, else as the campaign has it, else the usual one.
fn printer(loader: &Loader, campaign: &Campaign, selection: &Selection) -> Result<Printer, Diagnostics> {
    let of_campaign = campaign.printer.as_ref();
    let asked = selection.printer.as_deref();
    let name = asked.or(of_campaign.map(|name| name.value.as_str())).unwrap_or(printer::DEFAULT);
    printer::load(loader, name).map_err(|faults| {
        let place = of_campaign.filter(|_| asked.is_none()).map(|name| name.span(&campaign.file));
        let placed = faults.into_vec().into_iter().map(|fault| match &place {
            Some(span) if fault.span.is_none() => fault.at(span.clone()),
            _ => fault,
        });
        placed.collect::<Vec<_>>().into()
    })
}

fn municipalities(
    loader: &Loader,
    campaign: &Campaign,
    selection: &Selection,
    found: &mut Diagnostics,
) -> BTreeMap<String, Arc<Municipality>> {
    let register = match Register::load(loader) {
        Ok(register) => register,
        Err(faults) => {
            found.extend(faults);
            return BTreeMap::new();
        }
    };
    let of_campaign: Vec<&str> = campaign.municipalities.iter().map(|name| name.value.as_str()).collect();
    let wanted: Vec<&str> = if selection.municipalities.is_empty() {
        of_campaign
    } else {
        selection.municipalities.iter().map(String::as_str).collect()
    };
    let mut loaded = BTreeMap::new();
    for name in wanted {
        match municipality::load(loader, &register, name, campaign) {
            Ok(municipality) => {
                loaded.insert(municipality.id.clone(), Arc::new(municipality));
            }
            Err(faults) => found.extend(faults),
        }
    }
    loaded
}

/// The names asked for, or all; in the order of the campaign.
fn chosen<'c>(
    kind: &str,
    wanted: &[String],
    known: impl Iterator<Item = &'c str> + Clone,
    found: &mut Diagnostics,
) -> Vec<String> {
    for name in wanted {
        if !known.clone().any(|known| known == name) {
            let code = if kind == "piece" { "unknown-piece" } else { "unknown-language" };
            let diagnostic = Diagnostic::error(code, format!("the campaign has no {kind} `{name}`"));
            let list = known.clone().collect::<Vec<_>>().join(", ");
            found.push(match closest(name, known.clone()) {
                Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                None => diagnostic.help(format!("it has {list}")),
            });
        }
    }
    known
        .filter(|known| wanted.is_empty() || wanted.iter().any(|name| name == known))
        .map(str::to_owned)
        .collect()
}
