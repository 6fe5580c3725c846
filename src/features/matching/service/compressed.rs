//! Values that are stored as compressed JSON.

use serde::{Serialize, de::DeserializeOwned};

use crate::error::{Error, Result};

/// The level of zstd: fast, a third of the size.
const LEVEL: i32 = 3;

/// The compressed JSON of a value.
pub(super) fn pack(value: &impl Serialize) -> Result<Vec<u8>> {
    let json = serde_json::to_vec(value).map_err(Error::internal)?;
    zstd::bulk::compress(&json, LEVEL).map_err(Error::internal)
}

/// The value of compressed JSON.
pub(super) fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    let json = zstd::stream::decode_all(bytes).map_err(Error::internal)?;
    serde_json::from_slice(&json).map_err(Error::internal)
}
