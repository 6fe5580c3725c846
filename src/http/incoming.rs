//! A GraphQL request as received over any transport: its parts, of which only the JSON types are checked.

use serde_json::Value;

use super::respond::Refusal;

/// A received request.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Incoming {
    /// The text of the document, unless it is named by id or hash.
    pub query: Option<String>,
    /// The id of a trusted document.
    pub document_id: Option<String>,
    /// The SHA-256 of the document (automatic persisted query).
    pub hash: Option<String>,
    pub operation_name: Option<String>,
    pub variables: Value,
}

impl Incoming {
    /// Parses the JSON of a request (GraphQL over HTTP, 5.1).
    pub(super) fn from_json(value: Value) -> Result<Self, Refusal> {
        let Value::Object(mut parts) = value else {
            return Err(Refusal::malformed(
                "The request must be a JSON object with a \"query\".",
            ));
        };
        let mut string_or_null = |name: &str| match parts.remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Refusal::malformed(format!("\"{name}\" must be a string."))),
        };
        let (query, document_id, operation_name) = (
            string_or_null("query")?,
            string_or_null("documentId")?,
            string_or_null("operationName")?,
        );
        let object_or_null = |name: &str, value: Option<Value>| match value {
            None | Some(Value::Null) => Ok(Value::Null),
            Some(Value::Object(object)) => Ok(Value::Object(object)),
            Some(_) => Err(Refusal::malformed(format!("\"{name}\" must be an object."))),
        };
        let variables = object_or_null("variables", parts.remove("variables"))?;
        let hash = persisted(&object_or_null("extensions", parts.remove("extensions"))?)?;
        Ok(Self {
            query,
            document_id,
            hash,
            operation_name,
            variables,
        })
    }

    /// Parses the parameters of a GET request (GraphQL over HTTP, 5.2).
    pub(super) fn from_url(query: &str) -> Result<Self, Refusal> {
        let mut parts = serde_json::Map::new();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            let value = match name.as_ref() {
                "query" | "documentId" | "operationName" => Value::String(value.into_owned()),
                "variables" | "extensions" => serde_json::from_str(&value).map_err(|_| {
                    Refusal::bad_request(format!("\"{name}\" in the URL must be a JSON object."))
                })?,
                _ => continue,
            };
            parts.insert(name.into_owned(), value);
        }
        Self::from_json(Value::Object(parts))
    }
}

/// The hash of an automatic persisted query, in Apollo's format.
fn persisted(extensions: &Value) -> Result<Option<String>, Refusal> {
    let Some(persisted) = extensions
        .get("persistedQuery")
        .filter(|persisted| !persisted.is_null())
    else {
        return Ok(None);
    };
    match (
        persisted.get("version").and_then(Value::as_u64),
        persisted.get("sha256Hash").and_then(Value::as_str),
    ) {
        (Some(1), Some(hash)) => Ok(Some(hash.to_owned())),
        _ => Err(Refusal::malformed(
            "extensions.persistedQuery must be {\"version\": 1, \"sha256Hash\": \"…\"}.",
        )),
    }
}
