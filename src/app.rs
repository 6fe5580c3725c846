//! The composition root: configuration → platform → features → app. It alone knows every concrete type.

use crate::{
    config::Config,
    error::Result,
    features::{auth::Auth, profiles::Profiles, users::Users},
    platform::{Platform, clock::Clock, queue::Handlers},
};

/// Every feature's handle; cheap to clone.
#[derive(Clone)]
#[expect(missing_docs, reason = "the handles document themselves")]
pub struct App {
    pub platform: Platform,
    pub users: Users,
    pub auth: Auth,
    pub profiles: Profiles,
}

impl App {
    /// Builds the house from its configuration.
    pub async fn build(config: Config, clock: Clock) -> Result<Self> {
        let platform = Platform::connect(config, clock).await?;
        let users = Users::new(platform.clone());
        let auth = Auth::open(platform.clone(), users.clone())?;
        Ok(Self { profiles: Profiles::new(platform.clone()), auth, users, platform })
    }

    /// Who handles which task.
    #[must_use]
    pub fn handlers(&self) -> Handlers {
        Handlers::default()
    }

    /// Starts what runs beside requests: the workers of the queue and the schedule.
    pub fn start_background(&self, workers: usize) {
        self.platform.queue.work(workers, &self.handlers(), &self.platform.background);
    }
}
