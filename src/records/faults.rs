//! What is wrong with a file as such, in the words of those who print.

use std::io;

use super::foreign::Both;
use super::mapping::Mapping;
use super::refusal::Reason;
use super::workbook::Fault;
use crate::diagnostics::{Diagnostic, Locale, Words, closest};

fn both((english, dutch): Both) -> Words {
    Words::both(english, dutch)
}

const SAVE_AGAIN: Both =
    ("open it in your spreadsheet and save it again", "open het in uw rekenblad en sla het opnieuw op");

pub(super) fn no_file(name: &str) -> Diagnostic {
    let message = both(("this is not a file", "dit is geen bestand"));
    Diagnostic::error("unreadable-file", message).in_file(name).help(both((
        "name the file with the addresses itself, not its folder",
        "noem het bestand met de adressen zelf, niet de map",
    )))
}

pub(super) fn cannot_read(name: &str, error: &io::Error) -> Diagnostic {
    let reason = reason(error);
    let message = Words::both(
        format!("the file cannot be read: {reason}"),
        format!("het bestand kan niet worden gelezen: {}", reason.in_locale(Locale::Dutch)),
    );
    Diagnostic::error("unreadable-file", message).in_file(name).help(both((
        "check the name of the file and its folder, and that you may open it",
        "controleer de naam van het bestand en de map, en of u het mag openen",
    )))
}

pub(super) fn changed(name: &str) -> Diagnostic {
    let message =
        both(("the file changed while it was read", "het bestand veranderde terwijl het werd gelezen"));
    Diagnostic::error("changed-file", message).in_file(name).help(both((
        "close the program that writes it, and start again",
        "sluit het programma dat het schrijft en begin opnieuw",
    )))
}

/// Temporary files cannot be written or read.
pub(super) fn no_room(name: &str, error: &io::Error) -> Diagnostic {
    let reason = reason(error);
    let message = Words::both(
        format!("a temporary file cannot be used: {reason}"),
        format!("een tijdelijk bestand is niet te gebruiken: {}", reason.in_locale(Locale::Dutch)),
    );
    Diagnostic::error("temporary-file", message).in_file(name).help(both((
        "make room in the folder for temporary files, or name another in `TMPDIR`",
        "maak ruimte in de map voor tijdelijke bestanden, of noem een andere in `TMPDIR`",
    )))
}

pub(super) fn empty(name: &str) -> Diagnostic {
    let message = both(("the file is empty", "het bestand is leeg"));
    Diagnostic::error("empty-file", message).in_file(name).help(both((
        "its first row names the columns: name, street, number, addition, postcode, city",
        "de eerste rij noemt de kolommen: naam, straat, huisnummer, toevoeging, postcode, plaats",
    )))
}

/// It is another kind of file.
pub(super) fn foreign(name: &str, (english, dutch): Both, help: Both) -> Diagnostic {
    let message = Words::both(format!("this is {english}"), format!("dit is {dutch}"));
    Diagnostic::error("unknown-format", message).in_file(name).help(both(help))
}

pub(super) fn too_large(name: &str, (english, dutch): Both) -> Diagnostic {
    let message = Words::both(format!("the workbook has {english}"), format!("de werkmap heeft {dutch}"));
    Diagnostic::error("workbook-too-large", message).in_file(name).help(both((
        "delete what is not needed, or save the sheet as CSV UTF-8",
        "verwijder wat niet nodig is, of sla het blad op als CSV UTF-8",
    )))
}

/// The row with the names of the columns cannot be read.
pub(super) fn header(name: &str, row: u32, reason: Reason) -> Diagnostic {
    let message = Words::both(
        format!("row {row}, the header: {}", reason.text(Locale::English)),
        format!("rij {row}, de kopregel: {}", reason.text(Locale::Dutch)),
    );
    Diagnostic::error("broken-header", message).in_file(name)
}

