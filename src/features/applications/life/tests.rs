//! No sequence of steps leads to an illegal state, and the transition table is as specified.

use proptest::prelude::*;

use super::{Change, Stage, State, Step, allows, ends, fold, moves, reachable, reopenings};
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
        occurred_on: PartialDate::parse_text("2026-03-01").expect("a date"),
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
