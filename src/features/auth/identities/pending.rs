//! Results of sign-ins that wait to be redeemed: an app, or the page that links an identity, gets a code for one.

use chrono::TimeDelta;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use url::Url;

use super::{
    Identities,
    entity::{claims::IdentityClaims, sign_in},
    provider::{Fault, Tokens},
    redirect::Redirect,
};
use crate::{
    error::{Error, Refusal, Result},
    features::auth::{secret::secret, sign_in::context::LinkedIdentity},
    platform::{hashing::token_hash, seal},
    types::id::UserId,
};

/// Lifetime of a code.
const CODE_FOR: TimeDelta = TimeDelta::minutes(1);

/// The result that a code redeems.
#[derive(Serialize, Deserialize)]
pub(super) enum PendingLogin {
    /// A user to sign in.
    User { user: UserId, known: LinkedIdentity },
    /// An identity to link.
    Identity {
        issuer: String,
        subject: String,
        #[serde(default)]
        claims: Box<IdentityClaims>,
        tokens: Option<Tokens>,
    },
}

impl Identities {
    /// Redirects back with a code, valid once and for a short time.
    pub(super) async fn redirect_with_code(
        &self,
        way: &sign_in::Model,
        found: &PendingLogin,
    ) -> std::result::Result<Redirect, Fault> {
        let code = secret(&self.platform.clock)?;
        let found = serde_json::to_vec(found).map_err(Error::internal)?;
        let sealed = seal::seal_with(&code, &found, &self.platform.clock)?;
        let until = self.platform.clock.now() + CODE_FOR;
        sign_in::keep(
            self.platform.db.conn(),
            way.id,
            token_hash(&code),
            sealed,
            until,
        )
        .await?;
        let mut location = Url::parse(&way.return_to).map_err(Error::internal)?;
        location.query_pairs_mut().append_pair("code", &code);
        Ok(Redirect::at(location))
    }

    /// Redeems a code; returns its result and sign-in. Only the first use succeeds.
    pub(super) async fn fetch(
        &self,
        code: &str,
        conn: &impl ConnectionTrait,
    ) -> Result<(sign_in::Model, PendingLogin)> {
        let (way, sealed) = self.waiting(code, conn).await?;
        if !sign_in::redeem(conn, way.id, self.platform.clock.now()).await? {
            return Err(stale_code());
        }
        let found =
            serde_json::from_slice(&seal::unseal_with(code, &sealed)?).map_err(Error::internal)?;
        Ok((way, found))
    }

    /// The sign-in of a code with its sealed result. Does not use the code up.
    pub(super) async fn waiting(
        &self,
        code: &str,
        conn: &impl ConnectionTrait,
    ) -> Result<(sign_in::Model, Vec<u8>)> {
        let found = sign_in::by_code(token_hash(code)).one(conn).await?;
        let mut way = found
            .filter(|way| way.redeemed_at.is_none() && self.platform.clock.now() < way.expires_at)
            .ok_or_else(stale_code)?;
        let sealed = way.found.take().ok_or_else(stale_code)?;
        Ok((way, sealed))
    }
}

/// The refusal of an invalid or expired code.
pub(super) fn stale_code() -> Error {
    Refusal::invalid(
        "input.code",
        "This code is invalid or has expired; start again.",
    )
    .into()
}
