//! Signing in by a provider: the way there, bound to the browser that sets out, and the way back, which is gone once.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde::{Deserialize, Serialize};
use url::Url;

use super::{
    Mode, SessionTokens, SignInContext, SignInOutcome, identity::LinkedIdentity, return_to::is_page,
};
use crate::{
    error::{Error, Refusal, Result},
    features::{
        audit::Action,
        auth::{
            Auth, Fault, Method,
            entity::{provider_session::used, sign_in},
            provider::{Provider, Secrets, Tokens, VerifiedIdentity},
        },
    },
    platform::{hashing::token_hash, seal},
    types::{
        actor::Person,
        id::{SignInId, UserId},
        origin::Origin,
    },
};

/// How long somebody may take at the provider.
const GOOD_FOR: TimeDelta = TimeDelta::minutes(10);
/// How long an app may take to fetch its session.
const CODE_FOR: TimeDelta = TimeDelta::minutes(1);
/// How long all exchanges with a provider may take together beyond two, while a browser waits.
const BEYOND_TWO: Duration = Duration::from_secs(1);

/// What a browser asks for that sets out.
#[derive(Default)]
struct AuthorizationStart {
    /// Where it goes in the end.
    return_to: Option<String>,
    /// An app's challenge: it fetches the session itself (RFC 7636, S256).
    code_challenge: Option<String>,
    /// Of somebody who links an identity: what [`Auth::begin_link`] gave.
    ticket: Option<String>,
}

/// Where a browser goes, and what is set on the way.
#[derive(Debug)]
pub struct Redirect {
    /// The address.
    pub location: Url,
    /// The cookie that binds the browser to what it began.
    pub browser: Option<String>,
    /// The session's cookie, and when it ends.
    pub session: Option<(String, DateTime<Utc>)>,
    /// The cookie of a device that was met.
    pub device: Option<String>,
    /// Why nobody is signed in, if so.
    pub fault: Option<Fault>,
}

/// What an app fetches with its code.
#[derive(Serialize, Deserialize)]
pub(super) enum PendingLogin {
    /// Somebody to be signed in.
    User { user: UserId, known: LinkedIdentity },
    /// Somebody to be linked.
    Identity {
        issuer: String,
        subject: String,
        email: Option<String>,
        tokens: Option<Tokens>,
    },
}

/// The parameters of the provider's answer (OpenID Connect Core, 3.1.2.5; RFC 9207).
#[derive(Default)]
struct Answer {
    state: Option<String>,
    code: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

impl Redirect {
    fn at(location: Url) -> Self {
        Self {
            location,
            browser: None,
            session: None,
            device: None,
            fault: None,
        }
    }

    fn refused(mut location: Url, fault: Fault) -> Self {
        location
            .query_pairs_mut()
            .append_pair("error", fault.code());
        Self {
            fault: Some(fault),
            ..Self::at(location)
        }
    }
}

impl Auth {
    /// Sends a browser to the provider. What goes wrong once it is known where to return to is told there.
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

    /// A way for somebody who is signed in and wants to link an identity: the address to open in a browser.
    pub async fn begin_link(
        &self,
        person: &Person,
        name: &str,
        return_to: &str,
        origin: &Origin,
    ) -> Result<String> {
        self.require_recent_for(person, Action::LinkIdentity, origin)
            .await?;
        let refuse =
            |path: &str, fault: &Fault| Error::from(Refusal::invalid(path, fault.message()));
        let provider = self
            .providers
            .get(name)
            .map_err(|fault| refuse("input.provider", &fault))?;
        let address = self
            .return_address(Some(return_to))
            .map_err(|fault| refuse("input.returnTo", &fault))?;
        let ticket = self.secret()?;
        let mut way = self.blank(provider, &address);
        (way.user_id, way.session_id) = (
            Some(person.actor().user_id),
            Some(person.actor().session_id),
        );
        way.ticket = Some(token_hash(&ticket));
        way.into_active_model()
            .reset_all()
            .insert(self.platform.db.conn())
            .await?;
        Ok(format!("{}?ticket={ticket}", provider.start_url))
    }

