//! Passkey challenges and their answers. A challenge is valid once and for a short time.

use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel};
use webauthn_rp::DiscoverableAuthentication16;

use super::{
    entity::{passkey, passkey_ceremony},
    webauthn::{self, Flaw, Question, RelyingParty},
};
use crate::{error::Result, platform::Platform, types::id::UserId};

/// Lifetime of a challenge, as the library has it.
const GOOD_FOR: TimeDelta = TimeDelta::minutes(5);

/// A passkey's answer with the challenge that it answers.
pub(in crate::features::auth) struct Assertion {
    answer: DiscoverableAuthentication16,
    state: Vec<u8>,
}

/// Why a passkey was refused; with the passkey, if it is certain.
pub(super) enum Rejected {
    /// The answer is invalid.
    Wrong,
    /// The signature counter decreased, which suggests a copy.
    Copied(Box<passkey::Model>),
}

/// Stores a challenge; returns the options for the browser.
pub(super) async fn ask(
    platform: &Platform,
    question: Question,
    user: Option<UserId>,
) -> Result<String> {
    let row = passkey_ceremony::Model {
        challenge: question.challenge,
        user_id: user,
        state: question.state,
        expires_at: platform.clock.now() + GOOD_FOR,
    };
    row.into_active_model()
        .reset_all()
        .insert(platform.db.conn())
        .await?;
    Ok(question.options)
}

/// The challenge, if it was issued recently; used up.
pub(super) async fn take_question(
    platform: &Platform,
    challenge: &[u8],
    user: Option<UserId>,
) -> Result<Option<passkey_ceremony::Model>> {
    let found = passkey_ceremony::take(platform.db.conn(), challenge, user).await?;
    Ok(found.filter(|question| platform.clock.now() < question.expires_at))
}

/// The passkey's answer, if its challenge was issued recently and has not been answered; the challenge is used up.
pub(super) async fn take_assertion(
    platform: &Platform,
    credential: &str,
) -> Result<Option<Assertion>> {
    let Some((answer, challenge)) = webauthn::read(credential) else {
        return Ok(None);
    };
    let question = take_question(platform, &challenge, None).await?;
    Ok(question.map(|question| Assertion {
        answer,
        state: question.state,
    }))
}

/// Verifies the answer, and records the use of its passkey inside the caller's transaction.
pub(super) async fn verify_assertion(
    platform: &Platform,
    conn: &impl ConnectionTrait,
    assertion: Assertion,
) -> Result<std::result::Result<passkey::Model, Rejected>> {
    let Assertion { answer, state } = assertion;
    let party = RelyingParty::of(&platform.config)?;
    let Some(key) = passkey::by_credential(answer.raw_id().into_inner())
        .one(conn)
        .await?
    else {
        return Ok(Err(Rejected::Wrong));
    };
    let next = match party.check(&state, &answer, &key) {
        Ok(next) => next,
        Err(Flaw::Wrong) => return Ok(Err(Rejected::Wrong)),
        Err(Flaw::Copied) => {
            tracing::warn!(passkey.id = %key.id, "the signature counter of a passkey decreased; it was refused");
            return Ok(Err(Rejected::Copied(Box::new(key))));
        }
    };
    let is_noted = passkey::note_use(conn, &key, next, platform.clock.now()).await?;
    Ok(if is_noted {
        Ok(key)
    } else {
        Err(Rejected::Wrong)
    })
}
