//! The callback of a provider: verifies and uses up its response, and signs the user in, directly or with a code that an app redeems.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use url::Url;

use super::{
    Identities,
    entity::sign_in,
    pending::{PendingLogin, stale_code},
    provider::{Document, Fault, Provider, Secrets, Tokens, VerifiedIdentity},
    redirect::{Redirect, turned_away},
};
use crate::{
    error::{Error, Refusal, Result},
    features::auth::{
        sessions::{
            entity::session::Method,
            tokens::{Mode, SessionTokens},
        },
        sign_in::context::{LinkedIdentity, SignInContext, SignInOutcome, Strength},
    },
    platform::{hashing::token_hash, seal},
    types::{id::UserId, origin::Origin},
};

/// The parameters of the provider's response (OpenID Connect Core, 3.1.2.5; RFC 9207).
#[derive(Default)]
struct Answer {
    state: Option<String>,
    code: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

impl Identities {
    /// Handles the provider's response, which the browser carries, and returns the next redirect.
    pub async fn callback(
        &self,
        name: &str,
        origin: &Origin,
        query: &str,
        browser: Option<&str>,
        device: Option<&str>,
    ) -> std::result::Result<Redirect, Fault> {
        self.platform
            .limiter
            .sign_in
            .take(origin.budget_key(), 1)
            .await
            .granted()?;
        let provider = self.providers.get(name)?;
        let answer = Answer::read(query).ok_or(Fault::BadAnswer("a parameter occurs twice"))?;
        let state = answer.state.clone().ok_or(Fault::StaleAttempt)?;
        let way = self.take_pending(provider, &state, browser).await?;
        let return_to = Url::parse(&way.return_to).map_err(Error::internal)?;
        let landed = self
            .complete(provider, origin, &way, &state, answer, device)
            .await;
        Ok(landed.unwrap_or_else(|fault| turned_away(provider, return_to, fault)))
    }

    /// The pending sign-in of a response, used up.
    async fn take_pending(
        &self,
        provider: &Provider,
        state: &str,
        browser: Option<&str>,
    ) -> std::result::Result<sign_in::Model, Fault> {
        let (conn, now) = (self.platform.db.conn(), self.platform.clock.now());
        let found = sign_in::by_state(token_hash(state)).one(conn).await?;
        let way = found
            .filter(|way| way.provider == provider.name && now < way.expires_at)
            .ok_or(Fault::StaleAttempt)?;
        if browser.map(token_hash) != way.browser {
            return Err(Fault::OtherBrowser);
        }
        if sign_in::note_answer(conn, way.id, now).await? {
            Ok(way)
        } else {
            Err(Fault::StaleAttempt)
        }
    }

    async fn complete(
        &self,
        provider: &Provider,
        origin: &Origin,
        way: &sign_in::Model,
        state: &str,
        answer: Answer,
        device: Option<&str>,
    ) -> std::result::Result<Redirect, Fault> {
        let sealed = way.secrets.as_deref().ok_or(Fault::StaleAttempt)?;
        let secrets: Secrets =
            serde_json::from_slice(&seal::unseal_with(state, sealed)?).map_err(Error::internal)?;
        let exchange = async {
            let document = provider.document().await?;
            let code = answer.code_from(provider.issuer(), document.names_itself())?;
            let (vouched, tokens) = provider.vouched(&document, code, &secrets).await?;
            Ok((document, vouched, tokens))
        };
        let (document, vouched, tokens) = self.in_time(exchange).await?;
        if way.user_id.is_some() {
            return self
                .hand_over_identity((provider, &document), way, vouched, tokens)
                .await;
        }
        let (user, known) = self
            .user_of(provider, &document, origin, vouched, tokens)
            .await?;
        if way.code_challenge.is_some() {
            return self
                .redirect_with_code(way, &PendingLogin::User { user, known })
                .await;
        }
        let outcome = self
            .enter(user, &known, Mode::Cookie, device, origin)
            .await?;
        let mut landing = Redirect::at(Url::parse(&way.return_to).map_err(Error::internal)?);
        match outcome {
            SignInOutcome::Opened(signed_in) => {
                let signed_in = *signed_in;
                landing.device = signed_in.device_token.map(str::into_string);
                if let SessionTokens::Cookie { secret, ends_at } = signed_in.keys {
                    landing.session = Some((secret, ends_at));
                }
            }
            // In the fragment, which browsers do not send to servers.
            SignInOutcome::Challenged(challenge) => landing
                .location
                .set_fragment(Some(&format!("challenge={}", challenge.token))),
            SignInOutcome::Mailed => {}
        }
        Ok(landing)
    }

