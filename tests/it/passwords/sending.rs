//! Sending mails: responses of the mail server, and what happens to the mail.

use careergraph::platform::clock::Clock;
use chrono::TimeDelta;
use reqwest::Method;
use serde_json::json;

use super::{outcome, request, sign_up, verify};
use crate::kit::{MailServer, PASSWORD, Setup, TestApp, Whim};

async fn app(server: &MailServer) -> (TestApp, Clock) {
    let clock = Clock::held_at(Clock::default().now());
    let setup = Setup::new()
        .clock(clock.clone())
        .workers(0)
        .config(|config| config.auth.verify_email = true);
    (
        setup
            .config(|config| server.configure(config))
            .start()
            .await,
        clock,
    )
}

#[tokio::test]
async fn a_mail_that_was_not_taken_is_sent_again_as_the_same_mail() {
    let whims = [
        Whim::Recipient(451),
        Whim::Text(421),
        Whim::Text(452),
        Whim::Drop,
    ];
    let server = MailServer::start(&whims).await;
    let (app, clock) = app(&server).await;
    sign_up(&app.anonymous(), "ada@example.org", PASSWORD).await;
    for tries in 1..=whims.len() {
        assert_eq!(
            (app.run_tasks().await, server.taken()),
            (1, 0),
            "try {tries}"
        );
        clock.advance(TimeDelta::minutes(1));
    }
    assert_eq!((app.run_tasks().await, server.taken()), (1, 1));
    let seen = server.seen();
    assert_eq!(seen.len(), 4, "the first was refused before its text");
    assert!(seen.iter().all(
        |mail| mail.header("Message-ID") == seen[0].header("Message-ID")
            && !mail.header("Message-ID").is_empty()
    ));
    assert_eq!(
        outcome(&verify(&app.anonymous(), &seen[2].token()).await),
        "data",
        "whichever of them is read"
    );
    assert_eq!(app.run_tasks().await, 0);
}

#[tokio::test]
async fn an_address_that_takes_no_mail_is_left_alone_for_a_day() {
    let server = MailServer::start(&[Whim::Recipient(550)]).await;
    let (app, clock) = app(&server).await;
    sign_up(&app.anonymous(), "ada@example.org", PASSWORD).await;
    app.run_tasks().await;
    let depth = app.platform.queue.depth().await.unwrap();
    assert_eq!((depth.waiting, depth.failed), (0, 0));
    request(
        &app.anonymous(),
        "requestEmailVerification",
        "ada@example.org",
    )
    .await;
    app.run_tasks().await;
    assert_eq!(server.taken(), 0);
    sign_up(&app.anonymous(), "bob@example.org", PASSWORD).await;
    app.run_tasks().await;
    assert_eq!(server.taken(), 1, "others get theirs");
    clock.advance(TimeDelta::days(1));
    sign_up(&app.anonymous(), "ada@example.org", PASSWORD).await;
    app.run_tasks().await;
    assert_eq!(server.taken(), 2);
}

#[tokio::test]
async fn what_never_works_is_set_aside() {
    let server = MailServer::start(&[Whim::Text(554)]).await;
    let (app, _) = app(&server).await;
    sign_up(&app.anonymous(), "ada@example.org", PASSWORD).await;
    app.run_tasks().await;
    let depth = app.platform.queue.depth().await.unwrap();
    assert_eq!((depth.waiting, depth.failed), (0, 1));
    assert_eq!(
        app.count_rows("tasks WHERE last_error LIKE '%example.org%'")
            .await,
        0,
        "it contains no personal data"
    );
}

#[tokio::test]
async fn nothing_that_a_stranger_types_is_in_a_mail() {
    let server = MailServer::start(&[]).await;
    let (app, _) = app(&server).await;
    let query = "mutation($input: SignUpInput!) { signUp(input: $input) { verificationSent userErrors { message } } }";
    let name = "Buy at https://evil.example now";
    let input = serde_json::json!({ "input": { "email": "ada@example.org", "password": PASSWORD, "name": name } });
    app.anonymous()
        .gql(query, input)
        .await
        .data("signUp.verificationSent");
    app.run_tasks().await;
    let mail = &server.seen()[0];
    assert!(
        !format!("{}{}", mail.head, mail.text).contains("evil"),
        "{mail:?}"
    );
    let names: Vec<&str> = mail
        .head
        .lines()
        .filter_map(|line| line.split_once(": "))
        .map(|(name, _)| name)
        .collect();
    for name in [
        "From",
        "To",
        "Subject",
        "Message-ID",
        "Date",
        "Auto-Submitted",
        "MIME-Version",
        "Content-Type",
    ] {
        assert_eq!(
            names.iter().filter(|known| **known == name).count(),
            1,
            "{name} in {names:?}"
        );
    }
}

