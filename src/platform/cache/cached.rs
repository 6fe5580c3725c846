//! The trait of cacheable values.

use serde::{Serialize, de::DeserializeOwned};

/// A value that may be cached, with a versioned key prefix: a changed serialization needs a new version.
pub trait Cached: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// For example `posting:v1`.
    const CACHE_PREFIX: &'static str;
}
