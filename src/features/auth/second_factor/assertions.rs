//! Questions to passkeys, and their answers. A question is good once and not for long.

use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel};
use webauthn_rp::DiscoverableAuthentication16;

use super::{
    entity::{passkey, passkey_ceremony},
    webauthn::{self, Flaw, Question, RelyingParty},
};
use crate::{error::Result, platform::Platform, types::id::UserId};

/// How long a question is good; the library knows the same.
const GOOD_FOR: TimeDelta = TimeDelta::minutes(5);

/// What a passkey signed, and what it was asked.
pub(in crate::features::auth) struct Assertion {
    answer: DiscoverableAuthentication16,
    state: Vec<u8>,
}

/// Why a passkey was not accepted; with the passkey, if it is certain which it was.
pub(super) enum Rejected {
    /// Something in the answer is wrong.
    Wrong,
    /// The counter of signatures went back.
    Copied(Box<passkey::Model>),
}

/// Keeps a question; gives what the page hands to the browser.
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

/// The question with this challenge, if it was asked a short time ago; used up.
pub(super) async fn take_question(
    platform: &Platform,
    challenge: &[u8],
    user: Option<UserId>,
) -> Result<Option<passkey_ceremony::Model>> {
    let found = passkey_ceremony::take(platform.db.conn(), challenge, user).await?;
    Ok(found.filter(|question| platform.clock.now() < question.expires_at))
}

/// What a passkey signed, if we asked for it a short time ago and nobody has answered yet.
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

/// The passkey that signed, with its use noted inside the caller's transaction.
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
            tracing::warn!(passkey.id = %key.id, "the counter of a passkey went back; it was refused");
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
