//! What an import changes of a person.

use super::facts;
use crate::features::connections::{Facts, service::merge::merge};

fn at(company: &str) -> Facts {
    facts(["Bo Lind", "", company, "Baker", "2018-02-01"])
}

#[test]
fn what_the_user_has_not_changed_follows_the_import() {
    let (now, new) = (at("Fernhill"), at("Marl"));
    let all = merge(&now, Some(&now), &new).unwrap();
    assert_eq!((&all.kept, &all.taken), (&new, &new));
    assert_eq!((&all.remembered, all.is_conflict), (&new, false));
    assert_eq!(merge(&new, Some(&new), &new), None);
}

#[test]
fn something_new_about_what_the_user_typed_is_a_conflict() {
    let (typed, imported) = (at("Peel"), at("Fernhill"));
    for mine in [&typed, &at("")] {
        let all = merge(mine, Some(&imported), &at("Marl")).unwrap();
        assert!(all.is_conflict);
        assert_eq!((&all.kept, &all.taken), (mine, &at("Marl")));
        // Once it is remembered, the same file says nothing new.
        assert_eq!(merge(mine, Some(&all.remembered), &at("Marl")), None);
    }
    assert_eq!(merge(&typed, Some(&imported), &imported), None);
}

#[test]
fn other_fields_follow_and_what_was_typed_over_the_same_words_stays() {
    let (typed, imported) = (at("Peel"), at("Fernhill"));
    let mut stated = at("Fernhill");
    stated.position = "Lead".to_owned();
    let all = merge(&typed, Some(&imported), &stated).unwrap();
    assert!(!all.is_conflict);
    assert_eq!(all.kept, all.taken);
    let words = (all.kept.company.as_str(), all.kept.position.as_str());
    assert_eq!(words, ("Peel", "Lead"));
}

#[test]
fn a_person_whom_the_user_typed_gets_what_was_left_open() {
    let mine = facts(["Bo Lind", "", "", "Cook", ""]);
    let all = merge(&mine, None, &at("Marl")).unwrap();
    let filled = facts(["Bo Lind", "", "Marl", "Cook", "2018-02-01"]);
    assert_eq!((&all.kept, &all.taken), (&filled, &at("Marl")));
    assert!(all.is_conflict, "Cook, or Baker");
}

#[test]
fn what_an_import_does_not_state_stays() {
    let now = at("Fernhill");
    let stated = facts(["Bo Lind", "", "", "", ""]);
    assert_eq!(merge(&now, Some(&now), &stated), None);
}

#[test]
fn another_form_of_an_address_is_no_change() {
    let with = |url: &str, email: &str| Facts {
        profile_url: url.to_owned(),
        email: email.to_owned(),
        ..at("Fernhill")
    };
    let now = with("https://www.linkedin.com/in/bo-lind", "bo@example.org");
    let stated = with("http://se.linkedin.com/in/Bo-Lind/", "Bo@Example.org");
    assert_eq!(merge(&now, Some(&now), &stated), None);
}
