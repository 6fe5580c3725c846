//! Reads the profiles and postings of the gold set.

use std::{fs, io, path::Path};

use chrono::{Datelike, Days, NaiveDate};
use reading::skill::Dictionary;
use serde_json::Value;
use taxonomy::Taxonomy;

use crate::{
    extraction::Cefr,
    prepared::{
        Authorisation, EmploymentSource, FactSource, Level, Mode, Month, Pay, Person, PersonSource,
        Posting, PostingSource, Preferences, TargetSource,
    },
};

pub(super) fn objects(path: &Path) -> io::Result<Vec<Value>> {
    let value: Value = serde_json::from_str(&fs::read_to_string(path)?)?;
    Ok(value.as_array().cloned().unwrap_or_default())
}

pub(super) fn string<'a>(object: &'a Value, name: &str) -> &'a str {
    object.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn strings<'a>(object: &'a Value, name: &str) -> Vec<&'a str> {
    let all = object.get(name).and_then(Value::as_array);
    all.into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

fn number(object: &Value, name: &str) -> Option<f64> {
    object.get(name).and_then(Value::as_f64)
}

/// The description; lists that it lacks become sections.
pub(super) fn text_of(job: &Value) -> String {
    let mut text = string(job, "text").to_owned();
    // Some texts have the lists already.
    if text.contains("\n- ") {
        return text;
    }
    for (heading, name) in [("Requirements", "required"), ("Nice to have", "nice")] {
        let items = strings(job, name);
        if !items.is_empty() {
            text = format!("{text}\n\n## {heading}\n- {}\n", items.join("\n- "));
        }
    }
    text
}

fn level(name: &str) -> Option<Level> {
    Some(match name {
        "intern" => Level::Intern,
        "junior" => Level::Junior,
        "mid" => Level::Mid,
        "senior" => Level::Senior,
        "lead" | "principal" | "staff" => Level::Lead,
        "executive" | "head" => Level::Executive,
        _ => return None,
    })
}

fn pay(object: &Value, min: &str, max: &str) -> Option<Pay> {
    let currency = string(object, "currency");
    // Rough rates: the set compares orders of size.
    let rate = match currency {
        "EUR" => 1.0,
        "GBP" => 1.15,
        "USD" => 0.9,
        "CAD" => 0.65,
        "AUD" => 0.6,
        "CHF" => 1.05,
        "PLN" => 0.23,
        _ => return None,
    };
    let min = number(object, min)?;
    Some(Pay {
        min,
        max: number(object, max).unwrap_or(min),
        currency: currency.to_owned(),
        rate: Some(rate),
    })
}

fn country(code: &str) -> &str {
    if code == "UK" { "GB" } else { code }
}

pub(super) fn posting(job: &Value, today: NaiveDate) -> Posting {
    let text = text_of(job);
    let days = job
        .get("posted_days_ago")
        .and_then(Value::as_u64)
        .unwrap_or(0);
    let source = PostingSource {
        title: string(job, "title"),
        text: &text,
        language: job.get("language").and_then(Value::as_str),
        company: string(job, "company"),
        level: level(string(job, "seniority")),
        pay: pay(job, "salary_min", "salary_max"),
        countries: Some(country(string(job, "country")))
            .filter(|code| !code.is_empty())
            .into_iter()
            .collect(),
        cities: Some(string(job, "city"))
            .filter(|city| !city.is_empty())
            .into_iter()
            .collect(),
        mode: mode(string(job, "mode")),
        posted: today.checked_sub_days(Days::new(days)),
    };
    Posting::read(Taxonomy::curated(), Dictionary::curated(), &source)
}

/// Title, skills and summary, as a search would have them.
pub(super) fn query(profile: &Value) -> String {
    let skills = strings(profile, "skills").join(", ");
    let facts = facts(profile)
        .into_iter()
        .map(|fact| fact.text)
        .collect::<Vec<_>>()
        .join("\n");
    format!(
        "{}\n{skills}\n{}\n{facts}",
        string(profile, "title"),
        string(profile, "summary")
    )
}

