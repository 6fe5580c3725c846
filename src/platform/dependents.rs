//! Objects that the database deletes together with others (`ON DELETE CASCADE`), so that their deletion is told as well.

use std::sync::{Arc, OnceLock};

use sea_orm::{ConnectionTrait, sea_query::SelectStatement};
use uuid::Uuid;

use crate::{
    error::{Error, Result},
    platform::db::Transaction,
    types::{id::UserId, object_kind::ObjectKind},
};

/// Objects of a kind that are deleted with those of another kind. Without any handle: the platform keeps this value, and a handle of a
/// feature keeps the platform, so neither would ever be dropped.
#[derive(Clone, Copy)]
pub struct Dependents {
    /// The kind of the objects that they depend on.
    pub owners: ObjectKind,
    /// Their own kind.
    pub kind: ObjectKind,
    /// Selects the `id` of those that depend on these objects of a user.
    pub ids: fn(UserId, &[Uuid]) -> SelectStatement,
}

impl Dependents {
    /// Those that depend on these objects of a user.
    pub async fn find(&self, tx: &Transaction, user: UserId, ids: &[Uuid]) -> Result<Vec<Uuid>> {
        let statement = tx.get_database_backend().build(&(self.ids)(user, ids));
        let rows = tx.query_all_raw(statement).await?;
        let ids = rows.iter().map(|row| row.try_get("", "id"));
        Ok(ids.collect::<std::result::Result<_, _>>()?)
    }
}

/// The dependents that features registered.
#[derive(Clone, Default)]
pub struct DependentsList(Arc<OnceLock<Vec<Dependents>>>);

impl DependentsList {
    /// Sets the list, once, at start.
    pub fn set(&self, all: Vec<Dependents>) -> Result<()> {
        let again = |_| Error::internal("the dependents are set already");
        self.0.set(all).map_err(again)
    }

    /// The dependents of objects of this kind.
    pub fn of(&self, kind: ObjectKind) -> impl Iterator<Item = &Dependents> {
        let all = self.0.get().into_iter().flatten();
        all.filter(move |dependents| dependents.owners == kind)
    }
}
