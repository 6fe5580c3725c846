//! The token of a linked LinkedIn identity, where the operator's provider asks for the scope and keeps its tokens.

use careergraph::config::Preset;
use serde_json::{Value, json};

use super::{FIELDS, setup};
use crate::{
    kit::{Browser, Client, FakeLinkedIn, IdentityProvider},
    providers::start,
};

async fn connect(client: &Client) -> Value {
    let query = format!(
        "mutation {{ connectLinkedIn(input: {{ expectedVersion: 0 }}) {{ linkedIn {{ {FIELDS} }} userErrors {{ message path }} }} }}"
    );
    let answer = client.gql(&query, json!({})).await;
    answer.data("connectLinkedIn").clone()
}

#[tokio::test]
async fn token_of_the_identity_is_used_where_the_operator_asked_for_it() {
    let may = "openid profile email r_dma_portability_3rd_party";
    for (preset, scopes, keeps, works) in [
        (Preset::Linkedin, may, true, true),
        (Preset::Linkedin, "openid profile email", true, false),
        (Preset::Linkedin, may, false, false),
        (Preset::Generic, may, true, false),
    ] {
        let (linkedin, provider) = (
            FakeLinkedIn::start().await,
            IdentityProvider::start(preset).await,
        );
        linkedin.accept("access-token-of-ada-1");
        linkedin.rows("SKILLS", &json!([{ "Name": "Knots" }]));
        let clock = careergraph::platform::clock::Clock::held_at(
            careergraph::platform::clock::Clock::default().now(),
        );
        let app = setup(&linkedin, &clock)
            .config(|config| {
                provider.known_to(config);
                let section = config.providers.0.get_mut("fake").unwrap();
                scopes.clone_into(&mut section.scopes);
                section.keep_tokens = keeps;
            })
            .start()
            .await;
        let mut browser = Browser::new(&app);
        browser
            .walk(&start(&app, ""))
            .await
            .expect("it is led back");
        let ada = browser.client();
        let field =
            "{ viewer { linkedIn { hasIdentityToken state lastError { code } tokenExpiresAt } } }";
        let has = ada.gql(field, json!({})).await;
        assert_eq!(
            has.data("viewer.linkedIn.hasIdentityToken"),
            works,
            "{scopes}"
        );
        let done = connect(&ada).await;
        if !works {
            assert_eq!(
                done["userErrors"][0]["path"],
                json!(["input", "accessToken"])
            );
            continue;
        }
        assert_eq!(done["linkedIn"]["tokenSource"], "IDENTITY", "{done}");
        assert!(done["linkedIn"]["tokenExpiresAt"].is_string());
        app.run_tasks().await;
        let read = ada.gql(field, json!({})).await;
        assert_eq!(read.text_at("viewer.linkedIn.state"), "CONNECTED");
        assert_eq!(
            app.count_rows("linkedin_accounts WHERE token IS NOT NULL")
                .await,
            0,
            "it is stored once, with the identity"
        );
        app.execute("DELETE FROM identities").await;
        clock.advance(chrono::TimeDelta::minutes(1));
        app.linkedin.schedule().await.unwrap();
        app.run_tasks().await;
        let gone = ada.gql(field, json!({})).await;
        assert_eq!(gone.text_at("viewer.linkedIn.state"), "CONSENT_NEEDED");
        assert_eq!(
            gone.text_at("viewer.linkedIn.lastError.code"),
            "TOKEN_MISSING"
        );
    }
}
