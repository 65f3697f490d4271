use super::super::property::Quotes;

/// Opening and closing marks of a level, 0 being the outermost. `auto` is the language's custom.
pub(super) fn pair(quotes: &Quotes, language: &str, level: usize) -> (String, String) {
    match quotes {
        Quotes::None => (String::new(), String::new()),
        Quotes::Pairs(pairs) => {
            let at = level.min(pairs.len().saturating_sub(1));
            pairs.get(at).map_or_else(Default::default, |(open, close)| (open.to_string(), close.to_string()))
        }
        Quotes::Auto => {
            let [open, close, inner_open, inner_close] = custom(language);
            let (open, close) =
                if level.is_multiple_of(2) { (open, close) } else { (inner_open, inner_close) };
            (open.to_owned(), close.to_owned())
        }
    }
}

/// Outer and inner marks of a language.
type Custom = [&'static str; 4];

/// Of a tag, or else of the longest beginning of it that has a custom.
fn custom(language: &str) -> Custom {
    let lower = language.to_ascii_lowercase().replace('_', "-");
    // Where a language is written in several scripts, the country tells which one.
    let tag = match lower.as_str() {
        "zh-tw" | "zh-hk" | "zh-mo" => "zh-hant",
        tag => tag,
    };
    let beginnings = std::iter::successors(Some(tag), |tag| Some(tag.rsplit_once('-')?.0));
    let of = |table: &[(Custom, &str)], tag: &str| {
        table
            .iter()
            .find(|(_, tags)| tags.split_whitespace().any(|known| known == tag))
            .map(|(marks, _)| *marks)
    };
    let known = |tag: &str| of(TYPOGRAPHERS, tag).or_else(|| of(CLDR, tag));
    beginnings.map(known).find_map(|marks| marks).unwrap_or(["“", "”", "‘", "’"])
}

/// Where printers set other marks than CLDR names.
const TYPOGRAPHERS: &[(Custom, &str)] = &[
    // CLDR has ‘ ’ on both levels: nobody could tell where the inner one ends.
    (["‘", "’", "“", "”"], "nl"),
    // Spaces inside, as in all French print; in Switzerland there are none.
    (["«\u{a0}", "\u{a0}»", "«\u{a0}", "\u{a0}»"], "fr"),
    (["«\u{a0}", "\u{a0}»", "“", "”"], "fr-ca"),
    // The rule of the Swiss Federal Chancellery for official texts.
    (["«", "»", "‹", "›"], "de-ch de-li"),
];

/// The delimiters of [Unicode CLDR 48](https://cldr.unicode.org), as its JSON package `cldr-misc-full` 48.2 has
/// them (© Unicode, Inc., Unicode License v3). What is not here has the marks of English.
const CLDR: &[(Custom, &str)] = &[
    (
        ["«", "»", "“", "”"],
        "ast blo bm br ca cv dyo el es-us eu ewo ie it kab kk lij mg mua nnh pms pt-ao pt-ch pt-cv pt-gq pt-gw \
         pt-lu pt-mo pt-mz pt-pt pt-st pt-tl sc sg ti",
    ),
    (["„", "“", "‚", "‘"], "bs-cyrl cs de dsb et hr hsb is ksh lb luy mk nds sk sl"),
    (["«", "»", "‹", "›"], "am az-arab az-cyrl fa fr-ch gsw jgo kkj mzn rm sdh wae"),
    (["«", "»", "„", "“"], "bas be bua ky os ru sah tyv uk"),
    (["”", "”", "’", "’"], "fi he lag rn se sn sv yi"),
    (["«", "»", "‘", "’"], "dua el-polyton ksf nb nn no rw"),
    (["”", "“", "’", "‘"], "ar lld ms-arab syr ur"),
    (["«", "»", "«", "»"], "ht hy oc yav"),
    (["„", "“", "„", "“"], "bg lt prg sgs"),
    (["“", "”", "‘", "’"], "bm-nkoo ff-adlm uz-arab uz-cyrl"),
    (["‘", "’", "“", "”"], "fur ia ti-er tn"),
    (["「", "」", "『", "』"], "ja yue zh-hant"),
    (["„", "”", "«", "»"], "nmg pl ro"),
    (["„", "”", "‚", "’"], "agq ff"),
    (["„", "”", "»", "«"], "hu szl"),
    (["»", "«", "›", "‹"], "kk-arab ug"),
    (["«", "»", "„", "”"], "shi zgh"),
    (["„", "”", "‘", "’"], "bs"),
    (["“", "”", "«", "»"], "eo"),
    (["„", "“", "«", "»"], "ka"),
    (["„", "”", "’", "’"], "sr"),
    (["“", "’", "“", "”"], "st"),
    (["“", "”", "“", "”"], "tk"),
    (["“", "”", "’", "‘"], "uz"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_known_beginning_of_a_tag_counts() {
        assert_eq!(custom("nl-BE"), ["‘", "’", "“", "”"]);
        assert_eq!(custom("pt"), ["“", "”", "‘", "’"]);
        assert_eq!(custom("pt-PT"), ["«", "»", "“", "”"]);
        assert_eq!(custom("de_AT"), ["„", "“", "‚", "‘"]);
        assert_eq!(custom("fr-CH"), ["«", "»", "‹", "›"]);
        assert_eq!(custom("zh-TW"), custom("zh-Hant-HK"));
        assert_eq!(custom(""), custom("en"));
    }

    #[test]
    fn no_tag_stands_twice() {
        let all: Vec<&str> = CLDR.iter().flat_map(|(_, tags)| tags.split_whitespace()).collect();
        let unique: std::collections::BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(all.len(), unique.len());
    }
}
