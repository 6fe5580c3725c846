//! The column of sealed keys.

use uuid::Uuid;

use crate::platform::reseal::SealedColumn;

/// The sealed keys of the hashes of removed people.
pub const SEALED_KEY: SealedColumn = SealedColumn {
    table: "removal_keys",
    id: "user_id",
    column: "sealed",
    context: context_of,
};

/// The context that a key is sealed with: its user.
pub(super) fn context_of(user: Uuid) -> String {
    format!("removal-key:{}", user.simple())
}
