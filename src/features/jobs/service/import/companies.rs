//! Finds the companies of a batch by name, and inserts new ones.

use std::collections::{BTreeMap, HashMap, hash_map::Entry};

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};

use super::board::{Board, company_name};
use crate::{
    error::Result,
    features::jobs::{
        CompanyRow, Jobs,
        entity::{company, company_alias},
        source::PostingRecord,
    },
    types::id::CompanyId,
};

/// Legal forms, which are not part of an alias.
const LEGAL_FORMS: [&str; 18] = [
    "inc",
    "llc",
    "ltd",
    "limited",
    "gmbh",
    "ag",
    "se",
    "kg",
    "corp",
    "corporation",
    "co",
    "plc",
    "bv",
    "nv",
    "sa",
    "sas",
    "ab",
    "oy",
];

/// The alias of a name: lower case, letters and digits only, without the legal form at the end.
pub(in crate::features::jobs::service) fn alias_of(name: &str) -> String {
    let lower = name.to_lowercase();
    let mut words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    while words.len() > 1 && words.last().is_some_and(|word| LEGAL_FORMS.contains(word)) {
        words.pop();
    }
    words.join(" ")
}

impl Jobs {
    /// The companies that a batch names, by alias.
    pub(in crate::features::jobs::service) async fn companies(
        &self,
        conn: &impl ConnectionTrait,
        board: &Board<'_>,
        records: &[PostingRecord],
    ) -> Result<HashMap<String, CompanyRow>> {
        let names: BTreeMap<String, &str> = records
            .iter()
            .map(|record| company_name(record, board))
            .map(|name| (alias_of(name), name))
            .filter(|(alias, _)| !alias.is_empty())
            .collect();
        let aliases = company_alias::by_aliases(names.keys().cloned())
            .all(conn)
            .await?;
        let ids: Vec<CompanyId> = aliases.iter().map(|alias| alias.company_id).collect();
        let rows: HashMap<CompanyId, CompanyRow> = company::by_ids(&ids)
            .all(conn)
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        let mut found: HashMap<String, CompanyRow> = aliases
            .into_iter()
            .filter_map(|alias| Some((alias.alias, rows.get(&alias.company_id)?.clone())))
            .collect();
        for (alias, name) in names {
            if let Entry::Vacant(free) = found.entry(alias) {
                let company = self.create_company(conn, board, free.key(), name).await?;
                free.insert(company);
            }
        }
        Ok(found)
    }

    async fn create_company(
        &self,
        conn: &impl ConnectionTrait,
        board: &Board<'_>,
        alias: &str,
        name: &str,
    ) -> Result<CompanyRow> {
        let id = CompanyId(self.platform.clock.new_id());
        let facts = Some(&board.company).filter(|facts| alias_of(&facts.name) == alias);
        let row = company::ActiveModel {
            id: Set(id),
            name: Set(name.trim().chars().take(200).collect()),
            slug: Set(free_slug(conn, alias, id).await?),
            domain: Set(facts.and_then(|facts| facts.domain.clone())),
            industry: Set(facts.and_then(|facts| facts.industry.clone())),
            size_band: Set(facts.and_then(|facts| facts.size_band.clone())),
            created_at: Set(self.platform.clock.now()),
            version: Set(1),
        };
        let row = row.insert(conn).await?;
        company_alias::ActiveModel {
            alias: Set(alias.to_owned()),
            company_id: Set(id),
        }
        .insert(conn)
        .await?;
        Ok(row)
    }
}

async fn free_slug(conn: &impl ConnectionTrait, alias: &str, id: CompanyId) -> Result<String> {
    let slug: String = alias.replace(' ', "-").chars().take(80).collect();
    if company::by_slug(&slug).one(conn).await?.is_none() {
        return Ok(slug);
    }
    Ok(format!("{slug}-{}", id.0.simple()))
}

#[cfg(test)]
mod tests {
    use super::alias_of;

    #[test]
    fn names_of_one_company_are_one_alias() {
        for (name, alias) in [
            ("Fernhill", "fernhill"),
            ("Fernhill GmbH & Co. KG", "fernhill"),
            ("FERNHILL, Inc.", "fernhill"),
            ("Co", "co"),
            ("Søren & Søn A/S", "søren søn a s"),
        ] {
            assert_eq!(alias_of(name), alias, "{name}");
        }
    }
}
