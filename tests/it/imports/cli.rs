//! `careergraph profiles import` and `export`.

use serde_json::{Value, json};

use super::{Archive, edit, filled, profile};
use crate::kit::{Ended, Place, TestApp};

/// Runs a command beside an app, on its database.
async fn run(app: &TestApp, place: &Place, arguments: &[&str]) -> Ended {
    let keys = app.platform.config.auth.keys_dir.display().to_string();
    let redis = std::env::var("CAREERGRAPH_TEST_REDIS_URL").unwrap_or_default();
    let variables = [
        ("DATABASE_URL", app.database_url()),
        ("REDIS_URL", redis.as_str()),
        ("CAREERGRAPH__AUTH__KEYS_DIR", keys.as_str()),
    ];
    place.run_beside(arguments, &variables).await
}

#[tokio::test]
async fn the_command_prints_a_plan_and_writes_it_only_with_apply() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let place = Place::new();
    let file = place.path("export.zip");
    std::fs::write(&file, Archive::new().bytes()).unwrap();
    let file = file.to_str().unwrap().to_owned();
    let arguments = [
        "profiles",
        "import",
        file.as_str(),
        "--user",
        ada.email.as_str(),
    ];
    let ended = run(&app, &place, &arguments).await;
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(
        ended.stdout.contains("ADD       EMPLOYMENTS"),
        "{}",
        ended.stdout
    );
    assert!(
        ended.stdout.contains("Dock Planner · Kestrel & Loam"),
        "{}",
        ended.stdout
    );
    assert!(ended.stdout.contains("nothing was changed"));
    assert!(!ended.stdout.contains("CANARY"));
    assert_eq!(profile(&ada).await["version"], 0);

    let with_apply = [&arguments[..], &["--apply"]].concat();
    let ended = run(&app, &place, &with_apply).await;
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(
        ended.stdout.contains("ADDED     EMPLOYMENTS"),
        "{}",
        ended.stdout
    );
    assert!(ended.stdout.contains("APPLIED: "), "{}", ended.stdout);
    let job = profile(&ada).await["employments"][0].clone();
    assert_eq!(job["company"], "Kestrel & Loam");

    // A conflict keeps the person's side.
    let edited = json!({ "employment": { "id": job["id"], "company": "Mine", "title": "Mine" } });
    edit(&ada, "updateEmployment", edited).await;
    let ended = run(&app, &place, &with_apply).await;
    assert!(
        ended.stdout.contains("CONFLICT  EMPLOYMENTS"),
        "{}",
        ended.stdout
    );
    assert_eq!(profile(&ada).await["employments"][0]["company"], "Mine");
}

#[tokio::test]
async fn a_file_with_nothing_in_it_ends_with_an_error() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let place = Place::new();
    let file = place.path("nothing.json");
    std::fs::write(&file, r#"{ "basics": {} }"#).unwrap();
    let file = file.to_str().unwrap();
    let arguments = ["profiles", "import", file, "--user", &ada.email, "--apply"];
    let ended = run(&app, &place, &arguments).await;
    assert_ne!(ended.code, 0, "{}", ended.stdout);
    assert!(ended.stderr.contains("nothing"), "{}", ended.stderr);
}

#[tokio::test]
async fn mistakes_are_named() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let place = Place::new();
    place.write("page.pdf", "<html><body>Please sign in</body></html>");
    for (file, user, words) in [
        (
            "missing.zip",
            ada.email.as_str(),
            "missing.zip cannot be read",
        ),
        ("page.pdf", ada.email.as_str(), "web page"),
        ("page.pdf", "nobody@example.org", "no such"),
    ] {
        let ended = run(&app, &place, &["profiles", "import", file, "--user", user]).await;
        assert_eq!(ended.code, 1);
        assert!(ended.stderr.contains(words), "{}", ended.stderr);
    }
}

#[tokio::test]
async fn a_profile_is_exported_as_a_json_resume() {
    let app = TestApp::start().await;
    let ada = filled(&app, "ada").await;
    let place = Place::new();
    let ended = run(&app, &place, &["profiles", "export", "--user", &ada.email]).await;
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let document: Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!(document["work"][0]["name"], "Kestrel & Loam");
}

#[tokio::test]
async fn a_list_of_applications_is_imported_by_the_same_command() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let place = Place::new();
    place.write(
        "list.csv",
        "Company,Role,Status,Applied\nAlder,Baker,Applied,03/04/2026\nBirch,Cook,Humming,05/06/2026\n",
    );
    let file = place.path("list.csv");
    let arguments = [
        "profiles",
        "import",
        file.to_str().unwrap(),
        "--user",
        ada.email.as_str(),
    ];
    let ended = run(&app, &place, &arguments).await;
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    for words in [
        "ADD       APPLICATIONS   Alder · Baker",
        "REFUSE    APPLICATIONS   Birch · Cook",
        "03/04/2026",
    ] {
        assert!(ended.stdout.contains(words), "{words}: {}", ended.stdout);
    }
    let more = ["--date-order", "day-first", "--apply"];
    let ended = run(&app, &place, &[&arguments[..], &more].concat()).await;
    assert!(
        ended
            .stdout
            .contains("ADDED     APPLICATIONS   Alder · Baker"),
        "{}",
        ended.stdout
    );
    let query = "{ viewer { applications { nodes { companyName appliedOn } } } }";
    let answer = ada.client.gql(query, json!({})).await;
    assert_eq!(
        answer.data("viewer.applications.nodes"),
        &json!([{ "companyName": "Alder", "appliedOn": "2026-04-03" }])
    );
}

#[tokio::test]
async fn what_is_only_saved_is_asked_and_not_applied() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let place = Place::new();
    place.write(
        "list.csv",
        "Company,Role,Status\nAlder,Baker,Wishlist\nBirch,Cook,Applied\n",
    );
    let file = place.path("list.csv");
    let file = file.to_str().unwrap();
    let arguments = ["profiles", "import", file, "--user", ada.email.as_str()];
    let ended = run(&app, &place, &arguments).await;
    for words in [
        "ASK       APPLICATIONS   Alder · Baker",
        "ADD       APPLICATIONS   Birch · Cook",
        "add --apply to write what the plan would add and change",
        "1 of the entries is asked",
    ] {
        assert!(ended.stdout.contains(words), "{words}: {}", ended.stdout);
    }
    let ended = run(&app, &place, &[&arguments[..], &["--apply"]].concat()).await;
    for words in [
        "KEPT      APPLICATIONS   Alder · Baker  Its choice was KEEP_MINE",
        "ADDED     APPLICATIONS   Birch · Cook",
    ] {
        assert!(ended.stdout.contains(words), "{words}: {}", ended.stdout);
    }
}

#[tokio::test]
async fn a_list_with_another_ending_is_told_what_to_do() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let place = Place::new();
    place.write(
        "list.txt",
        "Company,Role,Status,Applied\nAlder,Baker,Applied,2026-01-04\nBirch,Cook,Interview,2026-01-05\n",
    );
    let user = ada.email.as_str();
    let ended = run(
        &app,
        &place,
        &["profiles", "import", "list.txt", "--user", user],
    )
    .await;
    let all = format!("{}{}", ended.stdout, ended.stderr);
    assert!(
        all.contains("looks like a list of applications") && all.contains(".csv"),
        "{all}"
    );
    let upload = crate::imports::try_upload(
        &ada,
        "list.csv",
        b"Company,Role,Status\nAlder,Baker,Applied\nBirch,Cook,Interview\n",
        json!({}),
    )
    .await;
    assert!(
        upload.text.contains("importApplications"),
        "{}",
        upload.text
    );
}
