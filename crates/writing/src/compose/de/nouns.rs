//! German noun phrases: gender, articles, endings of adjectives.

use super::{
    super::{
        phrases::Slots,
        text::{bare, list, lower_first, words},
    },
    LISTS,
};

/// The gender of a noun, by its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Der,
    Die,
    Das,
}

/// A phrase in the nominative.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NounPhrase {
    text: String,
    /// The same in the accusative.
    accusative: String,
    plural: bool,
    /// True if it names what was reached: "die Senkung der Kosten".
    pub is_result: bool,
}

impl NounPhrase {
    /// The phrase, and verbs that agree with it.
    pub fn slots(self) -> Slots {
        let mut slots = agreement(self.plural);
        slots.insert("np", self.text);
        slots.insert("acc", self.accusative);
        slots
    }
}

/// Verbs that agree with one or with several.
pub(super) fn agreement(plural: bool) -> Slots {
    let verbs = [
        ("belonged", "gehörte", "gehörten"),
        ("belong", "gehört", "gehören"),
        ("was", "war", "waren"),
        ("is", "ist", "sind"),
        ("came", "kam", "kamen"),
        ("come", "kommt", "kommen"),
        ("count", "zählt", "zählen"),
    ];
    let agreeing = verbs
        .into_iter()
        .map(|(name, one, several)| (name, if plural { several } else { one }.to_owned()));
    let mut slots: Slots = agreeing.collect();
    if !plural {
        slots.extend([("was_one", "war".to_owned()), ("is_one", "ist".to_owned())]);
    }
    slots
}

/// "die Leitung eines Teams" of "Leitung eines Teams"; none if the gender of the noun is not known.
pub(super) fn noun_phrase(written: &str) -> Option<NounPhrase> {
    let text = written.replace(" & ", " und ");
    let text = match text.split_once(": ") {
        Some((label, rest)) if words(label).len() <= 2 && words(rest).len() >= 2 => rest.to_owned(),
        _ => text,
    };
    let all = words(&text);
    let first = bare(all.first()?);
    if let Some(pair) = shared_ending(&all, &text) {
        return Some(pair);
    }
    let is_number = all.first()?.starts_with(|c: char| c.is_numeric());
    let end = all
        .iter()
        .position(|word| LISTS.has("prepositions", &bare(word)) || word.starts_with('('));
    let before = all.get(..end.unwrap_or(all.len()))?;
    let listed = before
        .iter()
        .any(|word| ["und", "sowie", "oder"].contains(word) || word.ends_with(','));
    let at = before
        .iter()
        .position(|word| word.starts_with(char::is_uppercase) && !is_adjective(word))?;
    let head = bare(before.get(at)?);
    let is_result = LISTS.end("result_heads", &head).is_some();
    let joined = joined(&within(&text));
    let phrase = |text: String, plural: bool| {
        Some(NounPhrase {
            accusative: text.clone(),
            text,
            plural,
            is_result,
        })
    };
    if is_number || LISTS.has("plural_determiners", &first) {
        return phrase(joined, first != "1");
    }
    if listed {
        let verbs =
            |word: &&&str| gender_of(&bare(word)) == Some(Gender::Das) && word.ends_with('n');
        if before.len() == 3
            && before.first().as_ref().is_some_and(verbs)
            && before.last().as_ref().is_some_and(verbs)
        {
            return phrase(format!("das {joined}"), false);
        }
        return phrase(joined, true);
    }
    if LISTS.has("determiners", &first) {
        return phrase(joined, gender_of(&head).is_none() && first == "die");
    }
    // "Selbständiges Arbeiten": the ending of the adjective shows the gender, and that it is one.
    let shown = before
        .get(..at)
        .and_then(<[_]>::last)
        .and_then(|word| match word {
            word if word.ends_with("es") => Some(Gender::Das),
            word if word.ends_with("er") => Some(Gender::Der),
            _ => None,
        });
    if shown.is_none() && is_plural(&head) {
        return phrase(joined, true);
    }
    let gender = shown.or_else(|| gender_of(&head))?;
    let article = match gender {
        Gender::Der => "der",
        Gender::Die => "die",
        Gender::Das => "das",
    };
    let adjectives: Option<Vec<String>> = before.get(..at)?.iter().map(|word| weak(word)).collect();
    let rest = all.get(at..)?.join(" ");
    let adjectives = adjectives?;
    let with = |article: &str, end: &str| {
        let adjectives = adjectives
            .iter()
            .map(|adjective| format!("{adjective}{end}"));
        let parts = std::iter::once(article.to_owned())
            .chain(adjectives)
            .chain([rest.clone()]);
        parts.collect::<Vec<_>>().join(" ")
    };
    let accusative = if gender == Gender::Der {
        with("den", "n")
    } else {
        with(article, "")
    };
    Some(NounPhrase {
        text: with(article, ""),
        accusative,
        plural: false,
        is_result,
    })
}

