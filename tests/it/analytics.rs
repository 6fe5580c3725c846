//! The funnel: stages that were reached, by the effective events.

use crate::kit::{Setup, TestApp, TestUser};
use careergraph::{
    features::applications::{
        ApplicationChange, NewApplication, Outcome, Stage, Step, Verb, life::Change,
    },
    types::{actor::Actor, write::Write},
};
use proptest::{prelude::*, test_runner::TestRunner};
use sea_orm::Iterable;
use serde_json::{Value, json};

const STEPS: [Stage; 5] = [
    Stage::Applied,
    Stage::Screening,
    Stage::Assessment,
    Stage::Interviewing,
    Stage::Offer,
];

/// `n`, the five steps, and the accepted ones.
async fn funnel(user: &TestUser) -> (i64, Vec<i64>, i64) {
    let query =
        "{ viewer { analytics { funnel { total steps { stage reached share } accepted } } } }";
    let answer = user.client.gql(query, json!({})).await;
    let funnel = answer.data("viewer.analytics.funnel");
    let steps = funnel["steps"].as_array().unwrap();
    let stages: Vec<&str> = steps
        .iter()
        .map(|step| step["stage"].as_str().unwrap())
        .collect();
    assert_eq!(
        stages,
        [
            "APPLIED",
            "SCREENING",
            "ASSESSMENT",
            "INTERVIEWING",
            "OFFER"
        ]
    );
    let n = funnel["total"].as_i64().unwrap();
    for step in steps {
        let share = (n > 0).then(|| {
            f64::from(i32::try_from(step["reached"].as_i64().unwrap()).unwrap())
                / f64::from(i32::try_from(n).unwrap())
        });
        assert_eq!(step["share"].as_f64(), share, "{funnel}");
    }
    (
        n,
        steps
            .iter()
            .map(|step| step["reached"].as_i64().unwrap())
            .collect(),
        funnel["accepted"].as_i64().unwrap(),
    )
}

/// Moves an application through these stages and closes it with this outcome.
async fn drive(user: &TestUser, stages: &[&str], outcome: Option<&str>) -> Value {
    let mut card = user.begin("Fernhill", stages[0]).await;
    for stage in &stages[1..] {
        card = user.step("move", &card, &json!({ "to": stage })).await;
    }
    match outcome {
        Some(outcome) => {
            user.step("close", &card, &json!({ "outcome": outcome }))
                .await
        }
        None => card,
    }
}

#[tokio::test]
async fn somebody_without_applications_has_an_empty_funnel() {
    let app = TestApp::start().await;
    let (ada, ben) = (app.sign_up("ada").await, app.sign_up("ben").await);
    drive(&ben, &["APPLIED", "OFFER"], Some("ACCEPTED")).await;
    assert_eq!(funnel(&ada).await, (0, vec![0; 5], 0));
}

#[tokio::test]
async fn a_rejection_after_an_interview_counts_as_an_interview() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    drive(&ada, &["PREPARING"], None).await;
    drive(&ada, &["APPLIED"], Some("NO_RESPONSE")).await;
    let card = drive(
        &ada,
        &["APPLIED", "INTERVIEWING", "INTERVIEWING"],
        Some("REJECTED"),
    )
    .await;
    assert_eq!(funnel(&ada).await, (3, vec![2, 0, 0, 1, 0], 0));
    ada.step("update", &card, &json!({ "archived": true }))
        .await;
    assert_eq!(
        funnel(&ada).await,
        (3, vec![2, 0, 0, 1, 0], 0),
        "archived ones count"
    );
}

#[tokio::test]
async fn an_accepted_offer_counts_in_every_step() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = drive(&ada, &["APPLIED", "OFFER"], Some("ACCEPTED")).await;
    drive(&ada, &["APPLIED", "SCREENING", "OFFER"], Some("DECLINED")).await;
    assert_eq!(funnel(&ada).await, (2, vec![2, 2, 1, 1, 2], 1));
    // Reopening after an acceptance does not remove it from the funnel.
    let card = ada
        .step(
            "reopen",
            &card,
            &json!({ "to": "INTERVIEWING", "reason": "They called it off." }),
        )
        .await;
    assert_eq!(funnel(&ada).await.2, 1);
    let accepted = card["events"][2]["id"].clone();
    let again = json!({ "id": card["id"], "expectedVersion": card["version"], "eventId": accepted, "reason": "So." });
    ada.refused("correct", again, "InvalidTransitionError")
        .await;
}

#[tokio::test]
async fn an_interview_after_a_recruiter_wrote_first_counts_as_applied() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    drive(&ada, &["PREPARING"], Some("WITHDRAWN")).await;
    drive(&ada, &["PREPARING", "INTERVIEWING"], Some("REJECTED")).await;
    assert_eq!(funnel(&ada).await, (2, vec![1, 0, 0, 1, 0], 0));
}

