//! Tests that no proposal makes a résumé worse.

use super::{asks, fact, posting, resume};
use crate::{
    fact::Fact,
    knowledge::Knowledge,
    language::Language,
    posting::Posting,
    sentence::{Paragraph, Sentence, SentenceKind},
    tailor::{
        Operation, Proposal, Reason, Tailor, Tailoring, joined, model::Resume, order::is_strong,
    },
};

fn tailored(code: &str, facts: &[Fact], posting: &Posting, resume: &Resume) -> Tailoring {
    let tailor = Tailor {
        knowledge: Knowledge::curated(),
        facts,
        posting,
        language: Language::of(code).unwrap(),
        verify: &|_| Vec::new(),
    };
    tailor.propose(resume)
}

fn of(tailoring: &Tailoring, which: impl Fn(&Operation) -> bool) -> Vec<&Proposal> {
    let all = tailoring.proposals.iter();
    all.filter(|proposal| which(&proposal.operation)).collect()
}

fn is_summary(operation: &Operation) -> bool {
    matches!(operation, Operation::SetSummary { .. })
}

fn said(text: &str) -> Sentence {
    Sentence {
        text: text.to_owned(),
        kind: SentenceKind::Claim,
        paragraph: Paragraph::Evidence,
        facts: vec!["f2".to_owned()],
        posting: Vec::new(),
    }
}

fn facts(texts: &[&str]) -> Vec<Fact> {
    let numbered = texts.iter().enumerate();
    numbered
        .map(|(index, text)| fact(&format!("f{}", index + 1), "Fernhill", text))
        .collect()
}

/// A résumé with one job that has all these facts.
fn one_job(facts: &[Fact]) -> Resume {
    let mut resume = resume(&super::facts());
    let job = &mut resume.sections[0].items[0];
    let bullet = job.bullets[0].clone();
    job.bullets = facts
        .iter()
        .map(|fact| {
            let mut bullet = bullet.clone();
            bullet.id = format!("b-{}", fact.id);
            bullet.fact.clone_from(&fact.id);
            bullet.text.clone_from(&fact.text);
            bullet
        })
        .collect();
    resume.sections[0].items.truncate(1);
    resume
}

#[test]
fn summary_of_a_person_stays() {
    let facts = super::facts();
    let mut resume = resume(&facts);
    let first = tailored("en", &facts, &posting(), &resume);
    assert_eq!(of(&first, is_summary).len(), 1);
    resume.summary = vec![said("Engineer who likes clusters.")];
    let written = tailored("en", &facts, &posting(), &resume);
    assert!(of(&written, is_summary).is_empty());
    // The rest is proposed all the same.
    assert!(!written.proposals.is_empty());
    resume.summary_is_proposed = true;
    let replaced = tailored("en", &facts, &posting(), &resume);
    assert_eq!(of(&replaced, is_summary).len(), 1);
}

#[test]
fn accepted_summary_is_not_proposed_again() {
    let facts = super::facts();
    let resume = resume(&facts);
    let first = tailored("en", &facts, &posting(), &resume);
    let accepted = of(&first, is_summary)[0].apply(&resume).unwrap();
    assert!(accepted.summary_is_proposed);
    let again = tailored("en", &facts, &posting(), &accepted);
    assert!(of(&again, is_summary).is_empty());
}

#[test]
fn statements_with_numbers_and_results_are_strong() {
    let cases = [
        ("Cut costs by 20%", true),
        ("Trained three apprentices", true),
        ("Wrote runbooks, which halved the night calls", true),
        ("Moved the archive, saving a day each week", true),
        ("Zwölf Filialen betreut", true),
        ("Ablage umgestellt, wodurch Wege entfielen", true),
        ("Watered plants", false),
        ("Sorted the post", false),
        ("Blumen gegossen", false),
    ];
    for (text, expected) in cases {
        assert_eq!(is_strong(text), expected, "{text}");
    }
}

#[test]
fn only_idle_statements_are_hidden_and_the_reason_is_named() {
    let texts = [
        "Watered plants",
        "Ran Kubernetes clusters",
        "Moved the backups to PostgreSQL",
        "Wrote Terraform modules",
        "Raised donations by 40 percent",
        "Trained three apprentices",
        "Sorted the post",
    ];
    let facts = facts(&texts);
    let resume = one_job(&facts);
    let tailoring = tailored("en", &facts, &posting(), &resume);
    let hidden = of(&tailoring, |one| matches!(one, Operation::HideItem { .. }));
    // Those with numbers are never hidden.
    let hide = |id: &str| Operation::HideItem { id: id.to_owned() };
    let found: Vec<Operation> = hidden.iter().map(|one| one.operation.clone()).collect();
    assert_eq!(found, [hide("b-f1"), hide("b-f7")]);
    for one in hidden {
        assert_eq!(one.reason, Reason::NotRelevant);
        assert_eq!(one.requirements, ["r1", "r2", "r3"]);
    }
    // What is left after that is enough: nothing more is hidden.
    let all = tailoring.proposals.iter();
    let changed = all.fold(resume, |resume, one| one.apply(&resume).unwrap_or(resume));
    let next = tailored("en", &facts, &posting(), &changed);
    assert!(next.proposals.is_empty(), "{:?}", next.proposals);
}

