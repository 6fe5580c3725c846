//! The form in which titles are compared: without gender marks, level words and the plural.

use crate::key::key;

/// Words of a level. A title that has one as a part of its name is found with it first.
const LEVELS: &[&str] = &[
    "senior",
    "sr",
    "junior",
    "jr",
    "lead",
    "principal",
    "staff",
    "mid",
    "midlevel",
    "intermediate",
    "experienced",
    "associate",
    "graduate",
    "entry",
    "level",
    "trainee",
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "1",
    "2",
    "3",
    "erfahrener",
    "erfahrene",
    "erfahren",
    "angehender",
    "angehende",
    "leitender",
    "leitende",
    "semi",
    "semisenior",
    "ssr",
    "experimentado",
    "experimentada",
    "principiante",
    "confirme",
    "confirmee",
    "debutant",
    "debutante",
    "experimente",
    "experimentee",
    "expert",
    "experte",
];
/// Letters and words of gender marks: "(m/w/d)", "F/H/X".
const MARKS: &[&str] = &[
    "m",
    "w",
    "f",
    "d",
    "h",
    "x",
    "i",
    "n",
    "u",
    "v",
    "k",
    "t",
    "gn",
    "div",
    "diverse",
    "all",
    "genders",
    "gender",
    "alle",
    "geschlechter",
    "any",
    "mwd",
    "wmd",
    "mfd",
    "fmd",
    "hf",
    "fh",
    "mf",
    "fm",
    "mw",
];
/// Feminine endings after a star, a colon, a slash or the like: "Entwickler*in", "Infirmier·ère".
const ENDINGS: &[&str] = &[
    "innen", "se", "sse", "in", "iere", "ere", "euse", "trice", "rice", "ne", "le", "te", "e",
    "es", "s", "a", "as", "o", "os", "ora", "frau", "mann", "esse", "r", "n",
];
/// Maximum number of characters of a title that are read.
const CHARS_MAX: usize = 300;

/// A title without gender marks: "Senior Entwickler*in (m/w/d)" is "Senior Entwickler".
#[must_use]
pub fn without_marks(title: &str) -> String {
    without(title, true)
}

/// A title without the gender marks that are no part of a word: "Senior Entwickler*in (m/w/d)" is "Senior Entwickler*in".
#[must_use]
pub fn without_gender_letters(title: &str) -> String {
    without(title, false)
}

/// Without gender marks, and without the feminine endings that are added to words if those shall go, too.
fn without(title: &str, endings: bool) -> String {
    let chars: Vec<char> = title.chars().take(CHARS_MAX).collect();
    let mut kept = String::with_capacity(title.len());
    let mut rest = chars.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let length = match first {
            '(' | '[' => bracketed_mark(rest, endings && kept.ends_with(char::is_alphabetic)),
            '*' | ':' | '/' | '_' | '·' | '•' | '.' | '-' if endings => ending(rest, &kept),
            _ => None,
        };
        match length.and_then(|length| rest.get(length..)) {
            Some(next) => rest = next,
            None if endings && is_inner_in(&kept, rest) => rest = rest.get(2..).unwrap_or_default(),
            None => {
                kept.push(*first);
                rest = after;
            }
        }
    }
    let words = kept.split_whitespace().filter(|word| !is_bare_mark(word));
    words.collect::<Vec<_>>().join(" ")
}

/// A title without gender marks, and without level words at its beginning and its end, if anything is left: "Senior SEO Manager II" is "SEO Manager".
#[must_use]
pub fn without_levels_and_marks(title: &str) -> String {
    let plain = without_marks(title);
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    let is_level =
        |word: Option<&&str>| word.is_some_and(|word| LEVELS.contains(&key(word).as_str()));
    while words.len() > 1 && is_level(words.first()) {
        words.remove(0);
    }
    while words.len() > 1 && words.last().is_some_and(|word| is_step(word)) {
        words.pop();
    }
    words.join(" ")
}

/// "II", "3": a step of a career at the end of a title. A whole word there is the job: "Team Lead".
fn is_step(word: &str) -> bool {
    word.chars().count() <= 3 && LEVELS.contains(&key(word).as_str())
}

/// The length of "(m/w/d)", or of "(in)" after a letter.
fn bracketed_mark(rest: &[char], after_letter: bool) -> Option<usize> {
    let end = rest.iter().position(|c| matches!(c, ')' | ']'))?;
    let inner: String = rest.get(1..end)?.iter().collect();
    let words = key(&inner.replace(['.', '_'], " "));
    let is_mark = !words.is_empty() && words.split(' ').all(|word| MARKS.contains(&word));
    let is_ending = after_letter && ENDINGS.contains(&words.as_str());
    (is_mark || is_ending).then_some(end + 1)
}

