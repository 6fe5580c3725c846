//! Cases of names of companies.

use proptest::prelude::*;

use super::{Name, former_alias};
use crate::assert_cases;

#[test]
fn a_name_has_a_key_without_case_accents_and_signs() {
    let cases = [
        ("Fernhill", "fernhill"),
        ("FERNHILL", "fernhill"),
        ("  Fern  Hill ", "fern hill"),
        ("Fern-Hill", "fern hill"),
        ("Fernhill GmbH", "fernhill gmbh"),
        ("Fernhill G.m.b.H.", "fernhill gmbh"),
        ("Fernhill GmbH & Co. KG", "fernhill gmbh co kg"),
        ("Fernhill GmbH und Co. KG", "fernhill gmbh co kg"),
        ("FERNHILL, Inc.", "fernhill inc"),
        ("Fernhill Incorporated", "fernhill inc"),
        ("Halden SA", "halden sa"),
        ("Halden S.A.", "halden sa"),
        ("Halden, S. A.", "halden sa"),
        ("Halden S/A", "halden sa"),
        ("Halden AG", "halden ag"),
        ("Halden Aktiengesellschaft", "halden ag"),
        ("Halden S.A.S.", "halden sas"),
        ("Halden SE", "halden se"),
        ("Halden Ltd", "halden ltd"),
        ("Halden Limited", "halden ltd"),
        ("Halden Co., Ltd.", "halden ltd"),
        ("Halden Pty Ltd", "halden pty ltd"),
        ("Halden B.V.", "halden bv"),
        ("Halden A/S", "halden as"),
        ("Halden AS", "halden as"),
        ("Halden S.r.l.", "halden srl"),
        ("Halden S.p.A.", "halden spa"),
        ("Halden Sp. z o.o.", "halden sp zoo"),
        ("Halden s.r.o.", "halden sro"),
        ("Halden e.V.", "halden ev"),
        ("Halden & Co.", "halden co"),
        ("Halden and Co", "halden co"),
        ("Halden S.à r.l.", "halden sarl"),
        ("Halden™", "halden"),
        ("Halden® Ltd.", "halden ltd"),
        ("ООО Ромашка", "ромашка ooo"),
        ("株式会社ハルデン", "ハルデン kk"),
        ("ハルデン株式会社", "ハルデン kk"),
        ("Søren & Søn A/S", "soren son as"),
        ("Müller & Söhne", "muller sohne"),
        ("Müller und Söhne", "muller sohne"),
        ("Marsh and Vale", "marsh vale"),
        ("Großmann", "grossmann"),
        ("O'Hara's", "oharas"),
        ("O’Haras", "oharas"),
        ("J.P. Halden", "jp halden"),
        ("JP Halden", "jp halden"),
        ("Halden.com", "halden com"),
        ("A&B Tools", "a b tools"),
        ("Co", "co"),
        ("AG", "ag"),
        ("SAS Halden", "sas halden"),
        ("Ag Halden", "ag halden"),
        ("!!!", "!!!"),
        ("&", "&"),
        ("", ""),
    ];
    let cases = cases.map(|(name, key)| (name, key.to_owned()));
    assert_cases(&cases, |name| Name::read(name).key());
}

#[test]
fn another_legal_form_is_another_company() {
    let agree = |one: &str, other: &str| {
        let (one, other) = (Name::read(one), Name::read(other));
        one.base == other.base && !one.conflicts(&other)
    };
    assert!(agree("Halden SA", "Halden S.A."));
    assert!(agree("Halden SA", "Halden"));
    assert!(agree("HALDEN", "Halden AG"));
    assert!(!agree("Halden SA", "Halden AG"));
    assert!(!agree("Halden Ltd", "Halden LLC"));
    assert!(!agree("Halden SA", "Haldon SA"));
}

#[test]
fn the_former_alias_is_as_it_was() {
    let cases = [
        ("Fernhill GmbH & Co. KG", "fernhill"),
        ("Søren & Søn A/S", "søren søn a s"),
        ("O'Hara", "o hara"),
        ("!!!", ""),
    ];
    assert_cases(
        &cases.map(|(name, alias)| (name, alias.to_owned())),
        former_alias,
    );
}

#[test]
fn a_name_of_signs_alone_has_a_key_that_stays() {
    for name in ["´", "¨", "´´", "!", "´ ¨", "™", "…"] {
        let key = Name::read(name).key();
        assert!(!key.is_empty(), "{name}");
        assert_eq!(Name::read(&key).key(), key, "{name}");
    }
}

#[test]
fn companies_of_job_boards() {
    crate::assert_table(include_str!("tests/boards.tsv"), |cells| {
        let (first, second) = (Name::read(cells[0]), Name::read(cells[1]));
        let sign = match first.conflicts(&second) {
            true => "/",
            false if first == second => "=",
            false => "!",
        };
        sign.to_owned()
    });
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_visible_name_has_a_key_that_stays(name in "\\PC{0,60}") {
        let key = Name::read(&name).key();
        prop_assert_eq!(key.is_empty(), crate::text::tidy(&name, 150).is_empty(), "{:?}", key);
        prop_assert!(key.chars().count() <= 700);
        prop_assert_eq!(Name::read(&key).key(), key);
    }

    #[test]
    fn case_and_signs_do_not_matter(name in "[A-Z][a-z]{2,8}( [A-Z][a-z]{3,8})?", form in "(AG|SA|Ltd|GmbH|Inc)") {
        let key = Name::read(&format!("{name} {form}")).key();
        for other in [format!("{name}, {form}."), format!("{} {form}", name.to_uppercase()), format!("“{name}” ({form})"), format!("{} {}", name.to_lowercase(), form.to_lowercase())] {
            prop_assert_eq!(Name::read(&other).key(), key.clone(), "{}", other);
        }
    }
}
