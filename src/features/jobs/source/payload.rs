//! What a board sent of one posting, compressed: a later version of the connector can read it again.

/// Maximum size of an entry that is kept; larger ones are read, but not kept.
pub const PAYLOAD_BYTES_MAX: usize = 1_000_000;

/// The level of zstd: fast, because a board has thousands of entries.
const LEVEL: i32 = 1;

/// A compressed entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload(Vec<u8>);

impl Payload {
    /// The payload of an entry; none if it is too large.
    #[must_use]
    pub fn of(entry: &str) -> Option<Self> {
        if entry.len() > PAYLOAD_BYTES_MAX {
            return None;
        }
        zstd::bulk::compress(entry.as_bytes(), LEVEL).ok().map(Self)
    }

    /// A stored payload.
    #[must_use]
    pub const fn stored(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The entry; none if the payload is damaged.
    #[must_use]
    pub fn open(&self) -> Option<Vec<u8>> {
        zstd::bulk::decompress(&self.0, PAYLOAD_BYTES_MAX).ok()
    }

    /// The compressed bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}
