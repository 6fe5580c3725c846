//! Adds imported skills and titles to the curated ones.

use std::collections::{HashMap, HashSet};

use crate::{
    id::{SkillId, TitleId},
    import::{ImportedSkill, ImportedTitle, Labels},
    key::key,
    language::Language,
    names::{Evidence, Name},
    numbers::RELATED_MAX,
    skill::Skill,
    taxonomy::Taxonomy,
    title::Title,
    version::Hash,
};

/// One-word names of at most so many characters are too likely to be something else.
const SHORT_CHARS_MAX: usize = 3;

/// Skills and titles, the curated ones first.
#[derive(Debug)]
pub(crate) struct Merged {
    pub skills: Vec<Skill>,
    pub titles: Vec<Title>,
}

pub(crate) fn add_to_version(
    version: &mut Hash,
    skills: &[ImportedSkill],
    titles: &[ImportedTitle],
) {
    for skill in skills {
        version.add(&format!("{skill:?}"));
    }
    for title in titles {
        version.add(&format!("{title:?}"));
    }
}

pub(crate) fn merge(
    curated: &Taxonomy,
    skills: Vec<ImportedSkill>,
    titles: Vec<ImportedTitle>,
) -> Merged {
    let (skills, ids) = merged_skills(curated, skills);
    let titles = merged_titles(curated, titles, &ids);
    Merged { skills, titles }
}

/// The ids of imported skills, each with the one that it has here.
type Ids = HashMap<String, SkillId>;

fn merged_skills(curated: &Taxonomy, imported: Vec<ImportedSkill>) -> (Vec<Skill>, Ids) {
    let mut skills: Vec<Skill> = curated.skills().cloned().collect();
    let mut known: HashSet<String> = skills
        .iter()
        .flat_map(|skill| skill.names().iter().map(|name| name.key().to_owned()))
        .collect();
    let mut places: HashMap<SkillId, usize> = skills
        .iter()
        .enumerate()
        .map(|(index, skill)| (skill.id.clone(), index))
        .collect();
    let mut ids = Ids::new();
    let mut relations = Vec::new();
    for one in imported {
        let same = one
            .labels
            .labels()
            .find_map(|(_, label)| curated.named_skill(label));
        let id = same.map_or_else(|| SkillId::new(&one.id), |skill| skill.id.clone());
        let index = *places.entry(id.clone()).or_insert(skills.len());
        if index == skills.len() {
            skills.push(Skill {
                id: id.clone(),
                kind: one.kind,
                labels: labels(&one.labels),
                names: Vec::new(),
                neighbours: Vec::new(),
                broader: Vec::new(),
                related: Vec::new(),
            });
        }
        if let Some(skill) = skills.get_mut(index) {
            let free = names(&one.labels).filter(|name| known.insert(name.key().to_owned()));
            skill.names.extend(free);
        }
        ids.insert(one.id, id.clone());
        relations.push((id, one.broader, one.related));
    }
    for (id, broader, related) in relations {
        if let Some(skill) = places.get(&id).and_then(|index| skills.get_mut(*index)) {
            relate(skill, curated, &ids, &broader, &related);
        }
    }
    (skills, ids)
}

/// Adds the relations of an imported skill. Those between curated skills are curated.
fn relate(
    skill: &mut Skill,
    curated: &Taxonomy,
    ids: &Ids,
    broader: &[String],
    related: &[(String, f64)],
) {
    let is_curated = curated.skill(&skill.id).is_some();
    let own = skill.id.clone();
    let wanted =
        |other: &&SkillId| **other != own && !(is_curated && curated.skill(other).is_some());
    for id in broader.iter().filter_map(|id| ids.get(id)).filter(wanted) {
        if !skill.broader.contains(id) {
            skill.broader.push(id.clone());
        }
    }
    for (id, weight) in related {
        if let Some(id) = ids.get(id).filter(wanted) {
            let weight = weight.clamp(0.0, RELATED_MAX);
            skill.related.push((id.clone(), weight));
        }
    }
}

fn labels(labels: &Labels) -> Vec<(Language, String)> {
    labels
        .labels()
        .map(|(language, label)| (language, label.to_owned()))
        .collect()
}

/// The names with the evidence that they need: nobody has looked at them, so one word in capital letters counts only as written.
fn names(labels: &Labels) -> impl Iterator<Item = Name> {
    labels.all().map(|(language, text)| {
        let words = key(text);
        let is_word = !words.contains(' ');
        let evidence = if is_word && words.chars().count() <= SHORT_CHARS_MAX {
            Evidence::Strong
        } else if is_word && text.starts_with(char::is_uppercase) {
            Evidence::Capital
        } else {
            Evidence::Sure
        };
        Name::new(text, Some(language), evidence)
    })
}

fn merged_titles(curated: &Taxonomy, imported: Vec<ImportedTitle>, skills: &Ids) -> Vec<Title> {
    let mut titles: Vec<Title> = curated.titles().cloned().collect();
    let mut known: HashSet<String> = titles
        .iter()
        .flat_map(|title| title.names().map(|(_, name)| key(name)))
        .collect();
    let mut places: HashMap<TitleId, usize> = titles
        .iter()
        .enumerate()
        .map(|(index, title)| (title.id.clone(), index))
        .collect();
    for one in imported {
        let same = one
            .labels
            .labels()
            .find_map(|(_, label)| curated.labelled_title(label));
        let is_new = same.is_none();
        let id = same.map_or_else(|| TitleId::new(&one.id), |title| title.id.clone());
        let index = *places.entry(id.clone()).or_insert(titles.len());
        if index == titles.len() {
            titles.push(Title {
                id,
                names: labels(&one.labels),
                isco: one.isco,
                related: Vec::new(),
                skills: Vec::new(),
            });
        }
        let Some(title) = titles.get_mut(index) else {
            continue;
        };
        for (language, name) in one.labels.all() {
            if known.insert(key(name)) && !title.names.iter().any(|(_, known)| known == name) {
                title.names.push((language, name.to_owned()));
            }
        }
        if is_new {
            let typical = one.skills.iter().filter_map(|skill| skills.get(skill));
            title.skills.extend(typical.cloned());
        }
    }
    titles
}
