//! Tests of the comparison, without a database.

mod facts;

use uuid::Uuid;

use super::{Existing, Keys, Known, Rules, Verdict, any, compare};
use crate::features::imports::{Action, entity::values::Values};

fn values(fields: &[(&str, &str)]) -> Values {
    let mut values = Values::default();
    for (field, text) in fields {
        let texts = text.split('|').filter(|text| !text.is_empty());
        values.set(field, texts.map(str::to_owned).collect());
    }
    values
}

fn keys(values: &Values) -> Keys {
    let (name, start) = (values.text("name"), values.text("start"));
    vec![
        format!("{name}/{start}").trim_matches('/').to_owned(),
        name.to_owned(),
        start.to_owned(),
    ]
}

const fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn mine(number: u128, fields: &[(&str, &str)]) -> Existing {
    Existing {
        id: id(number),
        values: values(fields),
        facts: Vec::new(),
    }
}

fn before(number: u128, fields: &[(&str, &str)]) -> Known {
    Known {
        item: id(number),
        said: Some(values(fields)),
        declined: None,
    }
}

/// What an import wrote, if it did, and what the user decided against later.
fn declined(number: u128, said: Option<&[(&str, &str)]>, declined: &[(&str, &str)]) -> Known {
    Known {
        item: id(number),
        said: said.map(values),
        declined: Some(values(declined)),
    }
}

const RULES: Rules<fn(&Values) -> Keys> = Rules {
    keys,
    name: None,
    fits: any,
    fits_removed: any,
    may_be_removed: None,
};

fn one(file: &[(&str, &str)], existing: &[Existing], known: &[Known]) -> Verdict {
    let mut verdicts = compare(&RULES, &[values(file)], existing, known);
    assert_eq!(verdicts.len(), 1);
    verdicts.remove(0)
}

#[test]
fn each_state_of_an_item_has_its_action() {
    let a = [("name", "A"), ("place", "Ghent")];
    let b = [("name", "A"), ("place", "Bruges")];
    let cases: [(&str, Verdict, Action); 8] = [
        ("it is new", one(&a, &[], &[]), Action::Add),
        (
            "nothing differs",
            one(&a, &[mine(1, &a)], &[before(1, &a)]),
            Action::Keep,
        ),
        (
            "typed by the user, the same",
            one(&a, &[mine(1, &a)], &[]),
            Action::Keep,
        ),
        (
            "typed by the user, another",
            one(&a, &[mine(1, &b)], &[]),
            Action::Conflict,
        ),
        (
            "the file is newer",
            one(&b, &[mine(1, &a)], &[before(1, &a)]),
            Action::Change,
        ),
        (
            "edited by the user",
            one(&a, &[mine(1, &b)], &[before(1, &a)]),
            Action::Conflict,
        ),
        (
            "removed by the user",
            one(&a, &[], &[before(1, &a)]),
            Action::Conflict,
        ),
        (
            "edited to what the file says now",
            one(&b, &[mine(1, &b)], &[before(1, &a)]),
            Action::Keep,
        ),
    ];
    for (what, verdict, action) in cases {
        assert_eq!(verdict.action, action, "{what}");
    }
}

#[test]
fn what_a_file_does_not_say_is_no_difference() {
    let full = [("name", "A"), ("place", "Ghent")];
    let bare = [("name", "A")];
    let kept = one(&bare, &[mine(1, &full)], &[before(1, &bare)]);
    assert_eq!(kept.action, Action::Keep);
    let removed = one(&bare, &[mine(1, &full)], &[before(1, &full)]);
    assert_eq!(removed.action, Action::Keep);
}

#[test]
fn merging_keeps_what_the_user_edited_and_takes_the_rest() {
    let said = [("name", "A"), ("title", "Hand"), ("place", "Ghent")];
    let edited = [("name", "A"), ("title", "Lead"), ("place", "Ghent")];
    let newer = [("name", "A"), ("title", "Hand"), ("place", "Bruges")];
    let verdict = one(&newer, &[mine(1, &edited)], &[before(1, &said)]);
    assert_eq!(verdict.action, Action::Conflict);
    assert_eq!(
        verdict.merged,
        values(&[("name", "A"), ("title", "Lead"), ("place", "Bruges")])
    );
    assert_eq!(verdict.proposed, values(&newer));
    let typed = one(
        &said,
        &[mine(1, &[("name", "A"), ("title", "Mine"), ("place", "")])],
        &[],
    );
    assert_eq!(
        typed.merged,
        values(&[("name", "A"), ("title", "Mine"), ("place", "Ghent")])
    );
}

