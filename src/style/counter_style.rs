//! Counter styles ([CSS Counter Styles 3](https://www.w3.org/TR/css-counter-styles-3/)).

use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;

/// One `@counter-style` rule; what is `None` is the system's own, or that of the style it extends.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::style) struct CounterStyleRule {
    pub name: Arc<str>,
    pub system: System,
    /// Before and after a negative number.
    pub negative: Option<(Arc<str>, Arc<str>)>,
    pub prefix: Option<Arc<str>>,
    pub suffix: Option<Arc<str>>,
    pub range: Option<Range>,
    /// Shortest length, and what fills it up.
    pub pad: Option<(usize, Arc<str>)>,
    pub fallback: Option<Arc<str>>,
}

/// Which numbers a style is for.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::style) enum Range {
    /// What the system can do.
    Auto,
    Between(Vec<(i64, i64)>),
}

/// How a number is written ([3.1](https://www.w3.org/TR/css-counter-styles-3/#counter-style-system)).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::style) enum System {
    Cyclic(Vec<Arc<str>>),
    Numeric(Vec<Arc<str>>),
    Alphabetic(Vec<Arc<str>>),
    Symbolic(Vec<Arc<str>>),
    /// Values descend.
    Additive(Vec<(u32, Arc<str>)>),
    /// The number of the first symbol.
    Fixed(i32, Vec<Arc<str>>),
    Extends(Arc<str>),
}

/// Longer ones give way to the fallback ([2.1](https://www.w3.org/TR/css-counter-styles-3/#generate-a-counter) lets us choose).
const MAX_SYMBOLS: usize = 60;

impl System {
    pub fn covers(&self, value: i64) -> bool {
        match self {
            System::Cyclic(_) | System::Numeric(_) | System::Fixed(..) | System::Extends(_) => true,
            System::Alphabetic(_) | System::Symbolic(_) => value >= 1,
            System::Additive(_) => value >= 0,
        }
    }

    /// Whether negative numbers are written as positive ones with a sign.
    pub fn has_sign(&self) -> bool {
        !matches!(self, System::Cyclic(_) | System::Fixed(..))
    }

    /// `None` where the symbols do not suffice.
    pub fn write(&self, value: i64) -> Option<String> {
        match self {
            System::Cyclic(symbols) => {
                let at = (value - 1).rem_euclid(symbols.len() as i64);
                Some(symbols[at as usize].to_string())
            }
            System::Fixed(first, symbols) => {
                let at = usize::try_from(value - i64::from(*first)).ok()?;
                symbols.get(at).map(|symbol| symbol.to_string())
            }
            System::Symbolic(symbols) => {
                let at = usize::try_from(value - 1).ok()?;
                let times = at / symbols.len() + 1;
                (times <= MAX_SYMBOLS).then(|| symbols[at % symbols.len()].repeat(times))
            }
            System::Numeric(symbols) => Some(positional(value, symbols, 0)),
            System::Alphabetic(symbols) => (value >= 1).then(|| positional(value, symbols, 1)),
            System::Additive(symbols) => additive(value, symbols),
            System::Extends(_) => None,
        }
    }
}

/// Digits from the last to the first; `first` is what the first symbol counts.
fn positional(value: i64, symbols: &[Arc<str>], first: i64) -> String {
    let base = symbols.len() as i64;
    let mut parts: Vec<&str> = Vec::new();
    let mut rest = value;
    while rest > 0 || parts.is_empty() {
        rest -= first;
        parts.push(&symbols[(rest % base) as usize]);
        rest /= base;
    }
    parts.iter().rev().copied().collect()
}

fn additive(value: i64, symbols: &[(u32, Arc<str>)]) -> Option<String> {
    let mut out = String::new();
    if value == 0 {
        return symbols.iter().find(|(weight, _)| *weight == 0).map(|(_, symbol)| symbol.to_string());
    }
    let mut rest = value;
    let mut count = 0;
    for (weight, symbol) in symbols.iter().filter(|(weight, _)| *weight > 0) {
        let times = usize::try_from(rest / i64::from(*weight)).ok()?;
        count += times;
        if count > MAX_SYMBOLS {
            return None;
        }
        out.push_str(&symbol.repeat(times));
        rest %= i64::from(*weight);
    }
    (rest == 0).then_some(out)
}

/// Symbols before a number that is too short, its sign counted.
pub(in crate::style) fn padding(length: usize, symbol: &str, number: &str, sign: &str) -> String {
    let missing =
        length.min(MAX_SYMBOLS).saturating_sub(number.graphemes(true).count() + sign.graphemes(true).count());
    symbol.repeat(missing)
}
