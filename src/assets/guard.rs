//! Keeps every path inside the project.

/// Joins a reference to the folder of the file that names it, both relative to one root. `None` if it
/// leads out of the root.
pub fn resolve(folder: &str, reference: &str) -> Option<String> {
    if reference.starts_with('/') || reference.contains('\\') || reference.contains('\0') {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in reference.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part if part.contains(':') => return None,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn joins_inside_the_root() {
        assert_eq!(resolve("letter", "letter.css").as_deref(), Some("letter/letter.css"));
        assert_eq!(resolve("letter", "../shared/base.css").as_deref(), Some("shared/base.css"));
        assert_eq!(resolve("", "./images//sky.svg").as_deref(), Some("images/sky.svg"));
    }

    #[test]
    fn refuses_what_leads_out() {
        for reference in ["../../etc/passwd", "/etc/passwd", "..\\secret", "c:/secret", "a/../../b"] {
            assert_eq!(resolve("", reference), None, "{reference}");
        }
    }
}
