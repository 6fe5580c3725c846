//! What features register at start: task handlers, fact listeners, scheduled and background work, sealed columns,
//! personal data, and what is deleted with other objects. Each feature registers its
//! own; the composition root lists the features.

use std::{future::Future, panic::AssertUnwindSafe, pin::Pin, sync::Arc, time::Duration};

use futures_util::{FutureExt, future::join_all};

use super::{
    Platform, db,
    dependents::Dependents,
    personal_data::PersonalData,
    process_tasks::ProcessTasks,
    queue::{Fact, Failure, Handlers, Task},
    sealed_column::SealedColumn,
};
use crate::error::{Error, Result};

/// Interval of scheduled work, and the time limit of each piece.
const SCHEDULE_EVERY: Duration = Duration::from_mins(1);

/// A feature that registers work beside requests.
pub trait Feature {
    /// Registers everything. Called once, when the feature is built; by default nothing.
    fn register(&self, _registry: &mut Registry) {}
}

type Work<T> = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = T> + Send>> + Send + Sync>;

/// Everything that was registered.
#[derive(Default)]
pub struct Registry {
    handlers: Handlers,
    schedule: Vec<(&'static str, Work<Result<()>>)>,
    background: Vec<Work<()>>,
    sealed: Vec<SealedColumn>,
    personal_data: Vec<Arc<dyn PersonalData>>,
    dependents: Vec<Dependents>,
    mistakes: Vec<String>,
    /// True once the list was read: a later registration would be missed.
    is_sealed_read: bool,
    is_personal_data_read: bool,
}

impl Registry {
    /// Registers a feature.
    pub fn add(&mut self, feature: &impl Feature) {
        feature.register(self);
    }

    /// Registers the handler of a task, a method of this handle.
    pub fn handle<H, T, F>(
        &mut self,
        handle: &H,
        handler: impl Fn(H, T) -> F + Send + Sync + 'static,
    ) where
        H: Clone + Send + Sync + 'static,
        T: Task,
        F: Future<Output = std::result::Result<(), Failure>> + Send + 'static,
    {
        let handle = handle.clone();
        self.handlers
            .on::<T, _>(move |task| handler(handle.clone(), task));
    }

    /// Registers the handler of a kind of task that only earlier versions published.
    pub fn handle_earlier<H, T, F>(
        &mut self,
        kind: &'static str,
        handle: &H,
        handler: impl Fn(H, T) -> F + Send + Sync + 'static,
    ) where
        H: Clone + Send + Sync + 'static,
        T: Task,
        F: Future<Output = std::result::Result<(), Failure>> + Send + 'static,
    {
        let handle = handle.clone();
        self.handlers
            .on_kind(kind, move |task: T| handler(handle.clone(), task));
    }

    /// Registers a listener of a fact, a method of this handle. The name is stored in the rows of the queue and must not change.
    pub fn listen<H, T, F>(
        &mut self,
        name: &'static str,
        handle: &H,
        handler: impl Fn(H, T) -> F + Send + Sync + 'static,
    ) where
        H: Clone + Send + Sync + 'static,
        T: Fact,
        F: Future<Output = std::result::Result<(), Failure>> + Send + 'static,
    {
        let handle = handle.clone();
        self.handlers
            .listen::<T, _>(name, move |fact| handler(handle.clone(), fact));
    }

    /// Registers work that runs every minute in processes with workers. The name is for the log.
    pub fn schedule<H, F>(
        &mut self,
        name: &'static str,
        handle: &H,
        work: impl Fn(H) -> F + Send + Sync + 'static,
    ) where
        H: Clone + Send + Sync + 'static,
        F: Future<Output = Result<()>> + Send + 'static,
    {
        let handle = handle.clone();
        self.schedule
            .push((name, Arc::new(move || Box::pin(work(handle.clone())))));
    }

