use std::sync::Arc;

use super::file::{MarksFile, PrinterFile};
use crate::assets::{self, Loader};
use crate::color::OutputProfile;
use crate::diagnostics::{Diagnostic, Diagnostics, SourceFile, closest};
use crate::imposition::{ParseSheetError, SheetSize};
use crate::units::{Length, Pt};
use crate::yaml::{self, At};

/// The profile that is used if none is named.
pub const DEFAULT: &str = "offset";
/// Profiles of presses with many inks and fine grids stay below this.
const MAX_PROFILE: usize = 16 << 20;

/// A print shop, complete: what its profile leaves out is what most shops ask.
#[derive(Clone, Debug)]
pub struct Printer {
    /// `offset`: the name of its file.
    pub id: String,
    /// For people.
    pub name: String,
    /// Every page's at least.
    pub bleed: Pt,
    /// From the edge of the finished page inwards.
    pub safe: Pt,
    pub marks: SheetMarks,
    /// Of all inks in one place: 3.0 is 300 %.
    pub ink_limit: f32,
    pub resolution: Resolution,
    pub min_line: Pt,
    pub min_line_reversed: Pt,
    pub min_type: Pt,
    pub min_type_reversed: Pt,
    /// 0 to 1 each; `None`: black ink alone.
    pub rich_black: Option<[f32; 4]>,
    pub rgb_pictures: bool,
    pub profile: OutputProfile,
    /// The ICC file itself.
    pub icc: Arc<[u8]>,
    /// `FOGRA39`
    pub condition: String,
    pub sheet: SheetSize,
    /// Share of the sheets, 0 to 1, that is printed beyond the quantity.
    pub overs: f32,
    pub die: DieInk,
    /// Board around a hole of the die that stays free of text and small pictures.
    pub die_clear: Pt,
}

/// What stands around the finished page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SheetMarks {
    pub crop: bool,
    pub registration: bool,
    pub color_bars: bool,
    pub slug: bool,
}

impl SheetMarks {
    pub const NONE: SheetMarks =
        SheetMarks { crop: false, registration: false, color_bars: false, slug: false };
    pub const ALL: SheetMarks = SheetMarks { crop: true, registration: true, color_bars: true, slug: true };
}

/// Pixels to the inch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Resolution {
    pub least: f32,
    pub wanted: f32,
}

/// The ink of the line that the knife follows.
#[derive(Clone, Debug, PartialEq)]
pub struct DieInk {
    pub spot: String,
    pub overprint: bool,
    /// 0 to 1 each.
    pub alternate: [f32; 4],
}

/// Loads the printer `assets/printers/<name>.yaml` of the project, else the built-in one of that name.
///
/// # Errors
/// Everything that is wrong with the profile, at its place.
pub fn load(loader: &Loader, name: &str) -> Result<Printer, Diagnostics> {
    let known = loader.printer_ids();
    if !known.contains(name) {
        let finding = Diagnostic::error("unknown-printer", format!("there is no printer `{name}`"));
        let list = known.iter().cloned().collect::<Vec<_>>().join(", ");
        return Err(match closest(name, known.iter().map(String::as_str)) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding.help(format!("there are {list}; your own goes into assets/printers/{name}.yaml")),
        }
        .into());
    }
    let path = format!("assets/printers/{name}.yaml");
    let asset = loader.file_or_built_in(&path)?.expect("it is among the known ones");
    let file = assets::text(&asset)?;
    let raw: PrinterFile = yaml::read(&file)?;
    let mut reading = Reading { file: &file, found: Diagnostics::new() };
    let printer = reading.printer(loader, name, raw);
    match printer {
        Some(printer) if !reading.found.has_errors() => Ok(printer),
        _ => Err(reading.found),
    }
}

/// Reads one profile and collects what is wrong with it.
struct Reading<'a> {
    file: &'a Arc<SourceFile>,
    found: Diagnostics,
}

