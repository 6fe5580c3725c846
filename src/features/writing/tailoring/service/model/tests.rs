//! Tests of names of statements, and of contents that tailoring makes.

use uuid::Uuid;
use writing::tailor::{Operation, model::Resume};

use super::{Cited, of, written};
use crate::{
    features::writing::resumes::{Citation, Content, Item, Section, SectionKind, Statement},
    types::id::EvidenceId,
};

fn fact(number: u128) -> EvidenceId {
    EvidenceId(Uuid::from_u128(number))
}

fn statement(text: &str, cited: &[u128]) -> Statement {
    let citation = |number: &u128| Citation {
        evidence: fact(*number),
        version: 1,
    };
    Statement {
        text: text.to_owned(),
        citations: cited.iter().map(citation).collect(),
        hidden: false,
    }
}

fn item(key: &str, title: &str, statements: Vec<Statement>) -> Item {
    Item {
        key: key.to_owned(),
        source: None,
        title: title.to_owned(),
        organization: String::new(),
        location: String::new(),
        url: None,
        started_on: None,
        ended_on: None,
        detail: String::new(),
        hidden: false,
        statements,
    }
}

fn content() -> Content {
    let section = |kind, items| Section {
        kind,
        heading: String::new(),
        items,
    };
    let baker = vec![
        statement("Baked bread.", &[1]),
        statement("Led two people.", &[2]),
        statement("Led three people.", &[2]),
        statement("Cleaned.", &[]),
        statement("Cleaned.", &[]),
    ];
    Content {
        summary: vec![statement("Bakes.", &[])],
        sections: vec![
            section(SectionKind::Work, vec![item("i1", "Baker", baker)]),
            section(
                SectionKind::Skills,
                vec![
                    item("i2", "Bread", vec![statement("Rye.", &[])]),
                    item("i3", "Cakes", Vec::new()),
                ],
            ),
        ],
        ..Content::default()
    }
}

fn names(resume: &Resume) -> Vec<&str> {
    resume.bullets().map(|bullet| bullet.id.as_str()).collect()
}

fn applied(content: &Content, operation: &Operation, cited: &Cited) -> Content {
    let before = of(content);
    let hash = operation.base_hash(&before).unwrap();
    let after = operation.apply(&before, &hash).unwrap();
    written(content, (&before, &after), cited)
}

#[test]
fn statements_have_names_of_their_own_which_they_keep_when_they_are_moved() {
    let content = content();
    let resume = of(&content);
    let found = names(&resume);
    assert_eq!(found[0], format!("i1.{}", fact(1)));
    let mut distinct = found.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), found.len(), "{found:?}");
    let order: Vec<String> = [2, 0, 1, 4, 3].map(|at: usize| found[at].to_owned()).into();
    let moved = Operation::ReorderItems {
        parent: "i1".to_owned(),
        order: order.clone(),
    };
    let moved = applied(&content, &moved, &Cited::default());
    let texts: Vec<&str> = moved.sections[0].items[0]
        .statements
        .iter()
        .map(|one| one.text.as_str())
        .collect();
    assert_eq!(
        texts[..3],
        ["Led three people.", "Baked bread.", "Led two people."]
    );
    assert_eq!(names(&of(&moved))[..3], order[..3]);
}

#[test]
fn new_words_cite_the_version_that_they_rest_on() {
    let content = content();
    let name = names(&of(&content))[0].to_owned();
    let new = Operation::RephraseBullet {
        bullet: name.clone(),
        fact_id: fact(1).to_string(),
        new_text: "Baked good bread.".to_owned(),
    };
    let mut cited = Cited::default();
    let version = Citation {
        evidence: fact(1),
        version: 4,
    };
    cited.statements.insert(name.clone(), vec![version]);
    let changed = applied(&content, &new, &cited);
    let statement = &changed.sections[0].items[0].statements[0];
    assert_eq!(
        (statement.text.as_str(), &statement.citations),
        ("Baked good bread.", &vec![version])
    );
    assert_eq!(names(&of(&changed))[0], name);
}

#[test]
fn nothing_else_is_changed() {
    let content = content();
    let resume = of(&content);
    assert_eq!(
        written(&content, (&resume, &resume), &Cited::default()),
        content
    );
    let order = vec!["Cakes".to_owned(), "Bread".to_owned()];
    let changed = applied(
        &content,
        &Operation::ReorderSkills { order },
        &Cited::default(),
    );
    let skills = &changed.sections[1].items;
    assert_eq!(
        (skills[0].key.as_str(), skills[1].key.as_str()),
        ("i3", "i2")
    );
    assert_eq!(skills[1].statements[0].text, "Rye.");
    assert_eq!(changed.sections[0], content.sections[0]);
    let hidden = Operation::HideItem {
        id: names(&resume)[3].to_owned(),
    };
    let changed = applied(&content, &hidden, &Cited::default());
    let shown: Vec<bool> = changed.sections[0].items[0]
        .statements
        .iter()
        .map(|one| one.hidden)
        .collect();
    assert_eq!(shown, [false, false, false, true, false]);
}
