//! An erasure deletes nothing of other users: not if their addresses contain the erased one, are contained in it, or match it as a
//! pattern.

use std::collections::BTreeMap;

use careergraph::platform::queue::Owner;
use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database};
use serde_json::json;

use super::{
    DELETE, ask,
    canaries::{Canary, NAMELESS, cage},
    export, traces,
};
use crate::kit::{Setup, TestApp};

/// The erased address: `_` and `%` are wildcards in SQL patterns.
const ERASED: (&str, &str, &str) = ("ann_b%c", "erased", "203.0.113.77");
/// An address that contains the erased one, one that is contained in it, and two that match it as a pattern.
const NEIGHBOURS: [(&str, &str, &str); 4] = [
    ("joann_b%c", "holding", "198.51.100.1"),
    ("n_b%c", "held", "198.51.101.1"),
    ("annxbyyc", "matching", "198.51.102.1"),
    ("ann_bc", "short", "198.51.103.1"),
];

/// Every complete row of every table.
type Rows = BTreeMap<String, Vec<String>>;

async fn all_rows(app: &TestApp) -> Rows {
    let mut all = Rows::new();
    for table in traces::tables(app).await {
        all.insert(table.clone(), traces::rows(app, &table).await);
    }
    all
}

/// The rows of `more` that are not in `less`.
fn without(more: &Rows, less: &Rows) -> Rows {
    let rest = |(table, rows): (&String, &Vec<String>)| {
        let mut known = less.get(table).cloned().unwrap_or_default();
        let is_new = |row: &&String| {
            known
                .iter()
                .position(|other| other == *row)
                .map(|place| known.swap_remove(place))
                .is_none()
        };
        (table.clone(), rows.iter().filter(is_new).cloned().collect())
    };
    more.iter()
        .map(rest)
        .filter(|(_, rows): &(String, Vec<String>)| !rows.is_empty())
        .collect()
}

#[tokio::test]
async fn nothing_of_a_neighbour_is_missing_after_an_erasure() {
    let app = &cage().await;
    let erased = Canary::plant(app, ERASED, 2).await;
    let before = all_rows(app).await;
    let mut neighbours = Vec::new();
    for neighbour in NEIGHBOURS {
        let neighbour = Canary::plant(app, neighbour, 2).await;
        export(app, &neighbour.user).await;
        neighbours.push(neighbour);
    }
    let mut theirs = without(&all_rows(app).await, &before);
    // Waiting tasks of all of them.
    erased.move_on("SCREENING").await;
    erased.ask_for_mails().await;
    ask(&erased.user.client, DELETE)
        .await
        .text_at("deleteAccount.deletionAt");
    let before = all_rows(app).await;
    for neighbour in &neighbours {
        neighbour.move_on("SCREENING").await;
        neighbour.ask_for_mails().await;
        // A task of theirs whose text contains both addresses.
        neighbour
            .user
            .apply(&format!(
                "{} for {}",
                neighbour.user.email, erased.user.email
            ))
            .await;
        neighbour.is_everywhere().await;
    }
    let planted = all_rows(app).await;
    for (table, rows) in without(&planted, &before) {
        theirs.entry(table).or_default().extend(rows);
    }
    // Rows that changed meanwhile have their new values.
    theirs = without(&theirs, &without(&theirs, &planted));
    // The copy of a posting is shared by all its applications.
    for table in NAMELESS
        .into_iter()
        .filter(|table| *table != "posting_snapshots")
    {
        assert!(
            theirs
                .get(table)
                .is_some_and(|rows| rows.len() >= NEIGHBOURS.len()),
            "a row of each neighbour in {table}"
        );
    }

    assert_eq!(app.personal_data.erase_due().await.unwrap(), 1);
    let left = all_rows(app).await;
    assert_eq!(
        without(&theirs, &left),
        Rows::new(),
        "these do not belong to the erased account"
    );
    assert_eq!(left["posting_snapshots"], planted["posting_snapshots"]);
    let owner = [
        erased.user.user_id.to_string(),
        Owner::address_key(&erased.user.email),
    ];
    let tasks_of_erased = |rows: &Rows| {
        rows["tasks"]
            .iter()
            .filter(|row| owner.iter().any(|word| row.contains(word)))
            .count()
    };
    assert!(
        tasks_of_erased(&planted) >= 3 && tasks_of_erased(&left) == 0,
        "its own tasks are deleted"
    );
    for neighbour in &neighbours {
        neighbour.is_everywhere().await;
    }
}