#[tokio::test]
async fn events_that_were_taken_back_do_not_count() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let mut card = drive(&ada, &["APPLIED", "SCREENING", "OFFER"], Some("ACCEPTED")).await;
    for (place, expected) in [
        (3, (1, vec![1, 1, 0, 0, 1], 0)),
        (2, (1, vec![1, 1, 0, 0, 0], 0)),
        (1, (1, vec![1, 0, 0, 0, 0], 0)),
    ] {
        let event = card["events"][place]["id"].clone();
        card = ada
            .step(
                "correct",
                &card,
                &json!({ "eventId": event, "reason": "A mistake." }),
            )
            .await;
        assert_eq!(funnel(&ada).await, expected);
    }
}

#[test]
fn the_funnel_is_a_fold_of_the_histories() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let app = Setup::new().workers(0).start().await;
        let handle = tokio::runtime::Handle::current();
        let mut runner = TestRunner::new(ProptestConfig {
            cases: 12,
            failure_persistence: None,
            ..ProptestConfig::default()
        });
        let number = std::cell::Cell::new(0);
        let ran = tokio::task::block_in_place(|| {
            runner.run(
                &prop::collection::vec(prop::collection::vec(tries(), 0..14), 0..5),
                |histories| {
                    number.set(number.get() + 1);
                    handle.block_on(check(&app, &format!("user{}", number.get()), histories));
                    Ok(())
                },
            )
        });
        ran.unwrap();
    });
}

/// A change to try, or the index of an event to retract.
fn tries() -> impl Strategy<Value = Result<Change, usize>> {
    let (stages, outcomes): (Vec<Stage>, Vec<Outcome>) =
        (Stage::iter().collect(), Outcome::iter().collect());
    prop_oneof![
        6 => prop::sample::select(stages.clone()).prop_map(|stage| Ok(Change::Move(stage))),
        2 => prop::sample::select(outcomes).prop_map(|outcome| Ok(Change::Close(outcome))),
        3 => prop::sample::select(stages).prop_map(|stage| Ok(Change::Reopen(stage))),
        3 => (0_usize..14).prop_map(Err),
    ]
}

async fn check(app: &TestApp, name: &str, histories: Vec<Vec<Result<Change, usize>>>) {
    let user = app.sign_up(name).await;
    let actor = user.actor(app);
    let (mut reached, mut all_accepted) = (vec![0; STEPS.len()], 0);
    let n = i64::try_from(histories.len()).unwrap();
    for history in histories {
        let (stages, is_accepted) = live(app, &actor, history).await;
        for (count, stage) in reached.iter_mut().zip(STEPS) {
            let has_applied = stage == Stage::Applied && STEPS.iter().any(|it| stages.contains(it));
            *count += i64::from(is_accepted || has_applied || stages.contains(&stage));
        }
        all_accepted += i64::from(is_accepted);
    }
    assert_eq!(funnel(&user).await, (n, reached, all_accepted));
}

/// Applies the changes; returns the stages of the effective events, and whether one of them is an acceptance.
async fn live(
    app: &TestApp,
    actor: &Actor,
    history: Vec<Result<Change, usize>>,
) -> (Vec<Stage>, bool) {
    let text = |text: &str| Some(text.to_owned());
    let new = NewApplication {
        company: text("Fernhill"),
        role: text("Cook"),
        ..NewApplication::default()
    };
    let mut row = app
        .applications
        .create(&Write::by(actor), new)
        .await
        .unwrap()
        .row;
    // Each event with its stage and outcome, and whether it is effective.
    let mut events = vec![(row.stage, None, true)];
    for tried in history {
        let ids: Vec<_> = app
            .applications
            .batch_events(actor, &[row.id])
            .await
            .unwrap()[&row.id]
            .iter()
            .map(|event| event.id)
            .collect();
        let place = tried.err().map(|place| place % ids.len());
        let verb = tried.map_or_else(|place| Verb::Correct(ids[place % ids.len()]), Verb::Change);
        let step = Step {
            id: row.id,
            verb,
            occurred_on: None,
            reason: text("So."),
        };
        let write = Write::by(actor).expecting(row.version);
        if let Ok(done) = app.applications.apply(&write, step).await {
            let done = done.row;
            if let Some(place) = place {
                events[place].2 = false;
            }
            // A correction itself reaches no stage.
            events.push((done.stage, done.outcome, place.is_none()));
            row = done;
        }
    }
    let change = ApplicationChange {
        archived: Some(true),
        ..ApplicationChange::default()
    };
    app.applications
        .update(&Write::by(actor).expecting(row.version), row.id, change)
        .await
        .unwrap();
    let standing = || events.iter().filter(|event| event.2);
    (
        standing().map(|event| event.0).collect(),
        standing().any(|event| event.1 == Some(Outcome::Accepted)),
    )
}
