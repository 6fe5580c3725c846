//! Audit entries for provider sign-ins, linked identities and back-channel logouts.

use careergraph::{
    features::{audit::Action, auth::AdminActor},
    types::{
        id::{TypedId, UserId},
        origin::Origin,
    },
};
use serde_json::json;

use super::{DONE, Log, by, newcomer, own, refused_sign_in};
use crate::{
    kit::{Answer, Browser, IdentityProvider, TestApp},
    providers::{code, complete, person, post, start, unlink},
};

/// Signs in with the provider; returns the browser, and the last response.
async fn land(app: &TestApp) -> (Browser, Answer) {
    let mut browser = Browser::new(app);
    let out = browser.open(&start(app, "")).await;
    let back = browser.open(out.header("location")).await;
    let landed = browser.open(back.header("location")).await;
    (browser, landed)
}

/// Returns from the provider with an error code instead of a session.
async fn turned_away(app: &TestApp, reason: &str) -> Answer {
    let (browser, landed) = land(app).await;
    assert!(
        !browser.is_signed_in()
            && landed
                .header("location")
                .ends_with(&format!("?error={reason}")),
        "{landed:?}"
    );
    landed
}

/// Sign-ins without an account: the provider and this server may refuse them.
pub(super) async fn strangers(log: &mut Log<'_>, provider: &IdentityProvider) {
    let app = log.app;
    provider.person(person("new-1", "new@example.org", true));
    let (browser, landed) = land(app).await;
    let me = browser
        .client()
        .gql("{ viewer { user { id } } }", json!({}))
        .await;
    let id = UserId::parse_id(&me.text_at("viewer.user.id")).unwrap();
    let rows = [
        by(Action::SignUp, DONE, id),
        by(Action::LinkIdentity, DONE, id),
        by(Action::SignIn, DONE, id),
    ];
    log.next("a new person", Some(&landed), &rows).await;
    let (_, landed) = land(app).await;
    log.next("once more", Some(&landed), &[by(Action::SignIn, DONE, id)])
        .await;
    let ended = post(app, &provider.logout_token(Some("new-1"), None, "1", "")).await;
    log.next(
        "the provider logs both out",
        Some(&ended),
        &[(Action::ProviderLogout, DONE, None, Some(id))],
    )
    .await;
    assert_eq!(
        post(app, &provider.logout_token(Some("new-1"), None, "1", ""))
            .await
            .status,
        400,
        "a token is valid once"
    );
    assert_eq!(
        post(app, &provider.logout_token(Some("nobody"), None, "2", ""))
            .await
            .status,
        200,
        "no session matches"
    );
    app.auth
        .accounts
        .suspend(AdminActor::Operator, id, "x", &Origin::inside("command"))
        .await
        .unwrap();
    log.next(
        "suspended",
        None,
        &[(Action::SuspendAccount, DONE, None, Some(id))],
    )
    .await;
    let refused = turned_away(app, "ACCOUNT_SUSPENDED").await;
    log.next("and refused", Some(&refused), &[refused_sign_in(id)])
        .await;
}

/// Sign-ins to existing accounts.
pub(super) async fn links(log: &mut Log<'_>, provider: &IdentityProvider) {
    let app = log.app;
    let bob = newcomer(log, "linker").await;
    provider.person(person("bob-1", "elsewhere@example.org", true));
    let first = code(app, &bob.client).await;
    let linked = complete(&bob.client, &first).await;
    log.next(
        "a link",
        Some(&linked),
        &[own(Action::LinkIdentity, DONE, &bob)],
    )
    .await;
    let again = code(app, &bob.client).await;
    assert_eq!(
        complete(&bob.client, &again)
            .await
            .refusal("completeIdentityLink"),
        "DuplicateError input.code"
    );
    let taken_off = unlink(
        &bob.client,
        &linked.text_at("completeIdentityLink.identity.id"),
    )
    .await;
    log.next(
        "it is unlinked",
        Some(&taken_off),
        &[own(Action::UnlinkIdentity, DONE, &bob)],
    )
    .await;

    let eve = newcomer(log, "unproved").await;
    provider.person(person("eve-1", &eve.email, true));
    let (_, landed) = land(app).await;
    let rows = [
        own(Action::VerifyEmail, DONE, &eve),
        own(Action::LinkIdentity, DONE, &eve),
        own(Action::SignIn, DONE, &eve),
    ];
    log.next(
        "an unverified account is given to its owner",
        Some(&landed),
        &rows,
    )
    .await;
    provider.person(person("mallory-1", &eve.email, true));
    let refused = turned_away(app, "ACCOUNT_EXISTS").await;
    log.next(
        "the address alone opens nothing",
        Some(&refused),
        &[refused_sign_in(eve.user_id)],
    )
    .await;
    provider.person(person("mallory-1", &eve.email, false));
    turned_away(app, "EMAIL_NOT_VERIFIED").await;
}
