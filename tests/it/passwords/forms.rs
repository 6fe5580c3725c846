//! Equivalent forms of a password (RFC 8265, OpaqueString) are the same wherever it is entered.

use argon2::{Argon2, password_hash::PasswordHasher};
use careergraph::config::Config;
use serde_json::{Value, json};

use super::{change, outcome, request, reset, sign_in, sign_up, verified, verifying};
use crate::kit::{Client, Home, Place, TestApp};

/// The same words, composed and decomposed, and with another space character.
const COMPOSED: &str = "caf\u{e9} na\u{ef}f d\u{e9}j\u{e0} vu";
const APART: &str = "cafe\u{301} nai\u{308}f de\u{301}ja\u{300} vu";
const SPACED: &str = "caf\u{e9}\u{a0}na\u{ef}f d\u{e9}ja\u{300}\u{3000}vu";
const ALL: [&str; 3] = [COMPOSED, APART, SPACED];
const OTHER: &str = "s\u{e9}ven p\u{fc}rple tractors d\u{e4}ncing";
const OTHER_APART: &str = "se\u{301}ven pu\u{308}rple tractors da\u{308}ncing";

async fn confirm(app: &TestApp, token: &str, password: &str) -> Value {
    let query = "mutation($password: String!) { reauthenticate(input: { password: $password }) { reauthenticated } }";
    let answer = app
        .anonymous()
        .with_token(token)
        .gql(query, json!({ "password": password }))
        .await;
    answer.data("reauthenticate.reauthenticated").clone()
}

async fn can_sign_in(app: &TestApp, email: &str, password: &str) -> bool {
    outcome(&sign_in(&app.anonymous(), email, password).await) == "data"
}

#[tokio::test]
async fn a_password_opens_the_account_in_every_form_that_keyboards_type_it() {
    let app = TestApp::start().await;
    for (number, chosen) in ALL.into_iter().enumerate() {
        let email = format!("ada{number}@example.org");
        let token = sign_up(&app.anonymous(), &email, chosen)
            .await
            .text_at("signUp.session.accessToken");
        for typed in ALL {
            assert!(
                can_sign_in(&app, &email, typed).await,
                "{chosen:?} {typed:?}"
            );
            assert_eq!(
                confirm(&app, &token, typed).await,
                json!(true),
                "{chosen:?} {typed:?}"
            );
        }
        for wrong in [
            "cafe naif deja vu",
            "CAF\u{c9} na\u{ef}f d\u{e9}j\u{e0} vu",
            "caf\u{e9} na\u{ef}f d\u{e9}j\u{e0}  vu",
        ] {
            assert!(!can_sign_in(&app, &email, wrong).await, "{wrong:?}");
        }
        let changed = change(&app.anonymous().with_token(&token), APART, OTHER_APART).await;
        assert_eq!(
            changed.data("changePassword.changed"),
            &json!(true),
            "{}",
            changed.text
        );
        assert!(
            can_sign_in(&app, &email, OTHER).await && !can_sign_in(&app, &email, COMPOSED).await
        );
    }
}

#[tokio::test]
async fn so_does_one_that_was_set_by_mail() {
    let (app, _) = verifying().await;
    verified(&app, "ada@example.org").await;
    request(&app.anonymous(), "requestPasswordReset", "ada@example.org").await;
    let token = app.mails_after(1).await[0].token();
    assert_eq!(
        reset(&app.anonymous(), &token, APART)
            .await
            .data("resetPassword.reset"),
        &json!(true)
    );
    for typed in ALL {
        assert!(
            can_sign_in(&app, "ada@example.org", typed).await,
            "{typed:?}"
        );
    }
}

#[tokio::test]
async fn so_does_one_that_an_operator_gave() {
    let home = Home::new(&Config::load(None).unwrap()).await;
    let (place, variables) = (Place::new(), [("DATABASE_URL", home.url.as_str())]);
    let create = |email: &str, password: &str| {
        place.run_with_input(
            &[
                "users",
                "create",
                "--email",
                email,
                "--name",
                "Ada",
                "--password-stdin",
            ],
            &variables,
            password,
        )
    };
    let made = create("ada@example.org", &format!("{APART}\n"));
    assert_eq!(made.code, 0, "{made:?}");
    let refused = create(
        "bob@example.org",
        "caf\u{e9} na\u{ef}f\u{200b} d\u{e9}j\u{e0} vu\n",
    );
    assert!(
        refused.code == 1 && refused.stderr.contains("cannot hold"),
        "{refused:?}"
    );
    let server = place.start(&["serve"], &variables);
    let address = format!("http://{}", server.said("listens on http://"));
    for typed in ALL {
        let answer = sign_in(&Client::new(&address), "ada@example.org", typed).await;
        assert_eq!(outcome(&answer), "data", "{typed:?}");
    }
}