fn facts(profile: &Value) -> Vec<FactSource<'_>> {
    let all = profile.get("facts").and_then(Value::as_array);
    let facts = all.into_iter().flatten();
    facts
        .filter_map(|fact| {
            let text = fact
                .as_str()
                .or_else(|| fact.get("text").and_then(Value::as_str))?;
            Some(FactSource {
                id: string(fact, "id"),
                text,
                skills: strings(fact, "skills"),
            })
        })
        .collect()
}

fn spoken(profile: &Value) -> Vec<(&str, Option<Cefr>)> {
    let all = profile.get("languages").and_then(Value::as_array);
    let languages = all.into_iter().flatten();
    languages
        .filter_map(|language| {
            let text = language
                .as_str()
                .unwrap_or_else(|| string(language, "code"));
            let (code, level) = text
                .split_once([':', ' '])
                .unwrap_or((text, string(language, "level")));
            let level = serde_json::from_value(Value::String(level.trim().to_uppercase())).ok();
            (!code.is_empty()).then_some((code, level))
        })
        .collect()
}

/// The month of "2021-03".
fn month(text: &str) -> Option<Month> {
    let (year, month) = text.split_once('-')?;
    Some(Month {
        year: year.parse().ok()?,
        month: month.parse().ok()?,
    })
}

/// The employments; without any, one of the title that began so many years ago.
fn employments(profile: &Value, today: NaiveDate) -> Vec<EmploymentSource<'_>> {
    let all = profile.get("employments").and_then(Value::as_array);
    let listed: Vec<EmploymentSource<'_>> = all
        .into_iter()
        .flatten()
        .map(|one| EmploymentSource {
            title: string(one, "title"),
            from: month(string(one, "start")),
            to: month(string(one, "end")),
        })
        .collect();
    if !listed.is_empty() {
        return listed;
    }
    let years = profile
        .get("years")
        .and_then(Value::as_i64)
        .and_then(|years| i32::try_from(years).ok());
    let from = years.map(|years| Month {
        year: today.year() - years,
        month: today.month(),
    });
    vec![EmploymentSource {
        title: string(profile, "title"),
        from,
        to: None,
    }]
}

fn mode(name: &str) -> Option<Mode> {
    match name {
        "onsite" => Some(Mode::Onsite),
        "hybrid" => Some(Mode::Hybrid),
        "remote" | "remote_only" => Some(Mode::Remote),
        _ => None,
    }
}

fn preferences(profile: &Value) -> Preferences {
    let wishes = profile.get("preferences").unwrap_or(&Value::Null);
    let own = Some(string(profile, "city")).filter(|city| !city.is_empty());
    let cities = own
        .into_iter()
        .chain(strings(wishes, "nearby"))
        .chain(strings(wishes, "relocate"));
    let authorisations = strings(profile, "auth")
        .into_iter()
        .map(|code| Authorisation {
            country: country(code).to_owned(),
            needs_sponsorship: false,
        });
    let modes: Vec<Mode> = strings(wishes, "modes")
        .into_iter()
        .filter_map(mode)
        .collect();
    Preferences {
        cities: cities.map(str::to_owned).collect(),
        modes: if modes.is_empty() {
            mode(string(profile, "remote")).into_iter().collect()
        } else {
            modes
        },
        pay_floor: pay(profile, "min_salary", "min_salary"),
        authorisations: authorisations.collect(),
        ..Preferences::default()
    }
}

pub(super) fn person(profile: &Value, today: NaiveDate) -> Person {
    let levels: Vec<Level> = level(string(profile, "seniority")).into_iter().collect();
    let titles = std::iter::once(string(profile, "title")).chain(strings(profile, "targets"));
    let source = PersonSource {
        facts: facts(profile),
        skills: strings(profile, "skills"),
        employments: employments(profile, today),
        summary: string(profile, "summary"),
        language: profile.get("language").and_then(Value::as_str),
        languages: spoken(profile),
        targets: titles
            .map(|title| TargetSource {
                title,
                levels: levels.clone(),
            })
            .collect(),
        preferences: preferences(profile),
        ..PersonSource::default()
    };
    Person::read(Taxonomy::curated(), Dictionary::curated(), &source)
}
