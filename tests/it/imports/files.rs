//! Files that are not as they should be: archives of other shapes, broken and unsafe ones, and files of other kinds.

use serde_json::{Value, json};

use super::{
    Archive, apply, archive::zip, each, entries, plan_of, profile, side, try_upload, upload,
};
use crate::kit::{Setup, TestApp};

#[tokio::test]
async fn an_archive_may_have_other_names_encodings_and_columns() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let german = "\u{feff}COMPANY NAME,Extra,Title,Started On,\r\n\"Kestrel & Loam\",x,\"Dock Planner\",\"Feb 2021\",\r\n";
    // Windows-1252, with semicolons.
    let latin = b"Name;Proficiency\nT\xfcrkisch;Native or bilingual proficiency\n";
    let bytes = zip(&[
        ("Export/POSITIONS.CSV", german.as_bytes()),
        ("Export/skills.csv", b"Name\nKnots\n"),
        ("Export/Skills_2.csv", b"Name\nSplicing\nknots\n"),
        ("Export/Languages.csv", latin),
        ("__MACOSX/Export/._POSITIONS.CSV", b"\x00\x05\x16\x07"),
        ("Export/.DS_Store", b"\x00"),
        ("Export/Education.csv", b""),
    ]);
    let plan = upload(&ada, "x.bin", &bytes).await;
    apply(&ada, &plan).await;
    let read = profile(&ada).await;
    assert_eq!(each(&read, "employments", "title"), ["Dock Planner"]);
    assert_eq!(each(&read, "skills", "name"), ["Knots", "Splicing"]);
    assert_eq!(each(&read, "languages", "name"), ["Türkisch"]);
    let files = plan["files"].as_array().unwrap();
    let education = files
        .iter()
        .find(|file| file["name"] == "Export/Education.csv");
    assert_eq!(education.unwrap()["state"], "EMPTY");
}

#[tokio::test]
async fn columns_may_be_doubled_or_missing_and_quotes_may_not_close() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let archive = Archive::new()
        .with("Skills.csv", "Name,Name\nKnots,Other\n")
        .with("Languages.csv", "Zunge\nDutch\n")
        .with(
            "Education.csv",
            "School Name,Degree Name\n\"Sea School,BSc\nNext,BA\n",
        );
    let plan = plan_of(&ada, &archive).await;
    assert_eq!(
        side(entries(&plan, "SKILLS")[0], "name", "imported"),
        ["Knots"]
    );
    assert!(entries(&plan, "LANGUAGES").is_empty());
    let files: Vec<&str> = plan["findings"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["file"].as_str().unwrap())
        .collect();
    assert!(
        files.contains(&"Languages.csv") && files.contains(&"Education.csv"),
        "{files:?}"
    );
    // One bad file stops no other.
    assert_eq!(entries(&plan, "EMPLOYMENTS").len(), 2);
}

#[tokio::test]
async fn unsafe_archives_are_refused_as_a_whole_with_a_sentence() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let bomb = vec![b'a'; 64 * 1_024 * 1_024];
    let cut = {
        let bytes = Archive::new().bytes();
        bytes[..bytes.len() / 2].to_vec()
    };
    for (what, bytes) in [
        (
            "a path that leaves the archive",
            zip(&[("../Skills.csv", b"Name\nKnots\n")]),
        ),
        (
            "an absolute path",
            zip(&[("/etc/Skills.csv", b"Name\nKnots\n")]),
        ),
        ("a bomb", zip(&[("Skills.csv", &bomb)])),
        ("nothing that is read", zip(&[("messages.csv", b"x")])),
        ("no files", zip(&[])),
        ("half of an archive", cut),
        ("PK alone", b"PK\x03\x04".to_vec()),
    ] {
        let answer = try_upload(&ada, "a.zip", &bytes, json!({})).await;
        assert_eq!(
            answer.refusal("importProfile"),
            "InvalidInputError input.file",
            "{what}"
        );
        let message = answer.text_at("importProfile.userErrors.0.message");
        assert!(
            message.ends_with('.') && message.len() > 20,
            "{what}: {message}"
        );
    }
    assert_eq!(app.count_rows("import_jobs").await, 0);
}

#[tokio::test]
async fn mutated_archives_never_break_the_server() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let whole = Archive::new().bytes();
    let mut seed = 7_u64;
    for _ in 0..60 {
        let mut bytes = whole.clone();
        for _ in 0..4 {
            // A linear congruential generator: the same bytes in each run.
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let at = usize::try_from(seed >> 33).unwrap() % bytes.len();
            bytes[at] = seed.to_le_bytes()[0];
        }
        let answer = try_upload(&ada, "a.zip", &bytes, json!({ "dryRun": true })).await;
        assert_eq!(answer.json.get("errors"), None, "{}", answer.text);
    }
}

#[tokio::test]
async fn an_upload_needs_a_file_and_a_signed_in_viewer() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let query = "mutation($input: ImportProfileInput!) { importProfile(input: $input) { plan { id } userErrors { __typename path } } }";
    let text = json!({ "input": { "file": "/etc/passwd" } });
    let refused = ada.client.gql(query, text).await;
    assert_eq!(refused.code(), "BAD_USER_INPUT");
    let file = ("variables.input.file", "a.zip", &b"PK"[..]);
    let anonymous = app.anonymous();
    let refused = anonymous
        .send_files(query, &json!({ "input": { "file": null } }), &[file])
        .await;
    assert_eq!(refused.code(), "UNAUTHENTICATED");
    let elsewhere = ("variables.input.idempotencyKey", "a.zip", &b"PK"[..]);
    let direct = ada
        .client
        .send_files(
            "mutation($file: String) { __typename }",
            &json!({ "file": null }),
            &[("variables.file", "a", b"x")],
        )
        .await;
    assert_eq!(direct.code(), "GRAPHQL_VALIDATION_FAILED");
    let refused = ada
        .client
        .send_files(query, &json!({ "input": { "file": "x" } }), &[elsewhere])
        .await;
    assert_eq!(refused.code(), "BAD_REQUEST");
}

#[tokio::test]
async fn empty_files_of_an_archive_delete_nothing() {
    let app = TestApp::start().await;
    let ada = super::filled(&app, "ada").await;
    let before = profile(&ada).await;
    let archive = zip(&[
        ("Positions.csv", b"Company Name,Title,Started On\n"),
        ("Education.csv", b""),
        ("Skills.csv", b"Name\nC++\n"),
    ]);
    let plan = upload(&ada, "small.zip", &archive).await;
    apply(&ada, &plan).await;
    let after: Value = profile(&ada).await;
    for section in [
        "employments",
        "educations",
        "skills",
        "languages",
        "headline",
    ] {
        assert_eq!(after[section], before[section]);
    }
}

#[tokio::test]
async fn an_archive_is_refused_when_its_time_is_over() {
    let setup = Setup::new().config(|config| config.imports.archive_secs = 0);
    let app = setup.start().await;
    let ada = app.sign_up("ada").await;
    let bytes = Archive::new().bytes();
    let answer = try_upload(&ada, "Basic_Export.zip", &bytes, json!({})).await;
    assert_eq!(
        answer.refusal("importProfile"),
        "InvalidInputError input.file"
    );
    assert!(
        answer.text.contains("time that is allowed"),
        "{}",
        answer.text
    );
    // Others have limits of their own.
    let resume = json!({ "basics": { "label": "Planner" } }).to_string();
    upload(&ada, "resume.json", resume.as_bytes()).await;
}
