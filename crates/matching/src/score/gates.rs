//! The gates: reasons that multiply the score.

use super::{Evidence, GateCode, Matcher, Target, features, languages};
use crate::{
    extraction::Sponsorship,
    prepared::{Demand, Level, Mode, Posting},
};

/// The gates that apply, in their order.
pub(super) fn read(
    matcher: &Matcher<'_>,
    posting: &Posting,
    target: Target,
) -> Vec<(GateCode, f64)> {
    let gates = [
        (GateCode::Region, region_is_violated(matcher, posting), 0.25),
        (
            GateCode::NoSponsorship,
            needs_refused_visa(matcher, posting),
            0.1,
        ),
        (
            GateCode::OnsiteElsewhere,
            is_onsite_elsewhere(matcher, posting),
            0.5,
        ),
        (
            GateCode::HybridForRemote,
            is_hybrid_for_remote(matcher, posting),
            0.6,
        ),
    ];
    let mut found: Vec<(GateCode, f64)> = gates
        .into_iter()
        .filter(|(_, applies, _)| *applies)
        .map(|(code, _, factor)| (code, factor))
        .collect();
    let languages = languages::lacking(matcher, posting);
    found.extend(languages::factor(languages.iter()).map(|factor| (GateCode::Language, factor)));
    let gap = posting
        .level
        .and_then(|level| level_gap(matcher, level, target));
    match gap.unwrap_or_default() {
        0 => {}
        1 => found.push((GateCode::Seniority, 0.85)),
        2 => found.push((GateCode::Seniority, 0.45)),
        _ => found.push((GateCode::Seniority, 0.3)),
    }
    if is_below_floor(matcher, posting) {
        found.push((GateCode::PayBelowFloor, 0.6));
    }
    if dealbreaker(matcher, posting).is_some() {
        found.push((GateCode::Dealbreaker, 0.0));
    }
    found
}

/// Where the posting is: what its text demands, else its places.
fn countries(posting: &Posting) -> &[String] {
    match &posting.residence {
        Some((countries, _)) => countries,
        None => &posting.countries,
    }
}

fn region_is_violated(matcher: &Matcher<'_>, posting: &Posting) -> bool {
    let countries = countries(posting);
    if countries.is_empty() {
        return false;
    }
    let preferences = &matcher.person.preferences;
    if !preferences.countries.is_empty() {
        return !countries
            .iter()
            .any(|country| preferences.countries.contains(country));
    }
    // Nothing wanted is said: where the person may work decides, if that is known and the employer does not help with it.
    let offered = posting.sponsorship.as_ref();
    if offered.is_some_and(|(sponsorship, _)| *sponsorship == Sponsorship::Offered) {
        return false;
    }
    let allowed = |country: &String| {
        preferences
            .authorisations
            .iter()
            .any(|one| one.country == *country)
    };
    !preferences.authorisations.is_empty() && !countries.iter().any(allowed)
}

fn needs_refused_visa(matcher: &Matcher<'_>, posting: &Posting) -> bool {
    let refused = posting
        .sponsorship
        .as_ref()
        .is_some_and(|(sponsorship, _)| *sponsorship == Sponsorship::Refused);
    let (countries, known) = (
        countries(posting),
        &matcher.person.preferences.authorisations,
    );
    let free = |country: &String| {
        known
            .iter()
            .any(|one| one.country == *country && !one.needs_sponsorship)
    };
    refused && !countries.is_empty() && !known.is_empty() && !countries.iter().any(free)
}

fn is_onsite_elsewhere(matcher: &Matcher<'_>, posting: &Posting) -> bool {
    if posting.mode != Some(Mode::Onsite) {
        return false;
    }
    let preferences = &matcher.person.preferences;
    let elsewhere = !preferences.cities.is_empty()
        && !posting.cities.is_empty()
        && !posting
            .cities
            .iter()
            .any(|city| preferences.cities.contains(city));
    elsewhere || wants_only_remote(matcher)
}

fn wants_only_remote(matcher: &Matcher<'_>) -> bool {
    let modes = &matcher.person.preferences.modes;
    !modes.is_empty() && modes.iter().all(|mode| *mode == Mode::Remote)
}

fn is_hybrid_for_remote(matcher: &Matcher<'_>, posting: &Posting) -> bool {
    posting.mode == Some(Mode::Hybrid) && wants_only_remote(matcher)
}

