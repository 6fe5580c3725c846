//! Tests of the differences between two contents.

use proptest::{collection::vec, prelude::*};

use super::{Difference, DifferenceKind, diff};
use crate::{
    features::writing::{
        Language,
        resumes::{Citation, Content, Item, Link, Section, SectionKind, Statement},
    },
    types::{
        id::{EvidenceId, TypedId},
        partial_date::PartialDate,
    },
};

fn statement(text: &str) -> Statement {
    Statement {
        text: text.to_owned(),
        ..Statement::default()
    }
}

fn item(key: &str, title: &str, statements: &[&str]) -> Item {
    Item {
        key: key.to_owned(),
        source: None,
        title: title.to_owned(),
        organization: "Fernhill".to_owned(),
        location: String::new(),
        url: None,
        started_on: PartialDate::parse_text("2020"),
        ended_on: None,
        detail: String::new(),
        hidden: false,
        statements: statements.iter().map(|text| statement(text)).collect(),
    }
}

fn work(items: Vec<Item>) -> Content {
    Content {
        name: "Ada".to_owned(),
        sections: vec![Section {
            kind: SectionKind::Work,
            heading: String::new(),
            items,
        }],
        ..Content::default()
    }
}

/// The differences as lines: kind, place, before, after.
fn lines(before: &Content, after: &Content) -> Vec<String> {
    let line = |found: Difference| {
        let kind = match found.kind {
            DifferenceKind::Added => '+',
            DifferenceKind::Removed => '-',
            DifferenceKind::Changed => '~',
            DifferenceKind::Moved => '>',
        };
        let place = found.place_after.or(found.place_before).unwrap();
        let (before, after) = (
            found.before.unwrap_or_default(),
            found.after.unwrap_or_default(),
        );
        format!("{kind} {place}: {before} | {after}")
    };
    diff(before, after).into_iter().map(line).collect()
}

#[test]
fn each_kind_of_difference_has_its_place_and_its_texts() {
    let before = work(vec![
        item(
            "i1",
            "Baker",
            &[
                "Led two people.",
                "Baked 300 loaves a day.",
                "Opened a shop.",
            ],
        ),
        item("i2", "Cook", &[]),
    ]);
    for (change, expected) in [
        (
            Box::new(|content: &mut Content| content.headline = "Baker".to_owned())
                as Box<dyn Fn(&mut Content)>,
            vec!["+ headline:  | Baker"],
        ),
        (
            Box::new(|content| content.name = "Ada L.".to_owned()),
            vec!["~ name: Ada | Ada L."],
        ),
        (
            Box::new(|content| content.language = Language::De),
            vec!["~ language: en | de"],
        ),
        (
            Box::new(|content| content.sections[0].items[0].title = "Head baker".to_owned()),
            vec!["~ sections.WORK.items.i1.title: Baker | Head baker"],
        ),
        (
            Box::new(|content| content.sections[0].items.swap(0, 1)),
            vec!["> sections.WORK.items.i2: 1 | 0"],
        ),
        (
            Box::new(|content| {
                content.sections[0].items.remove(1);
            }),
            vec!["- sections.WORK.items.i2: Cook, Fernhill, 2020 | "],
        ),
        (
            Box::new(|content| {
                content.sections[0].items[0].statements[1].text =
                    "Baked 400 loaves a day.".to_owned();
            }),
            vec![
                "~ sections.WORK.items.i1.statements.1: Baked 300 loaves a day. | Baked 400 loaves a day.",
            ],
        ),
        (
            Box::new(|content| {
                let statements = &mut content.sections[0].items[0].statements;
                let last = statements.pop().unwrap();
                statements.insert(0, last);
            }),
            vec!["> sections.WORK.items.i1.statements.0: 2 | 0"],
        ),
        (
            Box::new(|content| {
                content.sections[0].items[0].statements.remove(0);
            }),
            vec!["- sections.WORK.items.i1.statements.0: Led two people. | "],
        ),
        (
            Box::new(|content| content.summary.push(statement("A baker."))),
            vec!["+ summary.0:  | A baker."],
        ),
        (
            Box::new(|content| content.sections[0].items[0].statements[0].hidden = true),
            vec!["~ sections.WORK.items.i1.statements.0.hidden: false | true"],
        ),
        (
            Box::new(|content| content.sections.clear()),
            vec![
                "- sections.WORK:  | ",
                "- sections.WORK.items.i1: Baker, Fernhill, 2020 | ",
                "- sections.WORK.items.i1.statements.0: Led two people. | ",
                "- sections.WORK.items.i1.statements.1: Baked 300 loaves a day. | ",
                "- sections.WORK.items.i1.statements.2: Opened a shop. | ",
                "- sections.WORK.items.i2: Cook, Fernhill, 2020 | ",
            ],
        ),
    ] {
        let mut after = before.clone();
        change(&mut after);
        assert_eq!(lines(&before, &after), expected);
    }
}

