//! The compressed payload of one posting, as the board sent it: a later version of the connector can read it again.

/// Maximum size of an entry that is kept; larger ones are read, but not kept.
pub const PAYLOAD_BYTES_MAX: usize = 1_000_000;

/// The level of zstd: fast, because a board has thousands of entries.
const LEVEL: i32 = 1;

/// A compressed entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload(Vec<u8>);

/// Compresses entries, one after another: its tables are made once.
pub struct Compressor(Option<zstd::bulk::Compressor<'static>>);

impl Default for Compressor {
    fn default() -> Self {
        Self(zstd::bulk::Compressor::new(LEVEL).ok())
    }
}

impl Compressor {
    /// The payload of an entry; none if it is too large.
    #[must_use]
    pub fn payload(&mut self, entry: &str) -> Option<Payload> {
        if entry.len() > PAYLOAD_BYTES_MAX {
            return None;
        }
        let mut bytes = self.0.as_mut()?.compress(entry.as_bytes()).ok()?;
        // Its capacity is that of the entry.
        bytes.shrink_to_fit();
        Some(Payload(bytes))
    }
}

impl Payload {
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
