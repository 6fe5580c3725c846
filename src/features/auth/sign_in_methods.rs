//! The sign-in methods of an account besides its password: one-time codes, passkeys and provider identities; counted, and removed together.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use sea_orm::ConnectionTrait;

use super::{
    identities::entity::identity,
    second_factor::entity::{passkey, recovery_code, totp},
};
use crate::{error::Result, features::users::UserRow, types::id::UserId};

/// The sign-in methods of an account besides its password.
#[derive(Clone, Debug, Default)]
pub struct SignInMethods {
    /// True if one-time codes are enabled.
    pub has_totp: bool,
    /// The number of passkeys.
    pub passkeys: i64,
    /// The names of the linked providers.
    pub providers: BTreeSet<String>,
}

/// The sign-in methods of each of these accounts.
pub(super) async fn of_each(
    conn: &impl ConnectionTrait,
    ids: &[UserId],
) -> Result<HashMap<UserId, Arc<SignInMethods>>> {
    let mut of_each: HashMap<UserId, SignInMethods> = ids
        .iter()
        .map(|id| (*id, SignInMethods::default()))
        .collect();
    for id in totp::owners(conn, ids).await? {
        of_each.entry(id).or_default().has_totp = true;
    }
    for (id, count) in passkey::counts(conn, ids).await? {
        of_each.entry(id).or_default().passkeys = count;
    }
    for (id, provider) in identity::providers(conn, ids).await? {
        of_each.entry(id).or_default().providers.insert(provider);
    }
    Ok(of_each
        .into_iter()
        .map(|(id, ways)| (id, Arc::new(ways)))
        .collect())
}

/// True if an account has a sign-in method: a password, a verified address, a passkey, or a provider.
pub(super) async fn has_any(conn: &impl ConnectionTrait, user: &UserRow) -> Result<bool> {
    let by_itself = user.password_hash.is_some() || user.email_verified_at.is_some();
    Ok(by_itself
        || passkey::of(user.id).one(conn).await?.is_some()
        || identity::of_user(user.id).one(conn).await?.is_some())
}

/// Deletes all of them inside the caller's transaction, from an account that another person may have created.
pub(super) async fn remove_all(conn: &impl ConnectionTrait, user: UserId) -> Result<()> {
    totp::remove_any(conn, user).await?;
    recovery_code::remove_all(conn, user).await?;
    identity::remove_all(conn, user).await?;
    Ok(passkey::remove_all(conn, user).await?)
}
