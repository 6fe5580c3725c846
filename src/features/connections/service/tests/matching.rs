//! Which row of a file is which person.

use proptest::prelude::*;

use super::{facts, imported};
use crate::features::connections::{
    PersonRow,
    service::matching::{
        Identity,
        Match::{self, Known, New, Repeated},
        match_rows,
    },
};

const URL: &str = "https://www.linkedin.com/in/rui-sample";

fn found(people: &[[&str; 5]], rows: &[[&str; 5]]) -> Vec<Match> {
    let people: Vec<PersonRow> = people.iter().map(|one| imported(*one)).collect();
    let rows: Vec<Identity> = rows.iter().map(|row| Identity::of(&facts(*row))).collect();
    match_rows(&people, &rows)
}

#[test]
fn an_address_is_one_person_in_all_its_forms_whatever_else_changes() {
    let people = [["Rui Sample", URL, "Marl", "Hand", "2020-01-05"]];
    for url in [
        "http://linkedin.com/in/rui-sample/",
        "https://pt.linkedin.com/in/Rui-Sample?trk=x",
        "https://www.linkedin.com/in/rui%2Dsample",
    ] {
        let row = ["Rui Other", url, "Peel", "Lead", "2021-02-03"];
        assert_eq!(found(&people, &[row]), [Known(0)], "{url}");
    }
    let again = ["Rui", URL, "", "", ""];
    assert_eq!(found(&people, &[people[0], again]), [Known(0), Repeated]);
    assert_eq!(found(&[], &[people[0], again]), [New, Repeated]);
}

#[test]
fn two_people_of_one_name_stay_two() {
    let (one, two) = ("https://x.example/a", "https://x.example/b");
    let row = |url, date| ["Amara Quayle", url, "Marl", "Hand", date];
    let day = "2020-01-05";
    assert_eq!(found(&[row(one, day)], &[row(two, day)]), [New]);
    assert_eq!(found(&[], &[row(one, day), row(two, day)]), [New, New]);
    // Without addresses, by their dates or what they do.
    assert_eq!(found(&[row("", day)], &[row("", "2021-01-05")]), [New]);
    let other = ["Amara Quayle", "", "Peel", "Cook", ""];
    assert_eq!(found(&[row("", "")], &[other]), [New]);
    let both = [row("", day), ["Amara Quayle", "", "Peel", "Cook", day]];
    assert_eq!(found(&both, &[both[1], both[0]]), [Known(1), Known(0)]);
    // One of the two has another job: who of them cannot be said, so nobody is changed.
    let neither = ["Amara Quayle", "", "Tarn", "Cook", day];
    assert_eq!(found(&both, &[neither]), [New]);
}

#[test]
fn without_an_address_the_only_one_of_a_name_and_date_may_change_jobs() {
    let before = ["Bo Lind", "", "Fernhill", "Baker", "2018-02-01"];
    let after = ["BO LIND", "", "Marl", "Lead Baker", "2018-02-01"];
    assert_eq!(found(&[before], &[after]), [Known(0)]);
    // The person still has the first job in this file, so the other row is another person.
    assert_eq!(found(&[before], &[after, before]), [New, Known(0)]);
    let undated = ["Bo Lind", "", "Fernhill Ltd.", "baker", ""];
    let known = ["Bo Lind", "", "Fernhill Limited", "Baker", "2018-02-01"];
    assert_eq!(found(&[known], &[undated]), [Known(0)]);
}

#[test]
fn a_person_gets_an_address_when_a_later_file_has_one() {
    let bare = ["Bo Lind", "", "Fernhill", "Baker", "2018-02-01"];
    let with_url = ["Bo Lind", URL, "Fernhill", "Baker", "2018-02-01"];
    assert_eq!(found(&[bare], &[with_url]), [Known(0)]);
    assert_eq!(found(&[with_url], &[bare]), [Known(0)]);
}

fn a_row() -> impl Strategy<Value = [&'static str; 5]> {
    let one = |values: &'static [&'static str]| prop::sample::select(values);
    (
        one(&["Ann Ray", "Bo Lind", "ann ray"]),
        one(&["", "", "https://x.example/1", "http://x.example/1/", URL]),
        one(&["", "Marl", "Marl GmbH", "Peel"]),
        one(&["", "Cook"]),
        one(&["", "2020", "2020-01-05"]),
    )
        .prop_map(|(name, url, company, position, date)| [name, url, company, position, date])
}

proptest! {
    /// Whatever a file has: once its new rows are in, the file adds nobody.
    #[test]
    fn the_same_file_adds_nobody_twice(rows in prop::collection::vec(a_row(), 0..12)) {
        let first = found(&[], &rows);
        let added: Vec<[&str; 5]> = rows.iter().zip(&first).filter(|(_, it)| **it == New).map(|(row, _)| *row).collect();
        let again = found(&added, &rows);
        prop_assert!(again.iter().all(|it| *it != New), "{first:?} {again:?}");
    }
}
