//! Scripts: which are written without spaces, and which language's stemmer reads a word.

/// True for characters of scripts that put no spaces between words, or, as Korean, attach particles to them.
#[must_use]
pub const fn has_no_spaces(c: char) -> bool {
    matches!(c,
        '\u{E00}'..='\u{EFF}'
        | '\u{1000}'..='\u{109F}'
        | '\u{1100}'..='\u{11FF}'
        | '\u{1780}'..='\u{17FF}'
        | '\u{3005}' | '\u{3007}'
        | '\u{3040}'..='\u{30FF}'
        | '\u{3105}'..='\u{318F}'
        | '\u{31A0}'..='\u{31BF}'
        | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{A960}'..='\u{A97F}'
        | '\u{AC00}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FF66}'..='\u{FFDC}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// True for Hangul syllables and letters.
pub(crate) const fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{A960}'..='\u{A97F}' | '\u{AC00}'..='\u{D7FF}')
}

/// True for letters of the Latin script.
pub(crate) const fn is_latin(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
}

/// Korean particles that are attached to a noun, longest first.
const PARTICLES: &[&str] = &[
    "에서", "에게", "까지", "부터", "으로", "을", "를", "은", "는", "와", "과",
];

/// A Korean word without the particle at its end, if at least two syllables remain; any other text as it is.
#[must_use]
pub fn without_particle(word: &str) -> &str {
    if word.is_empty() || !word.chars().all(is_hangul) {
        return word;
    }
    let noun = PARTICLES
        .iter()
        .find_map(|particle| word.strip_suffix(particle))
        .filter(|noun| noun.chars().count() >= 2);
    // These also end nouns, so a longer one must remain.
    let subject = || {
        word.strip_suffix(['이', '가'])
            .filter(|noun| noun.chars().count() >= 3)
    };
    noun.or_else(subject).unwrap_or(word)
}
