//! What the audit knows of somebody, and how it forgets them: the personal part of their entries goes. The entries stay, for the chain
//! holds a salted hash of that part; the id in them names nobody any more.

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

/// One thing that is written down about somebody.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct KnownEntry {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub action: String,
    /// Whether it was done, or refused.
    pub done: bool,
    /// The id of the thing it was about.
    pub target: Option<String>,
    /// The client's address, where it was theirs.
    pub ip_address: Option<String>,
    /// How their client called itself.
    pub user_agent: Option<String>,
    /// The request's id.
    pub request_id: Option<String>,
}

impl Audit {
    /// All that is written down about a user.
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

/// The entries about the user. Their end stays locked until the commit, and the erasure itself is one of them: they come last.
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
            why: "the chain of hashes must be verified; the id in them names nobody any more",
        }]
    }
}