/// macOS sends decomposed Hangul; composed, it is allowed.
#[tokio::test]
async fn so_does_one_in_hangul_that_comes_in_pieces() {
    let app = TestApp::start().await;
    let composed = "\u{d55c}\u{ae00} \u{ba4b}\u{c9c4} \u{be44}\u{bc00}\u{bc88}\u{d638} 7391";
    let apart: String = unicode_normalization::UnicodeNormalization::nfd(composed).collect();
    assert_ne!(composed, apart);
    for (email, chosen, typed) in [
        ("ada@example.org", composed, apart.as_str()),
        ("bob@example.org", &apart, composed),
    ] {
        assert!(
            sign_up(&app.anonymous(), email, chosen)
                .await
                .data("signUp.session")
                .is_object()
        );
        assert!(can_sign_in(&app, email, typed).await);
    }
}

/// Hashes from before passwords were prepared are of the unprepared text.
#[tokio::test]
async fn a_password_that_was_hashed_as_typed_still_opens_and_is_hashed_anew() {
    let app = TestApp::start().await;
    let stored = async || {
        let conn = app.platform.db.conn();
        let email = careergraph::types::email::Email::parse("email", "ada@example.org").unwrap();
        careergraph::features::users::entity::user::by_email(&email)
            .one(conn)
            .await
            .unwrap()
            .unwrap()
            .password_hash
            .unwrap()
    };
    let token = sign_up(&app.anonymous(), "ada@example.org", COMPOSED)
        .await
        .text_at("signUp.session.accessToken");
    let hash_as_typed = async || {
        let hash = Argon2::default()
            .hash_password(APART.as_bytes())
            .unwrap()
            .to_string();
        app.execute(&format!("UPDATE users SET password_hash = '{hash}'"))
            .await;
        hash
    };
    let old = hash_as_typed().await;
    assert!(
        !can_sign_in(&app, "ada@example.org", COMPOSED).await,
        "it is not yet known as the same password"
    );
    assert!(!can_sign_in(&app, "ada@example.org", OTHER_APART).await);
    assert_eq!(stored().await, old, "a wrong one changes nothing");
    assert!(can_sign_in(&app, "ada@example.org", APART).await);
    let new = stored().await;
    assert_ne!(new, old);
    for typed in ALL {
        assert!(
            can_sign_in(&app, "ada@example.org", typed).await,
            "{typed:?}"
        );
    }
    assert_eq!(stored().await, new, "once is enough");
    hash_as_typed().await;
    assert_eq!(confirm(&app, &token, APART).await, json!(true));
    assert!(
        can_sign_in(&app, "ada@example.org", COMPOSED).await,
        "confirming is a proof, too"
    );
    hash_as_typed().await;
    assert_eq!(
        change(&app.anonymous().with_token(&token), APART, OTHER)
            .await
            .data("changePassword.changed"),
        &json!(true)
    );
    assert!(can_sign_in(&app, "ada@example.org", OTHER_APART).await);
}

/// Characters that are refused now may be in an old password.
#[tokio::test]
async fn a_password_that_could_not_be_chosen_any_more_still_opens() {
    let app = TestApp::start().await;
    sign_up(&app.anonymous(), "ada@example.org", COMPOSED)
        .await
        .text_at("signUp.session.accessToken");
    let typed = "tabs\tand joiners \u{1f469}\u{200d}\u{1f52c} of old";
    let hash = Argon2::default()
        .hash_password(typed.as_bytes())
        .unwrap()
        .to_string();
    app.execute(&format!("UPDATE users SET password_hash = '{hash}'"))
        .await;
    assert!(
        can_sign_in(&app, "ada@example.org", typed).await
            && !can_sign_in(&app, "ada@example.org", COMPOSED).await
    );
}

#[tokio::test]
async fn what_no_password_may_hold_is_refused_with_a_sentence_that_says_so() {
    let app = TestApp::start().await;
    for password in [
        "correct\u{0}horse battery",
        "correct\thorse battery",
        "correct horse\u{200b} battery",
        "correct \u{2764}\u{fe0f} battery",
    ] {
        let answer = sign_up(&app.anonymous(), "ada@example.org", password).await;
        assert_eq!(
            answer.refusal("signUp"),
            "InvalidInputError input.password",
            "{password:?}"
        );
        assert!(
            answer
                .text_at("signUp.userErrors.0.message")
                .contains("cannot hold"),
            "{}",
            answer.text
        );
    }
    let short = sign_up(&app.anonymous(), "ada@example.org", &"e\u{301}".repeat(9)).await;
    assert!(
        short
            .text_at("signUp.userErrors.0.message")
            .contains("10 to 256"),
        "18 code points are typed, and are 9 characters"
    );
    assert_eq!(app.count_rows("users").await, 0);
}
