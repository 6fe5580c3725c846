//! People whom no import has had for long are deleted.

use careergraph::platform::clock::Clock;
use chrono::TimeDelta;
use serde_json::json;

use super::{add, done, import_people, names, people, row};
use crate::kit::Setup;

#[tokio::test]
async fn a_person_expires_unless_an_import_has_them_or_the_user_changes_them() {
    let clock = Clock::held_at("2026-01-15T12:00:00Z".parse().unwrap());
    let app = Setup::new()
        .workers(0)
        .clock(clock.clone())
        .config(|config| config.connections.keep_months = 2)
        .start()
        .await;
    let mut ada = app.sign_up("ada").await;
    let rows = [
        row(["Ann Old", "ann", "", "", ""]),
        row(["Bo Seen", "bo", "", "", ""]),
        row(["Cy Noted", "cy", "", "", ""]),
    ];
    import_people(&app, &ada, &rows).await;
    add(&ada, json!({ "firstName": "Dee", "lastName": "Typed" })).await;
    let query = "{ viewer { connections(first: 1) { nodes { expiresAt } } } }";
    let answer = ada.client.gql(query, json!({})).await;
    assert!(
        answer
            .text_at("viewer.connections.nodes.0.expiresAt")
            .starts_with("2026-03-15T12:00:00")
    );

    clock.advance(TimeDelta::days(40));
    ada = ada.sign_in_again(&app).await;
    import_people(&app, &ada, &rows[1..2]).await;
    let noted = people(&ada, "(query: \"cy\")").await.remove(0);
    done(
        &ada,
        "updatePerson",
        json!({ "id": noted["id"], "expectedVersion": 1, "notes": "Call." }),
    )
    .await;
    assert_eq!(app.connections.expire().await.unwrap(), 0);

    clock.advance(TimeDelta::days(20));
    app.registry.run_schedule().await;
    ada = ada.sign_in_again(&app).await;
    assert_eq!(names(&ada, "").await, ["Bo Seen", "Cy Noted"]);
    // Whoever expired was not removed by hand.
    assert_eq!(import_people(&app, &ada, &rows).await.added, 1);
}
