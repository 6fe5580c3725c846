//! Invented people and postings of many trades, with odd facts.

use super::trades::{ENGLISH, GERMAN};
use crate::{
    compose::random::Random,
    fact::{Fact, FactKind, PartialDate},
    posting::{Posting, Requirement},
};

const ODD: &[&str] = &[
    "🚀 Shipped it 🚀",
    "TEAM LEAD OF 12 AT THE MAIN SITE",
    "\"Employee of the month\" in May 2019 and \"Best team\"",
    "Various tasks; some more; and others; etc.",
    "Responsible for the",
    "…",
    "Did A, B, C, D, E, F, G and H for the whole of the department, which had been without a manager for nearly two years, until the new one came and took over everything that I had built, from the first plan to the last report",
    "1.000 Kunden betreut (B2B",
    "- • * Leitung",
    "Worked 24/7 on-call, 99.95% uptime, <5 min MTTR",
    "• Verkauf",
    "Ran the shop. Ordered goods. Paid staff.",
    "Kunden: Beratung, Verkauf, Kasse",
    "not applicable",
    "C++ / C# / Java",
    "Won 1st prize at the county show",
    "I was the only one who could open the safe",
    "Ich",
    "SEHR GUTE KENNTNISSE IN EXCEL UND WORD",
    "Reduced costs by $1.2m; grew revenue 3x",
    "https://example.test/portfolio",
    "Mitglied des Betriebsrats (2018–2020)",
    "Sales\tand\nmarketing",
    "Verantwortlich für 3 Filialen & 40 Mitarbeiter",
];
const ORGANISATIONS: &[&str] = &[
    "Fernhill",
    "Cargolane",
    "Möbel Thiele KG",
    "Hotel Seeblick",
    "University of Exbridge",
    "J. Holt & Sons",
    "self-employed",
    "St Brannock's Nursing Home",
    "Stadtwerke Auental",
    "ACME",
    "Universität Beispielstadt",
    "Klinikum Auental",
];
const COMPANIES: &[&str] = &[
    "Marl",
    "Nordhafen Logistik GmbH",
    "Kanzlei Rehmann & Voss",
    "Brightwater Foods Ltd",
    "",
    "Tidewell Studio",
];
const CERTIFICATES: &[&str] = &[
    "Forklift licence, 2018",
    "CKA, May 2024",
    "Staplerschein (2018)",
    "Full UK driving licence",
    "Ersthelfer",
    "NMC registration",
];
const LANGUAGES: &[&str] = &[
    "German, C1",
    "Englisch: fließend",
    "French (native)",
    "Deutsch",
    "Klingon B2",
];
const EDUCATION: &[&str] = &[
    "BSc Informatics, University of Exbridge, 2014-2017",
    "Ausbildung zur Köchin",
    "Erstes Staatsexamen, Universität Beispielstadt, 2017",
    "A levels",
];
const SUFFIXES: &[&str] = &["", " (m/w/d)", "*in", " – Teilzeit", ", Platform"];

/// A person with a posting.
pub(super) struct Case {
    pub language: &'static str,
    pub facts: Vec<Fact>,
    pub posting: Posting,
}

fn pick<T: Copy>(random: &mut Random, values: &[T], count: usize) -> Vec<T> {
    random
        .shuffled(values.iter().copied())
        .into_iter()
        .take(count)
        .collect()
}

fn one<T: Copy>(random: &mut Random, values: &[T]) -> T {
    pick(random, values, 1)[0]
}

/// The case with this number.
pub(super) fn case(number: u64) -> Case {
    let mut random = Random::of(number, "case");
    let language = one(&mut random, &["en", "de"]);
    let trades = if language == "en" { ENGLISH } else { GERMAN };
    let trade = &trades[one(&mut random, &(0..trades.len()).collect::<Vec<_>>())];
    let other = &trades[one(&mut random, &(0..trades.len()).collect::<Vec<_>>())];
    let mut facts = Vec::new();
    let organisations = pick(&mut random, ORGANISATIONS, 3);
    let starts: Vec<i32> = vec![2021, 2017, 2012];
    for (index, organisation) in organisations.iter().enumerate() {
        let trade = if index == 2 { other } else { trade };
        let title = if one(&mut random, &[true, true, false]) {
            trade.title
        } else {
            other.title
        };
        let known = one(&mut random, &[true, true, true, false]);
        let current = index == 0 && one(&mut random, &[true, true, false]);
        let mut bullets = pick(&mut random, trade.bullets, 3);
        bullets.extend(pick(&mut random, ODD, 1));
        let role = format!("{title} at {organisation}");
        let texts = std::iter::once((FactKind::Role, role.as_str())).chain(
            bullets
                .into_iter()
                .map(|text| (FactKind::Achievement, text)),
        );
        for (kind, text) in texts {
            let mut fact = Fact::new(&format!("f{}", facts.len() + 1), kind, text);
            if known {
                fact.organisation = Some((*organisation).to_owned());
                fact.title = Some(title.to_owned());
                fact.from = Some(PartialDate::month(starts[index], 4));
                fact.to = (!current).then(|| PartialDate::month(starts[index] + 3, 2));
                fact.current = current;
            }
            facts.push(fact);
        }
    }
    let further = [
        (FactKind::Skill, trade.skills),
        (FactKind::Certification, CERTIFICATES),
        (FactKind::Language, LANGUAGES),
        (FactKind::Education, EDUCATION),
        (FactKind::Project, ODD),
        (FactKind::Volunteering, other.bullets),
        (FactKind::Award, &["Apprentice of the year 2019"]),
        (FactKind::Publication, &["Notes on \"Safe\" Lifting"]),
    ];
    for (kind, texts) in further {
        for text in pick(&mut random, texts, 2) {
            facts.push(Fact::new(&format!("f{}", facts.len() + 1), kind, text));
        }
    }
    let requirements = trade
        .asked
        .iter()
        .enumerate()
        .map(|(index, text)| Requirement {
            id: format!("r{}", index + 1),
            text: (*text).to_owned(),
            skill: taxonomy::Taxonomy::curated()
                .named_skill(text)
                .map(|skill| skill.id().clone()),
            required: index < 3,
        });
    let posting = Posting {
        title: format!("{}{}", trade.title, one(&mut random, SUFFIXES)),
        company: one(&mut random, COMPANIES).to_owned(),
        locations: vec!["Bremen".to_owned()],
        requirements: requirements.collect(),
    };
    Case {
        language,
        facts,
        posting,
    }
}
