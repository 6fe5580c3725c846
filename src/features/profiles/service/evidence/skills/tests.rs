//! Which skills a fact shows.

use super::{Facts, named};
use crate::{
    features::profiles::{EvidenceOrigin, EvidenceRow, entity::evidence::SkillNames},
    platform::clock::Clock,
    types::id::{EvidenceId, UserId},
};

fn fact(text: &str, linked: &[&str]) -> EvidenceRow {
    let clock = Clock::default();
    EvidenceRow {
        id: EvidenceId(clock.new_id()),
        user_id: UserId(clock.new_id()),
        item_id: clock.new_id(),
        position: 0,
        text: text.into(),
        skills: SkillNames(linked.iter().map(|name| (*name).to_owned()).collect()),
        origin: EvidenceOrigin::User,
        source: None,
        confirmed_at: None,
        version: 1,
        updated_at: clock.now(),
        removed_at: None,
    }
}

#[test]
fn fact_shows_what_its_text_names_and_what_is_linked() {
    let cases = [
        ("Wrote the billing service in Rust.", &[][..], "Rust", true),
        ("Wrote the billing service in Rust.", &[], "rust", true),
        ("Removed the rust from the hull.", &[], "Rust", false),
        ("Moved 40 services to k8s.", &[], "Kubernetes", true),
        (
            "Led berth planning for two quays.",
            &[],
            "Berth Planning",
            true,
        ),
        ("Led the planning of berths.", &[], "Berth planning", false),
        ("Led a team.", &["Leadership"], "leadership", true),
        ("Led a team.", &["k8s"], "Kubernetes", true),
        ("Led a team.", &[], "C++", false),
        ("", &[], "", false),
    ];
    for (text, linked, skill, expected) in cases {
        let facts = Facts::from(vec![fact(text, linked)]);
        let shows = facts.for_skill(skill).count() == 1;
        assert_eq!(shows, expected, "{text} / {skill}");
    }
}

#[test]
fn skills_are_named_once_in_their_usual_spelling() {
    let row = fact(
        "Moved 40 services from java to Kubernetes, with Java 21.",
        &["k8s", "Leadership"],
    );
    assert_eq!(named(&row), ["Java", "Kubernetes", "Leadership"]);
}
