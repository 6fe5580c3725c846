//! Topics of headings: words that are known, two of them joined, and words that only headings have.

use std::{collections::HashMap, sync::LazyLock};

use crate::text::{self, is_listed, unaccented};

/// Headings by sections, in several languages.
const HEADINGS: &str = include_str!("headings.tsv");
/// Headings that may have other words before them.
const TAILS: [&str; 18] = [
    "experience",
    "employment",
    "education",
    "skills",
    "languages",
    "projects",
    "certifications",
    "certificates",
    "publications",
    "awards",
    "interests",
    "references",
    "erfahrung",
    "kenntnisse",
    "fahigkeiten",
    "work experience",
    "summary",
    "competencies",
];
/// The most words of a heading.
const WORDS_MAX: usize = 6;

/// The most letters of a heading that are set apart.
const SPACED_MAX: usize = 24;
/// The most bytes of a heading.
const BYTES_MAX: usize = 100;
/// Words that join two headings: `Education & Awards`, `Formación y estudios`.
const JOINERS: &str = "and und et y e ed en og och i a oraz ja es si и та ve con mit";
/// Signs that do.
const JOINING_SIGNS: [char; 7] = ['&', '/', '+', '・', '·', '＆', '／'];
/// Words that headings of sections have which the profile has no place for.
const HEADING_NOUNS: &str = "military service coursework leadership activities involvement press media talks talk speaking engagements presentations \
 conferences workshops seminars clubs societies organizations organisations memberships membership scores clearance availability mobility grants \
 funding fellowships fellowship patents research teaching thesis abroad travel travels sports exhibitions performances recitals residencies \
 productions filmography discography bibliography keywords declaration citizenship visa strengths hobbies interests passions appearances licence \
 license committees boards extracurriculars coaching mentoring modules courses subjects dissertation endorsements translations appointments directorships \
 wehrdienst zivildienst bundeswehr militardienst grundwehrdienst fuhrerschein mitgliedschaften auslandsaufenthalt auslandsaufenthalte auslandserfahrung \
 vortrage freizeit eigenschaften militaire permis activites conduite sejours militar carnet carnets actividades servicio conducir militare patente attivita \
 servizio leva rijbewijs nevenactiviteiten dienst militaire korkort varnplikt karekort uppdrag mandate gremien kola naukowe dzialalnosc";
/// Words beside them, and beside headings that are known.
const HEADING_ADJECTIVES: &str = "relevant additional other further selected recent professional personal academic military national voluntary community \
 campus student extracurricular extra curricular public invited international foreign study studies test driving security related technical key core \
 leadership major minor graduate undergraduate industry clinical research teaching volunteer military special main general specific \
 weitere sonstige relevante ausgewahlte besondere autres autre otros otras otro altre altri outras outros overige andere ovrigt ovriga of the in de des \
 der fur di for do per a";

/// What a section holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// What is above the first heading: name, headline, place, addresses.
    Top,
    /// Jobs.
    Employment,
    /// Schools.
    Education,
    /// Skills.
    Skills,
    /// Languages.
    Languages,
    /// Unpaid work.
    Volunteering,
    /// Certifications.
    Certifications,
    /// Projects.
    Projects,
    /// Publications.
    Publications,
    /// Awards.
    Awards,
    /// A few sentences about the person.
    Summary,
    /// Addresses.
    Contact,
    /// A section that the profile has no place for.
    Other,
}

type Topics = HashMap<String, Topic>;
static TABLE: LazyLock<Topics> = LazyLock::new(|| {
    let rows = HEADINGS.lines().filter_map(|row| row.split_once('\t'));
    let named = rows.filter_map(|(name, words)| Some((of_name(name)?, words)));
    named
        .flat_map(|(topic, words)| words.split('|').map(move |word| (unaccented(word), topic)))
        .collect()
});

/// The topic of a heading's words.
pub fn topic(text: &str) -> Option<Topic> {
    if text.len() > 2 * BYTES_MAX {
        return None;
    }
    let words = words(text);
    let is_spaced = words.len() <= SPACED_MAX && are_letters(&words);
    if words.is_empty() || words.len() > WORDS_MAX && !is_spaced {
        return None;
    }
    of_words(&words, text)
        .or_else(|| of_hyphenated(text))
        .or_else(|| of_joined(text))
        .or_else(|| of_selected(text))
}

/// The topic of a heading behind which brackets say that it is a part: `Publikationen (Auswahl)`.
fn of_selected(text: &str) -> Option<Topic> {
    const WORDS: &str = "auswahl selection selected select sélection selección selezione seleção selectie urval utvalg udvalg wybór wybrane excerpt auszug extrait extracto estratto recent relevant ausgewählte";
    let bare = text.trim().trim_end_matches(':');
    let (heading, inner) = bare.strip_suffix(')')?.rsplit_once(" (")?;
    let inner = inner.to_lowercase();
    let is_part = inner.split(' ').any(|word| is_listed(WORDS, word));
    if is_part { topic(heading) } else { None }
}

/// The words of a heading in lower case, without accents and signs.
fn words(text: &str) -> Vec<String> {
    let plain = unaccented(text);
    text::words(&plain).map(str::to_owned).collect()
}

/// True for letters that are set apart: `W O R K`.
fn are_letters(words: &[String]) -> bool {
    words.len() > 3 && words.iter().all(|word| word.chars().count() == 1)
}

