//! Changes of users' objects, as a unit of work reports them.

use uuid::Uuid;

use crate::{
    error::Result,
    platform::db::Transaction,
    types::{actor::Actor, id::UserId},
};

/// An object of a user that was created, changed or deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The user who owns the object.
    pub owner: UserId,
    /// The name of its GraphQL type.
    pub object_type: &'static str,
    /// The id of the object.
    pub id: Uuid,
    /// Its version after the change; `None` if it is deleted.
    pub version: Option<i32>,
}

/// Records changes in the transaction that makes them, for example in a change feed. `Platform::record_changes` sets the only recorder;
/// without one, changes are not recorded.
#[async_trait::async_trait]
pub trait ChangeRecorder: Send + Sync {
    /// Records the changes of one unit of work, and the actor who made them.
    async fn record(&self, tx: &Transaction, actor: &Actor, changes: &[Change]) -> Result<()>;
}
