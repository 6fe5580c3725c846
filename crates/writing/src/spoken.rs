//! Spoken languages as people write them in a profile: "German", "de", "Deutsch (C1)", "German native".

use taxonomy::{Kind, Skill, SkillId, Taxonomy};

/// Codes of ISO 639-1 with the name in our own tables.
const CODES: &[(&str, &str)] = &[
    ("en", "english"),
    ("de", "german"),
    ("fr", "french"),
    ("es", "spanish"),
    ("it", "italian"),
    ("pt", "portuguese"),
    ("nl", "dutch"),
    ("pl", "polish-language"),
    ("sv", "swedish"),
    ("da", "danish"),
    ("no", "norwegian"),
    ("nb", "norwegian"),
    ("nn", "norwegian"),
    ("fi", "finnish"),
    ("cs", "czech"),
    ("uk", "ukrainian"),
    ("ru", "russian"),
    ("tr", "turkish"),
    ("ar", "arabic"),
    ("zh", "mandarin"),
    ("ja", "japanese"),
    ("ko", "korean"),
    ("ro", "romanian"),
    ("hu", "hungarian"),
    ("el", "greek"),
    ("hi", "hindi"),
    ("he", "hebrew"),
    ("sk", "slovak"),
    ("sl", "slovenian"),
    ("hr", "croatian"),
    ("sr", "serbian"),
    ("bs", "bosnian"),
    ("bg", "bulgarian"),
    ("mk", "macedonian"),
    ("sq", "albanian"),
    ("lt", "lithuanian"),
    ("lv", "latvian"),
    ("et", "estonian"),
    ("is", "icelandic"),
    ("ga", "irish"),
    ("cy", "welsh"),
    ("mt", "maltese"),
    ("lb", "luxembourgish"),
    ("ca", "catalan"),
    ("eu", "basque"),
    ("gl", "galician"),
    ("be", "belarusian"),
    ("ka", "georgian"),
    ("hy", "armenian"),
    ("az", "azerbaijani"),
    ("fa", "persian"),
    ("ur", "urdu"),
    ("bn", "bengali"),
    ("pa", "punjabi"),
    ("ta", "tamil"),
    ("te", "telugu"),
    ("th", "thai"),
    ("vi", "vietnamese"),
    ("id", "indonesian"),
    ("ms", "malay"),
    ("sw", "swahili"),
    ("af", "afrikaans"),
    ("kk", "kazakh"),
];

/// How well a language is spoken: the levels of the Common European Framework, and above them the first language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names of the levels")]
pub enum Level {
    A1,
    A2,
    B1,
    B2,
    C1,
    C2,
    /// First language.
    Native,
}

/// Words for levels, folded; those that have others in them come first.
const LEVELS: &[(Level, &str)] = &[
    (
        Level::C2,
        "near native|near-native|c2|bilingual|zweisprachig|perfect|perfekt",
    ),
    (
        Level::Native,
        "native|mother tongue|mothertongue|muttersprach|first language|erstsprache",
    ),
    (
        Level::A2,
        "a2|basic|elementary|beginner|grundkenntnis|grundlegend|anfanger",
    ),
    (Level::A1, "a1"),
    (Level::B1, "b1|conversational|intermediate|limited working"),
    (
        Level::C1,
        "c1|fluen|fliessend|verhandlungssicher|very good|sehr gut|excellent|advanced|proficien|business fluent|full professional|stilsicher|ausgezeichnet|hervorragend|strong",
    ),
    (
        Level::B2,
        "b2|upper intermediate|good|gute|gut|solid|working|professional working|konversationssicher",
    ),
];

impl Level {
    /// The level that a text names, if it names one.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let folded = analysis::fold(text);
        let words = folded.split(|c: char| !c.is_alphanumeric() && c != '-');
        let spaced = format!(
            " {}",
            words
                .filter(|word| !word.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        );
        // "Upper intermediate", "professional working" and "limited working" have a level of another one in them.
        for (level, whole) in [
            (Self::B2, " upper intermediate"),
            (Self::B2, " professional working"),
            (Self::B1, " limited working"),
        ] {
            if spaced.contains(whole) && !spaced.contains(" full professional") {
                return Some(level);
            }
        }
        let named = |name: &&str| spaced.contains(&format!(" {name}"));
        let found = LEVELS
            .iter()
            .find(|(_, names)| names.split('|').any(|name| named(&name)));
        found.map(|(level, _)| *level)
    }
}

/// A spoken language with its level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// The language.
    pub language: SkillId,
    /// The level, if it is said.
    pub level: Option<Level>,
}

