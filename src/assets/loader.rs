use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::{Layer, Scope, data_uri, embedded, guard};
use crate::diagnostics::{Diagnostic, SourceFile};

/// Larger than any picture or font a campaign prints.
const MAX_FILE: u64 = 64 << 20;
/// Larger than any template, style sheet or YAML file that a person wrote.
const MAX_TEXT: usize = 4 << 20;
/// Templates of one layer.
const MAX_TEMPLATES: usize = 10_000;

/// The bytes of a file: in the binary, or read from the project.
#[derive(Clone, Debug)]
pub enum Bytes {
    Embedded(&'static [u8]),
    Read(Arc<[u8]>),
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Embedded(bytes) => bytes,
            Bytes::Read(bytes) => bytes,
        }
    }
}

/// A file that was found.
#[derive(Clone, Debug)]
pub struct Asset {
    pub bytes: Bytes,
    /// What messages call it: `assets/municipalities/utrecht/logo.svg`, `built in: templates/…`.
    pub name: String,
    pub layer: Layer,
}

/// A template as one layer has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFile {
    /// `letter/letter.html`
    pub name: String,
    pub layer: Layer,
    pub source: Arc<SourceFile>,
}

/// Turns references into bytes. Shared by all threads; each file is read once.
#[derive(Debug, Default)]
pub struct Loader {
    /// Canonical project root; `None`: only what is built in.
    root: Option<PathBuf>,
    /// A plain folder without layers, for `render`.
    plain: bool,
    cache: Mutex<BTreeMap<String, Option<Bytes>>>,
    /// What references turned out to mean, by scope, reference and base.
    found: Mutex<FxHashMap<(Scope, String, String), Asset>>,
    /// By the names of their files, with the bytes: all `data:` addresses have one name.
    texts: Mutex<FxHashMap<String, (Bytes, Arc<SourceFile>)>>,
}

/// References that are kept: letters of a print run may bring their own.
const MAX_FOUND: usize = 4096;

impl Loader {
    /// For a project: the folder that holds `campaigns/`, `templates/` and `assets/`.
    pub fn project(root: &Path) -> Result<Loader, Diagnostic> {
        Ok(Loader { root: Some(canonical(root)?), ..Loader::default() })
    }

    /// For plain HTML: references are paths below one folder.
    pub fn folder(root: &Path) -> Result<Loader, Diagnostic> {
        Ok(Loader { root: Some(canonical(root)?), plain: true, ..Loader::default() })
    }

    /// Only what is in the binary.
    pub fn built_in() -> Loader {
        Loader::default()
    }

    /// The project a campaign folder belongs to: the parent of its `campaigns/`, or the folder itself.
    pub fn project_of(campaign: &Path) -> Result<Loader, Diagnostic> {
        let folder = canonical(campaign)?;
        let root = match folder.parent() {
            Some(parent) if parent.file_name().is_some_and(|name| name == "campaigns") => {
                parent.parent().unwrap_or(&folder).to_owned()
            }
            _ => folder.clone(),
        };
        Loader::project(&root)
    }

    pub fn root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// A file of the project by its path, without layers; `None` if there is none.
    pub fn file(&self, path: &str) -> Result<Option<Asset>, Diagnostic> {
        let bytes = self.read(path)?;
        Ok(bytes.map(|bytes| Asset { bytes, name: path.to_owned(), layer: Layer::Project }))
    }

    /// A file of the project, or else the built-in one of that path.
    pub fn file_or_built_in(&self, path: &str) -> Result<Option<Asset>, Diagnostic> {
        match self.file(path)? {
            Some(asset) => Ok(Some(asset)),
            None => Ok(embedded::file(path).map(|bytes| Asset {
                bytes: Bytes::Embedded(bytes),
                name: format!("built in: {path}"),
                layer: Layer::BuiltIn,
            })),
        }
    }

