//! Pages of changes: what is told, in which order, and after which cursor.

use serde_json::{Value, json};

use super::{asked, cursor_at, cursor_now, expected, number_of, page, told};
use crate::kit::{Setup, input_of};

#[tokio::test]
async fn what_was_done_is_told_in_order_with_the_object_as_it_is_now() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let before = cursor_now(&ada.client).await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let other = ada.begin("Cargolane", "APPLIED").await;
    ada.step("move", &card, &json!({ "to": "OFFER" })).await;
    let skills =
        "mutation { setSkills(input: { expectedVersion: 0, skills: [] }) { profile { version } } }";
    ada.client.gql(skills, json!({})).await;
    let read = page(&ada.client, json!({ "after": before })).await;
    let changes = read["changes"].as_array().unwrap();
    let lines: Vec<Value> = changes
        .iter()
        .map(|it| {
            json!([
                it["kind"],
                it["operation"],
                it["version"],
                it["node"]["id"],
                it["actor"],
                it["actorName"]
            ])
        })
        .collect();
    assert_eq!(
        lines,
        [
            json!(["APPLICATION", "CREATED", 1, other["id"], "USER", null]),
            json!(["APPLICATION", "CHANGED", 2, card["id"], "USER", null]),
            json!(["PROFILE", "CREATED", 1, null, "USER", null]),
        ],
        "of each object the last change"
    );
    assert_eq!(read["hasMore"], false);
    assert_eq!(read["cursor"], changes[2]["cursor"]);
    let after = read["cursor"].as_str().unwrap();
    assert_eq!(told(&ada.client, after).await, expected(&[]));
    assert_eq!(cursor_now(&ada.client).await, after);
}

#[tokio::test]
async fn pages_have_each_change_once_and_none_is_lost_between_them() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let before = cursor_now(&ada.client).await;
    for number in 0..7 {
        ada.begin(&format!("Company {number}"), "APPLIED").await;
    }
    let (mut seen, mut after) = (Vec::new(), before);
    loop {
        let read = page(&ada.client, json!({ "after": after, "first": 3 })).await;
        let changes = read["changes"].as_array().unwrap();
        seen.extend(
            changes
                .iter()
                .map(|it| number_of(it["cursor"].as_str().unwrap())),
        );
        read["cursor"].as_str().unwrap().clone_into(&mut after);
        if read["hasMore"] == false {
            break;
        }
        assert_eq!(changes.len(), 3);
    }
    assert_eq!(seen, (1..=7).collect::<Vec<i64>>(), "without gaps");
}

#[tokio::test]
async fn a_page_of_some_kinds_passes_the_others_over() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let before = cursor_now(&ada.client).await;
    let add = "mutation { addPerson(input: { firstName: \"Ann\" }) { person { id } } }";
    for number in 0..4 {
        ada.begin(&format!("Company {number}"), "APPLIED").await;
        ada.client
            .gql(add, json!({}))
            .await
            .text_at("addPerson.person.id");
    }
    let ask = async |kinds: Value, first: i64| {
        page(
            &ada.client,
            json!({ "after": before, "kinds": kinds, "first": first }),
        )
        .await
    };
    let people = ask(json!(["PERSON"]), 10).await;
    assert_eq!(people["changes"].as_array().unwrap().len(), 4);
    let both = ask(json!(["PERSON", "APPLICATION", "DOCUMENT"]), 5).await;
    let kinds: Vec<&Value> = both["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["kind"])
        .collect();
    assert_eq!(
        kinds,
        [
            "APPLICATION",
            "PERSON",
            "APPLICATION",
            "PERSON",
            "APPLICATION"
        ]
    );
    assert_eq!(both["hasMore"], true);
    let none = ask(json!(["DOCUMENT"]), 10).await;
    assert_eq!(none["changes"], json!([]));
    assert_eq!(
        none["cursor"],
        cursor_now(&ada.client).await,
        "the position is after the changes of other kinds"
    );
}

#[tokio::test]
async fn a_deletion_is_told_and_nothing_else_of_the_object() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let before = cursor_now(&ada.client).await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let delete = "mutation($input: DeleteApplicationInput!) { deleteApplication(input: $input) { deletedApplicationId } }";
    let input = input_of(&card, &json!({}));
    ada.client
        .gql(delete, json!({ "input": input }))
        .await
        .text_at("deleteApplication.deletedApplicationId");
    let read = page(&ada.client, json!({ "after": before })).await;
    assert_eq!(read["changes"].as_array().unwrap().len(), 1);
    let change = &read["changes"][0];
    assert_eq!(
        json!([
            change["operation"],
            change["objectId"],
            change["version"],
            change["node"]
        ]),
        json!(["DELETED", card["id"], null, null])
    );
}

