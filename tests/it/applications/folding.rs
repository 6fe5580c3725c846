//! After any sequence of mutations, allowed or not, the row equals the state computed from its history.

use crate::kit::{Setup, TestApp};
use careergraph::{
    error::{Kind, Refusal},
    features::applications::{
        ApplicationRow, EventKind, EventRow, NewApplication, Outcome, Stage, Step, Verb,
        life::{self, Change},
    },
    types::{actor::Actor, id::ApplicationId, partial_date::PartialDate, write::Write},
};
use proptest::{prelude::*, test_runner::TestRunner};
use sea_orm::Iterable;

#[derive(Clone, Debug)]
enum What {
    Change(Change),
    Correct(usize),
    CorrectDate(usize, PartialDate),
}

/// A change, or a correction of the n-th event; some with an outdated version, some with a date.
#[derive(Clone, Debug)]
struct Try {
    what: What,
    is_stale: bool,
    day: Option<PartialDate>,
}

fn tries() -> impl Strategy<Value = Vec<Try>> {
    let stages: Vec<Stage> = Stage::iter().collect();
    let outcomes: Vec<Outcome> = Outcome::iter().collect();
    let days: Vec<Option<PartialDate>> =
        ["", "2024", "2024-05", "2024-05-17", "2025", "2025-01-31"]
            .map(PartialDate::parse_text)
            .into();
    let stated: Vec<PartialDate> = days.iter().copied().flatten().collect();
    let what = prop_oneof![
        5 => prop::sample::select(stages.clone()).prop_map(|stage| What::Change(Change::Move(stage))),
        2 => prop::sample::select(outcomes).prop_map(|outcome| What::Change(Change::Close(outcome))),
        3 => prop::sample::select(stages).prop_map(|stage| What::Change(Change::Reopen(stage))),
        3 => (0_usize..24).prop_map(What::Correct),
        3 => (0_usize..24, prop::sample::select(stated)).prop_map(|(place, day)| What::CorrectDate(place, day)),
    ];
    let one = (what, prop::bool::weighted(0.1), prop::sample::select(days)).prop_map(
        |(what, is_stale, day)| Try {
            what,
            is_stale,
            day,
        },
    );
    prop::collection::vec(one, 1..24)
}

#[test]
fn the_row_is_where_the_events_that_stand_lead() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let app = Setup::new().workers(0).start().await;
        let ada = app.sign_up("ada").await.actor(&app);
        let mut runner = TestRunner::new(ProptestConfig {
            cases: 24,
            failure_persistence: None,
            ..ProptestConfig::default()
        });
        let handle = tokio::runtime::Handle::current();
        let (app, actor) = (&app, &ada);
        let ran = tokio::task::block_in_place(|| {
            runner.run(&(tries(), any::<bool>()), |(tries, sent)| {
                handle.block_on(check(
                    app,
                    actor,
                    tries,
                    if sent {
                        Stage::Applied
                    } else {
                        Stage::Preparing
                    },
                ));
                Ok(())
            })
        });
        ran.unwrap();
    });
}

async fn check(app: &TestApp, actor: &Actor, tries: Vec<Try>, stage: Stage) {
    let text = |text: &str| Some(text.to_owned());
    let new = NewApplication {
        company: text("Fernhill"),
        role: text("Cook"),
        stage: Some(stage),
        occurred_on: PartialDate::parse_text("2023-12"),
        ..NewApplication::default()
    };
    let mut row = app
        .applications
        .create(&Write::by(actor), new)
        .await
        .unwrap()
        .row;
    for Try {
        what,
        is_stale,
        day,
    } in tries
    {
        let before = history(app, actor, row.id).await;
        let verb = match what {
            What::Change(change) => Verb::Change(change),
            What::Correct(place) => Verb::Correct(before[place % before.len()].id),
            What::CorrectDate(place, day) => {
                Verb::CorrectDate(before[place % before.len()].id, day)
            }
        };
        let expected_version = row.version + i32::from(is_stale);
        let step = Step {
            id: row.id,
            verb,
            occurred_on: day,
            reason: text("So."),
        };
        let write = Write::by(actor).expecting(expected_version);
        let result = app
            .applications
            .apply(&write, step)
            .await
            .map(|done| done.row);
        let now = app.applications.get(actor, row.id).await.unwrap();
        let events = history(app, actor, row.id).await;
        match result {
            Ok(done) => {
                assert!(!is_stale);
                assert_eq!(
                    (&done, now.version, events.len()),
                    (&now, row.version + 1, before.len() + 1)
                );
            }
            Err(error) => {
                assert_eq!(
                    (&now, &events),
                    (&row, &before),
                    "a refusal changes nothing"
                );
                let Kind::Refused(refusal) = error.kind() else {
                    panic!("not a refusal: {error}")
                };
                assert_eq!(
                    matches!(refusal, Refusal::VersionConflict { .. }),
                    is_stale,
                    "{refusal:?}"
                );
            }
        }
        assert_eq!(events[..before.len()], before[..], "the past stays");
        stands(&now, &events);
        row = now;
    }
}

/// The row equals the state computed from the effective events; implemented here independently of the service.
fn stands(row: &ApplicationRow, events: &[EventRow]) {
    let retracted: Vec<_> = events
        .iter()
        .filter_map(|event| event.retracts_event_id)
        .collect();
    // An event that replaces another has the position of that event.
    let place_of = |event: &EventRow| {
        let mut first = event;
        while let Some(replaced) = first.retracts_event_id {
            first = events.iter().find(|event| event.id == replaced).unwrap();
        }
        first.seq
    };
    let mut standing: Vec<&EventRow> = events
        .iter()
        .filter(|event| event.kind != EventKind::Corrected && !retracted.contains(&event.id))
        .collect();
    standing.sort_by_key(|event| place_of(event));
    let steps: Vec<life::Step> = standing
        .into_iter()
        .map(|event| {
            let (to, outcome) = (event.to_stage.unwrap(), event.outcome);
            let change = match event.kind {
                EventKind::Created => Change::Begin(to),
                EventKind::Moved => Change::Move(to),
                EventKind::Closed => Change::Close(outcome.unwrap()),
                EventKind::Reopened => Change::Reopen(to),
                EventKind::Corrected => unreachable!("left out above"),
            };
            life::Step {
                change,
                occurred_on: PartialDate::parse_text(event.occurred_on.as_deref().unwrap()),
            }
        })
        .collect();
    for (place, step) in steps.iter().enumerate() {
        let back = steps[..place].iter().find(|earlier| {
            let dates = step.occurred_on.zip(earlier.occurred_on);
            dates.is_some_and(|(date, earlier)| date.is_surely_before(&earlier))
        });
        assert!(back.is_none(), "{step:?} is before {back:?}");
    }
    let standing = life::fold(&steps).expect("the history is legal");
    assert_eq!((row.stage, row.outcome), (standing.stage, standing.outcome));
    assert_eq!(
        row.applied_on,
        standing.applied_on.map(|day| day.to_string())
    );
    assert_eq!(row.stage == Stage::Closed, row.outcome.is_some());
    assert!(
        events
            .iter()
            .map(|event| event.seq)
            .eq(1..=i32::try_from(events.len()).unwrap()),
        "no gaps"
    );
}

async fn history(app: &TestApp, actor: &Actor, id: ApplicationId) -> Vec<EventRow> {
    app.applications
        .batch_events(actor, &[id])
        .await
        .unwrap()
        .remove(&id)
        .unwrap()
        .to_vec()
}
