//! The sections of a document, by their headings.

use std::{collections::HashMap, sync::LazyLock};

use super::line::{Kind, Line};
use crate::{proficiency, text::unaccented};

/// Headings by sections, in several languages.
const HEADINGS: &str = include_str!("headings.tsv");
/// Names of languages that people speak.
const SPOKEN: &str = "english german french spanish italian portuguese dutch polish czech slovak russian ukrainian turkish arabic hebrew \
 persian farsi hindi urdu bengali punjabi tamil telugu chinese mandarin cantonese japanese korean vietnamese thai indonesian malay swedish \
 norwegian danish finnish estonian latvian lithuanian hungarian romanian bulgarian greek serbian croatian slovenian catalan basque galician \
 irish welsh swahili wolof afrikaans englisch deutsch französisch spanisch italienisch niederländisch polnisch russisch türkisch arabisch \
 anglais allemand français espagnol italien portugais néerlandais inglés alemán francés español italiano portugués inglese tedesco francese \
 spagnolo inglês alemão francês espanhol engels duits frans spaans nederlands flemish vlaams frisian luxembourgish esperanto icelandic maltese \
 albanian macedonian bosnian belarusian georgian armenian azerbaijani kazakh uzbek mongolian nepali sinhala burmese khmer tagalog filipino hausa \
 yoruba igbo zulu xhosa amharic somali kurdish pashto gujarati marathi kannada malayalam latin luxemburgisch friesisch isländisch schwedisch \
 norwegisch dänisch finnisch tschechisch slowakisch ungarisch rumänisch bulgarisch griechisch serbisch kroatisch slowenisch ukrainisch chinesisch \
 japanisch koreanisch hebräisch persisch vietnamesisch latein katalanisch albanisch kurdisch dari paschtu suédois norvégien danois finnois polonais \
 russe turc arabe chinois japonais coréen grec roumain hongrois tchèque ukrainien catalán catalan sueco danés polaco ruso turco árabe chino japonés \
 coreano griego rumano svedese polacco russo arabo cinese giapponese greco rumeno árabe chinês japonês russo zweeds pools russisch turks arabisch \
 chinees japans angielski niemiecki francuski hiszpański rosyjski polski engelska tyska franska spanska svenska engelsk tysk fransk dansk norsk \
 日本語 英語 中国語 韓国語 中文 英文 英语 日语 한국어 영어";
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

/// A section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it holds.
    pub topic: Topic,
    /// Its heading as written.
    pub heading: String,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// The sections, in their order; what is above the headings of several columns is one section, the first.
pub fn split(lines: Vec<Line>) -> Vec<Section> {
    let mut sections = vec![Section {
        topic: Topic::Top,
        heading: String::new(),
        lines: Vec::new(),
    }];
    // The place of the section that lines go to, and the level of its heading.
    let mut place = 0;
    let mut level = 0;
    let mut outer: Option<Outer> = None;
    for line in lines {
        if line.fresh {
            place = 0;
        }
        if let Some((topic, rest)) = heading(&line, level, &sections, place) {
            level = match line.kind {
                Kind::Heading(level) => level,
                _ => level,
            };
            outer = Outer::of(&line, rest.is_some(), sections.get(place), place, outer);
            let heading = line.text.trim_end_matches(':').to_owned();
            place = sections.len();
            let mut lines = Vec::new();
            if let Some(rest) = &rest {
                lines.push(Line::text(rest.as_str()));
            }
            let heading = if rest.is_some() {
                heading.split(':').next().unwrap_or_default().to_owned()
            } else {
                heading
            };
            sections.push(Section {
                topic,
                heading,
                lines,
            });
            continue;
        }
        if let (Some(outer), Some(section)) = (&outer, sections.get(place))
            && outer.takes(&line, section.topic)
        {
            place = outer.place;
        }
        if let Some(section) = sections.get_mut(place) {
            section.lines.push(line);
        }
    }
    sections
}

/// The section of skills around a label with a topic of its own: `Languages: English, German`.
#[derive(Clone, Copy)]
struct Outer {
    place: usize,
    /// True if the line of the label has what belongs to it.
    inline: bool,
}

impl Outer {
    /// What is around the topic of a line, which the section at `place` has, or which is around that one.
    fn of(
        line: &Line,
        inline: bool,
        section: Option<&Section>,
        place: usize,
        around: Option<Self>,
    ) -> Option<Self> {
        let labels = inline || line.text.trim_end().ends_with(':');
        let is_skills = section.is_some_and(|section| section.topic == Topic::Skills);
        let place = if is_skills { place } else { around?.place };
        labels.then_some(Self { place, inline })
    }

