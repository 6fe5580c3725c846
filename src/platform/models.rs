//! The language models that the configuration names, if any. No error and no line of the log has a text or a key.

use std::{fmt, sync::Arc, time::Duration};

use models::{Models as Transport, Retry, Router, SystemClock, Task, transport::without_detours};

use crate::{
    config,
    error::{Error, Result},
};

/// Time limit to connect.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// The language models.
#[derive(Clone)]
pub struct Models(Router);

impl Models {
    /// The models as configured.
    pub fn new(config: &config::Models, user_agent: &str) -> Result<Self> {
        let client = reqwest::Client::builder()
            .user_agent(user_agent)
            .connect_timeout(CONNECT_TIMEOUT);
        let client = without_detours(client).build().map_err(Error::internal)?;
        let transport = Transport::new(client, Arc::new(SystemClock::new()), Retry::default());
        let endpoints = config.checked_endpoints().map_err(Error::internal)?;
        let router = Router::new(transport, endpoints, &config.routes());
        router.map(Self).map_err(Error::internal)
    }

    /// True if an endpoint is asked for a task.
    #[must_use]
    pub fn has(&self, task: Task) -> bool {
        self.0.endpoints(task).next().is_some()
    }

    /// The endpoints of the tasks.
    #[must_use]
    pub const fn router(&self) -> &Router {
        &self.0
    }
}

impl fmt::Debug for Models {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
