//! Tokens that people give to programs: an agent, an extension, a script. A token is shown once, may do what its scopes say and
//! never more, and ends by itself.

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
pub mod graphql;

pub use self::entity::Model as ApiTokenRow;

/// How every such token begins, so that scanners find one that leaked.
pub(in crate::features::auth) const PREFIX: &str = "cg_";
/// Characters that are kept to know a token again by.
const SHOWN: usize = 10;
/// Characters of a token: the prefix and 256 bits.
const LENGTH: usize = PREFIX.len() + 43;
/// How long the row of a token that is over is kept.
const KEPT_DAYS: i64 = 30;
/// A token is written down as used no more often than this.
const TOUCH_EVERY: TimeDelta = TimeDelta::minutes(1);

/// What a user gives to make a token.
pub struct NewApiToken {
    /// What they call it.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// How long it lives.
    pub days: i64,
}

/// The API tokens.
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

    /// Makes a token; gives it with its row. Nobody can read it again.
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
            return Err(Refusal::invalid(
                "input.scopes",
                "Name at least one scope: a token without any may do nothing.",
            )
            .into());
        }
        let auth = &self.platform.config.auth;
        let (most, days) = (auth.api_tokens_per_user, auth.api_token_days);
        if !(1..=days).contains(&new.days) {
            return Err(Refusal::invalid(
                "input.expiresInDays",
                format!("A token lives 1 to {days} days."),
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
        // Of several that are asked for at once, each sees those before it, and none passes a suspension.
        self.users.lock_active(&tx, row.user_id).await?;
        if entity::of(person.actor(), now).count(&tx).await? >= most {
            return Err(Refusal::invalid(
                "input",
                format!("You have {most} tokens already; revoke one first."),
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

    /// The tokens of the caller that are still good, the newest first.
    pub async fn list(&self, person: &Person) -> Result<Vec<entity::Model>> {
        let mut tokens = entity::of(person.actor(), self.platform.clock.now())
            .all(self.platform.db.conn())
            .await?;
        tokens.sort_by_key(|token| std::cmp::Reverse(token.id));
        Ok(tokens)
    }

    /// Ends a token of the caller; felt everywhere within a second.
    pub async fn revoke(&self, person: &Person, id: ApiTokenId, origin: &Origin) -> Result<()> {
        let now = self.platform.clock.now();
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
                Entry::own(Action::RevokeApiToken, person.actor().user_id, origin).target(id),
            )
            .await?;
        tx.commit().await?;
        self.revocation.announce().await;
        Ok(())
    }

    /// Who the holder of an API token is; `None` if it opens nothing (any more).
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
            // A request is worth more than the note that it was made.
            if let Err(error) = entity::touch(conn, row.id, now - TOUCH_EVERY, now).await {
                tracing::warn!("the use of an API token could not be noted: {error}");
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

    /// Removes tokens that have long been over.
    pub(super) async fn sweep(&self) -> Result<()> {
        let before = self.platform.clock.now() - TimeDelta::days(KEPT_DAYS);
        Ok(entity::forget(self.platform.db.conn(), before).await?)
    }
}