/// "das Be- und Entladen": two nominalised verbs that share an ending.
fn shared_ending(all: &[&str], text: &str) -> Option<NounPhrase> {
    let (first, and, second) = (all.first()?, all.get(1)?, all.get(2)?);
    let shared =
        first.ends_with('-') && *and == "und" && gender_of(&bare(second)) == Some(Gender::Das);
    shared.then(|| NounPhrase {
        text: format!("das {text}"),
        accusative: format!("das {text}"),
        plural: false,
        is_result: false,
    })
}

/// What someone has, in the accusative: "den Staplerschein (2018)".
pub(super) fn held(document: &str) -> Option<String> {
    let noun = document
        .split([' ', ',', '('])
        .next()
        .filter(|word| word.starts_with(char::is_uppercase))?;
    let article = match gender_of(&bare(noun))? {
        Gender::Der => "den",
        Gender::Die => "die",
        Gender::Das => "das",
    };
    Some(format!("{article} {document}"))
}

/// "die Leitung eines Teams" of "Leitung eines Teams", where nominative and accusative are the same.
pub(super) fn named(demand: &str) -> String {
    let all = words(demand);
    let phrase = noun_phrase(demand)
        .filter(|phrase| all.len() > 1 && phrase.text == phrase.accusative && !phrase.plural);
    phrase.map_or_else(|| demand.to_owned(), |phrase| phrase.text)
}

/// "den Wareneinsatz von 34 auf 28 Prozent gesenkt": an object at the beginning gets its article.
pub(super) fn with_object_article(text: &str) -> String {
    let all = words(text);
    let (Some(first), Some(second)) = (all.first(), all.get(1)) else {
        return text.to_owned();
    };
    let noun = bare(first);
    let follows = ["von", "um", "des", "der", "im", "am", "beim"].contains(second);
    let known = first.starts_with(char::is_uppercase)
        && first.chars().skip(1).all(|c| c.is_lowercase() || c == '-');
    match gender_of(&noun).filter(|_| follows && known && !is_plural(&noun)) {
        Some(Gender::Der) => format!("den {text}"),
        Some(Gender::Die) => format!("die {text}"),
        Some(Gender::Das) => format!("das {text}"),
        None => text.to_owned(),
    }
}

/// An adjective after an article: "tägliche" of "Täglicher".
fn weak(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    let stem = ["er", "es", "e"]
        .iter()
        .find_map(|end| lower.strip_suffix(end))?;
    Some(format!("{stem}e"))
}

/// "a, b, c" as "a, b und c".
fn joined(text: &str) -> String {
    let parts: Vec<String> = text.split(", ").map(str::to_owned).collect();
    let is_list = parts.len() >= 2
        && ![" und ", " sowie ", " oder "]
            .iter()
            .any(|and| text.contains(and))
        && parts.iter().all(|part| {
            words(part).len() <= 3
                && part.starts_with(char::is_uppercase)
                && !part.contains(['(', ')'])
        });
    if is_list {
        list(&parts, "und")
    } else {
        text.to_owned()
    }
}

fn is_plural(head: &str) -> bool {
    let ends = [
        "ungen", "ionen", "keiten", "heiten", "schaften", "täten", "systeme", "ments", "enzen",
    ];
    ends.iter().any(|end| head.ends_with(end))
        || LISTS
            .end("plurals", head)
            .is_some_and(|(end, _)| end.len() > 4)
}

