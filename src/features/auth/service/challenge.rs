//! Sign-ins that wait for a second proof. A challenge stands for the first one: it is good once, for five minutes and a few tries,
//! and remembers how the session is to be kept.

use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel};

use super::{
    Challenge, Mode, SignInContext, SignInOutcome, device::KnownDevice, identity::LinkedIdentity,
    second_factor::SecondProof,
};
use crate::{
    error::{Error, Result},
    features::{
        audit::{Action, Entry},
        auth::{
            Auth,
            entity::{passkey_ceremony, sign_in_challenge},
        },
        users::UserRow,
    },
    platform::hashing::token_hash,
    types::origin::Origin,
};

/// How long a challenge is good.
const GOOD_FOR: TimeDelta = TimeDelta::minutes(5);
/// Second proofs that may be tried with one.
const TRIES: i32 = 5;

impl Auth {
    /// Asks somebody for a second proof whose first was right, inside the caller's transaction.
    pub(super) async fn challenge(
        &self,
        conn: &impl ConnectionTrait,
        user: &UserRow,
        entrance: &SignInContext<'_>,
        device: Option<KnownDevice>,
    ) -> Result<SignInOutcome> {
        let (token, expires_at) = (self.secret()?, self.platform.clock.now() + GOOD_FOR);
        let row = sign_in_challenge::Model {
            hash: token_hash(&token),
            user_id: user.id,
            method: entrance.method,
            by_cookie: entrance.mode == Mode::Cookie,
            device_id: device.map(|device| device.id),
            identity_id: entrance.known.map(|known| known.identity),
            sid: entrance.known.and_then(|known| known.sid.clone()),
            expires_at,
            tries: 0,
        };
        row.into_active_model().reset_all().insert(conn).await?;
        Ok(SignInOutcome::Challenged(Challenge {
            token,
            expires_at,
            accepts: self.kinds_of(conn, user.id).await?,
        }))
    }

    /// Begins the session that a challenge stands for, with a second proof. `sets_cookies`: whether the answer can carry one.
    pub async fn complete_sign_in(
        &self,
        token: &str,
        proof: SecondProof,
        sets_cookies: bool,
        origin: &Origin,
    ) -> Result<SignInOutcome> {
        let challenge = self.open_challenge(token).await?;
        if challenge.by_cookie && !sets_cookies {
            return Err(Error::bad_input(
                "This session is kept by a cookie; complete it by a single POST request.",
            ));
        }
        let device = challenge.device_id.map(|id| KnownDevice {
            id,
            user_id: challenge.user_id,
        });
        if device.is_none() {
            self.platform
                .limiter
                .sign_in
                .take(origin.budget_key(), 1)
                .await
                .granted()?;
        }
        let guess = self
            .pay_for_code(challenge.user_id, device.as_ref(), origin)
            .await?;
        if !sign_in_challenge::take_try(self.platform.db.conn(), &challenge.hash, TRIES).await? {
            return Err(stale_challenge());
        }
        let (kind, shown) = (proof.kind(), self.show(proof).await?);
        let tx = self.platform.db.begin().await?;
        if !self.judge(&tx, challenge.user_id, shown).await? {
            tx.rollback().await?;
            self.audit
                .record_alone(Entry::own(Action::SecondProof, challenge.user_id, origin).refused())
                .await?;
            return Err(kind.refusal());
        }
        if !sign_in_challenge::use_up(&tx, &challenge.hash).await? {
            return Err(stale_challenge());
        }
        let user = self
            .users
            .find_by_id(&tx, challenge.user_id)
            .await?
            .ok_or_else(stale_challenge)?;
        let mode = if challenge.by_cookie {
            Mode::Cookie
        } else {
            Mode::Token
        };
        let known = challenge.identity_id.map(|identity| LinkedIdentity {
            identity,
            sid: challenge.sid,
        });
        let entrance = SignInContext {
            method: challenge.method,
            mode,
            origin,
            known: known.as_ref(),
        };
        let entered = async {
            self.give_back(&tx, guess).await?;
            let admission = self.let_in(&tx, user.clone(), &entrance, device).await?;
            self.note_kind(&tx, &user, Some(kind), origin).await?;
            Ok(admission)
        };
        let entered = entered.await;
        let admission = self.finish_sign_in(tx, user.id, origin, entered).await?;
        self.platform.queue.wake().await;
        Ok(admission)
    }

    async fn open_challenge(&self, token: &str) -> Result<sign_in_challenge::Model> {
        let found = sign_in_challenge::by_hash(token_hash(token))
            .one(self.platform.db.conn())
            .await?;
        let good =
            found.filter(|row| self.platform.clock.now() < row.expires_at && row.tries < TRIES);
        good.ok_or_else(stale_challenge)
    }

    /// Forgets what waits for a second proof, and for passkeys, and has had its time.
    pub(super) async fn forget_challenges(&self) -> Result<()> {
        let (conn, now) = (self.platform.db.conn(), self.platform.clock.now());
        sign_in_challenge::forget(conn, now).await?;
        passkey_ceremony::forget(conn, now).await?;
        self.forget_enrolments().await
    }
}

fn stale_challenge() -> Error {
    Error::unauthenticated("This sign-in has ended; begin it again.")
}
