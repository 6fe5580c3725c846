//! Prints how long the steps of a match take, over generated postings: `cargo run --release -p matching --example speed -- 100000`.

use std::{
    env,
    io::{self, Write as _},
    time::Instant,
};

use chrono::NaiveDate;
use matching::{
    corpus::Corpus,
    index::Index,
    prepared::{
        EmploymentSource, FactSource, Level, Month, Person, PersonSource, Posting, PostingSource,
        TargetSource,
    },
    score::Matcher,
};
use reading::skill::Dictionary;
use taxonomy::Taxonomy;

fn main() {
    let count: usize = env::args()
        .nth(1)
        .and_then(|count| count.parse().ok())
        .unwrap_or(10_000);
    let (taxonomy, dictionary) = (Taxonomy::curated(), Dictionary::curated());
    let skills: Vec<&str> = taxonomy.skills().map(taxonomy::Skill::label).collect();
    let titles: Vec<&str> = taxonomy.titles().map(taxonomy::Title::label).collect();
    let pick = |all: &[&'static str], number: usize| {
        all.get(number % all.len().max(1))
            .copied()
            .unwrap_or_default()
    };
    let today = NaiveDate::from_ymd_opt(2026, 11, 28).unwrap_or_default();
    let begun = Instant::now();
    let postings: Vec<Posting> = (0..count)
        .map(|number| {
            let skill = |step: usize| pick(&skills, number * 7 + step * step * 131);
            let text = format!(
                "We are a company of {number} people.\n\n## What you do\nYou work with {} and {} every day, and write down what you learn. You talk to customers, plan the week with your team, and improve how work is done.\n\n\
                 ## Requirements\n- {}\n- {} and {}\n- 3+ years of experience\n- Fluent English\n\n## Nice to have\n- {}\n- {}\n\n## Benefits\n- A garden, and courses in {}",
                skill(1), skill(2), skill(3), skill(4), skill(5), skill(6), skill(7), skill(8)
            );
            let source = PostingSource {
                title: pick(&titles, number * 13),
                text: &text,
                language: Some("en"),
                countries: vec![["DE", "FR", "ES", "GB"].get(number % 4).copied().unwrap_or("DE")],
                posted: Some(today),
                ..PostingSource::default()
            };
            Posting::read(taxonomy, dictionary, &source)
        })
        .collect();
    say("read one posting", begun, count);
    let begun = Instant::now();
    let corpus = Corpus::of(&postings);
    say("count one posting", begun, count);
    let begun = Instant::now();
    let index = Index::of(&corpus, &postings);
    say("index one posting", begun, count);
    let person = person(taxonomy, dictionary, &skills);
    let matcher = Matcher::new(taxonomy, &corpus, &person, today);
    let begun = Instant::now();
    let mut candidates = Vec::new();
    for _ in 0..10 {
        candidates = index.candidates(&matcher, 500);
    }
    say(&format!("candidates of {count} postings"), begun, 10);
    let begun = Instant::now();
    let mut sum = 0.0;
    for one in &candidates {
        let posting = usize::try_from(one.position)
            .ok()
            .and_then(|position| postings.get(position));
        sum += posting.map_or(0.0, |posting| matcher.rate(posting));
    }
    say("rate one candidate", begun, candidates.len());
    let begun = Instant::now();
    let scored = postings
        .iter()
        .take(500)
        .map(|posting| matcher.score(posting).score)
        .fold(0.0, f64::max);
    say(
        "score one posting with its explanation",
        begun,
        postings.len().min(500),
    );
    say_line(&format!(
        "mean of the candidates {:.1}, best of others {scored:.1}",
        sum / 500.0
    ));
}

fn person(taxonomy: &Taxonomy, dictionary: &Dictionary, skills: &[&str]) -> Person {
    let listed: Vec<&str> = skills.iter().step_by(40).copied().collect();
    let source = PersonSource {
        facts: (0..30)
            .map(|_| FactSource {
                id: "fact",
                text: "Moved 12 services to Kubernetes and wrote their alerts in Python.",
                skills: vec![],
            })
            .collect(),
        skills: listed,
        employments: vec![EmploymentSource {
            title: "Data Engineer",
            from: Some(Month {
                year: 2018,
                month: 4,
            }),
            to: None,
        }],
        targets: vec![TargetSource {
            title: "Data Engineer",
            levels: vec![Level::Senior],
        }],
        ..PersonSource::default()
    };
    Person::read(taxonomy, dictionary, &source)
}

fn say(what: &str, begun: Instant, count: usize) {
    let count = f64::from(u32::try_from(count.max(1)).unwrap_or(u32::MAX));
    say_line(&format!(
        "{what}: {:.3} ms",
        begun.elapsed().as_secs_f64() * 1_000.0 / count
    ));
}

fn say_line(line: &str) {
    // A closed pipe is no reason to stop a measurement.
    let _ = writeln!(io::stdout(), "{line}");
}
