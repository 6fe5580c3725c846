//! Readers of data sets.

use std::{fs, io, path::Path};

use crate::occupations::Occupation;

/// The rows of a table that is separated by tabs, without its head.
pub(super) fn tsv(path: &Path) -> io::Result<Vec<Vec<String>>> {
    let text = fs::read_to_string(path)?;
    let rows = text.lines().skip(1).filter(|line| !line.trim().is_empty());
    Ok(rows
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect())
}

/// The occupations of ESCO, if the folder has them: URI, ISCO group, code, label, names, description.
pub(super) fn occupations(folder: &Path) -> io::Result<Vec<Occupation>> {
    let path = folder.join("occupations_en.tsv");
    if !path.is_file() {
        return Ok(Vec::new());
    }
    let rows = tsv(&path)?.into_iter();
    let occupation = |row: Vec<String>| {
        let cell = |index: usize| row.get(index).map(String::as_str).unwrap_or_default();
        let mut names = vec![cell(3).to_owned()];
        names.extend(
            cell(4)
                .split('|')
                .filter(|name| !name.is_empty())
                .map(str::to_owned),
        );
        Occupation {
            id: cell(0).to_owned(),
            group: cell(1).to_owned(),
            names,
            description: cell(5).to_owned(),
        }
    };
    Ok(rows.map(occupation).collect())
}
