//! Reading stored payloads again: nothing changes without a reason, what a better reader finds is brought in, and a run continues.

use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database, Statement};
use serde_json::{Value, json};

use super::{
    Bench, counts,
    identity::{HOME, listed},
};
use crate::kit::{
    Place, TestApp, TestUser,
    board::{greenhouse, greenhouse_job},
    eventually,
};

/// As if an older version had read these values.
async fn spoil(bench: &Bench) {
    let spoiled = "UPDATE postings SET remote_mode = 'HYBRID', seniority = 'LEAD'";
    bench
        .app
        .platform
        .db
        .conn()
        .execute_unprepared(spoiled)
        .await
        .unwrap();
}

#[tokio::test]
async fn stored_payloads_are_read_again_and_counted_by_field() {
    let bench = Bench::start().await;
    let jobs: Vec<_> = (1..=150)
        .map(|id| greenhouse_job(id, &format!("Gardener {id}"), &format!("Text {id}.")))
        .collect();
    listed(&bench, HOME, &jobs).await;
    let fields = "nodes { id title remoteMode seniority postedAt }";
    let before = bench.jobs("first: 100", fields).await;
    let jobs = &bench.app.jobs;
    spoil(&bench).await;
    let run = jobs.start_reprocessing().await.unwrap();
    assert!(jobs.reprocess_next(run.id, false).await.unwrap());
    // As if the process was killed here: the same run continues at its position.
    let again = jobs.start_reprocessing().await.unwrap();
    assert_eq!((again.id, again.done, again.total), (run.id, 100, 150));
    while jobs.reprocess_next(run.id, false).await.unwrap() {}
    assert_eq!(bench.jobs("first: 100", fields).await, before);

    let admin = bench.app.admin("root").await;
    let query = "{ reprocessing { state done total changed withoutPayload changedByField { field count } } }";
    let answer = admin.client.gql(query, json!({})).await;
    assert_eq!(
        answer.data("reprocessing"),
        &json!({
            "state": "FINISHED", "done": 150, "total": 150, "changed": 150, "withoutPayload": 0,
            "changedByField": [{ "field": "remoteMode", "count": 150 }, { "field": "seniority", "count": 150 }]
        })
    );
    let second = jobs.start_reprocessing().await.unwrap();
    while jobs.reprocess_next(second.id, false).await.unwrap() {}
    let second = jobs.reprocessing(second.id).await.unwrap().unwrap();
    assert_eq!((second.done, second.changed), (150, 0));
}

#[tokio::test]
async fn the_queue_finishes_a_run_without_the_command() {
    let bench = Bench::start().await;
    let jobs: Vec<_> = (1..=120)
        .map(|id| greenhouse_job(id, &format!("Gardener {id}"), &format!("Text {id}.")))
        .collect();
    listed(&bench, HOME, &jobs).await;
    spoil(&bench).await;
    let run = bench.app.jobs.start_reprocessing().await.unwrap();
    let queue = &bench.app.platform.queue;
    queue.run_due(bench.app.registry.handlers()).await.unwrap();
    let run = bench.app.jobs.reprocessing(run.id).await.unwrap().unwrap();
    assert!(run.ended_at.is_some() && run.changed == 120, "{run:?}");
}

#[tokio::test]
async fn the_first_reading_after_an_upgrade_counts_only_what_is_stored_otherwise() {
    let bench = Bench::start().await;
    let jobs = [1, 2, 3].map(|id| greenhouse_job(id, &format!("Gardener {id}"), "Roses."));
    bench.boards.set(HOME.0, greenhouse(&jobs));
    let source = bench.add(HOME.1).await;
    bench.read(source).await;
    let conn = bench.app.platform.db.conn();
    // An earlier version had other records, and did not see that one of them is a job in a hybrid mode.
    let hashes = "UPDATE posting_sources SET record_hash = 'earlier'";
    let mode = "UPDATE postings SET remote_mode = 'HYBRID' WHERE title = 'Gardener 2'";
    for earlier in [hashes, mode] {
        conn.execute_unprepared(earlier).await.unwrap();
    }
    assert_eq!(counts(&bench.read_after(6, source).await), (3, 0, 1, 0));
    assert_eq!(counts(&bench.read_after(6, source).await), (3, 0, 0, 0));
    let edited = [1, 2, 3].map(|id| greenhouse_job(id, &format!("Gardener {id}"), "Tulips."));
    bench.boards.set(HOME.0, greenhouse(&edited));
    assert_eq!(counts(&bench.read_after(6, source).await), (3, 0, 3, 0));
}

/// The number of stored payloads.
async fn payloads(bench: &Bench) -> i64 {
    let db = &bench.app.platform.db;
    let count = "SELECT count(*) AS n FROM posting_payloads";
    let row = db
        .conn()
        .query_one_raw(Statement::from_string(db.backend(), count))
        .await
        .unwrap();
    row.unwrap().try_get("", "n").unwrap()
}

#[tokio::test]
async fn a_deleted_posting_leaves_no_payload() {
    let bench = Bench::start().await;
    let jobs = [1, 2].map(|id| greenhouse_job(id, &format!("Gardener {id}"), "Roses."));
    listed(&bench, HOME, &jobs).await;
    assert_eq!(payloads(&bench).await, 2);
    let conn = bench.app.platform.db.conn();
    let delete = "DELETE FROM postings WHERE title = 'Gardener 1'";
    conn.execute_unprepared(delete).await.unwrap();
    assert_eq!(payloads(&bench).await, 1);
}

