//! Later imports of a list: what the user did since stands.

use serde_json::json;

use super::{
    TRACKER, applications, apply, apply_with, by_hand, entries, history, import, note, of_company,
    plan_of, shown, side,
};
use crate::kit::{Setup, TestApp};

#[tokio::test]
async fn the_same_list_twice_changes_nothing() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let two = [plan_of(&ada, TRACKER).await, plan_of(&ada, TRACKER).await];
    apply(&ada, &two[0]).await;
    let before = applications(&ada).await;
    // A plan that was made before the first was applied, and one that was made after it.
    apply(&ada, &two[1]).await;
    let again = plan_of(&ada, TRACKER).await;
    assert!(
        shown(&again)
            .iter()
            .all(|entry| entry.ends_with("KEEP KEEP_MINE")),
        "{again}"
    );
    apply(&ada, &again).await;
    assert_eq!(applications(&ada).await, before);
}

#[tokio::test]
async fn a_newer_list_appends_the_steps_that_it_states() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    import(&ada, TRACKER).await;
    let newer = TRACKER
        .replace("Alder,Baker,Applied", "Alder,Baker,Interview")
        .replace("Cedar,Driver,Offer", "Cedar,Driver,Offer declined")
        .replace("Gorse,Guard,Ghosted 👻,", "Gorse,Guard,Rejected,2026-01-09")
        .replace("Ivy,Ironer,Applying,", "Ivy,Ironer,Applied,2026-02-01")
        .replace(
            "Fir,Farmer,Not selected,2026-01-08",
            "Fir,Farmer,Not selected,2026-01-18",
        );
    let plan = plan_of(&ada, &newer).await;
    assert_eq!(
        shown(&plan).join("; "),
        "Alder CHANGE USE_IMPORT; Birch KEEP KEEP_MINE; Cedar CHANGE USE_IMPORT; Elder KEEP KEEP_MINE; Fir ADD KEEP_MINE; \
         Gorse CHANGE USE_IMPORT; Hazel KEEP KEEP_MINE; Ivy CHANGE USE_IMPORT"
    );
    assert!(note(&plan, "Fir").contains("another day"));
    let alder = entries(&plan, "APPLICATIONS")[0];
    assert_eq!(
        (
            side(alder, "stage", "existing"),
            side(alder, "stage", "imported")
        ),
        (vec!["APPLIED"], vec!["INTERVIEWING"])
    );
    let done = apply(&ada, &plan).await;
    assert!(
        entries(&done, "APPLICATIONS")
            .iter()
            .all(|it| it["result"] == "CHANGED" || it["result"] == "KEPT"),
        "{done}"
    );
    for (company, steps) in [
        (
            "Alder",
            &["CREATED APPLIED 2026-01-04", "MOVED INTERVIEWING -"][..],
        ),
        (
            "Cedar",
            &[
                "CREATED APPLIED 2026-01-06",
                "MOVED OFFER -",
                "CLOSED DECLINED -",
            ],
        ),
        (
            "Gorse",
            &[
                "CREATED APPLIED -",
                "CLOSED NO_RESPONSE -",
                "CREATED APPLIED 2026-01-09",
                "REOPENED APPLIED -",
                "CLOSED REJECTED -",
            ],
        ),
        ("Ivy", &["CREATED PREPARING -", "MOVED APPLIED 2026-02-01"]),
    ] {
        assert_eq!(
            history(&of_company(&ada, company).await),
            steps,
            "{company}"
        );
    }
    assert_eq!(of_company(&ada, "Gorse").await["appliedOn"], "2026-01-09");
    app.run_tasks().await;
    let inbox = ada
        .client
        .gql("{ viewer { notifications { totalCount } } }", json!({}))
        .await;
    assert_eq!(inbox.data("viewer.notifications.totalCount"), 0);
    let before = applications(&ada).await;
    import(&ada, &newer).await;
    assert_eq!(applications(&ada).await, before);
}

