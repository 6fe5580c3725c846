//! Changes are kept for a stated time; who reads after an older cursor is told to read everything again.

use careergraph::platform::clock::Clock;
use chrono::TimeDelta;
use serde_json::json;

use super::{asked, cursor_now, expected, told};
use crate::kit::{Setup, Socket};

#[tokio::test]
async fn an_old_cursor_is_answered_with_resync_required() {
    let clock = Clock::held_at(Clock::default().now());
    let setup = Setup::new().workers(0).clock(clock.clone());
    let app = setup
        .config(|config| config.changes.keep_days = 30)
        .start()
        .await;
    let ada = app.sign_up("ada").await;
    let before = cursor_now(&ada.client).await;
    ada.begin("Old", "APPLIED").await;
    let after_old = cursor_now(&ada.client).await;
    clock.advance(TimeDelta::days(20));
    let ada = ada.sign_in_again(&app).await;
    ada.begin("New", "APPLIED").await;
    app.changes.clone().sweep().await.unwrap();
    assert_eq!(
        told(&ada.client, &before).await.len(),
        2,
        "nothing is old yet"
    );
    clock.advance(TimeDelta::days(11));
    let ada = ada.sign_in_again(&app).await;
    app.changes.clone().sweep().await.unwrap();
    let answer = asked(&ada.client, json!({ "after": before })).await;
    assert_eq!(answer.code(), "RESYNC_REQUIRED");
    assert_eq!(
        told(&ada.client, &after_old).await,
        expected(&[("APPLICATION", "CREATED", Some(1))]),
        "after this cursor nothing is missing"
    );
    let mut socket = Socket::connect(&app, Some(&ada.access_token)).await;
    let follow = "subscription($after: String) { changed(after: $after) { cursor } }";
    socket
        .subscribe("1", follow, json!({ "after": before }))
        .await;
    let message = socket.next().await;
    let code = &message["payload"]["errors"][0]["extensions"]["code"];
    assert_eq!(code, "RESYNC_REQUIRED", "{message}");
    assert_eq!(socket.next().await["type"], "complete");
    // All changes are forgotten; the last cursor stays valid, and the next change has the next number.
    clock.advance(TimeDelta::days(40));
    let ada = ada.sign_in_again(&app).await;
    let last = cursor_now(&ada.client).await;
    app.changes.clone().sweep().await.unwrap();
    assert_eq!(app.count_rows("changes").await, 0);
    assert_eq!(told(&ada.client, &last).await, expected(&[]));
    ada.begin("Again", "APPLIED").await;
    assert_eq!(told(&ada.client, &last).await.len(), 1);
    assert_eq!(app.platform.feed.last(ada.user_id).await.unwrap(), 3);
}
