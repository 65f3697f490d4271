//! The schemas that editors read are those of the types. `UPDATE=1 cargo test --test schema` writes them.

use std::fs;
use std::path::Path;

fn in_step(name: &str, schema: String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/schema").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &schema).expect("the schema can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == schema, "{name} is not that of the types: run `UPDATE=1 cargo test --test schema`");
}

#[test]
fn campaign() {
    in_step("campaign.schema.json", drukwerk::campaign::campaign_schema());
}

#[test]
fn texts() {
    in_step("texts.schema.json", drukwerk::campaign::texts_schema());
}

#[test]
fn municipality() {
    in_step("municipality.schema.json", drukwerk::municipality::municipality_schema());
}

#[test]
fn printers() {
    in_step("printer.schema.json", drukwerk::printer::printer_schema());
}

#[test]
fn records() {
    in_step("records.schema.json", drukwerk::records::records_schema());
}