#[test]
fn a_statement_with_other_words_about_the_same_fact_was_changed() {
    let fact = EvidenceId::from_uuid(uuid::Uuid::from_u128(7));
    let mut before = work(vec![item("i1", "Baker", &["Ran it all.", "Sold cake."])]);
    let citation = |version| Citation {
        evidence: fact,
        version,
    };
    before.sections[0].items[0].statements[0].citations = vec![citation(1)];
    let mut after = work(vec![item(
        "i1",
        "Baker",
        &["Sold cake.", "Led four bakeries."],
    )]);
    after.sections[0].items[0].statements[1].citations = vec![citation(2)];
    let place = "sections.WORK.items.i1.statements";
    assert_eq!(
        lines(&before, &after),
        [
            format!("~ {place}.1.citations: {fact} version 1 | {fact} version 2"),
            format!("~ {place}.1: Ran it all. | Led four bakeries."),
            format!("> {place}.0: 1 | 0"),
        ]
    );
}

#[test]
fn a_moved_statement_is_named_once_however_many_it_passes() {
    let texts: Vec<String> = (0..30).map(|n| format!("Statement number {n}.")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let before = work(vec![item("i1", "Baker", &texts)]);
    let mut after = before.clone();
    let statements = &mut after.sections[0].items[0].statements;
    let moved = statements.remove(3);
    statements.push(moved);
    assert_eq!(
        lines(&before, &after),
        ["> sections.WORK.items.i1.statements.29: 3 | 29"]
    );
}

fn words() -> impl Strategy<Value = String> {
    vec(
        prop_oneof!["led", "built", "sold", "cake", "bread", "ten"],
        0..4,
    )
    .prop_map(|words| words.join(" "))
}

fn some_statements() -> impl Strategy<Value = Vec<Statement>> {
    let citation = (0_u128..3, 1..3).prop_map(|(fact, version)| Citation {
        evidence: EvidenceId::from_uuid(uuid::Uuid::from_u128(fact)),
        version,
    });
    let one = (words(), vec(citation, 0..2), any::<bool>());
    let one = one.prop_map(|(text, citations, hidden)| Statement {
        text,
        citations,
        hidden,
    });
    vec(one, 0..5)
}

fn some_items() -> impl Strategy<Value = Vec<Item>> {
    let keys = prop::sample::subsequence((1..6).collect::<Vec<u32>>(), 0..5).prop_shuffle();
    let one = (
        words(),
        words(),
        any::<bool>(),
        2019_u32..2022,
        some_statements(),
    );
    (keys, vec(one, 5)).prop_map(|(keys, values)| {
        let of = keys.into_iter().zip(values);
        of.map(|(key, (title, detail, hidden, year, statements))| Item {
            detail,
            hidden,
            started_on: PartialDate::parse_text(&u32::to_string(&year)),
            statements,
            ..item(&format!("i{key}"), &title, &[])
        })
        .collect()
    })
}

fn some_content() -> impl Strategy<Value = Content> {
    let kinds = vec![SectionKind::Work, SectionKind::Skills, SectionKind::Awards];
    let kinds = prop::sample::subsequence(kinds, 0..4).prop_shuffle();
    let links = vec(
        (
            words(),
            prop_oneof!["https://x.example/", "https://y.example/"],
        ),
        0..3,
    );
    let sections = vec((words(), some_items()), 3);
    (words(), words(), links, some_statements(), kinds, sections).prop_map(
        |(name, headline, links, summary, kinds, sections)| Content {
            name,
            headline,
            links: links
                .into_iter()
                .map(|(label, url)| Link { label, url })
                .collect(),
            summary,
            sections: kinds
                .into_iter()
                .zip(sections)
                .map(|(kind, (heading, items))| Section {
                    kind,
                    heading,
                    items,
                })
                .collect(),
            ..Content::default()
        },
    )
}

/// The difference in the other direction.
fn reversed(found: Difference) -> Difference {
    Difference {
        kind: match found.kind {
            DifferenceKind::Added => DifferenceKind::Removed,
            DifferenceKind::Removed => DifferenceKind::Added,
            same => same,
        },
        place_before: found.place_after,
        place_after: found.place_before,
        before: found.after,
        after: found.before,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn equal_contents_have_no_difference_and_others_have_some(one in some_content(), other in some_content()) {
        prop_assert_eq!(diff(&one, &one), []);
        prop_assert_eq!(diff(&one, &other).is_empty(), one == other);
    }

    #[test]
    fn the_differences_in_the_other_direction_are_the_same_reversed(one in some_content(), other in some_content()) {
        let mut there = diff(&one, &other);
        let mut back: Vec<Difference> = diff(&other, &one).into_iter().map(reversed).collect();
        there.sort();
        back.sort();
        prop_assert_eq!(there, back);
    }

    #[test]
    fn the_order_of_statements_is_named_by_the_fewest_moves(
        order in Just((0..8).collect::<Vec<usize>>()).prop_shuffle()
    ) {
        let texts: Vec<String> = order.iter().map(|n| format!("Only {}", "x".repeat(*n + 1))).collect();
        let mut sorted = texts.clone();
        sorted.sort();
        let of = |texts: &[String]| {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            work(vec![item("i1", "Baker", &texts)])
        };
        let found = diff(&of(&texts), &of(&sorted));
        prop_assert!(found.iter().all(|found| found.kind == DifferenceKind::Moved));
        // The longest increasing run of a permutation, by trying all subsets.
        let longest = (0_u32..256)
            .filter(|set| {
                let kept: Vec<usize> = order.iter().copied().filter(|n| set & (1 << n) != 0).collect();
                kept.is_sorted()
            })
            .map(u32::count_ones)
            .max()
            .unwrap();
        prop_assert_eq!(found.len(), 8 - usize::try_from(longest).unwrap());
    }
}
