//! Pay in large and small units: answers, filters and the order across currencies, and other rates.

use std::{collections::BTreeMap, sync::Arc};

use careergraph::{
    features::jobs::source::{Pay, PostingRecord},
    types::{
        amount::Amount,
        rates::Rates,
        work::{PayOrigin, PayPeriod},
    },
};
use serde_json::{Value, json};

use super::{record, reprocessing::before_migration, search::search, store, titles};
use crate::kit::{Setup, TestApp};

fn amount(text: &str) -> i64 {
    text.parse::<Amount>().unwrap().hundredths()
}

fn paid(title: &str, min: &str, max: &str, currency: &str, period: PayPeriod) -> PostingRecord {
    let pay = Pay {
        min: Some(amount(min)),
        max: Some(amount(max)),
        currency: currency.to_owned(),
        period,
        origin: PayOrigin::Stated,
    };
    PostingRecord {
        pay: Some(pay),
        ..record(title, &format!("Text of {title}. A kettle."))
    }
}

/// Postings in five currencies, of which VND has no rate, and one without pay.
async fn of_many_currencies() -> TestApp {
    let app = Setup::new().workers(0).start().await;
    let year = PayPeriod::Year;
    let records = [
        paid("Hanoi", "1800000000", "2400000000", "VND", year),
        paid("Jakarta", "1000000000", "2400000000", "IDR", year),
        paid("Porto", "40000", "60000", "EUR", year),
        paid("Pune", "1500000", "2500000", "INR", year),
        paid("Austin", "80000", "100000", "USD", year),
        paid("Bremen", "19.19", "25.5", "EUR", PayPeriod::Hour),
        record("Nowhere", "Text of Nowhere. A kettle."),
    ];
    store(&app, "Fernhill", &records).await;
    app
}

#[tokio::test]
async fn large_amounts_and_cents_come_back_as_they_were_stated() {
    let app = of_many_currencies().await;
    let fields = "nodes { title pay { min max currency yearly { min max currency inEuros { min max rate rateDate } } } }";
    let answer = search(&app, "first: 10", fields).await;
    let nodes = answer.data("jobs.nodes").as_array().unwrap();
    let pays: BTreeMap<&str, &Value> = nodes
        .iter()
        .map(|node| (node["title"].as_str().unwrap(), &node["pay"]))
        .collect();
    let hanoi = json!({ "min": 1_800_000_000, "max": 2_400_000_000_i64, "currency": "VND",
        "yearly": { "min": 1_800_000_000, "max": 2_400_000_000_i64, "currency": "VND", "inEuros": null } });
    assert_eq!(pays["Hanoi"], &hanoi);
    let bremen = json!({ "min": 19.19, "max": 25.5, "currency": "EUR",
        "yearly": { "min": 39_915.2, "max": 53_040, "currency": "EUR",
            "inEuros": { "min": 39_915.2, "max": 53_040, "rate": "1", "rateDate": "2026-10-30" } } });
    assert_eq!(pays["Bremen"], &bremen);
    let austin =
        json!({ "min": 71_607.59, "max": 89_509.49, "rate": "1.1172", "rateDate": "2026-10-30" });
    assert_eq!(pays["Austin"]["yearly"]["inEuros"], austin);
    assert_eq!(
        pays["Jakarta"]["yearly"]["inEuros"]["max"],
        json!(118_371.39)
    );
    assert_eq!(pays["Nowhere"], &Value::Null);
}

#[tokio::test]
async fn the_order_by_pay_is_that_of_euros() {
    let app = of_many_currencies().await;
    for text in ["", "query: \"kettle\", "] {
        for size in [1, 3, 10] {
            let (mut all, mut after) = (Vec::new(), String::new());
            while all.len() < 7 {
                let arguments = format!("{text}order: PAY, first: {size}{after}");
                let page = search(&app, &arguments, "nodes { title } pageInfo { endCursor }").await;
                let page = page.data("jobs");
                all.extend(titles(page));
                after = format!(", after: {}", page["pageInfo"]["endCursor"]);
            }
            let (with_rate, without) = all.split_at(5);
            assert_eq!(
                with_rate,
                ["Jakarta", "Austin", "Porto", "Bremen", "Pune"],
                "{text}"
            );
            let mut without = without.to_vec();
            without.sort();
            assert_eq!(without, ["Hanoi", "Nowhere"]);
        }
    }
}

