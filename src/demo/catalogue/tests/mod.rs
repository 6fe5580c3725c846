//! The demo data is complete, plausible and reproducible.

mod job_seeker;
mod skills;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::{DemoPosting, POSTINGS, companies, data::Catalogue, postings, random::Random};
use crate::types::work::{EmploymentType, PayOrigin, RemoteMode, Seniority};

fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-06-15T09:30:00Z")
        .unwrap()
        .to_utc()
}

fn all() -> Vec<DemoPosting> {
    postings(now()).unwrap()
}

fn share(count: usize, all: &[DemoPosting]) -> usize {
    count * 100 / all.len()
}

#[track_caller]
fn unique<'a>(names: impl Iterator<Item = &'a String>) {
    let mut seen = BTreeSet::new();
    for name in names {
        assert!(seen.insert(name), "{name} is there twice");
    }
}

#[test]
fn same_time_makes_same_postings() {
    assert_eq!(all(), all());
}

#[test]
fn another_time_moves_the_dates_only() {
    let later = postings(now() + TimeDelta::days(9)).unwrap();
    for (before, after) in all().into_iter().zip(later) {
        let (mut before, after) = (before.record, after.record);
        before.posted_at = before.posted_at.map(|at| at + TimeDelta::days(9));
        before.deadline = before.deadline.map(|at| at + TimeDelta::days(9));
        assert_eq!(before, after);
    }
}

#[test]
fn companies_are_invented_unique_and_complete() {
    let companies = companies().unwrap();
    assert!(companies.len() >= 40);
    unique(companies.iter().map(|company| &company.slug));
    unique(companies.iter().map(|company| &company.name));
    unique(companies.iter().map(|company| &company.domain));
    let catalogue = Catalogue::load().unwrap();
    let families: BTreeSet<&str> = catalogue
        .roles
        .iter()
        .map(|role| role.family.as_str())
        .collect();
    for company in &companies {
        assert!(
            company
                .slug
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b == b'-'),
            "{}",
            company.slug
        );
        assert!(
            company.domain.rsplit('.').next() == Some("example"),
            "{} could belong to a real person",
            company.domain
        );
        assert!(
            company
                .description
                .starts_with(company.name.split(' ').next().unwrap()),
            "{}",
            company.description
        );
        assert!(
            company
                .sites()
                .iter()
                .all(|site| catalogue.countries.contains_key(&site.country))
        );
        for family in &company.hires {
            assert!(
                families.contains(family.as_str()),
                "{} hires for {family}, which has no role",
                company.slug
            );
        }
    }
}

#[test]
fn every_company_has_postings_and_every_role_is_advertised() {
    let all = all();
    assert_eq!(all.len(), POSTINGS);
    let seen: BTreeSet<&str> = all
        .iter()
        .map(|posting| posting.company.slug.as_str())
        .collect();
    assert_eq!(seen.len(), companies().unwrap().len());
    for role in Catalogue::load().unwrap().roles {
        assert!(
            all.iter()
                .any(|posting| posting.record.title.contains(&role.title)),
            "{} is never advertised",
            role.key
        );
    }
}

#[test]
fn postings_are_unique_and_of_sensible_length() {
    let all = all();
    unique(all.iter().map(|posting| &posting.record.external_id));
    unique(all.iter().map(|posting| &posting.record.url));
    unique(all.iter().map(|posting| &posting.record.description));
    for DemoPosting { company, record } in &all {
        assert_eq!(record.company.as_ref(), Some(&company.name));
        assert!(
            (8..=90).contains(&record.title.chars().count()),
            "{}",
            record.title
        );
        assert!(
            (700..=4_000).contains(&record.description.chars().count()),
            "{}",
            record.description
        );
        assert!(record.url.contains(&company.domain));
        assert!((1..=4).contains(&record.locations.len()));
    }
}

#[test]
fn nothing_is_left_to_fill_in() {
    for DemoPosting { record, .. } in all() {
        let places = record.locations.iter().map(|place| place.raw.as_str());
        for text in places.chain([record.title.as_str(), record.description.as_str()]) {
            assert!(
                !text.contains(['{', '}']) && !text.contains("  ") && !text.trim().is_empty(),
                "{text}"
            );
        }
    }
}

