//! What somebody has in applications, and how it goes.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use sea_orm::{ConnectionTrait, QueryOrder};
use serde::Serialize;

use crate::{
    error::Result,
    features::{
        applications::{
            ApplicationRow, Applications, EventRow,
            entity::{application, application_event},
        },
        jobs::SnapshotRow,
    },
    types::{
        actor::Actor,
        id::{ApplicationId, SnapshotId, UserId},
    },
};

/// One application, with all that belongs to it.
#[derive(Debug, Serialize)]
pub struct ApplicationExport {
    #[serde(flatten)]
    application: ApplicationRow,
    /// Its history, in order.
    events: Vec<EventRow>,
    /// What the posting said.
    posting: Option<Arc<SnapshotRow>>,
}

impl Applications {
    /// All applications of the one who asks, whole, in the order in which they began.
    pub async fn export(&self, actor: &Actor) -> Result<Vec<ApplicationExport>> {
        let conn = self.platform.db.conn();
        let rows = application::of(actor)
            .order_by_asc(application::Column::Id)
            .all(conn)
            .await?;
        let events = application_event::of(actor)
            .order_by_asc(application_event::Column::Seq)
            .all(conn)
            .await?;
        let mut histories: HashMap<ApplicationId, Vec<EventRow>> = HashMap::new();
        for event in events {
            histories
                .entry(event.application_id)
                .or_default()
                .push(event);
        }
        let held: Vec<_> = application::snapshots_of(conn, actor.user_id).await?;
        let snapshots = self.jobs.batch_snapshots(&held).await?;
        let whole = |application: ApplicationRow| {
            let events = histories.remove(&application.id).unwrap_or_default();
            let posting = application
                .snapshot_id
                .and_then(|id| snapshots.get(&id).cloned());
            ApplicationExport {
                application,
                events,
                posting,
            }
        };
        Ok(rows.into_iter().map(whole).collect())
    }

    /// Deletes inside the caller's transaction what a user has here, and the copies of postings that only they held.
    pub async fn erase(&self, conn: &impl ConnectionTrait, user: UserId) -> Result<()> {
        let snapshots = application::snapshots_of(conn, user).await?;
        application::erase(conn, user).await?;
        self.forget_unheld(conn, snapshots).await
    }

    /// Deletes those of these copies of postings that no application holds any more.
    pub(super) async fn forget_unheld(
        &self,
        conn: &impl ConnectionTrait,
        snapshots: Vec<SnapshotId>,
    ) -> Result<()> {
        let held: HashSet<_> = application::held(conn, &snapshots)
            .await?
            .into_iter()
            .collect();
        self.jobs
            .forget_snapshots(
                conn,
                snapshots
                    .into_iter()
                    .filter(|id| !held.contains(id))
                    .collect(),
            )
            .await
    }
}
