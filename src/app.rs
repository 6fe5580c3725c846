//! The composition root: configuration → platform → features → app. It alone knows every concrete type.

use std::time::Duration;

use crate::{
    config::Config,
    error::Result,
    features::{
        analytics::Analytics,
        applications::{Applications, event::ApplicationChanged},
        audit::Audit,
        auth::{Auth, SendMail, TellOwner},
        jobs::{Jobs, task::RefreshSource},
        notifications::Notifications,
        profiles::Profiles,
        users::Users,
    },
    platform::{Platform, clock::Clock, db, queue::Handlers},
};

/// How often the schedule is looked at.
const SCHEDULE_EVERY: Duration = Duration::from_mins(1);

/// Every feature's handle; cheap to clone.
#[derive(Clone)]
#[expect(missing_docs, reason = "the handles document themselves")]
pub struct App {
    pub platform: Platform,
    pub audit: Audit,
    pub users: Users,
    pub auth: Auth,
    pub profiles: Profiles,
    pub jobs: Jobs,
    pub applications: Applications,
    pub notifications: Notifications,
    pub analytics: Analytics,
}

impl App {
    /// Builds the house from its configuration.
    pub async fn build(config: Config, clock: Clock) -> Result<Self> {
        let platform = Platform::connect(config, clock).await?;
        let users = Users::new(platform.clone());
        let audit = Audit::new(platform.clone());
        let auth = Auth::open(platform.clone(), audit.clone(), users.clone())?;
        let profiles = Profiles::new(platform.clone());
        let jobs = Jobs::new(platform.clone());
        let applications = Applications::new(platform.clone(), jobs.clone());
        let notifications = Notifications::new(platform.clone());
        let analytics = Analytics::new(applications.clone());
        Ok(Self { platform, audit, users, auth, profiles, jobs, applications, notifications, analytics })
    }

    /// Who handles which task.
    #[must_use]
    pub fn handlers(&self) -> Handlers {
        let mut handlers = Handlers::default();
        let jobs = self.jobs.clone();
        handlers.on::<RefreshSource, _>(move |task| jobs.clone().on_refresh(task));
        let auth = self.auth.clone();
        handlers.on::<SendMail, _>(move |task| auth.clone().on_send_mail(task));
        let auth = self.auth.clone();
        handlers.on::<TellOwner, _>(move |task| auth.clone().on_tell_owner(task));
        let notifications = self.notifications.clone();
        handlers.on::<ApplicationChanged, _>(move |fact| notifications.clone().on_application_changed(fact));
        handlers
    }

    /// Starts what runs beside requests: the workers of the queue and the schedule. With no worker, neither runs here.
    pub fn start_background(&self, workers: usize) {
        if workers == 0 {
            return;
        }
        self.platform.queue.work(workers, &self.handlers(), &self.platform.background);
        let (app, background) = (self.clone(), self.platform.background.clone());
        self.platform.background.spawn(async move {
            while !background.is_stopping() {
                let due = async { app.jobs.schedule().await.and(app.auth.sweep().await) };
                if let Err(error) = db::within(SCHEDULE_EVERY, due).await {
                    tracing::warn!(cause = error.cause().map(ToString::to_string), "the schedule could not be looked at: {error}");
                }
                tokio::select! { () = tokio::time::sleep(SCHEDULE_EVERY) => {}, () = background.stopping() => {} }
            }
        });
    }
}
