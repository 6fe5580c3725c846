//! The composition root: configuration → platform → features → app. It alone knows every concrete type.

use std::sync::Arc;

use crate::{
    config::Config,
    error::Result,
    features,
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
/// what they registered. `Handle` is the type of the line.
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
                    let $name = {
                        type Handle = $handle;
                        $build
                    };
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
    audit: features::audit::Audit = Handle::new(platform.clone());
    settings: features::settings::Settings = Handle::new(platform.clone());
    users: features::users::Users = Handle::new(platform.clone());
    auth: features::auth::Auth = Handle::open(platform.clone(), audit.clone(), settings.clone(), users.clone())?;
    profiles: features::profiles::Profiles = Handle::new(platform.clone());
    jobs: features::jobs::Jobs = Handle::new(platform.clone());
    applications: features::applications::Applications = Handle::new(platform.clone(), users.clone(), jobs.clone());
    notifications: features::notifications::Notifications = Handle::new(platform.clone(), applications.clone());
    analytics: features::analytics::Analytics = Handle::new(applications.clone());
    moderation: features::moderation::Moderation = Handle::new(platform.clone(), audit.clone(), users.clone(), jobs.clone());
    administration: features::admin::Administration = Handle::new(platform.clone(), audit.clone(), settings.clone(), auth.clone());
    personal_data: features::personal_data::AccountData = Handle::new(
        platform.clone(), audit.clone(), users.clone(), auth.clone(), registry.read_personal_data()
    );
    resealer: Resealer = Handle::new(platform.clone(), registry.read_sealed());
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
