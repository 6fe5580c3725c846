//! The taxonomy: skills, titles, and the look-ups in them.

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    data,
    graph::{Closeness, Near, near},
    id::{SkillId, TitleId},
    import::{ImportedSkill, ImportedTitle},
    key::key,
    merge,
    numbers::{RELATED_MAX, SAME_MINOR_GROUP, SAME_UNIT_GROUP},
    skill::Skill,
    table,
    title::Title,
    title_key::{Keys, singular},
    version::Hash,
};

static CURATED: LazyLock<Taxonomy> = LazyLock::new(|| Taxonomy::read(data::SKILLS, data::TITLES));

/// Skills and titles with their names and relations.
#[derive(Clone, Debug)]
pub struct Taxonomy {
    skills: Vec<Skill>,
    titles: Vec<Title>,
    skill_by_id: HashMap<SkillId, usize>,
    title_by_id: HashMap<TitleId, usize>,
    skill_by_name: HashMap<String, usize>,
    title_by_name: HashMap<String, usize>,
    near: Near,
    version: String,
}

impl Taxonomy {
    /// Our own tables.
    #[must_use]
    pub fn curated() -> &'static Self {
        &CURATED
    }

    /// The curated tables with what was imported. A name that is curated keeps its meaning: an imported skill or title with such a label adds its
    /// other names to the curated one, and gets no entry of its own.
    #[must_use]
    pub fn with(skills: Vec<ImportedSkill>, titles: Vec<ImportedTitle>) -> Self {
        let curated = Self::curated();
        if skills.is_empty() && titles.is_empty() {
            return curated.clone();
        }
        let mut version = Hash::new();
        version.add(&curated.version);
        merge::add_to_version(&mut version, &skills, &titles);
        let merged = merge::merge(curated, skills, titles);
        Self::of(merged.skills, merged.titles, version.written())
    }

    /// Reads tables of skills and of titles, each a name and a text in the form of `data/README.md`. Lines that are no rows are left out.
    #[must_use]
    pub fn read(skills: &[(&str, &str)], titles: &[(&str, &str)]) -> Self {
        let mut version = Hash::new();
        for (name, text) in skills.iter().chain(titles) {
            version.add(name);
            version.add(text);
        }
        let skills = skills
            .iter()
            .flat_map(|(name, text)| table::read(name, text, table::SKILL_COLUMNS, table::skill).0);
        let titles = titles
            .iter()
            .flat_map(|(name, text)| table::read(name, text, table::TITLE_COLUMNS, table::title).0);
        Self::of(skills.collect(), titles.collect(), version.written())
    }

    fn of(skills: Vec<Skill>, titles: Vec<Title>, version: String) -> Self {
        let mut skill_by_id = HashMap::new();
        let mut skill_by_name = HashMap::new();
        for (index, skill) in skills.iter().enumerate() {
            skill_by_id.entry(skill.id.clone()).or_insert(index);
            // All labels are among the names.
            for name in &skill.names {
                let key = name.key().to_owned();
                skill_by_name.entry(key).or_insert(index);
            }
        }
        let mut title_by_id = HashMap::new();
        let mut title_by_name = HashMap::new();
        let mut plurals = Vec::new();
        for (index, title) in titles.iter().enumerate() {
            title_by_id.entry(title.id.clone()).or_insert(index);
            for (_, name) in &title.names {
                let key = key(name);
                plurals.extend(singular(&key).map(|form| (form, index)));
                title_by_name.entry(key).or_insert(index);
            }
        }
        // The singular of a plural label, where it is no name of another title.
        for (form, index) in plurals {
            title_by_name.entry(form).or_insert(index);
        }
        Self {
            near: near(&skills),
            skills,
            titles,
            skill_by_id,
            title_by_id,
            skill_by_name,
            title_by_name,
            version,
        }
    }

    /// All skills.
    pub fn skills(&self) -> impl ExactSizeIterator<Item = &Skill> {
        self.skills.iter()
    }

    /// The skill with this id.
    #[must_use]
    pub fn skill(&self, id: &str) -> Option<&Skill> {
        self.skills.get(*self.skill_by_id.get(id)?)
    }

    /// The skill with this name in any of the languages, in any case, with accents or without.
    #[must_use]
    pub fn named_skill(&self, name: &str) -> Option<&Skill> {
        self.skills.get(*self.skill_by_name.get(&key(name))?)
    }

    /// All titles.
    pub fn titles(&self) -> impl ExactSizeIterator<Item = &Title> {
        self.titles.iter()
    }

    /// The title with this id.
    #[must_use]
    pub fn title(&self, id: &str) -> Option<&Title> {
        self.titles.get(*self.title_by_id.get(id)?)
    }

    /// The title with this name in any of the languages. What says nothing about the job is left out where no name has it: "(m/w/d)", "H/F",
    /// "*in", "Senior", and the plural.
    #[must_use]
    pub fn named_title(&self, name: &str) -> Option<&Title> {
        let index = Keys::of(name)
            .forms()
            .find_map(|form| self.title_by_name.get(&form).copied())?;
        self.titles.get(index)
    }

    /// The title with exactly this name, or its plural.
    pub(crate) fn labelled_title(&self, label: &str) -> Option<&Title> {
        let key = key(label);
        let exact = self.title_by_name.get(&key);
        let index = exact.or_else(|| self.title_by_name.get(&singular(&key)?))?;
        self.titles.get(*index)
    }

    /// How close a skill that someone has is to one that is needed: 1 for the same, [`crate::NARROWER_STEP`] for each step that it is
    /// narrower, [`crate::BROADER_STRENGTH`] if it is directly broader, its weight if it is related, or else 0. The strongest counts.
    #[must_use]
    pub fn closeness(&self, need: &str, have: &str) -> Closeness {
        if need == have {
            return Closeness::SAME;
        }
        let haves = self.near.get(need);
        haves
            .and_then(|haves| haves.get(have))
            .cloned()
            .unwrap_or_default()
    }

    /// The skills with a closeness above 0 to one that is needed, by id, without itself.
    pub fn close_to(&self, need: &str) -> impl Iterator<Item = (&SkillId, &Closeness)> {
        self.near.get(need).into_iter().flatten()
    }

    /// How close two titles are, from 0 to 1: 1 for the same, the weight of the tables for related ones, or else by their groups of ISCO-08:
    /// [`crate::SAME_UNIT_GROUP`], [`crate::SAME_MINOR_GROUP`].
    #[must_use]
    pub fn title_closeness(&self, one: &str, other: &str) -> f64 {
        if one == other {
            return 1.0;
        }
        let (Some(one), Some(other)) = (self.title(one), self.title(other)) else {
            return 0.0;
        };
        weight(one, other)
            .or_else(|| weight(other, one))
            .unwrap_or_else(|| group_closeness(one, other))
    }

    /// A hash of all that the taxonomy was made of: another one means that what was computed with it is stale.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }
}

fn weight(one: &Title, other: &Title) -> Option<f64> {
    let mut related = one.related.iter();
    related
        .find(|(id, _)| *id == other.id)
        .map(|(_, weight)| weight.clamp(0.0, RELATED_MAX))
}

fn group_closeness(one: &Title, other: &Title) -> f64 {
    let (Some(one), Some(other)) = (one.isco(), other.isco()) else {
        return 0.0;
    };
    match (
        one == other,
        one.get(..3).is_some() && one.get(..3) == other.get(..3),
    ) {
        (true, _) => SAME_UNIT_GROUP,
        (false, true) => SAME_MINOR_GROUP,
        (false, false) => 0.0,
    }
}
