//! O*NET, the database of occupations of the U.S. Department of Labor: its tab-separated text files. It is in English, and its occupations have no
//! groups of ISCO-08.

use std::collections::{HashMap, HashSet};

use super::{
    Error, Imported, ImportedSkill, ImportedTitle, Labels, SKILLS_MAX,
    rows::{Format, Row, Rows},
    slug,
};
use crate::{key::key, language::Language, skill::Kind, version::Hash};

/// What a service that uses O*NET has to show: the database has the licence CC BY 4.0.
pub const ACKNOWLEDGEMENT: &str = "This service includes information from the O*NET Database by the U.S. Department of Labor, Employment and Training \
    Administration (USDOL/ETA), used under the CC BY 4.0 license (https://creativecommons.org/licenses/by/4.0/). O*NET® is a trademark of USDOL/ETA. \
    This service has modified the information; USDOL/ETA has not approved, endorsed, or tested these modifications.";

/// Files of O*NET as they are read, in any order.
#[derive(Debug, Default)]
pub struct Onet {
    skills: Vec<ImportedSkill>,
    skill_by_name: HashMap<String, usize>,
    skill_ids: HashSet<String>,
    titles: Vec<ImportedTitle>,
    title_by_code: HashMap<String, usize>,
    /// Code of an occupation, and the id of a skill.
    typical: Vec<(String, String)>,
}

impl Onet {
    /// Reads a file by its name, which is that of the download: `Occupation Data.txt`, `Alternate Titles.txt`, `Technology Skills.txt`. Gives the
    /// number of its rows.
    pub fn add(&mut self, file: &str, text: &str) -> Result<usize, Error> {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        match name {
            "Occupation Data.txt" => self.add_titles(file, text, ["O*NET-SOC Code", "Title"]),
            "Alternate Titles.txt" => {
                self.add_titles(file, text, ["O*NET-SOC Code", "Alternate Title"])
            }
            "Technology Skills.txt" => self.add_skills(file, text),
            _ => Err(Error {
                file: file.to_owned(),
                line: 1,
                column: None,
                reason: "no file of O*NET that is read",
            }),
        }
    }

    fn add_titles(
        &mut self,
        file: &str,
        text: &str,
        columns: [&'static str; 2],
    ) -> Result<usize, Error> {
        let is_label = columns == ["O*NET-SOC Code", "Title"];
        let mut rows = Rows::read(file, text, Format::Tab, columns)?;
        let mut count = 0;
        while let Some(row) = rows.next_row()? {
            let code = code(&row)?;
            let [_, name] = &row.cells;
            if name.is_empty() {
                return Err(row.error(1, "an occupation without a title"));
            }
            let index = *self
                .title_by_code
                .entry(code.to_owned())
                .or_insert(self.titles.len());
            if index == self.titles.len() {
                self.titles.push(ImportedTitle {
                    id: format!("onet-{}", slug(code).unwrap_or_default()),
                    labels: Labels::default(),
                    isco: None,
                    skills: Vec::new(),
                });
            }
            if let Some(title) = self.titles.get_mut(index) {
                let added = title
                    .labels
                    .add(Language::En, std::iter::once(name.as_str()));
                added.map_err(|reason| row.error(1, reason))?;
                // The alternate titles may have been read before.
                if is_label {
                    title.labels.0.sort_by_key(|(_, known)| known != name);
                }
            }
            count += 1;
        }
        Ok(count)
    }

    fn add_skills(&mut self, file: &str, text: &str) -> Result<usize, Error> {
        let columns = ["O*NET-SOC Code", "Example", "Commodity Title"];
        let mut rows = Rows::read(file, text, Format::Tab, columns)?;
        let mut count = 0;
        while let Some(row) = rows.next_row()? {
            let code = code(&row)?.to_owned();
            let [_, example, group] = &row.cells;
            let broader = self.skill(group, Kind::Hard, &row, 2)?;
            let skill = self.skill(example, Kind::Tool, &row, 1)?;
            let id = self.skills.get(skill).map(|skill| skill.id.clone());
            let above = self.skills.get(broader).map(|skill| skill.id.clone());
            if let (Some(skill), Some(above)) = (self.skills.get_mut(skill), above)
                && skill.id != above
                && !skill.broader.contains(&above)
            {
                skill.broader.push(above);
            }
            self.typical.extend(id.map(|id| (code, id)));
            count += 1;
        }
        Ok(count)
    }

    /// The place of a skill by its name.
    fn skill<const N: usize>(
        &mut self,
        name: &str,
        kind: Kind,
        row: &Row<'_, N>,
        column: usize,
    ) -> Result<usize, Error> {
        // Names differ by their signs only: "C", "C++".
        if let Some(index) = self.skill_by_name.get(&key(name)) {
            return Ok(*index);
        }
        let slug = slug(name).ok_or_else(|| row.error(column, "a skill without a name"))?;
        let mut id = format!("onet-{slug}");
        if !self.skill_ids.insert(id.clone()) {
            let mut hash = Hash::new();
            hash.add(&key(name));
            id = format!("{id}-{}", hash.written());
        }
        let mut labels = Labels::default();
        let added = labels.add(Language::En, names(name).iter().map(String::as_str));
        added.map_err(|reason| row.error(column, reason))?;
        let index = self.skills.len();
        self.skills.push(ImportedSkill {
            id,
            kind,
            labels,
            broader: Vec::new(),
            related: Vec::new(),
        });
        self.skill_by_name.insert(key(name), index);
        Ok(index)
    }

    /// The skills and titles.
    #[must_use]
    pub fn finish(mut self) -> Imported {
        for (code, skill) in self.typical {
            let title = self.title_by_code.get(&code);
            if let Some(title) = title.and_then(|index| self.titles.get_mut(*index))
                && title.skills.len() < SKILLS_MAX
                && !title.skills.contains(&skill)
            {
                title.skills.push(skill);
            }
        }
        Imported {
            skills: self.skills,
            titles: self.titles,
        }
    }
}

/// The code of an occupation: "15-1252.00".
fn code<'r, const N: usize>(row: &'r Row<'_, N>) -> Result<&'r str, Error> {
    let code = row.cells.first().map_or("", String::as_str);
    let form: String = code
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    if form == "00-0000.00" {
        Ok(code)
    } else {
        Err(row.error(0, "no code of an occupation"))
    }
}

/// A name, and the parts of "Structured query language SQL" and "Amazon Web Services AWS software".
fn names(name: &str) -> Vec<String> {
    let mut names = vec![name.to_owned()];
    let bare = name.strip_suffix(" software").unwrap_or(name);
    if let Some((long, short)) = bare.rsplit_once(' ') {
        let initials: String = long
            .split([' ', '-'])
            .filter_map(|word| word.chars().next())
            .flat_map(char::to_uppercase)
            .collect();
        let is_short = short.chars().count() >= 2 && short.chars().all(char::is_uppercase);
        if is_short && initials == short {
            names.extend([long.to_owned(), short.to_owned()]);
        } else if bare != name {
            names.push(bare.to_owned());
        }
    }
    names
}
