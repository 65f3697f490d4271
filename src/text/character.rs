//! What single characters are to shaping and breaking.

/// Ends its line (UAX 14: BK, CR, LF, NL).
pub(super) fn is_line_end(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// White space that hangs over the end of a line and is not seen there.
pub(super) fn hangs(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\u{200b}') || is_line_end(character)
}

/// Spaces that justification and `word-spacing` widen.
pub(super) fn is_word_space(text: &str) -> bool {
    matches!(text, " " | "\u{a0}")
}

/// A character without a glyph that leaves the text when it has done its work: nobody who copies the
/// text expects it there.
pub(super) fn is_dropped(character: char) -> bool {
    let is_invisible = matches!(character,
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    is_invisible || character.is_control()
}

/// The Unicode property `Default_Ignorable_Code_Point`: shown as nothing by a font without it.
pub(super) fn is_ignorable(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Spaces of all widths; shaping makes those that a font lacks.
pub(super) fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}