#[test]
fn few_statements_are_never_hidden() {
    let facts = facts(&[
        "Ran Kubernetes clusters",
        "Watered plants",
        "Sorted the post",
    ]);
    for count in 1..=3 {
        let facts = &facts[..count];
        let tailoring = tailored("en", facts, &posting(), &one_job(facts));
        let hidden = of(&tailoring, |one| matches!(one, Operation::HideItem { .. }));
        assert!(hidden.is_empty(), "{count}");
    }
}

#[test]
fn nothing_is_moved_hidden_or_summarised_without_a_requirement() {
    let texts = [
        "Watered plants",
        "Mentored three junior engineers",
        "Moved the booking system to events",
        "Never used Kafka",
        "Wrote unit tests",
        "Sorted the post",
    ];
    let facts = facts(&texts);
    let mut resume = one_job(&facts);
    resume.skills = vec!["Excel".to_owned(), "Welding".to_owned()];
    let postings = [
        asks(&[]),
        asks(&["Haskell", "Welding"]),
        asks(&["Three or more years of experience", "A/B testing"]),
        asks(&["Kafka", "A ticketing system", "Data Engineer"]),
    ];
    for posting in postings {
        let tailoring = tailored("en", &facts, &posting, &resume);
        assert!(tailoring.supported.is_empty(), "{:?}", tailoring.supported);
        let changes: Vec<_> = of(&tailoring, |one| {
            !matches!(one, Operation::RephraseBullet { .. })
        });
        assert!(changes.is_empty(), "{changes:?}");
    }
}

#[test]
fn orders_name_what_they_bring_forward() {
    let facts = super::facts();
    let tailoring = tailored("en", &facts, &posting(), &resume(&facts));
    let orders = of(&tailoring, |one| {
        matches!(
            one,
            Operation::ReorderItems { .. } | Operation::ReorderSkills { .. }
        )
    });
    assert_eq!(orders.len(), 2);
    assert!(orders.iter().all(|one| !one.requirements.is_empty()));
    // In that order already: no proposal.
    let sorted = super::super::tests::facts()
        .into_iter()
        .filter(|fact| ["f2", "f3", "f5"].contains(&fact.id.as_str()))
        .collect::<Vec<_>>();
    let tailoring = tailored("en", &sorted, &posting(), &one_job(&sorted));
    let orders = of(&tailoring, |one| {
        matches!(one, Operation::ReorderItems { .. })
    });
    assert!(orders.is_empty());
}

#[test]
fn summary_does_not_repeat_itself() {
    for (code, posting, texts) in people() {
        let mut facts = facts(texts);
        for fact in &mut facts {
            fact.title = Some(
                if code == "en" {
                    "Shift Lead"
                } else {
                    "Schichtleiter"
                }
                .to_owned(),
            );
        }
        let tailoring = tailored(code, &facts, &posting, &one_job(&facts));
        let Operation::SetSummary { sentences } = &of(&tailoring, is_summary)[0].operation else {
            panic!();
        };
        let text = joined(sentences);
        assert_eq!(text.matches("Fernhill").count(), 1, "{text}");
        let starts: std::collections::BTreeSet<String> = sentences
            .iter()
            .map(|one| one.text.split(' ').take(3).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(starts.len(), sentences.len(), "{text}");
    }
}

/// Languages, postings and statements.
pub(super) fn people() -> Vec<(&'static str, Posting, &'static [&'static str])> {
    vec![
        (
            "en",
            asks(&["Kubernetes", "PostgreSQL"]),
            &[
                "Ran 14 Kubernetes clusters",
                "Moved the backups to PostgreSQL",
            ],
        ),
        (
            "en",
            asks(&["Food hygiene", "Training new cooks"]),
            &["Checked food hygiene in two kitchens", "Trained new cooks"],
        ),
        (
            "en",
            asks(&["Night shifts", "Forklift"]),
            &[
                "Planned night shifts for 12 people",
                "Drove a forklift in two halls",
            ],
        ),
        (
            "en",
            asks(&["Customer service", "Stocktaking"]),
            &[
                "Gave customer service at the till",
                "Did the stocktaking twice a year",
            ],
        ),
        (
            "en",
            asks(&["Python", "Docker"]),
            &[
                "Wrote import scripts in Python, which saved a day each week",
                "Set up Docker for the whole team",
            ],
        ),
        (
            "de",
            asks(&["Kubernetes", "PostgreSQL"]),
            &[
                "14 Kubernetes-Cluster betrieben",
                "Backups auf PostgreSQL umgestellt",
            ],
        ),
        (
            "de",
            asks(&["Nachtdienste planen", "Wundversorgung"]),
            &[
                "Nachtdienste für 12 Pflegekräfte geplant",
                "Wundversorgung übernommen",
            ],
        ),
        (
            "de",
            asks(&["Inventur", "Kassenabrechnung"]),
            &[
                "Inventur durchgeführt",
                "Kassenabrechnung für drei Filialen gemacht",
            ],
        ),
        (
            "de",
            asks(&["Schweißen", "Wartung von Pressen"]),
            &["Schweißen von Rahmen nach Plan", "Pressen gewartet"],
        ),
        (
            "de",
            asks(&["Lüftungsanlagen reinigen", "Docker"]),
            &["Lüftungsanlagen gereinigt", "Docker im Team eingeführt"],
        ),
    ]
}
