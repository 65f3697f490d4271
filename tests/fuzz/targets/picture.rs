//! Any bytes as a picture.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let uri = drukwerk_fuzz::data_uri("", bytes);
    drukwerk_fuzz::print(&format!("<img src='{uri}'>"));
});
