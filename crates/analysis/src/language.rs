//! Languages with a stemmer, and the keys under which a word is indexed and looked up.

use rust_stemmers::{Algorithm, Stemmer};

use crate::{fold::fold, script::is_latin, stemming_exceptions};

/// A language with a stemmer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names of the languages")]
pub enum Language {
    English,
    German,
    French,
    Spanish,
    Portuguese,
    Italian,
    Dutch,
    Swedish,
    Danish,
    Norwegian,
    Finnish,
    Hungarian,
    Romanian,
    Turkish,
    Russian,
    Greek,
    Arabic,
    Tamil,
}

impl Language {
    /// Languages in the Latin script.
    pub const LATIN: [Self; 14] = [
        Self::English,
        Self::German,
        Self::French,
        Self::Spanish,
        Self::Portuguese,
        Self::Italian,
        Self::Dutch,
        Self::Swedish,
        Self::Danish,
        Self::Norwegian,
        Self::Finnish,
        Self::Hungarian,
        Self::Romanian,
        Self::Turkish,
    ];

    /// The language of a BCP 47 tag, such as `de-CH`; `None` if it has no stemmer.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?.to_ascii_lowercase();
        Some(match primary.as_str() {
            "en" | "eng" => Self::English,
            "de" | "deu" | "ger" => Self::German,
            "fr" | "fra" | "fre" => Self::French,
            "es" | "spa" => Self::Spanish,
            "pt" | "por" => Self::Portuguese,
            "it" | "ita" => Self::Italian,
            "nl" | "nld" | "dut" => Self::Dutch,
            "sv" | "swe" => Self::Swedish,
            "da" | "dan" => Self::Danish,
            "no" | "nb" | "nn" | "nor" | "nob" | "nno" => Self::Norwegian,
            "fi" | "fin" => Self::Finnish,
            "hu" | "hun" => Self::Hungarian,
            "ro" | "ron" | "rum" => Self::Romanian,
            "tr" | "tur" => Self::Turkish,
            "ru" | "rus" => Self::Russian,
            "el" | "ell" | "gre" => Self::Greek,
            "ar" | "ara" => Self::Arabic,
            "ta" | "tam" => Self::Tamil,
            _ => return None,
        })
    }

    const fn algorithm(self) -> Algorithm {
        match self {
            Self::English => Algorithm::English,
            Self::German => Algorithm::German,
            Self::French => Algorithm::French,
            Self::Spanish => Algorithm::Spanish,
            Self::Portuguese => Algorithm::Portuguese,
            Self::Italian => Algorithm::Italian,
            Self::Dutch => Algorithm::Dutch,
            Self::Swedish => Algorithm::Swedish,
            Self::Danish => Algorithm::Danish,
            Self::Norwegian => Algorithm::Norwegian,
            Self::Finnish => Algorithm::Finnish,
            Self::Hungarian => Algorithm::Hungarian,
            Self::Romanian => Algorithm::Romanian,
            Self::Turkish => Algorithm::Turkish,
            Self::Russian => Algorithm::Russian,
            Self::Greek => Algorithm::Greek,
            Self::Arabic => Algorithm::Arabic,
            Self::Tamil => Algorithm::Tamil,
        }
    }

    /// Letters before a stem. English stems are apart from those of all other languages, because every text has them: with a
    /// German stem, *porter* would be *port*. The others share theirs, so that a query has few keys.
    const fn mark(self) -> &'static str {
        match self {
            Self::English => "en",
            _ => "xx",
        }
    }

    /// The language whose stemmer reads this folded word in a text of `self`: a script of its own decides, else the language of the text.
    fn reading(self, word: &str) -> Option<Self> {
        let first = word.chars().next()?;
        match first {
            '\u{400}'..='\u{52F}' => Some(Self::Russian),
            '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Some(Self::Greek),
            '\u{600}'..='\u{6FF}' => Some(Self::Arabic),
            '\u{B80}'..='\u{BFF}' => Some(Self::Tamil),
            _ if word.chars().all(is_latin) => Some(self),
            _ => None,
        }
    }

    /// The key of a folded word in a text of this language: its stem, with a mark; the word itself if it has none.
    #[must_use]
    pub fn key(self, word: &str) -> String {
        let letters = word.chars().count();
        let Some(language) = self.reading(word).filter(|_| (3..=40).contains(&letters)) else {
            return word.to_owned();
        };
        let stem = match language {
            Self::English => stemming_exceptions::english(word).map(str::to_owned),
            Self::Arabic => Some(stemming_exceptions::arabic(word)),
            _ => None,
        };
        let stem = stem.unwrap_or_else(|| {
            Stemmer::create(language.algorithm())
                .stem(&language.prepared(word))
                .into_owned()
        });
        format!("~{}{}", language.mark(), fold(&stem))
    }

    /// The word as the stemmer expects it: some endings with their accents, and the masculine form of a profession.
    fn prepared(self, word: &str) -> String {
        let endings: &[(&str, &str)] = match self {
            Self::Spanish => &[("cion", "ción"), ("sion", "sión")],
            Self::Portuguese => &[("cao", "ção"), ("coes", "ções")],
            Self::German => stemming_exceptions::GERMAN_FEMININE,
            Self::French => stemming_exceptions::FRENCH_FEMININE,
            Self::English => stemming_exceptions::ENGLISH_SPELLINGS,
            _ => &[],
        };
        for (typed, expected) in endings {
            if let Some(head) = word
                .strip_suffix(typed)
                .filter(|head| head.chars().count() > 1)
            {
                return format!("{head}{expected}");
            }
        }
        word.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn forms_of_a_word_have_one_key() {
        for (language, forms) in [
            (
                Language::English,
                &["engineer", "engineers", "engineering"][..],
            ),
            (Language::English, &["manager", "managing", "managers"]),
            (
                Language::German,
                &[
                    "entwickler",
                    "entwicklern",
                    "entwicklers",
                    "entwicklerin",
                    "entwicklerinnen",
                ],
            ),
            (Language::German, &["assistent", "assistentin"]),
            (Language::German, &["redakteur", "redakteurinnen"]),
            (Language::French, &["developpeur", "developpeuse"]),
            (
                Language::French,
                &["directeur", "directrice", "directrices"],
            ),
            (Language::French, &["technicien", "technicienne"]),
            (Language::English, &["organisation", "organizations"]),
            (Language::English, &["intern", "interns"]),
            (Language::English, &["accountant", "accounting"]),
            (Language::English, &["optimisation", "optimization"]),
            (Language::English, &["مبيعات", "المبيعات", "والمبيعات"]),
            (Language::English, &["مهندس", "مهندسون", "المهندسين"]),
            (Language::German, &["leitung", "leitungen"]),
            (Language::French, &["ingenieur", "ingenieurs"]),
            (Language::French, &["comptable", "comptables"]),
            (Language::Spanish, &["aplicacion", "aplicaciones"]),
            (Language::Spanish, &["desarrollador", "desarrolladores"]),
            (Language::Portuguese, &["aplicacao", "aplicacoes"]),
            (Language::Italian, &["sviluppatore", "sviluppatori"]),
            (Language::Dutch, &["ontwikkelaar", "ontwikkelaars"]),
            (Language::Swedish, &["utvecklare", "utvecklaren"]),
            (
                Language::Russian,
                &["разработчик", "разработчика", "разработчики"],
            ),
            (Language::English, &["инженер", "инженера"]),
            (Language::Finnish, &["insinoori", "insinoorit"]),
        ] {
            let keys: Vec<String> = forms.iter().map(|form| language.key(form)).collect();
            assert!(keys.windows(2).all(|two| two[0] == two[1]), "{keys:?}");
        }
        for (language, left, right) in [
            (Language::English, "intern", "international"),
            (Language::English, "intern", "internal"),
            (Language::English, "university", "universe"),
            (Language::English, "organ", "organization"),
            (Language::English, "experience", "experiment"),
            (Language::English, "operator", "operations"),
            (Language::English, "accountant", "account"),
            (Language::English, "engine", "engineer"),
            (Language::German, "berlin", "berl"),
            (Language::German, "termin", "term"),
        ] {
            assert_ne!(language.key(left), language.key(right), "{left} {right}");
        }
        // In an English text, no other language decides.
        assert_eq!(Language::German.key("porter"), "~xxport");
        assert_eq!(Language::English.key("port"), "~enport");
        for word in ["c++", "3d", ".net", "it", "工程", "k8s"] {
            assert_eq!(Language::English.key(word), word);
        }
        assert_eq!(Language::of_tag("de-CH"), Some(Language::German));
        assert_eq!(Language::of_tag("ja"), None);
        assert_eq!(Language::of_tag(""), None);
    }
}