#[test]
fn lists_are_compared_value_by_value() {
    let said = [("name", "A"), ("claims", "one|two")];
    let with_own = [("name", "A"), ("claims", "one|mine|two")];
    let newer = [("name", "A"), ("claims", "one|three")];
    let kept = one(&said, &[mine(1, &with_own)], &[before(1, &said)]);
    assert_eq!(kept.action, Action::Keep);
    let changed = one(&newer, &[mine(1, &with_own)], &[before(1, &said)]);
    assert_eq!(changed.action, Action::Change);
    assert_eq!(changed.proposed.of("claims"), ["one", "mine", "three"]);
    let edited = [("name", "A"), ("claims", "one|two, better")];
    let conflict = one(&newer, &[mine(1, &edited)], &[before(1, &said)]);
    assert_eq!(conflict.action, Action::Conflict);
    assert_eq!(
        conflict.merged.of("claims"),
        ["one", "two, better", "three"]
    );
}

#[test]
fn no_item_is_matched_twice_and_loose_keys_match_only_what_is_alone() {
    let a = [("name", "A"), ("start", "2020")];
    let twice = compare(
        &RULES,
        &[values(&a), values(&a), values(&a)],
        &[mine(1, &a), mine(2, &a)],
        &[],
    );
    let items: Vec<Option<Uuid>> = twice.iter().map(|verdict| verdict.item).collect();
    assert_eq!(items, [Some(id(1)), Some(id(2)), None]);

    let moved = [("name", "A"), ("start", "2021")];
    let found = one(&moved, &[mine(1, &a)], &[before(1, &a)]);
    assert_eq!((found.action, found.item), (Action::Change, Some(id(1))));
    let other = [("name", "A"), ("start", "2022")];
    let unsure = compare(
        &RULES,
        &[values(&moved), values(&other)],
        &[mine(1, &a)],
        &[before(1, &a)],
    );
    assert!(unsure.iter().all(|verdict| verdict.action == Action::Add));
}

#[test]
fn what_an_import_wrote_is_found_although_the_user_renamed_it() {
    let said = [("name", "A"), ("start", "2020")];
    let renamed = [("name", "Z"), ("start", "1999")];
    let verdict = one(&said, &[mine(1, &renamed)], &[before(1, &said)]);
    assert_eq!(
        (verdict.action, verdict.item),
        (Action::Conflict, Some(id(1)))
    );
    // An item that is gone does not stand in the way of an equal one that is there.
    let verdict = one(
        &said,
        &[mine(2, &said)],
        &[before(1, &said), before(2, &said)],
    );
    assert_eq!((verdict.action, verdict.item), (Action::Keep, Some(id(2))));
}

#[test]
fn what_the_user_decided_against_is_no_conflict_until_the_file_says_something_new() {
    let said = [("name", "A"), ("place", "Ghent")];
    let edited = [("name", "A"), ("place", "Bruges")];
    let newer = [("name", "A"), ("place", "Ostend")];
    let cases: [(&str, Verdict, Action); 7] = [
        (
            "edited, and the same file again",
            one(
                &said,
                &[mine(1, &edited)],
                &[declined(1, Some(&said), &said)],
            ),
            Action::Keep,
        ),
        (
            "edited, and a newer file",
            one(
                &newer,
                &[mine(1, &edited)],
                &[declined(1, Some(&said), &said)],
            ),
            Action::Conflict,
        ),
        (
            "typed by the user",
            one(&said, &[mine(1, &edited)], &[declined(1, None, &said)]),
            Action::Keep,
        ),
        (
            "typed by the user, and a newer file",
            one(&newer, &[mine(1, &edited)], &[declined(1, None, &said)]),
            Action::Conflict,
        ),
        (
            "edited again, and the same file",
            one(&newer, &[mine(1, &said)], &[declined(1, None, &newer)]),
            Action::Keep,
        ),
        (
            "removed, and the same file",
            one(&said, &[], &[declined(1, Some(&said), &said)]),
            Action::Keep,
        ),
        (
            "typed and removed by the user",
            one(&said, &[], &[declined(1, None, &said)]),
            Action::Add,
        ),
    ];
    for (what, verdict, action) in cases {
        assert_eq!(verdict.action, action, "{what}");
        assert_eq!(verdict.is_declined, action == Action::Keep, "{what}");
    }
    // Who decides anew gets what the file says.
    let kept = one(
        &said,
        &[mine(1, &edited)],
        &[declined(1, Some(&said), &said)],
    );
    assert_eq!(kept.proposed, values(&said));
    let same = one(&said, &[mine(1, &said)], &[declined(1, Some(&said), &said)]);
    assert!(!same.is_declined, "there is nothing to decide");
}

