//! Stores a new document: its file is reserved in the database, written to the store, and then named by the document. The steps are separate
//! transactions, because no transaction waits for the store; what a crash leaves between them is deleted by the sweep.

use bytes::Bytes;
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel, PaginatorTrait};
use uuid::Uuid;

use super::{content, content::FileType, file_name};
use crate::{
    error::{Error, Kind, Refusal, Result},
    features::documents::{
        DocumentKind, DocumentRow, Documents,
        entity::{
            document,
            file::{self, State},
        },
    },
    platform::{
        hashing::sha256_hex,
        process_tasks::off_reactor,
        unit_of_work::{Change, Unit},
    },
    types::{
        actor::Actor,
        id::{DocumentId, UserId},
        object_kind::ObjectKind,
        text::Line,
        write::Write,
    },
};

/// Attempts if another request deletes the same file at the same time.
const ATTEMPTS: usize = 3;
/// Maximum characters of a title.
pub(super) const TITLE_MAX: usize = 200;
/// The path of the file in the input.
const FILE: &str = "input.file";

/// An unchecked new document.
#[derive(Clone, Debug)]
pub struct NewDocument {
    /// The content.
    pub bytes: Bytes,
    /// The name of the file as the client gave it.
    pub file_name: Option<String>,
    /// The title; by default the name of the file without its extension.
    pub title: Option<String>,
    /// The kind.
    pub kind: DocumentKind,
}

/// A checked new document.
struct Checked {
    bytes: Bytes,
    sha256: String,
    size: i64,
    file_type: FileType,
    file_name: String,
    title: String,
    kind: DocumentKind,
}

impl Documents {
    /// Stores a document. The same content a second time is a second document, which shares the file of the first.
    pub async fn store(&self, write: &Write<'_>, new: NewDocument) -> Result<DocumentRow> {
        let checked = match self.check_new(new).await {
            Ok(checked) => checked,
            // A retry returns its first result, even if the check would fail by now.
            Err(error) => {
                return self
                    .platform
                    .write(write, async |_: &Unit| Err(error))
                    .await;
            }
        };
        for _ in 1..ATTEMPTS {
            match self.store_checked(write, &checked).await {
                Err(error) if *error.kind() == Kind::Conflict => {}
                stored => return stored,
            }
        }
        self.store_checked(write, &checked).await
    }

    async fn store_checked(&self, write: &Write<'_>, checked: &Checked) -> Result<DocumentRow> {
        let written = if write.dry_run {
            Ok(None)
        } else {
            self.write_file(write.actor, checked).await.map(Some)
        };
        let act = async |unit: &Unit| {
            let written = written?;
            // Again, because another document may have been added since.
            let reserved = self.reserve(unit, write.actor, checked).await?;
            let is_written = written.map_or(unit.is_dry_run(), |id| id == reserved.id);
            if !is_written || !file::keep(unit, reserved.id).await? {
                let message = "Another request deleted the same file at the same time; try again.";
                return Err(Error::conflict(message));
            }
            self.insert(unit, write.actor, checked, reserved.id).await
        };
        self.platform.write(write, act).await
    }

    /// Writes the file to the store, unless it is there already; returns its id.
    async fn write_file(&self, actor: &Actor, checked: &Checked) -> Result<Uuid> {
        let unit = self.platform.begin().await?;
        let reserved = self.reserve(&unit, actor, checked).await?;
        unit.commit().await?;
        if reserved.state == State::Pending {
            let bytes = checked.bytes.clone();
            self.platform.blobs.put(&reserved.store_key, bytes).await?;
        }
        Ok(reserved.id)
    }

    /// The actor's file with this content: the one that exists, or a new one for which there is room.
    async fn reserve(&self, unit: &Unit, actor: &Actor, checked: &Checked) -> Result<file::Model> {
        // The lock makes concurrent uploads count each other.
        self.users.lock_to_count(unit, actor.user_id).await?;
        self.refuse_more(unit, actor).await?;
        let now = self.platform.clock.now();
        let found = file::with_content(actor.user_id, &checked.sha256);
        if let Some(found) = found.one(unit).await? {
            if found.state == State::Pending {
                file::touch(unit, found.id, now).await?;
            }
            return Ok(found);
        }
        self.refuse_larger(unit, actor, checked.size).await?;
        let id = self.platform.clock.new_id();
        let row = file::Model {
            id,
            user_id: Some(actor.user_id),
            store_key: store_key(actor.user_id, &checked.sha256, id),
            sha256: checked.sha256.clone(),
            size: checked.size,
            state: State::Pending,
            touched_at: now,
        };
        Ok(row.into_active_model().reset_all().insert(unit).await?)
    }

