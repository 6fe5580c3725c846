//! Tests of tailoring.

mod harm;

use std::collections::BTreeSet;

use super::{
    Mismatch, Operation, Reason, Tailor, Tailoring,
    model::{Bullet, Item, Record, Resume, Section},
};
use crate::{
    fact::{Fact, FactKind, PartialDate},
    knowledge::Knowledge,
    language::Language,
    posting::{Posting, Requirement},
    refusal::{Refusal, Rule},
    sentence::Sentence,
};

fn fact(id: &str, organisation: &str, text: &str) -> Fact {
    let mut fact = Fact::new(id, FactKind::Achievement, text);
    fact.organisation = Some(organisation.to_owned());
    fact.title = Some("Platform Engineer".to_owned());
    fact.from = Some(PartialDate::month(2021, 3));
    fact.current = organisation == "Fernhill";
    fact
}

fn facts() -> Vec<Fact> {
    vec![
        fact("f1", "Fernhill", "I ordered the office plants."),
        fact("f2", "Fernhill", "Successfully ran 14 Kubernetes clusters"),
        fact("f3", "Fernhill", "MOVED THE BACKUPS TO POSTGRESQL"),
        fact("f4", "Fernhill", "Watered plants"),
        fact("f5", "Fernhill", "Kept clusters alive, Terraform included"),
        fact("f6", "Cargolane", "Sorted parcels"),
    ]
}

fn resume(facts: &[Fact]) -> Resume {
    let bullet = |fact: &Fact| Bullet {
        id: format!("b-{}", fact.id),
        fact: fact.id.clone(),
        text: fact.text.clone(),
        ..Bullet::default()
    };
    let item = |id: &str, organisation: &str| Item {
        id: id.to_owned(),
        record: Record {
            organisation: organisation.to_owned(),
            title: "Platform Engineer".to_owned(),
            dates: "2021 – today".to_owned(),
            licence: String::new(),
        },
        hidden: false,
        bullets: facts
            .iter()
            .filter(|fact| fact.organisation.as_deref() == Some(organisation))
            .map(bullet)
            .collect(),
    };
    let mut work = Section {
        id: "s1".to_owned(),
        heading: "Work".to_owned(),
        items: vec![item("i1", "Fernhill"), item("i2", "Cargolane")],
    };
    work.items[0].bullets[4].text = "Kept clusters alive".to_owned();
    work.items[0].bullets[4].variants = vec!["Kept clusters alive, Terraform included".to_owned()];
    Resume {
        name: "Kim Example".to_owned(),
        summary: Vec::new(),
        summary_is_proposed: false,
        skills: vec!["Excel".to_owned(), "Kubernetes".to_owned()],
        sections: vec![work],
    }
}

fn asks(texts: &[&str]) -> Posting {
    let numbered = texts.iter().enumerate();
    let requirements = numbered.map(|(index, text)| Requirement {
        id: format!("r{}", index + 1),
        text: (*text).to_owned(),
        skill: taxonomy::Taxonomy::curated()
            .named_skill(text)
            .map(|skill| skill.id().clone()),
        required: true,
    });
    Posting {
        title: "Site Reliability Engineer".to_owned(),
        company: "Marl".to_owned(),
        locations: Vec::new(),
        requirements: requirements.collect(),
    }
}

fn posting() -> Posting {
    asks(&[
        "Kubernetes",
        "PostgreSQL",
        "Terraform",
        "Rust",
        "5+ years of experience",
    ])
}

fn proposed(verify: &dyn Fn(&Sentence) -> Vec<Refusal>) -> (Resume, Tailoring) {
    let (facts, posting) = (facts(), posting());
    let resume = resume(&facts);
    let tailor = Tailor {
        knowledge: Knowledge::curated(),
        facts: &facts,
        posting: &posting,
        language: Language::of("en").unwrap(),
        verify,
    };
    let tailoring = tailor.propose(&resume);
    (resume, tailoring)
}

fn operations(tailoring: &Tailoring) -> Vec<&Operation> {
    tailoring
        .proposals
        .iter()
        .map(|proposal| &proposal.operation)
        .collect()
}

