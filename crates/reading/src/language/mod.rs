//! The language of a text (BCP 47), where it is certain.
//!
//! Scripts that one language uses decide by themselves. For the others, function words of the language are counted; the detector of
//! trigrams confirms them, or decides alone for longer texts. A text in two languages has the one that is clearly more, or none.

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use whatlang::{Lang, Script};

use crate::{text::cut, words::simplified};

/// Maximum number of characters that are looked at.
const CHARS_MAX: usize = 2_000;
/// Letters from which the detector may decide alone.
const LETTERS_ALONE: usize = 120;

/// Function words of each language, folded, that are rare in the others; and marks of its postings.
const FUNCTION_WORDS: &[(&str, &str)] = &[
    (
        "en",
        "the and you your our we with for of to is are will this that have from who as be or at by an",
    ),
    (
        "de",
        "der die das und mit wir du sie ist sind fur unser unsere unserem unseren dich dir eine einen einem einer zu zum zur im auf bei oder von den dem des sich auch als werden wird haben hast nicht mwd ihre ihr",
    ),
    (
        "fr",
        "le la les des du et vous nous votre notre nos vos est sont avec pour dans une un au aux sur qui que par ou en ce cette etes sera d l",
    ),
    (
        "es",
        "el la los las y con para una un del que en por tu nuestro nuestra nuestros su se es somos como al lo sus eres",
    ),
    (
        "it",
        "il lo la gli le e con per una un del della dei delle che di nel nella siamo tuo nostro nostra si al alla sono come i da",
    ),
    (
        "pt",
        "o a os as e com para uma um do da dos das que em no na nos voce nosso nossa por se ao sao como mais",
    ),
    (
        "nl",
        "de het een en je jij wij met voor van op te is zijn onze ons bij aan dat die ook naar om als wordt jouw",
    ),
    (
        "pl",
        "i w z na do oraz dla jest sie nasz nasza przez od lub po ze to ktory osoba jako o twoje",
    ),
    (
        "sv",
        "och att det som en ett du vi med for av pa ar till har vara din dig kan om ditt vart",
    ),
    (
        "da",
        "og at det som en et du vi med for af pa er til har vores din dig kan om dit hos ikke",
    ),
    (
        "nb",
        "og at det som en et du vi med for av pa er til har vare din deg kan om ditt hos ikke vi",
    ),
    (
        "fi",
        "ja on ei se etta joka sinulla meilla kanssa tai ovat sina me olet seka myos",
    ),
    (
        "cs",
        "a v na se je s pro do o nebo jsme vam nasi prace po z k jako ktery tym ve",
    ),
    (
        "ro",
        "si de la in cu pentru este un o din care pe sau noi ne va fi esti",
    ),
    (
        "hu",
        "a az es egy hogy nem van vagy mint is meg ha csapat leszel",
    ),
    ("tr", "ve bir bu icin ile olarak olan da de ya veya en"),
];
/// Letters that name one language among those with Latin letters.
const TELLTALE: &[(char, &str)] = &[
    ('ß', "de"),
    ('ñ', "es"),
    ('¿', "es"),
    ('ã', "pt"),
    ('õ', "pt"),
    ('ł', "pl"),
    ('ř', "cs"),
    ('ě', "cs"),
    ('ő', "hu"),
    ('ű', "hu"),
    ('ğ', "tr"),
    ('ı', "tr"),
    ('ș', "ro"),
    ('ț', "ro"),
];

/// Function words that no other language has.
const TELLTALE_WORDS: &[(&str, &str)] =
    &[("och", "sv"), ("und", "de"), ("oraz", "pl"), ("için", "tr")];

/// Marks of German titles, whose letters are no words.
const MARKS: &[&str] = &[
    "m/w/d", "w/m/d", "m/w/x", "w/m/x", "d/m/w", "m/d/w", "m/w/i",
];

/// The languages that have a word as function word, by their position in the table.
static LANGUAGES_BY_WORD: LazyLock<HashMap<&'static str, Vec<usize>>> = LazyLock::new(|| {
    let mut by_word: HashMap<&'static str, Vec<usize>> = HashMap::new();
    for (index, (_, list)) in FUNCTION_WORDS.iter().enumerate() {
        for word in list.split(' ') {
            by_word.entry(word).or_default().push(index);
        }
    }
    by_word
});