/// The first row is a title.
pub(super) fn header_below(name: &str, row: u32) -> Diagnostic {
    let message = Words::both(
        format!("the first row does not name the columns, row {row} does"),
        format!("de eerste rij noemt de kolommen niet, rij {row} wel"),
    );
    Diagnostic::error("no-header", message).in_file(name).help(Words::both(
        format!("delete the rows above it, or write `header: {row}` in a mapping, `--mapping FILE`"),
        format!(
            "verwijder de rijen erboven, of schrijf `header: {row}` in een toewijzing, `--mapping BESTAND`"
        ),
    ))
}

/// What is wrong with a workbook.
pub(super) fn workbook(name: &str, fault: Fault, mapping: Option<&Mapping>) -> Diagnostic {
    let broken = |message: Words, help: Both| {
        Diagnostic::error("broken-workbook", message).in_file(name).help(both(help))
    };
    match fault {
        Fault::Password => {
            let message = both(("the workbook has a password", "de werkmap heeft een wachtwoord"));
            Diagnostic::error("password", message).in_file(name).help(both((
                "open it in your spreadsheet and save it without one",
                "open de werkmap in uw rekenblad en sla die op zonder wachtwoord",
            )))
        }
        Fault::Damaged => broken(
            both(("the workbook is damaged", "de werkmap is beschadigd")),
            (
                "open it in your spreadsheet, let it be mended, and save it again",
                "open de werkmap in uw rekenblad, laat die herstellen en sla die opnieuw op",
            ),
        ),
        Fault::AllHidden => broken(
            both(("all sheets of the workbook are hidden", "alle bladen van de werkmap zijn verborgen")),
            (
                "write the name of the sheet in a mapping: `sheet: …`",
                "schrijf de naam van het blad in een toewijzing: `sheet: …`",
            ),
        ),
        Fault::OutOfOrder(row) => broken(
            Words::both(
                format!("row {row} of the workbook stands behind a later row"),
                format!("rij {row} van de werkmap staat achter een latere rij"),
            ),
            SAVE_AGAIN,
        ),
        Fault::TooWide(row) => broken(
            Words::both(
                format!("row {row} of the workbook has more columns than a spreadsheet has"),
                format!("rij {row} van de werkmap heeft meer kolommen dan een rekenblad heeft"),
            ),
            SAVE_AGAIN,
        ),
        Fault::NoSuchSheet(names) => no_such_sheet(name, &names, mapping),
    }
}

fn no_such_sheet(name: &str, names: &[String], mapping: Option<&Mapping>) -> Diagnostic {
    let place = mapping.and_then(|mapping| Some((mapping, mapping.sheet.as_ref()?)));
    let wanted = place.map_or("", |(_, sheet)| sheet.value.as_str());
    let message =
        Words::both(format!("{name} has no sheet `{wanted}`"), format!("{name} heeft geen blad `{wanted}`"));
    let finding = Diagnostic::error("unknown-sheet", message);
    let finding = match place {
        Some((mapping, sheet)) => finding.at(mapping.span(sheet)),
        None => finding,
    };
    match closest(wanted, names.iter().map(String::as_str)) {
        Some(near) => finding.help(did_you_mean(near)),
        None => {
            let list = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            finding.help(Words::both(format!("its sheets are {list}"), format!("de bladen zijn {list}")))
        }
    }
}

pub(super) fn did_you_mean(near: &str) -> Words {
    Words::both(format!("did you mean `{near}`?"), format!("bedoelt u `{near}`?"))
}

/// Without the number that systems add.
pub(super) fn reason(error: &io::Error) -> Words {
    match error.kind() {
        io::ErrorKind::NotFound => both(("there is none of this name", "er is geen bestand met deze naam")),
        io::ErrorKind::PermissionDenied => both(("you may not read it", "u mag het niet lezen")),
        io::ErrorKind::IsADirectory => both(("it is a folder", "het is een map")),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or_default().into()
        }
    }
}
