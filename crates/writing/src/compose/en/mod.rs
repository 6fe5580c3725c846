//! English: puts statements into the first person.

mod form;
mod nouns;
mod verbs;

use std::sync::LazyLock;

use taxonomy::{Kind, Skill, Taxonomy};

use self::{form::form, nouns::with_indefinite_article, verbs::Verbs};
use super::{
    lists::Lists,
    phrases::{Phrases, Slots},
    text::{self, bare, is_name, lower_first, short_title, statement, words},
    voice::{Realised, Voice},
};
use crate::fact::{Fact, PartialDate};

/// The longest statement of a sentence, in words.
const WORDS_MAX: usize = 36;
const BRIEF_WORDS_MAX: usize = 8;

static LISTS: LazyLock<Lists> =
    LazyLock::new(|| Lists::read(include_str!("../../../data/compose/en_words.tsv")));
static PHRASES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::read(include_str!("../../../data/compose/en.tsv")));

/// English.
#[derive(Debug)]
pub(super) struct English;

impl Voice for English {
    fn phrases(&self) -> &Phrases {
        &PHRASES
    }

    fn and(&self) -> &'static str {
        "and"
    }

    fn as_well_as(&self) -> &'static str {
        "as well as"
    }

    fn realise(&self, fact: &Fact, taxonomy: &Taxonomy) -> Option<Realised> {
        let statement = statement(&fact.text, taxonomy)?;
        let count = words(&statement.text).len();
        let last = words(&statement.text).last().map(|word| bare(word))?;
        let unfinished = LISTS.has("dangling", &last) || fact.text.trim_end().ends_with(['…', '-']);
        if !(2..=WORDS_MAX).contains(&count) || unfinished {
            return None;
        }
        let mut realised = if self.speaks(&statement.text) {
            form(&statement.text, fact, taxonomy)?
        } else {
            quoted(&statement.text)
        };
        if realised.form == "quote" && (count > 24 || !text::can_be_quoted(&statement.text)) {
            return None;
        }
        let penalty =
            u8::from(count > 26) * 2 + u8::from(statement.capitals) * 3 + u8::from(count < 4);
        realised.quality = realised.quality.saturating_sub(penalty).max(1);
        realised.brief = count <= BRIEF_WORDS_MAX && !statement.text.contains(" at ");
        Some(realised)
    }

    fn at(&self, organisation: &str) -> Option<String> {
        let name = organisation_name(organisation)?;
        let article = nouns::organisation_needs_article(&name);
        Some(format!("at {}{name}", if article { "the " } else { "" }))
    }

    fn title(&self, title: &str, taxonomy: &Taxonomy) -> Slots {
        let Some(short) = short_title(title, 48).filter(|title| !text::is_in_capitals(title))
        else {
            return Slots::new();
        };
        let lowered: Vec<String> = words(&short)
            .into_iter()
            .map(|word| {
                let person = nouns::is_person(&bare(word)) && !text::has_inner_capital(word);
                let kept = keeps_case(word, taxonomy) && !person;
                if kept {
                    word.to_owned()
                } else {
                    word.to_lowercase()
                }
            })
            .collect();
        let lowered = lowered.join(" ");
        let what = lowered.split(" of ").next().unwrap_or_default();
        let what = what.rsplit(' ').next().unwrap_or_default();
        if what.ends_with("ship") || what.ends_with("ing") || what.ends_with('s') {
            return Slots::new();
        }
        Slots::from([("a_title", with_indefinite_article(&lowered))])
    }

    fn post(&self, title: &str) -> Slots {
        let short = short_title(title, text::POST_CHARS_MAX);
        short
            .map(|title| Slots::from([("post", title)]))
            .unwrap_or_default()
    }

    fn date(&self, date: PartialDate) -> String {
        let month = date.month.and_then(|month| {
            LISTS
                .of("months")
                .get(usize::try_from(month).ok()?.checked_sub(1)?)
        });
        month.map_or_else(
            || date.year.to_string(),
            |(month, _)| format!("{month} {}", date.year),
        )
    }

    fn document(&self, text: &str, taxonomy: &Taxonomy) -> Option<String> {
        let cleaned = text::clean(text);
        let cleaned = cleaned.trim_end_matches(['.', ',', ';']);
        if cleaned.chars().count() > 90 || cleaned.chars().count() < 2 || !self.speaks(cleaned) {
            return None;
        }
        Some(nouns::document(cleaned, taxonomy))
    }

    fn held(&self, document: &str) -> Option<String> {
        let counted = document.starts_with("a ") || document.starts_with("an ");
        counted.then(|| document.to_owned())
    }

    fn skill(&self, skill: &Skill) -> Option<String> {
        let label = skill.label();
        let first = label.split(' ').next().unwrap_or_default();
        let product = matches!(skill.kind(), Kind::Tool | Kind::Language);
        let named =
            product || is_name(first, Taxonomy::curated()) || nouns::is_proper(&bare(first));
        Some(if named {
            label.to_owned()
        } else {
            lower_first(label)
        })
    }

    fn demand(&self, text: &str, taxonomy: &Taxonomy) -> Option<String> {
        let cleaned = text::clean(text);
        let cleaned = cleaned.trim_end_matches(['.', ',', ';', ':']);
        let experience = [
            "Experience with ",
            "Experience in ",
            "Experience of ",
            "Knowledge of ",
            "experience with ",
            "experience in ",
        ];
        let cleaned = experience
            .iter()
            .find_map(|start| cleaned.strip_prefix(start))
            .unwrap_or(cleaned);
        let all = words(cleaned);
        let first = bare(all.first()?);
        let second = all.get(1).map(|word| bare(word)).unwrap_or_default();
        let object = all.get(1).is_some_and(|word| form::takes_object(word));
        let verbs = VERBS.is_base(&first, object || ["and", "or"].contains(&second.as_str()));
        let fits = (1..=5).contains(&all.len())
            && !cleaned
                .chars()
                .any(|c| c.is_numeric() || "()/„“\"!?:;".contains(c))
            && self.speaks(cleaned)
            && !all.iter().any(|word| LISTS.has("finite", &bare(word)))
            && !LISTS.has("demand_starts", &first)
            && !verbs
            && !all.iter().any(|word| {
                ["plus", "required", "desirable", "preferred", "essential"]
                    .contains(&bare(word).as_str())
            });
        fits.then(|| in_sentence(cleaned, taxonomy))
    }

    fn named(&self, demand: &str) -> String {
        let first = demand.split(' ').next().unwrap_or_default();
        let gerund = first.ends_with("ing") && first.len() > 5 && demand.contains(' ');
        // "You ask for mentoring student nurses"
        if gerund {
            format!("experience in {demand}")
        } else {
            demand.to_owned()
        }
    }

    fn is_idle(&self, first: &str) -> bool {
        LISTS.has("no_quote", first)
    }

    fn after_greeting(&self, sentence: String) -> String {
        text::upper_first(&sentence)
    }

    fn polished(&self, sentence: String) -> String {
        let orders = [
            ("I also was ", "I was also "),
            ("I also am ", "I am also "),
            ("I also have ", "I have also "),
        ];
        orders.iter().fold(sentence, |said, (before, after)| {
            said.replace(before, after)
        })
    }

    fn is_duty(&self, text: &str) -> bool {
        let all = words(text);
        let first = all.first().map(|word| bare(word)).unwrap_or_default();
        let object = all.get(1).is_some_and(|word| form::takes_object(word));
        let joined = matches!((all.get(1), all.get(2)), (Some(&"and" | &"or"), Some(other)) if VERBS.is_base(&bare(other), true));
        VERBS.is_base(&first, object || joined)
            || (first.ends_with("ing") && all.len() > 2)
            || text.starts_with("You will ")
            || text.starts_with("You'll ")
    }

    fn level(&self, level: &str) -> Option<String> {
        let other = LISTS
            .other("levels", &level.to_lowercase())
            .map(str::to_owned);
        other.or_else(|| self.speaks(level).then(|| level.to_lowercase()))
    }

    fn agreement(&self, _plural: bool) -> Slots {
        Slots::new()
    }

    fn form_of_address(&self, name: &str) -> String {
        let forms = [("Frau ", "Ms "), ("Herr ", "Mr "), ("Herrn ", "Mr ")];
        let other = forms
            .iter()
            .find_map(|(own, said)| Some(format!("{said}{}", name.strip_prefix(own)?)));
        other.unwrap_or_else(|| name.to_owned())
    }

    fn greeting(&self, _name: &str) -> &'static str {
        "greeting.known"
    }

    fn speaks(&self, text: &str) -> bool {
        let all: Vec<String> = words(text).into_iter().map(bare).collect();
        let own = marks_of_english(&all);
        let german = super::de::marks_of_german(&all);
        own >= german && !(own == 0 && german > 0)
    }
}

