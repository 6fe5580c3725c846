//! What moderators do to the catalogue: hide a posting from everybody, show it again, mend the facts of a company. Each works inside
//! the caller's transaction; after the commit the caller has it felt by [`Jobs::forget_postings`] or [`Jobs::forget_company`].

use std::{collections::HashMap, sync::Arc, time::Duration};

use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{self, Set},
    ConnectionTrait, IntoActiveModel,
};

use super::import::alias_of;
use crate::{
    error::{Error, Refusal, Result},
    features::jobs::{
        CompanyRow, Jobs, PostingRow,
        entity::{company, company_alias, posting},
    },
    types::{
        actor::Moderator,
        id::{CompanyId, PostingId},
    },
};

/// After this, whoever had read a row before it changed has put it into the cache, and it is forgotten again.
const STRAGGLERS: Duration = Duration::from_secs(2);
/// Rows forgotten at once.
const BATCH: usize = 500;

/// What is changed of a company; a name of `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct CompanyChange {
    /// The version that was seen.
    pub expected_version: i32,
    /// Its name.
    pub name: Option<String>,
    /// Its site, such as `example.org`.
    pub domain: FactChange,
    /// Its industry.
    pub industry: FactChange,
    /// How many people work there.
    pub size_band: FactChange,
}

/// What happens to a fact that need not be there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FactChange {
    /// It stays.
    #[default]
    Keep,
    /// It is taken away.
    Clear,
    /// It is this from now on.
    Set(String),
}

impl FactChange {
    fn over(self, fact: ActiveValue<Option<String>>) -> ActiveValue<Option<String>> {
        match self {
            Self::Keep => fact,
            Self::Clear => Set(None),
            Self::Set(value) => Set(Some(value)),
        }
    }
}

impl Jobs {
    /// These postings, also those that are hidden.
    pub async fn batch_for_moderators(
        &self,
        _by: &Moderator,
        ids: &[PostingId],
    ) -> Result<HashMap<PostingId, Arc<PostingRow>>> {
        let rows = posting::by_ids(ids).all(self.platform.db.conn()).await?;
        Ok(rows
            .into_iter()
            .map(|row| (row.id, Arc::new(row)))
            .collect())
    }

    /// Hides a posting from everybody; a later reason takes the place of the first.
    pub async fn hide(
        &self,
        conn: &impl ConnectionTrait,
        _by: &Moderator,
        id: PostingId,
        expected_version: Option<i32>,
        reason: String,
    ) -> Result<PostingRow> {
        let mut row = self.to_tend(conn, id, expected_version).await?;
        (row.hidden_at, row.hidden_reason) =
            (Set(Some(self.platform.clock.now())), Set(Some(reason)));
        Ok(row.update(conn).await?)
    }

    /// Shows a posting again.
    pub async fn show(
        &self,
        conn: &impl ConnectionTrait,
        _by: &Moderator,
        id: PostingId,
        expected_version: Option<i32>,
    ) -> Result<PostingRow> {
        let mut row = self.to_tend(conn, id, expected_version).await?;
        (row.hidden_at, row.hidden_reason) = (Set(None), Set(None));
        Ok(row.update(conn).await?)
    }

    /// Changes the facts of a company, if it is still at the version that was seen. Boards that go on using its old name still lead to
    /// it, and so does the new one if it is free.
    pub async fn update_company(
        &self,
        conn: &impl ConnectionTrait,
        _by: &Moderator,
        id: CompanyId,
        change: CompanyChange,
    ) -> Result<CompanyRow> {
        let found = company::by_id_to_change(id)
            .one(conn)
            .await?
            .ok_or_else(|| Error::not_found("company"))?;
        let next = next_version(found.version, Some(change.expected_version))?;
        let mut row = found.into_active_model();
        if let Some(name) = change.name {
            posting::rename_company(conn, id, &name, self.platform.clock.now()).await?;
            company_alias::add(conn, alias_of(&name), id).await?;
            row.name = Set(name);
        }
        row.domain = change.domain.over(row.domain);
        row.industry = change.industry.over(row.industry);
        row.size_band = change.size_band.over(row.size_band);
        row.version = Set(next);
        Ok(row.update(conn).await?)
    }

    /// Has everybody read these postings anew, also whoever is reading them just now.
    pub async fn forget_postings(&self, ids: Vec<PostingId>) {
        self.forget_in_batches(&ids).await;
        let jobs = self.clone();
        self.platform.background.spawn(async move {
            tokio::select! { () = tokio::time::sleep(STRAGGLERS) => {}, () = jobs.platform.background.stopping() => {} }
            jobs.forget_in_batches(&ids).await;
        });
    }

    /// Has everybody read this company anew, and its name in its postings.
    pub async fn forget_company(&self, id: CompanyId) -> Result<()> {
        self.platform.cache.forget::<CompanyRow>(&[id.0]).await;
        self.forget_postings(posting::ids_of_company(self.platform.db.conn(), id).await?)
            .await;
        Ok(())
    }

    async fn forget_in_batches(&self, ids: &[PostingId]) {
        for ids in ids.chunks(BATCH) {
            self.forget(ids).await;
        }
    }

    /// A posting to be changed by a moderator, at its next version.
    async fn to_tend(
        &self,
        conn: &impl ConnectionTrait,
        id: PostingId,
        expected_version: Option<i32>,
    ) -> Result<posting::ActiveModel> {
        let found = posting::by_id_to_change(id)
            .one(conn)
            .await?
            .ok_or_else(|| Error::not_found("posting"))?;
        let next = next_version(found.moderation_version, expected_version)?;
        let mut row = found.into_active_model();
        row.moderation_version = Set(next);
        Ok(row)
    }
}

/// The version after this one, if it is the one that was seen. The row is locked.
fn next_version(current: i32, expected: Option<i32>) -> Result<i32> {
    if expected.is_some_and(|expected| expected != current) {
        return Err(Refusal::VersionConflict { current }.into());
    }
    current
        .checked_add(1)
        .ok_or_else(|| Error::internal("a version has reached its end"))
}