    fn new_way(
        &self,
        provider: &Provider,
        return_to: Option<&str>,
        challenge: Option<String>,
    ) -> std::result::Result<sign_in::Model, Fault> {
        let address = self.return_address(return_to)?;
        // Whoever else answers to an app's scheme gets a code that is worth nothing without the verifier.
        if !challenge.as_ref().map_or(is_page(&address), |text| {
            URL_SAFE_NO_PAD
                .decode(text)
                .is_ok_and(|hash| hash.len() == 32)
        }) {
            return Err(Fault::BadChallenge);
        }
        let mut way = self.blank(provider, &address);
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

    fn blank(&self, provider: &Provider, return_to: &Url) -> sign_in::Model {
        let now = self.platform.clock.now();
        sign_in::Model {
            id: SignInId(self.platform.clock.new_id()),
            provider: provider.name.clone(),
            user_id: None,
            session_id: None,
            ticket: None,
            state: None,
            browser: None,
            secrets: None,
            return_to: return_to.to_string(),
            code_challenge: None,
            created_at: now,
            expires_at: now + GOOD_FOR,
            answered_at: None,
            code: None,
            found: None,
            redeemed_at: None,
        }
    }

    async fn begin_authorization(
        &self,
        provider: &Provider,
        mut way: sign_in::Model,
        browser: Option<&str>,
    ) -> std::result::Result<Redirect, Fault> {
        let (state, ticketed) = (self.secret()?, way.ticket.is_some());
        // Several ways of one browser, in several tabs, share its cookie.
        let browser = match browser {
            Some(known) => known.to_owned(),
            None => self.secret()?,
        };
        let (location, secrets) = self.in_time(provider.authorize(&state)).await?;
        let secrets = serde_json::to_vec(&secrets).map_err(Error::internal)?;
        way.secrets = Some(seal::close_with(&state, &secrets, &self.platform.clock)?);
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

    /// Takes the provider's answer, which the browser brings, and says where that goes next.
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
        let answer = Answer::read(query).ok_or(Fault::BadAnswer("a parameter came twice"))?;
        let state = answer.state.clone().ok_or(Fault::StaleAttempt)?;
        let way = self.way_back(provider, &state, browser).await?;
        let return_to = Url::parse(&way.return_to).map_err(Error::internal)?;
        let landed = self
            .complete(provider, origin, &way, &state, answer, device)
            .await;
        Ok(landed.unwrap_or_else(|fault| turned_away(provider, return_to, fault)))
    }

    /// The way that an answer belongs to, used up.
    async fn way_back(
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
            serde_json::from_slice(&seal::reveal_with(state, sealed)?).map_err(Error::internal)?;
        let exchange = async {
            let document = provider.document().await?;
            let code = answer.code_from(provider.issuer(), document.names_itself())?;
            let (vouched, tokens) = provider.vouched(&document, code, &secrets).await?;
            Ok((document, vouched, tokens))
        };
        let (document, vouched, tokens) = self.in_time(exchange).await?;
        if way.user_id.is_some() {
            return self
                .hand_over_identity(provider, way, vouched, tokens)
                .await;
        }
        let (user, known) = self
            .user_of(provider, &document, origin, vouched, tokens)
            .await?;
        if way.code_challenge.is_some() {
            return self
                .hand_over(way, &PendingLogin::User { user, known })
                .await;
        }
        let entrance = SignInContext {
            method: Method::Provider,
            mode: Mode::Cookie,
            origin,
            known: Some(&known),
        };
        let admission = self.enter_by(user, &entrance, device).await?;
        let mut landing = Redirect::at(Url::parse(&way.return_to).map_err(Error::internal)?);
        match admission {
            SignInOutcome::Opened(signed_in) => {
                landing.device = signed_in.device_token.map(str::into_string);
                if let SessionTokens::Cookie { secret, ends_at } = signed_in.keys {
                    landing.session = Some((secret, ends_at));
                }
            }
            // In the fragment, which no server is told.
            SignInOutcome::Challenged(challenge) => landing
                .location
                .set_fragment(Some(&format!("challenge={}", challenge.token))),
            SignInOutcome::Mailed => {}
        }
        Ok(landing)
    }

    async fn hand_over_identity(
        &self,
        provider: &Provider,
        way: &sign_in::Model,
        vouched: VerifiedIdentity,
        tokens: Tokens,
    ) -> std::result::Result<Redirect, Fault> {
        let email = vouched.facts.email.map(|email| email.as_str().to_owned());
        let tokens = Some(tokens).filter(|_| provider.keeps_tokens);
        self.hand_over(
            way,
            &PendingLogin::Identity {
                issuer: vouched.issuer,
                subject: vouched.subject,
                email,
                tokens,
            },
        )
        .await
    }

    /// Leads back with a code, good for one use and a short time.
    async fn hand_over(
        &self,
        way: &sign_in::Model,
        found: &PendingLogin,
    ) -> std::result::Result<Redirect, Fault> {
        let code = self.secret()?;
        let found = serde_json::to_vec(found).map_err(Error::internal)?;
        let sealed = seal::close_with(&code, &found, &self.platform.clock)?;
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

    /// What a code fetches, and the way it belongs to. Only the first who shows it gets it.
    pub(super) async fn fetch(
        &self,
        code: &str,
        conn: &impl sea_orm::ConnectionTrait,
    ) -> Result<(sign_in::Model, PendingLogin)> {
        let (way, sealed) = self.waiting(code, conn).await?;
        if !sign_in::redeem(conn, way.id, self.platform.clock.now()).await? {
            return Err(stale_code());
        }
        let found =
            serde_json::from_slice(&seal::reveal_with(code, &sealed)?).map_err(Error::internal)?;
        Ok((way, found))
    }

    pub(super) async fn waiting(
        &self,
        code: &str,
        conn: &impl sea_orm::ConnectionTrait,
    ) -> Result<(sign_in::Model, Vec<u8>)> {
        let found = sign_in::by_code(token_hash(code)).one(conn).await?;
        let mut way = found
            .filter(|way| way.redeemed_at.is_none() && self.platform.clock.now() < way.expires_at)
            .ok_or_else(stale_code)?;
        let sealed = way.found.take().ok_or_else(stale_code)?;
        Ok((way, sealed))
    }

    /// Waits for a provider no longer than a browser does.
    pub(super) async fn in_time<T>(
        &self,
        exchange: impl Future<Output = std::result::Result<T, Fault>>,
    ) -> std::result::Result<T, Fault> {
        let patience =
            Duration::from_secs(2 * self.platform.config.auth.provider_timeout_secs) + BEYOND_TWO;
        let late = |_| Fault::ProviderAway(Error::unavailable("It takes too long."));
        tokio::time::timeout(patience, exchange)
            .await
            .map_err(late)?
    }

    pub(super) async fn forget_ways(&self) -> Result<()> {
        let (conn, now) = (self.platform.db.conn(), self.platform.clock.now());
        sign_in::forget(conn, now).await?;
        Ok(used::forget(conn, now).await?)
    }
}

impl AuthorizationStart {
    /// Reads the query; of a parameter that comes twice, the first counts.
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

impl Answer {
    /// Reads the query; `None` if one parameter came twice.
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

    /// The code of an answer that is the provider's own (RFC 9207, 2.4).
    fn code_from(self, issuer: &str, names_itself: bool) -> std::result::Result<String, Fault> {
        match &self.iss {
            Some(iss) if iss != issuer => return Err(Fault::BadAnswer("it is another provider's")),
            None if names_itself => return Err(Fault::BadAnswer("it does not name the provider")),
            _ => {}
        }
        match self.error.as_deref() {
            None => self
                .code
                .filter(|code| !code.is_empty())
                .ok_or(Fault::BadAnswer("it has no code")),
            // The second and the third are LinkedIn's.
            Some("access_denied" | "user_cancelled_login" | "user_cancelled_authorize") => {
                Err(Fault::Cancelled)
            }
            Some(_) => Err(Fault::ProviderRefused),
        }
    }
}

fn turned_away(provider: &Provider, return_to: Url, fault: Fault) -> Redirect {
    tracing::info!(
        provider = provider.name,
        code = fault.code(),
        reason = fault.reason(),
        "nobody was signed in by a provider"
    );
    Redirect::refused(return_to, fault)
}

pub(super) fn stale_code() -> Error {
    Refusal::invalid(
        "input.code",
        "This code is not good, or not any more; begin again.",
    )
    .into()
}
