use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::shard::ShardChoice;
use crate::campaign::{Date, parse_date};
use crate::run::Shard;

/// Turn one campaign into letters, posters, articles and door hangers as PDF.
///
/// A campaign is a folder with a campaign.yaml. Every municipality gets its own colours, logo and
/// contacts; templates are HTML and CSS. Nothing is downloaded and nothing is sent anywhere.
#[derive(Debug, Parser)]
#[command(
    name = "drukwerk",
    version,
    propagate_version = true,
    arg_required_else_help = true,
    max_term_width = 100
)]
#[command(
    after_help = "Start here:\n  drukwerk init my-campaign\n  cd my-campaign\n  drukwerk build campaigns/donkere-dagen\n\n\
    Exit codes: 0 all is well, 1 there are errors, 2 the command itself was wrong."
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the PDFs of a campaign
    #[command(after_help = "Examples:\n  \
        drukwerk build campaigns/donkere-dagen\n  \
        drukwerk build campaigns/donkere-dagen -m utrecht -p letter -l nl\n  \
        drukwerk build campaigns/donkere-dagen --target print --printer online\n  \
        drukwerk build campaigns/donkere-dagen -p door-hanger --impose sra3\n  \
        drukwerk build campaigns/donkere-dagen -m Leiden      any Dutch municipality works\n  \
        drukwerk build campaigns/donkere-dagen --explain utrecht/nl/letter\n\n\
        The files come in dist/<campaign>/<municipality>/<language>/. An edition that fails never stops\n\
        the others; its file of an earlier build is removed.")]
    Build(Build),

    /// Find everything that is wrong with a campaign, without writing files
    #[command(after_help = "Examples:\n  \
        drukwerk check campaigns/donkere-dagen\n  \
        drukwerk check campaigns/donkere-dagen -m utrecht --deny warnings\n\n\
        Finds what `build` would find, and lists every text that is missing in a language.")]
    Check(Check),

    /// Make pictures of the pages, for those who have to say yes before anything is printed
    #[command(after_help = "Examples:\n  \
        drukwerk proof campaigns/donkere-dagen\n  \
        drukwerk proof campaigns/donkere-dagen -m utrecht -l nl --pixels 2000\n  \
        drukwerk proof campaigns/donkere-dagen -m utrecht -p door-hanger --plates\n  \
        drukwerk proof campaigns/donkere-dagen --target web --no-watermark\n\n\
        One contact sheet for each municipality and language comes in proofs/<campaign>/, in the colours of\n\
        the press, with lines for trim, bleed, safe area, die and envelope window. What the preflight refuses is\n\
        shown all the same; if one of its pieces has no pages at all there is no sheet.")]
    Proof(Proof),

    /// Print a letter for each record of a file with addresses
    #[command(after_help = "Examples:\n  \
        drukwerk run campaigns/donkere-dagen --piece letter -m utrecht --records residents.csv\n  \
        drukwerk run campaigns/donkere-dagen --piece letter -m utrecht --records residents.xlsx --duplex\n  \
        drukwerk run campaigns/donkere-dagen --piece letter -m utrecht --records residents.csv --proof\n  \
        drukwerk run campaigns/donkere-dagen --piece letter -m utrecht --records residents.csv --resume\n  \
        drukwerk run campaigns/donkere-dagen --piece letter -m utrecht --records residents.csv --rows 812-840\n  \
        drukwerk run campaigns/donkere-dagen --piece letter -m utrecht --records residents.csv --shard 3/16\n\n\
        The letters come in batches in dist/run, with run.json (what became of every row), packing-list.csv and\n\
        SHA256SUMS. Rows that cannot be printed are written beside the records, with the reason.")]
    Run(Run),

    /// Check that the shards of a print run are all there, and list them as one run
    #[command(after_help = "Example:\n  drukwerk collect dist/run\n\n\
        Every record must be printed, refused or skipped exactly once, and every file be as it was written. Then\n\
        run.json, packing-list.csv and SHA256SUMS of the whole run are written; the letters stay where they are.")]
    Collect(Collect),

    /// Start a new project in a folder, with an example campaign that builds at once
    #[command(after_help = "Example:\n  drukwerk init my-campaign")]
    Init {
        /// The folder to make; it must be new or empty
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },

    /// Show what there is to choose from
    #[command(after_help = "Examples:\n  drukwerk list campaigns\n  drukwerk list municipalities")]
    List {
        #[arg(value_enum)]
        what: Listed,
    },

    /// Make a PDF of one HTML file with its CSS
    #[command(after_help = "Example:\n  drukwerk render flyer.html -o flyer.pdf\n\n\
        Images, style sheets and fonts (`@font-face`) are read from the folder of the HTML file, or from --base.\n\
        With --printer the PDF is PDF/X-4 in the inks of that printer's press, with its bleed and marks.")]
    Render(Render),

    /// Show which CSS properties and values are supported
    #[command(after_help = "Examples:\n  drukwerk css\n  drukwerk css float hyphens\n\n\
        Values in <angle brackets> are kinds of values, such as <length> for 3mm. Every property also takes\n\
        inherit, initial, unset and revert. Whatever is not listed is a warning when a style sheet has it.")]
    Css {
        /// Only these properties
        #[arg(value_name = "PROPERTY")]
        properties: Vec<String>,
        /// For people, or one JSON object per property
        #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
        format: Format,
    },

    /// Print the JSON Schema of a YAML file, for completion in an editor
    #[command(after_help = "Example:\n  drukwerk schema campaign > campaign.schema.json")]
    Schema {
        #[arg(value_enum, default_value = "campaign")]
        what: Described,
    },

    /// Print completions for a shell
    #[command(
        after_help = "Example:\n  drukwerk completions bash > ~/.local/share/bash-completion/completions/drukwerk"
    )]
    Completions {
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },

    /// Look into the templates, or start your own version of one
    #[command(subcommand)]
    Templates(Templates),

    /// Look at address data before it is printed, or make examples of it
    #[command(subcommand)]
    Records(RecordsCommand),
}

