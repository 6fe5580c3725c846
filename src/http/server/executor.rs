//! Runs the requests of an HTTP/2 connection as tracked tasks of the process.

use hyper::rt::Executor;

use crate::platform::process_tasks::ProcessTasks;

/// Starts tasks that the process waits for when it stops.
#[derive(Clone)]
pub(super) struct Tracked(pub ProcessTasks);

impl<F> Executor<F> for Tracked
where
    F: Future + Send + 'static,
    F::Output: Send,
{
    fn execute(&self, task: F) {
        self.0.spawn(async move { drop(task.await) });
    }
}
