//! The composition root: configuration → platform → features → app. It alone knows every concrete type.

use std::sync::Arc;

use crate::{
    config::Config,
    error::Result,
    features::{
        admin::Administration, analytics::Analytics, applications::Applications, audit::Audit,
        auth::Auth, jobs::Jobs, moderation::Moderation, notifications::Notifications,
        personal_data::AccountData, profiles::Profiles, settings::Settings, users::Users,
    },
    platform::{
        Platform,
        clock::Clock,
        registry::{Feature, Registry},
        reseal::Resealer,
    },
};

/// What `http` hands on of a sign-in by a provider, without knowing the feature.
pub use crate::features::auth::{Fault as SignInFault, Redirect};

/// Declares [`App`], how it is built, and that it gives each handle by its type: one line for each, which may use the handles above it and
/// what they registered.
macro_rules! app {
    (($platform:ident, $registry:ident): $($name:ident: $handle:ty = $build:expr;)*) => {
        /// Every feature's handle; cheap to clone.
        #[derive(Clone)]
        #[expect(missing_docs, reason = "the handles document themselves")]
        pub struct App {
            pub platform: Platform,
            pub registry: Arc<Registry>,
            $(pub $name: $handle,)*
        }

        impl App {
            /// Builds the server from its configuration.
            pub async fn build(config: Config, clock: Clock) -> Result<Self> {
                let platform = Platform::connect(config, clock).await?;
                let mut registry = Registry::default();
                platform.register(&mut registry);
                let ($platform, $registry) = (&platform, &mut registry);
                $(
                    let $name = $build;
                    $registry.add(&$name);
                )*
                registry.check()?;
                platform.queue.set_listeners(registry.handlers())?;
                Ok(Self { platform, registry: Arc::new(registry), $($name,)* })
            }
        }

        $(
            impl AsRef<$handle> for App {
                fn as_ref(&self) -> &$handle {
                    &self.$name
                }
            }
        )*
    };
}

app! { (platform, registry):
    audit: Audit = Audit::new(platform.clone());
    settings: Settings = Settings::new(platform.clone());
    users: Users = Users::new(platform.clone());
    auth: Auth = Auth::open(platform.clone(), audit.clone(), settings.clone(), users.clone())?;
    profiles: Profiles = Profiles::new(platform.clone());
    jobs: Jobs = Jobs::new(platform.clone());
    applications: Applications = Applications::new(platform.clone(), users.clone(), jobs.clone());
    notifications: Notifications = Notifications::new(platform.clone(), applications.clone());
    analytics: Analytics = Analytics::new(applications.clone());
    moderation: Moderation = Moderation::new(platform.clone(), audit.clone(), users.clone(), jobs.clone());
    administration: Administration = Administration::new(platform.clone(), audit.clone(), settings.clone(), auth.clone());
    personal_data: AccountData = AccountData::new(
        platform.clone(), audit.clone(), users.clone(), auth.clone(), registry.read_personal_data(),
    );
    resealer: Resealer = Resealer::new(platform.clone(), registry.read_sealed());
}

impl App {
    /// Starts what runs beside requests: the workers of the queue, the schedule and the background work of features. With no worker, none
    /// of it runs here.
    pub fn start_background(&self, workers: usize) {
        if workers == 0 {
            return;
        }
        let background = &self.platform.background;
        self.platform
            .queue
            .work(workers, self.registry.handlers(), background);
        self.registry.start(background);
    }
}