#[tokio::test]
async fn a_minimum_is_exact_in_its_currency_and_converted_for_others() {
    let app = of_many_currencies().await;
    for (least, currency, expected) in [
        (json!(2_400_000_000_i64), "VND", "Hanoi"),
        (json!("2400000000.01"), "VND", ""),
        (json!(2_400_000_000_i64), "IDR", "Jakarta"),
        (json!(2_400_000_000.01), "IDR", ""),
        (json!(53_040), "EUR", "Austin Bremen Jakarta Porto"),
        (json!(53_040.01), "EUR", "Austin Jakarta Porto"),
        (json!("53040.01"), "EUR", "Austin Jakarta Porto"),
        (json!(60_000.0), "EUR", "Austin Jakarta Porto"),
        (json!(60_000.01), "EUR", "Austin Jakarta"),
        (json!(100_000), "USD", "Austin Jakarta"),
        (json!(2_500_000), "INR", "Austin Bremen Jakarta Porto Pune"),
        (json!(2_500_001), "INR", "Austin Bremen Jakarta Porto"),
    ] {
        for text in [None, Some("kettle")] {
            let query = "query($text: String, $least: Amount!, $currency: String!) {
                jobs(query: $text, filter: { pay: { yearlyMin: $least, currency: $currency } }) { totalCount nodes { title } } }";
            let variables = json!({ "text": text, "least": least, "currency": currency });
            // A known document takes another way than a new one.
            for _ in 0..2 {
                let answer = app.anonymous().gql(query, variables.clone()).await;
                let mut found = titles(answer.data("jobs"));
                found.sort();
                assert_eq!(found.join(" "), expected, "{least} {currency}");
            }
        }
        let literal =
            format!("filter: {{ pay: {{ yearlyMin: {least}, currency: \"{currency}\" }} }}");
        let answer = search(&app, &literal, "nodes { title }").await;
        let mut found = titles(answer.data("jobs"));
        found.sort();
        assert_eq!(found.join(" "), expected, "{literal}");
    }
}

#[tokio::test]
async fn a_wrong_amount_is_refused_with_its_path_and_the_reason() {
    let app = Setup::new().workers(0).start().await;
    for (least, reason) in [
        (
            json!(-1),
            "\"filter.pay.yearlyMin\": An amount must not be negative.",
        ),
        (
            json!(19.195),
            "\"filter.pay.yearlyMin\": An amount has at most two decimals.",
        ),
        (
            json!(1e13),
            "\"filter.pay.yearlyMin\": An amount is at most 1000000000000.",
        ),
        (
            json!("lots"),
            "\"filter.pay.yearlyMin\": An amount is a number such as 60000 or 19.19.",
        ),
    ] {
        let query = "query($least: Amount!) { jobs(filter: { pay: { yearlyMin: $least, currency: \"EUR\" } }) { nodes { id } } }";
        for _ in 0..2 {
            let answer = app.anonymous().gql(query, json!({ "least": least })).await;
            assert_eq!(answer.code(), "BAD_USER_INPUT", "{least}");
            assert!(
                answer.text.contains(&json!(reason).to_string()),
                "{}",
                answer.text
            );
        }
    }
}

