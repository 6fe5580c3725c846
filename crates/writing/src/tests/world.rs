//! The facts and the posting of the tables.

use std::sync::LazyLock;

use super::trades;
use crate::{
    fact::{Fact, FactKind, PartialDate},
    knowledge::Knowledge,
    language::Language,
    posting::{Posting, Requirement},
    sentence::{Paragraph, Sentence, SentenceKind},
    verifier::{Guarded, Verifier},
};

pub(super) const TODAY: PartialDate = PartialDate::month(2026, 11);
pub(super) const SYSTEM: &str = "Rules: You write one sentence for each line and never add a claim. Du schreibst einen Satz je Zeile und fügst nie eine Behauptung hinzu.";
pub(super) const BOUNDARY: &str = "BOUNDARY-7f3a91";

/// Id, kind, text, organisation and title, the first and the last month.
pub(super) type Row = (
    &'static str,
    FactKind,
    &'static str,
    Option<(&'static str, &'static str)>,
    Option<(i32, u32)>,
    Option<(i32, u32)>,
);

/// Facts that were written in English.
const ENGLISH: &[Row] = &[
    (
        "f1",
        FactKind::Achievement,
        "Ran 14 Kubernetes clusters and cut deploy time from 40 to 8 minutes.",
        Some(("Quayline", "Platform Engineer")),
        Some((2023, 3)),
        None,
    ),
    (
        "f2",
        FactKind::Achievement,
        "Migrated backups to PostgreSQL WAL archiving with two colleagues.",
        Some(("Brightwell Freight", "Systems Administrator")),
        Some((2019, 9)),
        Some((2023, 2)),
    ),
    ("f3", FactKind::Skill, "Terraform", None, None, None),
    (
        "f4",
        FactKind::Education,
        "BSc Informatics, University of Lindmark, 2016-2019",
        None,
        None,
        None,
    ),
    (
        "f5",
        FactKind::Certification,
        "CKA, May 2024",
        None,
        None,
        None,
    ),
    (
        "f6",
        FactKind::Role,
        "Platform Engineer at Quayline",
        Some(("Quayline", "Platform Engineer")),
        Some((2023, 3)),
        None,
    ),
    (
        "f7",
        FactKind::Role,
        "Systems Administrator at Brightwell Freight",
        Some(("Brightwell Freight", "Systems Administrator")),
        Some((2019, 9)),
        Some((2023, 2)),
    ),
    ("f8", FactKind::Language, "German (B2)", None, None, None),
    (
        "f9",
        FactKind::Achievement,
        "Led a team of five nurses on a ward with 24 beds.",
        Some(("St. Alder Hospital", "Ward Manager")),
        Some((2012, 1)),
        Some((2016, 6)),
    ),
    (
        "f10",
        FactKind::Achievement,
        "Handled 1,200 invoices a month without a single late payment.",
        Some(("Tallow & Reed", "Accounts Clerk")),
        Some((2010, 5)),
        Some((2011, 12)),
    ),
    (
        "f11",
        FactKind::Volunteering,
        "Taught basic Python to 30 pupils at a weekend club.",
        Some(("Codeclub Ostmoor", "Volunteer")),
        None,
        None,
    ),
    (
        "f12",
        FactKind::Project,
        "Wrote a command-line tool in Rust that parses 2 GB of logs in 3 seconds.",
        None,
        None,
        None,
    ),
    (
        "f13",
        FactKind::Achievement,
        "Increased online sales by 35% and revenue to $2.4 million.",
        Some(("Hazel Outdoor", "E-commerce Specialist")),
        Some((2016, 7)),
        Some((2019, 6)),
    ),
    (
        "f14",
        FactKind::Achievement,
        "Promoted safety at work and trained a dozen drivers.",
        Some(("Brightwell Freight", "Dispatcher")),
        Some((2009, 1)),
        Some((2010, 3)),
    ),
    (
        "f15",
        FactKind::Achievement,
        "Used Kubernetes in the test laboratory.",
        Some(("Ferrow Labs", "Technician")),
        Some((2005, 1)),
        Some((2009, 12)),
    ),
];

