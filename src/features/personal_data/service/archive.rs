//! Taking along: an archive is asked for, put together by a worker, and kept for a week. It lies in the database, in pieces: every
//! instance can give it, a part of it is read without the rest, and it goes with the account. Each piece is sealed.

use std::io::{Cursor, Write};

use chrono::{DateTime, Datelike, TimeDelta, Timelike, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

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
    platform::{process_tasks::off_reactor, queue::Failure, reseal::SealedColumn},
    types::{
        actor::{Actor, Person},
        id::{ExportId, SessionId},
        origin::Origin,
    },
};

/// Archives of one user that are kept at once.
const KEPT_MAX: u64 = 3;
/// How long one may take; then it is given up.
const BUILT_WITHIN: TimeDelta = TimeDelta::hours(1);
/// Bytes of a piece before it is sealed.
pub(super) const PIECE: usize = 256 * 1_024;
/// Bytes of an archive: far more than the limits let anybody write.
const SIZE_MAX: usize = 256 * 1_024 * 1_024;

const README: &str = include_str!("../readme.txt");

/// The pieces, for sealing them again.
pub const SEALED: SealedColumn = SealedColumn {
    table: "export_pieces",
    id: "id",
    column: "sealed",
    context: context_of,
};

/// What a piece is sealed for: itself.
pub(super) fn context_of(piece: Uuid) -> String {
    format!("export piece {piece}")
}

impl AccountData {
    /// Asks for an archive of all that the one who asks has.
    pub async fn export_account(&self, person: &Person, origin: &Origin) -> Result<ExportRow> {
        self.auth
            .step_up
            .require_recent_for(person, Action::ExportAccount, origin)
            .await?;
        let (actor, now) = (person.actor(), self.platform.clock.now());
        let tx = self.platform.begin().await?;
        self.users.lock(&tx, actor.user_id).await?;
        if let Some(other) = export::building_of(actor).one(&tx).await? {
            let message = "An archive is being put together already; wait for it.".into();
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

    /// The archives of the one who asks, the newest first.
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
        // The worker reads what its owner may read, and no more.
        let actor = Actor::of_session(user.id, SessionId(row.id.0), user.role);
        let (whole, now) = (self.whole_of(&actor).await?, self.platform.clock.now());
        let schema = self.schema()?;
        let archive = off_reactor(move || pack(&whole, &schema, now)).await??;
        if archive.len() > SIZE_MAX {
            let mut row = row.into_active_model();
            row.state = Set(ExportState::Failed);
            row.update(conn).await.map_err(Error::from)?;
            return Err(Failure::GiveUp(Error::internal(
                "an archive is larger than any may be",
            )));
        }
        Ok(self.keep(row, &user, archive).await?)
    }

    /// Writes the pieces and has the owner told: all or nothing.
    async fn keep(&self, row: ExportRow, user: &UserRow, archive: Vec<u8>) -> Result<()> {
        let id = row.id;
        let tx = self.platform.begin().await?;
        piece::forget(&tx, id).await?;
        for (position, bytes) in (0_i32..).zip(archive.chunks(PIECE)) {
            let piece_id = self.platform.clock.new_id();
            let sealed = self.platform.seal.close(&context_of(piece_id), bytes)?;
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
        row.sha256 = Set(Some(format!("{:x}", Sha256::digest(&archive))));
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

    /// Removes archives that have had their time, and gives up those that nobody puts together any more.
    pub async fn sweep(&self) -> Result<()> {
        let (conn, now) = (self.platform.db.conn(), self.platform.clock.now());
        export::forget(conn, now).await?;
        Ok(export::give_up(conn, now - BUILT_WITHIN).await?)
    }
}

/// The archive: the document, what describes it, and a word to whoever opens it.
fn pack(whole: &Map<String, Json>, schema: &Json, now: DateTime<Utc>) -> Result<Vec<u8>> {
    let time = zip::DateTime::from_date_and_time(
        u16::try_from(now.year()).unwrap_or(1980),
        u8::try_from(now.month()).unwrap_or(1),
        u8::try_from(now.day()).unwrap_or(1),
        u8::try_from(now.hour()).unwrap_or(0),
        u8::try_from(now.minute()).unwrap_or(0),
        u8::try_from(now.second()).unwrap_or(0),
    );
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(time.map_err(Error::internal)?)
        .unix_permissions(0o600);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let account = serde_json::to_vec_pretty(whole).map_err(Error::internal)?;
    let schema = serde_json::to_vec_pretty(schema).map_err(Error::internal)?;
    for (name, content) in [
        ("README.txt", README.as_bytes()),
        ("schema.json", &schema),
        ("account.json", &account),
    ] {
        archive.start_file(name, options).map_err(Error::internal)?;
        archive.write_all(content).map_err(Error::internal)?;
    }
    Ok(archive.finish().map_err(Error::internal)?.into_inner())
}
