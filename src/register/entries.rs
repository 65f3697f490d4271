use std::collections::BTreeMap;

use crate::assets::{self, Loader};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// The Dutch municipalities by CBS code.
#[derive(Clone, Debug)]
pub struct Register {
    pub entries: Vec<Entry>,
}

/// One municipality of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name that folders and files use: `den-haag`. Two of the same name carry their code.
    pub id: String,
    /// `GM0344`
    pub cbs_code: String,
    pub official_name: String,
    pub common_name: String,
    /// `VR09`
    pub safety_region: String,
    /// [`slug`] of the official and of the common name.
    slugs: [String; 2],
}

impl Register {
    /// Reads `assets/municipalities.csv`, the project's own or the built-in one.
    pub fn load(loader: &Loader) -> Result<Register, Diagnostics> {
        let asset = loader
            .file_or_built_in("assets/municipalities.csv")?
            .expect("the register is part of the program");
        let file = assets::text(&asset)?;
        let mut reader = csv::Reader::from_reader(file.text.as_bytes());
        let mut entries = Vec::new();
        for (index, record) in reader.records().enumerate() {
            let row = record.ok().filter(|record| record.len() >= 4);
            let Some(record) = row else {
                return Err(Diagnostic::error(
                    "broken-register",
                    format!("row {} does not have four columns", index + 2),
                )
                .in_file(&file.name)
                .into());
            };
            let column = |at: usize| record[at].trim().to_owned();
            let slugs = [slug(&column(1)), slug(&column(2))];
            entries.push(Entry {
                id: slugs[1].clone(),
                cbs_code: column(0),
                official_name: column(1),
                common_name: column(2),
                safety_region: column(3),
                slugs,
            });
        }
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        for entry in &entries {
            *count.entry(entry.id.clone()).or_default() += 1;
        }
        for entry in entries.iter_mut().filter(|entry| count[&entry.id] > 1) {
            entry.id = format!("{}-{}", entry.id, entry.cbs_code.to_lowercase());
        }
        Ok(Register { entries })
    }

    /// All of them, in the order of the file.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    /// Finds a municipality by code, id, official or common name; case, accents, apostrophes, hyphens
    /// and spaces do not matter.
    pub fn find(&self, query: &str) -> Result<&Entry, Diagnostic> {
        let key = slug(query);
        if let Some(entry) =
            self.entries.iter().find(|entry| entry.cbs_code.eq_ignore_ascii_case(query.trim()))
        {
            return Ok(entry);
        }
        let mut matches: Vec<&Entry> =
            self.entries.iter().filter(|entry| entry.id == key || entry.slugs.contains(&key)).collect();
        if matches.len() > 1
            && let Some(exact) =
                matches.iter().position(|entry| entry.slugs[0] == key && entry.slugs[1] != key)
        {
            matches = vec![matches[exact]];
        }
        match matches.as_slice() {
            [one] => Ok(one),
            [] => Err(self.unknown(query)),
            several => {
                let list = several
                    .iter()
                    .map(|entry| format!("{} ({})", entry.official_name, entry.cbs_code))
                    .collect::<Vec<_>>();
                Err(Diagnostic::error(
                    "ambiguous-municipality",
                    format!("there are {} municipalities called `{}`", several.len(), query.trim()),
                )
                .note(list.join(", "))
                .help(format!("name the one you mean by its code, such as `{}`", several[0].cbs_code)))
            }
        }
    }

    fn unknown(&self, query: &str) -> Diagnostic {
        let key = slug(query);
        let close = self
            .entries
            .iter()
            .flat_map(|entry| {
                [&entry.official_name, &entry.common_name]
                    .into_iter()
                    .zip(&entry.slugs)
                    .map(|(name, slug)| (strsim::jaro_winkler(slug, &key), name))
            })
            .filter(|(score, _)| *score >= 0.8)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
        let diagnostic =
            Diagnostic::error("unknown-municipality", format!("there is no municipality `{}`", query.trim()));
        match close {
            Some((_, name)) => diagnostic.help(format!("did you mean `{name}`?")),
            None => diagnostic.help("`drukwerk list municipalities` shows all names and codes"),
        }
    }
}

/// Lower case, without accents and apostrophes, words joined by hyphens: `'s-Gravenhage` is
/// `s-gravenhage`, `Súdwest-Fryslân` is `sudwest-fryslan`.
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for character in name.to_lowercase().chars() {
        match plain(character) {
            Some(plain) => slug.push(plain),
            None if matches!(character, '\'' | '’' | '‘' | '.' | '(' | ')' | '`') => {}
            None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            None => {}
        }
    }
    slug.trim_end_matches('-').to_owned()
}

fn plain(character: char) -> Option<char> {
    Some(match character {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ý' | 'ÿ' => 'y',
        character if character.is_alphanumeric() => character,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn register() -> Register {
        Register::load(&Loader::built_in()).expect("the register is sound")
    }

    fn found(query: &str) -> String {
        match register().find(query) {
            Ok(entry) => entry.cbs_code.clone(),
            Err(diagnostic) => {
                format!("{}: {}", diagnostic.message, diagnostic.help.as_deref().unwrap_or_default())
            }
        }
    }

    #[test]
    fn finds_by_code_and_by_any_name() {
        for query in ["GM0518", "gm0518", "Den Haag", "den-haag", "'s-Gravenhage", "s gravenhage", "DEN HAAG"]
        {
            assert_eq!(found(query), "GM0518", "{query}");
        }
        assert_eq!(found("sudwest fryslan"), "GM1900");
    }

    #[test]
    fn asks_which_bergen() {
        assert!(
            found("Bergen")
                .starts_with("there are 2 municipalities called `Bergen`: name the one you mean by its code")
        );
        assert_eq!(found("Bergen (NH.)"), "GM0373");
        assert_eq!(found("bergen-gm0893"), "GM0893");
    }

    #[test]
    fn says_what_was_meant() {
        assert_eq!(found("Utrect"), "there is no municipality `Utrect`: did you mean `Utrecht`?");
    }

    #[test]
    fn has_all_municipalities_under_ids_of_their_own() {
        let register = register();
        let ids: std::collections::BTreeSet<String> =
            register.entries.iter().map(|entry| entry.id.clone()).collect();
        assert_eq!((register.entries.len(), ids.len()), (342, 342));
    }
}
