//! The table `sign_ins`: pending sign-ins at a provider. A row holds hashes of its secrets; what must be read back is sealed with one of
//! them.

use sea_orm::{entity::prelude::*, sea_query::Expr};

use crate::types::id::{SessionId, SignInId, UserId};

/// A pending sign-in at a provider.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_ins")]
pub struct Model {
    /// The sign-in.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SignInId,
    /// The provider's name in the configuration.
    pub provider: String,
    /// The user who links an identity; none for a sign-in.
    pub user_id: Option<UserId>,
    /// The session of that user.
    pub session_id: Option<SessionId>,
    /// SHA-256 of the ticket with which a browser starts to link an identity; used once.
    pub ticket: Option<Vec<u8>>,
    /// SHA-256 of `state`, which the provider returns.
    pub state: Option<Vec<u8>>,
    /// SHA-256 of the cookie of the browser that started.
    pub browser: Option<Vec<u8>>,
    /// Nonce and PKCE verifier, sealed with `state`.
    pub secrets: Option<Vec<u8>>,
    /// The URL that the browser returns to at the end.
    pub return_to: String,
    /// The PKCE challenge of an app (RFC 7636, S256), which redeems the session; none for pages.
    pub code_challenge: Option<String>,
    /// When it began.
    pub created_at: DateTimeUtc,
    /// The time when it expires.
    pub expires_at: DateTimeUtc,
    /// The time of the provider's response; only one is accepted.
    pub answered_at: Option<DateTimeUtc>,
    /// SHA-256 of the code that redeems the result.
    pub code: Option<Vec<u8>>,
    /// The result, sealed with that code.
    pub found: Option<Vec<u8>>,
    /// The time when the result was redeemed.
    pub redeemed_at: Option<DateTimeUtc>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The sign-in with this ticket.
pub fn by_ticket(hash: Vec<u8>) -> Select<Entity> {
    Entity::find().filter(Column::Ticket.eq(hash))
}

/// The sign-in with this state.
pub fn by_state(hash: Vec<u8>) -> Select<Entity> {
    Entity::find().filter(Column::State.eq(hash))
}

/// The sign-in with this code.
pub fn by_code(hash: Vec<u8>) -> Select<Entity> {
    Entity::find().filter(Column::Code.eq(hash))
}

/// Starts the authorization with a ticket; returns `false` if it was already started.
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

/// Records the provider's response; returns `false` if there was one already.
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

/// Stores the result for the holder of the code.
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

/// Marks the result as redeemed; returns `false` if it was redeemed before.
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

/// Deletes sign-ins that expired before this time.
pub async fn forget(conn: &impl ConnectionTrait, before: DateTimeUtc) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::ExpiresAt.lt(before))
        .exec(conn)
        .await
        .map(|_| ())
}