/// Facts that were written in German.
const GERMAN: &[Row] = &[
    (
        "f1",
        FactKind::Achievement,
        "14 Kubernetes-Cluster betrieben und die Bereitstellungszeit von 40 auf 8 Minuten gesenkt.",
        Some(("Kaihafen", "Plattformingenieur")),
        Some((2023, 3)),
        None,
    ),
    (
        "f2",
        FactKind::Achievement,
        "Sicherungen mit zwei Kollegen auf PostgreSQL umgestellt.",
        Some(("Hellbach Spedition", "Systemadministrator")),
        Some((2019, 9)),
        Some((2023, 2)),
    ),
    ("f3", FactKind::Skill, "Terraform", None, None, None),
    (
        "f4",
        FactKind::Education,
        "BSc Informatik, Hochschule Lindmark, 2016-2019",
        None,
        None,
        None,
    ),
    (
        "f5",
        FactKind::Certification,
        "CKA, Mai 2024",
        None,
        None,
        None,
    ),
    (
        "f6",
        FactKind::Role,
        "Plattformingenieur bei Kaihafen",
        Some(("Kaihafen", "Plattformingenieur")),
        Some((2023, 3)),
        None,
    ),
    (
        "f7",
        FactKind::Role,
        "Systemadministrator bei Hellbach Spedition",
        Some(("Hellbach Spedition", "Systemadministrator")),
        Some((2019, 9)),
        Some((2023, 2)),
    ),
    ("f8", FactKind::Language, "Englisch (B2)", None, None, None),
    (
        "f9",
        FactKind::Achievement,
        "Ein Team von fünf Pflegekräften auf einer Station mit 24 Betten geleitet.",
        Some(("Klinikum Erlenbruch", "Stationsleiter")),
        Some((2012, 1)),
        Some((2016, 6)),
    ),
    (
        "f10",
        FactKind::Achievement,
        "Monatlich 1.200 Rechnungen ohne eine verspätete Zahlung bearbeitet.",
        Some(("Talg & Rohr", "Buchhalter")),
        Some((2010, 5)),
        Some((2011, 12)),
    ),
    (
        "f11",
        FactKind::Volunteering,
        "30 Schülern in einem Wochenendkurs Python beigebracht.",
        Some(("Codeclub Ostmoor", "Ehrenamt")),
        None,
        None,
    ),
    (
        "f12",
        FactKind::Project,
        "Ein Werkzeug in Rust geschrieben, das 2 GB Protokolle in 3 Sekunden liest.",
        None,
        None,
        None,
    ),
    (
        "f13",
        FactKind::Achievement,
        "Den Onlineumsatz um 35 % auf 2,4 Mio. Euro gesteigert.",
        Some(("Hasel Outdoor", "E-Commerce-Spezialistin")),
        Some((2016, 7)),
        Some((2019, 6)),
    ),
    (
        "f15",
        FactKind::Achievement,
        "Kubernetes im Testlabor eingesetzt.",
        Some(("Ferrow Labor", "Techniker")),
        Some((2005, 1)),
        Some((2009, 12)),
    ),
];

pub(super) fn facts(language: &str) -> Vec<Fact> {
    read_facts(if language == "de" { GERMAN } else { ENGLISH })
}

fn read_facts(rows: &[Row]) -> Vec<Fact> {
    let date = |(year, month): (i32, u32)| PartialDate {
        year,
        month: (month > 0).then_some(month),
    };
    let facts = rows.iter().map(|(id, kind, text, role, from, to)| {
        let mut fact = Fact::new(id, *kind, text);
        let named = |name: &str| (!name.is_empty()).then(|| name.to_owned());
        fact.organisation = role.and_then(|(organisation, _)| named(organisation));
        fact.title = role.and_then(|(_, title)| named(title));
        fact.from = from.map(date);
        fact.to = to.map(date);
        fact.current = from.is_some() && to.is_none();
        fact
    });
    facts.collect()
}

