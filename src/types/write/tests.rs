//! Tests of the input hash.

use serde_json::{Value, json};

use super::InputHash;

fn hash(input: &Value) -> String {
    InputHash::new("move", input).as_str().to_owned()
}

#[test]
fn the_hash_of_an_input_depends_on_what_it_says_and_not_on_how() {
    let one: Value = serde_json::from_str(r#"{"a":[1,{"x":null,"y":"é"}],"b":true}"#).unwrap();
    let other: Value =
        serde_json::from_str("{ \"b\": true, \"a\": [1, {\"y\": \"\\u00e9\", \"x\": null}] }")
            .unwrap();
    assert_eq!(hash(&one), hash(&other));
    for different in [
        json!({ "a": [1, { "x": null, "y": "e" }], "b": true }),
        json!({ "a": [{ "x": null, "y": "é" }, 1], "b": true }),
        json!({ "a": [1, { "y": "é" }], "b": true }),
        json!({ "a": [1, { "x": null, "y": "é" }], "b": "true" }),
        json!([{ "a": [1, { "x": null, "y": "é" }], "b": true }]),
    ] {
        assert_ne!(hash(&one), hash(&different), "{different}");
    }
    assert_ne!(
        InputHash::new("move", &one),
        InputHash::new("close", &one),
        "another operation"
    );
}

proptest::proptest! {
    #[test]
    fn two_objects_have_one_hash_exactly_if_they_are_equal(
        one in proptest::collection::btree_map("[a-c\"]{1,2}", 0_i32..3, 0..4),
        other in proptest::collection::btree_map("[a-c\"]{1,2}", 0_i32..3, 0..4),
    ) {
        let backwards: serde_json::Map<String, Value> =
            one.iter().rev().map(|(name, number)| (name.clone(), json!(number))).collect();
        proptest::prop_assert_eq!(hash(&json!(one)), hash(&backwards.into()));
        proptest::prop_assert_eq!(hash(&json!(one)) == hash(&json!(other)), one == other);
    }
}
