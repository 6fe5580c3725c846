//! The skills of the demo are in the skill dictionary.

use std::collections::{BTreeMap, BTreeSet};

use crate::demo::catalogue::{data::Catalogue, job_seeker};

/// The skill dictionary: slug, label, aliases.
const SKILLS: &str = include_str!("../../../features/jobs/skills.tsv");

#[test]
fn every_skill_is_in_the_products_list() {
    let known: BTreeSet<String> = SKILLS
        .lines()
        .flat_map(|line| {
            line.split('\t')
                .skip(1)
                .flat_map(|names| names.split('|'))
                .map(str::to_lowercase)
                .collect::<Vec<_>>()
        })
        .collect();
    for role in Catalogue::load().unwrap().roles {
        assert!(!role.required.is_empty() && !role.preferred.is_empty());
        for skill in role.required.iter().chain(&role.preferred) {
            assert!(
                known.contains(&skill.to_lowercase()),
                "{} names {skill}",
                role.key
            );
        }
    }
    for skill in job_seeker().unwrap().profile.skills {
        assert!(known.contains(&skill.name.to_lowercase()), "{}", skill.name);
    }
}

#[test]
fn list_of_skills_is_well_formed() {
    let (mut slugs, mut names) = (BTreeSet::new(), BTreeMap::new());
    for line in SKILLS.lines() {
        let [slug, label, aliases] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("not three columns: {line}")
        };
        assert!(slugs.insert(slug), "{slug} is there twice");
        let aliases = aliases
            .split('|')
            .filter(|alias| !alias.is_empty())
            .map(str::to_owned);
        for name in aliases.chain([label.to_lowercase()]) {
            assert!(
                name == name.to_lowercase() && name == name.trim() && name.chars().count() >= 2,
                "{name}"
            );
            assert_eq!(
                names.insert(name.clone(), slug),
                None,
                "{name} means two things"
            );
        }
    }
    assert!(slugs.len() >= 250);
}
