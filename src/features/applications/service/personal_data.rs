//! The applications as personal data.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use futures_util::future::BoxFuture;
use sea_orm::{ConnectionTrait, QueryOrder};
use serde::Serialize;
use serde_json::Value as Json;

use crate::{
    error::Result,
    features::{
        applications::{
            ApplicationRow, Applications, EventRow,
            entity::{
                application, application_event,
                application_undo::{self, Model as UndoRow},
            },
        },
        jobs::SnapshotRow,
    },
    platform::{
        personal_data::{DataSubject, PersonalData, member},
        unit_of_work::Unit,
    },
    types::{
        actor::Actor,
        id::{ApplicationId, SnapshotId},
    },
};

/// One application with its history and its snapshot.
#[derive(Debug, Serialize)]
struct ApplicationExport {
    #[serde(flatten)]
    application: ApplicationRow,
    /// Its history, in order.
    events: Vec<EventRow>,
    /// The snapshot of the posting.
    posting: Option<Arc<SnapshotRow>>,
    /// What stood before its last change, if that is kept.
    undo: Option<UndoRow>,
}

impl Applications {
    /// All applications of a user with their histories and snapshots, in the order of creation.
    async fn all_of(&self, actor: &Actor) -> Result<Vec<ApplicationExport>> {
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
        let undos = application_undo::of(actor).all(conn).await?;
        let mut undos: HashMap<ApplicationId, UndoRow> = undos
            .into_iter()
            .map(|undo| (undo.application_id, undo))
            .collect();
        let whole = |application: ApplicationRow| {
            let undo = undos.remove(&application.id);
            let events = histories.remove(&application.id).unwrap_or_default();
            let posting = application
                .snapshot_id
                .and_then(|id| snapshots.get(&id).cloned());
            ApplicationExport {
                application,
                events,
                posting,
                undo,
            }
        };
        Ok(rows.into_iter().map(whole).collect())
    }

    /// Deletes those of these snapshots that no application refers to.
    pub(super) async fn delete_unused_snapshots(
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

impl PersonalData for Applications {
    fn name(&self) -> &'static str {
        "applications"
    }

    fn schema(&self) -> &'static str {
        include_str!("../applications.schema.json")
    }

    fn export<'a>(&'a self, actor: &'a Actor, _: &'a DataSubject) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async { member(&self.all_of(actor).await?) })
    }

    /// Deletes the applications, and the snapshots that only they referred to.
    fn erase<'a>(&'a self, conn: &'a Unit, subject: &'a DataSubject) -> BoxFuture<'a, Result<()>> {
        Box::pin(async {
            let snapshots = application::snapshots_of(conn, subject.user_id).await?;
            application::erase(conn, subject.user_id).await?;
            self.delete_unused_snapshots(conn, snapshots).await
        })
    }
}
