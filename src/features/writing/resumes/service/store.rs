//! Stores revisions, within the limits of the user.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use super::Written;
use crate::{
    error::{Error, Refusal, Result},
    features::writing::resumes::{
        Content, ResumeRow, Resumes, RevisionReason, RevisionRow,
        entity::{resume, revision},
    },
    platform::unit_of_work::{Change, Unit},
    types::{actor::Actor, id::ResumeId, object_kind::ObjectKind, text::Prose, write::Write},
};

const NOTE_MAX: usize = 500;

/// The next revision of a résumé.
pub(super) struct Next {
    pub content: Content,
    pub reason: RevisionReason,
    pub note: String,
}

impl Resumes {
    /// The résumé, at the version that the caller expects. Other writes of the user wait until the transaction ends.
    pub(in crate::features::writing) async fn of_to_change(
        &self,
        unit: &Unit,
        write: &Write<'_>,
        id: ResumeId,
    ) -> Result<ResumeRow> {
        self.users.lock_to_count(unit, write.actor.user_id).await?;
        let read = resume::of_by_id(write.actor, id).one(unit).await?;
        let read = read.ok_or_else(|| Error::not_found("résumé"))?;
        write.check_version(read.version)?;
        Ok(read)
    }

    /// The content of a revision; NOT_FOUND if there is none.
    pub(in crate::features::writing) async fn content(
        &self,
        unit: &Unit,
        actor: &Actor,
        key: (ResumeId, i32),
    ) -> Result<Content> {
        let found = revision::some(actor, &[key]).one(unit).await?;
        let found = found.ok_or_else(|| Error::not_found("revision"))?;
        Ok(found.content)
    }

    /// Writes the row as the next version.
    pub(super) async fn update_row(
        &self,
        unit: &Unit,
        read: &ResumeRow,
        mut new: resume::ActiveModel,
    ) -> Result<ResumeRow> {
        new.updated_at = Set(self.platform.clock.now());
        let Some(row) = resume::update_if(unit, new, read).await? else {
            return Err(Error::conflict(
                "Another request changed the résumé at the same time; try again.",
            ));
        };
        unit.changed(change(&row, Some(row.version))).await;
        Ok(row)
    }

    /// Adds a revision, and writes the row that names it.
    pub(super) async fn add_revision(
        &self,
        unit: &Unit,
        read: &ResumeRow,
        mut new: resume::ActiveModel,
        next: Next,
    ) -> Result<Written> {
        let limit = self.platform.config.writing.revisions_per_resume;
        if read.revision >= limit {
            let message = format!(
                "This résumé has {limit} revisions, which is the maximum; copy it to a new one."
            );
            return Err(Refusal::invalid("input", message).into());
        }
        new.revision = Set(read.revision.saturating_add(1));
        new.language = Set(next.content.language);
        let row = self.update_row(unit, read, new).await?;
        let added = self.insert_revision(unit, &row, next).await?;
        Ok(Written {
            row,
            added: Some(added),
        })
    }

    /// Inserts the newest revision of a résumé, if the user has room for it.
    pub(super) async fn insert_revision(
        &self,
        unit: &Unit,
        row: &ResumeRow,
        next: Next,
    ) -> Result<RevisionRow> {
        let json = serde_json::to_string(&next.content).map_err(Error::internal)?;
        let size = i32::try_from(json.len()).map_err(Error::internal)?;
        let used = revision::bytes_of(unit, row.user_id).await?;
        let limit = self.platform.config.writing.user_bytes;
        let whole = u64::try_from(used.saturating_add(size.into()));
        let has_room = whole.is_ok_and(|bytes| bytes <= limit);
        if !has_room {
            let message = format!(
                "Your résumés have {used} bytes with all revisions, and this one has {size}; {limit} bytes are the maximum. Remove a résumé first."
            );
            return Err(Refusal::invalid("input", message).into());
        }
        let row = RevisionRow {
            resume_id: row.id,
            number: row.revision,
            user_id: row.user_id,
            content: next.content,
            size,
            reason: next.reason,
            note: next.note,
            created_at: self.platform.clock.now(),
        };
        Ok(row.into_active_model().reset_all().insert(unit).await?)
    }
}

/// A checked note.
pub(super) fn note(given: Option<String>) -> std::result::Result<String, Refusal> {
    let note = Prose::parse("input.note", &given.unwrap_or_default(), NOTE_MAX);
    note.map(Prose::into_string)
}

/// The change of a résumé for the unit of work.
pub(super) const fn change(row: &ResumeRow, version: Option<i32>) -> Change {
    Change::of(row.user_id, ObjectKind::Resume, row.id.0, version)
}
