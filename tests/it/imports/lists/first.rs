//! The first import of a list.

use serde_json::{Value, json};

use super::{
    TRACKER, applications, apply, apply_with, entries, findings, history, import, note, of_company,
    plan_of, plan_with, shown, side, try_list,
};
use crate::kit::TestApp;

#[tokio::test]
async fn each_stage_gets_the_history_that_it_implies_and_no_date_that_nobody_stated() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let plan = plan_of(&ada, TRACKER).await;
    assert_eq!(
        (&plan["source"], &plan["state"]),
        (&json!("FILE"), &json!("PLANNED"))
    );
    assert!(applications(&ada).await.is_empty());
    assert_eq!(shown(&plan).len(), 8);
    assert!(
        shown(&plan)
            .iter()
            .all(|entry| entry.ends_with("ADD USE_IMPORT"))
    );
    let done = apply(&ada, &plan).await;
    assert_eq!(done["done"], 8);
    for (company, steps) in [
        ("Alder", &["CREATED APPLIED 2026-01-04"][..]),
        ("Birch", &["CREATED APPLIED 2026-01", "MOVED SCREENING -"]),
        ("Cedar", &["CREATED APPLIED 2026-01-06", "MOVED OFFER -"]),
        (
            "Elder",
            &[
                "CREATED APPLIED 2026-01-07",
                "MOVED OFFER -",
                "CLOSED ACCEPTED -",
            ],
        ),
        ("Fir", &["CREATED APPLIED 2026-01-08", "CLOSED REJECTED -"]),
        ("Gorse", &["CREATED APPLIED -", "CLOSED NO_RESPONSE -"]),
        ("Hazel", &["CREATED PREPARING -", "CLOSED WITHDRAWN -"]),
        ("Ivy", &["CREATED PREPARING -"]),
    ] {
        let application = of_company(&ada, company).await;
        assert_eq!(history(&application), steps, "{company}");
        for event in application["events"].as_array().unwrap() {
            assert_eq!(
                (&event["actor"], &event["actorName"], &event["observed"]),
                (&json!("IMPORT"), &json!("list"), &json!(false))
            );
        }
    }
    let alder = of_company(&ada, "Alder").await;
    assert_eq!(alder["appliedOn"], "2026-01-04");
    assert_eq!(
        alder["note"],
        "Ask\nfor Bo\n\nAddress: https://jobs.example/alder-1\nPlace: Ghent\nPay: 31000\nTags: remote, referral"
    );
    let gorse = of_company(&ada, "Gorse").await;
    assert_eq!(
        (&gorse["appliedOn"], &gorse["events"][1]["reason"]),
        (&Value::Null, &json!("Ghosted 👻"))
    );
}

#[tokio::test]
async fn the_funnel_counts_an_import_and_the_inbox_does_not_tell_of_it() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    import(&ada, TRACKER).await;
    app.run_tasks().await;
    let query = "{ viewer { notifications { totalCount } analytics { funnel { total steps { stage reached } } }
        board { stage totalCount } } }";
    let answer = ada.client.gql(query, json!({})).await;
    assert_eq!(answer.data("viewer.notifications.totalCount"), 0);
    assert_eq!(answer.data("viewer.analytics.funnel.total"), 8);
    assert_eq!(answer.data("viewer.analytics.funnel.steps.0.reached"), 6);
    let closed = answer
        .data("viewer.board")
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["stage"] == "CLOSED");
    assert_eq!(closed.unwrap()["totalCount"], 4);
}

#[tokio::test]
async fn who_is_interviewed_has_applied_whatever_the_list_says_of_the_day() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let list = "Company,Role,Status,Applied\nAlder,Baker,Interview,2026-01-04\nBirch,Cook,Interview,\nCedar,Driver,Offer,\nElder,Editor,Wishlist,\n";
    let plan = plan_of(&ada, list).await;
    let choose = json!({ "sections": [{ "section": "APPLICATIONS", "choice": "USE_IMPORT" }] });
    apply_with(&ada, &plan, choose).await;
    for (company, steps) in [
        (
            "Alder",
            &["CREATED APPLIED 2026-01-04", "MOVED INTERVIEWING -"][..],
        ),
        ("Birch", &["CREATED INTERVIEWING -"]),
        ("Cedar", &["CREATED OFFER -"]),
    ] {
        assert_eq!(
            history(&of_company(&ada, company).await),
            steps,
            "{company}"
        );
    }
    let query = "{ viewer { analytics { funnel { total steps { reached } } } } }";
    let answer = ada.client.gql(query, json!({})).await;
    let funnel = answer.data("viewer.analytics.funnel");
    let reached: Vec<&Value> = (0..5).map(|at| &funnel["steps"][at]["reached"]).collect();
    assert_eq!(
        (&funnel["total"], reached),
        (
            &json!(4),
            vec![&json!(3), &json!(0), &json!(0), &json!(2), &json!(1)]
        )
    );
}

