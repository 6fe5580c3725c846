//! Accepted proposals are one revision of the résumé; rejected ones change nothing.

use serde_json::{Value, json};

use super::{about, after, doing, done, engineer, posting, proposed, quiet, read, resume, states};

/// What no proposal changes.
fn records(content: &Value) -> Vec<Value> {
    let sections = content["sections"].as_array().expect("sections").iter();
    let items = sections.flat_map(|section| section["items"].as_array().unwrap().clone());
    let record = |item: Value| {
        json!([
            item["key"],
            item["title"],
            item["organization"],
            item["startedOn"]
        ])
    };
    let mut all: Vec<Value> = items.map(record).collect();
    all.sort_by_key(ToString::to_string);
    all
}

fn texts(content: &Value) -> Vec<&str> {
    let statements = content["sections"][0]["items"][0]["statements"].as_array();
    let statements = statements.expect("statements").iter();
    statements
        .map(|one| one["text"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn accepted_proposals_are_one_revision_that_cites_the_facts() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let resume = resume(&ada, &posting).await;
    let tailoring = proposed(&ada.client, &resume).await;
    let variant = doing(&tailoring, "PICK_VARIANT")[0];
    let summary = doing(&tailoring, "SET_SUMMARY")[0];
    let skills = doing(&tailoring, "REORDER_SKILLS")[0];
    let mut input = about(&tailoring, &[variant, summary, skills]);
    input["note"] = json!("For them");
    let payload = done(&ada.client, "acceptProposals", &input).await;
    let (now, changed) = (&payload["tailoring"], &payload["resume"]);
    assert_eq!(
        (&changed["newestRevision"], &changed["version"]),
        (&json!(3), &json!(3))
    );
    assert_eq!(changed["revision"]["reason"], "TAILORED");
    assert_eq!(changed["revision"]["note"], "For them");
    let content = &changed["content"];
    assert!(
        texts(content).contains(&"Built billing services in Rust on PostgreSQL."),
        "{content}"
    );
    assert_eq!(content["summary"][0]["text"], after(summary));
    assert!(
        !content["summary"][0]["citations"]
            .as_array()
            .unwrap()
            .is_empty(),
        "{content}"
    );
    let of_skills = content["sections"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["kind"] == "SKILLS");
    assert_eq!(of_skills.unwrap()["items"][0]["title"], "Rust");
    assert_eq!(records(content), records(&resume["content"]));
    let accepted: Vec<&Value> = now["proposals"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["state"] == "ACCEPTED")
        .collect();
    assert_eq!(accepted.len(), 3);
    assert!(
        accepted
            .iter()
            .all(|one| one["acceptedRevision"] == 3 && one["decidedAt"].is_string())
    );
    assert!(!states(now).contains(&"STALE"), "{now}");
    // Those that are left are accepted one by one: none is in the way of another.
    let mut now = now.clone();
    let left: Vec<Value> = now["proposals"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["state"] == "OPEN")
        .cloned()
        .collect();
    assert!(left.len() >= 3, "{now}");
    for (index, proposal) in left.iter().enumerate() {
        let payload = done(&ada.client, "acceptProposals", &about(&now, &[proposal])).await;
        assert_eq!(payload["resume"]["newestRevision"], 4 + index);
        assert_eq!(
            records(&payload["resume"]["content"]),
            records(&resume["content"])
        );
        now = payload["tailoring"].clone();
    }
    assert!(
        states(&now).iter().all(|state| *state == "ACCEPTED"),
        "{now}"
    );
}

#[tokio::test]
async fn all_proposals_at_once_are_one_revision() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let resume = resume(&ada, &posting).await;
    let tailoring = proposed(&ada.client, &resume).await;
    let all: Vec<&Value> = tailoring["proposals"].as_array().unwrap().iter().collect();
    let input = about(&tailoring, &all);
    let mut dry = input.clone();
    dry["dryRun"] = json!(true);
    let shown = done(&ada.client, "acceptProposals", &dry).await;
    assert_eq!(read(&ada.client, &tailoring["id"]).await, tailoring);
    let payload = done(&ada.client, "acceptProposals", &input).await;
    assert_eq!(shown["resume"], payload["resume"]);
    assert_eq!(states(&shown["tailoring"]), states(&payload["tailoring"]));
    assert_eq!(
        app.count_rows("resume_revisions").await,
        4,
        "with those of the MASTER"
    );
    let content = &payload["resume"]["content"];
    let first = texts(content)[0];
    assert!(
        ["Ran 14", "Introduced", "Built billing services in"]
            .iter()
            .any(|start| first.starts_with(start)),
        "{content}"
    );
    let statements = content["sections"][0]["items"][0]["statements"]
        .as_array()
        .unwrap();
    assert!(statements.iter().any(|one| one["hidden"] == true));
    assert!(
        statements
            .iter()
            .all(|one| one["citations"].as_array().unwrap().len() == 1)
    );
    // What is proposed next is nothing of this.
    let next = proposed(&ada.client, &payload["resume"]).await;
    assert_eq!(next["proposals"], json!([]));
}

#[tokio::test]
async fn retry_accepts_once() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let resume = resume(&ada, &posting).await;
    let tailoring = proposed(&ada.client, &resume).await;
    let mut input = about(&tailoring, &[&tailoring["proposals"][0]]);
    input["idempotencyKey"] = json!("k");
    let first = done(&ada.client, "acceptProposals", &input).await;
    let again = done(&ada.client, "acceptProposals", &input).await;
    assert_eq!(first, again);
    let found = read(&ada.client, &tailoring["id"]).await;
    assert_eq!(found["version"], 2);
}

#[tokio::test]
async fn rejected_proposals_change_nothing_and_can_be_accepted_later() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let resume = resume(&ada, &posting).await;
    let tailoring = proposed(&ada.client, &resume).await;
    let proposals = tailoring["proposals"].as_array().unwrap();
    let input = about(&tailoring, &[&proposals[0], &proposals[1]]);
    let payload = done(&ada.client, "rejectProposals", &input).await;
    let now = &payload["tailoring"];
    assert_eq!(states(now)[..3], ["REJECTED", "REJECTED", "OPEN"]);
    assert_eq!(now["version"], 2);
    let again = done(
        &ada.client,
        "rejectProposals",
        &about(now, &[&proposals[0]]),
    )
    .await;
    assert_eq!(again["tailoring"], *now);
    let accepted = done(
        &ada.client,
        "acceptProposals",
        &about(now, &[&proposals[0]]),
    )
    .await;
    assert_eq!(
        states(&accepted["tailoring"])[..3],
        ["ACCEPTED", "REJECTED", "OPEN"]
    );
    assert_eq!(accepted["resume"]["newestRevision"], 3);
}
