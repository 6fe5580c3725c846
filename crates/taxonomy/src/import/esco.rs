//! ESCO, the classification of the European Commission: the CSV files of its download ("classification", version 1.1 or later).

use std::collections::HashMap;

use super::{
    Error, Imported, ImportedSkill, ImportedTitle, Labels, SKILLS_MAX,
    rows::{Format, Row, Rows},
    slug,
};
use crate::{language::Language, numbers::RELATED_MAX, skill::Kind, table::is_unit_group};

/// What a service that uses ESCO has to show.
pub const ACKNOWLEDGEMENT: &str =
    "This service uses the ESCO classification of the European Commission.";
/// Weight of a skill that ESCO calls optional for another one.
const OPTIONAL_WEIGHT: f64 = 0.3;

/// Files of ESCO as they are read, in any order and for several languages.
#[derive(Debug, Default)]
pub struct Esco {
    skills: Concepts<ImportedSkill>,
    titles: Concepts<ImportedTitle>,
    /// Narrower and broader skill, by their addresses.
    broader: Vec<(String, String)>,
    /// Two skills and their weight.
    related: Vec<(String, String, f64)>,
    /// Occupation and skill.
    typical: Vec<(String, String)>,
}

/// Concepts in the order of the files, found by their addresses.
#[derive(Debug)]
struct Concepts<T> {
    all: Vec<T>,
    by_address: HashMap<String, usize>,
}

impl<T> Default for Concepts<T> {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            by_address: HashMap::new(),
        }
    }
}

impl<T> Concepts<T> {
    fn get_mut(&mut self, address: &str) -> Option<&mut T> {
        self.all.get_mut(*self.by_address.get(address)?)
    }

    fn ensure(&mut self, address: &str, new: impl FnOnce() -> T) -> Option<&mut T> {
        let index = self.all.len();
        let index = *self.by_address.entry(address.to_owned()).or_insert(index);
        if index == self.all.len() {
            self.all.push(new());
        }
        self.all.get_mut(index)
    }
}

impl Esco {
    /// Reads a file by its name, which is that of the download: `skills_de.csv`, `occupations_de.csv`, `broaderRelationsSkillPillar_en.csv`,
    /// `skillSkillRelations_en.csv`, `occupationSkillRelations_en.csv`. Gives the number of its rows.
    pub fn add(&mut self, file: &str, text: &str) -> Result<usize, Error> {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let unknown = |reason| Error {
            file: file.to_owned(),
            line: 1,
            column: None,
            reason,
        };
        let (kind, language) = name
            .strip_suffix(".csv")
            .and_then(|stem| stem.rsplit_once('_'))
            .ok_or_else(|| unknown("no file of ESCO that is read: its name has no language"))?;
        let language = || {
            Language::of(language).ok_or_else(|| unknown("another language than en, de, es and fr"))
        };
        match kind {
            "skills" => self.add_skills(file, text, language()?),
            "occupations" => self.add_titles(file, text, language()?),
            "broaderRelationsSkillPillar" => self.add_broader(file, text),
            "skillSkillRelations" => self.add_related(file, text),
            "occupationSkillRelations" => self.add_typical(file, text),
            _ => Err(unknown("no file of ESCO that is read")),
        }
    }

    fn add_skills(&mut self, file: &str, text: &str, language: Language) -> Result<usize, Error> {
        let columns = [
            "conceptUri",
            "preferredLabel",
            "altLabels",
            "skillType",
            "reuseLevel",
        ];
        let mut rows = Rows::read(file, text, Format::Comma, columns)?;
        let mut count = 0;
        while let Some(row) = rows.next_row()? {
            let id = id(&row, 0)?;
            let [address, label, others, skill_type, reuse_level] = &row.cells;
            let kind = match (skill_type.as_str(), reuse_level.as_str()) {
                ("skill/competence", "transversal") => Kind::Soft,
                ("skill/competence" | "knowledge" | "", _) => Kind::Hard,
                _ => return Err(row.error(3, "an unknown type of skill")),
            };
            let skill = self.skills.ensure(address, || ImportedSkill {
                id,
                kind,
                labels: Labels::default(),
                broader: Vec::new(),
                related: Vec::new(),
            });
            if let Some(skill) = skill {
                name(&mut skill.labels, language, label, others, &row)?;
            }
            count += 1;
        }
        Ok(count)
    }

