//! What went wrong, where, and how to mend it. Open to every stage; only `cli` prints.

mod diagnostic;
mod sink;
mod span;

pub use diagnostic::{Diagnostic, Severity};
pub use sink::Diagnostics;
pub use span::{SourceFile, Span};
