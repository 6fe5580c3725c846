//! What can be cached.

use serde::{Serialize, de::DeserializeOwned};

/// A value that may be cached, and the name of its shelf with a version: a new shape takes a new version.
pub trait Cached: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// For example `posting:v1`.
    const CACHE_PREFIX: &'static str;
}