#[tokio::test]
async fn lists_of_a_board_and_tables_of_a_notes_app_are_read() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let board = "\"Employer\",\"Job Title\",\"List\",\"Date Added\",\"Notes\"\n\
        \"Alder\",\"Baker\",\"Wishlist\",\"Jan 5, 2026\",\"line one\nline two\"\n\
        \"Birch\",\"Cook\",\"Phone screen\",\"Jan 6, 2026\",\"\"\n\"Birch\",\"Cook\",\"Phone screen\",\"Mar 6, 2026\",\"\"\n";
    let plan = plan_of(&ada, board).await;
    assert_eq!(
        shown(&plan),
        [
            "Alder ADD KEEP_MINE",
            "Birch ADD USE_IMPORT",
            "Birch ADD USE_IMPORT"
        ],
        "what was saved only is asked, and the same role twice is two applications"
    );
    assert!(note(&plan, "Alder").contains("saved only"));
    apply(&ada, &plan).await;
    let found = applications(&ada).await;
    assert_eq!(found.len(), 2);
    assert_eq!(history(&found[0]), ["CREATED SCREENING -"]);
    assert_eq!(found[0]["note"], "Saved on: 2026-01-06");

    let plan = plan_of(&ada, board).await;
    let choose = json!({ "sections": [{ "section": "APPLICATIONS", "choice": "USE_IMPORT" }] });
    apply_with(&ada, &plan, choose).await;
    let alder = of_company(&ada, "Alder").await;
    assert_eq!(history(&alder), ["CREATED PREPARING 2026-01-05"]);
    assert_eq!(applications(&ada).await.len(), 3);

    let bob = app.sign_up("bob").await;
    let notes = "\u{FEFF}Name,Company,Status,Applied,Tags\r\nBaker,Alder,🟢 Applied,\"January 5, 2026\",\"referral, remote\"\r\n\
        Cook,Birch,Interview #2,\"January 5, 2026 → January 9, 2026\",\r\nEditor,Elder,,,\r\n";
    let plan = plan_of(&bob, notes).await;
    assert_eq!(
        shown(&plan),
        [
            "Alder ADD USE_IMPORT",
            "Birch ADD USE_IMPORT",
            "Elder REFUSE KEEP_MINE"
        ]
    );
    assert!(note(&plan, "Elder").contains("no stage"));
    apply(&bob, &plan).await;
    let birch = of_company(&bob, "Birch").await;
    assert_eq!(
        history(&birch),
        ["CREATED APPLIED 2026-01-05", "MOVED INTERVIEWING -"]
    );
    assert_eq!(birch["events"][1]["reason"], "Interview #2");
}

#[tokio::test]
async fn a_spreadsheet_with_semicolons_in_another_encoding_is_read() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let text = "sep=;\r\nFirma;Stelle;Status;Beworben am;Gehalt\r\nM\u{fc}ller & S\u{f6}hne;K\u{f6}chin;Zusage;05.03.2026;48.500,00 EUR\r\n\
        \"Nord; Ost\";B\u{fc}rokraft;Beworben;31.12.2025;\r\n";
    let bytes: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let plan = plan_with(&ada, &bytes, Value::Null).await;
    assert_eq!(
        shown(&plan),
        [
            "Müller & Söhne REFUSE KEEP_MINE",
            "Nord; Ost ADD USE_IMPORT"
        ]
    );
    assert!(note(&plan, "Müller & Söhne").contains("\"Zusage\""));
    let stages = json!({ "stages": [{ "word": "Zusage", "stage": "ACCEPTED" }] });
    let plan = plan_with(&ada, &bytes, stages).await;
    apply(&ada, &plan).await;
    let chosen = of_company(&ada, "Müller & Söhne").await;
    assert_eq!(
        (&chosen["outcome"], &chosen["appliedOn"]),
        (&json!("ACCEPTED"), &json!("2026-03-05"))
    );
    assert_eq!(chosen["note"], "Pay: 48.500,00 EUR");
}

