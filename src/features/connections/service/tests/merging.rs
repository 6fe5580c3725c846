//! What an import changes of a person.

use super::facts;
use crate::features::connections::{Facts, service::merge::merged};

fn at(company: &str) -> Facts {
    facts(["Bo Lind", "", company, "Baker", "2018-02-01"])
}

#[test]
fn what_the_user_has_not_changed_follows_the_import() {
    let (now, new) = (at("Fernhill"), at("Marl"));
    let (after, remembered) = merged(&now, Some(&now), &new).unwrap();
    assert_eq!((after, remembered), (new.clone(), new.clone()));
    assert_eq!(merged(&new, Some(&new), &new), None);
}

#[test]
fn what_the_user_typed_is_never_overwritten() {
    let (typed, imported) = (at("Peel"), at("Fernhill"));
    assert_eq!(merged(&typed, Some(&imported), &at("Marl")), None);
    assert_eq!(merged(&at(""), Some(&imported), &at("Marl")), None);
    // Other fields still follow.
    let mut stated = at("Marl");
    stated.position = "Lead".to_owned();
    let (after, remembered) = merged(&typed, Some(&imported), &stated).unwrap();
    assert_eq!(
        (after.company.as_str(), after.position.as_str()),
        ("Peel", "Lead")
    );
    assert_eq!(remembered.company, "Marl");
    // A person whom the user typed gets what was left open only.
    let mine = facts(["Bo Lind", "", "", "Cook", ""]);
    let (after, _) = merged(&mine, None, &at("Marl")).unwrap();
    assert_eq!(after, facts(["Bo Lind", "", "Marl", "Cook", "2018-02-01"]));
}

#[test]
fn what_an_import_does_not_state_stays() {
    let now = at("Fernhill");
    assert_eq!(
        merged(&now, Some(&now), &facts(["Bo Lind", "", "", "", ""])),
        None
    );
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
    assert_eq!(merged(&now, Some(&now), &stated), None);
}
