//! Proposals of API tokens that may only propose: a mutation is run as a dry run, and stored with what it would change.

mod row;

use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel, PaginatorTrait};

pub use self::row::{
    ActiveModel, Column, Effect, Effects, Entity, Model as ProposalRow, State, delete,
    expired_before, of, of_by_id, of_token, open, update_if,
};
use super::{Platform, feed::Change};
use crate::{
    error::{Error, Refusal, Result},
    types::{actor::Actor, id::AgentProposalId, object_kind::ObjectKind, write::Asked},
};

/// Maximum bytes of the input of a proposal.
const INPUT_MAX: usize = 64 * 1024;

/// A mutation after a dry run.
pub(super) struct Trial<'a> {
    /// What was asked for.
    pub(super) asked: &'a Asked,
    /// What the dry run changed.
    pub(super) changes: &'a [Change],
    /// The last change before it, if its input states no version.
    pub(super) after: Option<i64>,
}

/// Stores what was asked for, with what a dry run changed, inside the caller's transaction.
pub(super) async fn add(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    actor: &Actor,
    trial: &Trial<'_>,
) -> Result<AgentProposalId> {
    let asked = trial.asked;
    let input = asked.bound_input();
    if input.to_string().len() > INPUT_MAX {
        let message = "The input is too large for a proposal: at most 64 KiB of JSON.";
        return Err(Refusal::invalid("input", message).into());
    }
    let (now, limits) = (platform.clock.now(), &platform.config.proposals);
    let limit = limits.pending_per_token;
    if row::waiting(actor, now).count(tx).await? >= limit {
        let message = format!(
            "{limit} proposals of this API token wait for the user, which is the maximum; the user decides about some of them first."
        );
        return Err(Refusal::invalid("input", message).into());
    }
    let row = ProposalRow {
        id: AgentProposalId(platform.clock.new_id()),
        user_id: actor.user_id,
        token_id: actor.session_id,
        token_name: row::name_of(actor),
        mutation: asked.mutation.clone(),
        input,
        reason: asked.reason.clone(),
        made_after: trial.after,
        effects: Effects::of(trial.changes, true),
        state: State::Pending,
        version: 1,
        created_at: now,
        expires_at: now + TimeDelta::days(i64::from(limits.open_days)),
        decided_at: None,
    };
    let id = row.id;
    row.into_active_model().reset_all().insert(tx).await?;
    Ok(id)
}

/// Accepts a proposal inside the transaction of its mutation. Another one that accepts or rejects it waits for the end of this one.
pub(super) async fn accept(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: AgentProposalId,
) -> Result<ProposalRow> {
    let accepted = row::accept(tx, actor, id, platform.clock.now()).await?;
    accepted.ok_or_else(|| Error::conflict("This proposal does not wait any more; read it again."))
}

/// Stores what the mutation of an accepted proposal changed.
pub(super) async fn keep_effects(
    tx: &impl ConnectionTrait,
    row: &ProposalRow,
    changes: &[Change],
) -> Result<()> {
    Ok(row::keep_effects(tx, row.id, Effects::of(changes, false)).await?)
}

/// A change of a proposal, for the feed of its user.
#[must_use]
pub fn change(row: &ProposalRow, version: Option<i32>) -> Change {
    Change::of(row.user_id, ObjectKind::AgentProposal, row.id.0, version)
}