fn of_words(words: &[String], text: &str) -> Option<Topic> {
    let key = if are_letters(words) {
        words.concat()
    } else {
        words.join(" ")
    };
    let known = TABLE.get(key.as_str());
    // "ADDITIONAL WORK EXPERIENCE": in capitals, the last words say it; else beside words that headings have.
    let capitals = is_in_capitals(text);
    let last = || {
        (1..words.len()).find_map(|from| {
            let (before, tail) = words.split_at_checked(from)?;
            let tail = tail.join(" ");
            let is_beside = capitals
                || before
                    .iter()
                    .all(|word| is_listed(HEADING_ADJECTIVES, word));
            let is_tail = is_beside && TAILS.contains(&tail.as_str());
            TABLE.get(tail.as_str()).filter(|_| is_tail)
        })
    };
    let plain = !text.contains([',', ':', '&', '|']) && !text.chars().any(|c| c.is_ascii_digit());
    known.or_else(|| if plain { last() } else { None }).copied()
}

/// The topic of two headings that are joined: that of the first, unless it is one that the profile has no place for.
fn of_joined(text: &str) -> Option<Topic> {
    let parts = joined(text);
    if parts.len() < 2 || text.contains([':', '|', '(']) {
        return None;
    }
    let topics = parts.iter().map(|part| of_part(part));
    let topics: Vec<Option<Topic>> = topics.collect();
    let are_headings = topics.iter().zip(&parts).all(|(topic, part)| {
        let mut words = part.split(' ');
        topic.is_some() || words.all(|word| is_listed(HEADING_NOUNS, word) || is_adjective(word))
    });
    let mut known = topics.iter().flatten().filter(|_| are_headings);
    let first = known.next().copied()?;
    let fits = known.copied().find(|topic| *topic != Topic::Other);
    Some(if first == Topic::Other {
        fits.unwrap_or(first)
    } else {
        first
    })
}

/// The topic of a heading whose first words share the end of the last one: `Schul- und Berufsausbildung`, `Sprach- und EDV-Kenntnisse`.
fn of_hyphenated(text: &str) -> Option<Topic> {
    const ENDS: [&str; 6] = [
        "ausbildung",
        "bildung",
        "kenntnisse",
        "erfahrung",
        "erfahrungen",
        "kompetenzen",
    ];
    let (first, last) = text.split_once("- ")?;
    let (first, last) = (words(first), words(last));
    let [first] = first.as_slice() else {
        return None;
    };
    let (joiner, last) = last.split_first()?;
    let last = last.join(" ");
    let mut ends = ENDS.iter().filter(|end| last.ends_with(**end));
    let whole = ends.find_map(|end| TABLE.get(format!("{first}{end}").as_str()));
    let of_last = TABLE.get(last.as_str());
    whole
        .or(of_last)
        .copied()
        .filter(|_| is_listed(JOINERS, joiner))
}

/// The topic of one of several headings, which may have an adjective before it: `otros conocimientos`.
fn of_part(part: &str) -> Option<Topic> {
    let bare = part.split_once(' ').filter(|(word, _)| is_adjective(word));
    TABLE.get(part).or_else(|| TABLE.get(bare?.1)).copied()
}

/// What stands between the words and signs that join.
fn joined(text: &str) -> Vec<String> {
    let signs = text.contains(JOINING_SIGNS);
    let mut parts = vec![String::new()];
    let separate = |c: char| JOINING_SIGNS.contains(&c) || c == ',';
    for run in text.split_inclusive(separate) {
        for word in words(run) {
            if is_listed(JOINERS, &word) {
                parts.push(String::new());
            } else if let Some(part) = parts.last_mut() {
                if !part.is_empty() {
                    part.push(' ');
                }
                part.push_str(&word);
            }
        }
        if run.ends_with(separate) {
            parts.push(String::new());
        }
    }
    let commas = text.contains(',');
    parts.retain(|part| !part.is_empty());
    // Commas alone part the names of anything.
    if commas && !signs && parts.len() <= text.matches(',').count() + 1 {
        return Vec::new();
    }
    parts
}

/// True for words that only headings have: `Military Service`, `Relevant Coursework`.
pub fn is_like_heading(text: &str) -> bool {
    if text.len() > BYTES_MAX {
        return false;
    }
    let is_plain =
        !text.contains([':', '|', '(', ',', '.']) && text.starts_with(char::is_uppercase);
    let words: Vec<String> = joined(text)
        .join(" ")
        .split(' ')
        .map(str::to_owned)
        .collect();
    let noun = |word: &String| is_listed(HEADING_NOUNS, word);
    is_plain
        && words.len() <= WORDS_MAX
        && words.iter().any(noun)
        && words.iter().all(|word| noun(word) || is_adjective(word))
}

/// True for words without a small letter.
pub fn is_in_capitals(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase)
}

fn is_adjective(word: &str) -> bool {
    is_listed(HEADING_ADJECTIVES, word)
}

fn of_name(name: &str) -> Option<Topic> {
    Some(match name {
        "EMPLOYMENT" => Topic::Employment,
        "EDUCATION" => Topic::Education,
        "SKILLS" => Topic::Skills,
        "LANGUAGES" => Topic::Languages,
        "VOLUNTEERING" => Topic::Volunteering,
        "CERTIFICATIONS" => Topic::Certifications,
        "PROJECTS" => Topic::Projects,
        "PUBLICATIONS" => Topic::Publications,
        "AWARDS" => Topic::Awards,
        "SUMMARY" => Topic::Summary,
        "CONTACT" => Topic::Contact,
        "OTHER" => Topic::Other,
        _ => return None,
    })
}