    /// All layers' files of one template, strongest first.
    pub fn template(&self, scope: &Scope, name: &str) -> Result<Vec<TemplateFile>, Diagnostic> {
        let mut found = Vec::new();
        for layer in scope.layers() {
            let path = format!("{}/{name}", layer.templates());
            if guard::resolve("", &path).is_none() {
                return Err(outside(name));
            }
            if let Some(asset) = self.in_layer(&layer, &path)? {
                found.push(TemplateFile { name: name.to_owned(), layer, source: text(&asset)? });
            }
        }
        // Where the project is this program's own repository, two layers are the same file.
        if let [.., project, built_in] = found.as_slice()
            && project.layer == Layer::Project
            && built_in.layer == Layer::BuiltIn
            && project.source.text == built_in.source.text
        {
            found.pop();
        }
        Ok(found)
    }

    /// Names of all templates that any layer has.
    pub fn template_names(&self, scope: &Scope) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for layer in scope.layers() {
            let folder = layer.templates();
            let strip = |path: &String| {
                path.strip_prefix(&folder).and_then(|rest| rest.strip_prefix('/')).map(str::to_owned)
            };
            names.extend(embedded::files_below(&folder).iter().filter_map(strip));
            names.extend(self.files_below(&folder).iter().filter_map(strip));
        }
        names
    }

    /// Ids of the profiles in the project and in the binary.
    pub fn municipality_ids(&self) -> BTreeSet<String> {
        self.ids_below("assets/municipalities", "municipality.yaml")
    }

    /// Names of the printers in the project and in the binary.
    pub fn printer_ids(&self) -> BTreeSet<String> {
        let name = |path: &String| {
            let name = path.strip_prefix("assets/printers/")?.strip_suffix(".yaml")?;
            (!name.contains('/')).then(|| name.to_owned())
        };
        let folder = "assets/printers";
        embedded::files_below(folder).iter().chain(&self.files_below(folder)).filter_map(name).collect()
    }

    pub fn campaign_ids(&self) -> BTreeSet<String> {
        self.ids_below("campaigns", "campaign.yaml")
    }

    fn ids_below(&self, folder: &str, file: &str) -> BTreeSet<String> {
        let id = |path: &String| {
            let rest = path.strip_prefix(folder)?.strip_prefix('/')?;
            rest.strip_suffix(file)?.strip_suffix('/').filter(|id| !id.contains('/')).map(str::to_owned)
        };
        embedded::files_below(folder).iter().chain(&self.files_below(folder)).filter_map(id).collect()
    }

    /// What a `src`, `href` or `url()` names. `base` is the file it stands in: `letter/letter.css`.
    pub fn asset(&self, scope: &Scope, reference: &str, base: &str) -> Result<Asset, Diagnostic> {
        if data_uri::is_data(reference) {
            let bytes = data_uri::decode(reference)
                .ok_or_else(|| Diagnostic::error("broken-data-uri", "the `data:` address is malformed"))?;
            return Ok(Asset {
                bytes: Bytes::Read(bytes.into()),
                name: "data: address".to_owned(),
                layer: Layer::Project,
            });
        }
        let found = || self.found.lock().expect("no thread panics with the cache");
        let key = (scope.clone(), reference.to_owned(), base.to_owned());
        if let Some(known) = found().get(&key) {
            return Ok(known.clone());
        }
        let asset = self.find(scope, reference, base)?;
        let mut found = found();
        if found.len() >= MAX_FOUND {
            found.clear();
        }
        found.insert(key, asset.clone());
        Ok(asset)
    }

    /// The text of a file; see [`text`].
    pub fn text(&self, asset: &Asset) -> Result<Arc<SourceFile>, Diagnostic> {
        let texts = || self.texts.lock().expect("no thread panics with the cache");
        if let Some((bytes, known)) = texts().get(&asset.name)
            && std::ptr::eq(&**bytes, &*asset.bytes)
        {
            return Ok(known.clone());
        }
        let file = text(asset)?;
        texts().insert(asset.name.clone(), (asset.bytes.clone(), file.clone()));
        Ok(file)
    }

    fn find(&self, scope: &Scope, reference: &str, base: &str) -> Result<Asset, Diagnostic> {
        let reference = reference.split(['#', '?']).next().unwrap_or_default();
        if reference.contains("://") || reference.starts_with("//") {
            return Err(Diagnostic::error("remote-file", format!("`{reference}` is on the network"))
                .help("drukwerk never goes online: put the file in the project and name it there"));
        }
        let reference = percent_decoded(reference);
        let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut places = Vec::new();
        let mut inside = false;
        if self.plain {
            let path = guard::resolve(folder, &reference).ok_or_else(|| outside(&reference))?;
            return match self.read(&path)? {
                Some(bytes) => Ok(Asset { bytes, name: path, layer: Layer::Project }),
                None => Err(missing(&reference, &[path], &[])),
            };
        }
        if let Some(path) = guard::resolve(folder, &reference) {
            inside = true;
            for layer in scope.layers() {
                let path = format!("{}/{path}", layer.templates());
                if let Some(asset) = self.in_layer(&layer, &path)? {
                    return Ok(asset);
                }
            }
            places.push(format!("templates/{path}"));
        }
        if let Some(path) = guard::resolve("", &reference) {
            inside = true;
            for layer in scope.layers() {
                let path = format!("{}/{path}", layer.assets());
                if let Some(asset) = self.in_layer(&layer, &path)? {
                    return Ok(asset);
                }
                if layer != Layer::BuiltIn {
                    places.push(path);
                }
            }
        }
        if !inside {
            return Err(outside(&reference));
        }
        let nearby: Vec<String> =
            scope.layers().iter().flat_map(|layer| self.files_below(&layer.assets())).collect();
        Err(missing(&reference, &places, &nearby))
    }

    fn in_layer(&self, layer: &Layer, path: &str) -> Result<Option<Asset>, Diagnostic> {
        let built_in = || {
            embedded::file(path).map(|bytes| Asset {
                bytes: Bytes::Embedded(bytes),
                name: format!("built in: {path}"),
                layer: layer.clone(),
            })
        };
        match layer {
            Layer::BuiltIn => Ok(built_in()),
            Layer::Project => {
                Ok(self.read(path)?.map(|bytes| Asset { bytes, name: path.to_owned(), layer: layer.clone() }))
            }
            // Campaigns and municipalities of the binary work in an empty folder, too.
            _ => Ok(self
                .read(path)?
                .map(|bytes| Asset { bytes, name: path.to_owned(), layer: layer.clone() })
                .or_else(built_in)),
        }
    }

    /// Reads a file below the root, once.
    /// SHA-256 of every file that was asked for so far, with its name, and of what was not there.
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for (path, bytes) in &*self.cache.lock().expect("no thread panics with the cache") {
            hash.update((path.len() as u64).to_le_bytes());
            hash.update(path.as_bytes());
            match bytes {
                Some(bytes) => hash.update(Sha256::digest(&**bytes)),
                None => hash.update([0]),
            }
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn read(&self, path: &str) -> Result<Option<Bytes>, Diagnostic> {
        let Some(root) = &self.root else { return Ok(None) };
        if let Some(known) = self.cache.lock().expect("no thread panics with the cache").get(path) {
            return Ok(known.clone());
        }
        let found = read_below(root, path)?.map(|bytes| Bytes::Read(bytes.into()));
        self.cache.lock().expect("no thread panics with the cache").insert(path.to_owned(), found.clone());
        Ok(found)
    }

    /// Path and bytes of the binary's files below a folder, sorted.
    pub fn built_in_files(folder: &str) -> Vec<(String, &'static [u8])> {
        let paths = embedded::files_below(folder).into_iter();
        paths.filter_map(|path| embedded::file(&path).map(|bytes| (path, bytes))).collect()
    }

    /// Whether the project or the binary has any file below a folder.
    pub fn has_files_below(&self, folder: &str) -> bool {
        !embedded::files_below(folder).is_empty() || !self.files_below(folder).is_empty()
    }

    /// Paths of the project's files below a folder, sorted.
    pub fn files_below(&self, folder: &str) -> Vec<String> {
        let Some(root) = &self.root else { return Vec::new() };
        let mut found = Vec::new();
        let mut open = vec![folder.to_owned()];
        while let Some(folder) = open.pop() {
            let Ok(entries) = fs::read_dir(root.join(&folder)) else { continue };
            for entry in entries.flatten() {
                let Ok(kind) = entry.file_type() else { continue };
                let Ok(name) = entry.file_name().into_string() else { continue };
                let path = format!("{folder}/{name}");
                if kind.is_dir() && open.len() < MAX_TEMPLATES {
                    open.push(path);
                } else if kind.is_file() && found.len() < MAX_TEMPLATES {
                    found.push(path);
                }
            }
        }
        found.sort();
        found
    }
}

