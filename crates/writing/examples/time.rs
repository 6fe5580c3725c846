//! Prints the time that the verifier takes for a sentence, and the composer for a letter: `cargo run --release -p writing --example time`. The targets
//! are 1 ms and 100 ms.
#![expect(
    clippy::print_stdout,
    reason = "the figures are the output of a benchmark"
)]

use std::time::{Duration, Instant};

use writing::{
    compose::{Composer, Length, Options, Tone},
    fact::{Fact, FactKind, PartialDate},
    knowledge::Knowledge,
    language::Language,
    posting::{Posting, Requirement},
    selection::select,
    sentence::{Paragraph, Sentence, SentenceKind},
    verifier::{Guarded, Verifier},
};

const ROUNDS: usize = 300;
const LETTERS: u64 = 200;
/// The most facts of a letter.
const FACTS: usize = 24;

fn main() {
    for (code, facts, texts) in [("en", ENGLISH_FACTS, ENGLISH), ("de", GERMAN_FACTS, GERMAN)] {
        if let Some(language) = Language::of(code) {
            of_language(language, facts, texts);
        }
    }
}

fn of_language(language: &'static Language, facts: &[&str], texts: &[&str]) {
    let facts = facts.iter().cycle().take(FACTS).enumerate();
    let facts: Vec<Fact> = facts.map(|(index, text)| fact(index, text)).collect();
    let posting = Posting {
        title: "Senior SRE (m/f/d)".to_owned(),
        company: "Marlowe".to_owned(),
        requirements: ["Kubernetes", "Terraform", "PostgreSQL"]
            .map(requirement)
            .to_vec(),
        ..Posting::default()
    };
    // The tables are read once.
    letter(&facts, &posting, language, 0);
    let instructions = "You write one sentence for each line and never add a claim. ".repeat(40);
    let guarded = Guarded {
        texts: &[&instructions],
        boundaries: &["BOUNDARY-7f3a91"],
    };
    let verifier = verifier(&facts, &posting, language, guarded);
    let sentences: Vec<Sentence> = texts.iter().map(|text| sentence(text)).collect();
    let code = language.code();
    let what = format!("{code}, a sentence verified");
    print(&what, times(&sentences, |one| verifier.verify(one)));
    let what = format!("{code}, a sentence of a model verified");
    print(&what, times(&sentences, |one| verifier.verify_drafted(one)));
    let letters = (1..=LETTERS).map(|seed| {
        let start = Instant::now();
        letter(&facts, &posting, language, seed);
        start.elapsed()
    });
    let what = format!("{code}, a letter: {FACTS} facts read and chosen, composed and verified");
    print(&what, letters.collect());
}

/// How long something takes with each sentence.
fn times<T>(sentences: &[Sentence], act: impl Fn(&Sentence) -> T) -> Vec<Duration> {
    let all = (0..ROUNDS).flat_map(|_| sentences);
    let time = |one| {
        let start = Instant::now();
        std::hint::black_box(act(one));
        start.elapsed()
    };
    all.map(time).collect()
}

/// Prints the median, the 95th percentile and the largest of some times.
fn print(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |hundredth: usize| times.get(times.len() * hundredth / 100);
    let at = |hundredth| at(hundredth).copied().unwrap_or_default();
    let (p50, p95, largest) = (at(50), at(95), times.last().copied().unwrap_or_default());
    println!("{what}: p50 {p50:.1?}, p95 {p95:.1?}, largest {largest:.1?}");
}

fn verifier(
    facts: &[Fact],
    posting: &Posting,
    language: &'static Language,
    guarded: Guarded<'_>,
) -> Verifier<'static> {
    let today = PartialDate::month(2026, 11);
    let knowledge = Knowledge::curated();
    Verifier::new(facts, posting, language, knowledge, guarded, today)
}

