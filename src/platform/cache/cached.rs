//! The trait of cacheable values.

use serde::{Serialize, de::DeserializeOwned};

/// A value that may be cached, and the prefix of its keys. Values of another shape need another prefix.
pub trait Cached: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// For example `document:v1`.
    fn cache_prefix() -> &'static str;
}
