//! FORM: invisible characters, letters that look like others, placeholders, and sentences that are too long.

use crate::{check::Check, injection::is_hidden, refusal::Rule};

/// The most characters of a sentence.
const CHARS_MAX: usize = 600;
/// Signs of templates that were not filled in.
const PLACEHOLDERS: &[&str] = &[
    "{{",
    "}}",
    "[your ",
    "[company",
    "[name",
    "[insert",
    "[firma",
    "[ihr ",
    "<name>",
    "<company>",
    "lorem ipsum",
    "[date",
    "[datum",
    "[position",
    "[hiring",
    "xxx",
    "todo:",
    "${",
    "[job",
    "[unternehmen",
];

pub(crate) fn form(check: &mut Check<'_>) {
    let text = check.sentence.text.clone();
    if text.trim().is_empty() {
        check.refuse_all(Rule::Form, "no text");
        return;
    }
    if text.chars().count() > CHARS_MAX {
        check.refuse_all(Rule::Form, format!("more than {CHARS_MAX} characters"));
    }
    let hidden = text
        .char_indices()
        .find(|(_, c)| is_hidden(*c) || c.is_control());
    if let Some((start, c)) = hidden {
        check.refuse_bytes(
            Rule::Form,
            start..start + c.len_utf8(),
            "an invisible character",
        );
    }
    let lower = text.to_lowercase();
    if let Some(found) = PLACEHOLDERS.iter().find(|found| lower.contains(**found)) {
        check.refuse_all(Rule::Form, format!("a placeholder: {found}"));
    }
    let mixed = check.text.tokens.iter().find(|token| {
        let raw = text.get(token.span.clone()).unwrap_or_default();
        let latin = raw.chars().any(|c| c.is_alphabetic() && is_latin(c));
        latin
            && raw
                .chars()
                .any(|c| c.is_alphabetic() && !is_latin(c) && c != 'µ' && c != 'μ')
    });
    if let Some(span) = mixed.map(|token| token.span.clone()) {
        check.refuse_bytes(Rule::Form, span, "letters of two scripts in a word");
    }
}

/// Letters of the Latin script, and those without a script.
pub(super) fn is_latin(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '\u{AA}' | '\u{BA}' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | '\u{FB00}'..='\u{FB06}' | '\u{FF21}'..='\u{FF5A}')
        || !c.is_alphabetic()
}
