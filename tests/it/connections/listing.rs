//! Lists of people: search, filters, orders and pages.

use careergraph::platform::clock::Clock;
use serde_json::{Value, json};

use super::{add, import_people, names, people, row};
use crate::kit::{Setup, TestApp, TestUser};

async fn start() -> (TestApp, TestUser) {
    let noon = "2026-11-27T12:00:00Z".parse().unwrap();
    let app = Setup::new()
        .workers(0)
        .clock(Clock::held_at(noon))
        .start()
        .await;
    let ada = app.sign_up("ada").await;
    (app, ada)
}

#[tokio::test]
async fn words_are_found_by_their_beginnings_without_regard_to_case_and_accents() {
    let (app, ada) = start().await;
    let rows = [
        row(["José Ponta", "jose", "Müller & Söhne", "Bäcker", "5"]),
        row(["Ana Josefa Łuk", "ana", "Fernhill", "Cook", "6"]),
        row(["Bo 100%_Lind", "bo", "C++ Works", "Cook", "7"]),
    ];
    import_people(&app, &ada, &rows).await;
    for (query, found) in [
        ("jos", vec!["Ana Josefa Łuk", "José Ponta"]),
        ("JOSÉ", vec!["Ana Josefa Łuk", "José Ponta"]),
        ("jose pon", vec!["José Ponta"]),
        ("muller", vec!["José Ponta"]),
        ("sohn jose", vec!["José Ponta"]),
        ("luk", vec!["Ana Josefa Łuk"]),
        ("cook", vec!["Ana Josefa Łuk", "Bo 100%_Lind"]),
        ("c++", vec!["Bo 100%_Lind"]),
        ("ose", vec![]),
        ("%", vec![]),
        ("nobody", vec![]),
        ("  ", vec!["Ana Josefa Łuk", "Bo 100%_Lind", "José Ponta"]),
    ] {
        assert_eq!(
            names(&ada, &format!("(query: \"{query}\")")).await,
            found,
            "{query}"
        );
    }
    let long = format!(
        "{{ viewer {{ connections(query: \"{}\") {{ totalCount }} }} }}",
        "x".repeat(201)
    );
    assert_eq!(
        ada.client.gql(&long, json!({})).await.code(),
        "BAD_USER_INPUT"
    );
}

#[tokio::test]
async fn people_are_filtered_by_tags_company_and_follow_up_date() {
    let (_app, ada) = start().await;
    for (name, company, tags, date) in [
        (
            "Ann",
            "Fernhill Ltd",
            json!(["VIP", "Café 100%"]),
            json!("2026-11-27"),
        ),
        (
            "Bob",
            "Fernhill Limited",
            json!(["vip"]),
            json!("2026-11-28"),
        ),
        ("Cy", "Fernhill Bank", json!(["vi"]), json!("2026-12")),
        ("Dee", "", json!([]), Value::Null),
    ] {
        add(
            &ada,
            json!({ "firstName": name, "company": company, "tags": tags, "followUpOn": date }),
        )
        .await;
    }
    for (filter, found) in [
        ("tags: [\"vip\"]", vec!["Ann", "Bob"]),
        ("tags: [\"Vip\", \"cafe 100%\"]", vec!["Ann"]),
        ("tags: [\"%\"]", vec![]),
        ("tags: [\"v_p\"]", vec![]),
        ("company: \"FERNHILL LTD.\"", vec!["Ann", "Bob"]),
        ("company: \"Fernhill Bank\"", vec!["Cy"]),
        ("company: \"Fernhill Ba\"", vec![]),
        ("followUpDue: true", vec!["Ann"]),
        ("followUpDue: false", vec!["Bob", "Cy", "Dee"]),
        ("followUpBy: \"2026-11\"", vec!["Ann", "Bob"]),
        ("followUpBy: \"2026\"", vec!["Ann", "Bob", "Cy"]),
        ("tags: [\"vip\"], followUpBy: \"2026-11-27\"", vec!["Ann"]),
    ] {
        assert_eq!(
            names(&ada, &format!("(filter: {{ {filter} }})")).await,
            found,
            "{filter}"
        );
    }
    // It is tomorrow already where the user lives.
    let zone = "mutation { updateAccount(input: { timeZone: \"Pacific/Kiritimati\" }) { userErrors { code } } }";
    ada.client.gql(zone, json!({})).await.data("updateAccount");
    let due = names(&ada, "(filter: { followUpDue: true })").await;
    assert_eq!(due, ["Ann", "Bob"]);
}

