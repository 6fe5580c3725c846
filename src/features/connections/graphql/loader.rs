//! Loaders of the viewer's people.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use crate::{
    error::Result,
    features::connections::{AtCompany, PersonRow},
    graphql::loader::{Batcher, Loader},
    types::{
        area::Area,
        id::{CompanyId, PersonId},
    },
};

/// A person whom the viewer knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PersonKey(pub PersonId);

/// The people whom the viewer knows at a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PeopleAtCompany {
    /// The company.
    pub company: CompanyId,
    /// The number of people that are read.
    pub limit: u64,
}

impl Loader<PersonKey> for Batcher {
    type Value = Arc<PersonRow>;

    async fn load(&self, keys: &[PersonKey]) -> Result<HashMap<PersonKey, Self::Value>> {
        let actor = self.viewer().allowed(Area::Connections.read())?;
        let ids: Vec<PersonId> = keys.iter().map(|key| key.0).collect();
        let found = self.app.connections.batch(actor, &ids).await?;
        Ok(found
            .into_iter()
            .map(|(id, row)| (PersonKey(id), row))
            .collect())
    }
}

impl Loader<PeopleAtCompany> for Batcher {
    type Value = Arc<AtCompany>;

    async fn load(
        &self,
        keys: &[PeopleAtCompany],
    ) -> Result<HashMap<PeopleAtCompany, Self::Value>> {
        let actor = self.viewer().allowed(Area::Connections.read())?;
        let mut by_limit: BTreeMap<u64, Vec<CompanyId>> = BTreeMap::new();
        for key in keys {
            by_limit.entry(key.limit).or_default().push(key.company);
        }
        let mut found = HashMap::new();
        for (limit, companies) in by_limit {
            let connections = &self.app.connections;
            let people = connections
                .batch_at_companies(actor, &companies, limit)
                .await?;
            found.extend(
                people
                    .into_iter()
                    .map(|(company, people)| (PeopleAtCompany { company, limit }, people)),
            );
        }
        Ok(found)
    }
}
