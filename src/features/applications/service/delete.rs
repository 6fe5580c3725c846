//! Permanently deletes an application with its history, its notifications and its snapshot of the posting.

use crate::{
    error::{Error, Result},
    features::applications::{Applications, entity::application},
    platform::unit_of_work::Unit,
    types::{actor::Person, id::ApplicationId, object_kind::ObjectKind, write::Write},
};

impl Applications {
    /// Deletes an application and its rows. Irreversible, so API tokens are refused. The idempotency keys of the requests that wrote it are
    /// kept without their results, so that a retry does not create it again.
    pub async fn delete(
        &self,
        _person: &Person,
        write: &Write<'_>,
        id: ApplicationId,
    ) -> Result<ApplicationId> {
        let act = async |unit: &Unit| {
            let row = application::locked(write.actor, id)
                .one(unit)
                .await?
                .ok_or_else(|| Error::not_found("application"))?;
            write.check_version(row.version)?;
            unit.forget_results(row.user_id, &[id.0]).await?;
            unit.will_delete(row.user_id, ObjectKind::Application, &[id.0])
                .await?;
            application::delete(unit, write.actor, id).await?;
            self.delete_unused_snapshots(unit, row.snapshot_id.into_iter().collect())
                .await?;
            Ok(id)
        };
        self.platform.write(write, act).await
    }
}
