//! What the audit knows of somebody, and how it forgets them: the personal part of their entries goes. The entries stay, for the chain
//! holds a salted hash of that part; the id in them names nobody any more.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde::Serialize;

use super::{
    Audit, Outcome,
    entity::{entry, origin},
};
use crate::{error::Result, types::id::UserId};

/// One thing that is written down about somebody.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KnownEntry {
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
    /// All that is written down about somebody.
    pub async fn known_of(&self, user: UserId) -> Result<Vec<KnownEntry>> {
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

    /// Forgets inside the caller's transaction from where somebody did what is written down.
    pub async fn forget(&self, conn: &impl ConnectionTrait, user: UserId) -> Result<()> {
        Ok(origin::forget(conn, user).await?)
    }
}
