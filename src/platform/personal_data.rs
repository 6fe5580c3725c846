//! Personal data: each feature states what it keeps of a user, how it exports that, how it erases it, and what stays.

use futures_util::future::BoxFuture;
use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::{
    error::{Error, Result},
    platform::unit_of_work::Unit,
    types::{actor::Actor, id::UserId},
};

/// The version of the document; another form gets another number.
pub const FORM: u32 = 1;

/// The user whose data is exported or erased.
#[derive(Clone, Debug)]
pub struct DataSubject {
    /// The account.
    pub user_id: UserId,
    /// Its address, lower case: some rows are kept by the address.
    pub email: String,
}

/// When a part is erased. Parts of one phase are erased in the order of their registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ErasurePhase {
    /// While the account and all rows that refer to it are still there.
    BeforeAccount,
    /// The account itself, and with it every row that refers to it.
    Account,
    /// After the erasure was recorded: what the record of the erasure itself holds goes, too.
    AfterRecord,
}

/// Something that stays after an erasure, in Markdown, as the documentation shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retained {
    /// What stays.
    pub what: &'static str,
    /// Why.
    pub why: &'static str,
}

/// One part of what is kept of a user: a member of the exported document.
pub trait PersonalData: Send + Sync {
    /// The name of the member, in camel case.
    fn name(&self) -> &'static str;

    /// The JSON Schema of the member. Its `$defs` become those of the document.
    fn schema(&self) -> &'static str;

    /// The member: all that the user has here.
    fn export<'a>(
        &'a self,
        actor: &'a Actor,
        subject: &'a DataSubject,
    ) -> BoxFuture<'a, Result<Json>>;

    /// Deletes inside the transaction what does not go with the account by itself; by default there is nothing.
    fn erase<'a>(
        &'a self,
        _conn: &'a Unit,
        _subject: &'a DataSubject,
    ) -> BoxFuture<'a, Result<()>> {
        Box::pin(std::future::ready(Ok(())))
    }

    /// When it is erased.
    fn phase(&self) -> ErasurePhase {
        ErasurePhase::BeforeAccount
    }

    /// What stays, and why.
    fn retained(&self) -> &'static [Retained] {
        &[]
    }
}

/// A value as a member of the document.
pub fn member(value: &impl Serialize) -> Result<Json> {
    serde_json::to_value(value).map_err(Error::internal)
}

/// The JSON Schema (2020-12) of a document with these parts.
pub fn document_schema<'a>(parts: impl Iterator<Item = &'a dyn PersonalData>) -> Result<Json> {
    let (mut properties, mut definitions) = (Map::new(), Map::new());
    properties.insert(
        "form".into(),
        json!({ "description": "The form of this document; another form gets another number.", "const": FORM }),
    );
    properties.insert(
        "exportedAt".into(),
        json!({ "description": "When it was put together.", "type": "string", "format": "date-time" }),
    );
    for part in parts {
        let name = part.name();
        let mut piece: Map<String, Json> =
            serde_json::from_str(part.schema()).map_err(Error::internal)?;
        if let Some(Json::Object(own)) = piece.remove("$defs") {
            for (definition, schema) in own {
                if definitions.insert(definition, schema).is_some() {
                    return Err(Error::internal(format!(
                        "the schema of {name} has a definition of another part"
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
        "title": "All that Careergraph keeps of one account",
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": false,
        "$defs": definitions,
    }))
}