#[tokio::test]
async fn the_mails_of_all_features_say_their_language_and_end_with_their_sender() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    request(&app.anonymous(), "requestPasswordReset", &ada.email).await;
    ada.client
        .gql(
            "mutation { deleteAccount(input: {}) { deletionAt } }",
            serde_json::json!({}),
        )
        .await
        .data("deleteAccount");
    let mails = app.mails_after(0).await;
    let mut subjects: Vec<&str> = mails.iter().map(|mail| mail.header("Subject")).collect();
    subjects.sort_unstable();
    assert_eq!(
        subjects,
        ["Choose a new password", "Your account will be erased"]
    );
    for mail in &mails {
        assert_eq!(mail.header("Content-Language"), "en", "{}", mail.head);
        let end: Vec<&str> = mail.text.lines().rev().take(2).collect();
        assert_eq!(
            end,
            [
                "This message was sent automatically by Careergraph; replies are not read.",
                ""
            ],
            "{}",
            mail.text
        );
    }
}

#[tokio::test]
async fn a_mail_is_plain_text_and_html_in_the_language_of_the_user() {
    let page = "https://app.example.org/reset?a=1&token=";
    let app = Setup::new()
        .workers(0)
        .config(|config| page.clone_into(&mut config.mail.reset_url))
        .start()
        .await;
    let ada = app.sign_up("ada").await;
    let german = "mutation { updateAccount(input: { locale: \"de\" }) { userErrors { message } } }";
    ada.client
        .gql(german, json!({}))
        .await
        .data("updateAccount.userErrors");
    let before = app.mails().len();
    request(&app.anonymous(), "requestPasswordReset", &ada.email).await;
    let mail = app.mails_after(before).await.remove(0);
    assert_eq!(mail.header("Content-Language"), "de");
    let link = mail.text.lines().find(|line| line.starts_with(page));
    let link = link.unwrap_or_else(|| panic!("no link in {}", mail.text));
    assert!(
        mail.text
            .contains("Um ein neues Passwort zu wählen, öffnen Sie:")
    );
    // In HTML, the address is escaped, on the button and in plain sight.
    let token = link.strip_prefix(page).expect("the token");
    assert_eq!(mail.html.matches(token).count(), 3, "{}", mail.html);
    assert!(mail.html.contains("a=1&amp;token="), "{}", mail.html);
    assert!(
        mail.html.contains("<html lang=\"de\">") && mail.html.contains("Neues Passwort wählen")
    );
    for part in [&mail.text, &mail.html] {
        assert!(part.contains("Antworten werden nicht gelesen."));
    }
}

#[tokio::test]
async fn sent_mails_are_shown_to_the_machine_itself() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let anonymous = app.anonymous();
    let page = async |path: &str| {
        let asked = anonymous.request(Method::GET, path, &[]);
        anonymous.send(asked).await
    };
    let empty = page("/dev/mail").await;
    assert_eq!(empty.status, 200);
    assert!(empty.text.contains("No mail was sent"), "{}", empty.text);
    request(&anonymous, "requestPasswordReset", &ada.email).await;
    let mail = app.mails_after(0).await.remove(0);
    let list = page("/dev/mail").await;
    assert!(list.text.contains("Choose a new password") && list.text.contains(&ada.email));
    let id = list.text.split("/dev/mail/").nth(1).expect("a link");
    let id = id.split('"').next().expect("its end");
    let html = page(&format!("/dev/mail/{id}")).await;
    assert_eq!(
        html.text.trim_end(),
        mail.html.replace("\r\n", "\n").trim_end()
    );
    assert_eq!(html.header("cache-control"), "no-store");
    let plain = page(&format!("/dev/mail/{id}/text")).await;
    assert!(plain.text.contains(&mail.token()));
    assert_eq!(page("/dev/mail/none").await.status, 404);
}

#[tokio::test]
async fn mails_that_leave_the_machine_are_not_kept() {
    let server = MailServer::start(&[]).await;
    let (app, _) = app(&server).await;
    let client = app.anonymous();
    let asked = client.request(Method::GET, "/dev/mail", &[]);
    assert_eq!(client.send(asked).await.status, 404);
    assert!(app.platform.mail.kept().is_empty());
}
