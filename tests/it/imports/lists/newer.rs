//! What a newer list leaves out, late answers, and rows that look the same as an application.

use serde_json::json;

use super::{
    apply, by_hand, history, import, note, of_company, plan_of, plan_with, shown, try_list,
};
use crate::{
    imports::{entries, side, try_upload, upload},
    kit::TestApp,
};

#[tokio::test]
async fn what_a_newer_list_leaves_out_stays_in_the_note() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let list = |note: &str, address: &str, place: &str| {
        format!(
            "Company,Role,Status,Applied,Notes,Location,URL\nAlder,Baker,Applied,2026-05-01,{note},{place},{address}\n"
        )
    };
    let address = "https://jobs.example/alder-1";
    import(&ada, &list("Ask Bo", address, "Ghent")).await;
    let newer = list("Ask Eve", "", "Bruges");
    let plan = plan_of(&ada, &newer).await;
    assert_eq!(shown(&plan), ["Alder CHANGE USE_IMPORT"]);
    assert!(note(&plan, "Alder").contains("stays in the note"), "{plan}");
    apply(&ada, &plan).await;
    let expected = format!("Ask Eve\n\nPlace: Bruges\nAddress: {address}");
    assert_eq!(of_company(&ada, "Alder").await["note"], expected);
    for again in [newer, list("Ask Eve", "", ""), list("", "", "")] {
        let plan = plan_of(&ada, &again).await;
        assert_eq!(shown(&plan), ["Alder KEEP KEEP_MINE"], "{again}");
    }
    // It is no edit of the user.
    let plan = plan_of(&ada, &list("Ask Ivo", "", "")).await;
    assert_eq!(shown(&plan), ["Alder CHANGE USE_IMPORT"]);
}

#[tokio::test]
async fn a_late_answer_reopens_what_the_list_had_ended() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let list =
        |stage: &str| format!("Company,Role,Status,Applied\nAlder,Baker,{stage},2026-05-01\n");
    import(&ada, &list("Ghosted")).await;
    let plan = plan_of(&ada, &list("Interview")).await;
    assert_eq!(shown(&plan), ["Alder CHANGE USE_IMPORT"]);
    apply(&ada, &plan).await;
    let alder = of_company(&ada, "Alder").await;
    assert_eq!(
        history(&alder),
        [
            "CREATED APPLIED 2026-05-01",
            "CLOSED NO_RESPONSE -",
            "REOPENED INTERVIEWING -"
        ]
    );
    // What the user ended is not reopened by a list that goes on.
    by_hand(
        &ada,
        "closeApplication",
        &alder,
        json!({ "outcome": "WITHDRAWN" }),
    )
    .await;
    let plan = plan_of(&ada, &list("Offer")).await;
    assert_eq!(shown(&plan), ["Alder KEEP KEEP_MINE"]);
    assert!(note(&plan, "Alder").contains("has ended"), "{plan}");
}

#[tokio::test]
async fn one_company_with_and_without_its_legal_form_is_asked() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let list = |company: &str, day: &str, address: &str| {
        format!("Company,Role,Status,Applied,URL\n{company},Baker,Applied,{day},{address}\n")
    };
    let first = "https://jobs.example/role-1?refId=a&utm_source=x";
    import(&ada, &list("Acme Inc.", "2026-05-01", first)).await;
    let tracked = "https://jobs.example/role-1?gclid=b&trk=c";
    let plan = plan_of(&ada, &list("Acme Inc.", "2026-05-01", tracked)).await;
    assert_eq!(shown(&plan), ["Acme Inc. CHANGE USE_IMPORT"], "its note");
    let other = "https://jobs.example/role-2";
    for (day, address) in [("2026-06-01", ""), ("2026-05-01", other)] {
        let plan = plan_of(&ada, &list("ACME", day, address)).await;
        assert_eq!(shown(&plan), ["ACME ADD KEEP_MINE"], "{day} {address}");
        let said = note(&plan, "ACME");
        assert!(
            said.contains("\"Acme Inc. · Baker\" (APPLIED, 2026-05-01)"),
            "{said}"
        );
    }
    // Another legal form is another company.
    let plan = plan_of(&ada, &list("Acme GmbH", "2026-06-01", "")).await;
    assert_eq!(shown(&plan), ["Acme GmbH ADD USE_IMPORT"]);
}

