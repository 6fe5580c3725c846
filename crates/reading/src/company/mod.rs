//! Names of companies: when two names are of one company.
//!
//! Rules: case, accents, punctuation, `&` and "and" do not matter. A legal form at the end is not part of the name, however it is written
//! ("SA", "S.A.", "Ltd", "Limited"), but it tells companies apart: "Halden SA" and "Halden AG" are two, "Halden S.A." and "Halden SA" are
//! one. A name without a legal form is that of the company that had the name first. A name without letters and digits is itself.

use crate::{
    text::tidy,
    words::{is_of_word, simplified},
};

/// Legal forms: how they are written, folded and without signs, and their usual form. The longest that ends a name counts.
const FORMS: &str = include_str!("forms.tsv");
/// Forms of scripts without spaces, before or after the name.
const UNSPACED_FORMS: &[(&str, &str)] = &[
    ("株式会社", "kk"),
    ("㈱", "kk"),
    ("(株)", "kk"),
    ("（株）", "kk"),
    ("合同会社", "gk"),
    ("有限会社", "yk"),
    ("㈲", "yk"),
    ("(有)", "yk"),
    ("（有）", "yk"),
    ("股份有限公司", "gufen"),
    ("有限责任公司", "youxian"),
    ("有限公司", "youxian"),
    ("주식회사", "jusik"),
    ("(주)", "jusik"),
    ("（주）", "jusik"),
    ("㈜", "jusik"),
    ("유한회사", "yuhan"),
];
/// Forms that also come before the name.
const LEADING: &[&str] = &[
    "ооо", "оао", "зао", "пао", "ао", "ип", "тов", "pt", "uab", "sia",
];
/// Words that join two parts of a name, as `&` does.
const AND: &[&str] = &["and", "und", "et"];
/// Maximum length of a key: names are cut to it.
const CHARS_MAX: usize = 150;

/// A name as a key: two names with the same key are of one company.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// The name without its legal form; never empty, if the name has a visible character.
    pub base: String,
    /// The usual form of its legal form.
    pub form: Option<&'static str>,
}

impl Name {
    /// Reads a name.
    #[must_use]
    pub fn read(name: &str) -> Self {
        let name = tidy(name, CHARS_MAX);
        let (name, unspaced) = without_unspaced_form(&name);
        let words = words(&name);
        let (kept, form) = without_form(&words);
        let kept: Vec<&str> = kept.iter().map(String::as_str).collect();
        let last = kept.len().saturating_sub(1);
        let base: Vec<&str> = kept
            .iter()
            .enumerate()
            .filter(|(index, word)| *index == 0 || *index == last || !AND.contains(word))
            .map(|(_, word)| *word)
            .collect();
        let base = match base.join(" ") {
            joined if !joined.is_empty() => joined,
            // An accent alone has no letter to stay on.
            _ => Some(simplified(&name))
                .filter(|it| !it.trim().is_empty())
                .unwrap_or_else(|| name.trim().to_owned()),
        };
        Self {
            base,
            form: unspaced.or(form),
        }
    }

    /// The key as one text: the name and its legal form.
    #[must_use]
    pub fn key(&self) -> String {
        match self.form {
            Some(form) => format!("{} {form}", self.base),
            None => self.base.clone(),
        }
    }

    /// True if the other name is of another company, although it is the same but for its legal form.
    #[must_use]
    pub fn conflicts(&self, other: &Self) -> bool {
        self.base == other.base
            && self.form.is_some()
            && other.form.is_some()
            && self.form != other.form
    }
}

/// The words of a name: folded, initials joined ("J.P." is "jp"), apostrophes left out ("O'Hara" is "ohara").
fn words(name: &str) -> Vec<String> {
    let plain = name.replace(['\'', '’', '‘', '`', '´', '™', '®', '©'], "");
    let folded = simplified(&plain);
    let mut words: Vec<String> = Vec::new();
    let mut initials = false;
    for part in
        folded.split(|c: char| c.is_whitespace() || !(is_of_word(c) || c == '.' || c == '/'))
    {
        for (index, piece) in part.split(['.', '/']).enumerate() {
            let single = piece.chars().count() == 1 && piece.chars().all(char::is_alphanumeric);
            if !piece.chars().any(char::is_alphanumeric) {
                continue;
            }
            match words.last_mut() {
                Some(last) if index > 0 && single && initials => last.push_str(piece),
                _ => words.push(piece.to_owned()),
            }
            initials = single || (initials && index > 0);
        }
        initials = false;
    }
    words
}

/// The words before the legal form, and the form; a name that is only a form is a name.
fn without_form(words: &[String]) -> (&[String], Option<&'static str>) {
    if let Some((first, rest)) = words.split_first()
        && LEADING.contains(&first.as_str())
        && !rest.is_empty()
        && let Some(form) = form_of(std::slice::from_ref(first))
    {
        return (rest, Some(form));
    }
    for start in 1..words.len() {
        let (name, tail) = words.split_at_checked(start).unwrap_or((words, &[]));
        if let Some(form) = form_of(tail) {
            return (name, Some(form));
        }
    }
    (words, None)
}

/// The form that these words are: "gmbh", "gmbh co kg", "sp z oo".
fn form_of(words: &[String]) -> Option<&'static str> {
    let joined = words.join(" ");
    FORMS
        .lines()
        .find_map(|line| {
            let (form, written) = line.split_once('\t')?;
            (form == joined || written.split('|').any(|one| one == joined)).then_some(form)
        })
        .or_else(|| {
            UNSPACED_FORMS
                .iter()
                .map(|(_, form)| *form)
                .find(|form| *form == joined)
        })
}

fn without_unspaced_form(name: &str) -> (String, Option<&'static str>) {
    let found = UNSPACED_FORMS.iter().find(|(written, _)| {
        (name.starts_with(written) || name.ends_with(written))
            && name.trim().chars().count() > written.chars().count()
    });
    match found {
        Some((written, form)) => (name.replacen(written, " ", 1), Some(form)),
        None => (name.to_owned(), None),
    }
}

/// The alias that earlier versions stored for a name: existing companies are found by it.
#[must_use]
pub fn former_alias(name: &str) -> String {
    const FORMS: [&str; 18] = [
        "inc",
        "llc",
        "ltd",
        "limited",
        "gmbh",
        "ag",
        "se",
        "kg",
        "corp",
        "corporation",
        "co",
        "plc",
        "bv",
        "nv",
        "sa",
        "sas",
        "ab",
        "oy",
    ];
    let lower = name.to_lowercase();
    let mut words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    while words.len() > 1 && words.last().is_some_and(|word| FORMS.contains(word)) {
        words.pop();
    }
    words.join(" ")
}

#[cfg(test)]
mod tests;
