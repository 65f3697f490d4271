//! What went wrong, where, and how to mend it. Open to every stage; only `cli` prints.

mod closest;
mod diagnostic;
mod locale;
mod render;
mod sink;
mod span;
mod words;

pub use closest::closest;
pub use diagnostic::{Diagnostic, Severity};
pub use locale::Locale;
pub use render::{render, to_json};
pub use sink::Diagnostics;
pub use span::{SourceFile, Span};
pub use words::{Decimal, Words};