static VERBS: LazyLock<Verbs> =
    LazyLock::new(|| Verbs::read(include_str!("../../../data/compose/en_verbs.txt")));

/// How many of the words, in lower case, are English for certain.
pub(super) fn marks_of_english(all: &[String]) -> usize {
    all.iter()
        .filter(|word| LISTS.has("function_words", word))
        .count()
}

/// True if the words begin as an English statement does, with a verb.
pub(super) fn begins_with_verb(word: &str) -> bool {
    VERBS.is_past(word) || VERBS.is_verb(word)
}

fn organisation_name(organisation: &str) -> Option<String> {
    let name = text::clean(organisation);
    let lower = name.to_lowercase();
    let unusable =
        name.chars().count() > 60 || name.chars().filter(|c| c.is_alphanumeric()).count() < 2;
    (!unusable
        && !LISTS
            .of("no_organisation")
            .iter()
            .any(|(word, _)| lower.starts_with(word)))
    .then_some(name)
}

fn keeps_case(word: &str, taxonomy: &Taxonomy) -> bool {
    is_name(word, taxonomy) || nouns::is_proper(&bare(word))
}

/// A phrase as it is written within a sentence: names keep their capitals.
fn in_sentence(text: &str, taxonomy: &Taxonomy) -> String {
    let all = words(text);
    let first = all.first().copied().unwrap_or_default();
    // One word that no list has is a name; in front of small words it is a noun for all that is known.
    let unknown = all.len() == 1 && is_usual(first) == Some(false);
    if keeps_case(first, taxonomy) || unknown {
        return text.to_owned();
    }
    // "Apache Kafka", "Google Cloud": a later capital shows that it is a name, or written like one.
    let is_capital = |word: &&str| word.starts_with(char::is_uppercase);
    if !all.iter().skip(1).any(is_capital) {
        return lower_first(text);
    }
    let ordinary = taxonomy
        .named_skill(text)
        .filter(|skill| !matches!(skill.kind(), Kind::Tool | Kind::Language | Kind::Licence))
        .filter(|skill| skill.label().to_lowercase() == text.to_lowercase());
    let rest_is_name = all.iter().skip(1).any(|word| keeps_case(word, taxonomy));
    match ordinary {
        // "Project Management" is written as "project management".
        Some(skill) => English.skill(skill).unwrap_or_else(|| text.to_owned()),
        // "Senior SAP consultant"
        None if rest_is_name
            && is_usual(first) == Some(true)
            && taxonomy.named_skill(text).is_none() =>
        {
            lower_first(text)
        }
        None => text.to_owned(),
    }
}