#[tokio::test]
async fn other_rates_are_brought_into_stored_postings() {
    let app = of_many_currencies().await;
    // The postings were stored with the rates of this instance: nothing differs.
    assert_eq!(app.jobs.convert_pay().await.unwrap(), 0);
    let weak = "Date, USD, INR, VND\n2026-11-20, 4, 101, 20000\n";
    let other = Setup::new()
        .workers(0)
        .config(|config| config.jobs.exchange_rates = Arc::new(Rates::read(weak).unwrap()));
    let other = app.beside(other).await;
    // IDR has no rate now, VND has one, and USD is worth less.
    assert_eq!(other.jobs.convert_pay().await.unwrap(), 4);
    let answer = search(&other, "order: PAY, first: 5", "nodes { title }").await;
    assert_eq!(
        titles(answer.data("jobs")),
        ["Hanoi", "Porto", "Bremen", "Austin", "Pune"]
    );
    // Neither instance converts again: the last to start has decided.
    for instance in [&app, &other] {
        assert_eq!(instance.jobs.convert_pay().await.unwrap(), 0);
    }
    // Many more than a batch, and two instances at once.
    let many: Vec<PostingRecord> = (0..1_200)
        .map(|number| {
            let yearly = (50_000 + number).to_string();
            paid(
                &format!("Many {number}"),
                "1",
                &yearly,
                "USD",
                PayPeriod::Year,
            )
        })
        .collect();
    store(&other, "Cargolane", &many).await;
    let strong = "Date, USD\n2026-11-21, 0.5\n";
    let with_strong = || {
        Setup::new()
            .workers(0)
            .config(|config| config.jobs.exchange_rates = Arc::new(Rates::read(strong).unwrap()))
    };
    let (one, two) = (
        app.beside(with_strong()).await,
        app.beside(with_strong()).await,
    );
    let (first, second) = tokio::join!(one.jobs.convert_pay(), two.jobs.convert_pay());
    // 1 200 and Austin, and the two that lost their rates.
    assert_eq!(first.unwrap() + second.unwrap(), 1_203);
    let answer = search(&one, "order: PAY, first: 2", "nodes { title }").await;
    assert_eq!(titles(answer.data("jobs")), ["Austin", "Many 1199"]);
}

#[tokio::test]
async fn pay_that_an_earlier_version_stored_in_units_is_kept() {
    let app = of_many_currencies().await;
    let units = "UPDATE postings SET pay_min = 41000, pay_max = 62000, pay_yearly_max = 62000 WHERE title = 'Porto'";
    before_migration(&app, "_hundredths", units).await;
    app.jobs.convert_pay().await.unwrap();
    let fields = "nodes { title pay { min max yearly { max inEuros { max } } } }";
    for (title, pay) in [
        (
            "Porto",
            json!({ "min": 41_000, "max": 62_000, "yearly": { "max": 62_000, "inEuros": { "max": 62_000 } } }),
        ),
        ("Nowhere", Value::Null),
    ] {
        let answer = search(&app, &format!("query: \"{title}\""), fields).await;
        let expected = json!([{ "title": title, "pay": pay }]);
        assert_eq!(answer.data("jobs.nodes"), &expected);
    }
    let least = |amount: i64| {
        format!("filter: {{ pay: {{ yearlyMin: {amount}, currency: \"EUR\" }} }}, query: \"porto\"")
    };
    for (amount, found) in [(62_000, 1), (62_001, 0)] {
        let answer = search(&app, &least(amount), "totalCount").await;
        assert_eq!(answer.data("jobs.totalCount"), found, "{amount}");
    }
}

#[tokio::test]
async fn a_cursor_goes_on_after_a_change_of_the_rates() {
    let app = of_many_currencies().await;
    let other = Setup::new().workers(0).config(|config| {
        let rates = "Date, USD, INR, VND\n2026-11-20, 1.2, 95, 30000\n";
        config.jobs.exchange_rates = Arc::new(Rates::read(rates).unwrap());
    });
    let other = app.beside(other).await;
    let typed = |least: i64| {
        format!(
            "order: NEWEST, first: 1, filter: {{ pay: {{ yearlyMin: {least}, currency: \"USD\" }} }}"
        )
    };
    let fields = "nodes { title } pageInfo { endCursor }";
    let first = search(&app, &typed(20_000), fields).await;
    let after = format!(", after: {}", first.data("jobs.pageInfo.endCursor"));
    let next = search(&other, &format!("{}{after}", typed(20_000)), fields).await;
    assert_ne!(
        titles(next.data("jobs")),
        titles(first.data("jobs")),
        "{}",
        next.text
    );
    let refused = search(&other, &format!("{}{after}", typed(20_001)), fields).await;
    assert_eq!(refused.code(), "BAD_USER_INPUT", "{}", refused.text);
}