/// A mail to an address without an account belongs to that address.
#[tokio::test]
async fn mails_to_addresses_without_accounts_stay_when_a_similar_one_is_erased() {
    let app = Setup::new()
        .workers(0)
        .config(|config| config.auth.deletion_days = 0)
        .start()
        .await;
    let erased = app.sign_up("ann_b%c").await;
    let query = "mutation($email: String!) { requestPasswordReset(input: { email: $email }) { requested } }";
    let mails = async || {
        app.count_rows("tasks WHERE payload ->> 'template' = 'auth.claim'")
            .await
    };
    app.run_tasks().await;
    for name in ["joann_b%c", "annxbyyc", "n_b%c", "ann_b%c"] {
        app.anonymous()
            .gql(query, json!({ "email": format!("{name}@example.org") }))
            .await
            .data("requestPasswordReset");
    }
    ask(&erased.client, DELETE)
        .await
        .text_at("deleteAccount.deletionAt");
    assert_eq!(mails().await, 4);
    assert_eq!(app.personal_data.erase_due().await.unwrap(), 1);
    assert_eq!(
        (mails().await, app.count_rows("tasks").await),
        (3, 3),
        "only the mail to the erased address is deleted"
    );
}

/// Tasks of an older version are erased like new ones, and run.
#[tokio::test]
async fn tasks_from_before_the_migration_get_their_owner() {
    let app = Setup::new()
        .workers(0)
        .config(|config| config.auth.deletion_days = 0)
        .start()
        .await;
    let (ann, bob) = (app.sign_up("ann").await, app.sign_up("joann").await);
    app.run_tasks().await;
    for user in [&ann, &bob] {
        user.apply("Fernhill").await;
        ask(&user.client, super::EXPORT)
            .await
            .text_at("exportAccount.export.id");
        let query = "mutation($email: String!) { requestPasswordReset(input: { email: $email }) { requested } }";
        user.client
            .gql(query, json!({ "email": user.email }))
            .await
            .data("requestPasswordReset");
    }
    ask(&ann.client, DELETE)
        .await
        .text_at("deleteAccount.deletionAt");
    assert_eq!(app.count_rows("tasks").await, 7);
    let conn = app.platform.db.conn();
    // Its mails had a kind for each template.
    for (template, kind) in [
        ("auth.claim", "auth.send_mail"),
        ("auth.notice", "auth.send_notice"),
        ("personal_data.news", "leaving.tell_owner"),
    ] {
        conn.execute_unprepared(&format!(
            "UPDATE tasks SET kind = '{kind}' WHERE payload ->> 'template' = '{template}'"
        ))
        .await
        .unwrap();
    }
    assert_eq!(app.count_rows("tasks WHERE kind = 'mail.send'").await, 0);
    let since = Migrator::migrations()
        .iter()
        .rev()
        .take_while(|migration| migration.name() != "m20261126_000016_task_owner")
        .count()
        + 1;
    let migrator = Database::connect(app.database_url()).await.unwrap();
    Migrator::down(&migrator, u32::try_from(since).ok())
        .await
        .unwrap();
    Migrator::up(&migrator, None).await.unwrap();
    assert_eq!(app.count_rows("tasks WHERE owner IS NULL").await, 0);
    assert_eq!(app.personal_data.erase_due().await.unwrap(), 1);
    assert_eq!(
        app.count_rows("tasks").await,
        3,
        "all of one, none of the other"
    );
    app.run_tasks().await;
    assert_eq!(app.count_rows("tasks").await, 0, "what is left is run");
}