/// True if a word is usual in postings, false if it is a name for all that is known; none if its case says nothing.
fn is_usual(word: &str) -> Option<bool> {
    let folded = analysis::fold(&bare(word));
    if !word.starts_with(char::is_uppercase) || folded.is_empty() {
        return None;
    }
    let ends = [
        "ing", "tion", "ment", "ness", "ity", "ship", "ance", "ence", "ics", "ry", "gy", "ed",
        "al", "ic", "s", "able", "ive", "care", "work",
    ];
    let known = crate::knowledge::is_word_of_trade(&folded)
        || folded.chars().count() < 4
        || ends.iter().any(|end| folded.ends_with(end))
        || crate::language::Language::of("en")
            .is_some_and(|language| language.words().knows(&folded));
    Some(known)
}

fn quoted(text: &str) -> Realised {
    let inner = text.replace('"', "'").replace(['“', '”'], "'");
    of("quote", "text", inner, 2)
}

fn of(form: &'static str, slot: &'static str, value: String, quality: u8) -> Realised {
    Realised {
        form,
        slots: Slots::from([(slot, value)]),
        quality,
        brief: false,
        general: false,
    }
}

fn past(vp: String) -> Realised {
    of("past", "vp", vp, 9)
}

#[cfg(test)]
mod tests;
