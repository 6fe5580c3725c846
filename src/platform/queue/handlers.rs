//! Tasks, facts, and their registered handlers.

use std::{collections::HashMap, future::Future, pin::Pin, sync::Arc};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value as Json;

use super::Owner;
use crate::error::{Error, Result};

/// Work that one handler does later.
pub trait Task: Serialize + DeserializeOwned + Send + 'static {
    /// The stored name; never reused for another payload.
    const KIND: &'static str;
    /// The owner: erasing the owner deletes the task without running it. Without a default, so that each kind of task decides.
    fn owner(&self) -> Owner;
    /// Tasks of one lane run in order; `None` has no order.
    fn lane(&self) -> Option<String> {
        None
    }
    /// Waiting tasks with the same key are merged into one.
    fn merge_key(&self) -> Option<String> {
        None
    }
}

/// An event that any number of listeners handle, each in a task of its own.
pub trait Fact: Serialize + DeserializeOwned + Send + 'static {
    /// The stored name; never reused for another payload.
    const KIND: &'static str;
    /// The owner: erasing the owner deletes the tasks of the fact without running them.
    fn owner(&self) -> Owner;
    /// Each listener receives the facts of one lane in order; `None` has no order.
    fn lane(&self) -> Option<String> {
        None
    }
}

/// How a handler fails.
#[derive(Debug)]
pub enum Failure {
    /// A retry may succeed.
    Retry(Error),
    /// A retry cannot succeed.
    GiveUp(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Retry(error)
    }
}

type Running = Pin<Box<dyn Future<Output = std::result::Result<(), Failure>> + Send>>;
pub(super) type Handler = Arc<dyn Fn(Json) -> Running + Send + Sync>;

/// The handlers of tasks and the listeners of facts.
#[derive(Clone, Default)]
pub struct Handlers {
    tasks: HashMap<&'static str, Handler>,
    facts: HashMap<&'static str, Vec<(&'static str, Handler)>>,
    mistakes: Vec<String>,
}

/// How a worker processes a row.
pub(super) enum Plan {
    /// Runs this handler.
    Run(Handler),
    /// Replaces the row by a task for each of these listeners: an older version wrote one task for all of them.
    Split(Vec<&'static str>),
}

impl Handlers {
    /// Registers the handler of one kind of task. A second handler is an error at start.
    pub fn on<T, F>(&mut self, handler: impl Fn(T) -> F + Send + Sync + 'static)
    where
        T: Task,
        F: Future<Output = std::result::Result<(), Failure>> + Send + 'static,
    {
        self.on_kind(T::KIND, handler);
    }

    /// Registers the handler of a kind of task that is no longer published.
    pub fn on_kind<T, F>(
        &mut self,
        kind: &'static str,
        handler: impl Fn(T) -> F + Send + Sync + 'static,
    ) where
        T: DeserializeOwned + Send + 'static,
        F: Future<Output = std::result::Result<(), Failure>> + Send + 'static,
    {
        if self.tasks.insert(kind, erased(handler)).is_some() {
            self.mistakes
                .push(format!("the task {kind} has two handlers"));
        }
    }

    /// Registers a listener of one kind of fact. Its name is stored in the rows of the queue and must not change.
    pub fn listen<T, F>(
        &mut self,
        listener: &'static str,
        handler: impl Fn(T) -> F + Send + Sync + 'static,
    ) where
        T: Fact,
        F: Future<Output = std::result::Result<(), Failure>> + Send + 'static,
    {
        let listeners = self.facts.entry(T::KIND).or_default();
        if listeners.iter().any(|(name, _)| *name == listener) {
            let mistake = format!("the fact {} has two listeners named {listener}", T::KIND);
            self.mistakes.push(mistake);
        }
        listeners.push((listener, erased(handler)));
    }

    /// Returns an error if a task has two handlers, or one kind names a task and a fact.
    pub fn check(&self) -> Result<()> {
        let ambiguous = self
            .tasks
            .keys()
            .filter(|kind| self.facts.contains_key(*kind))
            .map(|kind| format!("{kind} is a task and a fact"));
        let mistakes: Vec<String> = self.mistakes.iter().cloned().chain(ambiguous).collect();
        if mistakes.is_empty() {
            Ok(())
        } else {
            Err(Error::internal(mistakes.join("; ")))
        }
    }

    /// The names of the listeners of each fact.
    pub(super) fn listeners(&self) -> Listeners {
        let names = self.facts.iter().map(|(kind, listeners)| {
            let names = listeners.iter().map(|(name, _)| *name);
            (*kind, names.collect())
        });
        Listeners(names.collect())
    }

    /// How to process a row; `None` if it has no handler.
    pub(super) fn plan(&self, kind: &str, listener: Option<&str>) -> Option<Plan> {
        let Some(listener) = listener else {
            let task = self.tasks.get(kind).cloned().map(Plan::Run);
            return task.or_else(|| {
                let listeners = self.facts.get(kind)?;
                Some(Plan::Split(
                    listeners.iter().map(|(name, _)| *name).collect(),
                ))
            });
        };
        let mut listeners = self.facts.get(kind)?.iter();
        let (_, handler) = listeners.find(|(name, _)| *name == listener)?;
        Some(Plan::Run(Arc::clone(handler)))
    }

    /// The kind as registered, which is safe as a metric label; `None` for unknown kinds.
    pub(super) fn known_kind(&self, kind: &str) -> Option<&'static str> {
        let task = self.tasks.get_key_value(kind).map(|(kind, _)| *kind);
        task.or_else(|| self.facts.get_key_value(kind).map(|(kind, _)| *kind))
    }
}

/// The names of the listeners of each fact. The queue keeps only the names, because the handlers hold the queue.
pub(super) struct Listeners(HashMap<&'static str, Vec<&'static str>>);

impl Listeners {
    pub(super) fn of(&self, kind: &str) -> &[&'static str] {
        self.0.get(kind).map_or(&[], Vec::as_slice)
    }
}

fn erased<T, F>(handler: impl Fn(T) -> F + Send + Sync + 'static) -> Handler
where
    T: DeserializeOwned + Send + 'static,
    F: Future<Output = std::result::Result<(), Failure>> + Send + 'static,
{
    let handler = Arc::new(handler);
    Arc::new(move |payload| {
        let handler = Arc::clone(&handler);
        Box::pin(async move {
            let task = serde_json::from_value(payload)
                .map_err(|cause| Failure::GiveUp(Error::internal(cause)))?;
            handler(task).await
        })
    })
}
