//! API tokens for programs: agents, extensions, scripts. A token is returned once at its creation, is limited to its scopes, and expires.

use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, IntoActiveModel, PaginatorTrait};

use crate::{
    error::{Error, Refusal, Result},
    features::{
        audit::{Action, Audit, Entry},
        auth::{revocation::Revocation, secret::secret, step_up::StepUp},
        users::{Status, Users},
    },
    platform::{Platform, hashing::token_hash},
    types::{
        actor::{Access, Actor, Person},
        id::{ApiTokenId, SessionId},
        origin::Origin,
        scope::{Scope, Scopes},
        text::Line,
    },
};

pub mod entity;
mod event;
pub mod graphql;

pub use self::{entity::Model as ApiTokenRow, event::ApiTokenRevoked};

/// The prefix of every API token, so that secret scanners recognise a leaked one.
pub(in crate::features::auth) const PREFIX: &str = "cg_";
/// Number of stored characters, for recognition.
const SHOWN: usize = 10;
/// Number of characters of a token: the prefix and 256 bits.
const LENGTH: usize = PREFIX.len() + 43;
/// Days that the row of an ended token is kept.
const KEPT_DAYS: i64 = 30;
/// Minimum interval between two recorded uses of a token.
const TOUCH_EVERY: TimeDelta = TimeDelta::minutes(1);

/// An unchecked new token.
pub struct NewApiToken {
    /// The name.
    pub name: String,
    /// The scopes.
    pub scopes: Vec<Scope>,
    /// The lifetime in days.
    pub days: i64,
}

/// The service of API tokens.
#[derive(Clone)]
pub struct ApiTokens {
    platform: Platform,
    audit: Audit,
    users: Users,
    revocation: Revocation,
    step_up: StepUp,
}

impl ApiTokens {
    pub(super) const fn new(
        platform: Platform,
        audit: Audit,
        users: Users,
        revocation: Revocation,
        step_up: StepUp,
    ) -> Self {
        Self {
            platform,
            audit,
            users,
            revocation,
            step_up,
        }
    }

    /// Creates a token; returns it with its row. Only its hash is stored.
    pub async fn create(
        &self,
        person: &Person,
        new: NewApiToken,
        origin: &Origin,
    ) -> Result<(String, entity::Model)> {
        self.step_up
            .require_recent_for(person, Action::CreateApiToken, origin)
            .await?;
        let name = Line::parse("input.name", &new.name, 100)?.into_string();
        if new.scopes.is_empty() {
            return Err(Refusal::invalid("input.scopes", "Give at least one scope.").into());
        }
        let auth = &self.platform.config.auth;
        let (most, days) = (auth.api_tokens_per_user, auth.api_token_days);
        if !(1..=days).contains(&new.days) {
            return Err(Refusal::invalid(
                "input.expiresInDays",
                format!("The lifetime must be 1 to {days} days."),
            )
            .into());
        }
        let now = self.platform.clock.now();
        let token = format!("{PREFIX}{}", secret(&self.platform.clock)?);
        let row = entity::Model {
            id: ApiTokenId(self.platform.clock.new_id()),
            user_id: person.actor().user_id,
            name,
            prefix: token.chars().take(SHOWN).collect(),
            hash: token_hash(&token),
            scopes: new.scopes.into_iter().collect::<Scopes>().to_string(),
            created_at: now,
            expires_at: now + TimeDelta::days(new.days),
            last_used_at: None,
            revoked_at: None,
        };
        let tx = self.platform.begin().await?;
        // The lock makes concurrent creations count each other, and refuses suspended accounts.
        self.users.lock_active(&tx, row.user_id).await?;
        if entity::of(person.actor(), now).count(&tx).await? >= most {
            return Err(Refusal::invalid(
                "input",
                format!("You have {most} tokens, which is the maximum; revoke one first."),
            )
            .into());
        }
        let row = row.into_active_model().reset_all().insert(&tx).await?;
        self.audit
            .record(
                &tx,
                Entry::own(Action::CreateApiToken, row.user_id, origin).target(row.id),
            )
            .await?;
        tx.commit().await?;
        Ok((token, row))
    }

    /// The actor's valid tokens, newest first.
    pub async fn list(&self, person: &Person) -> Result<Vec<entity::Model>> {
        let mut tokens = entity::of(person.actor(), self.platform.clock.now())
            .all(self.platform.db.conn())
            .await?;
        tokens.sort_by_key(|token| std::cmp::Reverse(token.id));
        Ok(tokens)
    }

    /// Revokes a token of the actor; effective on every instance within a second.
    pub async fn revoke(&self, person: &Person, id: ApiTokenId, origin: &Origin) -> Result<()> {
        let now = self.platform.clock.now();
        let user_id = person.actor().user_id;
        let tx = self.platform.begin().await?;
        if entity::one_of(person.actor(), id, now)
            .one(&tx)
            .await?
            .is_none()
        {
            return Err(Error::not_found("token"));
        }
        entity::revoke(&tx, id, now).await?;
        self.audit
            .record(
                &tx,
                Entry::own(Action::RevokeApiToken, user_id, origin).target(id),
            )
            .await?;
        let token_id = id;
        tx.announce(&ApiTokenRevoked { user_id, token_id }).await?;
        tx.commit().await?;
        self.revocation.announce().await;
        Ok(())
    }

    /// True if a token was revoked, alone or with all access to the account.
    pub async fn is_revoked(&self, id: SessionId) -> Result<bool> {
        let row = entity::by_id(ApiTokenId(id.0));
        let row = row.one(self.platform.db.conn()).await?;
        Ok(row.is_some_and(|row| row.revoked_at.is_some()))
    }

    /// Authenticates an API token; `None` if it is invalid or has ended.
    pub(in crate::features::auth) async fn authenticate(
        &self,
        token: &str,
    ) -> Result<Option<Access>> {
        if token.len() != LENGTH {
            return Ok(None);
        }
        let (conn, now) = (self.platform.db.conn(), self.platform.clock.now());
        let Some(row) = entity::by_hash(token_hash(token)).one(conn).await? else {
            return Ok(None);
        };
        let user = self.users.find_by_id(conn, row.user_id).await?;
        if row.revoked_at.is_some()
            || row.expires_at <= now
            || user.is_none_or(|user| user.status != Status::Active)
        {
            return Ok(None);
        }
        if row.last_used_at.is_none_or(|used| used + TOUCH_EVERY < now) {
            // A failure to record the use does not fail the request.
            if let Err(error) = entity::touch(conn, row.id, now - TOUCH_EVERY, now).await {
                tracing::warn!("cannot record the use of an API token: {error}");
            }
        }
        let actor = Actor::of_token(
            row.user_id,
            SessionId(row.id.0),
            Scopes::parse_stored(&row.scopes),
            &row.name,
        );
        Ok(Some(Access {
            actor,
            ends: row.expires_at,
        }))
    }

    /// Deletes tokens that ended long ago.
    pub(super) async fn sweep(&self) -> Result<()> {
        let before = self.platform.clock.now() - TimeDelta::days(KEPT_DAYS);
        Ok(entity::forget(self.platform.db.conn(), before).await?)
    }
}
