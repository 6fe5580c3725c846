//! The table `sign_ins`: the ways to a provider and back that are under way. A row keeps hashes of its secrets, and what must be
//! read again sealed with one of them.

use sea_orm::{entity::prelude::*, sea_query::Expr};

use crate::types::id::{SessionId, SignInId, UserId};

/// A way to a provider and back.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_ins")]
pub struct Model {
    /// The way.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SignInId,
    /// The provider's name in the configuration.
    pub provider: String,
    /// Who wants to link an identity; none for a sign-in.
    pub user_id: Option<UserId>,
    /// Their session.
    pub session_id: Option<SessionId>,
    /// SHA-256 of what lets a browser set out to link an identity; used up then.
    pub ticket: Option<Vec<u8>>,
    /// SHA-256 of `state`, which the provider brings back.
    pub state: Option<Vec<u8>>,
    /// SHA-256 of the cookie of the browser that set out.
    pub browser: Option<Vec<u8>>,
    /// Nonce and PKCE verifier, sealed with `state`.
    pub secrets: Option<Vec<u8>>,
    /// Where the browser goes in the end.
    pub return_to: String,
    /// The SHA-256 of what an app shows when it fetches the session (RFC 7636, S256); none for pages.
    pub code_challenge: Option<String>,
    /// When it began.
    pub created_at: DateTimeUtc,
    /// When it ends.
    pub expires_at: DateTimeUtc,
    /// When the provider's answer came; there is one.
    pub answered_at: Option<DateTimeUtc>,
    /// SHA-256 of the code that fetches what came of it.
    pub code: Option<Vec<u8>>,
    /// What came of it, sealed with that code.
    pub found: Option<Vec<u8>>,
    /// When it was fetched.
    pub redeemed_at: Option<DateTimeUtc>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The one with this ticket.
pub fn by_ticket(hash: Vec<u8>) -> Select<Entity> {
    Entity::find().filter(Column::Ticket.eq(hash))
}

/// The one with this state.
pub fn by_state(hash: Vec<u8>) -> Select<Entity> {
    Entity::find().filter(Column::State.eq(hash))
}

/// The one with this code.
pub fn by_code(hash: Vec<u8>) -> Select<Entity> {
    Entity::find().filter(Column::Code.eq(hash))
}

/// Lets a browser set out with a ticket; whether it was the first to.
pub async fn begin_authorization(conn: &impl ConnectionTrait, row: &Model) -> Result<bool, DbErr> {
    let waiting = Entity::update_many()
        .col_expr(Column::Ticket, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::State, Expr::value(row.state.clone()))
        .col_expr(Column::Browser, Expr::value(row.browser.clone()))
        .col_expr(Column::Secrets, Expr::value(row.secrets.clone()))
        .filter(Column::Id.eq(row.id))
        .filter(Column::Ticket.is_not_null());
    Ok(waiting.exec(conn).await?.rows_affected == 1)
}

/// Notes that the provider's answer came; whether it was the first.
pub async fn note_answer(
    conn: &impl ConnectionTrait,
    id: SignInId,
    now: DateTimeUtc,
) -> Result<bool, DbErr> {
    let open = Entity::update_many()
        .col_expr(Column::AnsweredAt, Expr::value(now))
        .filter(Column::Id.eq(id))
        .filter(Column::AnsweredAt.is_null());
    Ok(open.exec(conn).await?.rows_affected == 1)
}

/// Keeps the result for the holder of the code.
pub async fn keep(
    conn: &impl ConnectionTrait,
    id: SignInId,
    code: Vec<u8>,
    found: Vec<u8>,
    until: DateTimeUtc,
) -> Result<(), DbErr> {
    let kept = Entity::update_many()
        .col_expr(Column::Code, Expr::value(code))
        .col_expr(Column::Found, Expr::value(found))
        .col_expr(Column::ExpiresAt, Expr::value(until))
        .filter(Column::Id.eq(id));
    kept.exec(conn).await.map(|_| ())
}

/// Notes that what came of it is fetched; whether it was the first time.
pub async fn redeem(
    conn: &impl ConnectionTrait,
    id: SignInId,
    now: DateTimeUtc,
) -> Result<bool, DbErr> {
    let waiting = Entity::update_many()
        .col_expr(Column::RedeemedAt, Expr::value(now))
        .col_expr(Column::Found, Expr::value(None::<Vec<u8>>))
        .filter(Column::Id.eq(id))
        .filter(Column::RedeemedAt.is_null());
    Ok(waiting.exec(conn).await?.rows_affected == 1)
}

/// Removes what ended before this instant.
pub async fn forget(conn: &impl ConnectionTrait, before: DateTimeUtc) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::ExpiresAt.lt(before))
        .exec(conn)
        .await
        .map(|_| ())
}
