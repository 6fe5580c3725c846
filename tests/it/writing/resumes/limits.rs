//! How many résumés and revisions a user may have.

use serde_json::json;

use super::{edit_of, edited, master, write};
use crate::kit::{Setup, TestApp};

async fn limited(resumes: u64, revisions: i32, bytes: u64) -> TestApp {
    Setup::new()
        .config(|config| {
            config.writing.resumes_per_user = resumes;
            config.writing.revisions_per_resume = revisions;
            config.writing.user_bytes = bytes;
        })
        .start()
        .await
}

#[tokio::test]
async fn one_resume_too_many_is_refused_also_at_once_with_another() {
    let app = limited(2, 10, 1 << 20).await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    master(&ada, "One").await;
    let input = json!({ "kind": "MASTER", "name": "Two" });
    let create = || write(&ada.client, "createResume", &input);
    let answers = futures_util::future::join(create(), create()).await;
    let answers = [answers.0, answers.1];
    let refused = answers.iter().filter(|answer| {
        answer.data("createResume.resume").is_null()
            && answer.refusal("createResume") == "InvalidInputError input"
    });
    assert_eq!(
        refused.count(),
        1,
        "{} {}",
        answers[0].text,
        answers[1].text
    );
    assert_eq!(app.count_rows("resumes").await, 2);
    master(&bob, "One of another").await;
}

#[tokio::test]
async fn one_revision_too_many_is_refused() {
    let app = limited(10, 2, 1 << 20).await;
    let ada = app.sign_up("ada").await;
    let resume = master(&ada, "One").await;
    let resume = edited(&ada.client, &resume, |content| {
        content["phone"] = json!("1");
    })
    .await;
    let input = edit_of(&resume, |content| content["phone"] = json!("2"));
    let refused = write(&ada.client, "editResume", &input).await;
    assert_eq!(refused.refusal("editResume"), "InvalidInputError input");
    assert!(refused.text.contains("2 revisions"), "{}", refused.text);
    let same = edited(&ada.client, &resume, |_| ()).await;
    assert_eq!(same, resume);
}

#[tokio::test]
async fn revisions_that_are_too_large_together_are_refused() {
    let app = limited(10, 100, 20_000).await;
    let ada = app.sign_up("ada").await;
    let resume = master(&ada, "One").await;
    let text = |n: usize| json!([{ "text": "x".repeat(4_000 + n) }]);
    let mut resume = edited(&ada.client, &resume, |content| content["summary"] = text(0)).await;
    let mut last = None;
    for n in 1..9 {
        let input = edit_of(&resume, |content| content["summary"] = text(n));
        let answer = write(&ada.client, "editResume", &input).await;
        let changed = answer.data("editResume.resume").clone();
        if changed.is_null() {
            last = Some(answer);
            break;
        }
        resume = changed;
    }
    let last = last.expect("a refusal");
    assert_eq!(last.refusal("editResume"), "InvalidInputError input");
    assert_eq!(resume["newestRevision"], 5);
}
