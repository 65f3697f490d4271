//! Any text as an SVG file, and as an element of the page.
#![no_main]

libfuzzer_sys::fuzz_target!(|svg: &str| {
    let uri = drukwerk_fuzz::data_uri("image/svg+xml", svg.as_bytes());
    drukwerk_fuzz::print(&format!("<img src='{uri}'>{svg}"));
});
