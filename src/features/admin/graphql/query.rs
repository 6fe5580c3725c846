//! The query field `admin`.

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

/// The root field of the administration.
#[derive(Default)]
pub struct AdminQuery;

/// The root field of the administration.
#[Object]
impl AdminQuery {
    /// Accounts, settings and the audit, for admins; without any of the users' own data. FORBIDDEN for other users and for API tokens.
    #[graphql(cache_control(private))]
    async fn admin(&self, ctx: &Context<'_>) -> Option<Result<Admin>> {
        Some(context::admin(ctx).map(|_| Admin))
    }
}

/// Data for admins.
pub struct Admin;

/// Data for admins. Each field checks the role of the viewer again.
#[Object]
impl Admin {
    /// The accounts, newest first.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn users(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A prefix of the address or the name, at most 200 characters.")]
        search: Option<String>,
        #[graphql(desc = "Only accounts with this role.")] role: Option<Role>,
        #[graphql(desc = "Only accounts in this state.")] status: Option<Status>,
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

    /// The settings now in effect on this server.
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

    /// The entries of the audit, latest first.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn audit_entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Filters the entries.")] filter: Option<AuditFilter>,
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

/// Filters the audit; fields that are left out match all entries.
#[derive(InputObject, Default)]
pub struct AuditFilter {
    /// Only entries about this account.
    subject_id: Option<UserId>,
    /// Only entries of actions of this user.
    actor_id: Option<UserId>,
    /// Only entries of this action, such as `session.sign_in`.
    action: Option<String>,
}

impl AuditFilter {
    fn parse(self) -> Result<EntryFilter> {
        let unknown = || {
            Error::bad_input("There is no such action; docs/AUTH.md lists them.")
                .at("filter.action")
        };
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
