//! A mutation of an actor who only proposes: it runs as a dry run, and what it would change is stored as a proposal.

use serde::{Serialize, de::DeserializeOwned};

use super::{Change, Platform, Unit, replay, row};
use crate::{
    error::{Error, Result},
    platform::proposals::{self, Trial},
    types::{
        id::AgentProposalId,
        object_kind::ObjectKind,
        write::{Asked, Write},
    },
};

impl Platform {
    /// Runs a mutation, rolls it back and stores it as a proposal; returns what it would have returned. A dry run stores nothing. A key stands
    /// for the proposal: a retry makes no second one.
    pub(super) async fn propose<T, F>(&self, write: &Write<'_>, act: F) -> Result<T>
    where
        T: Serialize + DeserializeOwned,
        F: AsyncFnOnce(&Unit) -> Result<T>,
    {
        let asked = write.asked.as_ref();
        let asked = asked.ok_or_else(|| Error::internal("a proposal of no mutation"))?;
        let after = self.last_before(asked, write).await?;
        let trial = self.begin_unit(Some(write.actor), true).await?;
        if let Some(first) = self.claimed(&trial, write).await? {
            return repeat(write, asked, first);
        }
        let done = Box::pin(act(&trial)).await?;
        let Unit { tx, reported, .. } = trial;
        tx.rollback().await?;
        if write.dry_run {
            return Ok(done);
        }
        let changes = reported.into_inner().changes;
        let trial = Trial {
            asked,
            changes: &changes,
            after,
        };
        match self.store(write, &trial, &done).await? {
            None => Ok(done),
            Some(first) => repeat(write, asked, first),
        }
    }

    /// Stores a proposal, or returns the request that has used the key since the trial.
    async fn store(
        &self,
        write: &Write<'_>,
        trial: &Trial<'_>,
        done: &impl Serialize,
    ) -> Result<Option<row::Model>> {
        let (actor, user) = (write.actor, write.actor.user_id);
        let unit = self.begin_unit(Some(actor), false).await?;
        if let Some(first) = self.claimed(&unit, write).await? {
            return Ok(Some(first));
        }
        let id = proposals::add(self, &unit, actor, trial).await?;
        unit.changed(Change::of(user, ObjectKind::AgentProposal, id.0, Some(1)))
            .await;
        if let Some(key) = &write.key {
            let result = serde_json::to_value(done).map_err(Error::internal)?;
            row::store_result(&unit.tx, user, key, Some(id.0), result).await?;
        }
        unit.commit().await?;
        let _ = trial.asked.made.set(id);
        Ok(None)
    }

    /// The last change in the feed of the actor, if a proposal is stored and what was asked for states no version.
    async fn last_before(&self, asked: &Asked, write: &Write<'_>) -> Result<Option<i64>> {
        if asked.takes_version || write.dry_run {
            return Ok(None);
        }
        self.feed.last(write.actor.user_id).await.map(Some)
    }
}

/// The result of the first request with this key, and its proposal.
fn repeat<T: DeserializeOwned>(write: &Write<'_>, asked: &Asked, first: row::Model) -> Result<T> {
    let key = write.key.as_ref();
    let key = key.ok_or_else(|| Error::internal("a repeated request without a key"))?;
    let proposal = first.subject;
    let done = replay(key, first)?;
    if let Some(id) = proposal {
        let _ = asked.made.set(AgentProposalId(id));
    }
    Ok(done)
}
