//! The tables `mail_claims` and `mail_links`: what mails were asked for, and the hashes of the tokens that were mailed.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::Serialize;

use crate::types::id::MailClaimId;

/// What a person asked for who says that an address is theirs. Made alike for every address, with an account or without.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "mail_claims")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The claim.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MailClaimId,
    /// The address, lower case.
    pub email: String,
    /// What was asked for.
    pub kind: Kind,
    /// How the new user wants to be called.
    pub name: Option<String>,
    /// The new user's password, hashed.
    #[serde(skip)]
    pub password_hash: Option<String>,
    /// When it was asked for.
    pub created_at: DateTimeUtc,
    /// When its links end.
    pub expires_at: DateTimeUtc,
    /// When a mail was sent for it.
    pub sent_at: Option<DateTimeUtc>,
    /// When it was fulfilled, or lost to another.
    pub used_at: Option<DateTimeUtc>,
}

/// What was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Kind {
    /// An account.
    SignUp,
    /// The proof that the address of an account is its owner's.
    Verify,
    /// Another password.
    Reset,
    /// Nothing: a notice to the owner that the password is another now.
    Changed,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The hashes of mailed tokens.
pub mod link {
    use sea_orm::entity::prelude::*;

    use crate::types::id::MailClaimId;

    /// A token that was mailed.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "mail_links")]
    pub struct Model {
        /// SHA-256 of the token.
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: Vec<u8>,
        /// What it fulfils.
        pub claim_id: MailClaimId,
    }

    /// No relations.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    /// The link with this token's hash.
    pub fn by_hash(hash: Vec<u8>) -> Select<Entity> {
        Entity::find_by_id(hash)
    }
}

/// For sending its mail.
pub fn by_id(id: MailClaimId) -> Select<Entity> {
    Entity::find_by_id(id)
}

/// The claim, locked until the caller's transaction ends.
pub fn by_id_to_change(id: MailClaimId) -> Select<Entity> {
    by_id(id).lock_exclusive()
}

/// The last account that was asked for with this address and may still begin.
pub fn last_sign_up(email: &str, now: DateTimeUtc) -> Select<Entity> {
    let waiting = of_kind(email, Kind::SignUp)
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(now));
    waiting
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(1)
}

fn of_kind(email: &str, kind: Kind) -> Select<Entity> {
    Entity::find()
        .filter(Column::Email.eq(email))
        .filter(Column::Kind.eq(kind))
}

/// How many mails of a kind an address got since, without those of one claim.
pub async fn sent_since(
    conn: &impl ConnectionTrait,
    claim: &Model,
    since: DateTimeUtc,
) -> Result<u64, DbErr> {
    of_kind(&claim.email, claim.kind)
        .filter(Column::SentAt.gt(since))
        .filter(Column::Id.ne(claim.id))
        .count(conn)
        .await
}

/// Notes that a mail goes out for it.
pub async fn note_sent(
    conn: &impl ConnectionTrait,
    id: MailClaimId,
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    let sent = Entity::update_many()
        .col_expr(Column::SentAt, Expr::value(now))
        .filter(Column::Id.eq(id));
    sent.exec(conn).await.map(|_| ())
}

/// Ends every claim on an address but the notes to its owner: one was fulfilled.
pub async fn end_all(
    conn: &impl ConnectionTrait,
    email: &str,
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    let open = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .col_expr(Column::PasswordHash, Expr::value(None::<String>))
        .filter(Column::Email.eq(email))
        .filter(Column::Kind.ne(Kind::Changed))
        .filter(Column::UsedAt.is_null());
    open.exec(conn).await.map(|_| ())
}

/// Removes what ended before this instant, with its links.
pub async fn forget(conn: &impl ConnectionTrait, before: DateTimeUtc) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::ExpiresAt.lt(before))
        .exec(conn)
        .await
        .map(|_| ())
}

/// What was asked for with an address.
pub fn of(email: &str) -> Select<Entity> {
    Entity::find()
        .filter(Column::Email.eq(email))
        .order_by_asc(Column::CreatedAt)
}

/// Deletes all that was asked for with an address, with its links.
pub async fn erase(conn: &impl ConnectionTrait, email: &str) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::Email.eq(email))
        .exec(conn)
        .await
        .map(|_| ())
}
