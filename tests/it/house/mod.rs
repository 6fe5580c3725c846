//! The rules of the house: who may import whom (docs/ARCHITECTURE.md), and how long and how documented files are.
//! What clippy can see (clocks, spawns, clients) is in clippy.toml.

use std::{fs, path::Path};

use self::breaches::{breaches, breaches_of_form, files, name_of, read};

mod breaches;

const LINES_MAX: usize = 400;

/// Feature → features that its service and rows may use. Imports follow foreign keys; those who only listen come last.
const UPSTREAM: &[(&str, &[&str])] = &[
    ("audit", &[]),
    ("settings", &[]),
    ("users", &["audit"]),
    ("auth", &["audit", "settings", "users"]),
    ("profiles", &["users"]),
    ("jobs", &["users"]),
    ("applications", &["users", "jobs"]),
    (
        "notifications",
        &["users", "jobs", "applications", "personal_data"],
    ),
    ("analytics", &["users", "jobs", "applications"]),
    ("moderation", &["audit", "users", "jobs"]),
    ("admin", &["audit", "settings", "users", "auth"]),
    ("personal_data", &["audit", "users", "auth"]),
];

/// Zone → zones that it may name by `crate::`. `service` is all of a feature but its `entity` and `graphql` (the face);
/// `schema` is what stands on top of the faces: `graphql/schema.rs` and `graphql/node.rs`;
/// `root` is what stands beside the house: the commands, `main`, `lib`.
const ZONES: &[(&str, &[&str])] = &[
    ("types", &["types", "error"]),
    ("error", &["types", "error"]),
    ("config", &["types", "error", "config"]),
    ("platform", &["types", "error", "config", "platform"]),
    ("entity", &["types", "entity"]),
    (
        "service",
        &["types", "error", "config", "platform", "entity", "service"],
    ),
    (
        "face",
        &["types", "error", "entity", "service", "face", "graphql"],
    ),
    ("graphql", &["types", "error", "config", "graphql", "app"]),
    (
        "schema",
        &["types", "error", "config", "face", "graphql", "app"],
    ),
    (
        "http",
        &[
            "types", "error", "config", "platform", "graphql", "schema", "http", "app",
        ],
    ),
    (
        "app",
        &["types", "error", "config", "platform", "service", "app"],
    ),
    (
        "root",
        &[
            "types", "error", "config", "platform", "service", "graphql", "schema", "http", "app",
            "root",
        ],
    ),
];

#[test]
fn the_house_keeps_its_rules() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = breaches(&root.join("src"));
    for folder in ["migration/src", "tests/it"] {
        found.extend(
            files(&root.join(folder))
                .iter()
                .flat_map(|file| breaches_of_form(&name_of(root, file), &read(file))),
        );
    }
    assert!(
        found.is_empty(),
        "{} breaches:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn every_feature_has_its_place_in_the_table() {
    let features = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/features");
    let folders = fs::read_dir(features)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir());
    for folder in folders {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        assert!(
            UPSTREAM.iter().any(|(feature, _)| *feature == name),
            "{name} is not in UPSTREAM; say what it may use"
        );
    }
}

#[test]
fn planted_breaches_are_found() {
    let clean = [
        ("types/id.rs", "use crate::error::Error;"),
        (
            "features/jobs/service.rs",
            "use super::entity::job;\nuse crate::{features::users::Users, platform::Platform};",
        ),
        (
            "features/jobs/entity/job.rs",
            "use crate::types::id::JobId;\nfn all() { Entity::find() }",
        ),
        (
            "features/applications/graphql/object.rs",
            "use crate::features::jobs::graphql::Job;",
        ),
        (
            "graphql/schema.rs",
            "use crate::features::{auth::graphql::AuthMutation, users::graphql::User};",
        ),
        ("cli/mod.rs", "use crate::{app::App, graphql::schema};"),
    ];
    assert_eq!(planted(&clean), Vec::<String>::new());
    for (file, code, expected) in [
        (
            "platform/queue/mod.rs",
            "use crate::features::users::Users;",
            "platform may not name service",
        ),
        (
            "platform/db.rs",
            "use crate::{\n    config,\n    features::{jobs::{Jobs, X as Y}},\n};",
            "platform may not name service",
        ),
        (
            "features/jobs/service.rs",
            "use crate::features::applications::Applications;",
            "jobs may not use applications",
        ),
        (
            "features/applications/service.rs",
            "use crate::features::jobs::entity::job;",
            "applications reads the rows of jobs",
        ),
        (
            "features/applications/graphql/object.rs",
            "use crate::features::jobs::entity::job;",
            "applications reads the rows of jobs",
        ),
        (
            "features/jobs/service.rs",
            "use crate::graphql::page::Connection;",
            "service may not name graphql",
        ),
        (
            "features/jobs/graphql/query.rs",
            "use crate::graphql::schema::Gateway;",
            "face may not name schema",
        ),
        (
            "graphql/loader.rs",
            "use crate::features::jobs::Jobs;",
            "graphql may not name service",
        ),
        (
            "http/login.rs",
            "use crate::features::jobs::Jobs;",
            "http may not name service",
        ),
        (
            "app.rs",
            "use crate::http::routes;",
            "app may not name http",
        ),
        (
            "features/jobs/source/lever.rs",
            "use super::super::Jobs;",
            "super::super",
        ),
        (
            "features/jobs/service.rs",
            "fn all() { job::Entity::find() }",
            "Entity::find outside entity",
        ),
        (
            "http/mod.rs",
            "fn home() { std::env::var(\"HOME\") }",
            "std::env::var outside config",
        ),
        (
            "features/jobs/service.rs",
            "fn no(stage: Stage) { format!(\"not from {stage:?}\") }",
            "a Debug format in a text",
        ),
        (
            "cli/users.rs",
            "fn role(role: Role) { say(&format!(\"{:?}\", role)) }",
            "a Debug format in a text",
        ),
    ] {
        let found = planted(&[(file, code)]);
        assert!(
            !found.is_empty() && found.iter().all(|breach| breach.contains(expected)),
            "{file}: {code} gave {found:?}"
        );
    }
    assert_eq!(
        breaches_of_form("x.rs", "fn f() {}"),
        ["x.rs: no module doc"]
    );
    assert_eq!(
        breaches_of_form("x.rs", &format!("//! X.\n{}", "\n".repeat(LINES_MAX))),
        ["x.rs: 401 lines, at most 400"]
    );
}

/// What is found in a tree that has these files and no others.
fn planted(sources: &[(&str, &str)]) -> Vec<String> {
    let tree = tempfile::tempdir().unwrap();
    for (name, code) in sources {
        let file = tree.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, format!("//! A file.\n{code}\n")).unwrap();
    }
    breaches(tree.path())
}

#[test]
fn every_test_that_the_threat_table_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = include_str!("../../../SECURITY.md");
    let named: Vec<(&str, &str)> = table
        .split('`')
        .skip(1)
        .step_by(2)
        .filter_map(|name| name.split_once("::"))
        .collect();
    assert!(named.len() > 50, "only {} tests are named", named.len());
    for (place, test) in named.into_iter().filter(|(_, test)| *test != "…") {
        let folder = root.join(if place.starts_with("src/") {
            place.to_owned()
        } else {
            format!("tests/it/{place}")
        });
        let sources = if folder.is_dir() {
            files(&folder)
        } else {
            vec![folder.with_extension("rs")]
        };
        let written = sources
            .iter()
            .any(|file| read(file).contains(&format!("fn {test}(")));
        assert!(
            written,
            "SECURITY.md names {place}::{test}, which is not there"
        );
    }
}
