//! How many files are read at once: a few in all, and one of each user.

#![cfg(unix)]

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use serde_json::json;

use super::{try_upload, upload};
use crate::kit::{Place, Setup, eventually};

/// A reader of résumés that notes that it runs, and answers when the file `go` is there.
fn reader(place: &Place) -> std::path::PathBuf {
    let folder = place.folder().display();
    let script = format!(
        "#!/bin/sh\n/bin/cat > /dev/null\n: > {folder}/runs.$$\nuntil [ -e {folder}/go ]; do /bin/sleep 0.05; done\necho '{{\"Refused\": \"It was read.\"}}'\n"
    );
    place.write("reader", &script);
    let path = place.path("reader");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// The number of readers that were started.
fn started(folder: &Path) -> usize {
    let names = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    names
        .filter(|name| name.to_string_lossy().starts_with("runs."))
        .count()
}

#[tokio::test]
async fn a_user_keeps_one_reader_busy_and_leaves_the_other_to_the_others() {
    let place = Place::new();
    let program = reader(&place);
    let setup = Setup::new().config(|config| {
        config.imports.resume_program = program;
        config.imports.resume_secs = 60;
        config.imports.readers = 2;
    });
    let app = setup.start().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let reading = try_upload(&ada, "cv.md", b"a", json!({}));
    let meanwhile = async {
        eventually("the first file is being read", || async {
            (started(place.folder()) == 1).then_some(())
        })
        .await;
        let second = try_upload(&ada, "cv.md", b"b", json!({})).await;
        assert_eq!(second.code(), "UNAVAILABLE", "{}", second.text);
        assert!(
            second.text.contains("Another file of yours"),
            "{}",
            second.text
        );
        assert_eq!(started(place.folder()), 1, "the second file kept no reader");
        let resume = json!({ "basics": { "label": "Planner" } }).to_string();
        upload(&bob, "resume.json", resume.as_bytes()).await;
        place.write("go", "");
    };
    let (first, ()) = tokio::join!(reading, meanwhile);
    assert!(first.text.contains("It was read."), "{}", first.text);
    let third = try_upload(&ada, "cv.md", b"c", json!({})).await;
    assert!(third.text.contains("It was read."), "{}", third.text);
}
