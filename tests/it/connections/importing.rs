//! Imports of people.

use ::importing::record::Connection;
use careergraph::features::connections::{Compared, ImportedPeople, PersonChoice};
use serde_json::json;

use super::{add, done, import_people, import_people_as, people, remove, row};
use crate::kit::{Setup, TestApp, TestUser};

/// Added, changed, kept, removed.
fn counts(imported: &ImportedPeople) -> [usize; 4] {
    [
        imported.added,
        imported.changed,
        imported.kept,
        imported.removed,
    ]
}

async fn start() -> (TestApp, TestUser) {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    (app, ada)
}

async fn compared(app: &TestApp, user: &TestUser, rows: &[Connection]) -> Vec<&'static str> {
    let conn = app.platform.db.conn();
    let comparison = app.connections.compare(conn, user.user_id, rows).await;
    let rows = comparison.unwrap().rows;
    rows.iter()
        .map(|row| match row {
            Compared::Add => "add",
            Compared::Change { .. } => "change",
            Compared::Conflict { .. } => "conflict",
            Compared::Keep { .. } => "keep",
            Compared::Removed => "removed",
        })
        .collect()
}

#[tokio::test]
async fn a_file_brings_its_people_in_and_the_same_file_changes_nothing() {
    let (app, ada) = start().await;
    let rows = [
        row(["Amara Quayle, PhD 🚀", "amara", "Fernhill", "Cook", "5"]),
        row(["Amara Quayle", "amara-q", "Marl", "Hand", "6"]),
        row(["Bo Lind", "", "Peel", "Baker", "7"]),
        Connection {
            email: Some("rui@example.net".to_owned()),
            ..row(["Rui Sample", "rui", "", "", ""])
        },
    ];
    assert_eq!(compared(&app, &ada, &rows).await, ["add"; 4]);
    assert_eq!(
        counts(&import_people(&app, &ada, &rows).await),
        [4, 0, 0, 0]
    );
    let first = people(&ada, "").await;
    assert_eq!(first.len(), 4);
    assert_eq!(first[1]["name"], "Amara Quayle, PhD 🚀", "as written");
    assert_eq!(
        first[3],
        json!({ "id": first[3]["id"], "name": "Rui Sample", "firstName": "Rui", "lastName": "Sample",
            "profileUrl": "https://www.linkedin.com/in/rui", "email": "rui@example.net", "companyName": "", "companyId": null,
            "position": "", "connectedOn": null, "notes": "", "tags": [], "followUpOn": null, "source": "EXPORT_ZIP", "version": 1 })
    );
    assert_eq!(compared(&app, &ada, &rows).await, ["keep"; 4]);
    assert_eq!(
        counts(&import_people(&app, &ada, &rows).await),
        [0, 0, 4, 0]
    );
    assert_eq!(people(&ada, "").await, first);
}

#[tokio::test]
async fn a_newer_file_updates_people_and_leaves_what_the_user_wrote() {
    let (app, ada) = start().await;
    let before = [
        row(["Rui Sample", "rui", "Marl", "Hand", "5"]),
        row(["Bo Lind", "", "Peel", "Baker", "7"]),
    ];
    import_people(&app, &ada, &before).await;
    for person in people(&ada, "").await {
        let input = json!({ "id": person["id"], "expectedVersion": 1, "notes": "Met at the fair.", "tags": ["fair"], "followUpOn": "2026-12-01" });
        done(&ada, "updatePerson", input).await;
    }
    let after = [
        row(["Rui Sample-Stone", "rui", "Fernhill", "Lead", "6"]),
        row(["Bo Lind", "", "Tarn", "Cook", "7"]),
        row(["Cy New", "cy", "", "", ""]),
    ];
    assert_eq!(
        compared(&app, &ada, &after).await,
        ["change", "change", "add"]
    );
    assert_eq!(
        counts(&import_people(&app, &ada, &after).await),
        [1, 2, 0, 0]
    );
    let now = people(&ada, "").await;
    let shown = |index: usize| {
        let person = &now[index];
        let fields = [
            "name",
            "companyName",
            "position",
            "connectedOn",
            "notes",
            "followUpOn",
        ];
        fields.map(|field| person[field].as_str().unwrap_or("null").to_owned())
    };
    assert_eq!(
        shown(0),
        [
            "Bo Lind",
            "Tarn",
            "Cook",
            "2025-01-07",
            "Met at the fair.",
            "2026-12-01"
        ]
    );
    assert_eq!(
        shown(2),
        [
            "Rui Sample-Stone",
            "Fernhill",
            "Lead",
            "2025-01-06",
            "Met at the fair.",
            "2026-12-01"
        ]
    );
    assert_eq!(
        (&now[0]["tags"], &now[0]["version"]),
        (&json!(["fair"]), &json!(3))
    );
}

