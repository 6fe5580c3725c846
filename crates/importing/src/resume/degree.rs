//! Degrees, and the fields that are written with them.

use super::{
    study::{bracketed, is_field, is_short_name, is_study},
    words::is_degree,
};

/// Words for degrees behind which a field may stand without any other word.
const PLAIN: [&str; 6] = [
    "Bachelor",
    "Master",
    "Magister",
    "Masters",
    "Bachelors",
    "Licence",
];
/// What such a word and `of` are a whole degree with, the longer names first.
const WHOLE: &str = "Business Administration|Computer Science|Applied Sciences|Applied Science|Social Sciences|Social Science|Public Administration|Fine Arts|Arts|Science|Engineering|Laws|Education|Music|Technology|Commerce|Architecture|Philosophy";
/// Words behind a degree that are a part of it.
const HONOURS: &str = "honours honors hons degree program programme with student candidate combined double minor major thesis ii administration";
/// What stands behind such a word and is no field.
const NO_FIELDS: &str = "of degree thesis professional professionnelle class program programme studium studies diploma de des du d'État d’État en in pro mention";
/// Words between a degree and its field.
const IN: [&str; 5] = [" in ", " en ", " em ", " i ", " w "];
/// Degrees and words between them and their fields, in languages in which these words are also parts of names of degrees.
const OF: [(&str, &str); 9] = [
    ("Licence", " de "),
    ("Licence", " d'"),
    ("Licence", " d’"),
    ("Master", " de "),
    ("Doctorat", " de "),
    ("Doctorat", " d'"),
    ("Studium", " der "),
    ("Studium", " des "),
    ("Studium", " "),
];

/// A degree, and the field that is written with it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Degree {
    /// The degree.
    pub name: String,
    /// The field, which may be empty.
    pub field: String,
}

impl Degree {
    /// Takes a text apart: `BSc (Hons) Physics`, `Bachelor of Arts in History`.
    pub fn of(text: &str) -> Self {
        let (name, field) = bracketed(text)
            .or_else(|| with_word(text))
            .or_else(|| behind_short(text))
            .or_else(|| behind_plain(text))
            .or_else(|| behind_whole(text))
            .or_else(|| behind_diplom(text))
            .unwrap_or((text, ""));
        Self {
            name: name.trim().to_owned(),
            field: field.trim().to_owned(),
        }
    }

    /// True for a short name alone: `BS`.
    pub fn is_short(text: &str) -> bool {
        is_short_name(text)
    }
}

/// `Grado en Derecho`, `Licence d'économie`.
fn with_word(text: &str) -> Option<(&str, &str)> {
    let mut pairs = IN.iter().filter_map(|word| text.split_once(word));
    let found = pairs.find(|(degree, _)| is_study(degree) && !goes_on(degree));
    found.or_else(|| {
        let mut pairs = OF.iter().map(|(degree, of)| (*degree, text.split_once(of)));
        pairs.find_map(|(degree, pair)| pair.filter(|(before, _)| *before == degree))
    })
}

/// True for a text that a word such as `en` goes on: `Master Arbeids-`, `VWO (profiel Economie`, and the levels of Dutch and French schools.
fn goes_on(text: &str) -> bool {
    const KINDS: [&str; 11] = [
        "hbo", "wo", "mbo", "vwo", "havo", "vmbo", "cap", "bep", "bts", "dut", "but",
    ];
    let first = text.split_whitespace().next().unwrap_or_default();
    let is_open = text.matches('(').count() > text.matches(')').count();
    text.ends_with('-') || is_open || KINDS.contains(&first.to_lowercase().as_str())
}

/// `BEng (Hons) Mechanical Engineering`: a field behind a short name.
fn behind_short(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = text.split_once(' ')?;
    if !is_short_name(first) {
        return None;
    }
    let rest = rest.trim_start();
    let honours = [
        "(Hons)",
        "(Hons.)",
        "(Honours)",
        "(Honors)",
        "Hons",
        "Honours",
        "Honors",
    ];
    let behind = honours.iter().find_map(|word| rest.strip_prefix(word));
    let field = behind.unwrap_or(rest);
    let name = text.get(..text.len() - field.len())?;
    starts_field(field).then_some((name, field))
}