#[tokio::test]
async fn dates_that_can_be_two_are_left_out_unless_a_row_or_the_user_says_which() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let doubtful = "Company,Role,Status,Applied\nAlder,Baker,Applied,03/04/2026\nBirch,Cook,Applied,2026-06-07\n";
    let plan = plan_of(&ada, doubtful).await;
    assert!(
        findings(&plan)
            .iter()
            .any(|it| it.contains("03/04/2026") && it.contains("two dates"))
    );
    assert!(side(entries(&plan, "APPLICATIONS")[0], "appliedOn", "imported").is_empty());
    let chosen = plan_with(
        &ada,
        doubtful.as_bytes(),
        json!({ "dateOrder": "MONTH_FIRST" }),
    )
    .await;
    assert_eq!(
        side(entries(&chosen, "APPLICATIONS")[0], "appliedOn", "imported"),
        ["2026-03-04"]
    );
    let proven = plan_of(&ada, "Company,Role,Status,Applied\nAlder,Baker,Applied,03/04/2026\nBirch,Cook,Applied,13/04/2026\n").await;
    assert_eq!(
        side(entries(&proven, "APPLICATIONS")[0], "appliedOn", "imported"),
        ["2026-04-03"]
    );
}

#[tokio::test]
async fn rows_that_give_nothing_are_named_and_doubled_ones_are_counted_once() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let list = "Company,Role,Status,Applied,Link\nAlder,Baker,Applied,2026-01-04,https://jobs.example/1?utm_source=x\n\
        Alder,Baker,Applied,2026-01-04,http://www.jobs.example/1/\n,Nobody,Applied,,\nBirch,Cook,Applied,2099-01-01,\n";
    let plan = plan_of(&ada, list).await;
    assert_eq!(
        shown(&plan),
        ["Alder ADD USE_IMPORT", "Birch ADD USE_IMPORT"]
    );
    let all = findings(&plan).join("\n");
    assert!(
        all.contains("repeats row 1") && all.contains("no company"),
        "{all}"
    );
    assert!(note(&plan, "Birch").contains("2099-01-01"));
    apply(&ada, &plan).await;
    assert_eq!(of_company(&ada, "Birch").await["appliedOn"], Value::Null);
}

#[tokio::test]
async fn a_list_without_the_columns_that_it_needs_is_refused_until_they_are_chosen() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let list = b"Who,What,How\nAlder,Baker,Sent\n";
    let refused = try_list(&ada, list, json!({})).await;
    assert_eq!(
        refused.refusal("importApplications"),
        "InvalidInputError input.mapping"
    );
    let few = try_list(&ada, list, json!({ "mapping": { "columns": ["COMPANY"] } })).await;
    assert_eq!(
        few.refusal("importApplications"),
        "InvalidInputError input.mapping.columns"
    );
    let mapping = json!({ "columns": ["COMPANY", "ROLE", "STAGE"] });
    let plan = plan_with(&ada, list, mapping).await;
    assert_eq!(shown(&plan), ["Alder ADD USE_IMPORT"]);
}

#[tokio::test]
async fn an_address_of_the_catalogue_links_the_application_to_its_posting() {
    let app = TestApp::start().await;
    app.import_postings().await;
    let ada = app.sign_up("ada").await;
    let query = "{ jobs(first: 1) { nodes { title url } } }";
    let posting = ada
        .client
        .gql(query, json!({}))
        .await
        .data("jobs.nodes.0")
        .clone();
    let (title, url) = (
        posting["title"].as_str().unwrap(),
        posting["url"].as_str().unwrap(),
    );
    let list = format!(
        "Company,Role,Status,Link\nAlder,Baker,Applied,{url}?utm_source=x\nBirch,Cook,Applied,https://jobs.example/2\n"
    );
    import(&ada, &list).await;
    let alder = of_company(&ada, "Alder").await;
    assert_eq!(
        (
            alder["posting"]["title"].as_str(),
            alder["snapshot"]["title"].as_str()
        ),
        (Some(title), Some(title))
    );
    assert_eq!(of_company(&ada, "Birch").await["posting"], Value::Null);
    let again = plan_of(&ada, &list).await;
    assert_eq!(
        shown(&again),
        ["Alder KEEP KEEP_MINE", "Birch KEEP KEEP_MINE"]
    );
}
