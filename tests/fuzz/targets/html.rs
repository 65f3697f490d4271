//! Any text as an HTML file.
#![no_main]

libfuzzer_sys::fuzz_target!(|html: &str| {
    drukwerk_fuzz::print(html);
});
