//! Synchronisation with LinkedIn: reads the member snapshot API with the member's own token, on a schedule and by hand, and makes the plan of
//! an import of what it finds. It applies nothing.

use crate::{
    features::{audit::Audit, auth::Auth, imports::Imports, users::Users},
    platform::{
        Platform,
        registry::{Feature, Registry},
    },
};

pub mod entity;
pub mod graphql;
mod refusal;
mod service;
mod task;

pub use self::{
    entity::{
        account::Model as AccountRow,
        values::{
            DomainEnding, DomainState, Domains, PlannedRows, Problem, ProblemCode, SeenEvents,
            State, TokenSource,
        },
    },
    service::{connect::NewToken, token::SEALED_TOKENS, view::Account},
};

/// The service of the synchronisation with LinkedIn.
#[derive(Clone)]
pub struct LinkedIn {
    platform: Platform,
    audit: Audit,
    users: Users,
    auth: Auth,
    imports: Imports,
}

impl LinkedIn {
    /// A service on this platform.
    #[must_use]
    pub const fn new(
        platform: Platform,
        audit: Audit,
        users: Users,
        auth: Auth,
        imports: Imports,
    ) -> Self {
        Self {
            platform,
            audit,
            users,
            auth,
            imports,
        }
    }
}

impl Feature for LinkedIn {
    fn register(&self, registry: &mut Registry) {
        registry.handle(self, Self::on_sync);
        registry.schedule("linkedin.due", self, |linkedin| async move {
            linkedin.schedule().await.map(drop)
        });
        registry.seals(SEALED_TOKENS);
        registry.personal_data(self.clone());
    }
}
