//! The tables `mail_claims` and `mail_links`: requests for mails with links, and the hashes of their tokens.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::Serialize;

use crate::types::id::MailClaimId;

/// A request for a mail with a link. Stored alike for every address, with an account or without.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "mail_claims")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The claim.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MailClaimId,
    /// The address, in lower case.
    pub email: String,
    /// The kind of link.
    pub kind: Kind,
    /// The display name of the new user.
    pub name: Option<String>,
    /// The password hash of the new user.
    #[serde(skip)]
    pub password_hash: Option<String>,
    /// The time of the request.
    pub created_at: DateTimeUtc,
    /// The time when its links expire.
    pub expires_at: DateTimeUtc,
    /// The time when its mail was sent.
    pub sent_at: Option<DateTimeUtc>,
    /// The time when it was used, or became invalid because of another claim.
    pub used_at: Option<DateTimeUtc>,
}

/// The kind of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Kind {
    /// Creates an account.
    SignUp,
    /// Verifies the address of an account.
    Verify,
    /// Resets a password.
    Reset,
    /// No link: notifies the owner that the password was changed.
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

    /// A token in a mail.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "mail_links")]
    pub struct Model {
        /// SHA-256 of the token.
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: Vec<u8>,
        /// The claim that it uses.
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

/// The claim with this id; for sending its mail.
pub fn by_id(id: MailClaimId) -> Select<Entity> {
    Entity::find_by_id(id)
}

/// The claim, locked until the caller's transaction ends.
pub fn by_id_to_change(id: MailClaimId) -> Select<Entity> {
    by_id(id).lock_exclusive()
}

/// The last sign-up claim of this address that has not expired.
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

/// The number of mails of a kind sent to an address since a time, except those of one claim.
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

/// Records that its mail is sent.
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

/// Ends every claim on an address, except notifications to its owner.
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

/// Deletes claims that ended before this time, with their links.
pub async fn forget(conn: &impl ConnectionTrait, before: DateTimeUtc) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::ExpiresAt.lt(before))
        .exec(conn)
        .await
        .map(|_| ())
}

/// The claims on an address.
pub fn of(email: &str) -> Select<Entity> {
    Entity::find()
        .filter(Column::Email.eq(email))
        .order_by_asc(Column::CreatedAt)
}

/// Deletes the claims on an address, with their links.
pub async fn erase(conn: &impl ConnectionTrait, email: &str) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::Email.eq(email))
        .exec(conn)
        .await
        .map(|_| ())
}