#[test]
fn the_letter_case_of_a_name_is_no_difference() {
    let rules = Rules {
        keys: |values: &Values| {
            let name = values.text("name").to_lowercase();
            vec![name, String::new(), String::new()]
        },
        name: Some("name"),
        fits: any,
        fits_removed: any,
        may_be_removed: None,
    };
    let file = [("name", "Rust"), ("place", "")];
    let one = |existing: &[Existing], known: &[Known]| {
        compare(&rules, &[values(&file)], existing, known).remove(0)
    };
    let typed = one(&[mine(1, &[("name", "rust")])], &[]);
    assert_eq!(typed.action, Action::Keep);
    assert_eq!(typed.proposed.of("name"), ["rust"]);
    let edited = one(&[mine(1, &[("name", "RUST")])], &[before(1, &file)]);
    assert_eq!(edited.action, Action::Keep);
    let newer = one(
        &[mine(1, &[("name", "rust")])],
        &[before(1, &[("name", "rust")])],
    );
    assert_eq!(newer.action, Action::Keep);
}

proptest::proptest! {
    #[test]
    fn what_was_just_written_is_kept(
        items in proptest::collection::vec(("[a-c]{1,2}", "[0-3]?", "[x-z]{0,2}"), 0..8),
    ) {
        let incoming: Vec<Values> = items
            .iter()
            .map(|(name, start, place)| values(&[("name", name), ("start", start), ("place", place)]))
            .collect();
        let numbered = || (1_u128..).zip(&incoming);
        let existing: Vec<Existing> = numbered()
            .map(|(number, values)| Existing { id: id(number), values: values.clone(), facts: Vec::new() })
            .collect();
        let known: Vec<Known> = numbered()
            .map(|(number, values)| Known { item: id(number), said: Some(values.clone()), declined: None })
            .collect();
        // Equal keys with different values may be paired in another order, so only distinct ones are compared.
        let distinct: std::collections::HashSet<String> =
            incoming.iter().map(|values| keys(values)[0].clone()).collect();
        if distinct.len() == incoming.len() {
            for verdict in compare(&RULES, &incoming, &existing, &known) {
                proptest::prop_assert_eq!(verdict.action, Action::Keep);
            }
        }
        let all: Vec<Option<Uuid>> = compare(&RULES, &incoming, &existing, &known)
            .iter()
            .map(|verdict| verdict.item)
            .collect();
        let once: std::collections::HashSet<&Uuid> = all.iter().flatten().collect();
        proptest::prop_assert_eq!(once.len(), all.iter().flatten().count());
    }
}

#[test]
fn what_a_newer_file_leaves_out_stays() {
    let said = [("name", "A"), ("place", "Ghent"), ("claims", "one|two")];
    let verdict = one(&[("name", "A")], &[mine(1, &said)], &[before(1, &said)]);
    assert_eq!(verdict.action, Action::Keep);
    let newer = [("name", "A"), ("start", "2021")];
    let verdict = one(&newer, &[mine(1, &said)], &[before(1, &said)]);
    assert_eq!(verdict.action, Action::Change);
    assert_eq!(verdict.proposed.of("place"), ["Ghent"]);
    assert_eq!(verdict.proposed.of("claims"), ["one", "two"]);
}

#[test]
fn an_item_that_was_typed_again_is_there() {
    let said = [("name", "A"), ("start", "2021")];
    let verdict = one(&said, &[mine(2, &said)], &[before(1, &said)]);
    assert_eq!((verdict.action, verdict.item), (Action::Keep, Some(id(2))));
    // Another one with the same name is not the one that was removed.
    let other = [("name", "A"), ("start", "2023")];
    let verdict = one(&said, &[mine(2, &other)], &[before(1, &said)]);
    assert_eq!(verdict.action, Action::Conflict);
    assert_eq!((verdict.item, verdict.existing), (Some(id(1)), None));
}

#[test]
fn what_a_newer_file_left_out_is_still_what_an_import_said() {
    let full = [("name", "A"), ("place", "Ghent")];
    let bare = one(&[("name", "A")], &[mine(1, &full)], &[before(1, &full)]);
    assert_eq!(bare.said, values(&full));
    let moved = [("name", "A"), ("place", "Bruges")];
    let known = Known {
        item: id(1),
        said: Some(bare.said),
        declined: None,
    };
    let verdict = one(&moved, &[mine(1, &full)], &[known]);
    assert_eq!(verdict.action, Action::Change);
}
