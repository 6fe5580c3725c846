//! The consent of a user, and what the models of the user took today.

use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};

use super::day_of;
use crate::{
    error::Result,
    features::{
        audit::{Action, Entry},
        writing::models::{
            LanguageModels,
            entity::{answer, consent, user_spending},
        },
    },
    platform::unit_of_work::{Change, Operation, Unit},
    types::{
        actor::{Actor, Person},
        object_kind::ObjectKind,
        origin::Origin,
        write::Write,
    },
};

/// Whether a user has switched language models on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// True if models may be asked.
    pub is_on: bool,
}

/// What the models of a user took today, in UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Tokens of requests and answers.
    pub tokens: i64,
    /// Millionths of the currency.
    pub micros: i64,
    /// Tokens that requests under way may take.
    pub reserved_tokens: i64,
    /// Money that they may take.
    pub reserved_micros: i64,
}

impl LanguageModels {
    /// The choice of the actor; off until it is switched on.
    pub async fn choice(&self, actor: &Actor) -> Result<Choice> {
        let is_on = self.is_on(self.platform.db.conn(), actor).await?;
        Ok(Choice { is_on })
    }

    /// True if the actor is known to have switched them off; not if the database does not answer.
    pub async fn is_known_off(&self, actor: &Actor) -> bool {
        matches!(self.choice(actor).await, Ok(choice) if !choice.is_on)
    }

    /// True if the actor has switched them on. Nothing is sent of an account that is to be deleted.
    pub async fn is_on(&self, conn: &impl ConnectionTrait, actor: &Actor) -> Result<bool> {
        let found = consent::of(actor).one(conn).await?;
        if !found.is_some_and(|row| row.is_on) {
            return Ok(false);
        }
        let user = self.users.find_by_id(conn, actor.user_id).await?;
        Ok(user.is_some_and(|user| user.leaves_at.is_none()))
    }

    /// Switches language models on or off. When they are off, answers that were kept are deleted. Only for sessions: an API token gives no consent.
    pub async fn choose(
        &self,
        write: &Write<'_>,
        person: &Person,
        is_on: bool,
        origin: &Origin,
    ) -> Result<Choice> {
        let user_id = person.actor().user_id;
        let act = async |unit: &Unit| {
            // A request that begins at the same time waits, and sees the choice.
            self.users.lock_to_count(unit, user_id).await?;
            let row = consent::Model {
                user_id,
                is_on,
                changed_at: self.platform.clock.now(),
            };
            consent::put(unit, &row).await?;
            if !is_on {
                answer::forget(unit, person.actor()).await?;
            }
            let change = Change {
                owner: user_id,
                kind: ObjectKind::LanguageModels,
                id: user_id.0,
                operation: Operation::Changed,
                version: None,
            };
            unit.changed(change).await;
            let action = if is_on {
                Action::LanguageModelsOn
            } else {
                Action::LanguageModelsOff
            };
            let entry = Entry::own(action, user_id, origin);
            self.audit.record(unit, entry).await?;
            Ok(Choice { is_on })
        };
        self.platform.write(write, act).await
    }

    /// What the models of the actor took today.
    pub async fn todays_use(&self, actor: &Actor) -> Result<Usage> {
        let today = day_of(self.platform.clock.now());
        let found = user_spending::of_day(actor, today);
        let found = found.one(self.platform.db.conn()).await?;
        Ok(found.map_or_else(Usage::default, |row| Usage {
            tokens: row.tokens,
            micros: row.micros,
            reserved_tokens: row.reserved_tokens,
            reserved_micros: row.reserved_micros,
        }))
    }
}
