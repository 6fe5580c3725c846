//! The companies at which a user knows people, which the database keeps beside the people.

use careergraph::platform::clock::Clock;
use chrono::TimeDelta;
use migration::{Migrator, MigratorTrait};
use serde_json::json;

use super::{add, done, import_people, people, remove, row};
use crate::{
    jobs::{record, store},
    kit::{Setup, TestApp},
};

/// The number of companies that are kept, all of them as the people say.
async fn kept(app: &TestApp) -> i64 {
    let counted = "SELECT user_id, company_id, count(*) AS people FROM people WHERE company_id IS NOT NULL GROUP BY user_id, company_id";
    let kept = "SELECT user_id, company_id, people FROM connected_companies";
    for [one, other] in [[counted, kept], [kept, counted]] {
        let differing = format!(
            "(SELECT * FROM ({one}) AS one EXCEPT SELECT * FROM ({other}) AS other) AS differing"
        );
        assert_eq!(app.count_rows(&differing).await, 0, "{differing}");
    }
    app.count_rows("connected_companies").await
}

#[tokio::test]
async fn the_companies_of_connections_follow_every_change_of_people() {
    let clock = Clock::held_at("2026-01-15T12:00:00Z".parse().unwrap());
    let app = Setup::new()
        .workers(0)
        .clock(clock.clone())
        .config(|config| config.connections.keep_months = 2)
        .start()
        .await;
    for company in ["Marl", "Fernhill"] {
        store(&app, company, &[record("Cook", "You cook.")]).await;
    }
    let mut ada = app.sign_up("ada").await;
    let bob = app.sign_up("bob").await;
    let rows = [
        row(["Ann Old", "ann", "Marl", "", ""]),
        row(["Bo Old", "bo", "Marl", "", ""]),
        row(["Cy Old", "cy", "Tarn", "", ""]),
    ];
    import_people(&app, &ada, &rows).await;
    import_people(&app, &bob, &rows[..1]).await;
    assert_eq!(kept(&app).await, 2);

    let moved = row(["Bo Old", "bo", "Fernhill", "", ""]);
    import_people(&app, &ada, &[moved]).await;
    assert_eq!(kept(&app).await, 3, "changed by an import");

    let dee = add(&ada, json!({ "firstName": "Dee", "company": "Fernhill" })).await;
    let known = json!({ "id": dee["id"], "expectedVersion": dee["version"], "company": "Nowhere" });
    assert_eq!(kept(&app).await, 3);
    let dee = done(&ada, "updatePerson", known).await;
    assert_eq!(kept(&app).await, 3, "changed by hand");

    for company in ["Tarn", "Nowhere"] {
        store(&app, company, &[record("Cook", "You cook.")]).await;
    }
    assert_eq!(app.connections.match_companies().await.unwrap(), 2);
    assert_eq!(kept(&app).await, 5, "matched later");
    remove(&ada, &dee).await;
    assert_eq!(kept(&app).await, 4, "removed");

    clock.advance(TimeDelta::days(40));
    ada = ada.sign_in_again(&app).await;
    import_people(&app, &ada, &rows[..1]).await;
    clock.advance(TimeDelta::days(30));
    assert_eq!(app.connections.expire().await.unwrap(), 3, "of two users");
    assert_eq!(kept(&app).await, 1, "expired");
    app.execute("DELETE FROM users").await;
    assert_eq!(kept(&app).await, 0, "erased");
}

#[tokio::test]
async fn the_companies_of_known_people_are_counted_by_the_migration() {
    let app = Setup::new().workers(0).start().await;
    store(&app, "Marl", &[record("Cook", "You cook.")]).await;
    let ada = app.sign_up("ada").await;
    let rows = [
        row(["Ann", "ann", "Marl", "", ""]),
        row(["Bo", "bo", "Marl", "", ""]),
        row(["Cy", "cy", "Tarn", "", ""]),
    ];
    import_people(&app, &ada, &rows).await;
    let conn = app.below("_connected_companies").await;
    // People change without the triggers.
    app.execute("UPDATE people SET company_id = NULL WHERE first_name = 'Bo'")
        .await;
    Migrator::up(&conn, None).await.unwrap();
    assert_eq!(kept(&app).await, 1);
    assert_eq!(people(&ada, "").await.len(), 3);
}
