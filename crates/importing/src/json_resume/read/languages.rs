//! Languages and how well they are spoken.

use serde_json::{Map, Value};

use super::section;
use crate::{
    journal::Journal,
    json_resume::{fields::Fields, shape},
    proficiency,
    record::{Language, Proficiency},
    text::{LINE_CHARS_MAX, NAME_CHARS_MAX},
};

/// Languages: entries, texts, an object of languages and levels, or a text with commas.
pub fn read(value: Option<Value>, notes: &mut Journal) -> Vec<Language> {
    let value = match value {
        Some(Value::String(text)) => Value::Array(
            text.split([',', ';', '\n'])
                .map(|part| Value::String(part.trim().to_owned()))
                .collect(),
        ),
        Some(Value::Object(map))
            if !map.contains_key("language")
                && !map.contains_key("name")
                && map.values().all(Value::is_string) =>
        {
            map.into_iter()
                .map(|(name, level)| {
                    Value::Object(Map::from_iter([
                        ("language".to_owned(), Value::String(name)),
                        ("fluency".to_owned(), level),
                    ]))
                })
                .collect()
        }
        Some(other) => other,
        None => return Vec::new(),
    };
    let found = section("languages", Some(value), "language", notes, language);
    let mut seen = std::collections::HashSet::new();
    let mut languages: Vec<Language> = Vec::new();
    for one in found {
        if seen.insert(one.name.to_lowercase()) {
            languages.push(one);
            continue;
        }
        if !one.extra.is_empty() {
            notes.alike("languages", one.source.row, &one.name);
            languages.push(one);
            continue;
        }
        let known = languages
            .iter_mut()
            .find(|known| known.name.to_lowercase() == one.name.to_lowercase());
        let fits = known.is_some_and(|known| {
            let unsaid = known.proficiency.is_none() && known.stated.is_empty();
            if unsaid {
                known.proficiency = one.proficiency;
                known.stated.clone_from(&one.stated);
            }
            let same = (known.proficiency, &known.stated) == (one.proficiency, &one.stated);
            same || (one.proficiency.is_none() && one.stated.is_empty())
        });
        if fits {
            notes.repeated("languages", one.source.row, &one.name);
        } else {
            notes.alike("languages", one.source.row, &one.name);
            languages.push(one);
        }
    }
    languages
}

fn language(fields: &mut Fields<'_>) -> Option<Language> {
    let name = fields.line_of(&["language", "name", "lang"], NAME_CHARS_MAX);
    let words = fields.line(&["fluency", "level", "proficiency"]);
    let words = described(fields, words);
    if name.is_empty() {
        fields.incomplete("language", &words);
        return None;
    }
    let own = fields.own().and_then(|own| own_level(&own, &words));
    let (name, (proficiency, stated)) = match own {
        Some(own) => (name, own),
        None => with_level(&name, &words),
    };
    Some(Language {
        name,
        proficiency,
        stated,
        ..Language::default()
    })
}

/// The words for a level, which a builder of résumés has as the description beside a number of dots.
fn described(fields: &mut Fields<'_>, words: String) -> String {
    if words.contains(char::is_alphabetic) {
        return words;
    }
    let Some(description) = fields.take(&["description"]) else {
        return words;
    };
    let text = shape::text(&description).filter(|text| proficiency::read(text).0.is_some());
    let Some(text) = text else {
        fields.keep("description", description);
        return words;
    };
    if !words.is_empty() {
        fields.keep("level", Value::String(words));
    }
    fields.notes.line("fluency", &text, LINE_CHARS_MAX)
}

/// The name without the level or test that stands in it, and both with the words beside it: `Spanish (native)`, `Japanese JLPT N2`.
fn with_level(name: &str, words: &str) -> (String, (Option<Proficiency>, String)) {
    let (step, stated) = proficiency::read(words);
    match proficiency::name_and_level(name) {
        (plain, Some(level)) if words.is_empty() => (plain.to_owned(), proficiency::read(level)),
        (plain, Some(test)) if proficiency::is_test(test) => {
            let step = step.or(proficiency::read(test).0);
            (plain.to_owned(), (step, format!("{words}, {test}")))
        }
        _ => (name.to_owned(), (step, stated)),
    }
}

/// Proficiency and words as an export of ours states them, if the words beside them are still the ones that were written with them.
fn own_level(own: &Value, words: &str) -> Option<(Option<Proficiency>, String)> {
    let level = own.get("proficiency").cloned().unwrap_or_default();
    let level: Option<Proficiency> = serde_json::from_value(level).ok()?;
    let stated = own.get("stated").and_then(Value::as_str);
    let stated = crate::text::plain_line(stated.unwrap_or_default());
    (proficiency::fluency(level, &stated) == words).then_some((level, stated))
}
