//! Filters and facets say what a plain reading of their words says, for random postings, filters and orders.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{prelude::*, test_runner::TestRunner};
use serde_json::Value;

use super::{
    model::{Dice, Filter, LISTS, Model},
    search,
};
use crate::jobs::titles;

/// The word of the searches by text.
const WORD: &str = "query: \"gardener\", ";

async fn found(model: &Model, arguments: &str) -> BTreeSet<String> {
    let answer = search(
        &model.app,
        &format!("{arguments}, first: 100"),
        "totalCount nodes { title }",
    )
    .await;
    let all = titles(answer.data("jobs"));
    let once: BTreeSet<String> = all.iter().cloned().collect();
    assert_eq!(once.len(), all.len(), "{arguments}");
    assert_eq!(answer.data("jobs.totalCount"), all.len(), "{arguments}");
    once
}

/// The counts of a facet, by value.
fn counts(list: &str, facet: &Value) -> BTreeMap<String, u64> {
    let values = facet.as_array().unwrap();
    let numbers: Vec<u64> = values
        .iter()
        .map(|value| value["count"].as_u64().unwrap())
        .collect();
    assert!(numbers.is_sorted_by(|a, b| a >= b), "{facet}");
    values
        .iter()
        .map(|value| match list {
            // The value is an id; the name is followed by the country.
            "cities" => value["label"]
                .as_str()
                .unwrap()
                .split(',')
                .next()
                .unwrap()
                .to_owned(),
            _ => value["value"].as_str().unwrap().to_owned(),
        })
        .zip(numbers)
        .collect()
}

/// The counts of a facet by the model.
fn expected(model: &Model, filter: &Filter, with_word: bool, list: &str) -> BTreeMap<String, u64> {
    let filter = filter.without(list);
    let mut counts = BTreeMap::new();
    for posting in &model.postings {
        if filter.takes(posting) && (!with_word || posting.has_word) {
            for value in &filter.values_of(posting, list) {
                let value = model.companies.get(value).unwrap_or(value);
                *counts.entry(value.clone()).or_default() += 1;
            }
        }
    }
    counts
}

/// Any of a list finds what its values find together, all what they find in common, none the rest.
async fn assert_laws(model: &Model, dice: &mut Dice) {
    let (list, values) = LISTS[dice.below(LISTS.len())];
    let pick = |value: &str, part: &str| {
        let mut filter = Filter::default();
        let values = match part {
            "any" => &mut filter.any,
            "all" => &mut filter.all,
            _ => &mut filter.none,
        };
        for value in value.split(' ') {
            values.entry(list).or_default().insert(value.to_owned());
        }
        format!("filter: {}", filter.graphql(&model.companies))
    };
    let [a, b] = [0, 1].map(|_| values[dice.below(values.len())]);
    let both = format!("{a} {b}");
    let [of_a, of_b] = [
        found(model, &pick(a, "any")).await,
        found(model, &pick(b, "any")).await,
    ];
    let together: BTreeSet<String> = of_a.union(&of_b).cloned().collect();
    assert_eq!(
        found(model, &pick(&both, "any")).await,
        together,
        "{list}: {both}"
    );
    let everything = found(model, "order: NEWEST").await;
    let rest: BTreeSet<String> = everything.difference(&together).cloned().collect();
    assert_eq!(
        found(model, &pick(&both, "none")).await,
        rest,
        "{list}: {both}"
    );
    if matches!(list, "skills" | "countries" | "cities") {
        let common: BTreeSet<String> = of_a.intersection(&of_b).cloned().collect();
        assert_eq!(
            found(model, &pick(&both, "all")).await,
            common,
            "{list}: {both}"
        );
    }
}

async fn assert_as_in_the_model(model: &Model, seed: u64) {
    let mut dice = Dice(seed);
    let filter = Filter::random(&mut dice);
    let with_word = dice.below(2) == 0;
    let order = ["NEWEST", "RELEVANCE", "PAY"][dice.below(3)];
    let arguments = format!(
        "{}filter: {}, order: {order}",
        if with_word { WORD } else { "" },
        filter.graphql(&model.companies)
    );
    assert_eq!(
        found(model, &arguments).await,
        model.found(&filter, with_word),
        "{arguments}"
    );
    let fields = LISTS.map(|(list, _)| format!("{list} {{ value label count }}"));
    let fields = fields.join(" ");
    let answer = search(
        &model.app,
        &arguments,
        &format!("facets {{ exact {fields} }}"),
    )
    .await;
    assert_eq!(answer.data("jobs.facets.exact"), true);
    for (list, _) in LISTS {
        assert_eq!(
            counts(list, answer.data(&format!("jobs.facets.{list}"))),
            expected(model, &filter, with_word, list),
            "{list} of {arguments}"
        );
    }
    assert_laws(model, &mut dice).await;
}

#[test]
fn filters_and_facets_are_those_of_a_naive_count() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let model = runtime.block_on(Model::start());
    let config = ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let ran = TestRunner::new(config).run(&any::<u64>(), |seed| {
        runtime.block_on(assert_as_in_the_model(&model, seed));
        Ok(())
    });
    ran.unwrap();
    // Stopping the app needs its runtime.
    runtime.block_on(async { drop(model) });
}

#[tokio::test]
async fn facets_take_one_statement_at_most_and_only_those_that_are_selected_are_counted() {
    let model = Model::start().await;
    let counter = model.app.platform.db.statement_counter();
    // SQLite lists the matches before it reads the page.
    let page = if model.app.on_sqlite() { 2 } else { 1 };
    for (fields, facets) in [
        ("nodes { title }", 0),
        ("nodes { title } facets { countries { value } }", 1),
        (
            "nodes { title } facets { exact countries { value } skills { label } companies { count } remoteModes { value } }",
            1,
        ),
        (
            // The page is read with what these are counted from.
            "facets { c: cities { value } ... on PostingFacets { skills { value } } }",
            0,
        ),
    ] {
        let before = counter.count();
        search(&model.app, "filter: { countries: [\"PT\"] }", fields)
            .await
            .data("jobs");
        assert_eq!(counter.count() - before, page + facets, "{fields}");
    }
}

#[tokio::test]
async fn facets_have_names_for_people() {
    let model = Model::start().await;
    let fields = "facets { companies { value label } skills { value label } languages { value label } countries { value label } }";
    let answer = search(&model.app, "first: 1", fields).await;
    let label = |facet: &str, value: &str| {
        let values = answer
            .data(&format!("jobs.facets.{facet}"))
            .as_array()
            .unwrap();
        let found = values.iter().find(|found| found["value"] == value);
        found.unwrap_or_else(|| panic!("{value}: {}", answer.text))["label"].clone()
    };
    for (facet, value, name) in [
        (
            "companies",
            model.companies["Fernhill"].as_str(),
            "Fernhill",
        ),
        ("skills", "postgresql", "PostgreSQL"),
        ("languages", "de", "German"),
        ("countries", "PT", "Portugal"),
    ] {
        assert_eq!(label(facet, value), name);
    }
}
