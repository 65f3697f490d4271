use std::ffi::c_long;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Milliseconds until freed memory goes back to the system. At the allocator's own second, a print run of many
/// batches takes a tenth more than one of two; at 0 it is slower.
const PURGE_DELAY: c_long = 10;

/// `mi_option_purge_delay` of `mimalloc.h`, which its bindings leave out.
const PURGE_DELAY_OPTION: libmimalloc_sys::mi_option_t = 15;

fn main() -> ExitCode {
    // SAFETY: it sets a number, and nothing if it does not know the option; no other thread runs yet.
    unsafe { libmimalloc_sys::mi_option_set_default(PURGE_DELAY_OPTION, PURGE_DELAY) };
    drukwerk::cli::run()
}
