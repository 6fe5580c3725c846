//! Any search text gets a response: a page, or an error in the text.

use proptest::{prelude::*, test_runner::TestRunner};
use serde_json::json;

use super::search::{record, store};
use crate::kit::{Client, Setup};

/// Words with a meaning in one of the search engines, mixed with all sorts of characters.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "\\PC{0,12}",
        2 => "[a-z]{1,8}",
        2 => "[\"'*:()&|!<>\\\\^{}+~-]{1,6}",
        1 => Just("NEAR(".to_owned()),
        1 => prop_oneof![Just("AND"), Just("OR"), Just("NOT"), Just("title:"), Just("<->"), Just("%"), Just("\\"), Just("$1"), Just("?")].prop_map(str::to_owned),
        1 => proptest::collection::vec(any::<char>(), 0..8).prop_map(|chars| chars.into_iter().collect()),
    ];
    proptest::collection::vec(word, 0..20)
        .prop_map(|words| words.join(" ").chars().take(200).collect())
}

async fn assert_answered(client: &Client, text: &str) {
    let query = "query($text: String) {
        a: jobs(query: $text, order: RELEVANCE) { totalCount nodes { title highlights { title { text } description { text } } } }
        b: jobs(query: $text, order: NEWEST, filter: { countries: [\"PT\"] }) { totalCount nodes { id } }
    }";
    let answer = client.gql(query, json!({ "text": text })).await;
    let refused = answer.json.get("errors").is_some();
    assert!(
        answer.status == 200 && (!refused || answer.code() == "BAD_USER_INPUT"),
        "{text:?}: {} {}",
        answer.status,
        answer.text
    );
    let forbidden = |c: char| matches!(c, '\0' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert_eq!(
        refused,
        text.chars().any(forbidden),
        "{text:?}: {}",
        answer.text
    );
}

#[test]
fn any_text_is_answered() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let app = runtime.block_on(async {
        let app = Setup::new().workers(0).start().await;
        store(
            &app,
            "Fernhill",
            &[
                record("Gardener", "Roses and NEAR( title: AND."),
                record("a", "% \\ $1 ? 'or'"),
            ],
        )
        .await;
        app
    });
    let client = app.anonymous();
    let config = ProptestConfig {
        cases: 96,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let ran = TestRunner::new(config).run(&text(), |text| {
        runtime.block_on(assert_answered(&client, &text));
        Ok(())
    });
    ran.unwrap();
    // Stopping the app needs its runtime.
    runtime.block_on(async { drop(app) });
}
