//! Loaders of the viewer's applications and their histories.

use std::{collections::HashMap, sync::Arc};

use crate::{
    error::Result,
    features::applications::{ApplicationRow, EventRow},
    graphql::loader::{Batcher, Loader},
    types::{area::Area, id::ApplicationId},
};

/// An application of the viewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ApplicationKey(pub ApplicationId);

/// The history of an application of the viewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EventsOfApplication(pub ApplicationId);

impl Loader<ApplicationKey> for Batcher {
    type Value = Arc<ApplicationRow>;

    async fn load(&self, keys: &[ApplicationKey]) -> Result<HashMap<ApplicationKey, Self::Value>> {
        let ids: Vec<ApplicationId> = keys.iter().map(|key| key.0).collect();
        let found = self
            .app
            .applications
            .batch(self.viewer().allowed(Area::Applications.read())?, &ids)
            .await?;
        Ok(found
            .into_iter()
            .map(|(id, row)| (ApplicationKey(id), row))
            .collect())
    }
}

impl Loader<EventsOfApplication> for Batcher {
    type Value = Arc<Vec<EventRow>>;

    async fn load(
        &self,
        keys: &[EventsOfApplication],
    ) -> Result<HashMap<EventsOfApplication, Self::Value>> {
        let ids: Vec<ApplicationId> = keys.iter().map(|key| key.0).collect();
        let found = self
            .app
            .applications
            .batch_events(self.viewer().allowed(Area::Applications.read())?, &ids)
            .await?;
        Ok(found
            .into_iter()
            .map(|(id, history)| (EventsOfApplication(id), history))
            .collect())
    }
}
