//! The plan of an archive: what it shows, and that it changes nothing.

use serde_json::{Value, json};

use super::{
    Archive, actions, apply, each, entries, plan, plan_of, profile, side, try_upload, upload,
};
use crate::kit::{TestApp, TestUser};

#[tokio::test]
async fn an_archive_becomes_a_plan_that_changes_nothing() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let plan = plan_of(&ada, &Archive::new()).await;
    assert_eq!(plan["source"], "EXPORT_ZIP");
    assert_eq!(plan["fileName"], "Basic_Export.zip");
    assert_eq!(plan["state"], "PLANNED");
    assert_eq!(plan["done"], 0);
    let jobs = entries(&plan, "EMPLOYMENTS");
    assert_eq!(jobs.len(), 2);
    assert_eq!(jobs[0]["action"], "ADD");
    assert_eq!(jobs[0]["choice"], "USE_IMPORT");
    assert_eq!(
        (&jobs[0]["file"], &jobs[0]["row"]),
        (&json!("Positions.csv"), &json!(1))
    );
    assert_eq!(side(jobs[0], "company", "imported"), ["Kestrel & Loam"]);
    assert_eq!(side(jobs[0], "startedOn", "imported"), ["2021-02"]);
    assert_eq!(
        side(jobs[0], "claims", "imported"),
        ["Planned 40 berths a day", "Cut waiting by 30 %"]
    );
    assert!(side(jobs[0], "company", "existing").is_empty());
    let counts = plan["counts"].as_array().unwrap();
    let skills = counts.iter().find(|count| count["section"] == "SKILLS");
    assert_eq!(skills.unwrap()["add"], 3);
    let read = profile(&ada).await;
    assert_eq!(
        (&read["version"], &read["employments"]),
        (&json!(0), &json!([]))
    );
}

#[tokio::test]
async fn words_and_names_that_other_people_gave_are_not_opened() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let theirs = [
        (
            "Recommendations_Received.csv",
            "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\nCANARY,CANARY,Tintype,Designer,CANARY,\"02/03/25, 10:15 AM\",VISIBLE\n",
        ),
        (
            "Recommendations Given.csv",
            "First Name,Text\nCANARY,CANARY\n",
        ),
        (
            "Endorsement_Received_Info.csv",
            "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,Endorser Public Url,Endorsement Status\n\
             2025/01/07 12:00:00 UTC,CANARY,CANARY,CANARY,www.linkedin.com/in/CANARY,ACCEPTED\n",
        ),
    ];
    let archive = theirs
        .iter()
        .fold(Archive::new(), |archive, (name, content)| {
            archive.with(name, content)
        });
    let plan = plan_of(&ada, &archive).await;
    let files = plan["files"].as_array().unwrap();
    for (name, _) in theirs {
        let file = files.iter().find(|file| file["name"] == name);
        assert_eq!(file.unwrap()["state"], "NOT_OPENED", "{name}");
    }
    assert!(!plan.to_string().contains("CANARY"), "{plan}");
    apply(&ada, &plan).await;
    assert!(!profile(&ada).await.to_string().contains("CANARY"));
}

#[tokio::test]
async fn what_is_left_out_is_named_and_what_must_not_be_read_is_not_opened() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let archive = Archive::new().with(
        "Positions.csv",
        "Company Name,Title,Started On,Finished On\nSaltmarsh,,Jan 2020,\nMarl,Hand,Sometime 2010,\n",
    );
    let plan = plan_of(&ada, &archive).await;
    let findings = plan["findings"]["nodes"].as_array().unwrap();
    let of_row = |row: i64| {
        findings
            .iter()
            .find(|found| found["row"] == row && found["file"] == "Positions.csv")
    };
    assert_eq!(of_row(1).unwrap()["kind"], "INCOMPLETE");
    assert!(
        of_row(2).unwrap()["message"]
            .as_str()
            .unwrap()
            .contains("Sometime 2010")
    );
    let files = plan["files"].as_array().unwrap();
    let messages = files.iter().find(|file| file["name"] == "messages.csv");
    assert_eq!(messages.unwrap()["state"], "NOT_OPENED");
    for secret in ["CANARY", "KEEPSECRET"] {
        assert!(!plan.to_string().contains(secret), "{plan}");
    }
    let places = entries(&plan, "TARGETS");
    assert!(places.iter().any(|entry| {
        entry["note"]
            .as_str()
            .is_some_and(|note| note.contains("Atlantis"))
    }));
}

