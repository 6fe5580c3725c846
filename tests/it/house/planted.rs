//! Violations that are planted in a copy are found.

use std::fs;

use super::{LINES_MAX, breaches, breaches_of_form};

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
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
            "features/auth/api_tokens/entity.rs",
            "use crate::types::id::ApiTokenId;\nfn all() { Entity::find() }",
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
            "features/auth/api_tokens/graphql.rs",
            "use crate::features::jobs::entity::job;",
            "auth reads the rows of jobs",
        ),
        (
            "features/admin/graphql/loader.rs",
            "use crate::features::auth::sessions::entity::session;",
            "admin reads the rows of auth",
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
            "http/mod.rs",
            "use crate::mcp::endpoints;",
            "http may not name mcp",
        ),
        (
            "mcp/caller.rs",
            "use crate::features::jobs::Jobs;",
            "mcp may not name service",
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

/// The violations in a tree with exactly these files.
fn planted(sources: &[(&str, &str)]) -> Vec<String> {
    let tree = tempfile::tempdir().unwrap();
    for (name, code) in sources {
        let file = tree.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, format!("//! A file.\n{code}\n")).unwrap();
    }
    breaches(tree.path())
}
