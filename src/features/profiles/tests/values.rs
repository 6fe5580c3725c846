//! Allowed values of a profile.

use proptest::prelude::*;
use sea_orm::sea_query::{Value, ValueType};

use super::{Fixture, date, headline, links, refused_path, targets};
use crate::{
    features::profiles::{
        FieldChange, NewPayFloor, Profile, ProfileChange, Targets, TargetsChange,
    },
    types::{amount::Amount, partial_date::PartialDate, work::PayPeriod},
};

pub(super) fn pay(amount: i64, currency: &str) -> TargetsChange {
    let floor = NewPayFloor {
        amount: Amount::from_units(amount),
        currency: currency.into(),
        period: PayPeriod::Year,
    };
    TargetsChange {
        pay_floor: FieldChange::Set(floor),
        ..TargetsChange::default()
    }
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
async fn what_does_not_fit_is_refused_by_its_path() {
    let house = Fixture::build().await;
    let (ada, profiles) = (house.user("ada").await, &house.profiles());
    let megabyte = "x".repeat(1 << 20);
    let many = |n: usize, text: &str| Some(vec![text.to_owned(); n]);
    let titles = |titles| {
        targets(TargetsChange {
            titles,
            ..TargetsChange::default()
        })
    };
    let countries = |countries| {
        targets(TargetsChange {
            countries,
            ..TargetsChange::default()
        })
    };
    let excluded = |excluded_companies| {
        targets(TargetsChange {
            excluded_companies,
            ..TargetsChange::default()
        })
    };
    let summary = |text: &str| ProfileChange {
        summary: Some(text.into()),
        ..ProfileChange::default()
    };
    for (change, path) in [
        (headline(&"x".repeat(221)), "input.headline"),
        (headline(&megabyte), "input.headline"),
        (headline("a\nb"), "input.headline"),
        (headline("a\0b"), "input.headline"),
        (headline("a\u{202e}b"), "input.headline"),
        (summary(&"é".repeat(5_001)), "input.summary"),
        (summary(&megabyte), "input.summary"),
        (summary("a\0"), "input.summary"),
        (summary("a\u{2066}"), "input.summary"),
        (
            ProfileChange {
                location: Some(megabyte.clone()),
                ..ProfileChange::default()
            },
            "input.location",
        ),
        (links(&[("a", "https://a.example"); 21]), "input.links"),
        (
            links(&[("a", "https://a.example"), ("", "https://a.example")]),
            "input.links.1.label",
        ),
        (
            links(&[(&"x".repeat(61), "https://a.example")]),
            "input.links.0.label",
        ),
        (links(&[("a", "javascript:alert(1)")]), "input.links.0.url"),
        (links(&[("a", "a.example")]), "input.links.0.url"),
        (links(&[("a", "https://")]), "input.links.0.url"),
        (links(&[("a", "https://a.example/\0")]), "input.links.0.url"),
        (
            links(&[("a", "https://a.example/a\tb")]),
            "input.links.0.url",
        ),
        (
            links(&[("a", &format!("https://a.example/{megabyte}"))]),
            "input.links.0.url",
        ),
        (
            links(&[("a", &format!("https://a.example/{}", "é".repeat(1_000)))]),
            "input.links.0.url",
        ),
        (titles(many(21, "a")), "input.targets.titles"),
        (titles(many(1, " ")), "input.targets.titles.0"),
        (titles(many(1, &megabyte)), "input.targets.titles.0"),
        (countries(many(51, "DE")), "input.targets.countries"),
        (countries(many(1, "XX")), "input.targets.countries.0"),
        (countries(many(1, "Atlantis")), "input.targets.countries.0"),
        (
            countries(Some(vec!["DE".into(), "ÄÖ".into()])),
            "input.targets.countries.1",
        ),
        (excluded(many(101, "a")), "input.targets.excludedCompanies"),
        (
            excluded(many(1, "a\u{200f}")),
            "input.targets.excludedCompanies.0",
        ),
        (targets(pay(-1, "EUR")), "input.targets.payFloor.amount"),
        (
            targets(pay(i64::MAX, "EUR")),
            "input.targets.payFloor.amount",
        ),
        (targets(pay(1, "eur")), "input.targets.payFloor.currency"),
        (targets(pay(1, "EURO")), "input.targets.payFloor.currency"),
    ] {
        assert_eq!(refused_path(profiles.update(&ada, 0, change).await), path);
    }
    assert_eq!(
        profiles.get(&ada).await.expect("read"),
        Profile::default(),
        "nothing half-written"
    );

    let fits = ProfileChange {
        summary: Some("é".repeat(5_000)),
        ..headline(&"é".repeat(220))
    };
    profiles
        .update(&ada, 0, fits)
        .await
        .expect("what just fits");
    profiles
        .update(&ada, 1, links(&[("a", "https://a.example"); 20]))
        .await
        .expect("what just fits");
}

#[test]
fn a_date_is_before_another_only_when_no_reading_says_otherwise() {
    for (this, other, before) in [
        ("2019", "2020", true),
        ("2020", "2019", false),
        ("2020", "2020", false),
        ("2020", "2020-05", false),
        ("2020-05", "2020", false),
        ("2020-04", "2020-05-01", true),
        ("2020-05", "2020-05-31", false),
        ("2020-05-30", "2020-05-31", true),
        ("2019-12-31", "2020", true),
    ] {
        assert_eq!(
            date(this).is_surely_before(&date(other)),
            before,
            "{this} before {other}"
        );
    }
}

#[test]
fn targets_written_before_a_field_was_known_still_read() {
    let old: Targets =
        serde_json::from_str(r#"{"titles":["Engineer"],"payFloor":null}"#).expect("reads");
    assert_eq!(
        old,
        Targets {
            titles: vec!["Engineer".into()],
            ..Targets::default()
        }
    );
    assert_eq!(
        serde_json::from_str::<Targets>("{}").expect("reads"),
        Targets::default()
    );
}

fn any_date() -> impl Strategy<Value = PartialDate> {
    (1900..=2100_i32, 1..=12_u32, 1..=28_u32, 0..3_u8).prop_map(|(year, month, day, parts)| {
        match parts {
            0 => date(&format!("{year}")),
            1 => date(&format!("{year}-{month:02}")),
            _ => date(&format!("{year}-{month:02}-{day:02}")),
        }
    })
}

proptest! {
    #[test]
    fn dates_in_columns_read_back_as_written(day in any_date()) {
        let Value::String(Some(text)) = Value::from(day) else { panic!("a date is kept as text") };
        prop_assert_eq!(&text, &day.to_string());
        prop_assert_eq!(<PartialDate as ValueType>::try_from(Value::from(day)).ok(), Some(day));
    }

    #[test]
    fn before_is_an_order(a in any_date(), b in any_date(), c in any_date()) {
        prop_assert!(!a.is_surely_before(&a));
        prop_assert!(!(a.is_surely_before(&b) && b.is_surely_before(&a)));
        prop_assert!(!(a.is_surely_before(&b) && b.is_surely_before(&c)) || a.is_surely_before(&c));
        if a.is_surely_before(&b) {
            prop_assert!(a.earliest() < b.earliest());
        }
    }
}
