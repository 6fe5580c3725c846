//! A provider that misbehaves never signs in a user, and breaks nothing else.

use std::time::Instant;

use careergraph::{config::Preset, platform::clock::Clock};
use chrono::TimeDelta;

use super::{BOTH, person, sessions, setup, signed_in, start, turned_away};
use crate::kit::{Browser, IdentityProvider, Setup};

/// Misbehaviours of the provider during a sign-in, and the resulting codes.
const BAD: [(&str, &str); 55] = [
    ("alg_none", "ID_TOKEN_INVALID"),
    ("no_signature", "ID_TOKEN_INVALID"),
    ("bad_signature", "ID_TOKEN_INVALID"),
    ("changed_claims", "ID_TOKEN_INVALID"),
    ("hs256_by_public_key", "ID_TOKEN_INVALID"),
    ("hs256_by_client_secret", "ID_TOKEN_INVALID"),
    ("unknown_kid", "ID_TOKEN_INVALID"),
    ("other_key", "ID_TOKEN_INVALID"),
    ("jku", "ID_TOKEN_INVALID"),
    ("jwk", "ID_TOKEN_INVALID"),
    ("crit", "ID_TOKEN_INVALID"),
    ("typ_access_token", "ID_TOKEN_INVALID"),
    ("typ_logout_token", "ID_TOKEN_INVALID"),
    ("encrypted", "ID_TOKEN_INVALID"),
    ("not_a_jwt", "ID_TOKEN_INVALID"),
    ("too_long", "ID_TOKEN_INVALID"),
    ("wrong_iss", "ID_TOKEN_INVALID"),
    ("iss_slash", "ID_TOKEN_INVALID"),
    ("no_iss", "ID_TOKEN_INVALID"),
    ("wrong_aud", "ID_TOKEN_INVALID"),
    ("extra_aud", "ID_TOKEN_INVALID"),
    ("empty_aud", "ID_TOKEN_INVALID"),
    ("no_aud", "ID_TOKEN_INVALID"),
    ("wrong_azp", "ID_TOKEN_INVALID"),
    ("expired", "ID_TOKEN_INVALID"),
    ("no_exp", "ID_TOKEN_INVALID"),
    ("exp_text", "ID_TOKEN_INVALID"),
    ("iat_future", "ID_TOKEN_INVALID"),
    ("iat_old", "ID_TOKEN_INVALID"),
    ("no_iat", "ID_TOKEN_INVALID"),
    ("nbf_future", "ID_TOKEN_INVALID"),
    ("wrong_nonce", "ID_TOKEN_INVALID"),
    ("wrong_at_hash", "ID_TOKEN_INVALID"),
    ("no_sub", "ID_TOKEN_INVALID"),
    ("empty_sub", "ID_TOKEN_INVALID"),
    ("blank_sub", "ID_TOKEN_INVALID"),
    ("long_sub", "ID_TOKEN_INVALID"),
    ("control_sub", "ID_TOKEN_INVALID"),
    ("verified_maybe", "ID_TOKEN_INVALID"),
    ("no_id_token", "PROVIDER_ANSWER_INVALID"),
    ("token_mac", "PROVIDER_ANSWER_INVALID"),
    ("token_html", "PROVIDER_ANSWER_INVALID"),
    ("token_500", "PROVIDER_UNAVAILABLE"),
    ("token_429", "PROVIDER_UNAVAILABLE"),
    ("token_404", "PROVIDER_ANSWER_INVALID"),
    ("token_redirect", "PROVIDER_ANSWER_INVALID"),
    ("token_big", "PROVIDER_ANSWER_INVALID"),
    ("token_refused", "PROVIDER_REFUSED"),
    ("code_unknown", "PROVIDER_REFUSED"),
    ("no_code", "PROVIDER_ANSWER_INVALID"),
    ("double_code", "PROVIDER_ANSWER_INVALID"),
    ("double_state", "PROVIDER_ANSWER_INVALID"),
    ("wrong_state", "SIGN_IN_EXPIRED"),
    ("no_state", "SIGN_IN_EXPIRED"),
    ("iss_wrong", "PROVIDER_ANSWER_INVALID"),
];