#[tokio::test]
async fn what_is_refused_rolled_back_or_repeated_tells_nothing() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let new = json!({ "company": "Fernhill", "role": "Cook", "stage": "PREPARING", "idempotencyKey": "one" });
    let card = ada.done("create", new.clone()).await;
    let before = cursor_now(&ada.client).await;
    ada.done("create", new).await;
    ada.refused(
        "move",
        input_of(&card, &json!({ "to": "OFFER" })),
        "InvalidTransitionError",
    )
    .await;
    let mut dry = input_of(&card, &json!({ "note": "n" }));
    dry["dryRun"] = json!(true);
    ada.done("update", dry).await;
    assert_eq!(told(&ada.client, &before).await, expected(&[]));
    assert_eq!(cursor_now(&ada.client).await, before);
}

#[tokio::test]
async fn cursors_of_others_and_of_other_lists_are_refused() {
    let app = Setup::new().workers(0).start().await;
    let (ada, eve) = (app.sign_up("ada").await, app.sign_up("eve").await);
    ada.begin("Fernhill", "APPLIED").await;
    let list = "{ viewer { applications { edges { cursor } } } }";
    let of_list = ada.client.gql(list, json!({})).await;
    let of_list = of_list.text_at("viewer.applications.edges.0.cursor");
    for after in ["", "nonsense", &of_list, &cursor_now(&eve.client).await] {
        let answer = asked(&ada.client, json!({ "after": after })).await;
        assert_eq!(answer.code(), "BAD_USER_INPUT", "{after}");
    }
    for variables in [
        json!({ "first": 0 }),
        json!({ "first": 101 }),
        json!({ "kinds": [] }),
    ] {
        let answer = asked(&ada.client, variables).await;
        assert_eq!(answer.code(), "BAD_USER_INPUT", "{}", answer.text);
    }
    // A number that the feed has not reached: of a database that was restored from a backup.
    for number in [-1, 2, i64::MAX] {
        let after = cursor_at(ada.user_id, number);
        let answer = asked(&ada.client, json!({ "after": after })).await;
        assert_eq!(answer.code(), "RESYNC_REQUIRED", "{number}");
    }
}

#[tokio::test]
async fn the_feed_of_another_has_its_own_numbers() {
    let app = Setup::new().workers(0).start().await;
    let (ada, ben) = (app.sign_up("ada").await, app.sign_up("ben").await);
    let before = cursor_now(&ben.client).await;
    for name in ["One", "Two", "Three"] {
        ada.begin(name, "APPLIED").await;
    }
    ben.begin("His", "APPLIED").await;
    assert_eq!(told(&ben.client, &before).await.len(), 1);
    assert_eq!(number_of(&cursor_now(&ben.client).await), 1);
    assert_eq!(number_of(&cursor_now(&ada.client).await), 3);
}

#[tokio::test]
async fn the_last_change_of_an_object_is_found_by_its_id() {
    let app = Setup::new().workers(0).start().await;
    let (ada, bo) = (app.sign_up("ada").await, app.sign_up("bo").await);
    let card = ada.begin("Fernhill", "APPLIED").await;
    let user = ada.user_id.to_string();
    let zone = "mutation { updateAccount(input: { timeZone: \"Europe/Rome\" }) { user { id } } }";
    ada.client
        .gql(zone, json!({}))
        .await
        .text_at("updateAccount.user.id");
    let page = page(&ada.client, json!({ "after": cursor_at(ada.user_id, 0) })).await;
    let of_page = page["changes"].as_array().expect("changes");
    assert_eq!(of_page.len(), 2);
    let query = "query($kind: ObjectKind!, $id: ID!) { viewer { lastChange(kind: $kind, objectId: $id) { cursor operation } } }";
    let id = card["id"].as_str().expect("an id");
    for (user, kind, id, found) in [
        (&ada, "APPLICATION", id, Some(0)),
        (&ada, "ACCOUNT", &user, Some(1)),
        (&ada, "LINKED_IN_SYNC", &user, None),
        (&ada, "PERSON", id, None),
        (&ada, "APPLICATION", "appl_", None),
        (&ada, "APPLICATION", "", None),
        (&bo, "APPLICATION", id, None),
    ] {
        let asked = json!({ "kind": kind, "id": id });
        let answer = user.client.gql(query, asked).await;
        let found = found.map_or(&Value::Null, |place: usize| &of_page[place]["cursor"]);
        let change = answer.data("viewer.lastChange");
        assert_eq!(&change["cursor"], found, "{kind} {id}");
    }
}