#[derive(Debug, Args)]
pub struct Render {
    /// The HTML file
    #[arg(value_name = "FILE.html")]
    pub file: PathBuf,
    /// The PDF to write
    #[arg(short, long, value_name = "OUT.pdf")]
    pub output: PathBuf,
    /// The folder that images, style sheets and fonts are read from; nothing outside it is read
    #[arg(long, value_name = "DIR")]
    pub base: Option<PathBuf>,
    /// For this printer's press: offset, online, digital, or a file in assets/printers, without .yaml
    #[arg(long, value_name = "NAME")]
    pub printer: Option<String>,
    #[command(flatten)]
    pub report: Report,
}

#[derive(Debug, Args)]
pub struct Build {
    #[command(flatten)]
    pub selection: Selection,
    #[command(flatten)]
    pub production: Production,
    /// The folder for the files [default: dist/<campaign>]
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// How many editions to make at the same time [default: one for each processor]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    #[command(flatten)]
    pub report: Report,
    /// Put the pages for print on sheets as well: sra3, sra4, or a size such as 320x450mm
    #[arg(long, value_name = "SHEET")]
    pub impose: Option<String>,
    /// What stands beside each other on a sheet
    #[arg(long, value_enum, value_name = "ARRANGEMENT", default_value = "repeat", requires = "impose")]
    pub arrange: ArrangementChoice,
    /// How a sheet goes over to its back: over its long side, or over its head
    #[arg(long, value_enum, value_name = "FLIP", default_value = "turn", requires = "impose")]
    pub flip: FlipChoice,
    /// Instead of building: tell where each block, colour and text of one edition comes from
    #[arg(long, value_name = "MUNICIPALITY/LANGUAGE/PIECE")]
    pub explain: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ArrangementChoice {
    /// The same piece in every place, as often as its quantity asks
    #[default]
    Repeat,
    /// The pages one after the other, in order again after cutting and stacking
    CutAndStack,
    /// Folded and stapled
    Booklet,
    /// Front and back on one form
    OneForm,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum FlipChoice {
    /// Left and right change places (work and turn)
    #[default]
    Turn,
    /// Top and bottom change places (work and tumble)
    Tumble,
}

#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub selection: Selection,
    #[command(flatten)]
    pub production: Production,
    /// How many editions to look at at the same time [default: one for each processor]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    #[command(flatten)]
    pub report: Report,
}

#[derive(Debug, Args)]
pub struct Run {
    /// The folder with campaign.yaml
    #[arg(value_name = "CAMPAIGN_DIR")]
    pub campaign: PathBuf,
    /// The piece that is printed for each record
    #[arg(short, long, value_name = "PIECE", default_value = "letter")]
    pub piece: String,
    /// The municipality, by name or CBS code
    #[arg(short, long, value_name = "NAME")]
    pub municipality: String,
    /// The addresses: CSV or XLSX
    #[arg(short, long, value_name = "FILE")]
    pub records: PathBuf,
    /// Which column is what, where the names of the columns do not say it
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// The language of records that name none [default: the campaign's first]
    #[arg(short, long, value_name = "CODE")]
    pub language: Option<String>,
    /// Letters for a press, or for screens
    #[arg(long, value_enum, value_name = "TARGET", default_value = "print")]
    pub target: RunTarget,
    /// Who prints: a file in assets/printers, without .yaml [default: the campaign's, else offset]
    #[arg(long, value_name = "NAME")]
    pub printer: Option<String>,
    /// Records in one file
    #[arg(long, value_name = "NUMBER", default_value_t = 5000, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    pub batch: u64,
    /// The order of the file, which sorted mail needs, or by postcode, street and number
    #[arg(long, value_enum, value_name = "ORDER", default_value = "file")]
    pub order: OrderChoice,
    /// Print no second letter for the same person at the same address
    #[arg(long)]
    pub skip_duplicates: bool,
    /// Print on both sides: each letter begins on a new sheet
    #[arg(long)]
    pub duplex: bool,
    /// Begin each batch with a sheet that says what it is
    #[arg(long)]
    pub separators: bool,
    /// Print only these rows once more, as the spreadsheet counts: 812-840, or 812
    #[arg(long, value_name = "FROM-TO", conflicts_with = "proof")]
    pub rows: Option<RowRange>,
    /// Only one part of the run, such as 3/16 counted from 1; auto: the engine that runs it says which
    #[arg(long, value_name = "NUMBER/OF", conflicts_with = "rows")]
    pub shard: Option<ShardChoice>,
    /// In how many parts the run is made; which of them this is, the engine says that runs it
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=Shard::MOST as i64), conflicts_with = "rows")]
    pub shards: Option<u32>,
    /// Print a few letters to look at: shortest, longest, first, last, one of each language, some by chance
    #[arg(long, conflicts_with_all = ["shard", "shards"])]
    pub proof: bool,
    /// Another number picks other letters by chance
    #[arg(long, value_name = "NUMBER", default_value_t = 1, requires = "proof")]
    pub seed: u64,
    /// Go on with a run that was interrupted
    #[arg(long)]
    pub resume: bool,
    /// Where rows go that cannot be printed [default: beside the records, as .refused.csv]
    #[arg(long, value_name = "FILE")]
    pub refused: Option<PathBuf>,
    /// Write what was mended in the addresses: row, column and kind, never a value
    #[arg(long, value_name = "FILE")]
    pub repairs: Option<PathBuf>,
    /// How many refused rows are no failure
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    pub max_errors: u64,
    /// The day after which the letters must be gone [default: 90 days after the date of the campaign]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub expires: Option<Date>,
    /// Show findings without what may stand in a row, for logs that others read
    #[arg(long)]
    pub redact: bool,
    /// The folder for the letters [default: dist/run, dist/run-rows-812-840, proofs/run]
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// How many batches to make at the same time [default: one for each processor]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    #[command(flatten)]
    pub report: Report,
}

