//! Hidden characters in the text of a posting, which may be instructions to a language model.

/// A text without hidden characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visible {
    /// The text without them.
    pub text: String,
    /// What was hidden: letters of tag characters, `·` for others. Empty if nothing was.
    pub hidden: String,
}

/// True for characters without a shape: zero width, direction, tags, and variation selectors beyond that of emoji.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0E}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Removes hidden characters. Soft hyphens, joiners between letters that need them, and those of emoji are removed as well, but not reported.
#[must_use]
pub fn visible(text: &str) -> Visible {
    let mut shown = String::with_capacity(text.len());
    let mut hidden = String::new();
    let mut before = ' ';
    for c in text.chars() {
        if !is_hidden(c) {
            shown.push(c);
            before = c;
            continue;
        }
        // Joiners are letters in some scripts, and parts of emoji.
        let joiner = matches!(c, '\u{200C}' | '\u{200D}') && !before.is_ascii();
        if joiner {
            shown.push(c);
        } else if c != '\u{AD}' {
            let letter = u32::from(c).checked_sub(0xE0000).and_then(char::from_u32);
            hidden.push(
                letter
                    .filter(|c| c.is_ascii() && !c.is_control())
                    .unwrap_or('·'),
            );
        }
    }
    Visible {
        text: shown,
        hidden,
    }
}

#[cfg(test)]
mod tests;