#[tokio::test]
async fn pages_of_each_order_show_each_person_once() {
    let (app, ada) = start().await;
    let rows: Vec<_> = (0..30)
        .map(|n| {
            let name = format!("Name{} Last", n % 4);
            let day = if n % 5 == 0 {
                String::new()
            } else {
                (1 + n % 7).to_string()
            };
            row([&name, &format!("p{n}"), "Marl", "", &day])
        })
        .collect();
    import_people(&app, &ada, &rows).await;
    for person in people(&ada, "(first: 9)").await {
        let date = if person["profileUrl"].as_str().unwrap().ends_with('4') {
            "2026"
        } else {
            "2026-12-05"
        };
        let input = json!({ "id": person["id"], "expectedVersion": 1, "followUpOn": date });
        super::done(&ada, "updatePerson", input).await;
    }
    for (order, key) in [
        ("NAME", "name"),
        ("LAST_CONNECTED", "connectedOn"),
        ("FOLLOW_UP", "followUpOn"),
        ("NEWEST", "id"),
    ] {
        let (mut seen, mut after) = (Vec::new(), Value::Null);
        loop {
            let query = format!(
                "query($after: String) {{ viewer {{ connections(first: 7, after: $after, order: {order}) {{ totalCount nodes {{ id name connectedOn followUpOn }} pageInfo {{ hasNextPage endCursor }} }} }} }}"
            );
            let answer = ada.client.gql(&query, json!({ "after": after })).await;
            let page = answer.data("viewer.connections");
            assert_eq!(page["totalCount"], 30);
            seen.extend(page["nodes"].as_array().unwrap().clone());
            if page["pageInfo"]["hasNextPage"] != true {
                break;
            }
            after = page["pageInfo"]["endCursor"].clone();
        }
        let ids: std::collections::BTreeSet<&str> =
            seen.iter().map(|it| it["id"].as_str().unwrap()).collect();
        assert_eq!((seen.len(), ids.len()), (30, 30), "{order}");
        let none = if order == "FOLLOW_UP" { "~" } else { "" };
        let keys: Vec<&str> = seen
            .iter()
            .map(|it| it[key].as_str().unwrap_or(none))
            .collect();
        let mut sorted = keys.clone();
        sorted.sort_unstable();
        if matches!(order, "LAST_CONNECTED" | "NEWEST") {
            sorted.reverse();
        }
        assert_eq!(keys, sorted, "{order}");
    }
}

#[tokio::test]
async fn a_cursor_of_another_list_is_refused() {
    let (app, ada) = start().await;
    import_people(&app, &ada, &[row(["Bo Lind", "bo", "", "", ""])]).await;
    let ask = async |order: &str, after: &str| {
        let query = format!(
            "{{ viewer {{ connections(order: {order}, after: \"{after}\") {{ nodes {{ id }} pageInfo {{ endCursor }} }} }} }}"
        );
        ada.client.gql(&query, json!({})).await
    };
    let query = "{ viewer { connections { pageInfo { endCursor } } } }";
    let cursor = ada
        .client
        .gql(query, json!({}))
        .await
        .text_at("viewer.connections.pageInfo.endCursor");
    assert_eq!(
        ask("NAME", &cursor).await.data("viewer.connections.nodes"),
        &json!([])
    );
    for (order, after) in [
        ("NEWEST", cursor.as_str()),
        ("NAME", "nonsense"),
        ("NAME", ""),
        ("NAME", &"A".repeat(2_000)),
    ] {
        assert_eq!(
            ask(order, after).await.code(),
            "BAD_USER_INPUT",
            "{order} {after}"
        );
    }
}

#[tokio::test]
async fn people_are_visible_to_their_user_only() {
    let (app, ada) = start().await;
    let bob = app.sign_up("bob").await;
    let person = add(
        &ada,
        json!({ "firstName": "Ann", "email": "Ann@Example.net" }),
    )
    .await;
    assert_eq!(person["email"], "ann@example.net");
    let query = "query($id: ID!) { node(id: $id) { ... on Person { name } } viewer { person(id: $id) { name } } }";
    let answer = ada.client.gql(query, json!({ "id": person["id"] })).await;
    assert_eq!(
        answer.json["data"]["node"],
        answer.json["data"]["viewer"]["person"]
    );
    assert_eq!(answer.text_at("node.name"), "Ann");
    let answer = bob.client.gql(query, json!({ "id": person["id"] })).await;
    assert_eq!(answer.json["data"]["node"], Value::Null);
    assert_eq!(answer.code(), "NOT_FOUND");
    assert_eq!(people(&bob, "").await.len(), 0);
}