    async fn hand_over_identity(
        &self,
        (provider, document): (&Provider, &Document),
        way: &sign_in::Model,
        vouched: VerifiedIdentity,
        tokens: Tokens,
    ) -> std::result::Result<Redirect, Fault> {
        let claims = self
            .claims_of((provider, document), &vouched, &tokens, None)
            .await;
        let tokens = Some(tokens).filter(|_| provider.keeps_tokens);
        self.redirect_with_code(
            way,
            &PendingLogin::Identity {
                issuer: vouched.issuer,
                subject: vouched.subject,
                claims: Box::new(claims),
                tokens,
            },
        )
        .await
    }

    /// Opens the session for an app's code. The verifier proves that the app is the one that started the sign-in (PKCE).
    pub async fn redeem_code(
        &self,
        origin: &Origin,
        code: &str,
        verifier: &str,
        mode: Mode,
        device: Option<&str>,
    ) -> Result<SignInOutcome> {
        self.platform
            .limiter
            .sign_in
            .take(origin.budget_key(), 1)
            .await
            .granted()?;
        let conn = self.platform.db.conn();
        let (way, _) = self.waiting(code, conn).await?;
        let shown = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
        if way.code_challenge.as_ref() != Some(&shown) {
            return Err(Refusal::invalid(
                "input.codeVerifier",
                "This verifier does not match the challenge that the sign-in started with.",
            )
            .into());
        }
        match self.fetch(code, conn).await? {
            (_, PendingLogin::User { user, known }) => {
                self.enter(user, &known, mode, device, origin).await
            }
            (_, PendingLogin::Identity { .. }) => Err(stale_code()),
        }
    }

    /// Signs a user in with an identity.
    async fn enter(
        &self,
        user: UserId,
        identity: &LinkedIdentity,
        mode: Mode,
        device: Option<&str>,
        origin: &Origin,
    ) -> Result<SignInOutcome> {
        let device = self.devices.find(device).await?;
        let tx = self.platform.begin().await?;
        if self.users.find_by_id(&tx, user).await?.is_none() {
            return Err(Error::conflict("The account was deleted; start again."));
        }
        let context = SignInContext {
            method: Method::Provider,
            strength: Strength::OneFactor,
            mode,
            origin,
            device: device.filter(|device| device.user_id == user),
            identity: Some(identity),
            also: None,
        };
        self.completion.complete(tx, user, &context).await
    }
}

impl Answer {
    /// Parses the query; `None` if a parameter occurs twice.
    fn read(query: &str) -> Option<Self> {
        let mut answer = Self::default();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            let place = match name.as_ref() {
                "state" => &mut answer.state,
                "code" => &mut answer.code,
                "iss" => &mut answer.iss,
                "error" => &mut answer.error,
                _ => continue,
            };
            if place.replace(value.into_owned()).is_some() {
                return None;
            }
        }
        Some(answer)
    }

    /// The code of a response, after checking that it comes from this provider (RFC 9207, 2.4).
    fn code_from(self, issuer: &str, names_itself: bool) -> std::result::Result<String, Fault> {
        match &self.iss {
            Some(iss) if iss != issuer => {
                return Err(Fault::BadAnswer("it comes from another provider"));
            }
            None if names_itself => return Err(Fault::BadAnswer("it has no iss")),
            _ => {}
        }
        match self.error.as_deref() {
            None => self
                .code
                .filter(|code| !code.is_empty())
                .ok_or(Fault::BadAnswer("it has no code")),
            // The second and third are used by LinkedIn.
            Some("access_denied" | "user_cancelled_login" | "user_cancelled_authorize") => {
                Err(Fault::Cancelled)
            }
            Some(_) => Err(Fault::ProviderRefused),
        }
    }
}
