//! Errors of the store.

use std::{error::Error as _, io};

use crate::error::Error;

/// Converts an error of the store into one for the caller.
pub(super) fn fault(cause: object_store::Error) -> Error {
    use object_store::Error as Of;

    let error = match &cause {
        _ if is_without_bucket(&cause) => {
            Error::unavailable("The store of documents has no such bucket; nothing was changed.")
        }
        Of::NotFound { .. } => Error::not_found("file"),
        _ if is_full(&cause) => Error::storage_full(),
        Of::PermissionDenied { .. } | Of::Unauthenticated { .. } => {
            Error::unavailable("The store of documents refuses the server; nothing was changed.")
        }
        _ => Error::unavailable(
            "The store of documents is unavailable; nothing was changed. Try again in a moment.",
        ),
    };
    error.caused_by(cause)
}

/// True if the whole bucket was not found. Its status is that of a missing object; the code of S3 in the answer tells them apart.
pub(super) fn is_without_bucket(cause: &object_store::Error) -> bool {
    let mut source = cause.source();
    while let Some(error) = source {
        if error.to_string().contains("NoSuchBucket") {
            return true;
        }
        source = error.source();
    }
    false
}

/// True if the disk is full, or read-only.
fn is_full(cause: &object_store::Error) -> bool {
    let mut source = cause.source();
    while let Some(error) = source {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return matches!(
                error.kind(),
                io::ErrorKind::StorageFull
                    | io::ErrorKind::QuotaExceeded
                    | io::ErrorKind::ReadOnlyFilesystem
            );
        }
        source = error.source();
    }
    false
}
