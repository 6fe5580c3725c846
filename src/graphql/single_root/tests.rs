//! The normal form of a subscription is equivalent to the subscription: the library runs the same document as a query, where it supports
//! fragments and merges fields, and both return the same data.

use std::{collections::BTreeMap, time::Instant};

use async_graphql::{
    EmptyMutation, Object, Request, Schema, Subscription, SubscriptionType,
    parser::{
        parse_query,
        types::{ExecutableDocument, Selection},
    },
};
use futures_util::{Stream, StreamExt, stream};
use proptest::prelude::*;

use super::{ROOT, Violations, normal_form, normal_forms};
use crate::{config::Config, graphql::guard};

#[derive(Clone, Copy)]
struct Node(i32);

#[Object]
impl Node {
    async fn a(&self) -> i32 {
        self.0
    }

    async fn b(&self, #[graphql(default = 1)] plus: i32) -> i32 {
        self.0 + plus
    }

    async fn node(&self) -> Self {
        Self(self.0 + 1)
    }
}

struct Read;

#[Object(name = "Query")]
impl Read {
    async fn node(&self, at: Option<i32>) -> Node {
        Node(at.unwrap_or(7))
    }
}

struct Follow;

#[Subscription(name = "Subscription")]
impl Follow {
    async fn node(&self, at: Option<i32>) -> impl Stream<Item = Node> {
        stream::iter([Node(at.unwrap_or(7))])
    }
}

fn parsed(text: &str) -> ExecutableDocument {
    parse_query(text).expect("a document")
}

/// The data that a document returns as a query.
async fn as_query(text: &str, variables: &serde_json::Value) -> String {
    let text = text.replace("subscription", "query").replace(ROOT, "Query");
    let answer = Schema::new(Read, EmptyMutation, Follow)
        .execute(request(&text, variables))
        .await;
    assert!(answer.errors.is_empty(), "{text}: {:?}", answer.errors);
    answer.data.to_string()
}

/// The data of each event that the normal form of a document returns.
async fn as_subscription(text: &str, variables: &serde_json::Value) -> Vec<String> {
    let mut request = request(text, variables);
    request.set_parsed_query(
        normal_form(&parsed(text), None).unwrap_or_else(|| panic!("no normal form: {text}")),
    );
    let answers = Schema::new(Read, EmptyMutation, Follow)
        .execute_stream(request)
        .collect::<Vec<_>>()
        .await;
    answers
        .into_iter()
        .map(|answer| {
            assert!(answer.errors.is_empty(), "{text}: {:?}", answer.errors);
            answer.data.to_string()
        })
        .collect()
}

fn request(text: &str, variables: &serde_json::Value) -> Request {
    Request::new(text).variables(async_graphql::Variables::from_json(variables.clone()))
}

/// The root fields of the only operation, by expanding all fragments: only for small documents.
fn roots(document: &ExecutableDocument) -> Vec<String> {
    let (_, operation) = document.operations.iter().next().expect("an operation");
    operation
        .node
        .selection_set
        .node
        .items
        .iter()
        .map(|item| match &item.node {
            Selection::Field(field) => field.node.response_key().node.to_string(),
            other => panic!("a fragment is left at the root: {other:?}"),
        })
        .collect()
}

#[test]
fn the_root_is_named_as_in_the_schema() {
    assert_eq!(crate::graphql::schema::Subscription::type_name(), ROOT);
}

#[test]
fn a_document_with_several_operations_has_a_normal_form_for_each_subscription() {
    let document = parsed(
        "query Q { node { ...N } } subscription A { ...R } subscription B { node(at: 2) { ... { ...N } } } \
         fragment R on Subscription { node(at: 1) { ...M } } fragment N on Node { a } fragment M on Node { b ...N }",
    );
    let mut fragments = BTreeMap::new();
    for normal in normal_forms(&document) {
        let (name, _) = normal.operations.iter().next().expect("one");
        assert_eq!(
            (normal.operations.iter().count(), roots(&normal)),
            (1, vec!["node".to_owned()])
        );
        let mut kept: Vec<String> = normal.fragments.keys().map(ToString::to_string).collect();
        kept.sort();
        fragments.insert(name.expect("a name").to_string(), kept.join(" "));
    }
    assert_eq!(
        fragments,
        BTreeMap::from([
            ("A".to_owned(), "M N".to_owned()),
            ("B".to_owned(), "N".to_owned())
        ])
    );
    for name in [None, Some("Q"), Some("C")] {
        assert!(
            normal_form(&document, name).is_none(),
            "{name:?} is no subscription"
        );
    }
}

#[test]
fn what_has_no_single_root_field_has_no_normal_form() {
    for text in [
        "subscription { a: node { a } b: node { a } }",
        "subscription { node { a } __typename }",
        "subscription { __typename }",
        "subscription { node(at: 1) { a } node(at: 2) { a } }",
        "subscription { node { a } node: other { a } }",
        "subscription { node @skip(if: false) { a } }",
        "subscription { ... @include(if: true) { node { a } } }",
    ] {
        let document = parsed(text);
        assert!(
            normal_form(&document, None).is_none() && !Violations::of(&document).is_empty(),
            "{text}"
        );
    }
    for text in [
        "subscription { ...F }",
        "subscription { ... on Query { node { a } } }",
        "subscription { ...F } fragment F on Subscription { ...F }",
    ] {
        let document = parsed(text);
        assert!(
            normal_form(&document, None).is_none() && Violations::of(&document).is_empty(),
            "another rule's: {text}"
        );
    }
    for text in [
        "{ a: node { a } b: node { a } }",
        "subscription { node(at: 1, x: 2) { a } node(x: 2, at: 1) { b } }",
    ] {
        assert!(Violations::of(&parsed(text)).is_empty(), "{text}");
    }
}