/// `Master Informatik`: a field behind a word for a degree.
fn behind_plain(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = text.split_once(' ')?;
    let next = rest.split_whitespace().next()?.to_lowercase();
    let is_field = PLAIN.contains(&first) && !NO_FIELDS.split(' ').any(|word| word == next);
    (is_field && starts_field(rest)).then_some((first, rest))
}

/// `Bachelor of Arts Geschichte`: a field behind a whole name of a degree, as German has it.
fn behind_whole(text: &str) -> Option<(&str, &str)> {
    let is_plain = |word: &&str| PLAIN.iter().any(|plain| plain == word);
    let (_, rest) = text
        .split_once(" of ")
        .filter(|(first, _)| is_plain(first))?;
    let field = WHOLE
        .split('|')
        .find_map(|name| rest.strip_prefix(name)?.strip_prefix(' '))?;
    let next = field.split([' ', ',']).next()?.to_lowercase();
    let is_part = HONOURS.split(' ').any(|word| word == next) || is_degree(&next);
    let name = text.strip_suffix(field)?;
    (starts_field(field) && !is_part).then_some((name, field))
}

/// `Diplom-Ingenieur (FH) Maschinenbau`, `Dipl.-Ing. Elektrotechnik`, `Diplom Informatik`.
fn behind_diplom(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = text.split_once(' ')?;
    let kinds = [
        "(FH)", "(TU)", "(Univ.)", "(BA)", "(DH)", "FH", "TU", "Univ.", "BA",
    ];
    let of_kind = kinds.iter().find_map(|kind| rest.strip_prefix(kind));
    let field = of_kind.unwrap_or(rest).trim_start();
    let is_diplom = first.starts_with("Diplom-") || first.starts_with("Dipl.-");
    let is_whole = is_diplom || first == "Diplom" && is_field(field);
    let name = text.strip_suffix(field)?;
    (is_whole && starts_field(field)).then_some((name, field))
}

fn starts_field(text: &str) -> bool {
    text.trim_start().starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::Degree;

    #[test]
    fn degrees_are_taken_apart() {
        let table = [
            ("B.S. Computer Science", "B.S.", "Computer Science"),
            ("BSc (Hons) Physics", "BSc (Hons)", "Physics"),
            ("Bachelor of Arts in History", "Bachelor of Arts", "History"),
            ("Master Informatik", "Master", "Informatik"),
            ("Master 2 Droit public", "Master 2 Droit public", ""),
            ("Bachelor of Science", "Bachelor of Science", ""),
            ("Licence d'économie", "Licence", "économie"),
            ("Diplôme d'ingénieur", "Diplôme d'ingénieur", ""),
            ("Grado en Derecho", "Grado", "Derecho"),
            ("MBA", "MBA", ""),
            ("CAP Couvreur", "CAP Couvreur", ""),
            ("Master's degree", "Master's degree", ""),
            ("Studium der Informatik", "Studium", "Informatik"),
            (
                "Bachelor of Arts Geschichte",
                "Bachelor of Arts",
                "Geschichte",
            ),
            ("Bachelor of Arts Honours", "Bachelor of Arts Honours", ""),
            (
                "Diplom-Ingenieur Maschinenbau",
                "Diplom-Ingenieur",
                "Maschinenbau",
            ),
            (
                "Dipl.-Ing. (FH) Maschinenbau",
                "Dipl.-Ing. (FH)",
                "Maschinenbau",
            ),
            ("Diplom-Betriebswirt (FH)", "Diplom-Betriebswirt (FH)", ""),
            (
                "Master Arbeids- en Organisatiepsychologie",
                "Master",
                "Arbeids- en Organisatiepsychologie",
            ),
            (
                "VWO (profiel Economie en Recht)",
                "VWO (profiel Economie en Recht)",
                "",
            ),
            ("Диалог, аудит (бакалавр)", "бакалавр", "Диалог, аудит"),
        ];
        for (text, name, field) in table {
            let degree = Degree::of(text);
            assert_eq!(
                (degree.name.as_str(), degree.field.as_str()),
                (name, field),
                "{text}"
            );
        }
    }
}
