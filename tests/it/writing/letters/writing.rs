//! A letter is written from facts of the profile; each sentence is verified and cites what it rests on.

use serde_json::json;

use super::{
    begun, describe, done, edit_profile, engineer, posting, quiet, read, sentences, written,
};

#[tokio::test]
async fn letter_cites_facts_and_words_of_the_posting() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let letter = written(&app, &ada, &posting).await;
    assert_eq!(letter["postingTitle"], "Platform Engineer (m/f/d)");
    assert_eq!(
        (&letter["companyName"], &letter["newestRevision"]),
        (&json!("Marl"), &json!(1))
    );
    let all = sentences(&letter);
    let text = letter["content"]["text"].as_str().unwrap();
    assert!(all.len() >= 4, "{text}");
    let kinds = |kind: &str| all.iter().filter(|one| one["kind"] == kind).count();
    assert!(kinds("CLAIM") >= 2 && kinds("MOTIVATION") >= 1, "{text}");
    for (index, sentence) in all.iter().enumerate() {
        assert_eq!(sentence["index"], index);
        assert_eq!(
            (&sentence["origin"], &sentence["advice"]),
            (&json!("COMPOSER"), &json!([]))
        );
        let cites = !sentence["citations"].as_array().unwrap().is_empty();
        assert_eq!(cites, sentence["kind"] == "CLAIM", "{sentence}");
        for citation in sentence["citations"].as_array().unwrap() {
            assert!(
                citation["text"].is_string() && citation["isCurrent"] == true,
                "{citation}"
            );
            assert_ne!(citation["evidence"].is_null(), citation["item"].is_null());
            assert_eq!(
                citation["evidence"].is_null(),
                citation["version"].is_null()
            );
        }
    }
    let quoted = all
        .iter()
        .flat_map(|one| one["quotes"].as_array().unwrap().clone());
    for quote in quoted {
        assert!(
            quote["span"]["end"].as_i64() > quote["span"]["start"].as_i64(),
            "{quote}"
        );
    }
    let missing = letter["missing"].as_array().unwrap();
    assert!(missing.iter().any(|one| one["text"] == "COBOL"), "{letter}");
    assert!(!text.contains("COBOL"), "{text}");
    assert!(letter["supported"].as_array().unwrap().len() >= 2);
}

#[tokio::test]
async fn letter_has_the_language_and_greets_the_recipient() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let input = json!({ "postingId": posting, "language": "DE", "tone": "FORMAL", "length": "SHORT", "recipient": "Frau Novak" });
    let begun = done(&ada.client, "createLetter", &input).await;
    assert_eq!(
        (&begun["state"], &begun["content"]),
        (&json!("WRITING"), &json!(null))
    );
    app.run_tasks().await;
    let letter = read(&ada.client, &begun["id"]).await;
    assert_eq!(letter["state"], "COMPLETED", "{letter}");
    assert_eq!(letter["content"]["greeting"], "Sehr geehrte Frau Novak,");
}

#[tokio::test]
async fn profile_without_facts_is_refused_with_what_is_missing() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, app.sign_up("ada").await);
    let letter = begun(&ada, &posting).await;
    app.run_tasks().await;
    let letter = read(&ada.client, &letter["id"]).await;
    assert_eq!(
        (&letter["state"], &letter["reason"], &letter["content"]),
        (
            &json!("REFUSED"),
            &json!("INSUFFICIENT_EVIDENCE"),
            &json!(null)
        )
    );
    let missing = letter["missing"].as_array().unwrap();
    for text in ["Rust", "PostgreSQL", "Terraform"] {
        assert!(
            missing.iter().any(|one| one["text"] == text),
            "{text}: {letter}"
        );
    }
    // With facts, the next letter is written.
    describe(&ada.client).await;
    written(&app, &ada, &posting).await;
}

#[tokio::test]
async fn citation_shows_what_the_fact_said_then() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let before = written(&app, &ada, &posting).await;
    let cited = sentences(&before).into_iter().find_map(|sentence| {
        let citation = sentence["citations"][0].clone();
        citation["evidence"].is_string().then_some(citation)
    });
    let cited = cited.expect("a statement is cited");
    let change = json!({ "id": cited["evidence"], "text": "Kept bees." });
    edit_profile(&ada.client, "updateEvidence", change).await;
    edit_profile(&ada.client, "setSkills", json!({ "skills": [] })).await;
    let after = read(&ada.client, &before["id"]).await;
    assert_eq!(after["content"]["text"], before["content"]["text"]);
    let citations = sentences(&after).into_iter();
    let same = citations
        .flat_map(|sentence| sentence["citations"].as_array().unwrap().clone())
        .find(|citation| citation["evidence"] == cited["evidence"])
        .unwrap();
    assert_eq!(
        (&same["text"], &same["version"]),
        (&cited["text"], &cited["version"])
    );
    assert_eq!(same["isCurrent"], false);
}

#[tokio::test]
async fn letter_is_downloaded_in_each_format() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let bob = app.sign_up("bob").await;
    let letter = written(&app, &ada, &posting).await;
    for (format, start) in [
        ("PDF", "%PDF"),
        ("DOCX", "PK"),
        ("HTML", "<!"),
        ("MARKDOWN", ""),
        ("TEXT", ""),
    ] {
        let query = format!(
            "query($id: ID!) {{ viewer {{ letter(id: $id) {{ path(format: {format}) }} }} }}"
        );
        let found = ada.client.gql(&query, json!({ "id": letter["id"] })).await;
        let path = found.text_at("viewer.letter.path");
        let request = ada.client.request(reqwest::Method::GET, &path, &[]);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 200, "{path}");
        let bytes = answer.bytes().await.unwrap();
        assert!(bytes.starts_with(start.as_bytes()), "{path}");
        let others = bob.client.request(reqwest::Method::GET, &path, &[]);
        assert_eq!(others.send().await.unwrap().status().as_u16(), 404);
        for (nonsense, expected) in [
            (format!("{path}?template=GOTHIC"), 400),
            (format!("{path}?paper=A3"), 400),
            (path.replace("/1.", "/2."), 404),
        ] {
            let request = ada.client.request(reqwest::Method::GET, &nonsense, &[]);
            let status = request.send().await.unwrap().status();
            assert_eq!(status.as_u16(), expected, "{nonsense}");
        }
    }
}

#[tokio::test]
async fn retry_creates_one_letter_and_a_dry_run_none() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let mut input = json!({ "postingId": posting, "language": "EN", "idempotencyKey": "k" });
    let first = done(&ada.client, "createLetter", &input).await;
    let again = done(&ada.client, "createLetter", &input).await;
    assert_eq!(first["id"], again["id"]);
    input["idempotencyKey"] = json!("other");
    input["dryRun"] = json!(true);
    done(&ada.client, "createLetter", &input).await;
    assert_eq!(app.count_rows("letters").await, 1);
    app.run_tasks().await;
    assert_eq!(app.count_rows("letter_revisions").await, 1);
}
