//! Files of a request (<https://github.com/jaydenseric/graphql-multipart-request-spec>) and the scalar `Upload`, whose values name them.
//!
//! The transport puts a reference to a file where the request had null: its position, its name and the hash of its content. The reference is
//! therefore a part of the input that an idempotency key stands for: a retry with another file is another request. A reference that a client
//! writes itself is only accepted if it is equal to that of a file of the same request.

use std::sync::Arc;

use async_graphql::{Context, InputValueResult, Scalar, ScalarType, Value, from_value};
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use tokio::sync::OwnedSemaphorePermit;

use crate::{
    error::{Error, Refusal, Result},
    types::scalar,
};

/// A file of a request.
pub struct UploadedFile {
    reference: Reference,
    bytes: Bytes,
    /// Its share of the memory for uploads.
    _memory: Option<OwnedSemaphorePermit>,
}

/// The files of a request. A clone is one reference.
#[derive(Clone, Default)]
pub struct UploadedFiles(Arc<Vec<UploadedFile>>);

/// What stands for a file in the variables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reference {
    upload: usize,
    name: Option<String>,
    sha256: String,
}

/// A file of the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload(Reference);

/// A file, sent as a part of a `multipart/form-data` request by the GraphQL multipart request specification; the variable is null.
#[Scalar(specified_by_url = "https://github.com/jaydenseric/graphql-multipart-request-spec")]
impl ScalarType for Upload {
    fn parse(value: Value) -> InputValueResult<Self> {
        from_value(value.clone()).map(Self).map_err(|_| {
            scalar::refused(
                value,
                "A file is sent as a part of a multipart/form-data request whose map names this variable.",
            )
        })
    }

    fn to_value(&self) -> Value {
        async_graphql::to_value(&self.0).unwrap_or_default()
    }
}

impl UploadedFile {
    /// A file at this position among the files of its request.
    #[must_use]
    pub const fn new(
        position: usize,
        name: Option<String>,
        sha256: String,
        bytes: Bytes,
        memory: Option<OwnedSemaphorePermit>,
    ) -> Self {
        Self {
            reference: Reference {
                upload: position,
                name,
                sha256,
            },
            bytes,
            _memory: memory,
        }
    }

    /// The name that the client gave.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.reference.name.as_deref()
    }

    /// The content. A clone is one reference.
    #[must_use]
    pub fn bytes(&self) -> Bytes {
        self.bytes.clone()
    }

    /// The value that stands for the file in the variables.
    pub fn reference(&self) -> Result<serde_json::Value> {
        serde_json::to_value(&self.reference).map_err(Error::internal)
    }
}

impl UploadedFiles {
    /// The files of a request.
    #[must_use]
    pub fn new(files: Vec<UploadedFile>) -> Self {
        Self(Arc::new(files))
    }

    /// The files, in the order of the request.
    pub fn iter(&self) -> impl Iterator<Item = &UploadedFile> {
        self.0.iter()
    }

    /// True if the request has no files.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Upload {
    /// The file; refused at this path if the request has no such file.
    pub fn file<'a>(&self, ctx: &Context<'a>, path: &str) -> Result<&'a UploadedFile> {
        let files = ctx.data_opt::<UploadedFiles>();
        let file = files.and_then(|files| files.0.get(self.0.upload));
        file.filter(|file| file.reference == self.0).ok_or_else(|| {
            let message =
                "The request has no such file; send it as a part of a multipart/form-data request.";
            Refusal::invalid(path, message).into()
        })
    }
}