    /// True for a line that does not belong to the topic of the label.
    fn takes(self, line: &Line, topic: Topic) -> bool {
        let text = line.text.as_str();
        let labelled = text
            .split_once(':')
            .is_some_and(|(_, rest)| !rest.trim().is_empty());
        match topic {
            Topic::Languages if speaks(text) => false,
            Topic::Languages => self.inline || labelled || text.contains(' '),
            Topic::Certifications | Topic::Other => labelled,
            _ => false,
        }
    }
}

/// True for a line that names a language, or how well one is spoken.
fn speaks(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let mut parts = text
        .split(['(', ')', ':', ',', '–', '—', '-', '/'])
        .map(str::trim);
    words.any(is_language)
        || parts.any(|part| proficiency::read(part).0.is_some() || proficiency::is_test(part))
}

/// The topic of a heading, and what follows it on its line.
fn heading(
    line: &Line,
    level: u8,
    sections: &[Section],
    place: usize,
) -> Option<(Topic, Option<String>)> {
    if line.is_bullet() {
        return None;
    }
    let text = line.text.trim();
    // "Résumé" above everything is the title of the document, and no heading of a summary.
    let first = sections.len() == 1 && sections.iter().all(|section| section.lines.is_empty());
    let title = first && is_document_title(text);
    if let Some(topic) = topic(text).filter(|topic| !(title && *topic == Topic::Summary)) {
        return Some((topic, None));
    }
    if let Some((name, rest)) = text.split_once(':')
        && !rest.trim().is_empty()
        && let Some(topic) = topic(name)
        && matches!(
            topic,
            Topic::Skills | Topic::Languages | Topic::Certifications | Topic::Other
        )
    {
        // "Languages: Rust, Go" and "Tools: Git" are groups of skills.
        let among_skills = sections
            .get(place)
            .is_some_and(|section| section.topic == Topic::Skills);
        let group = topic == Topic::Skills || topic == Topic::Languages && !is_spoken(rest);
        if !(among_skills && group) {
            return Some((topic, Some(rest.trim().to_owned())));
        }
    }
    // A heading of the level of sections that is not known, once there was one.
    match line.kind {
        Kind::Heading(own) if place > 0 && level > 0 && own <= level => Some((Topic::Other, None)),
        _ => None,
    }
}

/// True for `Curriculum vitae` and the like.
pub fn is_document_title(text: &str) -> bool {
    const TITLES: [&str; 20] = [
        "curriculum vitae",
        "curriculum",
        "currículum vitae",
        "currículum",
        "currículo",
        "resume",
        "résumé",
        "resumé",
        "cv",
        "lebenslauf",
        "tabellarischer lebenslauf",
        "życiorys",
        "životopis",
        "strukturovaný životopis",
        "meritförteckning",
        "ansioluettelo",
        "önéletrajz",
        "özgeçmiş",
        "резюме",
        "βιογραφικό σημείωμα",
    ];
    TITLES.contains(&text.trim().to_lowercase().as_str())
}

/// True if the first word of a list is a language that people speak.
fn is_spoken(list: &str) -> bool {
    let first: String = list
        .trim()
        .chars()
        .take_while(|c| c.is_alphabetic())
        .collect();
    is_language(&first)
}

/// True for the name of a language that people speak.
pub fn is_language(name: &str) -> bool {
    let lower = name.to_lowercase();
    SPOKEN.split_whitespace().any(|spoken| spoken == lower)
}

/// The topic of a heading's words.
pub fn topic(text: &str) -> Option<Topic> {
    static TABLE: LazyLock<HashMap<String, Topic>> = LazyLock::new(|| {
        let rows = HEADINGS.lines().filter_map(|row| row.split_once('\t'));
        let named = rows.filter_map(|(name, words)| Some((of_name(name)?, words)));
        named
            .flat_map(|(topic, words)| words.split('|').map(move |word| (unaccented(word), topic)))
            .collect()
    });
    let letters: String = unaccented(text)
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let words: Vec<&str> = letters.split_whitespace().collect();
    if words.is_empty() || words.len() > WORDS_MAX {
        return None;
    }
    // "W O R K": letters that are set apart.
    let spaced = words.len() > 3 && words.iter().all(|word| word.chars().count() == 1);
    let key = if spaced {
        words.concat()
    } else {
        words.join(" ")
    };
    let known = TABLE.get(key.as_str());
    // "ADDITIONAL WORK EXPERIENCE": in capitals, the last words say it.
    let capitals = text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase);
    let last = || {
        (1..words.len())
            .filter_map(|from| words.get(from..))
            .map(|words| words.join(" "))
            .filter(|words| TAILS.contains(&words.as_str()))
            .find_map(|words| TABLE.get(words.as_str()))
    };
    let plain = !text.contains([',', ':', '&', '|']) && !text.chars().any(|c| c.is_ascii_digit());
    known
        .or_else(|| if capitals && plain { last() } else { None })
        .copied()
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
