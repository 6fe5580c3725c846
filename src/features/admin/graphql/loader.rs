//! Loaders of account data for admins.

use std::{collections::HashMap, sync::Arc};

use crate::{
    error::Result,
    features::{
        auth::{SignInMethods, sessions::SessionRow},
        users::SuspensionRow,
    },
    graphql::loader::{Batcher, Loader},
    types::{actor::Admin, id::UserId},
};

/// The sessions of an account that have not ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SessionsOfAccount(pub UserId);

/// The sign-in methods of an account besides its password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SignInMethodsOfAccount(pub UserId);

/// The suspension of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SuspensionOfAccount(pub UserId);

impl Batcher {
    fn admin(&self) -> Result<Admin> {
        self.viewer().actor()?.person()?.admin()
    }
}

impl Loader<SessionsOfAccount> for Batcher {
    type Value = Arc<Vec<SessionRow>>;

    async fn load(
        &self,
        keys: &[SessionsOfAccount],
    ) -> Result<HashMap<SessionsOfAccount, Self::Value>> {
        let ids: Vec<UserId> = keys.iter().map(|key| key.0).collect();
        let found = self
            .app
            .auth
            .sessions
            .batch_sessions(&self.admin()?, &ids)
            .await?;
        Ok(found
            .into_iter()
            .map(|(id, rows)| (SessionsOfAccount(id), rows))
            .collect())
    }
}

impl Loader<SignInMethodsOfAccount> for Batcher {
    type Value = Arc<SignInMethods>;

    async fn load(
        &self,
        keys: &[SignInMethodsOfAccount],
    ) -> Result<HashMap<SignInMethodsOfAccount, Self::Value>> {
        let ids: Vec<UserId> = keys.iter().map(|key| key.0).collect();
        let found = self
            .app
            .auth
            .accounts
            .batch_sign_in_methods(&self.admin()?, &ids)
            .await?;
        Ok(found
            .into_iter()
            .map(|(id, ways)| (SignInMethodsOfAccount(id), ways))
            .collect())
    }
}

impl Loader<SuspensionOfAccount> for Batcher {
    type Value = Arc<SuspensionRow>;

    async fn load(
        &self,
        keys: &[SuspensionOfAccount],
    ) -> Result<HashMap<SuspensionOfAccount, Self::Value>> {
        let ids: Vec<UserId> = keys.iter().map(|key| key.0).collect();
        let found = self
            .app
            .users
            .batch_suspensions(&self.admin()?, &ids)
            .await?;
        Ok(found
            .into_iter()
            .map(|(id, row)| (SuspensionOfAccount(id), row))
            .collect())
    }
}
