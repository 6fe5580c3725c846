//! German: puts statements into the first person.

mod nouns;
mod verbs;

use std::sync::LazyLock;

use taxonomy::{Kind, Skill, Taxonomy};

use self::nouns::noun_phrase;
use super::{
    lists::Lists,
    phrases::{Phrases, Slots},
    text::{self, bare, short_title, statement, words},
    voice::{Realised, Voice},
};
use crate::fact::{Fact, FactKind, PartialDate};

/// The longest statement of a sentence, in words.
const WORDS_MAX: usize = 32;
const BRIEF_WORDS_MAX: usize = 7;

static LISTS: LazyLock<Lists> =
    LazyLock::new(|| Lists::read(include_str!("../../../data/compose/de_words.tsv")));
static PHRASES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::read(include_str!("../../../data/compose/de.tsv")));

/// German.
#[derive(Debug)]
pub(super) struct German;

impl Voice for German {
    fn phrases(&self) -> &Phrases {
        &PHRASES
    }

    fn and(&self) -> &'static str {
        "und"
    }

    fn as_well_as(&self) -> &'static str {
        "sowie"
    }

    fn realise(&self, fact: &Fact, taxonomy: &Taxonomy) -> Option<Realised> {
        let statement = statement(&fact.text, taxonomy)?;
        let count = words(&statement.text).len();
        let last = words(&statement.text).last().map(|word| bare(word))?;
        let first = words(&statement.text).first().map(|word| bare(word))?;
        // "Führte SAP ein"
        let separated = verbs::is_preterite(&first) && LISTS.has("separable", &last);
        let unfinished = (LISTS.has("dangling", &last) && !separated)
            || fact.text.trim_end().ends_with(['…', '-']);
        if !(1..=WORDS_MAX).contains(&count) || unfinished {
            return None;
        }
        let spoken = self.speaks(&statement.text);
        // Which words are nouns cannot be seen in capitals.
        let mut realised = if spoken && !statement.capitals {
            form(&statement.text, fact)?
        } else {
            quoted(&statement.text)
        };
        if realised.form == "quote" && (count > 22 || !text::can_be_quoted(&statement.text)) {
            return None;
        }
        let penalty =
            u8::from(count > 22) * 2 + u8::from(statement.capitals) * 2 + u8::from(count < 3);
        realised.quality = realised.quality.saturating_sub(penalty).max(1);
        realised.brief = count <= BRIEF_WORDS_MAX;
        Some(realised)
    }

    fn at(&self, organisation: &str) -> Option<String> {
        let name = text::clean(organisation);
        let lower = name.to_lowercase();
        let none = LISTS
            .of("no_organisation")
            .iter()
            .any(|(word, _)| lower.starts_with(word));
        let readable =
            name.chars().filter(|c| c.is_alphanumeric()).count() >= 2 && name.chars().count() <= 60;
        let all = words(&name);
        let first = bare(all.first()?);
        let last = bare(all.last()?);
        let ends_as = |word: &str| {
            let found = LISTS.end("places", word);
            let certain = found.filter(|(end, _)| word.len() == end.len() || end.len() > 3);
            certain.map(|(_, place)| place)
        };
        let place = ends_as(&first).or_else(|| ends_as(&last)).unwrap_or("bei");
        (!none && readable).then(|| format!("{place} {name}"))
    }

    fn title(&self, title: &str, _taxonomy: &Taxonomy) -> Slots {
        let short = short_title(title, 48);
        let said =
            short.filter(|title| !text::is_in_capitals(title) && !nouns::is_no_person(title));
        said.map(|title| Slots::from([("title", title)]))
            .unwrap_or_default()
    }

    fn post(&self, title: &str) -> Slots {
        let short = short_title(title, text::POST_CHARS_MAX);
        // It stands between quotation marks, so it is not inflected.
        let quoted = short.map(|title| title.replace(['"', '“', '”', '„'], ""));
        quoted
            .filter(|title| !LISTS.has("no_post", &bare(words(title).first().unwrap_or(&""))))
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

    fn document(&self, text: &str, _taxonomy: &Taxonomy) -> Option<String> {
        let cleaned = text::clean(text);
        let cleaned = cleaned.trim_end_matches(['.', ',', ';']);
        let fits = (2..=90).contains(&cleaned.chars().count());
        let (what, details) = cleaned.split_once(", ").unwrap_or((cleaned, ""));
        fits.then(|| {
            if details.is_empty() {
                what.to_owned()
            } else {
                format!("{what} ({details})")
            }
        })
    }

    fn held(&self, document: &str) -> Option<String> {
        nouns::held(document)
    }

    fn skill(&self, skill: &Skill) -> Option<String> {
        let own = skill.label_in(taxonomy::Language::De).map(str::to_owned);
        let neutral = matches!(skill.kind(), Kind::Tool).then(|| skill.label().to_owned());
        own.or(neutral)
    }

    fn demand(&self, text: &str, _taxonomy: &Taxonomy) -> Option<String> {
        let cleaned = text::clean(text);
        let cleaned = cleaned.trim_end_matches(['.', ',', ';', ':']);
        let all = words(cleaned);
        let (first, last) = (all.first()?, all.last()?);
        let inflected = ["er", "es", "en", "em"]
            .iter()
            .any(|end| first.ends_with(end))
            && nouns::is_adjective(first);
        let fits = (1..=4).contains(&all.len())
            && first.starts_with(char::is_uppercase)
            && last.chars().next().is_some_and(char::is_uppercase)
            && !inflected
            && self.speaks(cleaned)
            && !cleaned
                .chars()
                .any(|c| c.is_numeric() || "()/„“\"!?:;*".contains(c))
            && !LISTS.has("no_demand", &bare(first))
            && !all.iter().any(|word| LISTS.has("finite", &bare(word)));
        fits.then(|| {
            if nouns::is_adjective(first) {
                text::lower_first(cleaned)
            } else {
                cleaned.to_owned()
            }
        })
    }

    fn named(&self, demand: &str) -> String {
        nouns::named(demand)
    }

    fn is_idle(&self, first: &str) -> bool {
        LISTS.has("no_quote", first)
    }

    fn after_greeting(&self, sentence: String) -> String {
        // A comma ends the greeting: only nouns and the polite "Ihre" keep their capital.
        let first = words(&sentence).first().map(|word| bare(word));
        if first.is_some_and(|first| LISTS.has("openers", &first)) {
            text::lower_first(&sentence)
        } else {
            sentence
        }
    }

    fn polished(&self, sentence: String) -> String {
        sentence
    }

    fn is_duty(&self, text: &str) -> bool {
        let all = words(text);
        let first = all.first().map(|word| bare(word)).unwrap_or_default();
        let last = all.last().copied().unwrap_or_default();
        ["du", "sie"].contains(&first.as_str())
            || verbs::is_infinitive(last)
            || nouns::gender_of(&first).is_some()
    }

    fn level(&self, level: &str) -> Option<String> {
        let other = LISTS
            .other("levels", &level.to_lowercase())
            .map(str::to_owned);
        other.or_else(|| {
            LISTS
                .of("levels")
                .iter()
                .any(|(_, own)| own.to_lowercase() == level.to_lowercase())
                .then(|| level.to_owned())
        })
    }

    fn agreement(&self, plural: bool) -> Slots {
        nouns::agreement(plural)
    }

    fn form_of_address(&self, name: &str) -> String {
        let forms = [
            ("Ms ", "Frau "),
            ("Ms. ", "Frau "),
            ("Mrs ", "Frau "),
            ("Mrs. ", "Frau "),
            ("Mr ", "Herr "),
            ("Mr. ", "Herr "),
            ("Herrn ", "Herr "),
        ];
        let other = forms
            .iter()
            .find_map(|(own, said)| Some(format!("{said}{}", name.strip_prefix(own)?)));
        other.unwrap_or_else(|| name.to_owned())
    }

    fn greeting(&self, name: &str) -> &'static str {
        if name.starts_with("Frau ") {
            "greeting.woman"
        } else if name.starts_with("Herr ") {
            "greeting.man"
        } else {
            "greeting.known"
        }
    }

    fn speaks(&self, text: &str) -> bool {
        let all: Vec<String> = words(text).into_iter().map(bare).collect();
        let english = super::en::marks_of_english(&all);
        let own = marks_of_german(&all);
        let verb = all
            .first()
            .is_some_and(|word| super::en::begins_with_verb(word));
        own >= english && !(own == 0 && (verb || english > 0))
    }
}