#[tokio::test]
async fn what_the_user_did_since_is_no_conflict_until_the_list_has_news() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    import(&ada, TRACKER).await;
    let alder = of_company(&ada, "Alder").await;
    by_hand(
        &ada,
        "moveApplication",
        &alder,
        json!({ "to": "SCREENING" }),
    )
    .await;
    let birch = of_company(&ada, "Birch").await;
    by_hand(
        &ada,
        "updateApplication",
        &birch,
        json!({ "note": "my own" }),
    )
    .await;
    let same = plan_of(&ada, TRACKER).await;
    assert_eq!(
        &shown(&same)[..2],
        ["Alder KEEP KEEP_MINE", "Birch KEEP KEEP_MINE"]
    );

    let newer = TRACKER
        .replace("Alder,Baker,Applied", "Alder,Baker,Rejected")
        .replace(
            "Birch,Cook,Phone screen,2026-01,,,",
            "Birch,Cook,Interview,2026-01,,,theirs",
        );
    let plan = plan_of(&ada, &newer).await;
    assert_eq!(
        &shown(&plan)[..2],
        ["Alder CONFLICT KEEP_MINE", "Birch CONFLICT KEEP_MINE"]
    );
    let before = applications(&ada).await;
    apply(&ada, &plan).await;
    assert_eq!(applications(&ada).await, before);

    let plan = plan_of(&ada, &newer).await;
    let found = entries(&plan, "APPLICATIONS");
    let choices = json!({ "choices": [{ "entryId": found[0]["id"], "choice": "USE_IMPORT" }, { "entryId": found[1]["id"], "choice": "MERGE" }] });
    apply_with(&ada, &plan, choices).await;
    assert_eq!(of_company(&ada, "Alder").await["outcome"], "REJECTED");
    let birch = of_company(&ada, "Birch").await;
    assert_eq!(
        (&birch["stage"], &birch["note"]),
        (&json!("INTERVIEWING"), &json!("my own"))
    );
}

#[tokio::test]
async fn what_the_user_typed_is_recognised_and_another_day_is_asked() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let create = "mutation($input: CreateApplicationInput!) { createApplication(input: $input) { userErrors { message } } }";
    for (company, day) in [("alder", "2026-01-04"), ("Birch", "2025-05-05")] {
        let input = json!({ "company": company, "role": if day == "2026-01-04" { "Baker" } else { "Cook" }, "stage": "APPLIED", "occurredOn": day });
        ada.client.gql(create, json!({ "input": input })).await;
    }
    let list = "Company,Role,Status,Applied\nAlder,Baker,Applied,2026-01-04\nBirch,Cook,Applied,2026-01-05\n";
    let plan = plan_of(&ada, list).await;
    assert_eq!(
        shown(&plan),
        ["Alder KEEP KEEP_MINE", "Birch ADD KEEP_MINE"]
    );
    assert!(note(&plan, "Birch").contains("one more"));
    apply(&ada, &plan).await;
    assert_eq!(applications(&ada).await.len(), 2);
    let newer = list.replace("Alder,Baker,Applied", "Alder,Baker,Offer");
    let plan = plan_of(&ada, &newer).await;
    assert_eq!(shown(&plan)[0], "Alder CONFLICT KEEP_MINE");
}

#[tokio::test]
async fn an_earlier_stage_of_a_list_takes_no_step_back() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    import(&ada, TRACKER).await;
    let plan = plan_of(
        &ada,
        &TRACKER.replace("Birch,Cook,Phone screen", "Birch,Cook,Applied"),
    )
    .await;
    assert_eq!(shown(&plan)[1], "Birch KEEP KEEP_MINE");
    assert!(note(&plan, "Birch").contains("earlier stage"));
}

#[tokio::test]
async fn what_the_user_removed_comes_back_only_by_choice() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    import(&ada, TRACKER).await;
    let alder = of_company(&ada, "Alder").await;
    by_hand(&ada, "deleteApplication", &alder, json!({})).await;
    let plan = plan_of(&ada, TRACKER).await;
    assert_eq!(shown(&plan)[0], "Alder CONFLICT KEEP_MINE");
    assert!(note(&plan, "Alder").contains("removed"));
    apply(&ada, &plan).await;
    assert_eq!(applications(&ada).await.len(), 7);
    let plan = plan_of(&ada, TRACKER).await;
    let entry = &entries(&plan, "APPLICATIONS")[0]["id"];
    let choices = json!({ "choices": [{ "entryId": entry, "choice": "USE_IMPORT" }] });
    apply_with(&ada, &plan, choices).await;
    assert_eq!(of_company(&ada, "Alder").await["stage"], "APPLIED");
    let plan = plan_of(&ada, TRACKER).await;
    assert_eq!(shown(&plan)[0], "Alder KEEP KEEP_MINE");
}

