//! `multipart/form-data` by the GraphQL multipart request specification
//! (<https://github.com/jaydenseric/graphql-multipart-request-spec>): `operations`, then `map`, then the files, read by chunk.
//! A form of any site can send this media type, so it is accepted only with a header that requires a CORS preflight.

use futures_util::TryStreamExt;
use http::{HeaderMap, header};
use multer::{Constraints, Field, Multipart, SizeLimit};
use serde_json::Value;

use super::{csrf, respond::Refusal};
use crate::config::Limits;
use crate::graphql::code::Code;

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

/// Reads a body to its end and returns its `operations`.
pub(super) async fn read(
    headers: &HeaderMap,
    body: poem::Body,
    limits: &Limits,
) -> Result<Value, Refusal> {
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
    let operations = form.json("operations").await?;
    let map = form.json("map").await?;
    let named = places(&map)?;
    form.skip_files(&named).await?;
    // No argument of this schema has the type Upload; with one, the files would be inserted at the paths in the map.
    if named.is_empty() {
        Ok(operations)
    } else {
        Err(takes_no_file())
    }
}

fn takes_no_file() -> Refusal {
    let message = "This operation takes no files, because the schema has no type Upload. Send an empty map and no files.";
    Refusal::new(Code::BadUserInput, message)
}

/// The names of the files that a map assigns to paths.
fn places(map: &Value) -> Result<Vec<&str>, Refusal> {
    let Value::Object(map) = map else {
        return Err(not_a_map());
    };
    let is_path = |place: &Value| {
        place
            .as_str()
            .is_some_and(|path| path.contains("variables."))
    };
    let is_places = |places: &Value| {
        places
            .as_array()
            .is_some_and(|places| !places.is_empty() && places.iter().all(is_path))
    };
    if map.values().all(is_places) {
        Ok(map.keys().map(String::as_str).collect())
    } else {
        Err(not_a_map())
    }
}

fn not_a_map() -> Refusal {
    Refusal::bad_request(
        "\"map\" must be a JSON object with the paths of each file, as in {\"0\": [\"variables.file\"]}.",
    )
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

    /// Reads and discards the files; each must be named in the map.
    async fn skip_files(&mut self, named: &[&str]) -> Result<(), Refusal> {
        let mut missing = named.to_vec();
        while let Some(mut file) = self.next().await? {
            let Some(place) = missing.iter().position(|name| file.name() == Some(name)) else {
                return Err(Refusal::bad_request(
                    "A file of the multipart body is not in its map, or is sent twice.",
                ));
            };
            missing.swap_remove(place);
            while file
                .chunk()
                .await
                .map_err(|error| self.refusal(&error))?
                .is_some()
            {}
        }
        match missing.first() {
            None => Ok(()),
            Some(_) => Err(Refusal::bad_request(
                "A file that the map of the multipart body names is missing.",
            )),
        }
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
