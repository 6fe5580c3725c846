//! The batches of a request: rows that its fields ask for at the same time are read together. A batcher is created per request and
//! holds the viewer, so that no row that was read for one viewer reaches another. Each feature implements [`Loader`] for [`Batcher`]
//! in its `graphql` folder.

use std::{
    any::{Any, TypeId},
    collections::{HashMap, HashSet},
    hash::Hash,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use futures_util::FutureExt;
use tokio::sync::OnceCell;

use super::time_budget::TimeBudget;
use crate::{
    app::App,
    error::{Error, Result},
    types::{
        actor::{Actor, Viewer},
        area::Area,
    },
};

/// Keys that are read at once.
const BATCH: usize = 500;

/// Reads the values of one kind of key.
pub trait Loader<K> {
    /// A value; a clone is cheap.
    type Value: Clone + Send + Sync + 'static;

    /// The values of these keys; unknown keys are missing from the result.
    fn load(&self, keys: &[K]) -> impl Future<Output = Result<HashMap<K, Self::Value>>> + Send;

    /// The value of a key, if it is in memory.
    fn kept(&self, _key: &K) -> Option<Self::Value> {
        None
    }
}

/// What loaders need to read rows, and the batches that are open.
pub struct Batcher {
    viewer: Viewer,
    viewer_use: ViewerUse,
    /// The viewer as one who only proposes.
    proposing: OnceLock<Actor>,
    /// The features' handles.
    pub app: App,
    open: Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
}

/// Keys that are read together, and what was found.
struct Batch<K, V> {
    keys: Mutex<HashSet<K>>,
    found: OnceCell<Result<HashMap<K, V>>>,
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
    /// Creates the batcher of one request.
    #[must_use]
    pub fn for_request(app: App, viewer: Viewer) -> Self {
        Self {
            viewer,
            viewer_use: ViewerUse::default(),
            proposing: OnceLock::new(),
            app,
            open: Mutex::default(),
        }
    }

    /// The value of a key: from memory, or read with the keys that other fields ask for before this one waits, within the time limit of
    /// the area.
    pub async fn load_one<K>(
        &self,
        key: K,
        area: Area,
        limits: Option<&TimeBudget>,
    ) -> Result<Option<<Self as Loader<K>>::Value>>
    where
        K: Hash + Eq + Clone + Send + Sync + 'static,
        Self: Loader<K>,
    {
        if let Some(value) = self.kept(&key) {
            return Ok(Some(value));
        }
        let batch = self.join(key.clone())?;
        // The first field to wait reads for all; if it is dropped, the next one reads again.
        let read = || async {
            tokio::task::yield_now().await;
            let keys = self.close(&batch);
            // Boxed here: otherwise the future of every field would have room for it.
            let reading = self.load_all(&keys).boxed();
            match limits {
                Some(limits) => limits.within(area, reading).await,
                None => reading.await,
            }
        };
        match batch.found.get_or_init(read).await {
            Ok(found) => Ok(found.get(&key).cloned()),
            Err(error) => Err(error.clone()),
        }
    }

    /// Adds a key to the open batch of its kind, and opens one if there is none.
    fn join<K>(&self, key: K) -> Result<Arc<Batch<K, <Self as Loader<K>>::Value>>>
    where
        K: Hash + Eq + Send + Sync + 'static,
        Self: Loader<K>,
    {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let batch = open.entry(TypeId::of::<K>()).or_insert_with(|| {
            Arc::new(Batch::<K, <Self as Loader<K>>::Value> {
                keys: Mutex::default(),
                found: OnceCell::new(),
            })
        });
        let batch: Arc<Batch<K, <Self as Loader<K>>::Value>> = Arc::clone(batch)
            .downcast()
            .map_err(|_| Error::internal("a batch of another kind"))?;
        lock(&batch.keys).insert(key);
        Ok(batch)
    }

    /// Closes a batch, so that later keys open another; returns its keys.
    fn close<K, V>(&self, batch: &Batch<K, V>) -> Vec<K>
    where
        K: Clone + 'static,
    {
        self.open
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&TypeId::of::<K>());
        lock(&batch.keys).iter().cloned().collect()
    }

    async fn load_all<K>(&self, keys: &[K]) -> Result<HashMap<K, <Self as Loader<K>>::Value>>
    where
        K: Hash + Eq,
        Self: Loader<K>,
    {
        let mut found = HashMap::new();
        for keys in keys.chunks(BATCH) {
            let read = self.load(keys).await?;
            if found.is_empty() {
                found = read;
            } else {
                found.extend(read);
            }
        }
        Ok(found)
    }

    /// The viewer of the request.
    pub fn viewer(&self) -> &Viewer {
        self.viewer_use.note();
        &self.viewer
    }

    /// The viewer as one who only proposes.
    pub fn proposing(&self) -> Result<&Actor> {
        let actor = self.viewer().actor()?;
        Ok(self.proposing.get_or_init(|| actor.proposing()))
    }

    /// Whether the viewer was asked for, now and later.
    #[must_use]
    pub fn viewer_use(&self) -> ViewerUse {
        self.viewer_use.clone()
    }
}

fn lock<K>(keys: &Mutex<HashSet<K>>) -> std::sync::MutexGuard<'_, HashSet<K>> {
    keys.lock().unwrap_or_else(PoisonError::into_inner)
}
