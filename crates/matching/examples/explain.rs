//! Prints the explanation of one score, which docs/MATCHING.md quotes: `cargo run -p matching --example explain`.

use std::io::{self, Write as _};

use chrono::NaiveDate;
use matching::{
    corpus::Corpus,
    extraction::Cefr,
    levers::levers,
    prepared::{
        EmploymentSource, FactSource, Level, Mode, Month, Pay, Person, PersonSource, Posting,
        PostingSource, Preferences, TargetSource,
    },
    score::Matcher,
};
use reading::skill::Dictionary;
use taxonomy::Taxonomy;

const TEXT: &str = "You build the services behind our shops: the checkout, the stock and the search. You measure latency, review designs, answer for what you moved into production, \
    and teach younger colleagues.\n\n## Requirements\n- 5+ years of experience with Python and PostgreSQL\n- Kubernetes\n- Terraform\n- German (B2)\n\n\
    ## Nice to have\n- Kafka\n\n## Benefits\n- Courses in Rust";

fn main() -> io::Result<()> {
    let (taxonomy, dictionary) = (Taxonomy::curated(), Dictionary::curated());
    let today = NaiveDate::from_ymd_opt(2026, 11, 28).unwrap_or_default();
    let euros = |min, max| Pay {
        min,
        max,
        currency: "EUR".to_owned(),
        rate: Some(1.0),
    };
    let source = PostingSource {
        title: "Staff Backend Engineer",
        text: TEXT,
        countries: vec!["DE"],
        cities: vec!["Leipzig"],
        mode: Some(Mode::Hybrid),
        pay: Some(euros(70_000.0, 90_000.0)),
        posted: NaiveDate::from_ymd_opt(2026, 11, 18),
        ..PostingSource::default()
    };
    let fact = |id, text| FactSource {
        id,
        text,
        skills: vec![],
    };
    let profile = PersonSource {
        facts: vec![
            fact(
                "f1",
                "Rewrote the checkout of 40 shops in Django on PostgreSQL.",
            ),
            fact("f2", "Moved 12 services to Kubernetes."),
        ],
        skills: vec!["Kafka"],
        employments: vec![EmploymentSource {
            title: "Backend Developer",
            from: Some(Month {
                year: 2022,
                month: 5,
            }),
            to: None,
        }],
        languages: vec![("de", Some(Cefr::B1))],
        targets: vec![TargetSource {
            title: "Backend Engineer",
            levels: vec![Level::Senior],
        }],
        preferences: Preferences {
            countries: vec!["DE".to_owned()],
            pay_floor: Some(euros(75_000.0, 75_000.0)),
            ..Preferences::default()
        },
        ..PersonSource::default()
    };
    let person = Person::read(taxonomy, dictionary, &profile);
    let posting = Posting::read(taxonomy, dictionary, &source);
    let corpus = Corpus::default();
    let matcher = Matcher::new(taxonomy, &corpus, &person, today);
    let score = matcher.score(&posting);
    let mut output = io::stdout().lock();
    for reason in &score.reasons {
        let value = reason
            .value
            .map_or("–".to_owned(), |value| format!("{value:.2}"));
        writeln!(
            output,
            "| {:?} | {value} | {:.2} | {:+.1} | {} |",
            reason.feature, reason.weight, reason.contribution, reason.text
        )?;
    }
    for gate in &score.gates {
        writeln!(
            output,
            "| gate {:?} | | × {} | {:+.1} | {} |",
            gate.code, gate.factor, gate.delta, gate.text
        )?;
    }
    writeln!(
        output,
        "score {:.1}, {:?}, completeness {:.2}, {:?}",
        score.score, score.band, score.completeness, score.confidence
    )?;
    for hit in &score.skills.matched {
        writeln!(
            output,
            "has {} {:.2} via {:?} facts {:?} quote {:?}",
            hit.skill, hit.strength, hit.via, hit.fact_ids, hit.quote.text
        )?;
    }
    for gap in &score.skills.missing {
        writeln!(
            output,
            "lacks {} nearest {:?} {:.2}",
            gap.skill, gap.nearest, gap.nearest_strength
        )?;
    }
    for lever in levers(&matcher, &posting) {
        writeln!(output, "lever {:?} {:+.1}", lever.change, lever.gain)?;
    }
    Ok(())
}
