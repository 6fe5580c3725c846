//! The composition root: configuration → platform → features → app. Only this module names every concrete type.

use std::{ops::Deref, sync::Arc};

use futures_util::future::BoxFuture;

use crate::{
    config::Config,
    error::Result,
    platform::{
        Platform,
        clock::Clock,
        registry::{Feature, Registry},
        reseal::Resealer,
    },
};

/// The types of a provider sign-in that `http` uses without depending on the feature.
pub use crate::features::auth::identities::{Fault as SignInFault, Redirect};

/// The rows of subscriptions that `graphql` resolves once for all that select the same.
pub use crate::platform::feed::{Selection, Shared};

/// Declares [`App`], its construction, and access to each handle by its type: one line per handle, which may use the handles above it and
/// what they registered. `Handle` is the type of the line.
macro_rules! app {
    (($platform:ident, $registry:ident): $($name:ident: $handle:ty = $build:expr;)*) => {
        /// Every feature's handle. A clone is one reference: each request and each subscription holds one.
        #[derive(Clone)]
        pub struct App(Arc<Handles>);

        /// Every feature's handle.
        #[expect(missing_docs, reason = "the handles document themselves")]
        pub struct Handles {
            pub platform: Platform,
            pub registry: Arc<Registry>,
            $(pub $name: $handle,)*
        }

        impl App {
            /// Builds the server from its configuration. The future is boxed, so that it is compiled with the library and not again in each binary.
            #[must_use]
            pub fn build(config: Config, clock: Clock) -> BoxFuture<'static, Result<Self>> {
                Box::pin(async move {
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
                    platform.dependents.set(registry.all_dependents())?;
                    Ok(Self(Arc::new(Handles { platform, registry: Arc::new(registry), $($name,)* })))
                })
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
    audit: crate::features::audit::Audit = Handle::new(platform.clone());
    settings: crate::features::settings::Settings = Handle::new(platform.clone());
    users: crate::features::users::Users = Handle::new(platform.clone());
    mail: crate::features::mail::Mail = Handle::new(platform.clone(), users.clone());
    auth: crate::features::auth::Auth = Handle::open(platform.clone(), audit.clone(), settings.clone(), users.clone(), mail.clone())?;
    profiles: crate::features::profiles::Profiles = Handle::new(platform.clone());
    documents: crate::features::documents::Documents = Handle::new(platform.clone(), users.clone());
    jobs: crate::features::jobs::Jobs = Handle::new(platform.clone());
    connections: crate::features::connections::Connections = Handle::new(platform.clone(), users.clone(), jobs.clone());
    applications: crate::features::applications::Applications = Handle::new(platform.clone(), users.clone(), jobs.clone());
    imports: crate::features::imports::Imports = Handle::new(
        platform.clone(), (users.clone(), auth.clone()), profiles.clone(), connections.clone(), applications.clone()
    );
    linkedin: crate::features::linkedin::LinkedIn = Handle::new(platform.clone(), audit.clone(), users.clone(), auth.clone(), imports.clone());
    matching: crate::features::matching::Matching = Handle::new(platform.clone(), profiles.clone(), jobs.clone(), applications.clone());
    writing: crate::features::writing::Writing = Handle::new(
        platform.clone(), users.clone(), audit.clone(), profiles.clone(), jobs.clone(), applications.clone(), matching.clone(),
    );
    changes: crate::features::changes::Changes = Handle::new(platform.clone());
    proposals: crate::features::proposals::Proposals = Handle::new(platform.clone(), auth.api_tokens.clone());
    undo: crate::features::undo::Undo = Handle::new(
        platform.clone(), users.clone(), profiles.clone(), applications.clone()
    );
    notifications: crate::features::notifications::Notifications = Handle::new(platform.clone());
    analytics: crate::features::analytics::Analytics = Handle::new(applications.clone());
    moderation: crate::features::moderation::Moderation = Handle::new(platform.clone(), audit.clone(), users.clone(), jobs.clone());
    administration: crate::features::admin::Administration = Handle::new(platform.clone(), audit.clone(), settings.clone(), auth.clone());
    personal_data: crate::features::personal_data::AccountData = Handle::new(
        platform.clone(), audit.clone(), users.clone(), mail.clone(), auth.clone(), registry.read_personal_data()
    );
    resealer: Resealer = Handle::new(platform.clone(), registry.read_sealed());
}

impl Deref for App {
    type Target = Handles;

    fn deref(&self) -> &Handles {
        &self.0
    }
}

impl App {
    /// Starts the background work: the workers of the queue, the schedule and the features' background tasks. With 0 workers, nothing
    /// is started.
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
