//! Reads the tables of skills and titles: tab-separated columns below a header, parts of a column separated by bars.

use crate::{
    id::{SkillId, TitleId},
    language::Language,
    names::{Name, distinct},
    skill::{Kind, Skill},
    title::Title,
};

/// The columns of a table of skills.
pub(crate) const SKILL_COLUMNS: &str =
    "id\tkind\ten\taliases\tnames\tneighbours\tde\tes\tfr\tbroader\trelated";
/// The columns of a table of titles.
pub(crate) const TITLE_COLUMNS: &str = "id\ten\taliases\tde\tes\tfr\tisco\trelated\tskills";

/// A line that is no row: the file, the number of the line and the reason. It is left out; a test shows that the curated tables have none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub file: String,
    pub line: usize,
    pub reason: &'static str,
}

/// The rows of a table, and the lines that are none.
pub(crate) fn read<T>(
    file: &str,
    text: &str,
    columns: &str,
    row: impl Fn(&[&str]) -> Result<T, &'static str>,
) -> (Vec<T>, Vec<Fault>) {
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for (index, line) in text.lines().enumerate() {
        let result = match index {
            0 if line == columns => continue,
            0 => Err("another header"),
            _ if line.is_empty() => continue,
            _ => row(&line.split('\t').collect::<Vec<_>>()),
        };
        match result {
            Ok(read) => rows.push(read),
            Err(reason) => faults.push(Fault {
                file: file.to_owned(),
                line: index + 1,
                reason,
            }),
        }
    }
    (rows, faults)
}

/// A row of a table of skills.
pub(crate) fn skill(columns: &[&str]) -> Result<Skill, &'static str> {
    let [
        id,
        kind,
        en,
        aliases,
        names,
        neighbours,
        de,
        es,
        fr,
        broader,
        related,
    ] = columns
    else {
        return Err("not 11 columns");
    };
    let translated = [(Language::De, de), (Language::Es, es), (Language::Fr, fr)];
    let mut labels = vec![(Language::En, (*en).to_owned())];
    for (language, column) in translated {
        let label = parts(column).next();
        labels.extend(label.map(|label| (language, label.to_owned())));
    }
    let sure = std::iter::once(Name::sure(en, Some(Language::En)))
        .chain(parts(aliases).map(|name| Name::sure(name, None)))
        .chain(translated.into_iter().flat_map(|(language, column)| {
            parts(column).map(move |name| Name::sure(name, Some(language)))
        }));
    Ok(Skill {
        id: SkillId::new(slug(id)?),
        kind: Kind::of(kind).ok_or("an unknown kind")?,
        labels,
        names: distinct(parts(names).map(Name::marked).collect(), sure),
        neighbours: parts(neighbours).map(str::to_owned).collect(),
        broader: parts(broader).map(SkillId::new).collect(),
        related: weights(related)?
            .map(|(id, weight)| (SkillId::new(id), weight))
            .collect(),
    })
}

/// A row of a table of titles.
pub(crate) fn title(columns: &[&str]) -> Result<Title, &'static str> {
    let [id, en, aliases, de, es, fr, isco, related, skills] = columns else {
        return Err("not 9 columns");
    };
    let named = [
        (Language::En, en),
        (Language::En, aliases),
        (Language::De, de),
        (Language::Es, es),
        (Language::Fr, fr),
    ];
    if !is_unit_group(isco) {
        return Err("no unit group of ISCO-08");
    }
    Ok(Title {
        id: TitleId::new(slug(id)?),
        names: named
            .into_iter()
            .flat_map(|(language, column)| {
                parts(column).map(move |name| (language, name.to_owned()))
            })
            .collect(),
        isco: Some((*isco).to_owned()),
        related: weights(related)?
            .map(|(id, weight)| (TitleId::new(id), weight))
            .collect(),
        skills: parts(skills).map(SkillId::new).collect(),
    })
}

/// True for four digits.
pub(crate) fn is_unit_group(code: &str) -> bool {
    code.len() == 4 && code.bytes().all(|byte| byte.is_ascii_digit())
}

fn slug(id: &str) -> Result<&str, &'static str> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !id.is_empty() && id.chars().all(fits) {
        Ok(id)
    } else {
        Err("an id that is no slug")
    }
}

fn parts(column: &str) -> impl Iterator<Item = &str> {
    column
        .split('|')
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// `id=weight` for each part; a weight is above 0 and at most 0.5.
fn weights(column: &str) -> Result<std::vec::IntoIter<(&str, f64)>, &'static str> {
    let read = |part| weight(part).ok_or("a relation without a weight from 0.1 to 0.5");
    let all = parts(column).map(read).collect::<Result<Vec<_>, _>>()?;
    Ok(all.into_iter())
}

fn weight(part: &str) -> Option<(&str, f64)> {
    let (id, weight) = part.split_once('=')?;
    let weight: f64 = weight.parse().ok()?;
    (0.1..=crate::numbers::RELATED_MAX)
        .contains(&weight)
        .then_some((id, weight))
}