#[test]
fn statements_that_matter_come_first_and_others_are_hidden() {
    let (_, tailoring) = proposed(&|_| Vec::new());
    let order = operations(&tailoring)
        .into_iter()
        .find_map(|operation| match operation {
            Operation::ReorderItems { parent, order } if parent == "i1" => Some(order.clone()),
            _ => None,
        });
    let order = order.unwrap();
    assert_eq!(
        order.iter().take(3).collect::<BTreeSet<_>>(),
        ["b-f2", "b-f3", "b-f5"].map(str::to_owned).iter().collect()
    );
    assert!(operations(&tailoring).contains(&&Operation::HideItem {
        id: "b-f4".to_owned()
    }));
    assert_eq!(tailoring.missing, ["r4"]);
    assert_eq!(tailoring.supported, ["r1", "r2", "r3"]);
}

#[test]
fn words_are_only_changed_safely() {
    let (_, tailoring) = proposed(&|_| Vec::new());
    let new: Vec<&str> = operations(&tailoring)
        .into_iter()
        .filter_map(|operation| match operation {
            Operation::RephraseBullet { new_text, .. } => Some(new_text.as_str()),
            Operation::PickVariant { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(
        new,
        [
            "Ordered the office plants.",
            "Ran 14 Kubernetes clusters",
            "Moved the backups to PostgreSQL",
            "Kept clusters alive, Terraform included"
        ]
    );
    let skills = operations(&tailoring)
        .into_iter()
        .find_map(|operation| match operation {
            Operation::ReorderSkills { order } => Some(order.clone()),
            _ => None,
        });
    assert_eq!(skills.unwrap(), ["Kubernetes", "Excel"]);
}

#[test]
fn summary_cites_facts() {
    let (resume, tailoring) = proposed(&|_| Vec::new());
    let summary = tailoring
        .proposals
        .iter()
        .find(|proposal| proposal.reason == Reason::SummarisesEvidence)
        .unwrap();
    let changed = summary.apply(&resume).unwrap();
    assert!(changed.summary.len() >= 2);
    assert!(
        changed
            .summary
            .iter()
            .all(|sentence| !sentence.facts.is_empty())
    );
}

#[test]
fn refused_words_are_not_proposed() {
    let refuse = |sentence: &Sentence| {
        let end = sentence.text.len();
        let refusal = Refusal {
            rule: Rule::Number,
            start: 0,
            end,
            detail: String::new(),
        };
        if sentence.text.contains("14") {
            vec![refusal]
        } else {
            Vec::new()
        }
    };
    let (_, tailoring) = proposed(&refuse);
    let texts = format!("{:?}", operations(&tailoring));
    assert!(!texts.contains("14"), "{texts}");
    let refuse_variant = |sentence: &Sentence| {
        if sentence.text.ends_with("included") {
            refuse(&Sentence {
                text: "14".to_owned(),
                ..sentence.clone()
            })
        } else {
            Vec::new()
        }
    };
    let (_, tailoring) = proposed(&refuse_variant);
    let texts = format!("{:?}", operations(&tailoring));
    assert!(!texts.contains("PickVariant"), "{texts}");
}

#[test]
fn statement_of_no_known_fact_stays_where_it_is() {
    let (facts, posting) = (facts(), posting());
    let mut resume = resume(&facts);
    let bullets = &mut resume.sections[0].items[0].bullets;
    for (index, fact) in [(0, ""), (3, "f-of-before")] {
        bullets[index].fact = fact.to_owned();
    }
    let tailor = Tailor {
        knowledge: Knowledge::curated(),
        facts: &facts,
        posting: &posting,
        language: Language::of("en").unwrap(),
        verify: &|_| Vec::new(),
    };
    let tailoring = tailor.propose(&resume);
    for operation in operations(&tailoring) {
        match operation {
            Operation::ReorderItems { order, .. } => {
                assert_eq!((&*order[0], &*order[3]), ("b-f1", "b-f4"));
            }
            other => assert!(!matches!(other, Operation::HideItem { .. }), "{other:?}"),
        }
    }
}

#[test]
fn what_is_hidden_is_not_moved_and_moves_nothing() {
    let (facts, posting) = (facts(), posting());
    let mut resume = resume(&facts);
    let work = &mut resume.sections[0];
    work.items[0].bullets[2].hidden = true;
    // A hidden project that shows what is asked, behind one that does not.
    let mut projects = work.clone();
    "s2".clone_into(&mut projects.id);
    projects.items.reverse();
    for item in &mut projects.items {
        item.id.push_str("-project");
        item.record.dates.clear();
        item.hidden = item.record.organisation == "Fernhill";
    }
    resume.sections.push(projects);
    let tailor = Tailor {
        knowledge: Knowledge::curated(),
        facts: &facts,
        posting: &posting,
        language: Language::of("en").unwrap(),
        verify: &|_| Vec::new(),
    };
    let tailoring = tailor.propose(&resume);
    let orders: Vec<(&str, &str)> = operations(&tailoring)
        .into_iter()
        .filter_map(|operation| match operation {
            Operation::ReorderItems { parent, order } => Some((parent.as_str(), &*order[2])),
            _ => None,
        })
        .collect();
    assert_eq!(orders, [("i1", "b-f3")]);
}

#[test]
fn change_that_does_not_fit_is_refused() {
    let (resume, tailoring) = proposed(&|_| Vec::new());
    let proposal = tailoring
        .proposals
        .iter()
        .find(|proposal| matches!(proposal.operation, Operation::RephraseBullet { .. }))
        .unwrap();
    let once = proposal.apply(&resume).unwrap();
    assert_eq!(proposal.apply(&once), Err(Mismatch::Changed));
    let apply = |operation: Operation| {
        let hash = operation.base_hash(&resume).unwrap_or_default();
        operation.apply(&resume, &hash).unwrap_err()
    };
    let order = |order: &[&str]| Operation::ReorderSkills {
        order: order.iter().map(|&name| name.to_owned()).collect(),
    };
    assert_eq!(apply(order(&["Excel"])), Mismatch::Invalid);
    assert_eq!(apply(order(&["Excel", "Excel"])), Mismatch::Invalid);
    assert_eq!(
        apply(order(&["Excel", "Kubernetes", "Rust"])),
        Mismatch::Invalid
    );
    assert_eq!(
        apply(Operation::HideItem {
            id: "b-f9".to_owned()
        }),
        Mismatch::Unknown
    );
    let variant = Operation::PickVariant {
        bullet: "b-f5".to_owned(),
        text: "Built a rocket".to_owned(),
    };
    assert_eq!(apply(variant), Mismatch::Invalid);
    let other = Operation::RephraseBullet {
        bullet: "b-f5".to_owned(),
        fact_id: "f1".to_owned(),
        new_text: "Kept".to_owned(),
    };
    assert_eq!(apply(other), Mismatch::Invalid);
}

/// The words of a résumé, in lower case.
fn words(resume: &Resume) -> BTreeSet<String> {
    let texts = resume
        .bullets()
        .map(|bullet| bullet.text.as_str())
        .chain(resume.skills.iter().map(String::as_str));
    let words = texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[test]
fn any_of_the_changes_in_any_order_keep_what_is_fixed_and_add_no_word() {
    let (resume, tailoring) = proposed(&|_| Vec::new());
    let count = tailoring.proposals.len();
    let all_words: BTreeSet<String> = words(&resume)
        .into_iter()
        .chain(facts().iter().flat_map(|fact| {
            fact.text
                .split(|c: char| !c.is_alphanumeric())
                .map(str::to_lowercase)
                .collect::<Vec<_>>()
        }))
        .collect();
    let mut state = 7_u64;
    let mut next = move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap()
    };
    for _ in 0..500 {
        let mut changed = resume.clone();
        for _ in 0..next() % (count * 2) {
            let proposal = &tailoring.proposals[next() % count];
            match proposal.apply(&changed) {
                Ok(after) => {
                    // Once more is refused, or changes nothing.
                    assert!(
                        proposal.apply(&after).is_ok_and(|again| again == after)
                            || proposal.apply(&after) == Err(Mismatch::Changed)
                    );
                    changed = after;
                }
                Err(refused) => assert_eq!(refused, Mismatch::Changed),
            }
        }
        assert_eq!(changed.name, resume.name);
        assert_eq!(changed.records(), resume.records());
        let added: Vec<String> = words(&changed).difference(&all_words).cloned().collect();
        assert!(added.is_empty(), "{added:?}");
        assert_eq!(changed.bullets().count(), resume.bullets().count());
    }
}
