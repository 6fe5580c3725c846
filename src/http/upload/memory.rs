//! The memory that uploaded files may take in the process. A file takes its share while it arrives, and returns it when its request has been
//! answered.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{graphql::code::Code, http::respond::Refusal};

/// Bytes of one unit of the account.
const UNIT: usize = 1_024;

/// The account of the memory.
#[derive(Clone)]
pub(in crate::http) struct UploadMemory(Arc<Semaphore>);

/// A file that is being read.
pub(super) struct Buffer<'a> {
    memory: &'a UploadMemory,
    bytes: Vec<u8>,
    held: Option<OwnedSemaphorePermit>,
}

impl UploadMemory {
    pub(in crate::http) fn new(bytes: usize) -> Self {
        Self(Arc::new(Semaphore::new(bytes.div_ceil(UNIT))))
    }
}

impl<'a> Buffer<'a> {
    pub(super) const fn new(memory: &'a UploadMemory) -> Self {
        Self {
            memory,
            bytes: Vec::new(),
            held: None,
        }
    }

    /// Adds bytes, if there is memory for them.
    pub(super) fn push(&mut self, chunk: &[u8]) -> Result<(), Refusal> {
        let needed = self.bytes.len().saturating_add(chunk.len());
        if needed > self.bytes.capacity() {
            // Grows by half, so that a large file is copied few times and takes little more than its size.
            let grown = needed
                .max(self.bytes.capacity() / 2 * 3)
                .next_multiple_of(UNIT);
            self.take(grown)?;
            self.bytes.reserve_exact(grown - self.bytes.len());
        }
        self.bytes.extend_from_slice(chunk);
        Ok(())
    }

    /// Raises the share to that of this many bytes.
    fn take(&mut self, bytes: usize) -> Result<(), Refusal> {
        let held = self
            .held
            .as_ref()
            .map_or(0, OwnedSemaphorePermit::num_permits);
        let more = (bytes / UNIT).saturating_sub(held);
        let more = u32::try_from(more).map_err(|_| too_many())?;
        let semaphore = Arc::clone(&self.memory.0);
        let taken = semaphore
            .try_acquire_many_owned(more)
            .map_err(|_| too_many())?;
        match &mut self.held {
            Some(held) => held.merge(taken),
            None => self.held = Some(taken),
        }
        Ok(())
    }

    /// The bytes, and their share of the memory.
    pub(super) fn finish(self) -> (Bytes, Option<OwnedSemaphorePermit>) {
        (self.bytes.into(), self.held)
    }
}

fn too_many() -> Refusal {
    Refusal {
        retry_after: Some(Duration::from_secs(2)),
        ..Refusal::new(
            Code::Overloaded,
            "The server is receiving as many files as it has memory for; try again in a moment.",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Buffer, UploadMemory};
    use crate::graphql::code::Code;

    #[test]
    fn files_share_the_memory_and_return_it() {
        let memory = UploadMemory::new(10 * 1_024);
        let mut one = Buffer::new(&memory);
        for _ in 0..6 {
            one.push(&[7; 1_000]).expect("there is room");
        }
        let mut other = Buffer::new(&memory);
        other.push(&[8; 1_000]).expect("there is room");
        let refused = other.push(&[8; 8_000]).expect_err("there is no room");
        assert_eq!(refused.code, Code::Overloaded);
        let (bytes, held) = one.finish();
        assert_eq!(bytes.as_ref(), [7; 6_000]);
        drop((bytes, held));
        other.push(&[8; 8_000]).expect("there is room again");
        drop(other);
        assert_eq!(memory.0.available_permits(), 10);
    }
}
