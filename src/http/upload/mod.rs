//! `multipart/form-data` by the GraphQL multipart request specification
//! (<https://github.com/jaydenseric/graphql-multipart-request-spec>): `operations`, then `map`, then the files, read by chunk.
//! A form of any site can send this media type, so it is accepted only with a header that requires a CORS preflight.

use futures_util::TryStreamExt;
use http::{HeaderMap, header};
use multer::{Constraints, Field, Multipart, SizeLimit};
use serde_json::Value;
use sha2::{Digest, Sha256};

use self::{
    map::{Map, put},
    memory::{Buffer, UploadMemory},
};
use super::{csrf, respond::Refusal};
use crate::{
    config::Limits,
    graphql::{
        code::Code,
        upload::{UploadedFile, UploadedFiles},
    },
};

mod map;
pub(super) mod memory;

/// Maximum bytes of the name of a file.
const NAME_MAX: usize = 1_024;

/// True if the request is such a body with a preflight header.
pub(super) fn is_upload(headers: &HeaderMap) -> bool {
    is_form(headers) && csrf::shows_preflight(headers)
}

/// True if a body is `multipart/form-data`.
pub(super) fn is_form(headers: &HeaderMap) -> bool {
    content_type(headers)
        .split(';')
        .next()
        .is_some_and(|name| name.trim().eq_ignore_ascii_case("multipart/form-data"))
}

fn content_type(headers: &HeaderMap) -> &str {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

/// Reads a body to its end. Returns its `operations`, with references in the places of the files, and the files, which are kept in `memory`;
/// without one, for an anonymous caller, they are read and discarded.
pub(super) async fn read(
    headers: &HeaderMap,
    body: poem::Body,
    limits: &Limits,
    memory: Option<&UploadMemory>,
) -> Result<(Value, UploadedFiles), Refusal> {
    let boundary = multer::parse_boundary(content_type(headers)).map_err(|_| {
        Refusal::bad_request("The Content-Type of a multipart body names its boundary.")
    })?;
    let text_max = limits.body_bytes as u64;
    let sizes = SizeLimit::new()
        .whole_stream(limits.upload_bytes as u64)
        .for_field("operations", text_max)
        .for_field("map", text_max);
    let stream = body.into_bytes_stream().map_err(std::io::Error::other);
    let mut form = Form {
        parts: Multipart::with_constraints(stream, boundary, Constraints::new().size_limit(sizes)),
        left: limits.upload_parts,
        limits,
    };
    let mut operations = form.json("operations").await?;
    let map = Map::parse(&form.json("map").await?)?;
    let files = form.files(&map, memory).await?;
    for (name, file) in &files {
        for path in map.paths_of(name) {
            put(&mut operations, path, file.reference()?)?;
        }
    }
    let kept = files.into_iter().map(|(_, file)| file).collect();
    let kept = memory.map_or_else(UploadedFiles::default, |_| UploadedFiles::new(kept));
    Ok((operations, kept))
}

/// A multipart body that is being read.
struct Form<'a> {
    parts: Multipart<'static>,
    /// How many more parts are allowed.
    left: usize,
    limits: &'a Limits,
}

impl Form<'_> {
    async fn next(&mut self) -> Result<Option<Field<'static>>, Refusal> {
        let Some(part) = self
            .parts
            .next_field()
            .await
            .map_err(|error| self.refusal(&error))?
        else {
            return Ok(None);
        };
        if self.left == 0 {
            return Err(too_large(format!(
                "A multipart body has at most {} parts.",
                self.limits.upload_parts
            )));
        }
        self.left -= 1;
        Ok(Some(part))
    }

    /// Reads the next part, which must have this name and be JSON.
    async fn json(&mut self, name: &str) -> Result<Value, Refusal> {
        let part = self.next().await?.filter(|part| part.name() == Some(name));
        let order = || {
            Refusal::bad_request(
                "A multipart body has the parts \"operations\" and \"map\", and then its files, in this order.",
            )
        };
        let bytes = part
            .ok_or_else(order)?
            .bytes()
            .await
            .map_err(|error| self.refusal(&error))?;
        serde_json::from_slice(&bytes)
            .map_err(|_| Refusal::bad_request(format!("The part \"{name}\" is not JSON in UTF-8.")))
    }

    /// Reads the files, each with the name of its part; each must be in the map, once.
    async fn files(
        &mut self,
        map: &Map,
        memory: Option<&UploadMemory>,
    ) -> Result<Vec<(String, UploadedFile)>, Refusal> {
        let mut files: Vec<(String, UploadedFile)> = Vec::new();
        while let Some(part) = self.next().await? {
            let name = part.name().unwrap_or_default().to_owned();
            if !map.has(&name) || files.iter().any(|(known, _)| *known == name) {
                return Err(Refusal::bad_request(
                    "A file of the multipart body is not in its map, or is sent twice.",
                ));
            }
            let file = self.file(part, files.len(), memory).await?;
            files.push((name, file));
        }
        if files.len() == map.len() {
            Ok(files)
        } else {
            Err(Refusal::bad_request(
                "A file that the map of the multipart body names is missing.",
            ))
        }
    }

    async fn file(
        &self,
        mut part: Field<'static>,
        position: usize,
        memory: Option<&UploadMemory>,
    ) -> Result<UploadedFile, Refusal> {
        let name = part.file_name().map(str::to_owned);
        if name.as_ref().is_some_and(|name| name.len() > NAME_MAX) {
            let message = format!("The name of a file has at most {NAME_MAX} bytes.");
            return Err(Refusal::bad_request(message));
        }
        let (mut buffer, mut hash) = (memory.map(Buffer::new), Sha256::new());
        while let Some(chunk) = part.chunk().await.map_err(|error| self.refusal(&error))? {
            hash.update(&chunk);
            if let Some(buffer) = &mut buffer {
                buffer.push(&chunk)?;
            }
        }
        let (bytes, memory) = buffer.map(Buffer::finish).unwrap_or_default();
        let sha256 = format!("{:x}", hash.finalize());
        Ok(UploadedFile::new(position, name, sha256, bytes, memory))
    }

    fn refusal(&self, error: &multer::Error) -> Refusal {
        match error {
            multer::Error::StreamSizeExceeded { .. } => too_large(format!(
                "A multipart body has at most {} bytes, its files included.",
                self.limits.upload_bytes
            )),
            multer::Error::FieldSizeExceeded { .. } => too_large(format!(
                "The parts \"operations\" and \"map\" have at most {} bytes each.",
                self.limits.body_bytes
            )),
            _ => Refusal::bad_request("The multipart body is malformed or incomplete."),
        }
    }
}

fn too_large(message: String) -> Refusal {
    Refusal::new(Code::PayloadTooLarge, message)
}
