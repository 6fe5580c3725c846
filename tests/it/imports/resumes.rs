//! Résumés: read in a child process, shown as suggestions with their words, and written only if they are chosen.

use serde_json::{Value, json};

use super::{apply, apply_with, each, entries, profile, side, try_upload, upload};
use crate::kit::{Place, Setup, TestApp};

const RESUME: &str = "# Inés Oduya\n\n## Experience\n\n### Dock Planner, Kestrel & Loam\n02/2021 – present\n\n- Planned 40 berths a day\n- Cut waiting by 30 %\n\n## Skills\n\nBerth planning, C++, C#\n";

#[tokio::test]
async fn what_a_resume_says_is_a_suggestion_with_its_words() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let plan = upload(&ada, "cv.md", RESUME.as_bytes()).await;
    assert_eq!(plan["source"], "FILE");
    let job = entries(&plan, "EMPLOYMENTS")[0];
    assert_eq!(
        (&job["action"], &job["choice"]),
        (&json!("ADD"), &json!("KEEP_MINE"))
    );
    assert_eq!(side(job, "company", "imported"), ["Kestrel & Loam"]);
    assert!(
        job["quote"].as_str().unwrap().contains("Dock Planner"),
        "{job}"
    );
    let done = apply(&ada, &plan).await;
    assert_eq!(
        profile(&ada).await["version"],
        0,
        "nothing is applied silently"
    );
    assert_eq!(entries(&done, "EMPLOYMENTS")[0]["result"], "KEPT");

    let plan = upload(&ada, "cv.md", RESUME.as_bytes()).await;
    let job = entries(&plan, "EMPLOYMENTS")[0];
    let choices = json!({ "choices": [{ "entryId": job["id"], "choice": "USE_IMPORT" }] });
    apply_with(&ada, &plan, choices).await;
    let read = profile(&ada).await;
    assert_eq!(each(&read, "employments", "source"), ["FILE"]);
    assert_eq!(read["skills"], json!([]));
    let fact = &read["employments"][0]["evidence"][0];
    assert_eq!(
        (&fact["text"], &fact["origin"]),
        (&json!("Planned 40 berths a day"), &json!("IMPORT_FILE"))
    );
}

#[tokio::test]
async fn the_texts_and_links_of_a_resume_show_their_words_and_their_section() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let text = "Ines Oduya\nHarbour planner | Ghent, Belgium\nines@brink.example | www.brink.example/port\n\nProfile\nI plan berths.\n\n\
        Experience\nDock Planner, Kestrel & Loam\n02/2021 - present\n- Planned 40 berths a day\n";
    let plan = upload(&ada, "cv.txt", text.as_bytes()).await;
    let all = plan["entries"]["nodes"].as_array().unwrap();
    for entry in all {
        let quote = entry["quote"].as_str();
        assert!(
            quote.is_some_and(|quote| text.contains(quote.lines().next().unwrap())),
            "{entry}"
        );
    }
    let summary = entries(&plan, "PROFILE")
        .into_iter()
        .find(|entry| !side(entry, "summary", "imported").is_empty());
    let summary = summary.expect("a summary");
    assert_eq!(
        (&summary["file"], &summary["quote"], &summary["choice"]),
        (
            &json!("Profile"),
            &json!("I plan berths."),
            &json!("KEEP_MINE")
        )
    );
    let link = entries(&plan, "LINKS")[0];
    assert_eq!(link["file"], "top");
    assert!(
        link["quote"]
            .as_str()
            .unwrap()
            .contains("www.brink.example/port")
    );
}

#[tokio::test]
async fn what_is_no_resume_is_refused_by_what_is_in_it() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    for (name, content) in [
        (
            "cv.pdf",
            &b"<!doctype html><html><body>Please sign in</body></html>"[..],
        ),
        ("cv.pdf", b"%PDF-1.7\n%garbage"),
        ("cv.docx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
        ("cv.txt", b""),
        ("cv.txt", b"\x00\x01\x02\x03\x04\x05\x00\x00"),
    ] {
        let answer = try_upload(&ada, name, content, json!({})).await;
        assert_eq!(
            answer.refusal("importProfile"),
            "InvalidInputError input.file"
        );
        let message = answer.text_at("importProfile.userErrors.0.message");
        assert!(message.ends_with('.'), "{message}");
    }
    assert_eq!(app.count_rows("import_jobs").await, 0);
}

#[cfg(unix)]
#[tokio::test]
async fn a_child_that_takes_too_long_or_answers_nonsense_is_ended() {
    use std::os::unix::fs::PermissionsExt;

    let place = Place::new();
    let program = |name: &str, script: &str| {
        place.write(name, script);
        let path = place.path(name);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        path
    };
    let pid = place.path("pid");
    for (name, script) in [
        (
            "sleeps",
            format!(
                "#!/bin/sh\necho $$ > {}\nexec /bin/sleep 600\n",
                pid.display()
            ),
        ),
        ("talks", "#!/bin/sh\nexec /bin/cat /dev/zero\n".to_owned()),
        ("fails", "#!/bin/sh\necho no JSON\nexit 3\n".to_owned()),
        ("dies", "#!/bin/sh\nkill -9 $$\n".to_owned()),
    ] {
        let resume_program = program(name, &script);
        let app = Setup::new()
            .config(|config| {
                config.imports.resume_program = resume_program;
                config.imports.resume_secs = 1;
            })
            .start()
            .await;
        let ada = app.sign_up("ada").await;
        let answer = try_upload(&ada, "cv.md", RESUME.as_bytes(), json!({})).await;
        assert_eq!(
            answer.refusal("importProfile"),
            "InvalidInputError input.file",
            "{name}"
        );
        assert!(
            answer.text.contains("limits of time and memory"),
            "{name}: {}",
            answer.text
        );
    }
    let pid = std::fs::read_to_string(pid).unwrap();
    assert!(
        !std::path::Path::new("/proc").join(pid.trim()).exists(),
        "it was ended"
    );
}

#[test]
fn the_child_reads_within_its_limits_and_alone() {
    let place = Place::new();
    let read = |limits: &[&str], text: &str| {
        let arguments = [&["read-resume"], limits].concat();
        // As the server starts it.
        place.run_with_input(&arguments, &[("MIMALLOC_ARENA_RESERVE", "0")], text)
    };
    let ended = read(&["5", "512"], RESUME);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let answer: Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!(
        answer.pointer("/Read/profile/employments/0/company"),
        Some(&json!("Kestrel & Loam"))
    );
    let refused = read(&["5", "512"], "<html><body>no</body></html>");
    assert!(refused.stdout.contains("Refused"), "{}", refused.stdout);
    assert_eq!(read(&[], RESUME).code, 1, "without limits nothing is read");
    // It needs no configuration: a broken one does not matter.
    place.write("careergraph.toml", "this is no TOML [");
    assert_eq!(read(&["5", "512"], RESUME).code, 0);
}

#[cfg(target_os = "linux")]
#[test]
fn the_child_is_ended_when_it_needs_more_memory_than_it_may() {
    let place = Place::new();
    let long = "A line of text that is as good as any other.\n".repeat(200_000);
    let input = place.path("input");
    std::fs::write(&input, long).unwrap();
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_careergraph"))
        .args(["read-resume", "5", "20"])
        .env_clear()
        .env("MIMALLOC_ARENA_RESERVE", "0")
        .stdin(std::fs::File::open(input).unwrap())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .status()
        .unwrap();
    assert!(!status.success(), "{status}");
}
