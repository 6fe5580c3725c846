//! Reading stored payloads again: nothing changes without a reason, what a better reader finds is brought in, and a run continues.

use sea_orm::ConnectionTrait;
use serde_json::json;

use super::{
    Bench,
    identity::{HOME, listed},
};
use crate::kit::board::greenhouse_job;

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
