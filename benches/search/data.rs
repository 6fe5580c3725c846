//! The invented postings, stored by the import as those of a board. On PostgreSQL further postings are copies of them.

use careergraph::{
    app::App,
    features::jobs::{
        Board, BoardFields, CompanyFacts,
        source::{Pay, Place, PostingRecord},
    },
    types::work::{EmploymentType, PayOrigin, PayPeriod, RemoteMode, Seniority},
};
use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    Done,
    random::Random,
    words::{CITIES, EASTERN, FIELDS, GERMAN, LEVELS, NOUNS, SKILLS, company, of_rank, rank},
};

/// Records that are stored at once, as those of one board.
const AT_ONCE: usize = 5_000;
/// The newest posting: 2026-11-01.
const NOW: i64 = 1_793_491_200;
/// Companies per thousand postings.
const COMPANIES: usize = 40;

/// A posting, and words of it to search for.
pub struct Invented {
    /// The posting, as read from a board.
    pub record: PostingRecord,
    /// The rarest word of its description.
    pub rare: String,
}

/// The n-th posting, the same in every run.
pub fn invent(number: usize, among: usize) -> Invented {
    let mut random = Random::new(u64::try_from(number).unwrap_or_default() * 7_919 + 2_026);
    let random = &mut random;
    let level = random.pick(&LEVELS);
    let (title, language) = match random.below(100) {
        0..85 => {
            let (field, noun) = (random.pick(&FIELDS), random.pick(&NOUNS));
            (format!("{level}{field} {noun}"), "en")
        }
        85..95 => (random.pick(&GERMAN).to_owned(), "de"),
        95..98 => (
            random.pick(EASTERN.get(..3).unwrap_or_default()).to_owned(),
            "zh",
        ),
        _ => (
            random.pick(EASTERN.get(3..).unwrap_or_default()).to_owned(),
            "ja",
        ),
    };
    let (description, rare) = describe(random, &title, language);
    let companies = (among * COMPANIES / 1_000).clamp(10, 20_000);
    // Days before now; the newest are the most frequent.
    let minutes = exponential(random, 45 * 24 * 60);
    let record = PostingRecord {
        external_id: number.to_string(),
        requisition_id: None,
        url: format!("https://jobs.example/{number}"),
        apply_url: None,
        title,
        company: Some(company(random.below(companies))),
        description,
        locations: places(random),
        remote_mode: match random.below(4) {
            0 => RemoteMode::Remote,
            1 => RemoteMode::Hybrid,
            _ => RemoteMode::Onsite,
        },
        employment_type: if random.percent(80) {
            EmploymentType::FullTime
        } else {
            EmploymentType::PartTime
        },
        seniority: match level {
            "Junior " => Seniority::Junior,
            "Senior " => Seniority::Senior,
            "Lead " => Seniority::Lead,
            _ => Seniority::Mid,
        },
        pay: random.percent(40).then(|| pay(random)),
        posted_at: Some(now() - TimeDelta::minutes(minutes)),
        deadline: None,
        language: Some(language.to_owned()),
        board_fields: BoardFields::default(),
    };
    Invented { record, rare }
}

/// The time of the newest posting.
pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(NOW, 0).unwrap_or_default()
}

fn exponential(random: &mut Random, mean: u32) -> i64 {
    let share = (f64::from(u32::try_from(random.below(1 << 24)).unwrap_or_default()) + 1.0)
        / f64::from(1_u32 << 24);
    #[expect(clippy::cast_possible_truncation, reason = "some years")]
    let minutes = (-share.ln() * f64::from(mean)) as i64;
    minutes
}

fn pay(random: &mut Random) -> Pay {
    // In hundredths.
    let min = random.between(30, 120) * 100_000;
    Pay {
        min: Some(min),
        max: Some(min * 5 / 4),
        currency: random.pick(&["EUR", "EUR", "USD", "GBP"]).to_owned(),
        period: PayPeriod::Year,
        origin: PayOrigin::Stated,
    }
}

/// One place, sometimes two; the first cities are the most frequent.
fn places(random: &mut Random) -> Vec<Place> {
    let mut names = vec![city(random)];
    if random.percent(15) {
        names.push(city(random));
    }
    reading::place::read_all(names)
}

/// A city; the first are the most frequent.
pub fn city(random: &mut Random) -> &'static str {
    let below = 1 + random.below(CITIES.len());
    CITIES.get(random.below(below)).copied().unwrap_or_default()
}

/// Eighty to three hundred words, most texts short.
fn describe(random: &mut Random, title: &str, language: &str) -> (String, String) {
    let mut text = format!("We are a team that looks for: {title}.\n\n## Tasks\n\n- ");
    if language == "zh" || language == "ja" {
        text.push_str(random.pick(&EASTERN));
        text.push_str("，团队合作，负责开发和维护。\n- ");
    } else if language == "de" {
        text.push_str("Wir suchen Verstärkung für unsere Straßenmeisterei in Köln.\n- ");
    }
    let most = 1 + random.below(220);
    let words = 70 + random.below(most);
    let mut rarest = 0;
    for number in 1..=words {
        let rank = rank(random);
        rarest = rarest.max(rank);
        text.push_str(&of_rank(rank));
        text.push_str(if number % 17 == 0 { ".\n- " } else { " " });
    }
    text.push_str("\n\n## Profile\n\n");
    for _ in 0..=random.below(4) {
        text.push_str("- You know ");
        text.push_str(random.pick(&SKILLS));
        text.push_str(".\n");
    }
    (text, of_rank(rarest))
}

/// Stores this many postings.
pub async fn store(app: &App, postings: usize) -> Done {
    let name = "bench";
    let company = CompanyFacts {
        name: name.to_owned(),
        ..CompanyFacts::default()
    };
    let board = Board {
        connector: name,
        board: name,
        company,
    };
    for first in (0..postings).step_by(AT_ONCE) {
        let last = postings.min(first + AT_ONCE);
        let records: Vec<PostingRecord> = (first..last)
            .map(|number| invent(number, postings).record)
            .collect();
        let counts = app.jobs.store(&board, &records).await?;
        if counts.added != records.len() {
            return Err(format!("{} of {} were stored", counts.added, records.len()).into());
        }
        if last.is_multiple_of(25_000) {
            println!("{last} postings stored");
        }
    }
    Ok(())
}