    async fn refuse_more(&self, conn: &impl ConnectionTrait, actor: &Actor) -> Result<()> {
        let limit = self.platform.config.documents.per_user;
        if document::of(actor).count(conn).await? < limit {
            return Ok(());
        }
        let message =
            format!("You have {limit} documents, which is the maximum; remove one first.");
        Err(Refusal::invalid("input", message).into())
    }

    async fn refuse_larger(
        &self,
        conn: &impl ConnectionTrait,
        actor: &Actor,
        size: i64,
    ) -> Result<()> {
        let limit = self.platform.config.documents.user_bytes;
        let used = file::bytes_of(conn, actor.user_id).await?;
        if u64::try_from(used.saturating_add(size)).is_ok_and(|bytes| bytes <= limit) {
            return Ok(());
        }
        let message = format!(
            "Your documents have {used} bytes, and this file has {size}; {limit} bytes are the maximum. Remove a document first."
        );
        Err(Refusal::invalid(FILE, message).into())
    }

    async fn insert(
        &self,
        unit: &Unit,
        actor: &Actor,
        checked: &Checked,
        file: Uuid,
    ) -> Result<DocumentRow> {
        let now = self.platform.clock.now();
        let row = DocumentRow {
            id: DocumentId(self.platform.clock.new_id()),
            user_id: actor.user_id,
            file_id: file,
            kind: checked.kind,
            title: checked.title.clone(),
            file_name: checked.file_name.clone(),
            media_type: checked.file_type.media_type().to_owned(),
            sha256: checked.sha256.clone(),
            size: checked.size,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let row = row.into_active_model().reset_all().insert(unit).await?;
        unit.changed(change(&row, Some(row.version))).await;
        Ok(row)
    }

    async fn check_new(&self, new: NewDocument) -> Result<Checked> {
        let limit = self.platform.config.documents.file_bytes;
        if new.bytes.len() > limit {
            let message = format!(
                "The file has {} bytes; at most {limit} are accepted.",
                new.bytes.len()
            );
            return Err(Refusal::invalid(FILE, message).into());
        }
        let bytes = new.bytes.clone();
        let examine = move || {
            let sha256 = sha256_hex(&bytes);
            (content::examine(&bytes), sha256)
        };
        let (found, sha256) = off_reactor(examine).await?;
        let found = found.map_err(|message| Refusal::invalid(FILE, message))?;
        let named = file_name::named(new.file_name.as_deref(), found);
        let (file_name, file_type) = named.map_err(|message| Refusal::invalid(FILE, message))?;
        let title = match new.title {
            Some(title) => Line::parse_optional("input.title", &title, TITLE_MAX)?,
            None => None,
        };
        let title = title.map(Line::into_string);
        Ok(Checked {
            size: i64::try_from(new.bytes.len()).map_err(Error::internal)?,
            bytes: new.bytes,
            sha256,
            file_type,
            title: title.unwrap_or_else(|| file_name::stem(&file_name).to_owned()),
            file_name,
            kind: new.kind,
        })
    }
}

/// The key of a file in the store. It names the owner by a hash, and no other file ever has it: a late deletion of one file cannot hit
/// another with the same content.
fn store_key(owner: UserId, sha256: &str, file: Uuid) -> String {
    let owner = sha256_hex(format!("documents of {owner}").as_bytes());
    let owner: String = owner.chars().take(32).collect();
    format!("{owner}/{sha256}/{}", file.simple())
}

/// The change of a document for the unit of work.
pub(super) const fn change(row: &DocumentRow, version: Option<i32>) -> Change {
    Change::of(row.user_id, ObjectKind::Document, row.id.0, version)
}
