//! What a claim takes and reads when many tasks wait, with the worst plan that PostgreSQL may have cached.

use std::sync::{Arc, Mutex};

use careergraph::platform::{
    clock::Clock,
    queue::{Handlers, Task},
};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::{Errand, errand};
use crate::kit::{Setup, TestApp};

/// Tasks that wait.
const MANY: usize = 10_000;
/// Pages of 8 KiB that a claim may touch: a few for each index, and none for each waiting task.
const PAGES_MAX: u64 = 200;
const AT: &str = "'2026-11-01T00:00:00.000000+00:00'";
const LATER: &str = "'2027-11-01T00:00:00.000000+00:00'";

/// Waiting tasks; each column is an expression in `i`, the number of the task.
struct Backlog {
    name: &'static str,
    lane: &'static str,
    /// Those that wait for a later time.
    later: &'static str,
    /// Those that are leased.
    leased: &'static str,
    /// True if a task can be claimed.
    gives: bool,
}

const BACKLOGS: [Backlog; 8] = [
    Backlog {
        name: "one lane",
        lane: "'lane'",
        later: "false",
        leased: "false",
        gives: true,
    },
    Backlog {
        name: "one lane whose first task is leased",
        lane: "'lane'",
        later: "false",
        leased: "i = 1",
        gives: false,
    },
    Backlog {
        name: "one lane whose first task waits for a later try",
        lane: "'lane'",
        later: "i = 1",
        leased: "false",
        gives: false,
    },
    Backlog {
        name: "a lane for each",
        lane: "'lane' || i",
        later: "false",
        leased: "false",
        gives: true,
    },
    Backlog {
        name: "100 lanes whose first tasks are leased",
        lane: "'lane' || (i % 100)",
        later: "false",
        leased: "i <= 100",
        gives: false,
    },
    Backlog {
        name: "no lanes",
        lane: "NULL",
        later: "false",
        leased: "false",
        gives: true,
    },
    Backlog {
        name: "all for later",
        lane: "NULL",
        later: "true",
        leased: "false",
        gives: false,
    },
    Backlog {
        name: "all leased but one",
        lane: "NULL",
        later: "false",
        leased: "i < 10000",
        gives: true,
    },
];

/// An app without workers and with one connection, whose plans were cached while the queue was empty.
async fn app_with_old_plans() -> TestApp {
    let clock = Clock::held_at("2026-11-15T20:00:00Z".parse().unwrap());
    let app = Setup::new()
        .workers(0)
        .clock(clock)
        .config(|config| config.database.max_connections = 1)
        .start()
        .await;
    if !app.on_sqlite() {
        app.execute("SET plan_cache_mode = force_generic_plan")
            .await;
        app.execute("VACUUM (ANALYZE) tasks").await;
    }
    for lane in [None, Some("lane".to_owned())] {
        app.platform
            .queue
            .publish(
                app.platform.db.conn(),
                &Errand {
                    lane,
                    ..errand("first")
                },
            )
            .await
            .unwrap();
        assert_eq!(run_next(&app).await, Some(1));
    }
    if !app.on_sqlite() {
        // An empty table after VACUUM is planned as empty.
        app.execute("VACUUM (ANALYZE) tasks").await;
    }
    assert_eq!(run_next(&app).await, None);
    app
}

/// Inserts tasks. No row is updated afterwards: old row versions would stay in the indexes while a transaction of another test may see
/// them.
async fn fill(app: &TestApp, backlog: &Backlog) {
    let Backlog {
        lane,
        later,
        leased,
        ..
    } = backlog;
    let kind = Errand::KIND;
    let payload = r#"'{"name": "x", "lane": null, "merge_key": null, "trouble": "None"}'"#;
    let insert = "INSERT INTO tasks (id, kind, lane, payload, run_at, lease_until, lease_id, attempts, created_at)";
    let values = |at: &str, until: &str, new_id: &str| {
        let run_at = format!("CASE WHEN {later} THEN {until} ELSE {at} END");
        let lease = format!(
            "CASE WHEN {leased} THEN {until} END, CASE WHEN {leased} THEN {new_id} END, CASE WHEN {leased} THEN 1 ELSE 0 END"
        );
        format!("'{kind}', {lane}, {payload}, {run_at}, {lease}, {at}")
    };
    let sql = if app.on_sqlite() {
        format!(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MANY})
            {insert} SELECT unhex(printf('%032x', i)), {} FROM n",
            values(AT, LATER, "randomblob(16)")
        )
    } else {
        let values = values(
            &format!("timestamptz {AT}"),
            &format!("timestamptz {LATER}"),
            "gen_random_uuid()",
        );
        format!(
            "{insert} SELECT lpad(to_hex(i), 32, '0')::uuid, {values} FROM generate_series(1, {MANY}) i"
        )
    };
    app.execute(&sql).await;
}

