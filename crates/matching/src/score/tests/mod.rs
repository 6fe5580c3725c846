//! Cases of the score.

use chrono::NaiveDate;
use reading::skill::Dictionary;
use taxonomy::Taxonomy;

use super::{Band, Confidence, Feature, GateCode, Matcher, Score, Side};
use crate::{
    compare::compare,
    corpus::Corpus,
    extraction::Cefr,
    index::Index,
    levers::{Change, levers},
    prepared::{
        Authorisation, EmploymentSource, FactSource, Level, Mode, Month, Pay, Person, PersonSource,
        Posting, PostingSource, Preferences, TargetSource,
    },
};

mod alternatives;
mod languages;
mod properties;
mod reasons;
mod targets;
mod titles;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 28).unwrap()
}

fn euros(min: f64, max: f64) -> Pay {
    Pay {
        min,
        max,
        currency: "EUR".to_owned(),
        rate: Some(1.0),
    }
}

fn source() -> PersonSource<'static> {
    PersonSource {
        facts: vec![
            FactSource {
                id: "f1",
                text: "Wrote a storage service in Rust on PostgreSQL that serves 40 000 requests a second.",
                skills: vec!["Rust"],
            },
            FactSource {
                id: "f2",
                text: "Moved 12 services to Kubernetes.",
                skills: vec![],
            },
        ],
        skills: vec!["Kafka", "Docker"],
        employments: vec![EmploymentSource {
            title: "Senior Backend Engineer",
            from: Some(Month {
                year: 2019,
                month: 3,
            }),
            to: None,
        }],
        summary: "Builds services that answer quickly.",
        languages: vec![("German", Some(Cefr::B1)), ("en", Some(Cefr::C1))],
        targets: vec![
            TargetSource {
                title: "Backend Engineer",
                levels: vec![Level::Senior],
            },
            TargetSource {
                title: "Engineering Manager",
                levels: vec![Level::Lead],
            },
        ],
        preferences: Preferences {
            countries: vec!["DE".to_owned()],
            cities: vec!["Berlin".to_owned()],
            modes: vec![Mode::Remote, Mode::Hybrid],
            pay_floor: Some(euros(80_000.0, 80_000.0)),
            authorisations: vec![Authorisation {
                country: "EU".to_owned(),
                needs_sponsorship: false,
            }],
            excluded_companies: vec!["Halden Mills Ltd".to_owned()],
            excluded_skills: vec![],
        },
        ..PersonSource::default()
    }
}

fn person() -> Person {
    Person::read(Taxonomy::curated(), Dictionary::curated(), &source())
}

const TEXT: &str = "You write our storage service. It answers quickly, keeps every order of our customers, and moves old ones to cheaper disks at night. You review designs, measure latency and write manuals for other teams.\n\n## Requirements\n- 5+ years of experience with Rust and PostgreSQL\n- German (B2)\n- Terraform\n\n## Nice to have\n- Kafka\n\n## Benefits\n- Courses in Python";

fn advert(text: &str) -> PostingSource<'_> {
    PostingSource {
        title: "Senior Backend Engineer (m/f/x)",
        text,
        language: Some("en"),
        company: "Wilde Kettles GmbH",
        pay: Some(euros(75_000.0, 95_000.0)),
        countries: vec!["DE"],
        cities: vec!["Berlin"],
        mode: Some(Mode::Hybrid),
        posted: NaiveDate::from_ymd_opt(2026, 11, 7),
        ..PostingSource::default()
    }
}

fn posting(source: &PostingSource<'_>) -> Posting {
    Posting::read(Taxonomy::curated(), Dictionary::curated(), source)
}

fn scored(person: &Person, posting: &Posting) -> Score {
    super::score(
        Taxonomy::curated(),
        &Corpus::default(),
        person,
        posting,
        today(),
    )
}

fn value(score: &Score, feature: Feature) -> Option<f64> {
    score
        .reasons
        .iter()
        .find(|reason| reason.feature == feature)?
        .value
}

fn codes(score: &Score) -> Vec<GateCode> {
    score.gates.iter().map(|gate| gate.code).collect()
}

/// The sum of the explanation.
fn explained(score: &Score) -> f64 {
    let contributions: f64 = score.reasons.iter().map(|reason| reason.contribution).sum();
    contributions + score.gates.iter().map(|gate| gate.delta).sum::<f64>()
}

