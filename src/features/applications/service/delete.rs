//! Deleting an application that was begun by mistake: for good, with its history, its notifications and its copy of the posting.

use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::record::{Act, Done, Request};
use crate::{
    error::{Error, Refusal, Result},
    features::applications::{
        Applications,
        entity::{
            application, application_event,
            deleted_key::{self, Model as DeletedKey},
        },
    },
    platform::hashing::content_hash,
    types::{
        actor::{Actor, Person},
        id::{ApplicationId, UserId},
    },
};

/// How long the keys of what was deleted are kept.
const KEYS_KEPT_FOR: TimeDelta = TimeDelta::days(90);

/// A deletion to be.
pub(super) struct Deletion {
    id: ApplicationId,
    expected_version: i32,
}

impl Applications {
    /// Deletes an application and all that belongs to it. Nothing brings it back, so no program with a token may ask for it.
    pub async fn delete(
        &self,
        person: &Person,
        id: ApplicationId,
        expected_version: i32,
        key: Option<&str>,
    ) -> Result<ApplicationId> {
        let request = Request::new(key, &("delete", id, expected_version))?;
        match self
            .once(
                person.actor(),
                &request,
                &Act::Delete(Deletion {
                    id,
                    expected_version,
                }),
            )
            .await?
        {
            Done::Deleted(id) => Ok(id),
            // The hash of a request tells a deletion from anything else.
            Done::Row(_) => Err(Refusal::KeyReused.into()),
        }
    }

    pub(super) async fn perform_deletion(
        &self,
        tx: &DatabaseTransaction,
        actor: &Actor,
        request: &Request,
        deletion: &Deletion,
    ) -> Result<ApplicationId> {
        let Deletion {
            id,
            expected_version,
        } = *deletion;
        let row = application::of_to_change(actor, id)
            .one(tx)
            .await?
            .ok_or_else(|| Error::not_found("application"))?;
        if row.version != expected_version {
            return Err(Refusal::VersionConflict {
                current: row.version,
            }
            .into());
        }
        self.keep_keys(tx, actor, request, id).await?;
        application::delete(tx, actor, id).await?;
        self.forget_unheld(tx, row.snapshot_id.into_iter().collect())
            .await?;
        Ok(id)
    }

    /// Keeps the keys of the requests that made the history, and of this one: a retry must not begin the application again.
    async fn keep_keys(
        &self,
        conn: &impl ConnectionTrait,
        actor: &Actor,
        request: &Request,
        id: ApplicationId,
    ) -> Result<()> {
        let now = self.platform.clock.now();
        deleted_key::forget_before(conn, actor, now - KEYS_KEPT_FOR).await?;
        let events = application_event::of_applications(actor, &[id])
            .all(conn)
            .await?;
        let of_events = events
            .into_iter()
            .filter_map(|event| Some((event.idempotency_key?, event.request_hash)));
        let keys = of_events.chain(request.key.clone().map(|key| (key, request.hash.clone())));
        let kept = keys.map(|(key, request_hash)| DeletedKey {
            user_id: actor.user_id,
            key_hash: content_hash(key.as_bytes()),
            request_hash,
            application_id: id,
            deleted_at: now,
        });
        Ok(deleted_key::keep(conn, kept.collect()).await?)
    }

    /// Whether a user has this application.
    pub async fn is_there(&self, user: UserId, id: ApplicationId) -> Result<bool> {
        Ok(application::is_there(self.platform.db.conn(), user, id).await?)
    }
}