/// The gender of a noun in lower case, by the lists and by its end.
pub(super) fn gender_of(head: &str) -> Option<Gender> {
    let part = head.rsplit('-').next().unwrap_or(head);
    let known = [
        ("der", Gender::Der),
        ("die", Gender::Die),
        ("das", Gender::Das),
    ]
    .into_iter()
    .filter_map(|(name, gender)| LISTS.end(name, part).map(|(end, _)| (end.len(), gender)));
    let listed = known
        .max_by_key(|(length, _)| *length)
        .filter(|(length, _)| *length >= 3);
    if let Some((_, gender)) = listed {
        return Some(gender);
    }
    let ends: &[(&str, Gender)] = &[
        ("ung", Gender::Die),
        ("heit", Gender::Die),
        ("keit", Gender::Die),
        ("schaft", Gender::Die),
        ("ion", Gender::Die),
        ("tät", Gender::Die),
        ("erei", Gender::Die),
        ("enz", Gender::Die),
        ("anz", Gender::Die),
        ("chen", Gender::Das),
        ("lein", Gender::Das),
        ("ismus", Gender::Der),
    ];
    let by_end = ends
        .iter()
        .find(|(end, _)| part.len() > end.len() + 1 && part.ends_with(end))
        .map(|(_, gender)| *gender);
    // Other nouns that end with "en" are mostly plurals: "Retouren".
    let verb = part.ends_with("ieren") || LISTS.end("verbal_nouns", part).is_some();
    by_end.or(verb.then_some(Gender::Das))
}

/// True for an adjective at the beginning of a statement: "Tägliche", "Neue".
pub(super) fn is_adjective(word: &str) -> bool {
    is_inflected_adjective(&bare(word))
}

/// True for a title that names what somebody does, or where, and nobody who does it: "Praktikum im Vertrieb", "Kundenbetreuung".
pub(super) fn is_no_person(title: &str) -> bool {
    let all = words(title).into_iter().map(bare);
    let nouns: Vec<String> = all
        .take_while(|word| !LISTS.has("prepositions", word))
        .filter(|word| !is_inflected_adjective(word))
        .collect();
    let is_a = |name: &str, word: &String| LISTS.end(name, word).is_some();
    let is_person = |word: &String| is_a("persons", word) && !is_a("departments", word);
    nouns.first().is_some_and(|noun| {
        is_a("activities", noun) || (is_a("departments", noun) && !nouns.iter().any(is_person))
    })
}

/// True for an adjective with an ending.
pub(super) fn is_inflected_adjective(lower: &str) -> bool {
    let stems = ["er", "es", "en", "em", "e"]
        .iter()
        .filter_map(|end| lower.strip_suffix(end));
    stems.into_iter().any(is_stem)
}

fn is_stem(stem: &str) -> bool {
    LISTS.has("adjectives", stem)
        || (stem.len() > 3
            && LISTS.end("adjective_ends", stem).is_some_and(|(end, _)| {
                stem.len() > end.len() + 1 && !["är", "al", "iv", "ent", "ig", "ell"].contains(&end)
                    || stem.len() > end.len() + 2
            }))
}

/// A text within a sentence: its first letter in lower case if its first word is no noun.
pub(super) fn within(text: &str) -> String {
    let all = words(text);
    let (Some(first), next) = (all.first(), all.get(1).copied().unwrap_or_default()) else {
        return text.to_owned();
    };
    let lower = bare(first);
    let noun_follows = next.starts_with(char::is_uppercase)
        || next.starts_with(char::is_numeric)
        || is_inflected_adjective(&bare(next));
    let adjective = is_inflected_adjective(&lower) && noun_follows;
    let adverb = is_stem(&lower) && all.len() > 1 && !lower.ends_with("end");
    if adjective || adverb || LISTS.has("lower_starts", &lower) {
        lower_first(text)
    } else {
        text.to_owned()
    }
}

/// A text whose first word is no noun, unless it is "Teil", "Mitglied" or a person.
pub(super) fn uncapped(text: &str) -> String {
    let noun = ["Teil ", "Mitglied", "Ansprechpartner"]
        .iter()
        .any(|start| text.starts_with(start));
    if noun {
        text.to_owned()
    } else {
        lower_first(text)
    }
}
