//! Numbers that are written as words in English, German, Spanish and French. Words are folded.

use analysis::fold;

/// Small numbers, in the order of their value. Articles that are also a number ("ein", "un", "una") are left out.
const SMALL: &[(u8, &str)] = &[
    (0, "zero"),
    (1, "one"),
    (2, "two zwei dos deux"),
    (3, "three drei tres trois"),
    (4, "four vier cuatro quatre"),
    (5, "five funf cinco cinq"),
    (6, "six sechs seis"),
    (7, "seven sieben siete sept"),
    (8, "eight acht ocho huit"),
    (9, "nine neun nueve neuf"),
    (10, "ten zehn diez dix"),
    (11, "eleven elf once onze"),
    (12, "twelve zwolf doce douze"),
    (13, "thirteen dreizehn trece treize"),
    (14, "fourteen vierzehn catorce quatorze"),
    (15, "fifteen funfzehn quince quinze"),
    (16, "sixteen sechzehn dieciseis seize"),
    (17, "seventeen siebzehn diecisiete"),
    (18, "eighteen achtzehn dieciocho"),
    (19, "nineteen neunzehn diecinueve"),
    (20, "twenty zwanzig veinte vingt"),
    (30, "thirty dreissig treinta trente"),
    (40, "forty vierzig cuarenta quarante"),
    (50, "fifty funfzig cincuenta cinquante"),
    (60, "sixty sechzig sesenta soixante"),
    (70, "seventy siebzig setenta"),
    (80, "eighty achtzig ochenta quatre-vingts"),
    (90, "ninety neunzig noventa"),
];
/// Larger numbers, dozens, halves, and verbs that say how much more or less.
const LARGE: &str = "hundred hundreds thousand thousands million millions billion billions dozen dozens twice half halved doubled tripled quadrupled \
    hundert hunderte tausend tausende million millionen milliarde milliarden dutzend dutzende halfte halbiert halbierte verdoppelt verdoppelte \
    verdreifacht verdreifachte drittel viertel ciento cientos cien mil miles millon millones docena docenas mitad tercio duplico duplicado triplico \
    triplicado veintiuno veintiun veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve doscientos trescientos \
    cuatrocientos quinientos seiscientos setecientos ochocientos novecientos cent cents mille milliers milliard milliards centaine centaines dizaine \
    dizaines quinzaine vingtaine trentaine douzaine douzaines moitie double doublee triple triplee";
/// Parts of German compounds: "zweiundzwanzig", "dreihundert".
const GERMAN_PARTS: &[&str] = &[
    "zwolf", "zwanzig", "zwei", "dreissig", "drei", "vier", "funf", "sechs", "sech", "sieben",
    "sieb", "acht", "neun", "zehn", "elf", "hundert", "tausend", "zig",
];
/// What may be between them, and says no number alone.
const GERMAN_LINKS: &[&str] = &["und", "ein"];
/// Endings of German words that begin with a number: "dreimal", "zwölfköpfig".
const GERMAN_ENDINGS: &[&str] = &[
    "mal", "fach", "kopfig", "jahrig", "stellig", "monatig", "wochig", "tagig",
];
/// "once" is eleven in Spanish, beside one of these.
const SPANISH: &[&str] = &[
    "de", "del", "el", "la", "los", "las", "en", "con", "para", "y",
];

/// The value of a small number.
pub(crate) fn value(word: &str) -> Option<u8> {
    let mut all = SMALL.iter();
    all.find(|(_, names)| names.split(' ').any(|name| name == word))
        .map(|(value, _)| *value)
}

/// True if a text has a number, in figures or in words. "One" is none: it is nearly always a pronoun.
pub(crate) fn has_number(text: &str) -> bool {
    if text.chars().any(|c| c.is_ascii_digit()) {
        return true;
    }
    let folded = fold(text);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let is_spanish = words.iter().any(|word| SPANISH.contains(word));
    words.iter().any(|word| match *word {
        "one" => false,
        "once" => is_spanish,
        word => {
            value(word).is_some()
                || LARGE.split_whitespace().any(|one| one == word)
                || is_german_compound(word)
        }
    })
}

/// "zweiundzwanzig", "dreimal", "zwölfköpfiges"; not "einfach".
fn is_german_compound(word: &str) -> bool {
    let (mut rest, mut has_number) = (word, false);
    loop {
        let number = GERMAN_PARTS.iter().find_map(|part| rest.strip_prefix(part));
        let link = || GERMAN_LINKS.iter().find_map(|part| rest.strip_prefix(part));
        has_number |= number.is_some();
        match number.or_else(link) {
            Some(next) => rest = next,
            None => break,
        }
    }
    let ends = rest.is_empty() || GERMAN_ENDINGS.iter().any(|ending| rest.starts_with(ending));
    has_number && ends
}

#[cfg(test)]
mod tests {
    use super::{has_number, value};

    #[test]
    fn numbers_in_words_are_found_in_four_languages() {
        for text in [
            "Mentored three junior engineers.",
            "Built the shop for twelve publishers.",
            "Led a twelve-person team.",
            "Halved the night calls within a year.",
            "Served dozens of wards.",
            "Zwölf Filialen betreut.",
            "Ein zwölfköpfiges Team geführt.",
            "Zweiundzwanzig Anlagen gewartet.",
            "Dreimal im Jahr geschult.",
            "Durchlaufzeit halbiert.",
            "Gestioné doce tiendas.",
            "Formé a once personas de la planta.",
            "Reduje los costes a la mitad.",
            "Encadré douze personnes.",
            "Réduit de moitié les délais.",
            "Une dizaine de chantiers livrés.",
            "Cut costs by 4 %.",
        ] {
            assert!(has_number(text), "{text}");
        }
        for text in [
            "Moved services to Rust.",
            "One of the founders.",
            "Trained colleagues once they had joined.",
            "Einfache Abläufe eingeführt.",
            "Einmal im Team.",
            "Achtsam gepflegt.",
            "Un equipo de ventas.",
            "Une équipe de vente.",
            "",
        ] {
            assert!(!has_number(text), "{text}");
        }
    }

    #[test]
    fn small_numbers_have_values() {
        let values = ["two", "zwolf", "doce", "douze", "neun", "twenty"].map(value);
        assert_eq!(values, [2, 12, 12, 12, 9, 20].map(Some));
        assert_eq!(value("un"), None);
    }
}
