//! The data loader of a request. It is created per request and holds the viewer, so that no row that was read for one viewer reaches
//! another. Each feature implements `Loader<Key>` for [`Batcher`] in its `graphql` folder.

use async_graphql::{
    dataloader::DataLoader,
    runtime::{TokioSpawner, TokioTimer},
};

use crate::{app::App, types::actor::Viewer};

/// What loaders need to read rows.
pub struct Batcher {
    /// The viewer of the request.
    pub viewer: Viewer,
    /// The features' handles.
    pub app: App,
}

impl Batcher {
    /// Creates the data loader of one request.
    #[must_use]
    pub fn for_request(app: App, viewer: Viewer) -> DataLoader<Self> {
        DataLoader::new(
            Self { viewer, app },
            TokioSpawner::current(),
            TokioTimer::default(),
        )
        .max_batch_size(500)
    }
}