#[derive(Debug, Args)]
pub struct Collect {
    /// The folder that holds the folders of the shards, such as shard-03-of-16
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// How many refused rows are no failure
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    pub max_errors: u64,
    #[command(flatten)]
    pub report: Report,
}

impl Run {
    /// All languages of the piece: which ones are printed the records say.
    pub fn selection(&self) -> Selection {
        Selection {
            campaign: self.campaign.clone(),
            municipalities: vec![self.municipality.clone()],
            pieces: vec![self.piece.clone()],
            languages: Vec::new(),
        }
    }

    pub fn production(&self) -> Production {
        let target = match self.target {
            RunTarget::Print => TargetChoice::Print,
            RunTarget::Web => TargetChoice::Web,
        };
        Production { target, printer: self.printer.clone() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RunTarget {
    Print,
    Web,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OrderChoice {
    File,
    Address,
}

fn day(text: &str) -> Result<Date, String> {
    parse_date(text).ok_or_else(|| "write year, month and day: 2014-03-31".to_owned())
}

/// Rows as the spreadsheet counts them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowRange(pub std::ops::RangeInclusive<u32>);

impl std::str::FromStr for RowRange {
    type Err = String;

    fn from_str(text: &str) -> Result<RowRange, String> {
        let (from, to) = text.split_once('-').unwrap_or((text, text));
        match (from.trim().parse(), to.trim().parse()) {
            (Ok(from), Ok(to)) if from <= to && from > 1 => Ok(RowRange(from..=to)),
            (Ok(0 | 1), Ok(_)) => Err("row 1 is the header: the first record is row 2".to_owned()),
            _ => Err("write the first and the last row: 812-840".to_owned()),
        }
    }
}

#[derive(Debug, Args)]
pub struct Proof {
    #[command(flatten)]
    pub selection: Selection,
    /// The pages for print, with bleed, marks and die line, or those for screens
    #[arg(long, value_enum, value_name = "TARGET", default_value = "print")]
    pub target: ProofTarget,
    /// Who prints: a file in assets/printers, without .yaml [default: the campaign's, else offset]
    #[arg(long, value_name = "NAME")]
    pub printer: Option<String>,
    /// Pixels of the longer side of every page
    #[arg(long, value_name = "NUMBER", default_value = "1000", value_parser = clap::value_parser!(u32).range(50..=20_000))]
    pub pixels: u32,
    /// Each page once for each ink of the press, in grey: its plates
    #[arg(long, conflicts_with = "target")]
    pub plates: bool,
    /// Leave out PROOF across each page
    #[arg(long)]
    pub no_watermark: bool,
    /// The folder for the pictures [default: proofs/<campaign>]
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// How many sheets to make at the same time [default: one for each processor]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    #[command(flatten)]
    pub report: Report,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ProofTarget {
    #[default]
    Print,
    Web,
}

impl From<ProofTarget> for TargetChoice {
    fn from(target: ProofTarget) -> TargetChoice {
        match target {
            ProofTarget::Print => TargetChoice::Print,
            ProofTarget::Web => TargetChoice::Web,
        }
    }
}

/// What the files are for, and who prints them.
#[derive(Clone, Debug, Default, Args)]
pub struct Production {
    /// What the files are for: print has the press's inks, bleed, marks and die line; web is for screens
    #[arg(long, value_enum, value_name = "TARGET", default_value = "all")]
    pub target: TargetChoice,
    /// Who prints: a file in assets/printers, without .yaml [default: the campaign's, else offset]
    #[arg(long, value_name = "NAME")]
    pub printer: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum TargetChoice {
    Print,
    Web,
    #[default]
    All,
}

/// The campaign, and which of its editions.
#[derive(Debug, Args)]
pub struct Selection {
    /// The folder with campaign.yaml
    #[arg(value_name = "CAMPAIGN_DIR")]
    pub campaign: PathBuf,
    /// Only this municipality, by name or CBS code; may be given more than once
    #[arg(short, long = "municipality", value_name = "NAME")]
    pub municipalities: Vec<String>,
    /// Only this piece: letter, poster, …; may be given more than once
    #[arg(short, long = "piece", value_name = "PIECE")]
    pub pieces: Vec<String>,
    /// Only this language: nl, en, …; may be given more than once
    #[arg(short, long = "language", value_name = "CODE")]
    pub languages: Vec<String>,
}

#[derive(Clone, Debug, Default, Args)]
pub struct Report {
    /// How to report: for people, or one JSON object per line on standard output
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human", hide_possible_values = false)]
    pub format: Format,
    /// Treat these as errors
    #[arg(long, value_enum, value_name = "WHAT")]
    pub deny: Option<Deny>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    #[default]
    Human,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    Warnings,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Listed {
    Campaigns,
    Municipalities,
    Templates,
    Printers,
    Fonts,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Described {
    Campaign,
    Texts,
    Municipality,
    Printer,
    Records,
}

#[derive(Debug, Subcommand)]
pub enum Templates {
    /// Show the blocks and variables of a piece's template, and which layers are in force
    #[command(
        after_help = "Examples:\n  drukwerk templates show letter\n  drukwerk templates show letter -m utrecht"
    )]
    Show {
        /// The piece's template: letter, poster, …
        template: String,
        #[command(flatten)]
        layers: Layers,
    },
    /// Write the smallest file that changes one block; an existing file is never overwritten
    #[command(after_help = "Example:\n  drukwerk templates copy letter --block body -m utrecht")]
    Copy {
        /// The piece's template: letter, poster, …
        template: String,
        /// The block to change; `templates show` lists them
        #[arg(long, value_name = "BLOCK")]
        block: String,
        #[command(flatten)]
        layers: Layers,
    },
}

#[derive(Debug, Subcommand)]
pub enum RecordsCommand {
    /// Show what is read of a file with addresses: columns, refused rows, what is mended, duplicates
    #[command(after_help = "Examples:\n  \
        drukwerk records check residents.csv\n  \
        drukwerk records check residents.xlsx --mapping mapping.yaml\n\n\
        CSV and XLSX. Rows have the numbers of your spreadsheet; no name or address is printed. If a row is\n\
        refused the exit code is 1.")]
    Check(RecordsCheck),
    /// Make addresses of residents that do not exist, to try things with
    #[command(after_help = "Examples:\n  \
        drukwerk records sample --count 100 -o residents.csv\n  \
        drukwerk records sample --count 40000 --languages nl,en -o residents.xlsx")]
    Sample(RecordsSample),
}

#[derive(Debug, Args)]
pub struct RecordsCheck {
    /// The file with addresses: CSV or XLSX
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Which column is what, if their names do not say so: `drukwerk schema records`
    #[arg(long, value_name = "FILE.yaml")]
    pub mapping: Option<PathBuf>,
    /// How to report: for people, or one JSON object per line
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct RecordsSample {
    /// How many residents
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub count: u32,
    /// Another number gives other residents
    #[arg(long, value_name = "NUMBER", default_value = "1")]
    pub seed: u64,
    /// The languages they read; most read the first
    #[arg(long, value_name = "CODES", value_delimiter = ',', default_value = "nl")]
    pub languages: Vec<String>,
    /// The file to write, CSV or XLSX by its name [default: CSV on standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Whose version of a template.
#[derive(Clone, Debug, Default, Args)]
pub struct Layers {
    /// As this municipality has it
    #[arg(short, long, value_name = "NAME")]
    pub municipality: Option<String>,
    /// As this campaign has it (its folder)
    #[arg(short, long, value_name = "CAMPAIGN_DIR")]
    pub campaign: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_holds_together() {
        super::Cli::command().debug_assert();
    }
}
