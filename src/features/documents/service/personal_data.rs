//! The documents as personal data: a list in the exported document, and the files beside it.

use std::collections::HashMap;

use futures_util::{FutureExt, TryStreamExt, future::BoxFuture};
use sea_orm::QueryOrder;
use serde::Serialize;
use serde_json::Value as Json;
use uuid::Uuid;

use super::download::Opened;
use crate::{
    error::{Error, Kind, Result},
    features::documents::{
        DocumentRow, Documents,
        entity::{document, file},
    },
    platform::{
        personal_data::{DataSubject, ExportedFile, PersonalData, Retained, member},
        unit_of_work::Unit,
    },
    types::actor::Actor,
};

/// A document, and the path of its file in the archive.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct DocumentExport {
    #[serde(flatten)]
    document: DocumentRow,
    path: String,
}

impl Documents {
    /// All documents of a user in the order of creation, each with the path of its file: documents with the same content have one path.
    async fn all_of(&self, actor: &Actor) -> Result<Vec<DocumentExport>> {
        let rows = document::of(actor)
            .order_by_asc(document::Column::CreatedAt)
            .order_by_asc(document::Column::Id);
        let rows = rows.all(self.platform.db.conn()).await?;
        let mut paths: HashMap<Uuid, String> = HashMap::new();
        let whole = |document: DocumentRow| {
            let path = || format!("documents/{}/{}", document.id, document.file_name);
            let path = paths.entry(document.file_id).or_insert_with(path).clone();
            DocumentExport { document, path }
        };
        Ok(rows.into_iter().map(whole).collect())
    }

    /// The files of a user, each once.
    async fn files_of(&self, actor: &Actor) -> Result<Vec<ExportedFile>> {
        let mut files: Vec<ExportedFile> = Vec::new();
        for DocumentExport { document, path } in self.all_of(actor).await? {
            if files.iter().any(|file| file.path == path) {
                continue;
            }
            let opened = self.open(actor, document.id).await?;
            files.push(ExportedFile {
                path,
                read: Box::new(move || read(opened).boxed()),
            });
        }
        Ok(files)
    }
}

/// The content of a document; none if the store does not have it.
async fn read(opened: Opened) -> Result<Option<Vec<u8>>> {
    let pieces = match opened.read(0..opened.size()).await {
        Err(error) if *error.kind() == Kind::Internal => {
            let cause = error.cause().map(ToString::to_string);
            tracing::error!(cause, "a data export lacks a file");
            return Ok(None);
        }
        pieces => pieces?,
    };
    let whole: Vec<u8> = pieces
        .try_fold(Vec::new(), |mut whole, piece| async move {
            whole.extend_from_slice(&piece);
            Ok(whole)
        })
        .await?;
    if whole.len() as u64 == opened.size() {
        Ok(Some(whole))
    } else {
        Err(Error::unavailable("A file could not be read to its end."))
    }
}

impl PersonalData for Documents {
    fn name(&self) -> &'static str {
        "documents"
    }

    fn schema(&self) -> &'static str {
        include_str!("../documents.schema.json")
    }

    fn export<'a>(&'a self, actor: &'a Actor, _: &'a DataSubject) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async { member(&self.all_of(actor).await?) })
    }

    fn files<'a>(&'a self, actor: &'a Actor) -> BoxFuture<'a, Result<Vec<ExportedFile>>> {
        Box::pin(self.files_of(actor))
    }

    /// The documents are deleted with the account; their files afterwards.
    fn erase<'a>(&'a self, conn: &'a Unit, subject: &'a DataSubject) -> BoxFuture<'a, Result<()>> {
        Box::pin(async { Ok(file::mark_all_for_deletion(conn, subject.user_id).await?) })
    }

    fn after_erasure(&self) -> BoxFuture<'_, Result<()>> {
        Box::pin(self.delete_files())
    }

    fn retained(&self) -> &'static [Retained] {
        &[Retained {
            what: "the keys of files of the last 15 minutes, which have hashes of the id and of the content, for 15 minutes; files, if the store is \
                   unavailable, until it is available again",
            why: "an upload that is being stored when the account is erased must not remain; a deletion that failed is repeated each minute",
        }]
    }
}
