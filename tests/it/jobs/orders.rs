//! Orders of the search: each shows each posting once while others arrive, and its cursors belong to one query, filter and order.

use std::collections::BTreeSet;

use careergraph::{
    features::jobs::source::{Pay, Place, PostingRecord},
    types::{
        cursor::{Cursor, List},
        work::{PayOrigin, PayPeriod},
    },
};
use chrono::TimeDelta;

use super::{
    search::{day, record, search, store},
    titles,
};
use crate::kit::{Setup, TestApp};

/// A posting with the word of the searches, more or less often.
fn kettle(name: &str, number: usize) -> PostingRecord {
    let hours = i64::try_from(number).unwrap();
    let city = ["Lisbon", "Porto", "Braga"][number % 3];
    PostingRecord {
        posted_at: Some(day() - TimeDelta::hours(hours)),
        locations: vec![Place {
            raw: city.to_owned(),
            city: Some(city.to_owned()),
            country: Some("PT".to_owned()),
            ..Place::default()
        }],
        ..record(
            &format!("{name} {number}"),
            &format!("Text {number}. {}", "A kettle. ".repeat(1 + number % 5)),
        )
    }
}

fn paid(title: &str, max: Option<i64>, currency: &str, period: PayPeriod) -> PostingRecord {
    let pay = max.map(|max| Pay {
        min: None,
        max: Some(max * 100),
        currency: currency.to_owned(),
        period,
        origin: PayOrigin::Stated,
    });
    PostingRecord {
        pay,
        ..record(title, &format!("Text of {title}. A kettle."))
    }
}

async fn kettles(name: &str, from: usize, app: &TestApp) -> Vec<String> {
    let records: Vec<PostingRecord> = (from..from + 40)
        .map(|number| kettle(name, number))
        .collect();
    store(app, name, &records).await;
    records.into_iter().map(|record| record.title).collect()
}

/// All titles, ten by ten; others arrive after the first page.
async fn walk_while_others_arrive(app: &TestApp, arguments: &str) -> Vec<String> {
    let (mut all, mut after) = (Vec::new(), String::new());
    for round in 0.. {
        let fields = "nodes { title } pageInfo { hasNextPage endCursor }";
        let page = search(app, &format!("{arguments}, first: 10{after}"), fields).await;
        all.extend(titles(page.data("jobs")));
        if page.data("jobs.pageInfo.hasNextPage") == false {
            return all;
        }
        after = format!(", after: {}", page.data("jobs.pageInfo.endCursor"));
        if round == 0 {
            for name in ["Later", "Also later"] {
                kettles(name, 0, app).await;
            }
        }
    }
    unreachable!("paging ends")
}

#[tokio::test]
async fn each_posting_comes_once_while_others_arrive() {
    for arguments in [
        "query: \"kettle\", order: RELEVANCE",
        "query: \"kettle\", order: NEWEST",
        "query: \"kettle\", order: PAY",
        "order: NEWEST",
        "order: PAY",
        "order: DISTANCE, filter: { near: { place: \"Lisbon\", radiusKm: 500 } }",
        "query: \"kettle\", order: DISTANCE, filter: { near: { place: \"Porto\", radiusKm: 500 } }",
    ] {
        let app = Setup::new().workers(0).start().await;
        // The word is rare before, and frequent after.
        let others: Vec<PostingRecord> = (0..60)
            .map(|number| record(&format!("Clerk {number}"), &format!("Number {number}.")))
            .collect();
        store(&app, "Halden", &others).await;
        let before: BTreeSet<String> = kettles("Early", 0, &app).await.into_iter().collect();
        let walked = walk_while_others_arrive(&app, arguments).await;
        let once: BTreeSet<String> = walked.iter().cloned().collect();
        assert_eq!(once.len(), walked.len(), "{arguments}: {walked:?}");
        assert!(once.is_superset(&before), "{arguments}: {walked:?}");
    }
}

