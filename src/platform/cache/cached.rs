//! The trait of cacheable values.

use serde::{Serialize, de::DeserializeOwned};

use crate::platform::hashing::content_hash;

/// A value that may be cached, and the prefix of its keys. Values of another shape need another prefix.
pub trait Cached: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// For example `document:v1`.
    fn cache_prefix() -> &'static str;
}

/// A prefix that changes with the columns of a row.
pub fn prefix_of_columns<'a>(name: &str, columns: impl IntoIterator<Item = &'a str>) -> String {
    let columns: Vec<&str> = columns.into_iter().collect();
    let hash = content_hash(columns.join(" ").as_bytes());
    format!("{name}:{}", hash.get(..8).unwrap_or_default())
}
