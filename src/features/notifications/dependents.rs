//! The notifications about an application, which are deleted with it.

use uuid::Uuid;

use super::{Notifications, entity::notification};
use crate::{
    error::Result,
    platform::{db::Transaction, dependents::Dependents},
    types::{id::UserId, object_kind::ObjectKind},
};

#[async_trait::async_trait]
impl Dependents for Notifications {
    fn owners(&self) -> ObjectKind {
        ObjectKind::Application
    }

    fn kind(&self) -> ObjectKind {
        ObjectKind::Notification
    }

    async fn find(&self, tx: &Transaction, user: UserId, ids: &[Uuid]) -> Result<Vec<Uuid>> {
        let ids = notification::ids_about(user, ids).into_tuple().all(tx);
        Ok(ids.await?)
    }
}