fn posting(language: &str) -> Posting {
    let rows: &[(&str, &str, Option<&str>)] = if language == "de" {
        &[
            ("r1", "Erfahrung mit Kubernetes", Some("kubernetes")),
            ("r2", "PostgreSQL", Some("postgresql")),
            ("r3", "Rust", Some("rust")),
            ("r4", "5+ Jahre Berufserfahrung", None),
        ]
    } else {
        &[
            ("r1", "Experience with Kubernetes", Some("kubernetes")),
            ("r2", "PostgreSQL", Some("postgresql")),
            ("r3", "Rust", Some("rust")),
            ("r4", "5+ years of experience", None),
        ]
    };
    Posting {
        title: "Senior SRE".to_owned(),
        company: "Marlowe".to_owned(),
        locations: vec!["Berlin".to_owned()],
        requirements: requirements(rows),
    }
}

static VERIFIERS: LazyLock<[Verifier<'static>; 4]> = LazyLock::new(|| {
    let kitchen = Posting {
        title: "Head Chef".to_owned(),
        company: "Juniper House".to_owned(),
        locations: vec!["Leeds".to_owned()],
        requirements: requirements(&[
            ("r1", "At least 3 years as a sous chef", None),
            ("r2", "HACCP", None),
        ]),
    };
    [
        read("en", &facts("en"), &posting("en")),
        read("de", &facts("de"), &posting("de")),
        read("en", &read_facts(trades::ENGLISH), &kitchen),
        read("de", &read_facts(trades::GERMAN), &kitchen),
    ]
});

pub(super) fn verifier(language: &str) -> &'static Verifier<'static> {
    &VERIFIERS[usize::from(language == "de")]
}

pub(super) fn verifier_of_trades(language: &str) -> &'static Verifier<'static> {
    &VERIFIERS[2 + usize::from(language == "de")]
}

/// The facts of the trades, and a posting with this title.
pub(super) fn verifier_of_posting(language: &str, title: &str) -> Verifier<'static> {
    let rows = if language == "de" {
        trades::GERMAN
    } else {
        trades::ENGLISH
    };
    let posting = Posting {
        title: title.to_owned(),
        company: "Juniper House".to_owned(),
        locations: vec!["Leeds".to_owned()],
        requirements: Vec::new(),
    };
    let mut facts = read_facts(rows);
    facts.extend(read_facts(trades::MORE));
    read(language, &facts, &posting)
}

fn read(language: &str, facts: &[Fact], posting: &Posting) -> Verifier<'static> {
    Verifier::new(
        facts,
        posting,
        Language::of(language).unwrap(),
        Knowledge::curated(),
        Guarded {
            texts: &[SYSTEM],
            boundaries: &[BOUNDARY],
        },
        TODAY,
    )
}

fn requirements(rows: &[(&str, &str, Option<&str>)]) -> Vec<Requirement> {
    let rows = rows.iter().map(|(id, text, skill)| Requirement {
        id: (*id).to_owned(),
        text: (*text).to_owned(),
        skill: skill.map(taxonomy::SkillId::new),
        required: true,
    });
    rows.collect()
}

pub(super) fn sentence(text: &str, kind: &str, facts: &str, posting: &str) -> Sentence {
    let ids = |list: &str| {
        list.split(',')
            .filter(|id| !id.is_empty())
            .map(str::to_owned)
            .collect()
    };
    Sentence {
        text: text.to_owned(),
        kind: match kind {
            "C" => SentenceKind::Claim,
            "M" => SentenceKind::Motivation,
            _ => SentenceKind::Courtesy,
        },
        paragraph: Paragraph::Evidence,
        facts: ids(facts),
        posting: ids(posting),
    }
}
