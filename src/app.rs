//! The composition root: configuration → platform → features → app. It alone knows every concrete type.

use std::time::Duration;

use crate::{
    config::Config,
    error::Result,
    features::{
        admin::Administration,
        analytics::Analytics,
        applications::{Applications, event::ApplicationChanged},
        audit::Audit,
        auth::{self, Auth},
        jobs::{Jobs, task::RefreshSource},
        mail::Mail,
        moderation::Moderation,
        notifications::Notifications,
        personal_data::{self, AccountData, Holders, task::BuildExport},
        profiles::Profiles,
        settings::Settings,
        users::Users,
    },
    platform::{
        Platform,
        clock::Clock,
        db,
        queue::Handlers,
        reseal::{Reseal, Resealer, SealedColumn},
    },
};

/// What `http` hands on of a sign-in by a provider, without knowing the feature.
pub use crate::features::auth::identities::{Fault as SignInFault, Redirect};

/// How often the schedule is looked at.
const SCHEDULE_EVERY: Duration = Duration::from_mins(1);
/// Every column whose values are sealed with the keys of [`crate::platform::seal`].
const SEALED: &[SealedColumn] = &[
    auth::identities::SEALED_TOKENS,
    auth::second_factor::SEALED_TOTP,
    personal_data::SEALED,
];

/// Every feature's handle; cheap to clone.
#[derive(Clone)]
#[expect(missing_docs, reason = "the handles document themselves")]
pub struct App {
    pub platform: Platform,
    pub audit: Audit,
    pub settings: Settings,
    pub users: Users,
    pub mail: Mail,
    pub auth: Auth,
    pub profiles: Profiles,
    pub jobs: Jobs,
    pub applications: Applications,
    pub notifications: Notifications,
    pub analytics: Analytics,
    pub moderation: Moderation,
    pub administration: Administration,
    pub personal_data: AccountData,
    pub resealer: Resealer,
}

/// Gives each part of the app by its type.
macro_rules! parts {
    ($($name:ident: $part:ty),* $(,)?) => {$(
        impl AsRef<$part> for App {
            fn as_ref(&self) -> &$part {
                &self.$name
            }
        }
    )*};
}

parts! {
    audit: Audit,
    settings: Settings,
    users: Users,
    auth: Auth,
    profiles: Profiles,
    jobs: Jobs,
    applications: Applications,
    notifications: Notifications,
    analytics: Analytics,
    moderation: Moderation,
    administration: Administration,
    personal_data: AccountData,
}

impl App {
    /// Builds the house from its configuration.
    pub async fn build(config: Config, clock: Clock) -> Result<Self> {
        let platform = Platform::connect(config, clock).await?;
        let users = Users::new(platform.clone());
        let audit = Audit::new(platform.clone());
        let settings = Settings::new(platform.clone());
        let mail = Mail::new(platform.clone(), users.clone());
        let auth = Auth::open(
            platform.clone(),
            audit.clone(),
            settings.clone(),
            users.clone(),
            mail.clone(),
        )?;
        let profiles = Profiles::new(platform.clone());
        let jobs = Jobs::new(platform.clone());
        let applications = Applications::new(platform.clone(), users.clone(), jobs.clone());
        let notifications = Notifications::new(platform.clone(), applications.clone());
        let analytics = Analytics::new(applications.clone());
        let moderation =
            Moderation::new(platform.clone(), audit.clone(), users.clone(), jobs.clone());
        let administration = Administration::new(
            platform.clone(),
            audit.clone(),
            settings.clone(),
            auth.clone(),
        );
        let holders = Holders {
            audit: audit.clone(),
            users: users.clone(),
            mail: mail.clone(),
            auth: auth.clone(),
            profiles: profiles.clone(),
            applications: applications.clone(),
            notifications: notifications.clone(),
            moderation: moderation.clone(),
        };
        let personal_data = AccountData::new(platform.clone(), holders);
        let resealer = Resealer::new(platform.clone(), SEALED);
        Ok(Self {
            platform,
            audit,
            settings,
            users,
            mail,
            auth,
            profiles,
            jobs,
            applications,
            notifications,
            analytics,
            moderation,
            administration,
            personal_data,
            resealer,
        })
    }

    /// Who handles which task.
    #[must_use]
    pub fn handlers(&self) -> Handlers {
        let mut handlers = Handlers::default();
        let jobs = self.jobs.clone();
        handlers.on::<RefreshSource, _>(move |task| jobs.clone().on_refresh(task));
        self.mail.handle(&mut handlers);
        let notifications = self.notifications.clone();
        handlers.on::<ApplicationChanged, _>(move |fact| {
            notifications.clone().on_application_changed(fact)
        });
        let personal_data = self.personal_data.clone();
        handlers.on::<BuildExport, _>(move |task| personal_data.clone().on_build_export(task));
        let resealer = self.resealer.clone();
        handlers.on::<Reseal, _>(move |task| resealer.clone().on_reseal(task));
        handlers
    }

    /// What is looked at on a schedule.
    async fn look_at_schedule(&self) -> Result<()> {
        self.platform.limiter.tidy();
        self.jobs.schedule().await?;
        self.auth.sweep().await?;
        self.mail.sweep().await?;
        self.personal_data.sweep().await?;
        self.resealer.schedule().await
    }

    /// Starts what runs beside requests: the workers of the queue and the schedule. With no worker, neither runs here.
    pub fn start_background(&self, workers: usize) {
        if workers == 0 {
            return;
        }
        self.platform
            .queue
            .work(workers, &self.handlers(), &self.platform.background);
        self.platform
            .background
            .spawn(self.personal_data.clone().watch());
        let (app, background) = (self.clone(), self.platform.background.clone());
        self.platform.background.spawn(async move {
            while !background.is_stopping() {
                if let Err(error) = db::within(SCHEDULE_EVERY, app.look_at_schedule()).await {
                    tracing::warn!(cause = error.cause().map(ToString::to_string), "the schedule could not be looked at: {error}");
                }
                tokio::select! { () = tokio::time::sleep(SCHEDULE_EVERY) => {}, () = background.stopping() => {} }
            }
        });
    }
}
