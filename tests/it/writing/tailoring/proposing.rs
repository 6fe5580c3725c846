//! Proposals are made of facts of the profile and words of the posting, and change nothing by themselves.

use serde_json::{Value, json};

use super::{
    after, doing, done, edited, engineer, master, posting, proposed, quiet, read, resume, tailored,
    write,
};
use crate::kit::Setup;

/// Operations that write new words.
const WORDS: [&str; 3] = ["SET_SUMMARY", "PICK_VARIANT", "REPHRASE_BULLET"];

fn new_words(tailoring: &Value) -> Vec<&Value> {
    let of = |operation: &&str| doing(tailoring, operation);
    WORDS.iter().flat_map(of).collect()
}

#[tokio::test]
async fn proposals_serve_the_posting_and_cite_facts() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let resume = resume(&ada, &posting).await;
    let tailoring = proposed(&ada.client, &resume).await;
    assert_eq!(tailoring["postingTitle"], "Platform Engineer (m/f/d)");
    assert_eq!(
        (
            &tailoring["resumeId"],
            &tailoring["revision"],
            &tailoring["posting"]["id"]
        ),
        (&resume["id"], &json!(2), &json!(posting))
    );
    let all = tailoring["proposals"].as_array().unwrap();
    for proposal in all {
        let is_new = WORDS.contains(&proposal["operation"].as_str().unwrap());
        assert_eq!(proposal["state"], "OPEN");
        assert_eq!(proposal["verdict"] == "ACCEPTED", is_new, "{proposal}");
        assert_eq!(proposal["citations"] != json!([]), is_new, "{proposal}");
        assert_ne!(proposal["place"], "");
        assert_ne!(proposal["before"], proposal["after"]);
    }
    let one = |operation: &str| {
        let found = doing(&tailoring, operation);
        assert_eq!(found.len(), 1, "{operation}: {tailoring}");
        found[0].clone()
    };
    let skills = one("REORDER_SKILLS");
    assert_eq!(
        (&skills["before"], &skills["after"], &skills["place"]),
        (
            &json!(["Excel", "Rust"]),
            &json!(["Rust", "Excel"]),
            &json!("sections.SKILLS")
        )
    );
    assert_eq!(skills["requirements"][0]["text"], "Rust");
    let variant = one("PICK_VARIANT");
    assert_eq!(variant["before"], json!(["Built billing services."]));
    assert_eq!(
        after(&variant),
        "Built billing services in Rust on PostgreSQL."
    );
    let (evidence, version) = (
        &variant["citations"][0]["evidence"],
        &variant["citations"][0]["version"],
    );
    assert!(evidence.is_string() && *version == 1, "{variant}");
    assert_eq!(variant["citations"][0]["isCurrent"], true);
    let order = one("REORDER_ITEMS");
    assert_eq!(order["after"].as_array().unwrap().len(), 5);
    assert!(!after(&order).starts_with("I ordered"), "{order}");
    let texts: Vec<String> = doing(&tailoring, "REPHRASE_BULLET")
        .into_iter()
        .map(after)
        .collect();
    assert!(
        texts.contains(&"Ran 14 Kubernetes clusters.".to_owned()),
        "{texts:?}"
    );
    let hidden = doing(&tailoring, "HIDE_ITEM");
    assert!(
        !hidden.is_empty() && hidden.iter().all(|one| one["after"] == json!([])),
        "{tailoring}"
    );
    assert!(
        !one("SET_SUMMARY")["requirements"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    let missing = tailoring["missing"].as_array().unwrap();
    assert!(
        missing.iter().any(|one| one["text"] == "COBOL"),
        "{tailoring}"
    );
    for proposal in new_words(&tailoring) {
        assert!(!after(proposal).contains("COBOL"), "{proposal}");
    }
    // Nothing was changed.
    let query = "query($id: ID!) { viewer { resume(id: $id) { version newestRevision tailoring { id } tailorings { totalCount nodes { id } } } } }";
    let found = ada.client.gql(query, json!({ "id": resume["id"] })).await;
    let found = found.data("viewer.resume").clone();
    assert_eq!(
        (&found["version"], &found["newestRevision"]),
        (&resume["version"], &json!(2))
    );
    assert_eq!(found["tailoring"]["id"], tailoring["id"]);
    assert_eq!(
        found["tailorings"],
        json!({ "totalCount": 1, "nodes": [{ "id": tailoring["id"] }] })
    );
    assert_eq!(read(&ada.client, &tailoring["id"]).await, tailoring);
}

#[tokio::test]
async fn no_new_words_name_a_skill_that_no_fact_shows() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let resume = resume(&ada, &posting).await;
    // The user wrote it by hand: it cites facts that do not show it.
    let resume = edited(&ada.client, &resume, |content| {
        let statements = &mut content["sections"][0]["items"][0]["statements"];
        statements[1]["text"] = json!("Successfully ran 14 COBOL clusters.");
        statements[2]["text"] = json!("I introduced COBOL with two colleagues.");
        content["sections"][0]["items"][0]["statements"]
            .as_array_mut()
            .unwrap()
            .push(json!({ "text": "Successfully wrote COBOL.", "citations": [], "hidden": false }));
    })
    .await;
    let tailoring = proposed(&ada.client, &resume).await;
    let words = new_words(&tailoring);
    assert!(words.len() >= 3, "{tailoring}");
    for proposal in words {
        assert!(!after(proposal).contains("COBOL"), "{proposal}");
    }
    let missing = tailoring["missing"].as_array().unwrap();
    assert!(
        missing.iter().any(|one| one["text"] == "COBOL"),
        "{tailoring}"
    );
    // What cites no fact is not hidden: nothing tells what it is worth.
    for proposal in doing(&tailoring, "HIDE_ITEM") {
        assert_ne!(proposal["before"], json!(["Successfully wrote COBOL."]));
    }
}

