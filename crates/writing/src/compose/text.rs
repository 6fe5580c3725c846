//! Prepares what people write in a profile for a sentence: marks, emoji, capitals, several statements in one.

use std::borrow::Cow;

use taxonomy::{Kind, Taxonomy};

/// Abbreviations whose full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "z.b", "ca", "nr", "bzw", "inkl", "usw", "u.a", "d.h", "dr", "st", "e.g", "i.e", "approx",
    "no", "inc", "ltd", "mr", "ms", "mrs", "vs", "etc", "prof", "max", "min", "str", "co", "abt",
    "vgl", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    "mio", "mrd", "tsd",
];
/// The longest title of a posting in a letter.
pub(super) const POST_CHARS_MAX: usize = 70;
/// Capitals of that share make a text one in capitals.
const CAPITALS_MIN: usize = 8;

/// One statement: no marks, one line, no full stop at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Statement {
    /// What it says.
    pub text: String,
    /// True if it was written in capitals, so its names are not known for certain.
    pub capitals: bool,
}

/// The first statement of a text; none if nothing is left.
pub(super) fn statement(text: &str, taxonomy: &Taxonomy) -> Option<Statement> {
    let cleaned = clean(text);
    let first = first_sentence(&cleaned);
    let first =
        first_clause(first).trim_matches(|c: char| c.is_whitespace() || ",;:.!-–—".contains(c));
    let first = balanced(first);
    let nothing = [
        "not applicable",
        "none",
        "n/a",
        "tbd",
        "to be done",
        "keine",
        "entfällt",
        "various tasks",
        "diverses",
    ];
    let says_nothing = nothing.contains(&first.to_lowercase().as_str());
    if says_nothing || first.chars().filter(|c| c.is_alphabetic()).count() < 3 {
        return None;
    }
    let capitals = is_in_capitals(&first);
    let text = if capitals {
        without_capitals(&first, taxonomy)
    } else {
        first.into_owned()
    };
    Some(Statement { text, capitals })
}

/// One line without emoji, list marks and doubled spaces.
pub(super) fn clean(text: &str) -> String {
    let visible = text.chars().map(|c| if is_decoration(c) { ' ' } else { c });
    let spaced: String = visible.collect();
    let joined = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    let marks = |c: char| c.is_whitespace() || "•·*-–—>→►▪◦✓✔#|_~".contains(c);
    joined.trim_start_matches(marks).trim_end().to_owned()
}

fn is_decoration(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}' | '\u{E0000}'..='\u{E007F}')
        || c.is_control()
}

/// Up to the full stop that ends the first sentence, without it.
pub(super) fn first_sentence(text: &str) -> &str {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(['.', '!', '?'])) {
        let at = from + at;
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + 1..).unwrap_or_default();
        let word = before.rsplit([' ', '(']).next().unwrap_or_default();
        let goes_on = after
            .strip_prefix([' ', '"', '”', '“'])
            .and_then(|next| next.chars().next())
            .is_some_and(|next| !next.is_lowercase());
        let short =
            word.chars().count() <= 1 || ABBREVIATIONS.contains(&word.to_lowercase().as_str());
        let ordinal = word.chars().all(|c| c.is_ascii_digit());
        if goes_on && !short && !ordinal && before.chars().count() >= 12 {
            return before;
        }
        from = at + 1;
    }
    text
}

/// Up to the first semicolon or dash, if enough is before it.
fn first_clause(text: &str) -> &str {
    let ends = [";", " – ", " — ", " - ", " | ", " => ", " -> ", " → "];
    let cut = ends
        .iter()
        .filter_map(|end| text.find(end))
        .filter(|at| {
            text.get(..*at)
                .is_some_and(|before| before.split(' ').count() >= 3)
        })
        .min();
    cut.and_then(|at| text.get(..at)).unwrap_or(text)
}

/// Without a bracket or quotation mark that has no partner.
fn balanced(text: &str) -> Cow<'_, str> {
    let count = |sign: char| text.chars().filter(|c| *c == sign).count();
    let (open, closed) = (count('('), count(')'));
    let quotes = count('"');
    let typographic = count('“') != count('”') || count('„') > 0;
    if open == closed && quotes.is_multiple_of(2) && !typographic {
        return Cow::Borrowed(text);
    }
    let mut kept = text.to_owned();
    if open > closed {
        // What was cut off within brackets is left out.
        let before = text.rsplit_once('(').map_or(text, |(before, _)| before);
        before.clone_into(&mut kept);
    } else if open < closed {
        kept = kept.replace(['(', ')'], "");
    }
    if !quotes.is_multiple_of(2) || typographic {
        kept = kept.replace(['"', '“', '”', '„'], "");
    }
    Cow::Owned(kept.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// True if nearly all letters are capitals.
pub(crate) fn is_in_capitals(text: &str) -> bool {
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    capitals >= CAPITALS_MIN && capitals * 10 >= letters * 8
}

/// In lower case, except words with digits and the names of products, which get their usual spelling.
pub(crate) fn without_capitals(text: &str, taxonomy: &Taxonomy) -> String {
    let word = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let name = taxonomy
            .named_skill(bare)
            .filter(|skill| matches!(skill.kind(), Kind::Tool | Kind::Language | Kind::Licence))
            .map(taxonomy::Skill::label)
            .filter(|label| label.to_lowercase() == bare.to_lowercase());
        match name {
            Some(label) => word.replace(bare, label),
            None if bare.chars().any(char::is_numeric) => word.to_owned(),
            None => word.to_lowercase(),
        }
    };
    let lowered: Vec<String> = text.split(' ').map(word).collect();
    upper_first(&lowered.join(" "))
}