/// The length of "*in", "/-in" or ":innen" after a letter.
fn ending(rest: &[char], kept: &str) -> Option<usize> {
    if !kept.ends_with(char::is_alphabetic) {
        return None;
    }
    let signs = rest.iter().take_while(|c| !c.is_alphanumeric()).count();
    let sign: String = rest.get(..signs)?.iter().collect();
    let letters = rest.get(signs..)?.iter().take_while(|c| c.is_alphabetic());
    let word: String = letters.collect();
    let fits = match sign.as_str() {
        "*" | ":" | "/" | "_" | "/-" | "·" | "•" | "." => ENDINGS.contains(&key(&word).as_str()),
        "-" => matches!(key(&word).as_str(), "innen" | "euse" | "trice" | "ere"),
        _ => false,
    };
    // "m/w" and "H/F" have one letter before the sign, and are no endings.
    let before = kept.chars().rev().take_while(|c| c.is_alphabetic()).count();
    (fits && before > 2).then(|| signs + word.chars().count())
}

/// The "In" of "PflegerIn", at the end of a word.
fn is_inner_in(kept: &str, rest: &[char]) -> bool {
    let ends = rest.get(2).is_none_or(|c| !c.is_alphanumeric());
    kept.ends_with(char::is_lowercase) && rest.starts_with(&['I', 'n']) && ends
}

/// "H/F", "m/w/d", "f-m-x" without brackets.
fn is_bare_mark(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let mut parts = word.split(['/', '|', '-', ':', '*', ',']);
    word.contains(['/', '|', '-', ':', '*', ','])
        && parts.all(|part| part.chars().count() == 1 && MARKS.contains(&key(part).as_str()))
}

/// The forms of a title to look for, the most exact first.
#[derive(Debug)]
pub(crate) struct Keys {
    exact: String,
    unmarked: String,
}

impl Keys {
    pub(crate) fn of(title: &str) -> Self {
        let title: String = title.chars().take(CHARS_MAX).collect();
        Self {
            exact: key(&title),
            unmarked: without_marks(&title),
        }
    }

    /// As written; without marks; in the singular; the same without level words; then the same of what is before a comma, a dash, a bracket or a
    /// slash: "Software engineer, payments", "Enfermero / Enfermera".
    pub(crate) fn forms(self) -> impl Iterator<Item = String> {
        let head = head(&self.unmarked).map(key);
        let whole = key(&self.unmarked);
        let forms = std::iter::once(self.exact).chain(shorter(&whole));
        let forms = forms.chain(head.into_iter().flat_map(|head| shorter(&head)));
        forms.filter(|form| !form.is_empty())
    }
}

/// What is before the first sign that parts a title.
fn head(title: &str) -> Option<&str> {
    let signs = [',', '|', '–', '—', '(', '[', '/', '@', ';', ':'];
    let sign = title.find(signs);
    let dash = title.find(" - ");
    let end = sign.into_iter().chain(dash).min()?;
    title.get(..end)
}

/// A key, its singular, and the same without level words.
fn shorter(key: &str) -> Vec<String> {
    let level_free = without_levels(key);
    let mut forms = vec![key.to_owned()];
    forms.extend(singular(key));
    forms.extend(without_first_levels(key));
    forms.extend(singular(&level_free));
    forms.push(level_free);
    forms
}

/// Without one, two, … level words at the beginning: "Senior staff nurse" is "staff nurse" before it is "nurse".
fn without_first_levels(key: &str) -> Vec<String> {
    let mut forms = Vec::new();
    let mut rest = key;
    while let Some((first, next)) = rest.split_once(' ') {
        if !LEVELS.contains(&first) {
            break;
        }
        forms.push(next.to_owned());
        forms.extend(singular(next));
        rest = next;
    }
    forms
}

fn without_levels(key: &str) -> String {
    let words = key.split(' ').filter(|word| !LEVELS.contains(word));
    words.collect::<Vec<_>>().join(" ")
}

/// Without the "s" of its last word, if that may be the one of a plural.
pub(crate) fn singular(key: &str) -> Option<String> {
    let bare = key.strip_suffix('s')?;
    let last = bare.rsplit(' ').next()?;
    (last.chars().count() >= 3 && !bare.ends_with(['s', 'u', 'i'])).then(|| bare.to_owned())
}