#[tokio::test]
async fn an_applied_archive_is_the_profile_and_names_its_source() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let first = plan_of(&ada, &Archive::new()).await;
    let done = apply(&ada, &first).await;
    assert_eq!(done["done"], done["total"]);
    let read = profile(&ada).await;
    assert_eq!(read["headline"], "Planner of harbours");
    assert_eq!(read["summary"], "I plan berths.\n\nI say \"no\" kindly.");
    assert_eq!(read["location"], "Ghent, Belgium");
    assert_eq!(read["links"][0]["url"], "https://oduya.example/port");
    assert_eq!(
        each(&read, "employments", "company"),
        ["Kestrel & Loam", "Pallas Quay"]
    );
    assert_eq!(
        each(&read, "employments", "source"),
        ["EXPORT_ZIP", "EXPORT_ZIP"]
    );
    let facts = &read["employments"][0]["evidence"];
    assert_eq!(facts[0]["text"], "Planned 40 berths a day");
    assert_eq!(facts[0]["origin"], "IMPORT_LINKEDIN");
    assert_eq!(facts[0]["confirmedAt"], Value::Null);
    assert_eq!(
        each(&read, "skills", "name"),
        ["Berth planning", "C++", "C#"]
    );
    assert_eq!(each(&read, "skills", "level"), [&Value::Null; 3]);
    assert_eq!(
        each(&read, "languages", "proficiency"),
        [&json!("NATIVE"), &Value::Null]
    );
    assert_eq!(read["certifications"][0]["expiresOn"], "2027-05");
    assert_eq!(
        read["targets"]["titles"],
        json!(["Port planner", "Dock lead"])
    );
    assert_eq!(read["targets"]["countries"], json!(["BE"]));
    assert_eq!(read["targets"]["employmentTypes"], json!(["FULL_TIME"]));
}

#[tokio::test]
async fn the_same_archive_again_changes_nothing() {
    let app = TestApp::start().await;
    let ada = super::filled(&app, "ada").await;
    let before = profile(&ada).await;
    let again = plan_of(&ada, &Archive::new()).await;
    assert_eq!(actions(&again), ["KEEP"], "{again}");
    apply(&ada, &again).await;
    assert_eq!(profile(&ada).await, before, "its version as well");
}

#[tokio::test]
async fn a_plan_is_listed_paged_and_filtered_for_its_owner() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let first = plan_of(&ada, &Archive::new()).await;
    let second = upload(&ada, "../b.json", br#"{"basics":{"label":"Planner"}}"#).await;
    assert_eq!(second["fileName"], "b.json");
    let query = "query($id: ID!, $after: String) { viewer { imports { totalCount nodes { id } } importPlan(id: $id) {
        entries(filter: { sections: [SKILLS, LANGUAGES], actions: [ADD] }, first: 2, after: $after) { totalCount nodes { section } pageInfo { hasNextPage endCursor } } } } }";
    let page = ada.client.gql(query, json!({ "id": first["id"] })).await;
    assert_eq!(page.data("viewer.imports.totalCount"), 2);
    assert_eq!(page.data("viewer.imports.nodes.0.id"), &second["id"]);
    assert_eq!(page.data("viewer.importPlan.entries.totalCount"), 5);
    let mut after = page.text_at("viewer.importPlan.entries.pageInfo.endCursor");
    let mut seen = 2;
    loop {
        let variables = json!({ "id": first["id"], "after": after });
        let page = ada.client.gql(query, variables).await;
        seen += page
            .data("viewer.importPlan.entries.nodes")
            .as_array()
            .unwrap()
            .len();
        if page.data("viewer.importPlan.entries.pageInfo.hasNextPage") == false {
            break;
        }
        after = page.text_at("viewer.importPlan.entries.pageInfo.endCursor");
    }
    assert_eq!(seen, 5);
    let bob = app.sign_up("bob").await;
    let theirs = bob.client.gql(query, json!({ "id": first["id"] })).await;
    assert_eq!(theirs.code(), "NOT_FOUND");
}

#[tokio::test]
async fn a_retry_with_the_same_key_and_file_makes_one_plan() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let bytes = Archive::new().bytes();
    let key = json!({ "idempotencyKey": "once" });
    let first = try_upload(&ada, "a.zip", &bytes, key.clone()).await;
    let again = try_upload(&ada, "a.zip", &bytes, key.clone()).await;
    assert_eq!(
        first.data("importProfile.plan.id"),
        again.data("importProfile.plan.id")
    );
    assert_eq!(app.count_rows("import_jobs").await, 1);
    let other = Archive::new().with("Skills.csv", "Name\nKnots\n").bytes();
    let refused = try_upload(&ada, "a.zip", &other, key).await;
    assert_eq!(
        refused.refusal("importProfile"),
        "IdempotencyKeyReusedError input.idempotencyKey"
    );
    let dry = try_upload(&ada, "a.zip", &other, json!({ "dryRun": true })).await;
    assert!(dry.data("importProfile.plan.total").as_i64().unwrap() > 0);
    assert_eq!(app.count_rows("import_jobs").await, 1);
}

