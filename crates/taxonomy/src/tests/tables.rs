//! Checks of the curated tables.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use crate::{
    Evidence, Language, Skill, SkillId, Taxonomy, data, key,
    table::{SKILL_COLUMNS, TITLE_COLUMNS, read, skill, title},
};

const SKILLS_MIN: usize = 1_500;
const TITLES_MIN: usize = 300;
/// Trades of which there have to be skills and titles.
const TRADES: &[&str] = &[
    "agriculture",
    "care",
    "construction",
    "data",
    "design",
    "engineering",
    "finance",
    "health",
    "hospitality",
    "law",
    "logistics",
    "manufacturing",
    "marketing",
    "media",
    "office",
    "people",
    "product",
    "public",
    "retail",
    "sales",
    "science",
    "security",
    "service",
    "social",
    "software",
    "teaching",
    "transport",
];
/// The table of the first release: its ids are stored, and its names stay.
const FIRST: &str = include_str!("first.tsv");

#[test]
fn each_file_of_the_folders_is_compiled_in() {
    for (folder, files) in [("skills", data::SKILLS), ("titles", data::TITLES)] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("data")
            .join(folder);
        let found: BTreeSet<String> = fs::read_dir(path)
            .unwrap()
            .map(|entry| format!("{folder}/{}", entry.unwrap().file_name().to_string_lossy()))
            .collect();
        let listed: BTreeSet<String> = files.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(found, listed);
    }
}

#[test]
fn each_line_is_a_row() {
    for (name, text) in data::SKILLS {
        let (rows, faults) = read(name, text, SKILL_COLUMNS, skill);
        assert_eq!(faults, [], "{name}");
        assert!(rows.len() >= 5, "{name} has {} skills", rows.len());
    }
    for (name, text) in data::TITLES {
        let (rows, faults) = read(name, text, TITLE_COLUMNS, title);
        assert_eq!(faults, [], "{name}");
        assert!(rows.len() >= 3, "{name} has {} titles", rows.len());
    }
}

#[test]
fn there_are_enough_skills_and_titles_of_each_trade_in_each_language() {
    let taxonomy = Taxonomy::curated();
    let (skills, titles) = (taxonomy.skills().len(), taxonomy.titles().len());
    assert!(skills >= SKILLS_MIN, "{skills} skills");
    assert!(titles >= TITLES_MIN, "{titles} titles");
    for trade in TRADES {
        let has = |files: &[data::File]| {
            files
                .iter()
                .any(|(name, _)| name.ends_with(&format!("/{trade}.tsv")))
        };
        assert!(has(data::SKILLS) && has(data::TITLES), "{trade}");
    }
    for language in [Language::De, Language::Es, Language::Fr] {
        let named = taxonomy
            .skills()
            .filter(|skill| skill.label_in(language).is_some());
        assert!(named.count() * 100 >= skills * 95, "{language:?}");
        let named = taxonomy
            .titles()
            .filter(|title| title.label_in(language).is_some());
        assert!(named.count() * 100 >= titles * 95, "{language:?}");
    }
}

#[test]
fn ids_are_unique_and_references_known() {
    let taxonomy = Taxonomy::curated();
    let (mut skills, mut titles, mut wrong) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for skill in taxonomy.skills() {
        if !skills.insert(skill.id().as_str()) {
            wrong.push(format!("{} is there twice", skill.id()));
        }
        let related = skill.related().iter().map(|(id, _)| id);
        for id in skill.broader().iter().chain(related) {
            if taxonomy.skill(id).is_none() || id == skill.id() {
                wrong.push(format!("{} refers to {id}", skill.id()));
            }
        }
    }
    for title in taxonomy.titles() {
        if !titles.insert(title.id().as_str()) {
            wrong.push(format!("{} is there twice", title.id()));
        }
        for (id, _) in title.related() {
            if taxonomy.title(id).is_none() || id == title.id() {
                wrong.push(format!("{} refers to {id}", title.id()));
            }
        }
        for id in title.skills() {
            if taxonomy.skill(id).is_none() {
                wrong.push(format!("{} has the skill {id}", title.id()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_skill_is_broader_than_itself() {
    let taxonomy = Taxonomy::curated();
    for skill in taxonomy.skills() {
        let mut above: BTreeSet<&str> = BTreeSet::new();
        let mut next: Vec<&str> = skill.broader().iter().map(SkillId::as_str).collect();
        while let Some(id) = next.pop() {
            assert_ne!(id, skill.id().as_str(), "a circle");
            if above.insert(id) {
                let broader = taxonomy.skill(id).map(Skill::broader);
                next.extend(broader.unwrap_or_default().iter().map(SkillId::as_str));
            }
        }
    }
}

#[test]
fn a_name_belongs_to_one_skill_or_one_title() {
    let taxonomy = Taxonomy::curated();
    let (mut skills, mut titles) = (BTreeMap::new(), BTreeMap::new());
    let mut wrong = Vec::new();
    for skill in taxonomy.skills() {
        for name in skill.names() {
            let known = skills.entry(name.key()).or_insert(skill.id());
            if name.key().is_empty() || *known != skill.id() {
                wrong.push(format!("{}: {known}, {}", name.text, skill.id()));
            }
        }
    }
    for title in taxonomy.titles() {
        for (_, name) in title.names() {
            let key = key(name);
            let known = titles.entry(key.clone()).or_insert(title.id());
            if key.is_empty() || *known != title.id() {
                wrong.push(format!("{name}: {known}, {}", title.id()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn short_names_and_neighbours_are_sound() {
    let mut wrong = Vec::new();
    for skill in Taxonomy::curated().skills() {
        for name in skill.names() {
            let is_short = name.key().chars().count() < 2;
            if is_short && name.evidence < Evidence::Strong {
                wrong.push(format!("{}: {} is too short", skill.id(), name.text));
            }
        }
        for word in skill.neighbours() {
            if *word != word.to_lowercase() || word.trim() != word || key(word).is_empty() {
                wrong.push(format!("{}: the neighbour {word}", skill.id()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn ids_and_names_of_the_first_table_stay() {
    let taxonomy = Taxonomy::curated();
    let mut wrong = Vec::new();
    for line in FIRST.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, label, aliases, names] = columns[..] else {
            panic!("not four columns: {line}")
        };
        let names = names
            .split('|')
            .map(|name| name.trim_end_matches(['?', '!']));
        let names = names.map(|name| name.strip_suffix('+').unwrap_or(name));
        for name in [label].into_iter().chain(aliases.split('|')).chain(names) {
            let found = taxonomy.named_skill(name);
            if !name.is_empty() && found.is_none() {
                wrong.push(format!("{id}: {name} is not found"));
            }
        }
        if taxonomy.skill(id).is_none() {
            wrong.push(format!("{id} is gone"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_title_is_found_by_each_of_its_names() {
    let taxonomy = Taxonomy::curated();
    let mut wrong = Vec::new();
    for title in taxonomy.titles() {
        for (_, name) in title.names() {
            for written in [
                name.to_owned(),
                name.to_uppercase(),
                format!("{name} (m/w/d)"),
                format!("Senior {name}"),
            ] {
                let found = taxonomy
                    .named_title(&written)
                    .map(|title| title.id().as_str());
                // "Senior" makes another job of some.
                if found != Some(title.id()) && !(written.starts_with("Senior") && found.is_some())
                {
                    wrong.push(format!("{written}: {found:?}, not {}", title.id()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