#[test]
fn weights_are_one() {
    let all: f64 = Feature::ALL.into_iter().map(Feature::weight).sum();
    assert!((all - 1.0).abs() < 1e-12);
}

#[test]
fn good_match_is_explained_feature_by_feature() {
    let score = scored(&person(), &posting(&advert(TEXT)));
    assert_eq!(codes(&score), []);
    assert_eq!(
        (score.band, score.confidence, score.target),
        (Band::Strong, Confidence::High, Some(0))
    );
    assert!((score.completeness - 1.0).abs() < 1e-9);
    assert_eq!(value(&score, Feature::Years), Some(1.0));
    // From 75 000 to 95 000, of which 15 000 are above 80 000.
    assert_eq!(value(&score, Feature::Salary), Some(0.75));
    assert_eq!(value(&score, Feature::Recency), Some(0.5));
    let matched: Vec<&str> = score
        .skills
        .matched
        .iter()
        .map(|hit| hit.skill.as_str())
        .collect();
    assert_eq!(matched, ["rust", "postgresql", "german", "kafka"]);
    let missing: Vec<&str> = score
        .skills
        .missing
        .iter()
        .map(|gap| gap.skill.as_str())
        .collect();
    assert_eq!(missing, ["terraform"]);
    let rust = &score.skills.matched[0];
    assert_eq!(
        (rust.strength, rust.fact_ids.clone()),
        (1.0, vec!["f1".to_owned()])
    );
    // B1 is one level below B2; a listed skill without a fact is weaker.
    assert_eq!(
        (
            score.skills.matched[2].strength,
            score.skills.matched[3].strength
        ),
        (0.75, 0.85)
    );
    assert!((explained(&score) - score.score).abs() < 1e-9);
}

#[test]
fn quotes_are_words_of_posting_and_profile() {
    let (person, posting) = (person(), posting(&advert(TEXT)));
    let score = scored(&person, &posting);
    let quotes: Vec<_> = score
        .reasons
        .iter()
        .flat_map(|reason| &reason.evidence)
        .chain(score.gates.iter().flat_map(|gate| &gate.evidence))
        .collect();
    assert!(quotes.len() >= 6);
    for quote in quotes {
        match quote.side {
            Side::Posting => assert_eq!(
                quote.span.unwrap().of_source(&posting.title, TEXT),
                Some(quote.quote.as_str())
            ),
            Side::Profile => {
                let fact = person
                    .facts
                    .iter()
                    .find(|fact| Some(&fact.id) == quote.fact_id.as_ref());
                let titles = person
                    .employments
                    .iter()
                    .map(|one| &one.title)
                    .chain(person.targets.iter().map(|one| &one.title));
                let is_title = titles.into_iter().any(|title| *title == quote.quote);
                assert!(fact.is_some_and(|fact| fact.text.contains(&quote.quote)) || is_title);
            }
        }
    }
}

#[test]
fn each_gate_applies_in_its_order() {
    let text = "US work authorisation required, no sponsorship.\n\n## Requirements\n- Rust";
    let mut source = advert(text);
    (source.countries, source.cities, source.mode) =
        (vec!["US"], vec!["Austin"], Some(Mode::Onsite));
    (source.level, source.pay, source.company) = (
        Some(Level::Junior),
        Some(euros(40_000.0, 50_000.0)),
        "Halden Mills",
    );
    let score = scored(&person(), &posting(&source));
    assert_eq!(
        codes(&score),
        [
            GateCode::Region,
            GateCode::NoSponsorship,
            GateCode::OnsiteElsewhere,
            GateCode::Seniority,
            GateCode::PayBelowFloor,
            GateCode::Dealbreaker
        ]
    );
    let factors: Vec<f64> = score.gates.iter().map(|gate| gate.factor).collect();
    assert_eq!(factors, [0.25, 0.1, 0.5, 0.45, 0.6, 0.0]);
    assert!(score.score.abs() < 1e-9);
    assert!(explained(&score).abs() < 1e-9);
    assert_eq!(score.gates[0].evidence[0].quote, "US work authorisation");
}

#[test]
fn hybrid_is_a_gate_for_whoever_wants_remote_only() {
    let mut person = person();
    person.preferences.modes = vec![Mode::Remote];
    assert_eq!(
        codes(&scored(&person, &posting(&advert(TEXT)))),
        [GateCode::HybridForRemote]
    );
    person.preferences.modes = vec![];
    assert_eq!(codes(&scored(&person, &posting(&advert(TEXT)))), []);
}

