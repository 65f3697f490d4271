use include_dir::{Dir, include_dir};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static MUNICIPALITIES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/municipalities");
static PRINTERS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/printers");
static ICC: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/icc");
static CAMPAIGNS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/campaigns");
static REGISTER: &[u8] = include_bytes!("../../assets/municipalities.csv");

/// A file of the binary by its path in a project: `templates/letter/letter.html`. The fonts are
/// built into `text`, which reads them without a copy.
pub fn file(path: &str) -> Option<&'static [u8]> {
    if path == "assets/municipalities.csv" {
        return Some(REGISTER);
    }
    let (folder, rest) = folder_of(path)?;
    folder.get_file(rest).map(include_dir::File::contents)
}

/// Paths of all files below a folder, sorted.
pub fn files_below(path: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (prefix, folder) in FOLDERS {
        collect(prefix, folder, &mut found);
    }
    found.retain(|file| file.strip_prefix(path).is_some_and(|rest| rest.starts_with('/') || path.is_empty()));
    found.sort();
    found
}

const FOLDERS: [(&str, &Dir<'_>); 5] = [
    ("templates", &TEMPLATES),
    ("assets/municipalities", &MUNICIPALITIES),
    ("assets/printers", &PRINTERS),
    ("assets/icc", &ICC),
    ("campaigns", &CAMPAIGNS),
];

fn folder_of(path: &str) -> Option<(&'static Dir<'static>, &str)> {
    FOLDERS
        .iter()
        .find_map(|(prefix, folder)| path.strip_prefix(prefix)?.strip_prefix('/').map(|rest| (*folder, rest)))
}

fn collect(prefix: &str, folder: &Dir<'_>, found: &mut Vec<String>) {
    found.extend(folder.files().map(|file| format!("{prefix}/{}", file.path().display())));
    for inner in folder.dirs() {
        collect(prefix, inner, found);
    }
}
