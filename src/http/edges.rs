//! The parsers of the edge as functions of what arrives, for the targets of `fuzz/`. The server calls the same parsers with its requests.

use bytes::Bytes;
use futures_util::FutureExt;
use http::{HeaderMap, HeaderValue, header};
use serde_json::Value;

use super::{
    documents,
    downloads::range,
    upload::{self, memory::UploadMemory},
};
use crate::config::Limits;

/// The boundary of the multipart bodies that [`upload`] reads.
pub const BOUNDARY: &str = "b";

/// A file of a multipart body.
#[derive(Clone, Debug)]
pub struct EdgeFile {
    /// The name that the client gave.
    pub name: Option<String>,
    /// The content.
    pub bytes: Bytes,
}

/// Reads a multipart body of a GraphQL request: its operations and files, or the code of the error.
pub fn upload(body: Vec<u8>, limits: &Limits) -> Result<(Value, Vec<EdgeFile>), &'static str> {
    let mut headers = HeaderMap::new();
    let media_type = HeaderValue::from_static("multipart/form-data; boundary=b");
    headers.insert(header::CONTENT_TYPE, media_type);
    let memory = UploadMemory::new(limits.upload_memory_bytes);
    let reading = upload::read(&headers, body.into(), limits, Some(&memory));
    // The body is in memory, so that nothing waits for it.
    let (operations, files) = reading
        .now_or_never()
        .ok_or("WAITS")?
        .map_err(|refusal| refusal.code.name())?;
    let files = files.iter().map(|file| EdgeFile {
        name: file.name().map(str::to_owned),
        bytes: file.bytes(),
    });
    Ok((operations, files.collect()))
}

/// The texts of the documents of a manifest, by their ids, or why it is none.
pub fn manifest(text: &str) -> Result<Vec<(String, String)>, String> {
    documents::in_manifest(text)
}

/// The bytes that a `Range` header asks for, of content of this size: the first, and the one after the last. None if there are no such bytes.
#[must_use]
pub fn requested(range: &HeaderValue, size: u64) -> Option<(u64, u64)> {
    let mut headers = HeaderMap::new();
    headers.insert(header::RANGE, range.clone());
    range::evaluate(&headers, "", size).span(size)
}