/// The same for UserInfo.
const BAD_ABOUT_ITS_USER: [(&str, &str); 9] = [
    ("userinfo_of_another", "PROVIDER_ANSWER_INVALID"),
    ("userinfo_html", "PROVIDER_ANSWER_INVALID"),
    ("userinfo_500", "PROVIDER_UNAVAILABLE"),
    ("userinfo_404", "PROVIDER_ANSWER_INVALID"),
    ("userinfo_401", "PROVIDER_REFUSED"),
    ("userinfo_redirect", "PROVIDER_ANSWER_INVALID"),
    ("userinfo_no_email", "EMAIL_NOT_VERIFIED"),
    ("userinfo_unverified", "EMAIL_NOT_VERIFIED"),
    ("verified_elsewhere", "EMAIL_NOT_VERIFIED"),
];

/// The same for discovery and keys. Each uses a new gateway with empty caches.
const BAD_AT_THE_DOOR: [(&str, &str); 17] = [
    ("disc_500", "PROVIDER_UNAVAILABLE"),
    ("disc_html", "PROVIDER_ANSWER_INVALID"),
    ("disc_redirect", "PROVIDER_ANSWER_INVALID"),
    ("disc_big", "PROVIDER_ANSWER_INVALID"),
    ("disc_429", "PROVIDER_UNAVAILABLE"),
    ("disc_404", "PROVIDER_ANSWER_INVALID"),
    ("disc_never", "PROVIDER_UNAVAILABLE"),
    ("disc_foreign_jwks", "PROVIDER_ANSWER_INVALID"),
    ("disc_wrong_issuer", "PROVIDER_ANSWER_INVALID"),
    ("disc_issuer_slash", "PROVIDER_ANSWER_INVALID"),
    ("disc_no_jwks", "PROVIDER_ANSWER_INVALID"),
    ("disc_no_token_endpoint", "PROVIDER_ANSWER_INVALID"),
    ("disc_plain_http_elsewhere", "PROVIDER_ANSWER_INVALID"),
    ("jwks_500", "PROVIDER_UNAVAILABLE"),
    ("jwks_404", "PROVIDER_ANSWER_INVALID"),
    ("jwks_html", "PROVIDER_ANSWER_INVALID"),
    ("jwks_empty", "ID_TOKEN_INVALID"),
];

#[tokio::test]
async fn no_bad_answer_signs_anybody_in() {
    for preset in BOTH {
        let (app, provider) = setup(preset).await;
        for (whim, code) in BAD.into_iter().chain(BAD_ABOUT_ITS_USER) {
            provider.misbehave(whim);
            let began = Instant::now();
            assert_eq!(
                turned_away(&mut Browser::new(&app), &start(&app, "")).await,
                code,
                "{preset:?} {whim}"
            );
            assert!(began.elapsed().as_secs() < 10, "{preset:?} {whim}");
        }
        assert_eq!(sessions(&app).await, 0, "{preset:?}");
        assert_eq!(
            provider.seen("/evil-keys"),
            0,
            "keys are read from no other source"
        );
        provider.misbehave("");
        signed_in(&app).await;
    }
}

#[tokio::test]
async fn what_linkedin_leaves_out_the_standard_wants() {
    for (whim, code) in [
        ("no_nonce", "ID_TOKEN_INVALID"),
        ("iss_missing", "PROVIDER_ANSWER_INVALID"),
    ] {
        let (app, provider) = setup(Preset::Generic).await;
        provider.misbehave(whim);
        assert_eq!(
            turned_away(&mut Browser::new(&app), &start(&app, "")).await,
            code
        );
        assert_eq!(sessions(&app).await, 0);
        let (app, provider) = setup(Preset::Linkedin).await;
        provider.misbehave(whim);
        signed_in(&app).await;
    }
}