/// The language of a title and its description, as a tag of BCP 47 such as `de`; none if it is uncertain.
#[must_use]
pub fn detect(title: &str, description: &str) -> Option<&'static str> {
    let text = format!("{}\n{}", title, without_links(cut(description, CHARS_MAX)));
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 4 {
        return None;
    }
    let votes = votes(&text);
    let (best, first) = votes.first().copied()?;
    // Danish and Norwegian share most function words: the detector tells them apart.
    let second = votes
        .iter()
        .skip(1)
        .find(|(tag, _)| !related(Some(*tag), best));
    let second = second.map_or(0, |(_, count)| *count);
    let is_clear =
        first >= 3 && first >= second * 2 && first >= second + 3 && !matches!(best, "da" | "nb");
    // The detector, which takes long, would not say otherwise.
    if is_clear && whatlang::detect_script(&text) == Some(Script::Latin) {
        return Some(best);
    }
    let info = whatlang::detect(&text)?;
    if info.script() != Script::Latin {
        return of_script(&text, &info, letters);
    }
    let detected = Some(tag(info.lang())).filter(|tag| !tag.is_empty());
    let agrees = detected == Some(best) || related(detected, best);
    if first >= 2 && agrees && first * 3 >= second * 4 {
        return detected;
    }
    let alone = letters >= LETTERS_ALONE && info.is_reliable() && info.confidence() > 0.9;
    // A mixture has function words of two languages.
    detected.filter(|detected| {
        alone && (first <= 2 || *detected == best) && (second * 2 <= first || first <= 2)
    })
}

/// Languages with a script of their own; the others with the script need a reliable detector.
fn of_script(text: &str, info: &whatlang::Info, letters: usize) -> Option<&'static str> {
    match info.script() {
        Script::Hiragana | Script::Katakana => Some("ja"),
        // Kanji in a Japanese text stand beside kana.
        Script::Mandarin => {
            let kana = text.chars().any(|c| matches!(c, '\u{3040}'..='\u{30FF}'));
            Some(if kana { "ja" } else { "zh" })
        }
        Script::Hangul => Some("ko"),
        Script::Thai => Some("th"),
        Script::Greek => Some("el"),
        Script::Georgian => Some("ka"),
        Script::Armenian => Some("hy"),
        Script::Tamil => Some("ta"),
        Script::Bengali => Some("bn"),
        Script::Gujarati => Some("gu"),
        Script::Telugu => Some("te"),
        Script::Kannada => Some("kn"),
        Script::Malayalam => Some("ml"),
        Script::Khmer => Some("km"),
        _ => {
            let ukrainian = text.contains(['і', 'ї', 'є', 'ґ']) && !text.contains(['ы', 'э', 'ў']);
            if ukrainian && info.script() == Script::Cyrillic {
                return Some("uk");
            }
            Some(tag(info.lang())).filter(|tag| {
                !tag.is_empty()
                    && (info.is_reliable() || letters >= LETTERS_ALONE)
                    && info.confidence() > 0.5
            })
        }
    }
}

/// The languages by the number of their function words in the text, most first.
fn votes(text: &str) -> Vec<(&'static str, usize)> {
    let folded = simplified(text);
    let marked = MARKS.iter().any(|mark| folded.contains(mark));
    let unmarked = if marked {
        let without = |text: String, mark: &&str| text.replace(mark, " ");
        Cow::Owned(MARKS.iter().fold(folded.clone(), without))
    } else {
        Cow::Borrowed(&folded)
    };
    let words = unmarked
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let french = folded.contains("h/f") || folded.contains("f/h");
    let lower = text.to_lowercase();
    let mut votes: Vec<(&'static str, usize)> =
        FUNCTION_WORDS.iter().map(|(tag, _)| (*tag, 0)).collect();
    let counted = words.filter_map(|word| LANGUAGES_BY_WORD.get(word));
    for index in counted.flatten() {
        if let Some((_, count)) = votes.get_mut(*index) {
            *count += 1;
        }
    }
    for (tag, count) in &mut votes {
        let letters = TELLTALE
            .iter()
            .filter(|(letter, of)| of == tag && !lower.is_ascii() && lower.contains(*letter));
        let own = TELLTALE_WORDS
            .iter()
            .filter(|(word, of)| of == tag && lower.split_whitespace().any(|one| one == *word));
        *count += (letters.count() + own.count()) * 2;
        *count += usize::from(marked && *tag == "de") * 2 + usize::from(french && *tag == "fr");
    }
    votes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    votes
}

/// Danish and Norwegian, which the detector tells apart better than their function words do.
fn related(detected: Option<&str>, best: &str) -> bool {
    matches!((detected, best), (Some("da"), "nb") | (Some("nb"), "da"))
}

/// The text without addresses, which are of no language.
fn without_links(text: &str) -> String {
    text.split_whitespace()
        .filter(|word| !word.contains("://") && !word.contains('@') && !word.contains("www."))
        .collect::<Vec<_>>()
        .join(" ")
}

const fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Eng => "en",
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Ita => "it",
        Lang::Por => "pt",
        Lang::Nld => "nl",
        Lang::Pol => "pl",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "nb",
        Lang::Fin => "fi",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Ron => "ro",
        Lang::Hun => "hu",
        Lang::Tur => "tr",
        Lang::Est => "et",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Cat => "ca",
        Lang::Vie => "vi",
        Lang::Ind => "id",
        Lang::Afr => "af",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Bul => "bg",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Bel => "be",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Ara => "ar",
        Lang::Pes => "fa",
        Lang::Urd => "ur",
        Lang::Hin => "hi",
        Lang::Mar => "mr",
        Lang::Nep => "ne",
        Lang::Ben => "bn",
        _ => "",
    }
}

#[cfg(test)]
mod tests;
