//! How well skills are known.

use proptest::{option, prelude::*, sample::select};
use serde_json::{Map, Value, json};

use super::{imported, write};

/// Further keys of a skill, with a level.
pub fn levelled(
    extra: impl Strategy<Value = Map<String, Value>>,
) -> impl Strategy<Value = Map<String, Value>> {
    let level = option::of(select(vec!["Master", "Basic"]));
    (extra, level).prop_map(|(mut extra, level)| {
        let level = level.map(|level| ("level".to_owned(), json!(level)));
        extra.extend(level);
        extra
    })
}

/// The skills of a section with their levels, as they are read, and as they are read from what is written.
fn levels(section: &Value) -> String {
    let first = imported(&json!({ "skills": section })).profile;
    let again = imported(&write(&first)).profile;
    let shown = |profile: &crate::record::Profile| {
        let skills = profile.skills.iter().map(|skill| {
            let level = skill.extra.get("level").or(skill.extra.get("rating"));
            let level = level.map(|level| format!("={level}").replace('"', ""));
            format!("{}{}", skill.name, level.unwrap_or_default())
        });
        skills.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(shown(&first), shown(&again), "{section}");
    shown(&first)
}

#[test]
fn the_level_of_a_group_is_that_of_each_skill_in_it() {
    for (section, expected) in [
        (
            json!([{"name": "Languages", "level": "Master", "keywords": ["Rust", "Go", "C"]}]),
            "Rust=Master Go=Master C=Master",
        ),
        (
            json!([{"name": "Frontend", "level": "Beginner", "keywords": "React, CSS"}]),
            "React=Beginner CSS=Beginner",
        ),
        (
            json!([{"category": "Seile", "level": "Experte", "items": ["Knoten", "Spleißen"]}]),
            "Knoten=Experte Spleißen=Experte",
        ),
        (
            json!([{"title": "Ropes", "level": 4, "skills": ["Knots", "Splices"]}]),
            "Knots=4 Splices=4",
        ),
        (
            json!([{"name": "Tools", "rating": 5, "keywords": ["Git", "Make"]}]),
            "Git=5 Make=5",
        ),
        (
            json!([{"name": "Planning", "level": "Master", "keywords": ["Berths", "Cranes"]}]),
            "Berths=Master Cranes=Master",
        ),
        // The level of a skill is its own.
        (
            json!([{"name": "Rust", "level": "Master", "keywords": ["tokio", "serde"]}]),
            "Rust=Master tokio serde",
        ),
        (
            json!([{"name": "Rust"}, {"name": "Rust", "level": "Master", "keywords": ["tokio"]}]),
            "Rust tokio",
        ),
        // A skill of a group may have another one.
        (
            json!([{"name": "Tools", "level": "Master", "keywords": [{"name": "Git", "level": "Basic"}, "Make"]}]),
            "Git=Basic Make=Master",
        ),
        // Groups beside each other keep theirs.
        (
            json!([
                {"name": "Tools", "level": "Master", "keywords": ["Git", "Make"]},
                {"name": "Tools", "level": "Basic", "keywords": ["Nix"]},
                {"name": "Tools", "keywords": ["Bash"]},
            ]),
            "Git=Master Make=Master Nix=Basic Bash",
        ),
        (
            json!([
                {"name": "Languages", "keywords": ["C"]},
                {"name": "Core", "level": "Master", "keywords": ["C", "Go", "R"]},
            ]),
            "C Go=Master R=Master",
        ),
    ] {
        assert_eq!(levels(&section), expected, "{section}");
    }
}

#[test]
fn the_level_of_a_repeated_skill_is_named() {
    let document = json!({"skills": [
        {"name": "Languages", "keywords": ["C"]},
        {"name": "Core", "level": "Master", "keywords": ["C", "Go"]},
        {"name": "Go", "level": "Master"},
    ]});
    let findings = imported(&document).report.findings;
    let messages: Vec<&str> = findings.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "The skill \"C\" is there twice; it was counted once, without the level \"Master\".",
            "The skill \"Go\" is there twice; it was counted once.",
            "The level \"Master\" of \"Go\" is not clearly one of Beginner, Intermediate, Advanced and Expert: it is kept for the next export only. Choose the level by hand.",
        ]
    );
}

/// The skills of a section with their groups.
fn grouped(profile: &crate::record::Profile) -> String {
    let skills = profile
        .skills
        .iter()
        .map(|skill| match skill.group.as_str() {
            "" => skill.name.clone(),
            group => format!("{} [{group}]", skill.name),
        });
    skills.collect::<Vec<_>>().join(", ")
}

#[test]
fn a_name_above_several_keywords_is_their_group_and_comes_back() {
    for (section, expected) in [
        (
            json!([{"name": "Planning", "level": "Master", "keywords": ["Berths", "Cranes"]}]),
            "Berths [Planning], Cranes [Planning]",
        ),
        (
            json!([{"name": "Cranes", "keywords": "gantry, jib"}]),
            "gantry [Cranes], jib [Cranes]",
        ),
        (
            json!([{"name": "Cranes", "keywords": ["gantry"]}]),
            "Cranes, gantry [Cranes]",
        ),
        (
            json!([{"name": "Cranes"}, {"name": "Cranes", "keywords": ["gantry", "jib"]}]),
            "Cranes, gantry [Cranes], jib [Cranes]",
        ),
        (
            json!([{"name": "Python", "keywords": ["Django", "NumPy"]}]),
            "Python, Django [Python], NumPy [Python]",
        ),
        (
            json!([{"name": "Cranes", "keywords": ["cranes", "gantry", "jib"]}]),
            "Cranes, gantry [Cranes], jib [Cranes]",
        ),
    ] {
        let first = imported(&json!({ "skills": section })).profile;
        assert_eq!(grouped(&first), expected, "{section}");
        let again = imported(&write(&first)).profile;
        assert_eq!(grouped(&again), expected, "{section}");
    }
    let planning =
        json!([{"name": "Planning", "level": "Master", "keywords": ["Berths", "Cranes"]}]);
    let profile = imported(&json!({ "skills": planning })).profile;
    assert_eq!(write(&profile)["skills"], planning);
}

#[test]
fn titles_are_no_levels() {
    for (level, step) in [
        ("Master", None),
        ("mastery", None),
        ("Guru", None),
        ("Virtuoso", None),
        ("Maîtrise", None),
        ("Expert", Some("EXPERT")),
        ("Experte", Some("EXPERT")),
    ] {
        let extra = json!({ "level": level });
        let read = crate::json_resume::skill_level(extra.as_object().unwrap());
        assert_eq!(read.map(|(_, step)| step), step, "{level}");
    }
}
