//! What was recorded for an application, which is deleted with it.

use uuid::Uuid;

use crate::{
    error::Result,
    features::writing::answers::{Answers, entity::recorded},
    platform::{db::Transaction, dependents::Dependents},
    types::{id::UserId, object_kind::ObjectKind},
};

#[async_trait::async_trait]
impl Dependents for Answers {
    fn owners(&self) -> ObjectKind {
        ObjectKind::Application
    }

    fn kind(&self) -> ObjectKind {
        ObjectKind::RecordedAnswer
    }

    async fn find(&self, tx: &Transaction, user: UserId, ids: &[Uuid]) -> Result<Vec<Uuid>> {
        let ids = recorded::ids_for(user, ids).into_tuple().all(tx);
        Ok(ids.await?)
    }
}
