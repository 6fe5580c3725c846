//! Loaders of the viewer's notifications.

use std::{collections::HashMap, sync::Arc};

use crate::{
    error::Result,
    features::notifications::NotificationRow,
    graphql::loader::{Batcher, Loader},
    types::{area::Area, id::NotificationId},
};

/// A notification of the viewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NotificationKey(pub NotificationId);

impl Loader<NotificationKey> for Batcher {
    type Value = Arc<NotificationRow>;

    async fn load(
        &self,
        keys: &[NotificationKey],
    ) -> Result<HashMap<NotificationKey, Self::Value>> {
        let ids: Vec<NotificationId> = keys.iter().map(|key| key.0).collect();
        let found = self
            .app
            .notifications
            .batch(self.viewer().allowed(Area::Notifications.read())?, &ids)
            .await?;
        Ok(found
            .into_iter()
            .map(|(id, row)| (NotificationKey(id), row))
            .collect())
    }
}