/// How many of the words, in lower case, are German for certain.
pub(super) fn marks_of_german(all: &[String]) -> usize {
    let is_german = |word: &&String| {
        let ends = [
            "ungen", "keit", "heit", "schaft", "ierung", "iert", "ieren", "führung",
        ];
        LISTS.has("function_words", word)
            || word.contains(['ä', 'ö', 'ü', 'ß'])
            || (word.len() > 6 && word.ends_with("ung"))
            || (word.len() > 7 && ends.iter().any(|end| word.ends_with(end)))
    };
    all.iter().filter(is_german).count()
}

fn quoted(text: &str) -> Realised {
    let inner = text.replace(['"', '“', '”', '„'], "");
    of("quote", Slots::from([("text", inner)]), 2)
}

fn of(form: &'static str, slots: Slots, quality: u8) -> Realised {
    Realised {
        form,
        slots,
        quality,
        brief: false,
        general: false,
    }
}

fn clause(verb: &str, rest: &str) -> Realised {
    of(
        "clause",
        Slots::from([("v", verb.to_owned()), ("rest", rest.to_owned())]),
        9,
    )
}

/// The form of a statement by its first and last words.
fn form(text: &str, fact: &Fact) -> Option<Realised> {
    let lower = text.to_lowercase();
    let now = (fact.current || (fact.organisation.is_none() && fact.to.is_none()))
        && !text::names_a_year(text);
    let all = words(text);
    let (first, after) = text.split_once(' ').unwrap_or((text, ""));
    let low = bare(first);
    if LISTS.start("states", &lower).is_some() {
        return Some(clause(
            if now { "bin" } else { "war" },
            &nouns::uncapped(text),
        ));
    }
    if let Some((_, verb)) = LISTS.start("general", &lower) {
        let said = if verb == "bin" {
            nouns::uncapped(text)
        } else {
            nouns::within(text)
        };
        let mut general = clause(verb, &said);
        general.general = true;
        return Some(general);
    }
    if low == "ich" {
        let (verb, rest) = after.split_once(' ')?;
        return Some(if verb.chars().all(char::is_lowercase) {
            clause(verb, rest)
        } else {
            quoted(text)
        });
    }
    if let Some(verb) = LISTS.other("starts", &low) {
        return (!after.is_empty()).then(|| clause(verb, after));
    }
    if LISTS.has("ambiguous", &low) && after.starts_with(char::is_uppercase) {
        return Some(quoted(text));
    }
    if verbs::is_preterite(&low) && first.starts_with(char::is_uppercase) && !after.is_empty() {
        return Some(clause(&low, after));
    }
    let last = all.last().copied().unwrap_or_default();
    if all.len() >= 2 && verbs::is_participle(last) && !is_clause(&all) {
        let verb = verbs::auxiliary(last);
        return Some(clause(
            verb,
            &nouns::with_object_article(&nouns::within(text)),
        ));
    }
    if all.len() >= 2 && verbs::is_infinitive(last) {
        let mut slots = nouns::agreement(false);
        slots.insert("text", nouns::within(text));
        slots.extend(verbs::with_zu(text).map(|said| ("zu", nouns::within(&said))));
        return Some(of("infinitive", slots, 6));
    }
    if fact.kind == FactKind::Role {
        return None;
    }
    if is_clause(&all) {
        return Some(quoted(text));
    }
    Some(match noun_phrase(text) {
        Some(phrase) => {
            let form = if phrase.is_result { "result" } else { "noun" };
            of(form, phrase.slots(), 7)
        }
        None => quoted(text),
    })
}

fn is_clause(all: &[&str]) -> bool {
    let is_finite = |word: &&str| LISTS.has("finite", &bare(word));
    let relative = all.iter().position(|word| word.ends_with(','));
    let finite = all.iter().position(is_finite);
    finite.is_some_and(|at| relative.is_none_or(|relative| at < relative))
}

#[cfg(test)]
mod tests;
