//! The data loader of a request. It is created per request and holds the viewer, so that no row that was read for one viewer reaches
//! another. Each feature implements `Loader<Key>` for [`Batcher`] in its `graphql` folder.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use async_graphql::{
    dataloader::DataLoader,
    runtime::{TokioSpawner, TokioTimer},
};

use crate::{app::App, types::actor::Viewer};

/// What loaders need to read rows.
pub struct Batcher {
    viewer: Viewer,
    viewer_use: ViewerUse,
    /// The features' handles.
    pub app: Arc<App>,
}

/// Whether a resolver or a loader of a request has asked who the viewer is. If none has, the answer is the same for all viewers.
#[derive(Clone, Default)]
pub struct ViewerUse(Arc<AtomicBool>);

impl ViewerUse {
    /// True if the answer may depend on the viewer.
    #[must_use]
    pub fn happened(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    fn note(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Batcher {
    /// Creates the data loader of one request.
    #[must_use]
    pub fn for_request(app: Arc<App>, viewer: Viewer) -> DataLoader<Self> {
        DataLoader::new(
            Self {
                viewer,
                viewer_use: ViewerUse::default(),
                app,
            },
            TokioSpawner::current(),
            TokioTimer::default(),
        )
        .max_batch_size(500)
    }

    /// The viewer of the request.
    pub fn viewer(&self) -> &Viewer {
        self.viewer_use.note();
        &self.viewer
    }

    /// Whether the viewer was asked for, now and later.
    #[must_use]
    pub fn viewer_use(&self) -> ViewerUse {
        self.viewer_use.clone()
    }
}
