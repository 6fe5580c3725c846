//! Looking through accounts, for admins and for whoever has the machine: the account itself, and nothing that hangs on it.

use std::{collections::HashMap, sync::Arc};

use sea_orm::{
    ColumnTrait, Condition, ExprTrait, PaginatorTrait, QueryFilter, Select,
    sea_query::{Expr, Func, LikeExpr},
};

use super::{
    SuspensionRow, UserRow, Users,
    entity::{
        suspension,
        user::{self, Column as Is, Status},
    },
};
use crate::{
    error::Result,
    platform::db::keyset::ByTime,
    types::{
        actor::{Admin, Role},
        id::UserId,
        page::{Page, Slice},
        text::Line,
    },
};

/// Which accounts.
#[derive(Clone, Debug, Default)]
pub struct UserFilter {
    /// How the address or the name begins, lower case.
    pub beginning: Option<String>,
    /// With this role.
    pub role: Option<Role>,
    /// In this state.
    pub status: Option<Status>,
}

impl UserFilter {
    /// Accounts whose address or name begins like this; all, if it is empty.
    pub fn beginning(text: Option<&str>) -> Result<Self> {
        let line = text
            .map(|text| Line::parse_optional("search", text, 200))
            .transpose()?
            .flatten();
        Ok(Self {
            beginning: line.map(|line| line.into_string().to_lowercase()),
            ..Self::default()
        })
    }
}

impl Users {
    /// One page of the accounts, the newest first.
    pub async fn list(
        &self,
        _admin: &Admin,
        filter: &UserFilter,
        page: &Page,
    ) -> Result<Slice<UserRow>> {
        self.look_through(filter, page).await
    }

    /// The same for the command line, whose user owns the database.
    pub async fn look_through(&self, filter: &UserFilter, page: &Page) -> Result<Slice<UserRow>> {
        let (conn, newest) = (
            self.platform.db.conn(),
            ByTime::newest(Is::CreatedAt, Is::Id),
        );
        newest
            .page(conn, matching(filter), page, |row| {
                (row.created_at, row.id.0)
            })
            .await
    }

    /// How many match.
    pub async fn count(&self, _admin: &Admin, filter: &UserFilter) -> Result<u64> {
        Ok(matching(filter).count(self.platform.db.conn()).await?)
    }

    /// One account.
    pub async fn find(&self, _admin: &Admin, id: UserId) -> Result<Option<UserRow>> {
        Ok(user::by_id(id).one(self.platform.db.conn()).await?)
    }

    /// Why these accounts are shut; those that are not are missing from the answer.
    pub async fn batch_suspensions(
        &self,
        _admin: &Admin,
        ids: &[UserId],
    ) -> Result<HashMap<UserId, Arc<SuspensionRow>>> {
        let rows = suspension::of_users(ids)
            .all(self.platform.db.conn())
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| (row.user_id, Arc::new(row)))
            .collect())
    }
}

fn matching(filter: &UserFilter) -> Select<user::Entity> {
    let mut select = user::all();
    if let Some(beginning) = &filter.beginning {
        let escaped = beginning
            .replace('\\', "\\\\")
            .replace('%', "\\%")
            .replace('_', "\\_");
        let like = || LikeExpr::new(format!("{escaped}%")).escape('\\');
        let name = Expr::expr(Func::lower(Expr::col(Is::Name)));
        select = select.filter(
            Condition::any()
                .add(Expr::col(Is::Email).like(like()))
                .add(name.like(like())),
        );
    }
    if let Some(role) = filter.role {
        select = select.filter(Is::Role.eq(role));
    }
    if let Some(status) = filter.status {
        select = select.filter(Is::Status.eq(status));
    }
    select
}