#[test]
fn dates_lie_within_sixty_days_and_deadlines_ahead() {
    let all = all();
    for DemoPosting { record, .. } in &all {
        let age = now() - record.posted_at.unwrap();
        assert!(
            age > TimeDelta::zero() && age < TimeDelta::days(60),
            "{}: {age}",
            record.external_id
        );
        assert!(record.deadline.is_none_or(|deadline| deadline > now()));
    }
    for week in 0..8 {
        let (from, to) = (TimeDelta::weeks(week), TimeDelta::weeks(week + 1));
        let count = all
            .iter()
            .filter(|posting| (from..to).contains(&(now() - posting.record.posted_at.unwrap())))
            .count();
        assert!(count > 15, "only {count} postings are {week} weeks old");
    }
}

#[test]
fn the_mix_is_plausible() {
    let all = all();
    let count = |test: &dyn Fn(&DemoPosting) -> bool| {
        share(all.iter().filter(|posting| test(posting)).count(), &all)
    };
    assert!((53..=70).contains(&count(&|p| p.record.pay.is_some())));
    assert!((10..=30).contains(&count(&|p| p.record.locations.len() > 1)));
    assert!((5..=25).contains(&count(&|p| p.record.language.as_deref() == Some("de"))));
    for mode in [
        RemoteMode::Onsite,
        RemoteMode::Hybrid,
        RemoteMode::Remote,
        RemoteMode::Unknown,
    ] {
        assert!(
            (6..=50).contains(&count(&|p| p.record.remote_mode == mode)),
            "{mode:?}"
        );
    }
    for kind in [
        EmploymentType::PartTime,
        EmploymentType::Contract,
        EmploymentType::Temporary,
        EmploymentType::Intern,
    ] {
        assert!(
            (1..=20).contains(&count(&|p| p.record.employment_type == kind)),
            "{kind:?}"
        );
    }
    for level in [
        Seniority::Junior,
        Seniority::Mid,
        Seniority::Senior,
        Seniority::Lead,
    ] {
        assert!(
            (8..=45).contains(&count(&|p| p.record.seniority == level)),
            "{level:?}"
        );
    }
    let currencies: BTreeSet<String> = all
        .iter()
        .filter_map(|p| p.record.pay.as_ref().map(|pay| pay.currency.clone()))
        .collect();
    assert!(currencies.len() >= 8, "{currencies:?}");
}

#[test]
fn pay_is_an_order_a_person_could_live_on() {
    let euros: BTreeMap<String, i64> = Catalogue::load()
        .unwrap()
        .countries
        .into_values()
        .map(|c| (c.currency, c.percent))
        .collect();
    for DemoPosting { record, .. } in all() {
        let Some(pay) = record.pay else { continue };
        assert!(pay.min.or(pay.max).is_some());
        assert!(
            pay.min.zip(pay.max).is_none_or(|(min, max)| min < max),
            "{}: {pay:?}",
            record.title
        );
        let yearly = pay.min.or(pay.max).unwrap() * pay.period.per_year() / euros[&pay.currency];
        assert!(
            (12_000..=220_000).contains(&yearly),
            "{}: {pay:?} is about {yearly} EUR a year",
            record.title
        );
        if pay.origin == PayOrigin::Parsed {
            assert!(
                record.description.contains(&pay.currency),
                "{}",
                record.description
            );
        }
    }
}

#[test]
fn chance_repeats_itself_and_keeps_its_limits() {
    let numbers = |seed| {
        let mut random = Random::for_posting(seed);
        (0..1_000)
            .map(|_| random.between(3, 7))
            .collect::<Vec<i64>>()
    };
    assert_eq!(numbers(1), numbers(1));
    assert_ne!(numbers(1), numbers(2));
    assert_eq!(
        numbers(1).into_iter().collect::<BTreeSet<_>>(),
        (3..=7).collect()
    );
    let mut random = Random::for_posting(1);
    assert_eq!(random.pick::<u8>(&[]), None);
    assert_eq!(random.weighted(&[('a', 0), ('b', 1)]), Some('b'));
    assert_eq!(random.weighted::<char>(&[]), None);
    assert_eq!(random.sample(&[1, 2, 3], 9), [&1, &2, &3]);
    assert_eq!(random.between(5, 5), 5);
}
