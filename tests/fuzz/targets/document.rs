//! Documents as the tests make them by chance, steered by the fuzzer to where the code has not been:
//! whatever layout does, no text may be lost or doubled.
#![no_main]

use arbitrary::Unstructured;
use drukwerk_fuzz::random;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let made = random::document(&mut Unstructured::new(bytes));
    let (document, found) = drukwerk_fuzz::print(&made.html);
    if let Err(broken) = made.check(&document.pages, &found) {
        panic!("{broken}\n{}", made.html);
    }
});
