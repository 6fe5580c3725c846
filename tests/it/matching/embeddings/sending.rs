//! What is sent to the endpoint: each text once, of people titles and names of skills only.

use serde_json::{Value, json};

use super::{
    super::{COOK, NURSE, RUST, catalogue, edit, engineer, matches, titles},
    app_with, embedding,
};
use crate::kit::{FakeEmbeddings, Setup};

#[tokio::test]
async fn a_text_is_sent_once_for_each_model() {
    let fake = FakeEmbeddings::start().await;
    let app = app_with(&fake, |_| ()).await;
    // The same text for two places.
    let elsewhere = (COOK.0, "Berlin, Germany", COOK.2);
    catalogue(&app, &[COOK, elsewhere]).await;
    assert_eq!(app.count_rows("postings").await, 2);
    assert_eq!(app.matching.embed_waiting().await.unwrap(), 2);
    assert_eq!(
        fake.texts_seen(),
        ["Line Cook\n- HACCP and professional cooking"]
    );
    assert_eq!(app.matching.embed_waiting().await.unwrap(), 0);
    // They are read again, and a third one has the same text.
    app.execute("UPDATE postings SET company_name = 'Fernhill Kitchens'")
        .await;
    let third = (COOK.0, "Lisbon, Portugal", COOK.2);
    catalogue(&app, &[COOK, elsewhere, third]).await;
    app.matching.embed_waiting().await.unwrap();
    assert_eq!(app.count_rows("posting_embeddings").await, 3);
    assert_eq!(fake.texts_seen(), Vec::<String>::new());
    // Another text.
    app.execute("UPDATE postings SET title = 'Pastry Cook' WHERE location = 'Lisbon, Portugal'")
        .await;
    app.matching.read_waiting().await.unwrap();
    assert_eq!(app.matching.embed_waiting().await.unwrap(), 1);
    assert_eq!(fake.texts_seen().len(), 1);
    // A person's as well, until titles or skills change.
    let ada = engineer(&app, "ada").await;
    let root = app.sign_up("bob").await;
    assert!(titles(&matches(&root, "").await).len() <= 3);
    assert_eq!(
        fake.texts_seen(),
        Vec::<String>::new(),
        "an empty profile has no text"
    );
    matches(&ada, "").await;
    assert_eq!(fake.texts_seen().len(), 1);
    let summary = json!({ "summary": "Nothing of this is sent." });
    edit(&ada, "updateProfile", summary).await;
    app.run_tasks().await;
    assert_eq!(fake.texts_seen(), Vec::<String>::new());
    edit(
        &ada,
        "setSkills",
        json!({ "skills": [{ "name": "Kayaking" }] }),
    )
    .await;
    app.run_tasks().await;
    assert_eq!(fake.texts_seen().len(), 1);
}

#[tokio::test]
async fn only_titles_and_names_of_skills_of_a_person_are_sent() {
    let fake = FakeEmbeddings::start().await;
    let app = app_with(&fake, |_| ()).await;
    catalogue(&app, &[RUST]).await;
    let ada = engineer(&app, "ada").await;
    let said = json!({ "headline": "Ada of Cargolane", "summary": "Write to ada@example.org." });
    edit(&ada, "updateProfile", said).await;
    matches(&ada, "").await;
    assert_eq!(
        fake.texts_seen(),
        ["Backend Engineer\nDocker, Rust, Billing and invoicing, PostgreSQL"]
    );
}

#[tokio::test]
async fn each_language_has_its_model() {
    let fake = FakeEmbeddings::start().await;
    let app = app_with(&fake, |config| {
        let models = [("de", "words-de"), ("es", "")];
        config.embeddings.model_of = models
            .map(|(code, model)| (code.to_owned(), model.to_owned()))
            .into();
    })
    .await;
    let german = (
        "Krankenpfleger",
        "Berlin, Germany",
        "<h3>Anforderungen</h3><ul><li>Du hast eine abgeschlossene Ausbildung in der Pflege und arbeitest gern mit Menschen</li></ul>",
    );
    let spanish = (
        "Cocinero",
        "Madrid, Spain",
        "<h3>Requisitos</h3><ul><li>Buscamos una persona con experiencia en la cocina y con ganas de trabajar en equipo</li></ul>",
    );
    let english = (
        "Nurse",
        "Dublin, Ireland",
        "<h3>Requirements</h3><ul><li>You have worked with people in a hospital and you like to be on the road with them</li></ul>",
    );
    let ids = catalogue(&app, &[german, spanish, english]).await;
    assert_eq!(app.matching.embed_waiting().await.unwrap(), 2);
    let mut seen: Vec<(String, usize)> = fake
        .seen()
        .into_iter()
        .map(|asked| (asked.model, asked.texts.len()))
        .collect();
    seen.sort();
    assert_eq!(
        seen,
        [("words-1".to_owned(), 1), ("words-de".to_owned(), 1)]
    );
    let ada = engineer(&app, "ada").await;
    let mut models = Vec::new();
    for id in &ids {
        models.push(embedding(&ada.client, id).await["model"].clone());
    }
    assert_eq!(models, [json!("words-de"), Value::Null, json!("words-1")]);
}

#[tokio::test]
async fn vectors_of_another_model_are_replaced_or_dropped() {
    let fake = FakeEmbeddings::start().await;
    let app = app_with(&fake, |_| ()).await;
    let ids = catalogue(&app, &[RUST, NURSE]).await;
    app.matching.embed_waiting().await.unwrap();
    let ada = engineer(&app, "ada").await;
    matches(&ada, "").await;
    let of = async |model: &str| {
        let rows = async |table: &str| {
            let rows = format!("{table} WHERE model = '{model}'");
            app.count_rows(&rows).await
        };
        (
            rows("posting_embeddings").await,
            rows("person_embeddings").await,
        )
    };
    assert_eq!(of("words-1").await, (2, 1));
    app.execute("UPDATE postings SET closed_at = posted_at WHERE title = 'Registered Nurse'")
        .await;
    let setup = Setup::new().workers(0).config(|config| {
        fake.known_to(config);
        "words-2".clone_into(&mut config.embeddings.model);
    });
    let later = app.beside(setup).await;
    assert_eq!(later.matching.embed_waiting().await.unwrap(), 1);
    assert_eq!((of("words-1").await, of("words-2").await), ((0, 0), (1, 0)));
    let found = embedding(&ada.client.at(&later.base_url), &ids[0]).await;
    assert_eq!(found["model"], "words-2");
    assert_eq!(of("words-2").await, (1, 1));
}