#[tokio::test]
async fn what_the_user_changed_by_hand_is_never_overwritten() {
    let (app, ada) = start().await;
    import_people(
        &app,
        &ada,
        &[row(["Rui Sample", "rui", "Marl", "Hand", "5"])],
    )
    .await;
    let id = people(&ada, "").await[0]["id"].clone();
    let input =
        json!({ "id": id, "expectedVersion": 1, "company": "Own words", "firstName": "Ruy" });
    done(&ada, "updatePerson", input).await;
    let file = |company, position| row(["Rui Sample", "rui", company, position, "5"]);
    let leads = [file("Marl", "Lead")];
    assert_eq!(compared(&app, &ada, &leads).await, ["change"]);
    assert_eq!(
        counts(&import_people(&app, &ada, &leads).await),
        [0, 1, 0, 0]
    );
    let now = shown(&ada).await;
    assert_eq!(
        now,
        ["Ruy Sample", "Own words", "Lead"],
        "nothing new of it"
    );
    let moved = [file("Peel", "Head")];
    assert_eq!(compared(&app, &ada, &moved).await, ["conflict"]);
    assert_eq!(
        counts(&import_people(&app, &ada, &moved).await),
        [0, 1, 0, 0]
    );
    assert_eq!(shown(&ada).await, ["Ruy Sample", "Own words", "Head"]);
    assert_eq!(compared(&app, &ada, &moved).await, ["keep"], "decided");
}

#[tokio::test]
async fn a_conflict_is_decided_once_for_either_side() {
    let (app, ada) = start().await;
    let file = |company| row(["Rui Sample", "rui", company, "Hand", "5"]);
    import_people(&app, &ada, &[file("Marl")]).await;
    let id = people(&ada, "").await[0]["id"].clone();
    let input = json!({ "id": id, "expectedVersion": 1, "company": "Own words" });
    done(&ada, "updatePerson", input).await;
    let imported = async |company, choice| {
        let wanted = [(file(company), choice)];
        counts(&import_people_as(&app, &ada, &wanted).await.unwrap())
    };
    assert_eq!(imported("Peel", PersonChoice::Leave).await, [0, 0, 1, 0]);
    assert_eq!(shown(&ada).await[1], "Own words");
    assert_eq!(compared(&app, &ada, &[file("Peel")]).await, ["keep"]);
    assert_eq!(people(&ada, "").await[0]["version"], 2);
    assert_eq!(compared(&app, &ada, &[file("Tarn")]).await, ["conflict"]);
    assert_eq!(imported("Tarn", PersonChoice::Take).await, [0, 1, 0, 0]);
    assert_eq!(shown(&ada).await[1], "Tarn");
}

