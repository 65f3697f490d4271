//! Documents that ask for more than there is: they end, and soon, with pages or with an error that says what
//! was too much.

use drukwerk::diagnostics::Severity;

use super::compose;
use drukwerk::assets::Loader;
use drukwerk::compose::Composer;

/// The codes of the errors; the test itself fails by panic, stack or patience.
fn errors(html: &str) -> Vec<&'static str> {
    let loader = Loader::built_in();
    let (_, found) = compose(&Composer::new(&loader), html, "hostile.html");
    let errors = found.iter().filter(|finding| finding.severity == Severity::Error);
    let mut codes: Vec<&str> = errors.map(|finding| finding.code).collect();
    codes.dedup();
    codes
}

#[test]
fn boxes_inside_each_other_have_room() {
    for display in ["grid", "flex", "inline-block", "table", "list-item"] {
        let html = format!("<style>div {{ display: {display} }}</style>{}x", "<div>".repeat(200));
        assert_eq!(errors(&html), [""; 0], "{display}");
    }
}

#[test]
fn tables_in_tables_without_end_are_refused() {
    let html =
        format!("<style>div {{ display: table }}</style>{}", "<div><p>a</p>".repeat(30) + &"b ".repeat(99));
    assert_eq!(errors(&html), ["too-complex"]);
    let few =
        format!("<style>div {{ display: table }}</style>{}", "<div><p>a</p>".repeat(6) + &"b ".repeat(999));
    assert_eq!(errors(&few), [""; 0]);
}
