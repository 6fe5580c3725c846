//! The audit as personal data: an erasure deletes the origins of the user's entries. The entries stay, because the chain holds a salted
//! hash of the origin; the user id in them no longer names anyone.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use serde::Serialize;
use serde_json::Value as Json;

use super::{
    Audit, Outcome,
    entity::{entry, origin},
};
use crate::{
    error::Result,
    platform::{
        personal_data::{DataSubject, ErasurePhase, PersonalData, Retained, member},
        unit_of_work::Unit,
    },
    types::{actor::Actor, id::UserId},
};

/// An audit entry in a data export.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct KnownEntry {
    /// The time.
    pub at: DateTime<Utc>,
    /// The name of the action.
    pub action: String,
    /// True if it was done, false if it was refused.
    pub done: bool,
    /// The id of the object that the action was about.
    pub target: Option<String>,
    /// The client's IP address, if it was the user's.
    pub ip_address: Option<String>,
    /// The client's `User-Agent`, if it was the user's.
    pub user_agent: Option<String>,
    /// The id of the request.
    pub request_id: Option<String>,
}

impl Audit {
    /// The entries by and about a user.
    async fn known_of(&self, user: UserId) -> Result<Vec<KnownEntry>> {
        let conn = self.platform.db.conn();
        let origins = origin::of(user).all(conn).await?;
        let mut origins: HashMap<i64, origin::Model> = origins
            .into_iter()
            .map(|origin| (origin.seq, origin))
            .collect();
        let known = entry::about(user)
            .all(conn)
            .await?
            .into_iter()
            .map(|entry| {
                let (ip_address, user_agent, request_id) = origins
                    .remove(&entry.seq)
                    .map_or((None, None, None), |origin| {
                        (origin.ip_address, origin.user_agent, origin.request_id)
                    });
                let done = entry.outcome == Outcome::Done;
                KnownEntry {
                    at: entry.at,
                    action: entry.action,
                    done,
                    target: entry.target,
                    ip_address,
                    user_agent,
                    request_id,
                }
            });
        Ok(known.collect())
    }
}

/// The entries of the user. They are erased last, because the erasure appends an entry, and the end of the chain stays locked until the
/// commit.
impl PersonalData for Audit {
    fn name(&self) -> &'static str {
        "audit"
    }

    fn schema(&self) -> &'static str {
        include_str!("audit.schema.json")
    }

    fn export<'a>(&'a self, actor: &'a Actor, _: &'a DataSubject) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async { member(&self.known_of(actor.user_id).await?) })
    }

    fn erase<'a>(&'a self, conn: &'a Unit, subject: &'a DataSubject) -> BoxFuture<'a, Result<()>> {
        Box::pin(async { Ok(origin::forget(conn, subject.user_id).await?) })
    }

    fn phase(&self) -> ErasurePhase {
        ErasurePhase::AfterRecord
    }

    fn retained(&self) -> &'static [Retained] {
        &[Retained {
            what: "entries of the audit, without address and device",
            why: "the chain of hashes must be verified; the id in them no longer names a user",
        }]
    }
}
