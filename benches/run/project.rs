//! A project of its own: the example campaign and its municipality as they are, and the letters beside this file.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

pub fn make() -> TempDir {
    let project = tempfile::tempdir().expect("there is room for a folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    copy(&root.join("benches/run/project"), project.path());
    for folder in ["campaigns/donkere-dagen", "assets/municipalities/utrecht", "templates"] {
        copy(&root.join(folder), &project.path().join(folder));
    }
    let example = root.join("campaigns/donkere-dagen");
    for campaign in ["brieven", "arabisch"] {
        copy(&example.join("images"), &project.path().join("campaigns").join(campaign).join("images"));
    }
    let profile = project.path().join("assets/municipalities/utrecht/municipality.yaml");
    let text = fs::read_to_string(&profile).expect("the example has a profile");
    // The example does not write in Arabic.
    fs::write(&profile, text.replace("languages: [nl, en]", "languages: [nl, en, ar]"))
        .expect("there is room for a file");
    project
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("there is room for a folder");
    for entry in fs::read_dir(from).expect("the folder is committed") {
        let entry = entry.expect("the folder is readable");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("there is room for a file");
        }
    }
}
