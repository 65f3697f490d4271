//! `{municipality}`, `{fact.burglaries}`, `{url}` in campaign texts.

/// Replaces every `{name}`. `{{` and `}}` are braces. Names that nobody knows stay as they are and are
/// handed to `unknown`.
pub(super) fn fill(
    text: &str,
    value: impl Fn(&str) -> Option<String>,
    mut unknown: impl FnMut(&str),
) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let brace = &rest[..1];
        if rest[1..].starts_with(brace) {
            out.push_str(brace);
            rest = &rest[2..];
            continue;
        }
        let name = rest.strip_prefix('{').and_then(|inner| inner.split_once('}')).map(|(name, _)| name);
        match name.filter(|name| is_name(name)) {
            Some(name) => {
                match value(name) {
                    Some(value) => out.push_str(&value),
                    None => {
                        unknown(name);
                        out.push_str(&rest[..name.len() + 2]);
                    }
                }
                rest = &rest[name.len() + 2..];
            }
            None => {
                out.push_str(brace);
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '_' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_replaced_and_braces_kept() {
        let mut unknown = Vec::new();
        let value = |name: &str| (name == "a.b").then(|| "é".to_owned());
        let filled = fill("x {a.b} {{a.b}} {c} { d } {", value, |name| unknown.push(name.to_owned()));
        assert_eq!(filled, "x é {a.b} {c} { d } {");
        assert_eq!(unknown, ["c"]);
    }
}
