//! A sign-in that is sent to a provider.

use chrono::TimeDelta;
use url::Url;

use super::{entity::sign_in, provider::Provider};
use crate::{platform::clock::Clock, types::id::SignInId};

/// Time limit for the user at the provider.
const GOOD_FOR: TimeDelta = TimeDelta::minutes(10);

/// A new row.
pub(super) fn blank(clock: &Clock, provider: &Provider, return_to: &Url) -> sign_in::Model {
    let now = clock.now();
    sign_in::Model {
        id: SignInId(clock.new_id()),
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