#[tokio::test]
async fn a_step_after_the_plan_is_not_overwritten() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let first = plan_of(&ada, TRACKER).await;
    super::try_apply(&ada, &first, json!({})).await;
    app.run_tasks().await;
    let newer = TRACKER.replace("Alder,Baker,Applied", "Alder,Baker,Rejected");
    let plan = plan_of(&ada, &newer).await;
    super::try_apply(&ada, &plan, json!({})).await;
    let alder = of_company(&ada, "Alder").await;
    by_hand(
        &ada,
        "moveApplication",
        &alder,
        json!({ "to": "INTERVIEWING" }),
    )
    .await;
    app.run_tasks().await;
    let done = super::plan(&ada, &plan["id"]).await;
    let entry = entries(&done, "APPLICATIONS")[0];
    assert_eq!(entry["result"], "OUTDATED");
    assert_eq!(of_company(&ada, "Alder").await["stage"], "INTERVIEWING");
}

#[tokio::test]
async fn the_day_of_a_step_that_was_unknown_can_be_stated_by_hand() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    import(&ada, TRACKER).await;
    let query = "{ viewer { applications(first: 100) { nodes { id version companyName events { id kind } } } } }";
    let answer = ada.client.gql(query, json!({})).await;
    let nodes = answer.data("viewer.applications.nodes").as_array().unwrap();
    let fir = nodes.iter().find(|it| it["companyName"] == "Fir").unwrap();
    let day = json!({ "eventId": fir["events"][1]["id"], "occurredOn": "2026-02-02", "reason": "the mail" });
    by_hand(&ada, "correctApplicationDate", fir, day).await;
    let fir = of_company(&ada, "Fir").await;
    assert_eq!(history(&fir)[2], "CLOSED REJECTED 2026-02-02");
    assert_eq!(fir["events"][1]["effective"], false);
}

#[tokio::test]
async fn the_page_of_an_employer_is_the_address_of_no_posting() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    for address in [
        "https://www.linkedin.com/jobs",
        "https://fernhill.example/careers",
    ] {
        let list = |company: &str, role: &str, day: &str| {
            format!(
                "Company,Role,Status,Applied,Notes,URL\n{company},{role},Rejected,{day},mine,{address}\n"
            )
        };
        let company = format!("Fernhill {}", address.len());
        import(&ada, &list(&company, "Baker", "2026-05-01")).await;
        let plan = plan_of(&ada, &list("Zeta", "Chef", "2026-06-01")).await;
        assert!(
            shown(&plan)[0].starts_with("Zeta ADD"),
            "{:?}",
            shown(&plan)
        );
    }
}

#[tokio::test]
async fn a_list_that_still_has_the_stage_before_the_end_reopens_nothing() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let list =
        |stage: &str| format!("Company,Role,Status,Applied\nAlder,Baker,{stage},2026-05-01\n");
    import(&ada, &list("Rejected")).await;
    let plan = plan_of(&ada, &list("Applied")).await;
    assert_eq!(shown(&plan), ["Alder KEEP KEEP_MINE"]);
    apply(&ada, &plan).await;
    assert_eq!(of_company(&ada, "Alder").await["outcome"], "REJECTED");
}

#[tokio::test]
async fn a_day_that_a_list_left_out_once_is_no_edit() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let list = |day: &str| format!("Company,Role,Status,Applied\nBeta,Ops,Interview,{day}\n");
    import(&ada, &list("2026-04-05")).await;
    import(&ada, &list("")).await;
    let plan = plan_of(&ada, &list("2026-04-05")).await;
    assert_eq!(shown(&plan), ["Beta KEEP KEEP_MINE"]);
    let another = plan_of(&ada, &list("2026-04-06")).await;
    assert_eq!(shown(&another), ["Beta ADD KEEP_MINE"], "asked");
}

#[tokio::test]
async fn rows_for_one_role_and_day_may_change_places() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let [one, two] = [
        "Alder,Baker,Rejected,2026-05-01,x\n",
        "Alder,Baker,Applied,2026-05-01,y\n",
    ];
    let header = "Company,Role,Status,Applied,Notes\n";
    import(&ada, &format!("{header}{one}{two}")).await;
    let before = applications(&ada).await;
    for rows in [format!("{two}{one}"), two.to_owned()] {
        let plan = plan_of(&ada, &format!("{header}{rows}")).await;
        assert!(
            shown(&plan)
                .iter()
                .all(|entry| entry == "Alder KEEP KEEP_MINE"),
            "{rows}"
        );
        apply(&ada, &plan).await;
        assert_eq!(applications(&ada).await, before);
    }
}