#[test]
fn each_subscription_is_told_its_fault_once() {
    let text = "subscription A { ...F } subscription B { ...F } query C { __typename } subscription D { node { a } } \
                fragment F on Subscription { a: node { a } b: node { a } c: node { a } }";
    let errors = Violations::of(&parsed(text)).merged_with(Vec::new());
    let told: Vec<_> = errors
        .iter()
        .map(|error| {
            (
                error.locations.len(),
                error.message.split('"').nth(1).unwrap_or_default(),
            )
        })
        .collect();
    assert_eq!(told, [(2, "A"), (2, "B")]);
}

#[test]
fn fragments_that_would_grow_without_end_do_not() {
    // Each fragment spreads the next one twice; a naive expansion would be 2^40 fields.
    let chain: Vec<_> = (0..40)
        .map(|i| {
            format!(
                "fragment f{i} on Subscription {{ ...f{0} ... {{ ...f{0} }} }}",
                i + 1
            )
        })
        .collect();
    let chain = chain.join(" ");
    let text = format!(
        "subscription {{ ...f0 ...f0 }} {chain} fragment f40 on Subscription {{ node {{ a }} }}"
    );
    let begin = Instant::now();
    let normal = normal_form(&parsed(&text), None).expect("a normal form");
    assert!(
        begin.elapsed().as_secs() < 5 && roots(&normal) == ["node"] && normal.fragments.is_empty()
    );
    let limits = Config::load(None).expect("the defaults").limits;
    assert!(
        guard::parse(&text, &limits).is_err(),
        "and it would not get so far"
    );
}

/// Selections under the root field; they spread only fragments with a higher number.
fn under(level: usize) -> BoxedStrategy<String> {
    let field = prop_oneof![
        Just("a".to_owned()),
        Just("b".to_owned()),
        Just("x: b(plus: 3)".to_owned()),
        Just("__typename".to_owned()),
        Just("a @skip(if: $no)".to_owned()),
        Just("y: a @include(if: $no)".to_owned()),
    ];
    let spread = (
        level + 1..4,
        prop_oneof![
            Just(""),
            Just(" @include(if: $yes)"),
            Just(" @skip(if: $yes)")
        ],
    )
        .prop_map(|(fragment, on)| format!("...n{fragment}{on}"));
    let leaf = if level < 3 {
        prop_oneof![3 => field, 1 => spread].boxed()
    } else {
        field.boxed()
    };
    let one = leaf.prop_recursive(3, 10, 3, |inner| {
        let inner = prop::collection::vec(inner, 1..4).prop_map(|items| items.join(" "));
        prop_oneof![
            inner
                .clone()
                .prop_map(|inner| format!("node {{ {inner} }}")),
            inner.clone().prop_map(|inner| format!("... {{ {inner} }}")),
            inner.prop_map(|inner| format!("... on Node @include(if: $yes) {{ {inner} }}")),
        ]
    });
    prop::collection::vec(one, 1..4)
        .prop_map(|items| items.join(" "))
        .boxed()
}

/// Root selections: the same field, in various fragments.
fn root(level: usize) -> BoxedStrategy<String> {
    let field = under(0).prop_map(|under| format!("k: node(at: $at) {{ {under} }}"));
    let spread = (level + 1..4).prop_map(|fragment| format!("...r{fragment}"));
    let leaf = if level < 3 {
        prop_oneof![2 => field, 1 => spread].boxed()
    } else {
        field.boxed()
    };
    let one = leaf.prop_recursive(3, 6, 2, |inner| {
        let inner = prop::collection::vec(inner, 1..3).prop_map(|items| items.join(" "));
        prop_oneof![
            inner.clone().prop_map(|inner| format!("... {{ {inner} }}")),
            inner.prop_map(|inner| format!("... on Subscription {{ {inner} }}")),
        ]
    });
    prop::collection::vec(one, 1..3)
        .prop_map(|items| items.join(" "))
        .boxed()
}

/// A document in which every fragment and every variable is used.
fn document() -> impl Strategy<Value = String> {
    let fragments = (root(1), root(2), root(3), under(1), under(2), under(3));
    (root(0), fragments).prop_map(|(first, (r1, r2, r3, n1, n2, n3))| {
        format!(
            "subscription($at: Int, $yes: Boolean!, $no: Boolean!) {{ {first} ...r1 ...r2 ...r3 \
             k: node(at: $at) {{ ...n1 ...n2 ...n3 u: a @include(if: $yes) v: a @skip(if: $no) }} }} \
             fragment r1 on Subscription {{ {r1} }} fragment r2 on Subscription {{ {r2} }} fragment r3 on Subscription {{ {r3} }} \
             fragment n1 on Node {{ {n1} }} fragment n2 on Node {{ {n2} }} fragment n3 on Node {{ {n3} }}"
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_normal_form_gives_what_the_document_means(text in document(), yes in any::<bool>(), no in any::<bool>(), at in 0..9) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let variables = serde_json::json!({ "at": at, "yes": yes, "no": no });
        prop_assert!(Violations::of(&parsed(&text)).is_empty());
        let (query, events) = runtime.block_on(async { (as_query(&text, &variables).await, as_subscription(&text, &variables).await) });
        prop_assert_eq!(events, [query], "one stream with one event");
    }

    #[test]
    fn a_normal_form_is_its_own(text in document()) {
        let normal = normal_form(&parsed(&text), None).expect("a normal form");
        let again = normal_form(&normal, None).expect("it has one field");
        let json = |document: &ExecutableDocument| serde_json::to_value(document).expect("JSON");
        prop_assert_eq!(json(&normal), json(&again));
    }
}
