//! The results of an import as a table (CSV, RFC 4180).

use crate::{
    error::Result,
    features::imports::{EntryRow, Imports, Outcome, entity::entry},
    types::{actor::Actor, id::ImportId, schema_name::schema_name},
};

const HEADER: &str = "entry,section,file,row,item,action,choice,result,message";

impl Imports {
    /// The results of all entries of an import of the actor.
    pub async fn results(&self, actor: &Actor, id: ImportId) -> Result<String> {
        let rows = entry::readable(actor, id).all(self.platform.db.conn());
        Ok(results_csv(&rows.await?))
    }
}

/// Entries as CSV. A cell that a spreadsheet would take for a formula begins with an apostrophe.
#[must_use]
pub fn results_csv(rows: &[EntryRow]) -> String {
    let mut text = format!("{HEADER}\r\n");
    for row in rows {
        let cells = [
            row.ordinal.to_string(),
            schema_name(row.section).to_owned(),
            row.file.clone(),
            row.file_row.map(|row| row.to_string()).unwrap_or_default(),
            item_name(row),
            schema_name(row.action).to_owned(),
            schema_name(row.choice).to_owned(),
            row.result.map_or("", schema_name).to_owned(),
            message(row).unwrap_or_default().to_owned(),
        ];
        let cells = cells.map(|cell| quoted(&cell));
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

/// Why nothing was written of an entry that was processed, or not what was chosen. The note of a plan asks for a choice, which was made if the
/// entry was written.
#[must_use]
pub fn message(row: &EntryRow) -> Option<&str> {
    let is_written = matches!(row.result?, Outcome::Added | Outcome::Changed);
    let note = row.note.as_deref().filter(|_| !is_written);
    row.message.as_deref().or(note)
}

/// What names the item of an entry: its first two texts, and else what it lists.
#[must_use]
pub fn item_name(row: &EntryRow) -> String {
    const NAMES: [&str; 14] = [
        "title",
        "name",
        "firstName",
        "lastName",
        "company",
        "school",
        "degree",
        "organization",
        "role",
        "label",
        "url",
        "headline",
        "location",
        "summary",
    ];
    let texts = NAMES.iter().map(|field| row.imported.text(field));
    let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).take(2).collect();
    let title = if texts.is_empty() {
        let lists = row.imported.0.values().flatten();
        lists.map(String::as_str).collect::<Vec<_>>().join(", ")
    } else {
        texts.join(" · ")
    };
    title.chars().take(200).collect()
}

fn quoted(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let safe = if is_formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if safe.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_cell_is_quoted_and_is_no_formula() {
        for (cell, written) in [
            ("plain", "plain"),
            ("a, b", "\"a, b\""),
            ("say \"no\"", "\"say \"\"no\"\"\""),
            ("=1+1", "'=1+1"),
            ("@cmd", "'@cmd"),
            ("-5", "'-5"),
            ("+49", "'+49"),
            ("\t=1", "'\t=1"),
            ("\r=1", "\"'\r=1\""),
            ("two\nlines", "\"two\nlines\""),
        ] {
            assert_eq!(quoted(cell), written);
        }
    }
}