#[tokio::test]
async fn a_tracking_parameter_makes_no_other_address() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let list = |company: &str, query: &str| {
        format!(
            "Company,Role,Status,URL\n{company},Baker,Applied,https://jobs.example/role-1?{query}\n"
        )
    };
    import(&ada, &list("Acme Inc.", "refId=a&gclid=b")).await;
    let plan = plan_of(&ada, &list("ACME", "refId=c&trk=d&fbclid=e")).await;
    assert_eq!(shown(&plan), ["ACME CHANGE USE_IMPORT"]);
}

#[tokio::test]
async fn more_links_than_a_profile_has_are_refused_by_the_plan() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let profiles: Vec<_> = (0..25)
        .map(|number| json!({ "network": "Forge", "url": format!("https://forge.example/{number}") }))
        .collect();
    let resume = json!({ "basics": { "profiles": profiles } }).to_string();
    let plan = upload(&ada, "resume.json", resume.as_bytes()).await;
    let links = entries(&plan, "LINKS");
    let added = links.iter().filter(|entry| entry["action"] == "ADD");
    assert_eq!((added.count(), links.len()), (20, 25));
    let note = links[24]["note"].as_str().unwrap();
    assert!(note.contains("at most 20"), "{note}");
    let done = apply(&ada, &plan).await;
    let results = entries(&done, "LINKS");
    let added = results.iter().filter(|entry| entry["result"] == "ADDED");
    assert_eq!(added.count(), 20);
}

#[tokio::test]
async fn columns_of_later_stages_are_read() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let list = "Company,Role,Status,Outcome,Offer?,\nAlder,Baker,Applied,Rejected,no,met at a fair\nBirch,Cook,Interview,,yes,\n";
    let plan = plan_of(&ada, list).await;
    let stages: Vec<_> = entries(&plan, "APPLICATIONS")
        .into_iter()
        .map(|entry| side(entry, "stage", "imported"))
        .collect();
    assert_eq!(stages, [["REJECTED"], ["OFFER"]]);
    let columns = [
        "COMPANY",
        "ROLE",
        "STAGE",
        "STAGE_REACHED",
        "IGNORED",
        "NOTE",
    ];
    let plan = plan_with(&ada, list.as_bytes(), json!({ "columns": columns })).await;
    apply(&ada, &plan).await;
    let alder = of_company(&ada, "Alder").await;
    assert_eq!(
        (&alder["outcome"], &alder["note"]),
        (&json!("REJECTED"), &json!("Column 6: met at a fair"))
    );
    assert_eq!(of_company(&ada, "Birch").await["stage"], "INTERVIEWING");
}

#[tokio::test]
async fn a_file_for_the_other_operation_is_refused_with_its_name() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    for file in [
        &b"{\"basics\": {\"label\": \"Weigher\"}, \"work\": []}"[..],
        b"Ada Brink\n\nExperience\n\nWeigher, Harbour, 2019 - 2021\n\nSkills\n\nKnots\n",
    ] {
        let answer = try_list(&ada, file, json!({})).await;
        let errors = answer.data("importApplications.userErrors").to_string();
        assert!(errors.contains("importProfile"), "{errors}");
    }
    let list = b"Employer,Status,Applied\nAlder,Applied,2026-05-01\n";
    let answer = try_upload(&ada, "list.csv", list, json!({})).await;
    let errors = answer.data("importProfile.userErrors").to_string();
    assert!(errors.contains("importApplications"), "{errors}");
}
