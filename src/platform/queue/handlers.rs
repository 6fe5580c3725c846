//! Tasks and facts, and the handlers that are registered for them.

use std::{collections::HashMap, future::Future, pin::Pin, sync::Arc};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value as Json;

use super::Owner;
use crate::error::{Error, Result};

/// Work to be done later, by one handler.
pub trait Task: Serialize + DeserializeOwned + Send + 'static {
    /// The name on the wire; never reused for another shape.
    const KIND: &'static str;
    /// Whose it is: an erasure of the owner deletes it, unrun. Without a default, so that each kind of task decides.
    fn owner(&self) -> Owner;
    /// Tasks of one lane keep their order; `None` runs whenever.
    fn lane(&self) -> Option<String> {
        None
    }
    /// Of several waiting tasks with the same key, one is enough.
    fn merge_key(&self) -> Option<String> {
        None
    }
}

/// Something that happened, on which any number of listeners act, each in a task of its own.
pub trait Fact: Serialize + DeserializeOwned + Send + 'static {
    /// The name on the wire; never reused for another shape.
    const KIND: &'static str;
    /// Whose it is: an erasure of the owner deletes it, unheard.
    fn owner(&self) -> Owner;
    /// Each listener receives the facts of one lane in their order; `None` has no order.
    fn lane(&self) -> Option<String> {
        None
    }
}

/// How a handler ends that did not succeed.
#[derive(Debug)]
pub enum Failure {
    /// It may work later.
    Retry(Error),
    /// It never will.
    GiveUp(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Retry(error)
    }
}

type Running = Pin<Box<dyn Future<Output = std::result::Result<(), Failure>> + Send>>;
pub(super) type Handler = Arc<dyn Fn(Json) -> Running + Send + Sync>;

/// The handler of each task and the listeners of each fact.
#[derive(Clone, Default)]
pub struct Handlers {
    tasks: HashMap<&'static str, Handler>,
    facts: HashMap<&'static str, Vec<(&'static str, Handler)>>,
    mistakes: Vec<String>,
}

/// What a worker does with a row.
pub(super) enum Plan {
    /// Runs this handler.
    Run(Handler),
    /// Adds a task for each of these listeners: the row is from a version that had one task for all of them.
    Split(Vec<&'static str>),
}

impl Handlers {
    /// Registers the handler of one kind of task. A second one is an error at start.
    pub fn on<T, F>(&mut self, handler: impl Fn(T) -> F + Send + Sync + 'static)
    where
        T: Task,
        F: Future<Output = std::result::Result<(), Failure>> + Send + 'static,
    {
        self.on_kind(T::KIND, handler);
    }

    /// Registers the handler of a kind of task that is not published any more.
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

    /// Registers a listener of one kind of fact. Its name is part of the rows of the queue and does not change.
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

    /// Fails where two handlers are registered for one task, or one kind names a task and a fact.
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

    /// What is to be done with a row; `None` if nothing here handles it.
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

    /// The kind as it is registered: a word of ours, fit for a label.
    pub(super) fn known_kind(&self, kind: &str) -> Option<&'static str> {
        let task = self.tasks.get_key_value(kind).map(|(kind, _)| *kind);
        task.or_else(|| self.facts.get_key_value(kind).map(|(kind, _)| *kind))
    }
}

/// The names of the listeners of each fact. The queue keeps them without the handlers, which themselves hold the queue.
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
