//! Looking through accounts, settings and the audit.

use async_graphql::{Context, InputObject, Object};

use super::{account::Account, settings::Settings};
use crate::{
    error::{Error, Result},
    features::{
        admin::Administration,
        audit::{Action, Audit, EntryFilter, graphql::AuditEntry},
        users::{Status, UserFilter, Users},
    },
    graphql::{context, limits::page_cost, page::Connection},
    types::{actor::Role, area::Area, cursor::List, id::UserId, page::Page},
};

/// The way in for admins.
#[derive(Default)]
pub struct AdminQuery;

/// The way in for admins.
#[Object]
impl AdminQuery {
    /// What admins see: accounts, settings and the audit, and nothing that belongs to a user. FORBIDDEN for everybody else, and for
    /// API tokens.
    #[graphql(cache_control(private))]
    async fn admin(&self, ctx: &Context<'_>) -> Option<Result<Admin>> {
        Some(context::admin(ctx).map(|_| Admin))
    }
}

/// What admins see.
pub struct Admin;

/// What admins see. Each field asks again whether it is an admin who asks.
#[Object]
impl Admin {
    /// The accounts, the newest first.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn users(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How the address or the name begins; at most 200 characters.")]
        search: Option<String>,
        #[graphql(desc = "Only with this role.")] role: Option<Role>,
        #[graphql(desc = "Only in this state.")] status: Option<Status>,
        #[graphql(desc = "Rows of the page, 1 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list; the page starts after it.")] after: Option<String>,
    ) -> Option<Result<Connection<Account>>> {
        let reading = async {
            let (users, admin) = (context::handle::<Users>(ctx)?.clone(), context::admin(ctx)?);
            let filter = UserFilter {
                role,
                status,
                ..UserFilter::beginning(search.as_deref())?
            };
            let page = Page::parse(first, after.as_deref(), List::Users)?;
            let slice = users.list(&admin, &filter, &page).await?.map(Account);
            Ok(Connection::new(
                slice,
                List::Users,
                page.after.is_some(),
                Area::Users,
                move || {
                    let (users, admin, filter) = (users.clone(), admin.clone(), filter.clone());
                    async move { users.count(&admin, &filter).await }
                },
            ))
        };
        context::field(ctx, Area::Users, reading).await
    }

    /// One account; null if there is none with this id.
    async fn user(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The account.")] id: UserId,
    ) -> Option<Result<Account>> {
        let reading = async {
            context::handle::<Users>(ctx)?
                .find(&context::admin(ctx)?, id)
                .await
        };
        context::within(ctx, Area::Users, reading)
            .await
            .map(|found| found.map(Account))
            .transpose()
    }

    /// What holds on this server at the moment.
    async fn settings(&self, ctx: &Context<'_>) -> Option<Result<Settings>> {
        let reading = async {
            context::handle::<Administration>(ctx)?
                .effective(&context::admin(ctx)?)
                .await
        };
        Some(
            context::within(ctx, Area::Users, reading)
                .await
                .map(Settings::from),
        )
    }

    /// The audit, the latest entry first.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn audit_entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only these.")] filter: Option<AuditFilter>,
        #[graphql(desc = "Rows of the page, 1 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list; the page starts after it.")] after: Option<String>,
    ) -> Option<Result<Connection<AuditEntry>>> {
        let reading = async {
            let (audit, admin) = (context::handle::<Audit>(ctx)?.clone(), context::admin(ctx)?);
            let filter = filter.unwrap_or_default().parse()?;
            let page = Page::parse(first, after.as_deref(), List::Audit)?;
            let slice = audit.list(&admin, &filter, &page).await?.map(AuditEntry);
            Ok(Connection::new(
                slice,
                List::Audit,
                page.after.is_some(),
                Area::Users,
                move || {
                    let (audit, admin, filter) = (audit.clone(), admin.clone(), filter.clone());
                    async move { audit.count(&admin, &filter).await }
                },
            ))
        };
        context::field(ctx, Area::Users, reading).await
    }
}

/// Narrows the audit; what is not given does not matter.
#[derive(InputObject, Default)]
pub struct AuditFilter {
    /// About this account.
    subject_id: Option<UserId>,
    /// Done by this user.
    actor_id: Option<UserId>,
    /// Of this kind, such as `session.sign_in`.
    action: Option<String>,
}

impl AuditFilter {
    fn parse(self) -> Result<EntryFilter> {
        let unknown = || Error::bad_input("There is no such action; docs/AUTH.md lists them.");
        let action = self
            .action
            .map(|name| Action::named(&name).ok_or_else(unknown))
            .transpose()?;
        Ok(EntryFilter {
            subject: self.subject_id,
            actor: self.actor_id,
            action,
        })
    }
}
