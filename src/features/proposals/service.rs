//! Reads proposals, and decides about them.

use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter, Select};

use super::{ProposalRow, Proposals};
use crate::{
    error::{Error, Refusal, Result},
    features::auth::ApiTokenRevoked,
    platform::{
        db::{keyset::ByTime, padded},
        proposals::{self, ActiveModel, Column, Effects, Entity, State},
        queue::Failure,
        unit_of_work::Unit,
    },
    types::{
        actor::{Actor, Person},
        id::{AgentProposalId, SessionId},
        page::{Page, Slice},
    },
};

/// Proposals that one run of the sweep deletes.
const SWEPT: u64 = 1_000;

/// How a proposal stands now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Not decided.
    Pending,
    /// The mutation ran.
    Accepted,
    /// Rejected.
    Rejected,
    /// Not decided in time.
    Expired,
}

impl Standing {
    /// How a proposal stands at an instant.
    #[must_use]
    pub fn of(row: &ProposalRow, now: DateTime<Utc>) -> Self {
        match row.state {
            State::Accepted => Self::Accepted,
            State::Rejected => Self::Rejected,
            State::Pending if row.expires_at <= now => Self::Expired,
            State::Pending => Self::Pending,
        }
    }
}

impl Proposals {
    /// One proposal that the actor may see; NOT_FOUND if there is none.
    pub async fn get(&self, actor: &Actor, id: AgentProposalId) -> Result<ProposalRow> {
        let found = proposals::of_by_id(actor, id);
        let found = found.one(self.platform.db.conn()).await?;
        found.ok_or_else(|| Error::not_found("proposal"))
    }

    /// One page of the proposals that the actor may see, newest first; only those that can be accepted, or all.
    pub async fn list(
        &self,
        actor: &Actor,
        is_open: bool,
        page: &Page,
    ) -> Result<Slice<ProposalRow>> {
        let newest = ByTime::newest(Column::CreatedAt, Column::Id);
        let (conn, select) = (self.platform.db.conn(), self.some(actor, is_open));
        newest
            .page(conn, select, page, |row| (row.created_at, row.id.0))
            .await
    }

    /// The number of them.
    pub async fn count(&self, actor: &Actor, is_open: bool) -> Result<u64> {
        let count = self.some(actor, is_open).count(self.platform.db.conn());
        Ok(count.await?)
    }

    /// The proposals with these ids that the actor may see; other ids are missing from the result.
    pub async fn batch(
        &self,
        actor: &Actor,
        ids: &[AgentProposalId],
    ) -> Result<HashMap<AgentProposalId, Arc<ProposalRow>>> {
        let rows = proposals::of(actor).filter(Column::Id.is_in(padded(ids)));
        let rows = rows.all(self.platform.db.conn()).await?;
        Ok(rows
            .into_iter()
            .map(|row| (row.id, Arc::new(row)))
            .collect())
    }

    /// How a proposal stands now.
    #[must_use]
    pub fn standing(&self, row: &ProposalRow) -> Standing {
        Standing::of(row, self.platform.clock.now())
    }

    /// A proposal that waits for a decision, or was accepted before.
    pub async fn acceptable(&self, person: &Person, id: AgentProposalId) -> Result<ProposalRow> {
        let row = self.get(person.actor(), id).await?;
        match self.standing(&row) {
            Standing::Pending if self.api_tokens.is_revoked(row.token_id).await? => Err(refused(
                "The API token of this proposal was revoked; reject it.",
            )),
            Standing::Pending | Standing::Accepted => Ok(row),
            Standing::Rejected => Err(refused("This proposal was rejected.")),
            Standing::Expired => Err(refused(EXPIRED)),
        }
    }

    /// Accepts a proposal whose mutation had nothing to change. One that changes something accepts it itself.
    pub async fn accept(&self, person: &Person, id: AgentProposalId) -> Result<ProposalRow> {
        self.decide(person, id, State::Accepted).await
    }

    /// Rejects a proposal. Rejecting it again changes nothing.
    pub async fn reject(&self, person: &Person, id: AgentProposalId) -> Result<ProposalRow> {
        self.decide(person, id, State::Rejected).await
    }

    /// Rejects what a revoked API token proposed.
    pub async fn on_token_revoked(
        self,
        revoked: ApiTokenRevoked,
    ) -> std::result::Result<(), Failure> {
        Ok(self.reject_all_of(&revoked).await?)
    }

    async fn reject_all_of(&self, revoked: &ApiTokenRevoked) -> Result<()> {
        let token = SessionId(revoked.token_id.0);
        let unit = self.platform.begin().await?;
        let waiting = proposals::of_token(revoked.user_id, token)
            .all(&unit)
            .await?;
        let now = self.platform.clock.now();
        for row in waiting {
            write(&unit, &row, State::Rejected, now).await?;
        }
        unit.commit().await
    }

    /// Deletes proposals that expired long enough ago.
    pub async fn sweep(self) -> Result<()> {
        let kept = TimeDelta::days(i64::from(self.platform.config.proposals.keep_days));
        let before = self.platform.clock.now() - kept;
        let unit = self.platform.begin().await?;
        let old = proposals::expired_before(before, SWEPT).all(&unit).await?;
        if old.is_empty() {
            return Ok(());
        }
        for row in &old {
            unit.changed(proposals::change(row, None)).await;
        }
        let ids: Vec<AgentProposalId> = old.iter().map(|row| row.id).collect();
        proposals::delete(&unit, &ids).await?;
        unit.commit().await
    }

    fn some(&self, actor: &Actor, is_open: bool) -> Select<Entity> {
        let all = proposals::of(actor);
        if is_open {
            proposals::open(all, self.platform.clock.now())
        } else {
            all
        }
    }

    /// Decides about a proposal that waits. What was decided before stays.
    async fn decide(
        &self,
        person: &Person,
        id: AgentProposalId,
        decision: State,
    ) -> Result<ProposalRow> {
        let actor = person.actor();
        let unit = self.platform.begin_by(actor).await?;
        let found = proposals::of_by_id(actor, id).one(&unit).await?;
        let row = found.ok_or_else(|| Error::not_found("proposal"))?;
        match self.standing(&row) {
            _ if row.state == decision => Ok(row),
            Standing::Pending => {
                let row = write(&unit, &row, decision, self.platform.clock.now()).await?;
                unit.commit().await?;
                Ok(row)
            }
            Standing::Accepted => Err(refused("This proposal was accepted.")),
            Standing::Rejected => Err(refused("This proposal was rejected.")),
            Standing::Expired => Err(refused(EXPIRED)),
        }
    }
}

const EXPIRED: &str = "This proposal has expired; the program may propose it again.";

fn refused(message: &'static str) -> Error {
    Refusal::invalid("input.id", message).into()
}

/// Writes a decision about a proposal that was read in this transaction.
async fn write(
    unit: &Unit,
    read: &ProposalRow,
    decision: State,
    now: DateTime<Utc>,
) -> Result<ProposalRow> {
    let next = ActiveModel {
        state: Set(decision),
        decided_at: Set(Some(now)),
        ..Default::default()
    };
    let next = match decision {
        // One that changes something is accepted by its mutation, which keeps what it changed.
        State::Accepted => ActiveModel {
            effects: Set(Effects::default()),
            ..next
        },
        State::Pending | State::Rejected => next,
    };
    let written = proposals::update_if(unit, next, read).await?;
    let row = written.ok_or_else(|| {
        Error::conflict("Another request decides about this proposal; read it again.")
    })?;
    unit.changed(proposals::change(&row, Some(row.version)))
        .await;
    Ok(row)
}
