//! The companies of people: matched by their names with the rule for postings, when a person is written and again as companies arrive.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::keys::company_key;
use crate::{
    error::Result,
    features::{
        connections::{
            Connections, PersonRow,
            entity::{connected_company, person},
        },
        jobs::ConnectedCompanies,
    },
    platform::unit_of_work::{Change, Operation},
    types::{
        id::{CompanyId, PersonId, UserId},
        object_kind::ObjectKind,
    },
};

/// People who are matched again each minute.
const BATCH: u64 = 5_000;
/// Names that one statement looks up: few enough for the index also where only some thousand companies are known.
const NAMES: usize = 50;
/// Companies that a statement lists by their ids; more are selected by the database.
const FEW: usize = 50;

/// People whose company is another one by now, by the key that they state and that company.
type Changed = BTreeMap<(String, Option<CompanyId>), Vec<PersonId>>;

impl Connections {
    /// Sets the companies of these people by the names that they state.
    pub(super) async fn note_companies(
        &self,
        conn: &impl ConnectionTrait,
        people: &mut [PersonRow],
    ) -> Result<()> {
        let names: BTreeMap<&str, &str> = people
            .iter()
            .filter(|row| !row.company_key.is_empty())
            .map(|row| (row.company_key.as_str(), row.company.as_str()))
            .collect();
        let names: Vec<&str> = names.into_values().collect();
        let found = self.jobs.companies_named(conn, &names).await?;
        for row in people {
            row.company_id = found.get(&row.company_key).copied();
        }
        Ok(())
    }

    /// Matches the next people of all users with the companies that are known by now; returns the number of those whose company changed.
    /// Each process begins with the first person, and again after the last.
    pub async fn match_companies(&self) -> Result<usize> {
        let mut position = self.matching_position.lock().await;
        let conn = self.platform.db.conn();
        let people = person::employed_after(conn, position.after, BATCH).await?;
        let names: BTreeSet<&str> = people.iter().map(|row| row.company.as_str()).collect();
        let names: Vec<&str> = names.into_iter().collect();
        let mut found = HashMap::new();
        for names in names.chunks(NAMES) {
            found.extend(self.jobs.companies_named(conn, names).await?);
        }
        let mut changed: BTreeMap<UserId, Changed> = BTreeMap::new();
        let mut keys: BTreeMap<&str, String> = BTreeMap::new();
        for row in &people {
            let key = keys
                .entry(&row.company)
                .or_insert_with(|| company_key(&row.company));
            let company = found.get(key).copied();
            if company != row.company_id {
                let of_user = changed.entry(row.user_id).or_default();
                let same = of_user.entry((key.clone(), company)).or_default();
                same.push(row.id);
            }
        }
        for (user, changed) in &changed {
            self.note_changed(*user, changed).await?;
        }
        let is_last = u64::try_from(people.len()).is_ok_and(|read| read < BATCH);
        let last = people.last().filter(|_| !is_last);
        position.after = last.map_or_else(Uuid::nil, |row| row.id.0);
        let people = changed.values().flat_map(BTreeMap::values);
        Ok(people.map(Vec::len).sum())
    }

    /// Writes the companies of some people of a user. An import of the same user waits.
    async fn note_changed(&self, user: UserId, changed: &Changed) -> Result<()> {
        let tx = self.platform.begin().await?;
        self.users.lock_to_count(&tx, user).await?;
        for ((key, company), ids) in changed {
            person::note_company(&tx, ids, key, *company).await?;
            for id in ids {
                let changed = Operation::Changed;
                tx.changed(Change::unversioned(user, ObjectKind::Person, id.0, changed))
                    .await;
            }
        }
        tx.commit().await
    }

    /// The companies at which a user knows people, for a search.
    pub async fn companies(&self, user: UserId) -> Result<ConnectedCompanies> {
        let conn = self.platform.db.conn();
        let limit = u64::try_from(FEW).unwrap_or(u64::MAX).saturating_add(1);
        let some = connected_company::some_of(conn, user, limit).await?;
        Ok(if some.len() > FEW {
            ConnectedCompanies::Many(Box::new(connected_company::of(user)))
        } else {
            ConnectedCompanies::Few(some)
        })
    }
}