/// Runs a statement on the database as it was before the migration with this name, and migrates.
pub(super) async fn before_migration(app: &TestApp, migration: &str, statement: &str) {
    let conn = &Database::connect(app.database_url()).await.unwrap();
    let all = Migrator::migrations();
    let mut names = all.iter().map(|one| one.name());
    let ours = names.position(|name| name.ends_with(migration));
    let steps = u32::try_from(all.len() - ours.unwrap()).unwrap();
    Migrator::down(conn, Some(steps)).await.unwrap();
    conn.execute_unprepared(statement).await.unwrap();
    Migrator::up(conn, None).await.unwrap();
}

#[tokio::test]
async fn payloads_that_earlier_versions_left_are_deleted_by_the_migration() {
    let bench = Bench::start().await;
    let jobs = [1, 2].map(|id| greenhouse_job(id, &format!("Gardener {id}"), "Roses."));
    listed(&bench, HOME, &jobs).await;
    let delete = "DELETE FROM postings WHERE title = 'Gardener 1'";
    before_migration(&bench.app, "_payloads_of_entries", delete).await;
    assert_eq!(payloads(&bench).await, 1);
}

/// This number of gardeners, as a board lists them.
async fn gardeners(bench: &Bench, number: u32) {
    let jobs: Vec<_> = (1..=number)
        .map(|id| greenhouse_job(id, &format!("Gardener {id}"), &format!("Text {id}.")))
        .collect();
    listed(bench, HOME, &jobs).await;
}

/// The last run, as admins see it.
async fn last_run(admin: &TestUser) -> Value {
    let query = "{ reprocessing { state done total changed unreadable withoutPayload changedByField { field count } } }";
    let answer = admin.client.gql(query, json!({})).await;
    answer.data("reprocessing").clone()
}

const FIELDS: &str = "nodes { id title remoteMode seniority postedAt }";

#[tokio::test]
async fn the_command_reads_again_and_tells_what_changed() {
    let bench = Bench::start().await;
    let admin = bench.app.admin("root").await;
    assert_eq!(last_run(&admin).await, Value::Null);
    gardeners(&bench, 130).await;
    let before = bench.jobs("first: 100", FIELDS).await;
    spoil(&bench).await;
    // Time has passed while the board was read.
    let admin = admin.sign_in_again(&bench.app).await;
    let told = "130 of 130 posting(s) read again, 130 changed, 0 without a payload, 0 unreadable\n  \
                remoteMode: 130\n  seniority: 130\n";
    let ended = bench.command(&["jobs", "reprocess"]).await;
    assert_eq!((ended.code, ended.stdout.as_str()), (0, told), "{ended:?}");
    // The command is another process: the server hears of its changes in a moment.
    eventually("the postings are as they were, with their ids", || async {
        (bench.jobs("first: 100", FIELDS).await == before).then_some(())
    })
    .await;
    assert_eq!(
        last_run(&admin).await,
        json!({
            "state": "FINISHED", "done": 130, "total": 130, "changed": 130, "unreadable": 0, "withoutPayload": 0,
            "changedByField": [{ "field": "remoteMode", "count": 130 }, { "field": "seniority", "count": 130 }]
        })
    );
    let again = bench.command(&["jobs", "reprocess"]).await;
    let nothing =
        "130 of 130 posting(s) read again, 0 changed, 0 without a payload, 0 unreadable\n";
    assert_eq!((again.code, again.stdout.as_str()), (0, nothing));
}

#[tokio::test]
async fn a_run_that_is_killed_goes_on_where_it_was() {
    const NUMBER: u32 = 600;
    let bench = Bench::start().await;
    gardeners(&bench, NUMBER).await;
    let admin = bench.app.admin("root").await;
    let before = bench.jobs("first: 100", FIELDS).await;
    spoil(&bench).await;
    let variables = bench.variables();
    let variables: Vec<(&str, &str)> = variables
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    let place = Place::new();
    let mut running = place.start(&["jobs", "reprocess"], &variables);
    eventually("a batch is done", || async {
        (last_run(&admin).await["done"].as_u64() > Some(0)).then_some(())
    })
    .await;
    running.signal("KILL");
    assert_eq!(running.ended().await, None, "it did not end by itself");
    let killed = last_run(&admin).await;
    let done = killed["done"].as_u64().unwrap();
    assert_eq!(killed["state"], "RUNNING");
    assert!(done > 0 && done < u64::from(NUMBER), "{killed}");
    let counts =
        json!([{ "field": "remoteMode", "count": done }, { "field": "seniority", "count": done }]);
    assert_eq!(killed["changed"], done);
    assert_eq!(
        killed["changedByField"], counts,
        "counts belong to the batches"
    );

    let ended = bench.command(&["jobs", "reprocess"]).await;
    let first = ended.stdout.lines().next();
    let goes_on = format!("continued after {done} of {NUMBER}");
    assert_eq!(
        (ended.code, first),
        (0, Some(goes_on.as_str())),
        "{ended:?}"
    );
    assert_eq!(
        last_run(&admin).await,
        json!({
            "state": "FINISHED", "done": NUMBER, "total": NUMBER, "changed": NUMBER, "unreadable": 0, "withoutPayload": 0,
            "changedByField": [{ "field": "remoteMode", "count": NUMBER }, { "field": "seniority", "count": NUMBER }]
        })
    );
    eventually("the postings are as they were, with their ids", || async {
        (bench.jobs("first: 100", FIELDS).await == before).then_some(())
    })
    .await;
    // The task that the first start queued finds nothing to do.
    let queue = &bench.app.platform.queue;
    queue.run_due(bench.app.registry.handlers()).await.unwrap();
    assert_eq!(last_run(&admin).await["done"], NUMBER);
}