#[tokio::test]
async fn a_removed_person_comes_back_if_the_user_takes_the_row() {
    let (app, ada) = start().await;
    let rows = [row(["Rui Sample", "rui", "Marl", "Hand", "5"])];
    import_people(&app, &ada, &rows).await;
    remove(&ada, &people(&ada, "").await[0]).await;
    assert_eq!(compared(&app, &ada, &rows).await, ["removed"]);
    let [row] = rows.clone();
    let wanted = [(row, PersonChoice::Take)];
    let imported = import_people_as(&app, &ada, &wanted).await.unwrap();
    assert_eq!(counts(&imported), [1, 0, 0, 0]);
    assert_eq!(people(&ada, "").await.len(), 1);
    assert_eq!(compared(&app, &ada, &rows).await, ["keep"]);
}

/// Name, company and position of the first person.
async fn shown(user: &TestUser) -> [String; 3] {
    let first = &people(user, "").await[0];
    ["name", "companyName", "position"].map(|field| first[field].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_person_added_by_hand_is_recognised_in_a_file() {
    let (app, ada) = start().await;
    let mine =
        json!({ "firstName": "Bo", "lastName": "Lind", "company": "Peel", "position": "Baker" });
    add(&ada, mine).await;
    let rows = [row(["Bo Lind", "bo", "Peel GmbH", "Baker", "7"])];
    import_people(&app, &ada, &rows).await;
    let all = people(&ada, "").await;
    assert_eq!(all.len(), 2, "another legal form is another company");
    let rows = [row(["Bo Lind", "bo-2", "Peel", "baker", "7"])];
    assert_eq!(
        counts(&import_people(&app, &ada, &rows).await),
        [0, 1, 0, 0]
    );
    let all = people(&ada, "").await;
    let urls: Vec<_> = all.iter().map(|person| &person["profileUrl"]).collect();
    assert!(
        urls.contains(&&json!("https://www.linkedin.com/in/bo-2")),
        "{urls:?}"
    );
}

#[tokio::test]
async fn a_user_keeps_no_more_people_than_the_limit() {
    let app = Setup::new()
        .workers(0)
        .config(|config| config.connections.per_user = 2)
        .start()
        .await;
    let ada = app.sign_up("ada").await;
    let rows: Vec<_> = ["a", "b", "c"]
        .map(|url| row(["Bo Lind", url, "", "", ""]))
        .into();
    let wanted: Vec<_> = rows
        .iter()
        .map(|row| (row.clone(), PersonChoice::Take))
        .collect();
    assert!(import_people_as(&app, &ada, &wanted).await.is_err());
    assert_eq!(app.count_rows("people").await, 0);
    import_people(&app, &ada, &rows[..2]).await;
    let query = "mutation { addPerson(input: { firstName: \"Cy\" }) { person { id } userErrors { path message } } }";
    let answer = ada.client.gql(query, json!({})).await;
    assert_eq!(answer.text_at("addPerson.userErrors.0.path.0"), "input");
}

#[tokio::test]
async fn thousands_of_people_take_a_few_statements_for_each_thousand() {
    let (app, ada) = start().await;
    let rows: Vec<Connection> = (0..3_000)
        .map(|n| {
            row([
                &format!("Name {n}"),
                &format!("person-{n}"),
                &format!("Company {}", n % 700),
                "Cook",
                "5",
            ])
        })
        .collect();
    let counter = app.platform.db.statement_counter();
    let before = counter.count();
    assert_eq!(import_people(&app, &ada, &rows).await.added, 3_000);
    let added = counter.count() - before;
    let newer: Vec<Connection> = rows
        .iter()
        .map(|row| Connection {
            position: "Lead".to_owned(),
            ..row.clone()
        })
        .collect();
    assert_eq!(import_people(&app, &ada, &newer).await.changed, 3_000);
    let changed = counter.count() - before - added;
    assert!(
        added <= 20 && changed <= 20,
        "{added} and {changed} statements"
    );
    let total = "{ viewer { connections(first: 1) { totalCount nodes { position version } } } }";
    let answer = ada.client.gql(total, json!({})).await;
    assert_eq!(answer.data("viewer.connections.totalCount"), 3_000);
    assert_eq!(
        answer.data("viewer.connections.nodes.0"),
        &json!({ "position": "Lead", "version": 2 })
    );
}
