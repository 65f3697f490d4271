//! Style sheets of the properties and values that the engine itself says it takes, with hostile numbers.
#![no_main]

use arbitrary::Unstructured;
use drukwerk_fuzz::values;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    drukwerk_fuzz::print(&values::document(&mut Unstructured::new(bytes)));
});
