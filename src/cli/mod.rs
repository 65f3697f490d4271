//! The command line: reads what is wanted, calls the library, prints and exits. Nothing else does.

mod args;