    /// Registers work that runs in processes with workers until the process stops.
    pub fn background<H, F>(&mut self, handle: &H, work: impl Fn(H) -> F + Send + Sync + 'static)
    where
        H: Clone + Send + Sync + 'static,
        F: Future<Output = ()> + Send + 'static,
    {
        let handle = handle.clone();
        self.background
            .push(Arc::new(move || Box::pin(work(handle.clone()))));
    }

    /// Registers a column with sealed values, to be sealed again when a new key is added (see [`super::seal`]).
    pub fn seals(&mut self, column: SealedColumn) {
        if self.is_sealed_read {
            self.mistakes.push(format!(
                "{}.{} is registered after the list of sealed columns was read",
                column.table, column.column
            ));
        }
        self.sealed.push(column);
    }

    /// Registers a part of users' personal data.
    pub fn personal_data(&mut self, part: impl PersonalData + 'static) {
        if self.is_personal_data_read {
            self.mistakes.push(format!(
                "the personal data {} is registered after the list of parts was read",
                part.name()
            ));
        }
        self.personal_data.push(Arc::new(part));
    }

    /// Registers objects that are deleted with others.
    pub fn dependents(&mut self, dependents: Dependents) {
        self.dependents.push(dependents);
    }

    /// The registered objects that are deleted with others.
    #[must_use]
    pub fn all_dependents(&self) -> Vec<Dependents> {
        self.dependents.clone()
    }

    /// The handlers of tasks and facts.
    #[must_use]
    pub const fn handlers(&self) -> &Handlers {
        &self.handlers
    }

    /// The sealed columns. Registering one later is an error at start.
    pub fn read_sealed(&mut self) -> Vec<SealedColumn> {
        self.is_sealed_read = true;
        self.sealed.clone()
    }

    /// The parts of personal data. Registering one later is an error at start.
    pub fn read_personal_data(&mut self) -> Vec<Arc<dyn PersonalData>> {
        self.is_personal_data_read = true;
        self.personal_data.clone()
    }

    /// Returns an error if registrations conflict.
    pub fn check(&self) -> Result<()> {
        self.handlers.check()?;
        if self.mistakes.is_empty() {
            Ok(())
        } else {
            Err(Error::internal(self.mistakes.join("; ")))
        }
    }

    /// Runs all scheduled work once, concurrently: a piece that fails, panics or times out is logged and does not affect the others.
    pub async fn run_schedule(&self) {
        join_all(self.schedule.iter().map(|(name, work)| async move {
            let work =
                AssertUnwindSafe(db::within(SCHEDULE_EVERY, async { work().await })).catch_unwind();
            let done = work
                .await
                .unwrap_or_else(|_| Err(Error::internal("scheduled work panicked")));
            if let Err(error) = done {
                let cause = error.cause().map(ToString::to_string);
                tracing::warn!(
                    work = name,
                    cause,
                    "scheduled work failed; it runs again in a minute: {error}"
                );
            }
        }))
        .await;
    }

    /// Starts the background work and the schedule.
    pub fn start(self: &Arc<Self>, background: &ProcessTasks) {
        for work in &self.background {
            background.spawn(work());
        }
        let (registry, watched) = (Arc::clone(self), background.clone());
        background.spawn(async move {
            while !watched.is_stopping() {
                registry.run_schedule().await;
                tokio::select! { () = tokio::time::sleep(SCHEDULE_EVERY) => {}, () = watched.stopping() => {} }
            }
        });
    }
}

impl Feature for Platform {
    fn register(&self, registry: &mut Registry) {
        registry.schedule("limiter", self, |platform| async move {
            platform.limiter.tidy();
            Ok(())
        });
        registry.schedule("idempotency_keys", self, |platform| async move {
            platform.forget_old_keys().await.map(drop)
        });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn scheduled_work_that_fails_or_panics_stops_no_other() {
        let (mut registry, ran) = (Registry::default(), Arc::new(AtomicUsize::new(0)));
        registry.schedule("fails", &(), |()| async {
            Err(Error::unavailable("Try again later."))
        });
        registry.schedule("panics", &(), |()| async {
            panic!("the panic of the test")
        });
        registry.schedule("works", &ran, |ran| async move {
            ran.fetch_add(1, Ordering::Relaxed);
            Ok(())
        });
        registry.run_schedule().await;
        registry.run_schedule().await;
        assert_eq!(ran.load(Ordering::Relaxed), 2);
    }
}
