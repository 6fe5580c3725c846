//! Reads proposals, and decides about them.

use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter, Select};

use super::{ProposalRow, Proposals};
use crate::{
    error::{Error, Refusal, Result},
    platform::{
        db::{keyset::ByTime, padded},
        proposals::{self, ActiveModel, Column, Entity, State},
        unit_of_work::{Change, Unit},
    },
    types::{
        actor::{Actor, Person},
        id::AgentProposalId,
        object_kind::ObjectKind,
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
    /// Accepted, and the mutation has not ended.
    Accepting,
    /// The mutation ran.
    Accepted,
    /// Rejected.
    Rejected,
    /// Not decided in time.
    Expired,
}

/// What accepting a proposal needs.
#[derive(Clone, Debug)]
pub enum Accepting {
    /// It was accepted before.
    Done(ProposalRow),
    /// Its mutation is to be run, under the id of the proposal as its idempotency key.
    Run(ProposalRow),
}

impl Standing {
    /// How a proposal stands at an instant.
    #[must_use]
    pub fn of(row: &ProposalRow, now: DateTime<Utc>) -> Self {
        match row.state {
            State::Accepted => Self::Accepted,
            State::Rejected => Self::Rejected,
            State::Pending | State::Accepting if row.expires_at <= now => Self::Expired,
            State::Pending => Self::Pending,
            State::Accepting => Self::Accepting,
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

    /// Begins to accept: from now on it cannot be rejected. Called again before the mutation has ended, it lets it run again, which its
    /// idempotency key makes harmless.
    pub async fn accept(&self, person: &Person, id: AgentProposalId) -> Result<Accepting> {
        let actor = person.actor();
        let unit = self.platform.begin_by(actor).await?;
        let row = self.found(&unit, actor, id).await?;
        match self.standing(&row) {
            Standing::Accepted => Ok(Accepting::Done(row)),
            Standing::Accepting => Ok(Accepting::Run(row)),
            Standing::Pending => {
                let row = decide(&unit, &row, State::Accepting, None).await?;
                unit.commit().await?;
                Ok(Accepting::Run(row))
            }
            Standing::Rejected => Err(refused("This proposal was rejected.")),
            Standing::Expired => Err(refused(EXPIRED)),
        }
    }

    /// Ends accepting: the mutation ran.
    pub async fn accepted(&self, person: &Person, row: &ProposalRow) -> Result<ProposalRow> {
        self.end(person, row, State::Accepted).await
    }

    /// Ends accepting: the mutation was refused, and the proposal waits again.
    pub async fn waits_again(&self, person: &Person, row: &ProposalRow) -> Result<ProposalRow> {
        self.end(person, row, State::Pending).await
    }

    /// Rejects a proposal. Rejecting it again changes nothing.
    pub async fn reject(&self, person: &Person, id: AgentProposalId) -> Result<ProposalRow> {
        let actor = person.actor();
        let unit = self.platform.begin_by(actor).await?;
        let row = self.found(&unit, actor, id).await?;
        match self.standing(&row) {
            Standing::Rejected => Ok(row),
            Standing::Pending => {
                let now = self.platform.clock.now();
                let row = decide(&unit, &row, State::Rejected, Some(now)).await?;
                unit.commit().await?;
                Ok(row)
            }
            Standing::Accepting => Err(refused(
                "This proposal is being accepted; if that lasts, accept it again.",
            )),
            Standing::Accepted => Err(refused("This proposal was accepted.")),
            Standing::Expired => Err(refused(EXPIRED)),
        }
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
            unit.changed(change(row, None)).await;
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

    async fn found(&self, unit: &Unit, actor: &Actor, id: AgentProposalId) -> Result<ProposalRow> {
        let found = proposals::of_by_id(actor, id).one(unit).await?;
        found.ok_or_else(|| Error::not_found("proposal"))
    }

    /// Writes how accepting ended, unless another request has.
    async fn end(&self, person: &Person, row: &ProposalRow, state: State) -> Result<ProposalRow> {
        let actor = person.actor();
        let unit = self.platform.begin_by(actor).await?;
        let read = self.found(&unit, actor, row.id).await?;
        if read.state != State::Accepting {
            return Ok(read);
        }
        let now = self.platform.clock.now();
        let decided_at = (state == State::Accepted).then_some(now);
        let row = decide(&unit, &read, state, decided_at).await?;
        unit.commit().await?;
        Ok(row)
    }
}

const EXPIRED: &str = "This proposal has expired; the program may propose it again.";

fn refused(message: &'static str) -> Error {
    Refusal::invalid("input.id", message).into()
}

/// Writes the next version of a proposal that was read in this transaction.
async fn decide(
    unit: &Unit,
    read: &ProposalRow,
    state: State,
    decided_at: Option<DateTime<Utc>>,
) -> Result<ProposalRow> {
    let next = ActiveModel {
        state: Set(state),
        decided_at: Set(decided_at),
        ..Default::default()
    };
    let written = proposals::update_if(unit, next, read).await?;
    let row = written.ok_or_else(|| {
        Error::conflict("Another request decides about this proposal; read it again.")
    })?;
    unit.changed(change(&row, Some(row.version))).await;
    Ok(row)
}

fn change(row: &ProposalRow, version: Option<i32>) -> Change {
    Change::of(row.user_id, ObjectKind::AgentProposal, row.id.0, version)
}