impl Reading<'_> {
    fn printer(&mut self, loader: &Loader, id: &str, raw: PrinterFile) -> Option<Printer> {
        if let Some(pdf) = &raw.pdf
            && pdf.value != "PDF/X-4"
        {
            let message = format!("files of the standard `{}` are not made", pdf.value);
            self.wrong(
                pdf,
                message,
                "write `PDF/X-4`: nearly every print shop takes it, and asks for it first",
            );
        }
        let icc = self.icc(loader, raw.profile.as_ref());
        let resolution = raw.resolution;
        let (least, wanted) = resolution.map_or((None, None), |one| (one.least, one.wanted));
        let die = raw.die;
        let (spot, clear, overprint, cmyk) =
            die.map_or((None, None, None, None), |die| (die.spot, die.clear, die.overprint, die.cmyk));
        let spot = spot.filter(|spot| self.is_spot(spot)).map_or("CutContour".to_owned(), |spot| spot.value);
        let printer = Printer {
            id: id.to_owned(),
            name: raw.name,
            bleed: self.length(raw.bleed, "3mm", (0.0, 30.0)),
            safe: self.length(raw.safe, "4mm", (0.0, 50.0)),
            marks: self.marks(raw.marks),
            ink_limit: self.number(raw.ink_limit, 300.0, (100.0, 400.0), "an ink limit") / 100.0,
            resolution: Resolution {
                least: self.number(least, 150.0, (1.0, 10_000.0), "a resolution"),
                wanted: self.number(wanted, 225.0, (1.0, 10_000.0), "a resolution"),
            },
            min_line: self.length(raw.min_line, "0.3pt", (0.0, 5.0)),
            min_line_reversed: self.length(raw.min_line_reversed, "0.5pt", (0.0, 5.0)),
            min_type: self.length(raw.min_type, "6pt", (0.0, 20.0)),
            min_type_reversed: self.length(raw.min_type_reversed, "8pt", (0.0, 20.0)),
            rich_black: raw.rich_black.map(|inks| self.inks(&inks)),
            rgb_pictures: raw.rgb_pictures,
            condition: raw.condition.unwrap_or_else(|| "FOGRA39".to_owned()),
            sheet: self.sheet(raw.sheet),
            overs: self.number(raw.overs, 3.0, (0.0, 100.0), "a share of overs") / 100.0,
            die_clear: self.length(clear, "8mm", (0.0, 50.0)),
            die: DieInk {
                spot,
                overprint: overprint.unwrap_or(true),
                alternate: cmyk.map_or([0.0, 1.0, 0.0, 0.0], |inks| self.inks(&inks)),
            },
            profile: icc.as_ref()?.0.clone(),
            icc: icc?.1,
        };
        Some(printer)
    }

    fn icc(&mut self, loader: &Loader, raw: Option<&At<String>>) -> Option<(OutputProfile, Arc<[u8]>)> {
        let name = raw.map_or("FOGRA39L_coated.icc", |name| &name.value);
        let wrong = |reading: &mut Self, message: String| {
            let help = "put the ICC file of your printer into assets/icc, and write its name here";
            match raw {
                Some(at) => reading.wrong(at, message, help),
                None => reading.found.push(Diagnostic::error("wrong-profile", message).help(help)),
            }
        };
        let path = format!("assets/icc/{name}");
        let bytes = match loader.file_or_built_in(&path) {
            Ok(Some(asset)) => asset.bytes,
            Ok(None) => {
                wrong(self, format!("there is no file {path}"));
                return None;
            }
            Err(finding) => {
                self.found.push(finding);
                return None;
            }
        };
        if bytes.len() > MAX_PROFILE {
            wrong(self, format!("{path} is larger than {} MB", MAX_PROFILE >> 20));
            return None;
        }
        // Who makes a project starts with a copy of what comes along.
        if let Some(own) = assets::built_in(&path).filter(|own| **own == *bytes) {
            return Some((OutputProfile::built_in(own), Arc::from(own)));
        }
        match OutputProfile::read(&bytes) {
            Ok(profile) => Some((profile, Arc::from(&bytes[..]))),
            Err(reason) => {
                wrong(self, format!("{path} is no profile of a press: {reason}"));
                None
            }
        }
    }

    fn marks(&mut self, raw: Option<At<MarksFile>>) -> SheetMarks {
        let Some(raw) = raw else { return SheetMarks::ALL };
        match &raw.value {
            MarksFile::Word(word) if word == "none" => SheetMarks::NONE,
            MarksFile::Word(word) => {
                let help = "write `none`, or a list such as `{ crop: true, registration: true }`";
                self.wrong(&raw, format!("`{word}` is not a kind of marks"), help);
                SheetMarks::NONE
            }
            MarksFile::Some(list) => SheetMarks {
                crop: list.crop.unwrap_or(true),
                registration: list.registration.unwrap_or(true),
                color_bars: list.color_bars.unwrap_or(true),
                slug: list.slug.unwrap_or(true),
            },
        }
    }

    fn sheet(&mut self, raw: Option<At<String>>) -> SheetSize {
        let Some(raw) = raw else { return SheetSize::SRA3 };
        raw.value.parse().unwrap_or_else(|error: ParseSheetError| {
            self.wrong(&raw, error.to_string(), "write a name such as `SRA3`, or `320mm x 450mm`");
            SheetSize::SRA3
        })
    }

    /// A length within bounds in millimetres, else `default`.
    fn length(&mut self, raw: Option<At<String>>, default: &str, (least, most): (f64, f64)) -> Pt {
        let default = default.parse::<Length>().expect("it is written above").to_pt();
        let Some(raw) = raw else { return default };
        match raw.value.parse::<Length>() {
            Ok(length) if (least..=most).contains(&f64::from(length.to_mm())) => return length.to_pt(),
            Ok(_) => self.wrong(
                &raw,
                format!("`{}` is not between {least} and {most} mm", raw.value),
                "ask your printer for the right measure",
            ),
            Err(error) => self.wrong(&raw, error.to_string(), "write a number with its unit: `3mm`"),
        }
        default
    }

    fn number(&mut self, raw: Option<At<f32>>, default: f32, (least, most): (f32, f32), what: &str) -> f32 {
        let Some(raw) = raw else { return default };
        if (least..=most).contains(&raw.value) {
            return raw.value;
        }
        let message = format!("{what} is between {least} and {most}, not {}", raw.value);
        self.wrong(&raw, message, "ask your printer for the right number");
        default
    }

    /// From per cent.
    fn inks(&mut self, raw: &At<[f32; 4]>) -> [f32; 4] {
        if raw.value.iter().any(|ink| !(0.0..=100.0).contains(ink)) {
            self.wrong(
                raw,
                "an ink is not between 0 and 100".to_owned(),
                "write per cents: `[50, 40, 40, 100]`",
            );
        }
        raw.value.map(|ink| (ink / 100.0).clamp(0.0, 1.0))
    }

    /// The names of the process inks and of all inks together mean those (ISO 32000-2, 8.6.6.4).
    fn is_spot(&mut self, spot: &At<String>) -> bool {
        const TAKEN: [&str; 6] = ["Cyan", "Magenta", "Yellow", "Black", "All", "None"];
        let name = spot.value.trim();
        let is_free = !TAKEN.contains(&name) && !name.is_empty() && name.len() <= 127;
        if !is_free {
            let message = format!("`{}` cannot name a spot colour", spot.value);
            self.wrong(spot, message, "write the name your printer gave you, such as `CutContour`");
        }
        is_free
    }

    fn wrong<T>(&mut self, at: &At<T>, message: String, help: &str) {
        self.found.push(Diagnostic::error("wrong-printer", message).at(at.span(self.file)).help(help));
    }
}
