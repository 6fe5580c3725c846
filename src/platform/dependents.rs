//! Objects that the database deletes together with others (`ON DELETE CASCADE`), so that their deletion is told as well.

use std::sync::{Arc, OnceLock};

use uuid::Uuid;

use crate::{
    error::{Error, Result},
    platform::db::Transaction,
    types::{id::UserId, object_kind::ObjectKind},
};

/// Objects of a kind that are deleted with those of another kind.
#[async_trait::async_trait]
pub trait Dependents: Send + Sync {
    /// The kind of the objects that they depend on.
    fn owners(&self) -> ObjectKind;

    /// Their own kind.
    fn kind(&self) -> ObjectKind;

    /// Those that depend on these objects of a user.
    async fn find(&self, tx: &Transaction, user: UserId, ids: &[Uuid]) -> Result<Vec<Uuid>>;
}

/// The dependents that features registered.
#[derive(Clone, Default)]
pub struct DependentsList(Arc<OnceLock<Vec<Arc<dyn Dependents>>>>);

impl DependentsList {
    /// Sets the list, once, at start.
    pub fn set(&self, all: Vec<Arc<dyn Dependents>>) -> Result<()> {
        let again = |_| Error::internal("the dependents are set already");
        self.0.set(all).map_err(again)
    }

    /// The dependents of objects of this kind.
    pub fn of(&self, kind: ObjectKind) -> impl Iterator<Item = &dyn Dependents> {
        let all = self.0.get().into_iter().flatten().map(AsRef::as_ref);
        all.filter(move |dependents: &&dyn Dependents| dependents.owners() == kind)
    }
}
