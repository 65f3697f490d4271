//! Other people's programs as judges. Where one is not installed its test says so and passes.

use std::path::Path;
use std::process::Command;

/// What a program prints about a file; None if the program is not installed.
pub fn ask(program: &str, arguments: &[&str], pdf: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().expect("a folder for the file");
    let file = folder.path().join("test.pdf");
    std::fs::write(&file, pdf).expect("the file can be written");
    let arguments = arguments.iter().map(|argument| if *argument == "{}" { path(&file) } else { *argument });
    let Ok(output) = Command::new(program).args(arguments).output() else {
        eprintln!("skipped: `{program}` is not installed");
        return None;
    };
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program}: {text}{complaints}");
    Some(text)
}

fn path(file: &Path) -> &str {
    file.to_str().expect("the temporary folder's name is UTF-8")
}

/// A page's content stream as text.
pub fn content(pdf: &[u8], page: u32) -> String {
    let document = lopdf::Document::load_mem(pdf).expect("lopdf reads what it wrote");
    let id = document.get_pages()[&page];
    String::from_utf8_lossy(&document.get_page_content(id)).into_owned()
}
