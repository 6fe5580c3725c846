//! A hash of the data, stored with what was computed from it, so that a change of the data is noticed.

/// FNV-1a of 64 bits. It tells versions apart and protects nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hash(u64);

impl Hash {
    pub(crate) const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Adds a text and its end, so that "ab" and "c" differ from "a" and "bc".
    pub(crate) fn add(&mut self, text: &str) {
        for byte in text.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    pub(crate) fn written(self) -> String {
        format!("{:016x}", self.0)
    }
}
