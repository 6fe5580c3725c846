//! Tests of who decides about the text of a letter: an author who lies is refused.

use writing::{
    fact::{Fact, FactKind, PartialDate},
    posting::{Posting, Requirement},
    refusal::Rule,
    sentence::{Paragraph, Sentence, SentenceKind},
};

use super::{Draft, Proposed, Step, judge_all, write};
use crate::features::writing::letters::service::material::Material;

const TRUE: &str = "At Fernhill, I ran 14 Kubernetes clusters.";

fn material() -> Material {
    let fact = |id: &str, text: &str| Fact {
        organisation: Some("Fernhill".to_owned()),
        title: Some("Platform Engineer".to_owned()),
        from: Some(PartialDate::month(2021, 3)),
        current: true,
        ..Fact::new(id, FactKind::Achievement, text)
    };
    let facts = vec![
        fact("f1", "Ran 14 Kubernetes clusters"),
        fact("f2", "Moved the backups to PostgreSQL"),
    ];
    let asked = ["Kubernetes", "PostgreSQL"].iter().enumerate();
    let requirements = asked.map(|(index, text)| Requirement {
        id: format!("r{index}"),
        text: (*text).to_owned(),
        skill: None,
        required: true,
    });
    let posting = Posting {
        title: "Site Reliability Engineer".to_owned(),
        company: "Marl".to_owned(),
        locations: Vec::new(),
        requirements: requirements.collect(),
    };
    Material::of_test(facts, posting)
}

fn claim(text: &str, fact: &str) -> Proposed {
    Proposed {
        sentence: Sentence {
            text: text.to_owned(),
            kind: SentenceKind::Claim,
            paragraph: Paragraph::Evidence,
            facts: Some(fact.to_owned())
                .filter(|fact| !fact.is_empty())
                .into_iter()
                .collect(),
            posting: Vec::new(),
        },
        begins: false,
        // No place in the letter of the composer, so that nothing takes the place of a lie.
        slot: u32::MAX,
        variant: 0,
    }
}

/// The texts that are accepted, and the rules that refused the others, of these sentences.
fn judged(sentences: Vec<Proposed>) -> (Vec<String>, Vec<Vec<Rule>>) {
    let draft = Draft {
        greeting: "Dear hiring team,".to_owned(),
        sentences,
        sign_off: "Kind regards,".to_owned(),
    };
    let (mut accepted, mut refused) = (Vec::new(), Vec::new());
    judge_all(&material(), draft, |step| {
        match step {
            Step::Accepted(sentence) => accepted.push(sentence.text),
            Step::Refused(one) => refused.push(one.rules),
            Step::Framed { .. } => {}
        }
        true
    });
    (accepted, refused)
}

#[test]
fn lies_are_refused_and_the_truth_around_them_stays() {
    let lies = [
        (
            "At Fernhill, I ran 40 Kubernetes clusters.",
            "f1",
            Rule::Number,
        ),
        (
            "At Fernhill, I ran forty Kubernetes clusters.",
            "f1",
            Rule::Number,
        ),
        ("At Marl, I ran 14 Kubernetes clusters.", "f1", Rule::Entity),
        (
            "I hold a doctorate, and I ran 14 Kubernetes clusters.",
            "f1",
            Rule::Entity,
        ),
        (
            "At Fernhill, I ran 14 Kubernetes clusters and wrote Haskell.",
            "f1",
            Rule::SkillNotInFacts,
        ),
        (
            "I led the team that ran 14 Kubernetes clusters.",
            "f1",
            Rule::ScopeInflation,
        ),
        (
            "At Fernhill, I moved the backups to PostgreSQL.",
            "f1",
            Rule::Unsupported,
        ),
        (
            "At Fernhill, I ran 14 Kubernetes clusters.",
            "",
            Rule::NoCitation,
        ),
        (
            "At Fernhill, I ran 14 Kubernetes clusters.",
            "f9",
            Rule::UnknownFact,
        ),
        (
            "I ran 14 Kubernetes clusters; see https://example.org.",
            "f1",
            Rule::ContactOrUrl,
        ),
    ];
    for (text, fact, rule) in lies {
        let sentences = vec![claim(TRUE, "f1"), claim(text, fact), claim(TRUE, "f1")];
        let (accepted, refused) = judged(sentences);
        assert_eq!(accepted, [TRUE, TRUE], "{text}");
        assert_eq!(refused.len(), 1, "{text}");
        let is_expected = refused[0].contains(&rule)
            || rule == Rule::Unsupported && refused[0].contains(&Rule::SkillNotInFacts);
        assert!(is_expected, "{text}: {:?}", refused[0]);
    }
}

#[test]
fn letter_of_the_composer_passes_the_same_way() {
    let mut material = material();
    material.select().unwrap();
    let mut accepted = Vec::new();
    let is_written = write(&material, |step| {
        if let Step::Accepted(sentence) = step {
            accepted.push(sentence.text);
        }
        true
    });
    assert!(is_written);
    assert!(accepted.len() >= 5, "{accepted:?}");
}