#[tokio::test]
async fn master_is_refused_and_the_message_says_what_to_do() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let all = master(&ada, "All").await;
    let input = json!({ "resumeId": all["id"], "postingId": posting });
    let answer = write(&ada.client, "tailorResume", &input).await;
    assert_eq!(
        answer.refusal("tailorResume"),
        "InvalidInputError input.resumeId"
    );
    assert!(answer.text.contains("TAILORED copy"), "{}", answer.text);
    assert_eq!(app.count_rows("tailorings").await, 0);
}

#[tokio::test]
async fn posting_may_be_another_and_must_be_there() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let other = crate::writing::resumes::posting(&app).await;
    let all = master(&ada, "All").await;
    let copy = tailored(&ada, &all, &other).await;
    let input = json!({ "resumeId": copy["id"], "postingId": posting });
    let payload = done(&ada.client, "tailorResume", &input).await;
    assert_eq!(payload["tailoring"]["posting"]["id"], posting);
    let nobodys = "post_0192f00000007000800000000000beef";
    let input = json!({ "resumeId": copy["id"], "postingId": nobodys });
    let answer = write(&ada.client, "tailorResume", &input).await;
    assert_eq!(answer.code(), "NOT_FOUND");
    let place = &answer.errors()[0]["extensions"]["inputPath"];
    assert_eq!(*place, json!(["input", "postingId"]), "{}", answer.text);
}

#[tokio::test]
async fn retry_makes_one_tailoring_and_a_dry_run_none() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let resume = resume(&ada, &posting).await;
    let dry = json!({ "resumeId": resume["id"], "dryRun": true });
    let shown = done(&ada.client, "tailorResume", &dry).await;
    assert!(
        doing(&shown["tailoring"], "SET_SUMMARY").len() == 1,
        "{shown}"
    );
    assert_eq!(app.count_rows("tailorings").await, 0);
    let input = json!({ "resumeId": resume["id"], "expectedVersion": resume["version"], "idempotencyKey": "k" });
    let first = done(&ada.client, "tailorResume", &input).await;
    let again = done(&ada.client, "tailorResume", &input).await;
    assert_eq!(first, again);
    assert_eq!(app.count_rows("tailorings").await, 1);
    let old = json!({ "resumeId": resume["id"], "expectedVersion": 1 });
    let refused = write(&ada.client, "tailorResume", &old).await;
    assert!(
        refused
            .refusal("tailorResume")
            .starts_with("VersionConflictError"),
        "{}",
        refused.text
    );
}

#[tokio::test]
async fn pages_have_each_tailoring_once_and_one_too_many_is_refused() {
    let app = Setup::new()
        .workers(0)
        .config(|config| config.writing.tailorings_per_user = 3)
        .start()
        .await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let resume = resume(&ada, &posting).await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.insert(0, proposed(&ada.client, &resume).await["id"].take());
    }
    let input = json!({ "resumeId": resume["id"] });
    let refused = write(&ada.client, "tailorResume", &input).await;
    assert_eq!(refused.refusal("tailorResume"), "InvalidInputError input");
    let (mut found, mut after) = (Vec::new(), Value::Null);
    loop {
        let query = "query($id: ID!, $after: String) { viewer { resume(id: $id) { tailorings(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } } }";
        let page = ada
            .client
            .gql(query, json!({ "id": resume["id"], "after": after }))
            .await;
        let page = page.data("viewer.resume.tailorings").clone();
        let nodes = page["nodes"].as_array().unwrap().iter();
        found.extend(nodes.map(|node| node["id"].clone()));
        if page["pageInfo"]["hasNextPage"] != true {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    assert_eq!(found, ids);
}