#[test]
fn what_is_unknown_is_left_out() {
    let source = PostingSource {
        title: "Backend Engineer",
        text: "We write Rust.",
        ..PostingSource::default()
    };
    let score = scored(&person(), &posting(&source));
    for feature in [
        Feature::Text,
        Feature::Years,
        Feature::Salary,
        Feature::Recency,
    ] {
        assert_eq!(value(&score, feature), None);
    }
    assert!((score.completeness - 0.62).abs() < 1e-9);
    assert_eq!(score.confidence, Confidence::Medium);
    let weights: f64 = score.reasons.iter().map(|reason| reason.weight).sum();
    assert!((weights - 1.0).abs() < 1e-9);
    let nothing = scored(&Person::default(), &Posting::default());
    assert_eq!(
        (nothing.score, nothing.completeness, nothing.confidence),
        (0.0, 0.0, Confidence::Low)
    );
}

#[test]
fn best_target_counts_and_each_is_scored() {
    let mut source = advert(TEXT);
    source.title = "Engineering Manager";
    source.level = Some(Level::Lead);
    let score = scored(&person(), &posting(&source));
    assert_eq!(score.target, Some(1));
    assert!(score.targets[1] > score.targets[0]);
}

#[test]
fn levers_tell_gaps_from_words() {
    let (person, posting) = (person(), posting(&advert(TEXT)));
    let corpus = Corpus::default();
    let matcher = Matcher::new(Taxonomy::curated(), &corpus, &person, today());
    let all = levers(&matcher, &posting);
    let gap = all
        .iter()
        .find(|lever| {
            lever.change
                == Change::Gap {
                    skill: "terraform".to_owned(),
                }
        })
        .unwrap();
    let say = Change::SayIt {
        skill: "kafka".to_owned(),
        via: None,
    };
    let say = all.iter().find(|lever| lever.change == say).unwrap();
    assert!(gap.gain > say.gain && !gap.is_supported && say.is_supported);
    assert_eq!(gap.quote.as_ref().unwrap().text, "Terraform");
    // The gain is that of a person who has it.
    let mut other = person.clone();
    other.facts[1].skills.push("terraform".to_owned());
    other.words = person.words.clone();
    let risen = scored(&other, &posting).score - scored(&person, &posting).score;
    assert!((risen - gap.gain).abs() < 1e-9);
}

#[test]
fn comparison_adds_up() {
    let person = person();
    let mut other = advert("## Requirements\n- Python");
    (other.title, other.level) = ("Junior Data Analyst", Some(Level::Junior));
    let (first, second) = (
        scored(&person, &posting(&advert(TEXT))),
        scored(&person, &posting(&other)),
    );
    let comparison = compare(&first, &second);
    let sum: f64 = comparison.parts.iter().map(|part| part.delta).sum();
    assert!((sum - comparison.difference).abs() < 1e-9 && comparison.difference > 20.0);
}

#[test]
fn candidates_are_those_with_the_best_scores() {
    let titles = [
        "Backend Engineer",
        "Nurse",
        "Rust Developer",
        "Baker",
        "Senior Backend Engineer",
        "Accountant",
    ];
    let texts = [
        "## Requirements\n- Rust\n- PostgreSQL",
        "## Requirements\n- German",
        "## Requirements\n- Python",
        "We bake.",
    ];
    let postings: Vec<Posting> = (0..240)
        .map(|index| {
            let mut source = advert(texts[index % texts.len()]);
            source.title = titles[index % titles.len()];
            source.countries = vec![["DE", "US", "FR"][index % 3]];
            posting(&source)
        })
        .collect();
    let corpus = Corpus::of(&postings);
    let index = Index::of(&corpus, &postings);
    let person = person();
    let matcher = Matcher::new(Taxonomy::curated(), &corpus, &person, today());
    let candidates = index.candidates(&matcher, 60);
    let best = postings
        .iter()
        .map(|posting| matcher.rate(posting))
        .fold(0.0, f64::max);
    let found = candidates
        .iter()
        .map(|one| matcher.rate(&postings[one.position as usize]))
        .fold(0.0, f64::max);
    assert!((best - found).abs() < 1e-9 && candidates.len() == 60);
    let mut without = index.clone();
    without.remove(candidates[0].position);
    assert!(
        without
            .candidates(&matcher, 60)
            .iter()
            .all(|one| one.position != candidates[0].position)
    );
}
