//! Data exports: requested by a user, built by a worker, kept for a week. The file is stored in the database in sealed pieces, so that
//! every instance can serve any range of it, and it is deleted with the account.

use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use uuid::Uuid;

use super::pack::Archive;
use crate::{
    error::{Error, Refusal, Result},
    features::{
        audit::{Action, Entry},
        personal_data::{
            AccountData, ExportRow, ExportState,
            entity::{export, piece},
            event::ExportReady,
            news_mail::News,
            task::BuildExport,
        },
        users::UserRow,
    },
    platform::{
        hashing::sha256_hex, process_tasks::off_reactor, queue::Failure, reseal::SealedColumn,
    },
    types::{
        actor::{Actor, Person},
        id::{ExportId, SessionId},
        origin::Origin,
    },
};

/// Maximum number of exports kept per user.
const KEPT_MAX: u64 = 3;
/// Time limit of a build; after that it is marked as failed.
const BUILT_WITHIN: TimeDelta = TimeDelta::hours(1);
/// Size of a piece in bytes, before sealing.
pub(super) const PIECE: usize = 256 * 1_024;
/// Maximum size of an export in bytes; more than the other limits allow a user to store.
const SIZE_MAX: usize = 256 * 1_024 * 1_024;

/// The sealed column of the pieces, for key rotation.
pub const SEALED: SealedColumn = SealedColumn {
    table: "export_pieces",
    id: "id",
    column: "sealed",
    context: context_of,
};

/// The context that a piece is sealed with: its id.
pub(super) fn context_of(piece: Uuid) -> String {
    format!("export piece {piece}")
}

impl AccountData {
    /// Requests a data export of the actor.
    pub async fn export_account(&self, person: &Person, origin: &Origin) -> Result<ExportRow> {
        self.auth
            .step_up
            .require_recent_for(person, Action::ExportAccount, origin)
            .await?;
        let (actor, now) = (person.actor(), self.platform.clock.now());
        let tx = self.platform.begin().await?;
        self.users.lock(&tx, actor.user_id).await?;
        if let Some(other) = export::building_of(actor).one(&tx).await? {
            let message = "A data export is already being built; wait until it is ready.".into();
            return Err(Refusal::Duplicate {
                path: "input".into(),
                message,
                existing: Some(other.id.to_string()),
            }
            .into());
        }
        let row = ExportRow {
            id: ExportId(self.platform.clock.new_id()),
            user_id: actor.user_id,
            state: ExportState::Building,
            size: None,
            sha256: None,
            created_at: now,
            expires_at: now + export::KEPT_FOR,
        };
        let row = row.into_active_model().reset_all().insert(&tx).await?;
        export::keep_last(&tx, actor, KEPT_MAX).await?;
        let task = BuildExport {
            export_id: row.id,
            user_id: row.user_id,
        };
        tx.publish(&task).await?;
        self.audit
            .record(
                &tx,
                Entry::own(Action::ExportAccount, row.user_id, origin).target(row.id),
            )
            .await?;
        tx.commit().await?;
        Ok(row)
    }

    /// The actor's exports, newest first.
    pub async fn exports(&self, person: &Person) -> Result<Vec<ExportRow>> {
        Ok(export::of(person.actor(), self.platform.clock.now())
            .all(self.platform.db.conn())
            .await?)
    }

    /// Handles [`BuildExport`].
    pub async fn on_build_export(self, task: BuildExport) -> std::result::Result<(), Failure> {
        let conn = self.platform.db.conn();
        let found = export::by_id(task.export_id)
            .one(conn)
            .await
            .map_err(Error::from)?;
        let Some(row) = found.filter(|row| row.state == ExportState::Building) else {
            return Ok(());
        };
        let Some(user) = self.users.find_by_id(conn, row.user_id).await? else {
            return Ok(());
        };
        // The worker reads with the rights of the owner.
        let actor = Actor::of_session(user.id, SessionId(row.id.0), user.role);
        let Some(archive) = self.packed(&actor).await? else {
            let mut row = row.into_active_model();
            row.state = Set(ExportState::Failed);
            row.update(conn).await.map_err(Error::from)?;
            return Err(Failure::GiveUp(Error::internal(
                "a data export is larger than the limit",
            )));
        };
        Ok(self.keep(row, &user, archive).await?)
    }

    /// The archive: a README, the document with its JSON Schema, and the files; none if it is larger than the limit.
    async fn packed(&self, actor: &Actor) -> Result<Option<Vec<u8>>> {
        let (whole, now) = (self.document_of(actor).await?, self.platform.clock.now());
        let schema = self.schema()?;
        let mut archive = off_reactor(move || Archive::new(&whole, &schema, now)).await??;
        for part in self.parts() {
            for file in part.files(actor).await? {
                let Some(content) = (file.read)().await? else {
                    continue;
                };
                if archive.len().saturating_add(content.len()) > SIZE_MAX {
                    return Ok(None);
                }
                archive = off_reactor(move || archive.with(&file.path, &content)).await??;
            }
        }
        Ok(Some(archive.finish()?).filter(|archive| archive.len() <= SIZE_MAX))
    }

    /// Writes the pieces, marks the export as ready and notifies the owner, in one transaction.
    async fn keep(&self, row: ExportRow, user: &UserRow, archive: Vec<u8>) -> Result<()> {
        let id = row.id;
        let tx = self.platform.begin().await?;
        piece::forget(&tx, id).await?;
        for (position, bytes) in (0_i32..).zip(archive.chunks(PIECE)) {
            let piece_id = self.platform.clock.new_id();
            let sealed = self.platform.seal.seal(&context_of(piece_id), bytes)?;
            piece::Model {
                id: piece_id,
                export_id: id,
                position,
                sealed,
            }
            .into_active_model()
            .reset_all()
            .insert(&tx)
            .await?;
        }
        let mut row = row.into_active_model();
        row.state = Set(ExportState::Ready);
        row.size = Set(Some(i64::try_from(archive.len()).map_err(Error::internal)?));
        row.sha256 = Set(Some(sha256_hex(&archive)));
        row.update(&tx).await?;
        self.tell(&tx, user, News::Exported).await?;
        let ready = ExportReady {
            export_id: id,
            user_id: user.id,
        };
        tx.announce(&ready).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Deletes expired exports, and marks stale builds as failed.
    pub async fn sweep(&self) -> Result<()> {
        let (conn, now) = (self.platform.db.conn(), self.platform.clock.now());
        export::forget(conn, now).await?;
        Ok(export::give_up(conn, now - BUILT_WITHIN).await?)
    }
}
