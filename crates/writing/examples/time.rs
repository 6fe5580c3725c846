//! Prints the time that the verifier takes for a sentence, and the composer for a letter: `cargo run --release -p writing --example time`. The targets
//! are 1 ms and 100 ms.

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

const ROUNDS: u32 = 500;
const FACTS: usize = 24;

fn main() -> std::io::Result<()> {
    let facts: Vec<Fact> = (0..FACTS).map(fact).collect();
    let posting = Posting {
        title: "Senior SRE".to_owned(),
        company: "Marlowe".to_owned(),
        requirements: ["Kubernetes", "Deploy time"].map(requirement).to_vec(),
        ..Posting::default()
    };
    let instructions = "You write one sentence for each line and never add a claim. ".repeat(40);
    let guarded = Guarded {
        texts: &[&instructions],
        boundaries: &["BOUNDARY-7f3a91"],
    };
    for (code, texts) in [("en", ENGLISH), ("de", GERMAN)] {
        let Some(language) = Language::of(code) else {
            continue;
        };
        let prepare = || {
            Verifier::new(
                &facts,
                &posting,
                language,
                Knowledge::curated(),
                guarded,
                PartialDate::month(2026, 11),
            )
        };
        // The tables are read once.
        let verifier = prepare();
        let sentences: Vec<Sentence> = texts.iter().map(|text| sentence(text)).collect();
        let known: usize = sentences.iter().map(|one| verifier.verify(one).len()).sum();
        let start = Instant::now();
        prepare();
        let prepared = start.elapsed();
        // The fastest round: other processes only add to it.
        let round = || {
            let start = Instant::now();
            let refused = sentences.iter().filter(|one| !verifier.accepts(one));
            (refused.count(), start.elapsed())
        };
        let rounds: Vec<_> = (0..ROUNDS).map(|_| round()).collect();
        let fastest = rounds
            .iter()
            .map(|(_, time)| *time)
            .min()
            .unwrap_or_default();
        let all: Duration = rounds.iter().map(|(_, time)| *time).sum();
        let count = u32::try_from(sentences.len()).unwrap_or(1).max(1);
        let (each, mean) = (fastest / count, all / (count * ROUNDS));
        let mut out = std::io::stdout();
        std::io::Write::write_fmt(
            &mut out,
            format_args!(
                "{code}: {each:?} a sentence in the fastest round, {mean:?} on average; {prepared:?} to prepare {FACTS} facts; {known} refusals
{code}: {:?} for a letter, chosen, composed and verified
",
                letter(&facts, &posting, language, &verifier)
            ),
        )?;
    }
    Ok(())
}

/// The fastest of some letters of the greatest length.
fn letter(
    facts: &[Fact],
    posting: &Posting,
    language: &'static Language,
    verifier: &Verifier<'_>,
) -> Duration {
    let accepts = |sentence: &Sentence| verifier.accepts(sentence);
    let times = (0..50).map(|seed| {
        let start = Instant::now();
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
        start.elapsed()
    });
    times.min().unwrap_or_default()
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

fn fact(index: usize) -> Fact {
    let mut fact = Fact::new(
        &format!("f{index}"),
        FactKind::Achievement,
        "Ran 14 Kubernetes clusters and cut deploy time from 40 to 8 minutes.",
    );
    fact.organisation = Some("Quayline".to_owned());
    fact.title = Some("Platform Engineer".to_owned());
    fact.from = Some(PartialDate::month(2023, 3));
    fact.current = true;
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