/// True if a text names a year.
pub(super) fn names_a_year(text: &str) -> bool {
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers
        .filter(|number| number.len() == 4)
        .any(|number| number.starts_with("19") || number.starts_with("20"))
}

/// True if a statement reads as one when it is quoted.
pub(super) fn can_be_quoted(text: &str) -> bool {
    words(text).len() >= 3
        && !text.contains([';', '@', '<', '>'])
        && text.matches(',').count() < 3
        && !text.contains("://")
}

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<&str> {
    text.split(' ').filter(|word| !word.is_empty()).collect()
}

/// A word in lower case without the signs around it.
pub(super) fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase()
}

/// The text with a first letter in upper case.
pub(crate) fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// The text with a first letter in lower case.
pub(super) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

/// True for "SRE" and "GitHub".
pub(super) fn has_inner_capital(word: &str) -> bool {
    word.chars().skip(1).any(char::is_uppercase)
}

/// True if a word keeps its capitals wherever it stands: "SAP", "GitHub", "A1", or the name of a product.
pub(super) fn is_name(word: &str, taxonomy: &Taxonomy) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let inner = bare
        .chars()
        .skip(1)
        .any(|c| c.is_uppercase() || c.is_numeric());
    let one = bare.chars().count() == 1 && bare != "A";
    let international = taxonomy.named_skill(bare).is_some_and(|skill| {
        use taxonomy::Language::{De, Es, Fr};
        let label = skill.label();
        let same = [De, Es, Fr]
            .iter()
            .all(|language| skill.label_in(*language) == Some(label));
        same && label == bare && !label.ends_with("ing") && !label.ends_with("ment")
    });
    inner || one || international || bare.chars().next().is_some_and(char::is_numeric) || {
        let named = taxonomy.named_skill(bare);
        named.is_some_and(|skill| {
            let kinds = [Kind::Tool, Kind::Language, Kind::Licence];
            let written = skill.names().iter().any(|name| name.text == bare);
            kinds.contains(&skill.kind()) && written && bare.chars().any(char::is_uppercase)
        })
    }
}

/// "a, b and c" with the word for "and".
pub(super) fn list(values: &[String], and: &str) -> String {
    match values {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} {and} {last}", before.join(", ")),
    }
}

/// A title without "in Vollzeit" and the like.
fn without_hours(title: &str) -> String {
    let hours = [
        "vollzeit",
        "teilzeit",
        "full-time",
        "part-time",
        "full time",
        "part time",
        "remote",
        "hybrid",
        "homeoffice",
    ];
    let joints = [
        " in ", " - ", " – ", ", ", " ", " und ", " oder ", " or ", " / ", "/",
    ];
    let mut kept = title.trim();
    loop {
        let lower = kept.to_lowercase();
        let ends = hours
            .iter()
            .flat_map(|word| joints.iter().map(move |joint| format!("{joint}{word}")));
        let found = ends
            .filter(|end| lower.ends_with(end.as_str()))
            .max_by_key(String::len);
        let Some(shorter) = found.and_then(|end| kept.get(..kept.len().checked_sub(end.len())?))
        else {
            return kept.to_owned();
        };
        kept = shorter.trim_end();
    }
}

/// A title without what is in brackets, except an ending: "Mitarbeiter(in)".
fn without_brackets(title: &str) -> String {
    let mut kept = String::new();
    let (mut depth, mut in_ending) = (0_usize, false);
    for (at, c) in title.char_indices() {
        let after = title.get(at + c.len_utf8()..).unwrap_or_default();
        match c {
            '(' | '[' if depth == 0 && kept.ends_with(char::is_lowercase) && is_ending(after) => {
                in_ending = true;
                kept.push(c);
            }
            ')' | ']' if in_ending => {
                in_ending = false;
                kept.push(c);
            }
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// True for "in)", "-frau)".
fn is_ending(after_bracket: &str) -> bool {
    let inner = after_bracket.split([')', ']']).next().unwrap_or_default();
    (1..=5).contains(&inner.len()) && inner.chars().all(|c| c.is_lowercase() || c == '-')
}

/// A title without "(m/w/d)", brackets and what follows a comma, a dash or a bar; at most so many characters, or none. Its words stay as they are:
/// nobody knows of what gender the person is.
pub(super) fn short_title(title: &str, max: usize) -> Option<String> {
    let unmarked = taxonomy::without_gender_letters(&clean(title));
    let kept = without_hours(without_brackets(&unmarked).trim());
    let ends = [" - ", " – ", " — ", " | ", " // ", ": ", "; ", ", ", " @ "];
    let cut = |text: &str, ends: &[&str]| {
        let at = ends
            .iter()
            .filter_map(|end| text.find(end))
            .filter(|at| *at > 0)
            .min();
        at.and_then(|at| text.get(..at))
            .unwrap_or(text)
            .trim()
            .to_owned()
    };
    let mut short = cut(&kept, &ends);
    if short.chars().count() > max {
        short = cut(&short, &[" / "]);
    }
    let short = short
        .trim_matches(|c: char| c.is_whitespace() || ",;:-–/|".contains(c))
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let letters = short.chars().filter(|c| c.is_alphabetic()).count();
    (letters >= 2 && short.chars().count() <= max).then_some(short)
}
