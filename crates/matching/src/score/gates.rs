//! The gates: reasons that multiply the score.

use super::{Evidence, GateCode, Matcher, Target};
use crate::{
    extraction::Sponsorship,
    prepared::{Level, Mode, Posting},
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

/// What the person excluded, if the posting has it.
fn dealbreaker<'a>(matcher: &Matcher<'_>, posting: &'a Posting) -> Option<&'a str> {
    let preferences = &matcher.person.preferences;
    if !posting.company.is_empty() && preferences.excluded_companies.contains(&posting.company) {
        return Some(&posting.company);
    }
    let required = posting.skills.iter().filter(|demand| demand.required);
    required
        .map(|demand| demand.skill.as_str())
        .find(|skill| preferences.excluded_skills.iter().any(|one| one == skill))
}

/// The reason in words, and what it rests on.
pub(super) fn words(
    matcher: &Matcher<'_>,
    posting: &Posting,
    code: GateCode,
    target: Target,
) -> (String, Vec<Evidence>) {
    let quoted =
        |quote: Option<&crate::prepared::Quote>| quote.map(Evidence::posting).into_iter().collect();
    match code {
        GateCode::Region => {
            let quote = posting.residence.as_ref().map(|(_, quote)| quote);
            (
                "It is in a country that you do not want, or where you may not work.".to_owned(),
                quoted(quote),
            )
        }
        GateCode::NoSponsorship => {
            let quote = posting.sponsorship.as_ref().map(|(_, quote)| quote);
            (
                "The employer sponsors no visa, and you need one there.".to_owned(),
                quoted(quote),
            )
        }
        GateCode::OnsiteElsewhere => {
            let quote = posting.onsite_days.as_ref().map(|(_, quote)| quote);
            (
                "It is on site, and not where you would work on site.".to_owned(),
                quoted(quote),
            )
        }
        GateCode::HybridForRemote => {
            let quote = posting.onsite_days.as_ref().map(|(_, quote)| quote);
            (
                "It is hybrid, and you want to work remotely only.".to_owned(),
                quoted(quote),
            )
        }
        GateCode::Seniority => {
            let gap = posting
                .level
                .and_then(|level| level_gap(matcher, level, target));
            let text = match gap.unwrap_or_default() {
                1 => "Its level is one step away from yours.".to_owned(),
                steps => format!("Its level is {steps} steps away from yours."),
            };
            (text, Vec::new())
        }
        GateCode::PayBelowFloor => (
            "Its highest pay is below the lowest that you take.".to_owned(),
            Vec::new(),
        ),
        GateCode::Dealbreaker => {
            let what = dealbreaker(matcher, posting).unwrap_or_default();
            let demand = posting.skills.iter().find(|demand| demand.skill == what);
            (
                format!("You excluded \"{what}\"."),
                quoted(demand.map(|demand| &demand.quote)),
            )
        }
    }
}