/// A letter of the greatest length, with all that is done for one.
fn letter(facts: &[Fact], posting: &Posting, language: &'static Language, seed: u64) {
    let verifier = verifier(facts, posting, language, Guarded::default());
    let accepts = |sentence: &Sentence| verifier.accepts(sentence);
    let options = Options {
        language,
        tone: Tone::Plain,
        length: Length::Long,
        recipient: None,
        seed,
    };
    let knowledge = Knowledge::curated();
    if let Ok(chosen) = select(&knowledge, facts, posting, language) {
        let composer = Composer::new(knowledge, facts, posting, options);
        let written = composer.map(|one| one.checked_by(&accepts).compose(&chosen));
        std::hint::black_box(written);
    }
}

fn requirement(text: &str) -> Requirement {
    let named = taxonomy::Taxonomy::curated().named_skill(text);
    Requirement {
        id: text.to_owned(),
        text: text.to_owned(),
        skill: named.map(|skill| skill.id().clone()),
        required: true,
    }
}

const ENGLISH_FACTS: &[&str] = &[
    "Ran 14 Kubernetes clusters and cut deploy time from 40 to 8 minutes.",
    "Migrated backups to PostgreSQL WAL archiving with two colleagues.",
    "Introduced Terraform for 220 services.",
    "Led a team of six and wrote services in Rust.",
    "Trained a dozen engineers in incident response.",
    "Responsible for the on-call plan of three teams.",
    "Wrote a command-line tool that parses 2 GB of logs in 3 seconds.",
    "Reduced the cost of the platform by 35 % in a year.",
];
const GERMAN_FACTS: &[&str] = &[
    "14 Kubernetes-Cluster betrieben und die Bereitstellungszeit von 40 auf 8 Minuten gesenkt",
    "Sicherungen mit zwei Kollegen auf PostgreSQL umgestellt",
    "Terraform für 220 Dienste eingeführt",
    "Leitung eines Teams von sechs Entwicklern",
    "Ein Dutzend Kollegen im Umgang mit Störungen geschult",
    "Verantwortlich für die Rufbereitschaft von drei Teams",
    "Ein Werkzeug geschrieben, das 2 GB Protokolle in 3 Sekunden liest",
    "Senkung der Kosten der Plattform um 35 %",
];
const ENGLISH: &[&str] = &[
    "At Quayline I cut deploy time from 40 to 8 minutes.",
    "As a Platform Engineer at Quayline, I ran 14 Kubernetes clusters and cut deploy time by 80 percent since March 2023.",
    "I led a team of six at Quayline and wrote services in Rust for over ten years.",
];
const GERMAN: &[&str] = &[
    "Bei Quayline senkte ich die Bereitstellungszeit von 40 auf 8 Minuten.",
    "Als Platform Engineer bei Quayline betreibe ich seit März 2023 vierzehn Kubernetes-Cluster und habe die Bereitstellungszeit um 80 Prozent gesenkt.",
    "Ich leitete bei Quayline ein Team von sechs Entwicklern und schrieb über zehn Jahre lang Dienste in Rust.",
];

fn fact(index: usize, text: &str) -> Fact {
    let mut fact = Fact::new(&format!("f{index}"), FactKind::Achievement, text);
    let places = ["Quayline", "Brightwell Freight", "Ferrow Labs"];
    let place = index / 8;
    fact.organisation = places.get(place).map(|name| (*name).to_owned());
    fact.title = Some("Platform Engineer".to_owned());
    fact.current = place == 0;
    let first = 2023 - 4 * i32::try_from(place).unwrap_or_default();
    fact.from = Some(PartialDate::month(first, 3));
    fact.to = Some(PartialDate::month(first + 4, 2)).filter(|_| place > 0);
    fact
}

fn sentence(text: &str) -> Sentence {
    Sentence {
        text: text.to_owned(),
        kind: SentenceKind::Claim,
        paragraph: Paragraph::Evidence,
        facts: vec!["f0".to_owned(), "f1".to_owned()],
        posting: Vec::new(),
    }
}