#[tokio::test]
async fn an_algorithm_that_was_not_chosen_is_not_taken() {
    let (app, provider) = setup(Preset::Linkedin).await;
    provider.misbehave("other_algorithm");
    assert_eq!(
        turned_away(&mut Browser::new(&app), &start(&app, "")).await,
        "ID_TOKEN_INVALID",
        "LinkedIn's is pinned"
    );
}

#[tokio::test]
async fn nothing_bad_that_it_publishes_is_used() {
    for (whim, code) in BAD_AT_THE_DOOR
        .into_iter()
        .chain([("jwks_for_encryption", "ID_TOKEN_INVALID")])
    {
        let (app, provider) = setup(Preset::Generic).await;
        provider.misbehave(whim);
        let began = Instant::now();
        assert_eq!(
            turned_away(&mut Browser::new(&app), &start(&app, "")).await,
            code,
            "{whim}"
        );
        assert!(began.elapsed().as_secs() < 10, "{whim}");
        // During the pause, the reason is the same.
        assert_eq!(
            turned_away(&mut Browser::new(&app), &start(&app, "")).await,
            code,
            "{whim} again"
        );
        assert_eq!(sessions(&app).await, 0, "{whim}");
    }
}

#[tokio::test]
async fn keys_that_cannot_be_read_are_no_word_about_the_token() {
    for (whim, code) in [
        ("jwks_500", "PROVIDER_UNAVAILABLE"),
        ("jwks_html", "PROVIDER_ANSWER_INVALID"),
    ] {
        let clock = Clock::held_at(Clock::default().now());
        let provider = IdentityProvider::start(Preset::Generic).await;
        let shared = clock.clone();
        provider.clock(move || shared.now());
        let app = Setup::new()
            .clock(clock.clone())
            .config(|config| provider.known_to(config))
            .start()
            .await;
        signed_in(&app).await;
        clock.advance(TimeDelta::seconds(10));
        provider.rotate("key-2");
        provider.misbehave(whim);
        for _ in 0..3 {
            assert_eq!(
                turned_away(&mut Browser::new(&app), &start(&app, "")).await,
                code,
                "{whim}"
            );
        }
        assert_eq!(
            provider.seen("/jwks"),
            2,
            "{whim}: it is left alone for a moment"
        );
        provider.misbehave("");
        clock.advance(TimeDelta::seconds(5));
        signed_in(&app).await;
    }
}

#[tokio::test]
async fn an_answer_that_never_comes_is_waited_for_no_longer_than_a_browser_waits() {
    for whim in ["token_never", "userinfo_never", "jwks_never"] {
        let (app, provider) = setup(Preset::Generic).await;
        provider.misbehave(whim);
        let began = Instant::now();
        assert_eq!(
            turned_away(&mut Browser::new(&app), &start(&app, "")).await,
            "PROVIDER_UNAVAILABLE",
            "{whim}"
        );
        assert!(began.elapsed().as_secs() < 10, "{whim}");
    }
}

#[tokio::test]
async fn an_address_that_is_not_verified_makes_no_account() {
    for preset in BOTH {
        let (app, provider) = setup(preset).await;
        for claims in [
            person("eve-1", "ada@example.org", false),
            serde_json::json!({ "sub": "eve-1" }),
            serde_json::json!({ "sub": "eve-1", "email": "not an address", "email_verified": true }),
            serde_json::json!({ "sub": "eve-1", "email_verified": true }),
        ] {
            provider.person(claims.clone());
            assert_eq!(
                turned_away(&mut Browser::new(&app), &start(&app, "")).await,
                "EMAIL_NOT_VERIFIED",
                "{preset:?} {claims}"
            );
        }
        assert_eq!(sessions(&app).await, 0);
    }
}