/// Claims and runs the next task; returns the number of claimed tasks.
async fn run_next(app: &TestApp) -> Option<i64> {
    let seen = Arc::new(Mutex::new(None));
    let mut handlers = Handlers::default();
    let (shared, db) = (Arc::clone(&seen), app.platform.db.clone());
    handlers.on::<Errand, _>(move |_| {
        let (shared, db) = (Arc::clone(&shared), db.clone());
        async move {
            let count = Statement::from_string(
                db.backend(),
                "SELECT count(*) AS n FROM tasks WHERE attempts > 0",
            );
            let row = db.conn().query_one_raw(count).await.unwrap().unwrap();
            *shared.lock().unwrap() = Some(row.try_get::<i64>("", "n").unwrap());
            Ok(())
        }
    });
    app.platform.queue.run_next(&handlers).await.unwrap();
    drop(handlers);
    Arc::into_inner(seen)
        .expect("the handler was dropped")
        .into_inner()
        .unwrap()
}

/// Measures what a claim reads: pages on PostgreSQL, the plan on SQLite.
async fn assert_reads_little(app: &TestApp, shape: &str) {
    app.platform.db.statement_counter().listen();
    run_next(app).await;
    let claim = app
        .platform
        .db
        .statement_counter()
        .take()
        .into_iter()
        .next()
        .expect("a claim");
    let explain = if app.on_sqlite() {
        "EXPLAIN QUERY PLAN"
    } else {
        "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF)"
    };
    let backend = app.platform.db.backend();
    let plan = app
        .platform
        .db
        .conn()
        .query_all_raw(Statement::from_string(
            backend,
            format!("{explain} {claim}"),
        ))
        .await
        .unwrap();
    let column = if backend == DbBackend::Sqlite {
        "detail"
    } else {
        "QUERY PLAN"
    };
    let plan: Vec<String> = plan
        .iter()
        .map(|row| row.try_get("", column).unwrap())
        .collect();
    if backend == DbBackend::Sqlite {
        assert!(
            plan.iter()
                .all(|step| !step.contains("SCAN") && !step.contains("TEMP")),
            "{shape}: {plan:?}"
        );
        return;
    }
    let buffers = plan
        .iter()
        .find_map(|line| line.trim().strip_prefix("Buffers: shared "))
        .expect("pages");
    let pages: u64 = buffers
        .split([' ', '='])
        .filter_map(|word| word.parse::<u64>().ok())
        .sum();
    assert!(
        pages <= PAGES_MAX,
        "{shape}: {pages} pages\n{}",
        plan.join("\n")
    );
}

#[tokio::test]
async fn a_claim_takes_one_task_whatever_the_plan() {
    let app = app_with_old_plans().await;
    fill(
        &app,
        &Backlog {
            name: "400 lanes",
            lane: "'lane' || (i % 400)",
            later: "false",
            leased: "false",
            gives: true,
        },
    )
    .await;
    for _ in 0..20 {
        assert_eq!(
            run_next(&app).await,
            Some(1),
            "what is not run must not be leased"
        );
    }
    assert_eq!(
        app.count_rows("tasks").await,
        i64::try_from(MANY).unwrap() - 20
    );
}

#[tokio::test]
async fn a_claim_reads_a_few_rows_whatever_waits() {
    for backlog in &BACKLOGS {
        let app = app_with_old_plans().await;
        fill(&app, backlog).await;
        let leased = app.count_rows("tasks WHERE attempts > 0").await;
        assert_eq!(
            run_next(&app).await,
            backlog.gives.then_some(leased + 1),
            "{}",
            backlog.name
        );
        assert_reads_little(&app, backlog.name).await;
    }
}

/// A claim reads only tasks without a predecessor in their lane.
#[tokio::test]
async fn a_lane_of_tasks_that_were_revived_is_in_order_again() {
    let app = app_with_old_plans().await;
    fill(&app, &BACKLOGS[0]).await;
    app.execute(&format!(
        "UPDATE tasks SET failed_at = {LATER}, attempts = 8"
    ))
    .await;
    assert_eq!(run_next(&app).await, None);
    assert_eq!(app.platform.queue.revive().await.unwrap(), MANY as u64);
    let heads = async || app.count_rows("tasks WHERE follows IS NULL").await;
    assert!(
        heads().await <= 5,
        "{} tasks would be looked at",
        heads().await
    );
    assert_eq!(run_next(&app).await, Some(1));
    assert!(heads().await <= 5);
    let first = "id = (SELECT id FROM tasks ORDER BY id LIMIT 1)";
    app.execute(&format!("UPDATE tasks SET run_at = {LATER} WHERE {first}"))
        .await;
    assert_eq!(
        run_next(&app).await,
        None,
        "the lane waits for its first task"
    );
}