/// Steps between the level of the posting and the nearest that fits the person.
pub(super) fn level_gap(matcher: &Matcher<'_>, level: Level, target: Target) -> Option<usize> {
    let fitting = levels(matcher, target);
    fitting.into_iter().map(|one| one.gap(level)).min()
}

/// The levels that the target wants or names; else that of the current title; else those that fit the years.
fn levels(matcher: &Matcher<'_>, target: Target) -> Vec<Level> {
    let person = matcher.person;
    let target = target.and_then(|index| person.targets.get(index));
    if let Some(target) = target.filter(|target| !target.levels.is_empty()) {
        return target.levels.clone();
    }
    let named = target.and_then(|target| Level::of_title(&target.title));
    let current = || {
        person
            .employments
            .first()
            .and_then(|one| Level::of_title(&one.title))
    };
    if let Some(level) = named.or_else(current) {
        return vec![level];
    }
    match person.years(matcher.today) {
        None => Vec::new(),
        Some(years) if years < 1.0 => vec![Level::Intern, Level::Junior],
        Some(years) if years < 3.0 => vec![Level::Junior, Level::Mid],
        Some(years) if years < 6.0 => vec![Level::Mid],
        Some(years) if years < 10.0 => vec![Level::Mid, Level::Senior],
        Some(_) => vec![Level::Mid, Level::Senior, Level::Lead],
    }
}

fn is_below_floor(matcher: &Matcher<'_>, posting: &Posting) -> bool {
    let floor = matcher.person.preferences.pay_floor.as_ref();
    let range = floor.and_then(|floor| Some((posting.pay.as_ref()?.range_in(floor)?, floor.min)));
    range.is_some_and(|((_, max), floor)| max < floor)
}

/// What the person excluded, if the posting has it: an employer, or a required skill without an alternative.
fn dealbreaker<'a>(matcher: &Matcher<'_>, posting: &'a Posting) -> Option<&'a str> {
    let preferences = &matcher.person.preferences;
    if !posting.company.is_empty() && preferences.excluded_companies.contains(&posting.company) {
        return Some(&posting.company);
    }
    let is_excluded = |demand: &&Demand| preferences.excluded_skills.contains(&demand.skill);
    let has_other = |demand: &Demand| {
        let mut all = posting.skills.iter();
        demand.group.is_some() && all.any(|one| one.group == demand.group && !is_excluded(&one))
    };
    let required = posting.skills.iter().filter(|demand| demand.required);
    required
        .filter(is_excluded)
        .find(|demand| !has_other(demand))
        .map(|demand| demand.skill.as_str())
}

/// The excluded thing as users know it.
fn excluded<'a>(matcher: &'a Matcher<'_>, what: &'a str) -> &'a str {
    matcher
        .taxonomy
        .skill(what)
        .map_or(what, taxonomy::Skill::label)
}

/// Some codes in words: "DE", "DE or FR", "AT, BE, BG and 24 others".
fn codes(codes: &[String]) -> String {
    const NAMED: usize = 3;
    let named: Vec<&str> = codes.iter().take(NAMED).map(String::as_str).collect();
    match codes.len().saturating_sub(named.len()) {
        0 => named.join(" or "),
        1 => format!("{} and another one", named.join(", ")),
        rest => format!("{} and {rest} others", named.join(", ")),
    }
}

/// The countries in which the person may work.
fn allowed(matcher: &Matcher<'_>) -> Vec<String> {
    let all = matcher.person.preferences.authorisations.iter();
    all.map(|one| one.country.clone()).collect()
}

const fn level_name(level: Level) -> &'static str {
    match level {
        Level::Intern => "intern",
        Level::Junior => "junior",
        Level::Mid => "mid",
        Level::Senior => "senior",
        Level::Lead => "lead",
        Level::Executive => "executive",
    }
}

/// The levels of the person in words.
fn own_levels(matcher: &Matcher<'_>, target: Target) -> String {
    let names: Vec<&str> = levels(matcher, target)
        .into_iter()
        .map(level_name)
        .collect();
    names.join(" or ")
}

