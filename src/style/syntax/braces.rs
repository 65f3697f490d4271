use super::blocks::Place;
use super::problem::Problem;

/// A brace too many or too few, which CSS itself reads over in silence.
pub(super) fn unbalanced(text: &str) -> Option<Problem> {
    let bytes = text.as_bytes();
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at = text[at + 2..].find("*/").map_or(bytes.len(), |end| at + 2 + end + 1);
            }
            quote @ (b'"' | b'\'') => at = end_of_string(bytes, at, quote),
            b'\\' => at += 1,
            b'{' => open.push(at),
            b'}' if open.pop().is_none() => {
                return Some(problem("this `}` closes nothing", at).label("nothing is open here"));
            }
            _ => {}
        }
        at += 1;
    }
    // The innermost one is where the slip most likely is.
    open.pop().map(|at| problem("this `{` is never closed", at).label("opened here"))
}

/// Strings end at the end of the line, closed or not.
fn end_of_string(bytes: &[u8], start: usize, quote: u8) -> usize {
    let mut at = start + 1;
    while at < bytes.len() && bytes[at] != quote && bytes[at] != b'\n' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at
}

fn problem(message: &str, at: usize) -> Problem {
    Problem::new("css-syntax", message, Place { start: at as u32, end: at as u32 + 1 })
}
