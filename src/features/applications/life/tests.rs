//! No sequence of steps leads to an illegal state, and the transition table is as specified.

use proptest::prelude::*;

use super::{
    Change, Goal, Stage, State, Step, allows, beginning, ends, fold, moves, out_of_order,
    reachable, reopenings, way,
};
use crate::features::applications::Outcome;
use crate::types::partial_date::PartialDate;

const STAGES: [Stage; 7] = [
    Stage::Preparing,
    Stage::Applied,
    Stage::Screening,
    Stage::Assessment,
    Stage::Interviewing,
    Stage::Offer,
    Stage::Closed,
];
const OUTCOMES: [Outcome; 6] = [
    Outcome::Accepted,
    Outcome::Declined,
    Outcome::Rejected,
    Outcome::Withdrawn,
    Outcome::NoResponse,
    Outcome::PostingClosed,
];

fn step(change: Change) -> Step {
    Step {
        change,
        occurred_on: PartialDate::parse_text("2026-03-01"),
    }
}

fn changes() -> impl Strategy<Value = Change> {
    prop_oneof![
        prop::sample::select(&STAGES[..]).prop_map(Change::Begin),
        prop::sample::select(&STAGES[..]).prop_map(Change::Move),
        prop::sample::select(&OUTCOMES[..]).prop_map(Change::Close),
        prop::sample::select(&STAGES[..]).prop_map(Change::Reopen),
    ]
}

fn is_legal(standing: &State) -> bool {
    (standing.stage == Stage::Closed) == standing.outcome.is_some()
}

#[test]
fn the_table_is_the_one_of_the_domain() {
    use Outcome::{Accepted, Declined, NoResponse, PostingClosed, Rejected, Withdrawn};
    use Stage::{Applied, Assessment, Closed, Interviewing, Offer, Preparing, Screening};
    let four = [Rejected, Withdrawn, NoResponse, PostingClosed];
    for (from, to, outcomes) in [
        (
            Preparing,
            vec![Applied, Screening, Assessment, Interviewing],
            vec![Withdrawn, PostingClosed],
        ),
        (
            Applied,
            vec![Screening, Assessment, Interviewing, Offer],
            four.to_vec(),
        ),
        (
            Screening,
            vec![Screening, Assessment, Interviewing, Offer],
            four.to_vec(),
        ),
        (
            Assessment,
            vec![Screening, Assessment, Interviewing, Offer],
            four.to_vec(),
        ),
        (
            Interviewing,
            vec![Screening, Assessment, Interviewing, Offer],
            four.to_vec(),
        ),
        (
            Offer,
            vec![Assessment, Interviewing],
            vec![Accepted, Declined, Rejected, Withdrawn],
        ),
        (Closed, vec![], vec![]),
    ] {
        assert_eq!(
            (moves(from), ends(from)),
            (&to[..], &outcomes[..]),
            "{from:?}"
        );
    }
    assert_eq!(
        reopenings(Closed),
        [Applied, Screening, Assessment, Interviewing, Offer]
    );
}

#[test]
fn nothing_is_reached_by_an_empty_history_or_a_second_beginning() {
    assert!(fold(&[]).is_err());
    assert!(fold(&[step(Change::Move(Stage::Applied))]).is_err());
    assert!(fold(&[step(Change::Begin(Stage::Closed))]).is_err());
    assert!(
        fold(&[
            step(Change::Begin(Stage::Applied)),
            step(Change::Begin(Stage::Applied))
        ])
        .is_err()
    );
}

fn goals() -> Vec<Goal> {
    let open = STAGES.into_iter().filter(|stage| *stage != Stage::Closed);
    let open = open.map(|stage| Goal {
        stage,
        outcome: None,
    });
    let closed = OUTCOMES.map(|outcome| Goal {
        stage: Stage::Closed,
        outcome: Some(outcome),
    });
    open.chain(closed).collect()
}

#[test]
fn a_beginning_leads_to_what_a_list_states_by_the_steps_of_the_table() {
    for goal in goals() {
        for sent in [false, true] {
            let history: Vec<Step> = beginning(goal, sent).into_iter().map(step).collect();
            let state = fold(&history).expect("legal");
            assert_eq!((state.stage, state.outcome), (goal.stage, goal.outcome));
            let is_sent = history
                .iter()
                .any(|step| step.change.stage() == Stage::Applied);
            assert!(
                !sent || is_sent || goal.stage == Stage::Preparing,
                "{goal:?}"
            );
        }
    }
}

#[test]
fn a_way_leads_to_another_state_by_the_steps_of_the_table_or_is_none() {
    let mut none = 0;
    for from in goals() {
        for goal in goals().into_iter().filter(|goal| *goal != from) {
            let mut history: Vec<Step> = beginning(from, true).into_iter().map(step).collect();
            let before = history
                .iter()
                .rev()
                .map(|step| step.change.stage())
                .find(|at| *at != Stage::Closed);
            let Some(changes) = way(from.stage, before, goal) else {
                none += 1;
                continue;
            };
            history.extend(changes.into_iter().map(step));
            let state = fold(&history).expect("legal");
            assert_eq!((state.stage, state.outcome), (goal.stage, goal.outcome));
        }
    }
    let back = Goal {
        stage: Stage::Applied,
        outcome: None,
    };
    assert_eq!(
        way(Stage::Interviewing, None, back),
        None,
        "a list does not take steps back"
    );
    assert!(none > 0);
}

#[test]
fn an_unknown_date_stays_unknown_and_contradicts_none() {
    let date = |text| PartialDate::parse_text(text);
    let at = |change, occurred_on| Step {
        change,
        occurred_on,
    };
    let state = fold(&[
        at(Change::Begin(Stage::Applied), None),
        at(Change::Close(Outcome::NoResponse), None),
        at(Change::Reopen(Stage::Applied), date("2026-05-01")),
    ]);
    assert_eq!(
        state.expect("legal").applied_on,
        None,
        "it was sent before, on a day that is not known"
    );
    let dates = [date("2026-03-01"), None, date("2026-02-01")];
    assert_eq!(out_of_order(&dates, 2), Some(0));
    assert_eq!(out_of_order(&dates, 0), Some(2));
    assert_eq!(out_of_order(&dates, 1), None);
}

proptest! {
    #[test]
    fn no_sequence_of_steps_leaves_an_illegal_state(tried in prop::collection::vec(changes(), 0..60)) {
        let mut history = vec![step(Change::Begin(Stage::Preparing))];
        for change in tried {
            let before = fold(&history).expect("legal so far");
            prop_assert!(is_legal(&before));
            history.push(step(change));
            let after = fold(&history);
            prop_assert_eq!(after.is_ok(), allows(before.stage, change));
            match after {
                Ok(after) => {
                    prop_assert!(is_legal(&after));
                    prop_assert!(reachable(before.stage).contains(&after.stage));
                }
                Err((at, refused)) => {
                    prop_assert_eq!((at, refused), (Some(before.stage), change));
                    history.pop();
                }
            }
        }
    }

    #[test]
    fn a_history_folds_whole_or_not_at_all(history in prop::collection::vec(changes().prop_map(step), 0..12)) {
        if let Ok(standing) = fold(&history) {
            prop_assert!(is_legal(&standing));
            for end in 1..history.len() {
                prop_assert!(fold(&history[..end]).is_ok(), "a prefix of a legal history is legal");
            }
        }
    }
}