/// The cause in words.
fn cause(matcher: &Matcher<'_>, posting: &Posting, code: GateCode, target: Target) -> String {
    let (there, preferences) = (codes(countries(posting)), &matcher.person.preferences);
    match code {
        GateCode::Region if preferences.countries.is_empty() => format!(
            "It is in {there}; you may work in {}.",
            codes(&allowed(matcher))
        ),
        GateCode::Region => format!(
            "It is in {there}; the countries that you want are {}.",
            codes(&preferences.countries)
        ),
        GateCode::NoSponsorship => {
            format!("The employer sponsors no visa, and you need one in {there}.")
        }
        GateCode::OnsiteElsewhere if wants_only_remote(matcher) => {
            "It is on site, and you want to work remotely only.".to_owned()
        }
        GateCode::OnsiteElsewhere => {
            "It is on site, and in none of the cities where you would work on site.".to_owned()
        }
        GateCode::HybridForRemote => "It is hybrid, and you want to work remotely only.".to_owned(),
        GateCode::Language => languages::cause(&languages::lacking(matcher, posting)),
        GateCode::Seniority => {
            let gap = posting
                .level
                .and_then(|level| level_gap(matcher, level, target));
            let steps = match gap.unwrap_or_default() {
                1 => "one step".to_owned(),
                steps => format!("{steps} steps"),
            };
            format!(
                "Its level is {}, {steps} away from yours: {}.",
                posting.level.map_or("", level_name),
                own_levels(matcher, target)
            )
        }
        GateCode::PayBelowFloor => features::pays(matcher, posting).unwrap_or_default(),
        GateCode::Dealbreaker => {
            let what = dealbreaker(matcher, posting).unwrap_or_default();
            format!("You excluded \"{}\".", excluded(matcher, what))
        }
    }
}

/// What would have to change so that a gate did not apply.
pub(crate) fn advice(
    matcher: &Matcher<'_>,
    posting: &Posting,
    code: GateCode,
    target: Target,
) -> String {
    let (there, preferences) = (codes(countries(posting)), &matcher.person.preferences);
    match code {
        GateCode::Region if preferences.countries.is_empty() => {
            format!("If you were allowed to work in {there}, where it is.")
        }
        GateCode::Region => format!(
            "If {there}, where it is, were among the countries that you want ({}).",
            codes(&preferences.countries)
        ),
        GateCode::NoSponsorship => {
            format!("If you needed no visa in {there}: the employer sponsors none.")
        }
        GateCode::OnsiteElsewhere if wants_only_remote(matcher) => {
            "If you would work on site: you want remote work only.".to_owned()
        }
        GateCode::OnsiteElsewhere => {
            "If you would work on site in the city where it is.".to_owned()
        }
        GateCode::HybridForRemote => {
            "If you would work hybrid: you want remote work only.".to_owned()
        }
        GateCode::Language => languages::advice(&languages::lacking(matcher, posting)),
        GateCode::Seniority => format!(
            "If you looked for the level {}: yours is {}.",
            posting.level.map_or("", level_name),
            own_levels(matcher, target)
        ),
        GateCode::PayBelowFloor => {
            let floor = preferences.pay_floor.as_ref();
            let known = floor.and_then(|floor| {
                let (_, max) = posting.pay.as_ref()?.range_in(floor)?;
                Some((features::amount(max), floor))
            });
            known.map_or_else(String::new, |(max, floor)| {
                format!(
                    "If you took {max} {} a year: your lowest is {}.",
                    floor.currency,
                    features::floor_words(floor)
                )
            })
        }
        GateCode::Dealbreaker => {
            let what = dealbreaker(matcher, posting).unwrap_or_default();
            format!("If you did not exclude \"{}\".", excluded(matcher, what))
        }
    }
}

/// The reason in words, and what it rests on.
pub(super) fn words(
    matcher: &Matcher<'_>,
    posting: &Posting,
    code: GateCode,
    target: Target,
) -> (String, Vec<Evidence>) {
    let quote = match code {
        GateCode::Region => posting.residence.as_ref().map(|(_, quote)| quote),
        GateCode::NoSponsorship => posting.sponsorship.as_ref().map(|(_, quote)| quote),
        GateCode::OnsiteElsewhere | GateCode::HybridForRemote => {
            posting.onsite_days.as_ref().map(|(_, quote)| quote)
        }
        GateCode::Dealbreaker => {
            let what = dealbreaker(matcher, posting);
            let demand = posting
                .skills
                .iter()
                .find(|demand| Some(demand.skill.as_str()) == what);
            demand.map(|demand| &demand.quote)
        }
        GateCode::Language => {
            let lacking = languages::lacking(matcher, posting);
            lacking.first().map(|one| &one.demand.quote)
        }
        GateCode::Seniority | GateCode::PayBelowFloor => None,
    };
    let evidence = quote.map(Evidence::posting).into_iter().collect();
    (cause(matcher, posting, code, target), evidence)
}
