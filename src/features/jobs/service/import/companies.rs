//! Finds the companies of a batch by name, and inserts new ones.

use std::collections::{BTreeSet, HashMap, HashSet};

use reading::{
    company::{Name, former_alias},
    text,
};
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

/// Names that are looked for by one statement.
const NAMES: usize = 2_000;

/// The alias of a name: its key, with the legal form (docs/READING.md).
pub(in crate::features::jobs::service) fn alias_of(name: &str) -> String {
    Name::read(name).key()
}

/// The companies of a batch, by alias, with the legal forms that each is known by.
struct KnownCompanies {
    by_alias: HashMap<String, CompanyRow>,
    names: HashMap<CompanyId, Vec<Name>>,
}

impl KnownCompanies {
    /// The company with this name: by its alias, else by the name without its legal form if it is not known by another form, else by the
    /// alias of an earlier version.
    fn find(&self, name: &str) -> Option<&CompanyRow> {
        let read = Name::read(name);
        if let Some(company) = self.by_alias.get(&read.key()) {
            return Some(company);
        }
        let is_other = |company: &CompanyRow| {
            let mut names = self.names.get(&company.id).into_iter().flatten();
            names.any(|known| known.conflicts(&read))
        };
        [read.base.clone(), former_alias(name)]
            .iter()
            .filter_map(|alias| self.by_alias.get(alias))
            .find(|company| !is_other(company))
    }

    fn insert(&mut self, alias: &str, company: &CompanyRow) {
        let names = self.names.entry(company.id).or_default();
        names.extend([Name::read(alias), Name::read(&company.name)]);
        self.by_alias
            .entry(alias.to_owned())
            .or_insert_with(|| company.clone());
    }
}

impl Jobs {
    /// The companies with these names, by the keys of the names, which may have another legal form than a company only if the company is
    /// known without one. Names of no company are missing.
    pub async fn companies_named(
        &self,
        conn: &impl ConnectionTrait,
        names: &[&str],
    ) -> Result<HashMap<String, CompanyId>> {
        let mut found = HashMap::new();
        for names in names.chunks(NAMES) {
            let known = known(conn, names).await?;
            let of = |name: &&str| Some((alias_of(name), known.find(name)?.id));
            found.extend(names.iter().filter_map(of));
        }
        Ok(found)
    }

    /// The companies that a batch names, by alias. A name that finds its company by another alias becomes an alias.
    pub(in crate::features::jobs::service) async fn companies(
        &self,
        conn: &impl ConnectionTrait,
        board: &Board<'_>,
        records: &[PostingRecord],
    ) -> Result<HashMap<String, CompanyRow>> {
        let mut names: Vec<&str> = Vec::new();
        let mut keys = HashSet::new();
        for name in records.iter().map(|record| company_name(record, board)) {
            if keys.insert(alias_of(name)) {
                names.push(name);
            }
        }
        let mut known = known(conn, &names).await?;
        for name in names {
            let key = alias_of(name);
            if known.by_alias.contains_key(&key) {
                continue;
            }
            let company = match known.find(name).cloned() {
                Some(company) => company,
                None => self.create_company(conn, board, name, &mut known).await?,
            };
            company_alias::insert(conn, key.clone(), company.id).await?;
            known.insert(&key, &company);
        }
        Ok(known.by_alias)
    }

    /// A new company. The name without its legal form becomes its alias as well, unless another company has it.
    async fn create_company(
        &self,
        conn: &impl ConnectionTrait,
        board: &Board<'_>,
        name: &str,
        known: &mut KnownCompanies,
    ) -> Result<CompanyRow> {
        let id = CompanyId(self.platform.clock.new_id());
        let read = Name::read(name);
        let first = !known.by_alias.contains_key(&read.base);
        let slug = if first { read.base.clone() } else { read.key() };
        let facts = Some(&board.company).filter(|facts| alias_of(&facts.name) == read.key());
        let row = company::ActiveModel {
            id: Set(id),
            name: Set(text::tidy(name, 200)),
            slug: Set(free_slug(conn, &slug, id).await?),
            domain: Set(facts.and_then(|facts| facts.domain.clone())),
            industry: Set(facts.and_then(|facts| facts.industry.clone())),
            size_band: Set(facts.and_then(|facts| facts.size_band.clone())),
            created_at: Set(self.platform.clock.now()),
            version: Set(1),
        };
        let row = row.insert(conn).await?;
        if first && read.form.is_some() {
            company_alias::insert(conn, read.base.clone(), id).await?;
            known.insert(&read.base, &row);
        }
        Ok(row)
    }
}

/// The companies that have one of these names, without or with a legal form, or as an earlier version stored it.
async fn known(conn: &impl ConnectionTrait, names: &[&str]) -> Result<KnownCompanies> {
    let keyed: BTreeSet<String> = names
        .iter()
        .flat_map(|name| [alias_of(name), Name::read(name).base, former_alias(name)])
        .filter(|alias| !alias.is_empty())
        .collect();
    let found = company_alias::by_aliases(keyed).all(conn).await?;
    let ids: BTreeSet<CompanyId> = found.iter().map(|alias| alias.company_id).collect();
    let ids: Vec<CompanyId> = ids.into_iter().collect();
    let rows: HashMap<CompanyId, CompanyRow> = company::by_ids(&ids)
        .all(conn)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let mut known = KnownCompanies {
        by_alias: HashMap::new(),
        names: HashMap::new(),
    };
    for alias in company_alias::of_companies(&ids).all(conn).await? {
        if let Some(company) = rows.get(&alias.company_id) {
            known.insert(&alias.alias, company);
        }
    }
    Ok(known)
}

/// Letters, digits and dashes; "company" for a name without any.
async fn free_slug(conn: &impl ConnectionTrait, alias: &str, id: CompanyId) -> Result<String> {
    let words = alias
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("-");
    let slug: String = if slug.is_empty() {
        "company".to_owned()
    } else {
        slug.chars().take(80).collect()
    };
    if company::by_slug(&slug).one(conn).await?.is_none() {
        return Ok(slug);
    }
    Ok(format!("{slug}-{}", id.0.simple()))
}
