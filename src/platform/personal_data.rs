//! Personal data: each feature declares what it stores about a user, how it exports and erases it, and what is retained.

use futures_util::future::BoxFuture;
use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::{
    error::{Error, Result},
    platform::unit_of_work::Unit,
    types::{actor::Actor, id::UserId},
};

/// The version of the export format; incompatible changes increment it.
pub const FORM: u32 = 2;

/// The user whose data is exported or erased.
#[derive(Clone, Debug)]
pub struct DataSubject {
    /// The account.
    pub user_id: UserId,
    /// The e-mail address, lower case: some rows are keyed by address.
    pub email: String,
}

/// When a part is erased. Parts of the same phase are erased in the order of their registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ErasurePhase {
    /// Before the account: its row and all that refer to it still exist.
    BeforeAccount,
    /// The account itself, and by cascade every row that refers to it.
    Account,
    /// After the erasure was recorded: deletes what the record of the erasure itself holds.
    AfterRecord,
}

/// Data that is retained after an erasure, described in Markdown for the documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retained {
    /// The retained data.
    pub what: &'static str,
    /// The reason.
    pub why: &'static str,
}

/// Reads the content of a file; none if it is lost.
pub type ReadFile = Box<dyn FnOnce() -> BoxFuture<'static, Result<Option<Vec<u8>>>> + Send>;

/// A file of an export, beside the document.
pub struct ExportedFile {
    /// Its path in the archive, with slashes between folders.
    pub path: String,
    /// Reads its content; none if it is lost.
    pub read: ReadFile,
}

/// One part of a user's personal data: a member of the export document.
pub trait PersonalData: Send + Sync {
    /// The name of the member, in camel case.
    fn name(&self) -> &'static str;

    /// The JSON Schema of the member. Its `$defs` become those of the document.
    fn schema(&self) -> &'static str;

    /// The value of the member: all data of the user in this part.
    fn export<'a>(
        &'a self,
        actor: &'a Actor,
        subject: &'a DataSubject,
    ) -> BoxFuture<'a, Result<Json>>;

    /// Files that the export has beside the document; by default none. They are read one after the other.
    fn files<'a>(&'a self, _actor: &'a Actor) -> BoxFuture<'a, Result<Vec<ExportedFile>>> {
        Box::pin(std::future::ready(Ok(Vec::new())))
    }

    /// Deletes, inside the transaction, what is not deleted with the account by cascade; by default nothing.
    fn erase<'a>(
        &'a self,
        _conn: &'a Unit,
        _subject: &'a DataSubject,
    ) -> BoxFuture<'a, Result<()>> {
        Box::pin(std::future::ready(Ok(())))
    }

    /// Deletes, after the commit, what is stored outside of the database; by default nothing. An error leaves the account erased, so the part
    /// itself repeats what failed.
    fn after_erasure(&self) -> BoxFuture<'_, Result<()>> {
        Box::pin(std::future::ready(Ok(())))
    }

    /// The phase in which the part is erased.
    fn phase(&self) -> ErasurePhase {
        ErasurePhase::BeforeAccount
    }

    /// The data that is retained, and why.
    fn retained(&self) -> &'static [Retained] {
        &[]
    }
}

/// Serializes a value as a member of the document.
pub fn member(value: &impl Serialize) -> Result<Json> {
    serde_json::to_value(value).map_err(Error::internal)
}

/// The JSON Schema (2020-12) of a document with these parts.
pub fn document_schema<'a>(parts: impl Iterator<Item = &'a dyn PersonalData>) -> Result<Json> {
    let (mut properties, mut definitions) = (Map::new(), Map::new());
    properties.insert(
        "form".into(),
        json!({ "description": "The version of the format of this document.", "const": FORM }),
    );
    properties.insert(
        "exportedAt".into(),
        json!({ "description": "The date and time of the export.", "type": "string", "format": "date-time" }),
    );
    for part in parts {
        let name = part.name();
        let mut piece: Map<String, Json> =
            serde_json::from_str(part.schema()).map_err(Error::internal)?;
        if let Some(Json::Object(own)) = piece.remove("$defs") {
            for (definition, schema) in own {
                if definitions.insert(definition, schema).is_some() {
                    return Err(Error::internal(format!(
                        "the schema of {name} redefines a definition of another part"
                    )));
                }
            }
        }
        if properties.insert(name.into(), piece.into()).is_some() {
            return Err(Error::internal(format!("two parts are named {name}")));
        }
    }
    let required: Vec<&String> = properties.keys().collect();
    Ok(json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "All personal data that Careergraph stores for one account",
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": false,
        "$defs": definitions,
    }))
}
