//! Facts below an item, some of them the user's.

use super::{before, mine, one};
use crate::features::imports::{Action, entity::values::Values, service::compare::Fact};

/// An item with one fact of the user's, and what became of it: action, file's side, merged.
fn with_fact(fact: Fact, said: &str, newer: &str) -> (Action, Vec<String>, Vec<String>) {
    let mut item = mine(1, &[("name", "A"), ("claims", &fact.text)]);
    item.facts = vec![fact];
    let said = [("name", "A"), ("claims", said)];
    let newer = [("name", "A"), ("claims", newer)];
    let verdict = one(&newer, &[item], &[before(1, &said)]);
    let of = |values: &Values| values.of("claims").to_vec();
    (verdict.action, of(&verdict.proposed), of(&verdict.merged))
}

#[test]
fn a_fact_that_the_user_confirmed_is_dropped_by_choice_only() {
    let held = |is_held| Fact {
        text: "one".to_owned(),
        is_held,
        ..Fact::default()
    };
    let (action, proposed, merged) = with_fact(held(true), "one", "two");
    assert_eq!(action, Action::Conflict);
    assert_eq!(proposed, ["two"]);
    assert_eq!(merged, ["one", "two"]);
    let (action, proposed, _) = with_fact(held(false), "one", "two");
    assert_eq!((action, proposed), (Action::Change, vec!["two".to_owned()]));
}

#[test]
fn the_side_of_the_file_replaces_what_the_user_made_of_its_fact() {
    let edited = || Fact {
        text: "one, better".to_owned(),
        is_held: true,
        earlier: vec!["one".to_owned()],
    };
    for newer in ["one", "two"] {
        let (action, proposed, merged) = with_fact(edited(), "one", newer);
        assert_eq!(action, Action::Conflict);
        assert_eq!(proposed, [newer]);
        assert_eq!(merged.first().unwrap(), "one, better");
    }
}
