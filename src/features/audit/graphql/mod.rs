//! The GraphQL API of the audit: entries, and the viewer's own.

use async_graphql::{Context, Object};

use super::{EntryWithOrigin, Outcome};
use crate::{
    error::Result,
    features::audit::Audit,
    graphql::{context, limits::page_cost, page::Connection, scalar::Instant},
    types::{area::Area, cursor::List, id::UserId, page::Page},
};

/// An action on an account, done or refused.
pub struct AuditEntry(pub EntryWithOrigin);

/// An action on an account, done or refused. Entries are append-only.
#[Object]
impl AuditEntry {
    /// Its number: 1, 2, 3 … without gaps, over all accounts.
    async fn seq(&self) -> String {
        self.0.entry.seq.to_string()
    }

    /// The time.
    async fn at(&self) -> Instant {
        self.0.entry.at.into()
    }

    /// The action, such as `session.sign_in`; docs/AUTH.md lists them.
    async fn action(&self) -> &str {
        &self.0.entry.action
    }

    /// The outcome.
    async fn outcome(&self) -> Outcome {
        self.0.entry.outcome
    }

    /// The user who acted; null for an unknown client, and for the operator of the server.
    async fn actor_id(&self) -> Option<UserId> {
        self.0.entry.actor_id
    }

    /// The account that the action was about.
    async fn subject_id(&self) -> Option<UserId> {
        self.0.entry.subject_id
    }

    /// The id of the object that the action was about; null if there is none.
    async fn target(&self) -> Option<&str> {
        self.0.entry.target.as_deref()
    }

    /// The IP address of the client; null if unknown, erased, or of another user.
    async fn ip_address(&self) -> Option<&str> {
        self.0.origin.as_ref()?.ip_address.as_deref()
    }

    /// The `User-Agent` of the client; null like `ipAddress`.
    async fn user_agent(&self) -> Option<&str> {
        self.0.origin.as_ref()?.user_agent.as_deref()
    }

    /// The id of the request, as in the response header; null like `ipAddress`.
    async fn request_id(&self) -> Option<&str> {
        self.0.origin.as_ref()?.request_id.as_deref()
    }
}

/// Fields of the viewer.
#[derive(Default)]
pub struct AuditOfViewer;

/// Fields of the viewer.
#[Object]
impl AuditOfViewer {
    /// The audit entries about the viewer's account, latest first. Not for API tokens.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn audit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows of the page, 1 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list; the page starts after it.")] after: Option<String>,
    ) -> Option<Result<Connection<AuditEntry>>> {
        let reading = async {
            let (audit, person) = (
                context::handle::<Audit>(ctx)?.clone(),
                context::person(ctx)?,
            );
            let page = Page::parse(first, after.as_deref(), List::Audit)?;
            let slice = audit.list_own(&person, &page).await?.map(AuditEntry);
            Ok(Connection::new(
                slice,
                List::Audit,
                page.after.is_some(),
                Area::Users,
                move || {
                    let (audit, person) = (audit.clone(), person.clone());
                    async move { audit.count_own(&person).await }
                },
            ))
        };
        context::field(ctx, Area::Users, reading).await
    }
}
