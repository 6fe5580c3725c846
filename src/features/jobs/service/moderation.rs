//! Changes by moderators: hide a posting, make it visible again, correct a company. Each runs inside the caller's transaction; after the
//! commit the caller calls [`Jobs::signal_moderation`].

use std::{collections::HashMap, sync::Arc, time::Duration};

use reading::company::Name;
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
        entity::{company, company_alias, posting, posting_row},
    },
    types::{
        actor::Moderator,
        id::{CompanyId, PostingId},
    },
};

/// Delay of the second signal of a change.
const SECOND_SIGNAL_AFTER: Duration = Duration::from_secs(2);

/// Changes of a company; a name of `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct CompanyChange {
    /// The version that the client read.
    pub expected_version: i32,
    /// Its name.
    pub name: Option<String>,
    /// The host name of its website, such as `example.org`.
    pub domain: FactChange,
    /// Its industry.
    pub industry: FactChange,
    /// Its number of employees.
    pub size_band: FactChange,
}

/// A change of an optional field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FactChange {
    /// Leaves it as it is.
    #[default]
    Keep,
    /// Removes it.
    Clear,
    /// Sets it to this value.
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
    /// These postings, including hidden ones.
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

    /// Hides a posting; a later reason replaces the first.
    pub async fn hide(
        &self,
        conn: &impl ConnectionTrait,
        _by: &Moderator,
        id: PostingId,
        expected_version: Option<i32>,
        reason: String,
    ) -> Result<PostingRow> {
        let mut row = self.lock_next_version(conn, id, expected_version).await?;
        (row.hidden_at, row.hidden_reason) =
            (Set(Some(self.platform.clock.now())), Set(Some(reason)));
        Ok(row.update(conn).await?)
    }

    /// Makes a hidden posting visible again.
    pub async fn show(
        &self,
        conn: &impl ConnectionTrait,
        _by: &Moderator,
        id: PostingId,
        expected_version: Option<i32>,
    ) -> Result<PostingRow> {
        let mut row = self.lock_next_version(conn, id, expected_version).await?;
        (row.hidden_at, row.hidden_reason) = (Set(None), Set(None));
        Ok(row.update(conn).await?)
    }

    /// Changes a company if it is at the expected version. Its old name stays an alias, so sources that use it still match; the new name
    /// becomes an alias if it is free.
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
            posting_row::wait_for_company(conn, id).await?;
            for alias in [alias_of(&name), Name::read(&name).base] {
                company_alias::add(conn, alias, id).await?;
            }
            row.name = Set(name);
        }
        row.domain = change.domain.over(row.domain);
        row.industry = change.industry.over(row.industry);
        row.size_band = change.size_band.over(row.size_band);
        row.version = Set(next);
        Ok(row.update(conn).await?)
    }

    /// Signals a change by a moderator, again after a delay in case the first signal was lost. Postings of a company that got another name are
    /// indexed beside; if this process ends meanwhile, the schedule does the rest.
    pub async fn signal_moderation(&self) {
        self.signal_changes(1).await;
        let jobs = self.clone();
        self.platform.background.spawn(async move {
            if let Err(error) = jobs.index_waiting().await {
                tracing::warn!(%error, "postings that wait could not be indexed");
            }
        });
        let jobs = self.clone();
        self.platform.background.spawn(async move {
            tokio::select! { () = tokio::time::sleep(SECOND_SIGNAL_AFTER) => {}, () = jobs.platform.background.stopping() => {} }
            jobs.signal_changes(1).await;
        });
    }

    /// Locks a posting for a change by a moderator and increments its version.
    async fn lock_next_version(
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

/// The next version, if the current one is as expected. The row is locked.
fn next_version(current: i32, expected: Option<i32>) -> Result<i32> {
    if expected.is_some_and(|expected| expected != current) {
        return Err(Refusal::VersionConflict { current }.into());
    }
    current
        .checked_add(1)
        .ok_or_else(|| Error::internal("a version has reached its end"))
}