impl Spoken {
    /// The language that an entry of a profile names.
    #[must_use]
    pub fn read(text: &str, taxonomy: &Taxonomy) -> Option<Self> {
        let language = language(text, taxonomy)?.id().clone();
        let level = Level::of(text);
        Some(Self { language, level })
    }
}

/// The language that an entry of a profile names, by a name in any language or by a code; what is said beside it does not matter.
fn language<'t>(text: &str, taxonomy: &'t Taxonomy) -> Option<&'t Skill> {
    let named = |name: &str| {
        let found = of_code(name, taxonomy).or_else(|| taxonomy.named_skill(name));
        found.filter(|skill| skill.kind() == Kind::Language)
    };
    let head = text
        .split([',', '(', ':', ';', '/'])
        .next()
        .unwrap_or_default()
        .trim();
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_')
        .filter(|word| !word.is_empty())
        .collect();
    let first = words.first().and_then(|word| named(word));
    // A code is one only at the beginning: "is" and "no" are words.
    let others = || {
        words.iter().find_map(|word| {
            taxonomy
                .named_skill(word)
                .filter(|skill| skill.kind() == Kind::Language)
        })
    };
    named(head).or(first).or_else(others)
}

/// The language of a code: "de", "de-CH", "DE".
fn of_code<'t>(code: &str, taxonomy: &'t Taxonomy) -> Option<&'t Skill> {
    let mut parts = code.trim().split(['-', '_']);
    let primary = parts.next()?.to_ascii_lowercase();
    let is_region =
        |part: &str| (2..=4).contains(&part.len()) && part.chars().all(char::is_alphanumeric);
    let id = CODES
        .iter()
        .find(|(one, _)| *one == primary)
        .map(|(_, id)| id)?;
    parts.all(is_region).then(|| taxonomy.skill(id)).flatten()
}

/// The name of a language for a reader of another one, if an entry of a profile is a code: "de" is "German". Other names are as they were written.
#[must_use]
pub fn name(written: &str, reader: taxonomy::Language) -> String {
    let Some(skill) = of_code(written, Taxonomy::curated()) else {
        return written.to_owned();
    };
    let label = skill.label_for(reader);
    label.split(" (").next().unwrap_or(label).to_owned()
}

#[cfg(test)]
mod tests {
    use taxonomy::Taxonomy;

    use super::{CODES, Level, Spoken, name};

    #[test]
    fn every_code_has_a_language() {
        let missing: Vec<_> = CODES
            .iter()
            .filter(|(_, id)| Taxonomy::curated().skill(id).is_none())
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn entries_of_profiles_are_read() {
        use Level::{A2, B1, B2, C1, C2, Native};
        let cases = [
            ("German, native", "german", Some(Native)),
            ("German native", "german", Some(Native)),
            ("de, native", "german", Some(Native)),
            ("DE", "german", None),
            ("de-CH, good", "german", Some(B2)),
            ("Deutsch, Muttersprache", "german", Some(Native)),
            ("Deutsch (C1)", "german", Some(C1)),
            ("Englisch: verhandlungssicher", "english", Some(C1)),
            ("Fluent English", "english", Some(C1)),
            ("Business English", "english", None),
            ("French, near-native", "french", Some(C2)),
            ("Spanish - basic", "spanish", Some(A2)),
            ("Spanisch, Grundkenntnisse", "spanish", Some(A2)),
            ("Italian, limited working proficiency", "italian", Some(B1)),
            ("Italian, upper intermediate", "italian", Some(B2)),
            ("Mandarin Chinese", "mandarin", None),
            ("no, fluent", "norwegian", Some(C1)),
        ];
        let wrong: Vec<_> = cases
            .iter()
            .map(|(text, language, level)| {
                let read = Spoken::read(text, Taxonomy::curated());
                let read = read.map(|read| (read.language.to_string(), read.level));
                (text, read, Some(((*language).to_owned(), *level)))
            })
            .filter(|(_, read, expected)| read != expected)
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        assert_eq!(
            Spoken::read("Sign language", Taxonomy::curated())
                .map(|read| read.language.to_string())
                .as_deref(),
            Taxonomy::curated()
                .named_skill("Sign language")
                .map(|skill| skill.id().as_str())
        );
    }

    #[test]
    fn codes_have_names_and_names_stay() {
        use taxonomy::Language::{De, En};
        let cases = [
            ("de", En, "German"),
            ("de", De, "Deutsch"),
            ("EN", De, "Englisch"),
            ("pt-BR", En, "Portuguese"),
            ("fi", En, "Finnish"),
            ("German", De, "German"),
            ("Swiss German", En, "Swiss German"),
            ("", En, ""),
            ("xx", En, "xx"),
        ];
        for (written, reader, expected) in cases {
            assert_eq!(name(written, reader), expected, "{written}");
        }
    }
}