#[tokio::test]
async fn the_highest_pay_comes_first_and_none_last() {
    let app = Setup::new().workers(0).start().await;
    let records = [
        paid("None", None, "EUR", PayPeriod::Year),
        paid("Hourly", Some(50), "EUR", PayPeriod::Hour),
        paid("Yearly", Some(90_000), "EUR", PayPeriod::Year),
        paid("Monthly", Some(9_000), "EUR", PayPeriod::Month),
        paid("Nothing", None, "EUR", PayPeriod::Year),
    ];
    store(&app, "Fernhill", &records).await;
    for text in ["", "query: \"kettle\", "] {
        for size in 1..=5 {
            let (mut all, mut after) = (Vec::new(), String::new());
            while all.len() < 5 {
                let arguments = format!("{text}order: PAY, first: {size}{after}");
                let page = search(&app, &arguments, "nodes { title } pageInfo { endCursor }").await;
                let page = page.data("jobs");
                all.extend(titles(page));
                after = format!(", after: {}", page["pageInfo"]["endCursor"]);
            }
            let (paid, unpaid) = all.split_at(3);
            assert_eq!(paid, ["Monthly", "Hourly", "Yearly"]);
            assert!(
                unpaid.iter().all(|title| title.starts_with("No")),
                "{all:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_cursor_belongs_to_its_query_filter_and_order() {
    let app = Setup::new().workers(0).start().await;
    kettles("Early", 0, &app).await;
    let base = "query: \"kettle\", filter: { countries: [], none: { remoteModes: [REMOTE, HYBRID] } }, order: NEWEST";
    let cursor = search(&app, &format!("{base}, first: 3"), "pageInfo { endCursor }").await;
    let cursor = cursor.text_at("jobs.pageInfo.endCursor");
    for (arguments, taken) in [
        (base, true),
        // The same in other words.
        (
            "query: \"kettle\", filter: { none: { remoteModes: [HYBRID, REMOTE, HYBRID] } }, order: NEWEST, first: 50",
            true,
        ),
        (
            "query: \"kettles\", filter: { none: { remoteModes: [REMOTE, HYBRID] } }, order: NEWEST",
            false,
        ),
        (
            "filter: { none: { remoteModes: [REMOTE, HYBRID] } }, order: NEWEST",
            false,
        ),
        (
            "query: \"kettle\", filter: { none: { remoteModes: [REMOTE] } }, order: NEWEST",
            false,
        ),
        (
            "query: \"kettle\", filter: { remoteModes: [REMOTE, HYBRID] }, order: NEWEST",
            false,
        ),
        ("query: \"kettle\", order: NEWEST", false),
        (
            "query: \"kettle\", filter: { none: { remoteModes: [REMOTE, HYBRID] } }, order: RELEVANCE",
            false,
        ),
        (
            "query: \"kettle\", filter: { none: { remoteModes: [REMOTE, HYBRID] } }, order: PAY",
            false,
        ),
    ] {
        let answer = search(
            &app,
            &format!("{arguments}, after: \"{cursor}\""),
            "nodes { id }",
        )
        .await;
        if taken {
            answer.data("jobs.nodes");
        } else {
            assert_eq!(answer.code(), "BAD_USER_INPUT", "{arguments}");
            assert!(
                answer.text.contains("cursor of another search"),
                "{}",
                answer.text
            );
        }
    }
}

#[tokio::test]
async fn cursors_of_before_the_upgrade_are_refused_with_the_reason() {
    let app = Setup::new().workers(0).start().await;
    let position = Cursor {
        key: day().timestamp_micros(),
        id: uuid::Uuid::from_u128(7),
    };
    for list in [List::PostingsByDate, List::PostingsByRank] {
        let after = format!("after: \"{}\"", position.encode(list));
        let answer = search(&app, &after, "nodes { id }").await;
        assert_eq!(answer.code(), "BAD_USER_INPUT");
        assert!(answer.text.contains("earlier release"), "{}", answer.text);
    }
    let other = format!("after: \"{}\"", position.encode(List::Applications));
    let answer = search(&app, &other, "nodes { id }").await;
    assert_eq!(answer.code(), "BAD_USER_INPUT");
    assert!(
        answer.text.contains("not a cursor of this list"),
        "{}",
        answer.text
    );
}
