//! One batcher for each request: it holds the viewer, so that nothing read for one crosses to another. Each feature adds
//! `impl Loader<ItsKey> for Batcher` in its own face; async-graphql gathers the keys of one moment into one call.

use async_graphql::{
    dataloader::DataLoader,
    runtime::{TokioSpawner, TokioTimer},
};

use crate::{app::App, types::actor::Viewer};

/// What loaders need to do their work.
pub struct Batcher {
    /// Who asks.
    pub viewer: Viewer,
    /// The features' handles.
    pub app: App,
}

impl Batcher {
    /// The loader of one request.
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