/// A file as text, byte order mark taken off.
pub fn text(asset: &Asset) -> Result<Arc<SourceFile>, Diagnostic> {
    if asset.bytes.len() > MAX_TEXT {
        return Err(Diagnostic::error(
            "file-too-large",
            format!("the file is larger than {} MB", MAX_TEXT >> 20),
        )
        .in_file(&asset.name));
    }
    let bytes = asset.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&asset.bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Arc::new(SourceFile { name: asset.name.clone(), text: text.to_owned() })),
        Err(error) => {
            let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
            Err(Diagnostic::error("not-utf8", format!("line {line} has bytes that are not UTF-8 text"))
                .in_file(&asset.name)
                .help("save the file as UTF-8"))
        }
    }
}

fn canonical(path: &Path) -> Result<PathBuf, Diagnostic> {
    fs::canonicalize(path).map_err(|error| {
        Diagnostic::error(
            "missing-folder",
            format!("the folder `{}` cannot be opened: {}", path.display(), reason(&error)),
        )
    })
}

fn read_below(root: &Path, path: &str) -> Result<Option<Vec<u8>>, Diagnostic> {
    let full = root.join(path);
    let real = match fs::canonicalize(&full) {
        Ok(real) => real,
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound
                    | io::ErrorKind::NotADirectory
                    | io::ErrorKind::InvalidInput
                    | io::ErrorKind::InvalidFilename
            ) =>
        {
            return Ok(None);
        }
        Err(error) => return Err(unreadable(path, &error)),
    };
    // A symbolic link may point anywhere; what it points to decides.
    if !real.starts_with(root) {
        return Err(outside(path));
    }
    let file = fs::File::open(&real).map_err(|error| unreadable(path, &error))?;
    let meta = file.metadata().map_err(|error| unreadable(path, &error))?;
    if !meta.is_file() {
        return Ok(None);
    }
    if meta.len() > MAX_FILE {
        return Err(Diagnostic::error(
            "file-too-large",
            format!("`{path}` is larger than {} MB", MAX_FILE >> 20),
        ));
    }
    let mut bytes = Vec::with_capacity(meta.len() as usize);
    file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    Ok(Some(bytes))
}

fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error("unreadable-file", format!("`{path}` cannot be read: {}", reason(error)))
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it does not exist".to_owned(),
        io::ErrorKind::PermissionDenied => "permission is denied".to_owned(),
        _ => error.to_string(),
    }
}

fn outside(reference: &str) -> Diagnostic {
    Diagnostic::error("outside-project", format!("`{reference}` leads out of the project"))
        .help("put the file in the project and name it by its place there")
}

fn missing(reference: &str, places: &[String], nearby: &[String]) -> Diagnostic {
    let code = match reference.rsplit('.').next().map(str::to_ascii_lowercase).as_deref() {
        Some("png" | "jpg" | "jpeg" | "svg" | "gif" | "webp") => "missing-image",
        Some("ttf" | "otf" | "woff" | "woff2" | "ttc") => "missing-font",
        _ => "missing-file",
    };
    let mut diagnostic = Diagnostic::error(code, format!("there is no file `{reference}`"));
    if !places.is_empty() {
        diagnostic = diagnostic.note(format!("looked for {}", places.join(", ")));
    }
    let name = reference.rsplit('/').next().unwrap_or(reference);
    let close = nearby
        .iter()
        .map(|path| (strsim::jaro_winkler(path.rsplit('/').next().unwrap_or(path), name), path))
        .filter(|(score, _)| *score > 0.85)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
    match close {
        Some((_, path)) => diagnostic.help(format!("did you mean `{path}`?")),
        None => diagnostic.help("check the name, capitals included"),
    }
}

fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    data_uri::decode(&format!("data:,{text}"))
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_else(|| text.to_owned())
}