    fn add_titles(&mut self, file: &str, text: &str, language: Language) -> Result<usize, Error> {
        let columns = ["conceptUri", "preferredLabel", "altLabels", "iscoGroup"];
        let mut rows = Rows::read(file, text, Format::Comma, columns)?;
        let mut count = 0;
        while let Some(row) = rows.next_row()? {
            let id = id(&row, 0)?;
            let [address, label, others, isco] = &row.cells;
            let group = isco.rsplit(['/', 'C']).next().unwrap_or_default();
            if !group.is_empty() && !is_unit_group(group) {
                return Err(row.error(3, "no unit group of ISCO-08"));
            }
            let title = self.titles.ensure(address, || ImportedTitle {
                id,
                labels: Labels::default(),
                isco: None,
                skills: Vec::new(),
            });
            if let Some(title) = title {
                name(&mut title.labels, language, label, others, &row)?;
                if title.isco.is_none() && !group.is_empty() {
                    title.isco = Some(group.to_owned());
                }
            }
            count += 1;
        }
        Ok(count)
    }

    fn add_broader(&mut self, file: &str, text: &str) -> Result<usize, Error> {
        let columns = ["conceptUri", "broaderUri"];
        let mut rows = Rows::read(file, text, Format::Comma, columns)?;
        let before = self.broader.len();
        while let Some(row) = rows.next_row()? {
            id(&row, 0)?;
            let [narrower, broader] = row.cells;
            self.broader.push((narrower, broader));
        }
        Ok(self.broader.len() - before)
    }

    fn add_related(&mut self, file: &str, text: &str) -> Result<usize, Error> {
        let columns = ["originalSkillUri", "relatedSkillUri", "relationType"];
        let mut rows = Rows::read(file, text, Format::Comma, columns)?;
        let before = self.related.len();
        while let Some(row) = rows.next_row()? {
            id(&row, 0)?;
            let weight = match row.cells.get(2).map(String::as_str) {
                Some("essential") => RELATED_MAX,
                Some("optional") => OPTIONAL_WEIGHT,
                _ => return Err(row.error(2, "neither essential nor optional")),
            };
            let [one, other, _] = row.cells;
            self.related.push((one, other, weight));
        }
        Ok(self.related.len() - before)
    }

    fn add_typical(&mut self, file: &str, text: &str) -> Result<usize, Error> {
        let columns = ["occupationUri", "skillUri", "relationType"];
        let mut rows = Rows::read(file, text, Format::Comma, columns)?;
        let mut count = 0;
        while let Some(row) = rows.next_row()? {
            id(&row, 0)?;
            match row.cells.get(2).map(String::as_str) {
                Some("essential") => {
                    let [title, skill, _] = row.cells;
                    self.typical.push((title, skill));
                }
                Some("optional") => {}
                _ => return Err(row.error(2, "neither essential nor optional")),
            }
            count += 1;
        }
        Ok(count)
    }

    /// The skills and titles. Relations to what no file has, such as groups of skills, are left out.
    #[must_use]
    pub fn finish(mut self) -> Imported {
        let ids: HashMap<String, String> = self
            .skills
            .by_address
            .iter()
            .filter_map(|(address, index)| {
                let skill = self.skills.all.get(*index)?;
                Some((address.clone(), skill.id.clone()))
            })
            .collect();
        for (narrower, broader) in &self.broader {
            if let (Some(skill), Some(id)) = (self.skills.get_mut(narrower), ids.get(broader))
                && !skill.broader.contains(id)
            {
                skill.broader.push(id.clone());
            }
        }
        for (one, other, weight) in &self.related {
            if let (Some(skill), Some(id)) = (self.skills.get_mut(one), ids.get(other)) {
                skill.related.push((id.clone(), *weight));
            }
        }
        for (title, skill) in &self.typical {
            if let (Some(title), Some(id)) = (self.titles.get_mut(title), ids.get(skill))
                && title.skills.len() < SKILLS_MAX
                && !title.skills.contains(id)
            {
                title.skills.push(id.clone());
            }
        }
        Imported {
            skills: self.skills.all,
            titles: self.titles.all,
        }
    }
}

/// The id of a concept by the last part of its address.
fn id<const N: usize>(row: &Row<'_, N>, column: usize) -> Result<String, Error> {
    let address = row.cells.get(column).map_or("", String::as_str);
    let is_address = address.starts_with("http://") || address.starts_with("https://");
    address
        .rsplit_once('/')
        .filter(|_| is_address)
        .and_then(|(_, last)| slug(last))
        .map(|last| format!("esco-{last}"))
        .ok_or_else(|| row.error(column, "no address of a concept"))
}

/// Adds a label and, each on a line of its own, other names.
fn name<const N: usize>(
    labels: &mut Labels,
    language: Language,
    label: &str,
    others: &str,
    row: &Row<'_, N>,
) -> Result<(), Error> {
    if label.is_empty() {
        return Err(row.error(1, "a concept without a label"));
    }
    let label = labels.add(language, std::iter::once(label));
    label.map_err(|reason| row.error(1, reason))?;
    labels
        .add(language, others.split(['\n', '|']))
        .map_err(|reason| row.error(2, reason))
}