#[tokio::test]
async fn the_stated_source_must_be_what_the_bytes_say() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let source = json!({ "source": "JSON_RESUME" });
    let refused = try_upload(&ada, "resume.json", &Archive::new().bytes(), source).await;
    assert_eq!(
        refused.refusal("importProfile"),
        "InvalidInputError input.source"
    );
    let stated = json!({ "source": "EXPORT_ZIP" });
    let answer = try_upload(&ada, "resume.json", &Archive::new().bytes(), stated).await;
    assert_eq!(answer.data("importProfile.plan.source"), "EXPORT_ZIP");
}

#[tokio::test]
async fn what_is_json_by_its_content_is_read_or_refused_as_json() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let text = "{\"basics\": {\"label\": \"Bak\\ud83der\"}, \"work\": [{\"name\": \"Oak\", \"position\": \"Hand\", \"startDate\": 1e999}]}";
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [&[0xFF, 0xFE], utf16.as_slice()].concat();
    for file in [text.as_bytes(), &utf16, &marked] {
        let plan = super::upload(&ada, "resume.txt", file).await;
        assert_eq!(plan["source"], "JSON_RESUME");
        let headline = super::side(super::entries(&plan, "PROFILE")[0], "headline", "imported");
        assert_eq!(headline, ["Baker"]);
        let findings = plan["findings"]["nodes"].to_string();
        assert!(findings.contains("cut in half"), "{findings}");
        assert!(findings.contains("1e999 in line 1"), "{findings}");
    }
    for (text, words) in [
        ("[]", "is not one object"),
        ("[{\"a\": 1}, {\"b\": 2}]", "is not one object"),
        ("{\"basics\": {},\n \"work\": [}", "not JSON at line 2"),
    ] {
        let refused = try_upload(&ada, "cv.txt", text.as_bytes(), json!({})).await;
        assert_eq!(
            refused.refusal("importProfile"),
            "InvalidInputError input.file"
        );
        assert!(refused.text.contains(words), "{}", refused.text);
    }
}

#[tokio::test]
async fn a_plan_expires_and_its_entries_are_deleted() {
    let clock = careergraph::platform::clock::Clock::held_at(
        chrono::DateTime::from_timestamp(1_790_000_000, 0).unwrap(),
    );
    let app = crate::kit::Setup::new().clock(clock.clone()).start().await;
    let ada = app.sign_up("ada").await;
    let made = plan_of(&ada, &Archive::new()).await;
    clock.advance(chrono::TimeDelta::hours(25));
    let ada = ada.sign_in_again(&app).await;
    assert_eq!(plan(&ada, &made["id"]).await["state"], "EXPIRED");
    let refused = super::try_apply(&ada, &made, json!({})).await;
    assert_eq!(refused.refusal("applyImport"), "InvalidInputError input.id");
    app.imports.sweep().await.unwrap();
    assert_eq!(app.count_rows("import_entries").await, 0);
    assert_eq!(app.count_rows("import_jobs").await, 1);
    clock.advance(chrono::TimeDelta::days(31));
    app.imports.sweep().await.unwrap();
    assert_eq!(app.count_rows("import_jobs").await, 0);
    assert_eq!(app.count_rows("import_reports").await, 0);
}

#[tokio::test]
async fn the_number_of_imports_is_limited() {
    let app = TestApp::with(|config| config.imports.plans_per_user = 2).await;
    let ada = app.sign_up("ada").await;
    for _ in 0..2 {
        plan_of(&ada, &Archive::new()).await;
    }
    let refused = try_upload(&ada, "a.zip", &Archive::new().bytes(), json!({})).await;
    assert_eq!(refused.refusal("importProfile"), "InvalidInputError input");
    // Those that ended make room, and the oldest of them are forgotten.
    for _ in 0..4 {
        cancel_oldest(&ada).await;
        plan_of(&ada, &Archive::new()).await;
    }
    assert_eq!(app.count_rows("import_jobs").await, 3);
}

async fn cancel_oldest(user: &TestUser) {
    let query = "{ viewer { imports(first: 100) { nodes { id state } } } }";
    let answer = user.client.gql(query, json!({})).await;
    let nodes = answer
        .data("viewer.imports.nodes")
        .as_array()
        .unwrap()
        .clone();
    let planned = nodes
        .iter()
        .rfind(|node| node["state"] == "PLANNED")
        .unwrap();
    let cancel = "mutation($input: CancelImportInput!) { cancelImport(input: $input) { plan { state } userErrors { message } } }";
    let input = json!({ "input": { "id": planned["id"] } });
    let answer = user.client.gql(cancel, input).await;
    assert_eq!(answer.data("cancelImport.plan.state"), "CANCELLED");
}
