//! The GraphQL API of accounts.

use async_graphql::{Context, InputObject, Object, SimpleObject};

use super::{AccountChange, UserRow};
use crate::{
    error::Result,
    features::users::Users,
    graphql::{
        context,
        mutation::{WriteRequest, payloads},
        scalar::Instant,
    },
    types::{
        actor::Role, area::Area, id::UserId, import_source::ImportSource, locale::Locale,
        time_zone::TimeZone,
    },
};

/// An account, as its owner sees it.
pub struct User(pub UserRow);

impl From<UserRow> for User {
    fn from(row: UserRow) -> Self {
        Self(row)
    }
}

/// An account, as its owner sees it.
#[Object]
impl User {
    /// The global id.
    async fn id(&self) -> UserId {
        self.0.id
    }

    /// The address to sign in with, in lower case.
    async fn email(&self) -> &str {
        &self.0.email
    }

    /// The display name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The role.
    async fn role(&self) -> Role {
        self.0.role
    }

    /// The user's time zone: it determines the current date, which is the default of dates and their upper bound. UTC until it is set with
    /// `updateAccount`.
    async fn time_zone(&self) -> TimeZone {
        self.0.time_zone()
    }

    /// The language in which the product speaks to the user: of notifications that are delivered from now on. English until it is set with
    /// `updateAccount`.
    async fn locale(&self) -> Locale {
        self.0.locale()
    }

    /// The imports that the name and the language come from.
    async fn sources(&self) -> AccountSources {
        AccountSources {
            name: self.0.sources.name,
            locale: self.0.sources.locale,
        }
    }

    /// The time of the scheduled deletion; null if the owner did not request one. `cancelDeletion` prevents it.
    async fn deletion_at(&self) -> Option<Instant> {
        self.0.leaves_at.map(Instant::from)
    }

    /// The time of sign-up.
    async fn created_at(&self) -> Instant {
        self.0.created_at.into()
    }
}

/// The imports that values of an account come from.
#[derive(SimpleObject)]
pub struct AccountSources {
    /// That of the name; null if the user typed it.
    name: Option<ImportSource>,
    /// That of the language; null if the user chose it, and if none is set.
    locale: Option<ImportSource>,
}

/// Fields of the viewer.
#[derive(Default)]
pub struct UsersOfViewer;

/// Fields of the viewer.
#[Object]
impl UsersOfViewer {
    /// The viewer's account.
    async fn user(&self, ctx: &Context<'_>) -> Option<Result<User>> {
        let reading = async {
            context::handle::<Users>(ctx)?
                .get(context::allowed(ctx, Area::Users.read())?)
                .await
        };
        Some(context::within(ctx, Area::Users, reading).await.map(User))
    }
}

/// Changes of the account; fields that are left out stay as they are.
#[derive(InputObject)]
pub struct UpdateAccountInput {
    /// The display name: 1 to 120 characters.
    name: Option<String>,
    /// The user's time zone, which determines the current date.
    time_zone: Option<TimeZone>,
    /// The language in which the product speaks to the user.
    locale: Option<Locale>,
    #[graphql(flatten)]
    request: WriteRequest,
}

payloads! {
    reads Area::Users.read();

    /// The payload of `updateAccount`.
    UpdateAccountPayload {
        /// The account after the change; null if refused, and for an API token that may not read users.
        user: User
    }
}

/// Mutations of the viewer's account.
#[derive(Default)]
pub struct UsersMutation;

/// Mutations of the viewer's account.
#[Object]
impl UsersMutation {
    /// Changes the viewer's account; fields that are left out stay as they are.
    async fn update_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change.")] input: UpdateAccountInput,
    ) -> Result<UpdateAccountPayload> {
        let updated = Box::pin(async {
            let actor = context::allowed(ctx, Area::Users.write())?;
            let write = input.request.write(ctx, actor)?;
            let users = context::handle::<Users>(ctx)?;
            let change = AccountChange {
                name: input.name,
                time_zone: input.time_zone,
                locale: input.locale,
            };
            users.update(&write, change).await
        });
        UpdateAccountPayload::of(ctx, updated.await, input.request)
    }
}
