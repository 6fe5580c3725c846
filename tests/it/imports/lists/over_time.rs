//! Three and more versions of a list: what an import left as it was is no edit of the user.

use serde_json::json;

use super::{
    apply, apply_with, by_hand, entries, history, import, note, of_company, plan_of, shown, side,
};
use crate::kit::TestApp;

const HEADER: &str = "Company,Role,Status,Applied,Notes\n";

fn list(stage: &str, day: &str, note: &str) -> String {
    format!("{HEADER}Alder,Baker,{stage},{day},\"{note}\"\n")
}

#[tokio::test]
async fn an_answer_comes_after_a_list_that_had_lost_the_end() {
    for (answer, last) in [
        ("Rejected", "CLOSED REJECTED -"),
        ("Interview", "REOPENED INTERVIEWING -"),
        ("Offer", "REOPENED OFFER -"),
    ] {
        let app = TestApp::start().await;
        let ada = app.sign_up("ada").await;
        import(&ada, &list("Ghosted", "2026-05-01", "")).await;
        for _ in 0..2 {
            let plan = plan_of(&ada, &list("Applied", "2026-05-01", "")).await;
            assert_eq!(shown(&plan), ["Alder KEEP KEEP_MINE"]);
            assert!(note(&plan, "Alder").contains("has ended"), "{plan}");
            apply(&ada, &plan).await;
        }
        let plan = plan_of(&ada, &list(answer, "2026-05-01", "")).await;
        assert_eq!(shown(&plan), ["Alder CHANGE USE_IMPORT"], "{answer}");
        apply(&ada, &plan).await;
        let steps = history(&of_company(&ada, "Alder").await);
        assert_eq!(steps.last().unwrap(), last);
    }
}

#[tokio::test]
async fn what_the_user_ended_is_a_conflict_also_after_a_stale_list() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    import(&ada, &list("Interview", "2026-05-01", "")).await;
    let alder = of_company(&ada, "Alder").await;
    by_hand(
        &ada,
        "closeApplication",
        &alder,
        json!({ "outcome": "WITHDRAWN" }),
    )
    .await;
    import(&ada, &list("Applied", "2026-05-01", "")).await;
    let plan = plan_of(&ada, &list("Rejected", "2026-05-01", "")).await;
    assert_eq!(shown(&plan), ["Alder CONFLICT KEEP_MINE"]);
}

#[tokio::test]
async fn a_list_that_falls_back_to_what_was_not_sent_says_so() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    import(&ada, &list("Applied", "2026-05-01", "x")).await;
    for stage in ["Saved", "Preparing"] {
        let plan = plan_of(&ada, &list(stage, "2026-05-01", "x")).await;
        assert_eq!(shown(&plan), ["Alder KEEP KEEP_MINE"], "{stage}");
        assert!(note(&plan, "Alder").contains("earlier stage"), "{plan}");
        apply(&ada, &plan).await;
        assert_eq!(of_company(&ada, "Alder").await["note"], "x");
    }
}

#[tokio::test]
async fn the_lines_of_a_note_are_the_text_of_the_list() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    for text in [
        "Bo: nice\nCall: Monday",
        "Call: Tuesday\nBo: nice\nEve: strict",
        "Applied on: the web\nAddress: unknown",
        "Hello\nCall: Monday",
    ] {
        let plan = plan_of(&ada, &list("Applied", "2026-05-01", text)).await;
        apply(&ada, &plan).await;
        assert_eq!(of_company(&ada, "Alder").await["note"], text);
    }
    // An empty note is no difference, and shown as none.
    let plan = plan_of(&ada, &list("Interview", "2026-05-01", "")).await;
    assert_eq!(shown(&plan), ["Alder CHANGE USE_IMPORT"]);
    let entry = entries(&plan, "APPLICATIONS")[0];
    assert!(side(entry, "note", "existing").is_empty(), "{entry}");
    assert!(side(entry, "noteLines", "imported").is_empty(), "{entry}");
}

#[tokio::test]
async fn a_note_of_the_user_outlives_a_list_without_one() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    import(&ada, &list("Applied", "2026-05-01", "Ask Bo")).await;
    let alder = of_company(&ada, "Alder").await;
    by_hand(&ada, "updateApplication", &alder, json!({ "note": "mine" })).await;
    import(&ada, &list("Interview", "2026-05-01", "")).await;
    assert_eq!(of_company(&ada, "Alder").await["note"], "mine");
    let plan = plan_of(&ada, &list("Interview", "2026-05-01", "Ask Eve")).await;
    assert_eq!(shown(&plan), ["Alder CONFLICT KEEP_MINE"]);
    let entry = &entries(&plan, "APPLICATIONS")[0]["id"];
    let merge = json!({ "choices": [{ "entryId": entry, "choice": "MERGE" }] });
    apply_with(&ada, &plan, merge).await;
    assert_eq!(of_company(&ada, "Alder").await["note"], "mine");
}
