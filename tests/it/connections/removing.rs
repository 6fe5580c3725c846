//! Removed people, and what is kept of them.

use serde_json::json;

use super::{add, import_people, names, people, remove, row};
use crate::kit::Setup;

#[tokio::test]
async fn a_removed_person_is_not_brought_back_by_the_next_import() {
    let app = Setup::new().workers(0).start().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let rows = [
        row(["Rui Sample", "rui", "Marl", "Hand", "5"]),
        row(["Rui Sample", "rui-2", "Marl", "Hand", "5"]),
        row(["Bo Lind", "", "Peel", "Baker", "7"]),
    ];
    import_people(&app, &ada, &rows).await;
    let all = people(&ada, "").await;
    let one = all
        .iter()
        .find(|it| it["profileUrl"].as_str().unwrap_or("").ends_with("/rui"));
    remove(&ada, one.unwrap()).await;
    remove(&ada, &all[0]).await;
    // The other person of the name stays and is recognised; the removed ones stay away in any form.
    let again = [
        row(["Rui Sample", "Rui/?x=1", "Peel", "Lead", "6"]),
        rows[1].clone(),
        row(["BO LIND", "", "Tarn", "Cook", "7"]),
        row(["Bo Lind", "bo-lind", "Peel", "Baker", "7"]),
    ];
    let imported = import_people(&app, &ada, &again).await;
    assert_eq!((imported.removed, imported.kept, imported.added), (3, 1, 0));
    assert_eq!(names(&ada, "").await, ["Rui Sample"]);
    assert_eq!(
        import_people(&app, &bob, &rows).await.added,
        3,
        "another user"
    );
    // The user may add them again.
    add(
        &ada,
        json!({ "firstName": "Bo", "lastName": "Lind", "connectedOn": "2025-01-07" }),
    )
    .await;
    let imported = import_people(&app, &ada, &rows).await;
    assert_eq!((imported.removed, imported.added), (1, 0));
}

#[tokio::test]
async fn of_a_removed_person_only_a_keyed_hash_is_left() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let input = json!({ "firstName": "Quetzal", "lastName": "Coatl", "profileUrl": "https://x.example/quetzal",
        "notes": "quetzal", "idempotencyKey": "one" });
    let person = add(&ada, input.clone()).await;
    assert_eq!(add(&ada, input.clone()).await, person, "a retry");
    remove(&ada, &person).await;
    let mut left = String::new();
    for table in crate::personal_data::tables(&app).await {
        for row in crate::personal_data::rows_of(&app, &table).await {
            if row.to_lowercase().contains("quetzal") {
                left.extend([&table, ": ", &row, "\n"]);
            }
        }
    }
    assert_eq!(left, "");
    assert_eq!(app.count_rows("removed_people").await, 2);
    let query = "mutation($input: AddPersonInput!) { addPerson(input: $input) { person { id } } }";
    let retry = ada.client.gql(query, json!({ "input": input })).await;
    assert_eq!(retry.code(), "NOT_FOUND", "{}", retry.text);
}

#[tokio::test]
async fn all_people_are_removed_at_once_and_return_only_if_they_may() {
    let app = Setup::new().workers(0).start().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let rows = [
        row(["Rui Sample", "rui", "Marl", "Hand", "5"]),
        row(["Bo Lind", "", "Peel", "Baker", "7"]),
    ];
    let query = "mutation($input: RemoveAllPeopleInput!) { removeAllPeople(input: $input) { removed userErrors { message } } }";
    import_people(&app, &bob, &rows).await;
    for (may_return, added) in [(false, 0), (true, 2)] {
        import_people(&app, &ada, &rows).await;
        let known = people(&ada, "").await.len();
        for (input, removed) in [
            (json!({ "mayReturn": may_return, "dryRun": true }), known),
            (
                json!({ "mayReturn": may_return, "idempotencyKey": may_return.to_string() }),
                known,
            ),
            (
                json!({ "mayReturn": may_return, "idempotencyKey": may_return.to_string() }),
                known,
            ),
        ] {
            let answer = ada.client.gql(query, json!({ "input": input })).await;
            assert_eq!(answer.data("removeAllPeople.removed"), removed);
        }
        assert_eq!(people(&ada, "").await.len(), 0);
        assert_eq!(
            import_people(&app, &ada, &rows).await.added,
            added,
            "{may_return}"
        );
    }
    assert_eq!(people(&bob, "").await.len(), 2);
}
