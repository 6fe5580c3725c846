//! The audit: actions on accounts and who took them, in a hash chain that reveals later edits. The entries hold ids and names of actions;
//! personal data is stored separately and can be erased without breaking the chain.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, IntoActiveModel};

pub use self::{
    action::Action,
    entity::entry::{Model as EntryRow, Outcome},
    read::{EntryFilter, EntryWithOrigin},
    verify::{Anchor, Verdict},
};
use self::{
    chain::{hash_of_entry, hash_of_origin},
    entity::{entry, head, origin},
};
use crate::{
    error::{Error, Result},
    platform::{
        Platform,
        registry::{Feature, Registry},
    },
    types::{id::UserId, origin::Origin},
};

mod action;
mod chain;
pub mod entity;
pub mod graphql;
mod personal_data;
mod read;
mod verify;

/// The service of the audit.
#[derive(Clone)]
pub struct Audit {
    platform: Platform,
}

/// An entry to append.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// The action.
    pub action: Action,
    /// The outcome.
    pub outcome: Outcome,
    /// The user who acted, if known.
    pub actor: Option<UserId>,
    /// The account that the action was about.
    pub subject: Option<UserId>,
    /// The id of the object that the action was about.
    pub target: Option<String>,
    /// The client and request.
    pub origin: &'a Origin,
}

impl<'a> Entry<'a> {
    /// An action of a user on their own account.
    #[must_use]
    pub const fn own(action: Action, user: UserId, origin: &'a Origin) -> Self {
        Self {
            action,
            outcome: Outcome::Done,
            actor: Some(user),
            subject: Some(user),
            target: None,
            origin,
        }
    }

    /// Sets the id of the object that the action was about.
    #[must_use]
    pub fn target(mut self, id: impl std::fmt::Display) -> Self {
        self.target = Some(id.to_string());
        self
    }

    /// Sets the outcome to refused.
    #[must_use]
    pub const fn refused(mut self) -> Self {
        self.outcome = Outcome::Refused;
        self
    }
}

impl Audit {
    /// A service on this platform.
    #[must_use]
    pub const fn new(platform: Platform) -> Self {
        Self { platform }
    }

    /// Appends inside the caller's transaction. Must be its last statement: the end of the chain stays locked until the commit, and its
    /// holder must not wait for another lock.
    pub async fn record(&self, conn: &impl ConnectionTrait, entry: Entry<'_>) -> Result<()> {
        let head = head::locked()
            .one(conn)
            .await?
            .ok_or_else(|| Error::internal("the audit has no head"))?;
        let origin = origin::Model {
            seq: head.seq + 1,
            user_id: entry.actor.or(entry.subject),
            salt: self.platform.clock.random_32()?.to_vec(),
            ip_address: entry.origin.ip_address().map(|address| address.to_string()),
            user_agent: entry.origin.user_agent().map(str::to_owned),
            request_id: Some(entry.origin.request_id().to_owned()),
        };
        let mut row = entry::Model {
            seq: origin.seq,
            at: self.platform.clock.now(),
            action: entry.action.name().to_owned(),
            outcome: entry.outcome,
            actor_id: entry.actor,
            subject_id: entry.subject,
            target: entry.target,
            origin_hash: hash_of_origin(&origin),
            hash: Vec::new(),
        };
        row.hash = hash_of_entry(&head.hash, &row);
        let mut end = head.into_active_model();
        (end.seq, end.hash) = (Set(row.seq), Set(row.hash.clone()));
        end.update(conn).await?;
        row.into_active_model().reset_all().insert(conn).await?;
        origin.into_active_model().reset_all().insert(conn).await?;
        Ok(())
    }

    /// Appends in a transaction of its own: for a refusal, whose transaction is rolled back.
    pub async fn record_alone(&self, entry: Entry<'_>) -> Result<()> {
        let tx = self.platform.begin().await?;
        self.record(&tx, entry).await?;
        tx.commit().await
    }
}

impl Feature for Audit {
    fn register(&self, registry: &mut Registry) {
        registry.personal_data(self.clone());
    }
}
