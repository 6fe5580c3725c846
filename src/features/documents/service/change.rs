//! Changes the title and the kind of a document, and removes documents.

use sea_orm::ActiveValue::Set;

use super::store::{TITLE_MAX, change};
use crate::{
    error::{Error, Refusal, Result},
    features::documents::{
        DocumentKind, DocumentRow, Documents,
        entity::{document, file},
        task::DeleteFiles,
    },
    platform::unit_of_work::Unit,
    types::{actor::Person, id::DocumentId, text::Line, write::Write},
};

/// A change of a document; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct DocumentChange {
    /// The title.
    pub title: Option<String>,
    /// The kind.
    pub kind: Option<DocumentKind>,
}

impl Documents {
    /// Changes the title and the kind. The content of a document never changes.
    pub async fn update(
        &self,
        write: &Write<'_>,
        id: DocumentId,
        new: DocumentChange,
    ) -> Result<DocumentRow> {
        let mut new_row = document::ActiveModel {
            updated_at: Set(self.platform.clock.now()),
            ..Default::default()
        };
        if let Some(title) = new.title {
            new_row.title = Set(Line::parse("input.title", &title, TITLE_MAX)?.into_string());
        }
        if let Some(kind) = new.kind {
            new_row.kind = Set(kind);
        }
        let act = async |unit: &Unit| {
            let read = self.of_to_change(unit, write, id).await?;
            if let Some(row) = document::update_if(unit, new_row, &read).await? {
                unit.changed(change(&row, Some(row.version))).await;
                return Ok(row);
            }
            let now = self.of_to_change(unit, write, id).await?;
            Err(Refusal::VersionConflict {
                current: now.version,
            }
            .into())
        };
        self.platform.write(write, act).await
    }

    /// Removes a document, and its file if no other document of the user has the same content. Irreversible, so API tokens are refused.
    pub async fn remove(
        &self,
        _person: &Person,
        write: &Write<'_>,
        id: DocumentId,
    ) -> Result<DocumentId> {
        let act = async |unit: &Unit| {
            // An upload of the same content waits, and so does another removal.
            self.users.lock_to_count(unit, write.actor.user_id).await?;
            let row = self.of_to_change(unit, write, id).await?;
            unit.forget_results(row.user_id, &[id.0]).await?;
            document::delete(unit, write.actor, id).await?;
            if !document::names(unit, row.file_id).await? {
                file::mark_for_deletion(unit, row.file_id).await?;
                unit.publish(&DeleteFiles {}).await?;
            }
            unit.changed(change(&row, None)).await;
            Ok(id)
        };
        self.platform.write(write, act).await
    }

    /// The document, at the version that the caller expects.
    async fn of_to_change(
        &self,
        unit: &Unit,
        write: &Write<'_>,
        id: DocumentId,
    ) -> Result<DocumentRow> {
        let read = document::of_by_id(write.actor, id).one(unit).await?;
        let read = read.ok_or_else(|| Error::not_found("document"))?;
        write.check_version(read.version)?;
        Ok(read)
    }
}
