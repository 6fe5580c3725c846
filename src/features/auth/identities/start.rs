//! Starts a sign-in at a provider, bound to the browser.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use url::Url;

use super::{
    Identities,
    attempt::blank,
    entity::sign_in,
    provider::{Fault, Provider},
    redirect::{Redirect, turned_away},
    return_to::{is_page, return_address},
};
use crate::{
    error::Error,
    features::auth::secret::secret,
    platform::{hashing::token_hash, seal},
    types::origin::Origin,
};

/// The parameters of the start URL.
#[derive(Default)]
struct AuthorizationStart {
    /// The URL to return to at the end.
    return_to: Option<String>,
    /// The PKCE challenge of an app, which redeems the session itself (RFC 7636, S256).
    code_challenge: Option<String>,
    /// The ticket from [`Identities::begin_link`], to link an identity.
    ticket: Option<String>,
}

impl Identities {
    /// Redirects a browser to the provider. A failure after the return URL is known is reported there.
    pub async fn start(
        &self,
        name: &str,
        origin: &Origin,
        query: &str,
        browser: Option<&str>,
    ) -> std::result::Result<Redirect, Fault> {
        self.platform
            .limiter
            .sign_in
            .take(origin.budget_key(), 1)
            .await
            .granted()?;
        let provider = self.providers.get(name)?;
        let asked = AuthorizationStart::read(query);
        let way = match &asked.ticket {
            Some(ticket) => self.way_by_ticket(provider, ticket).await?,
            None => self.new_way(provider, asked.return_to.as_deref(), asked.code_challenge)?,
        };
        let return_to = Url::parse(&way.return_to).map_err(Error::internal)?;
        Ok(self
            .begin_authorization(provider, way, browser)
            .await
            .unwrap_or_else(|fault| turned_away(provider, return_to, fault)))
    }

    fn new_way(
        &self,
        provider: &Provider,
        return_to: Option<&str>,
        challenge: Option<String>,
    ) -> std::result::Result<sign_in::Model, Fault> {
        let address = return_address(&self.platform.config, return_to)?;
        // Another app that handles the URL scheme gets a code that is useless without the verifier.
        if !challenge.as_ref().map_or(is_page(&address), |text| {
            URL_SAFE_NO_PAD
                .decode(text)
                .is_ok_and(|hash| hash.len() == 32)
        }) {
            return Err(Fault::BadChallenge);
        }
        let mut way = blank(&self.platform.clock, provider, &address);
        way.code_challenge = challenge;
        Ok(way)
    }

    async fn way_by_ticket(
        &self,
        provider: &Provider,
        ticket: &str,
    ) -> std::result::Result<sign_in::Model, Fault> {
        let found = sign_in::by_ticket(token_hash(ticket))
            .one(self.platform.db.conn())
            .await?;
        found
            .filter(|way| {
                way.provider == provider.name && self.platform.clock.now() < way.expires_at
            })
            .ok_or(Fault::StaleAttempt)
    }

    async fn begin_authorization(
        &self,
        provider: &Provider,
        mut way: sign_in::Model,
        browser: Option<&str>,
    ) -> std::result::Result<Redirect, Fault> {
        let (state, ticketed) = (secret(&self.platform.clock)?, way.ticket.is_some());
        // Concurrent sign-ins of one browser, in several tabs, share its cookie.
        let browser = match browser {
            Some(known) => known.to_owned(),
            None => secret(&self.platform.clock)?,
        };
        let (location, secrets) = self.in_time(provider.authorize(&state)).await?;
        let secrets = serde_json::to_vec(&secrets).map_err(Error::internal)?;
        way.secrets = Some(seal::seal_with(&state, &secrets, &self.platform.clock)?);
        (way.state, way.browser) = (Some(token_hash(&state)), Some(token_hash(&browser)));
        let conn = self.platform.db.conn();
        if ticketed {
            if !sign_in::begin_authorization(conn, &way).await? {
                return Err(Fault::StaleAttempt);
            }
        } else {
            way.into_active_model().reset_all().insert(conn).await?;
        }
        Ok(Redirect {
            browser: Some(browser),
            ..Redirect::at(location)
        })
    }
}

impl AuthorizationStart {
    /// Parses the query; of a repeated parameter, the first counts.
    fn read(query: &str) -> Self {
        let given = |name: &str| {
            url::form_urlencoded::parse(query.as_bytes())
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.into_owned())
        };
        Self {
            return_to: given("return_to"),
            code_challenge: given("code_challenge"),
            ticket: given("ticket"),
        }
    }
}
