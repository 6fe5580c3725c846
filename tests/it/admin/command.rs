//! Commands for operators: accounts and the audit.

use careergraph::config::Config;
use sea_orm::{ConnectionTrait, Database};

use crate::kit::{Home, Place};

#[tokio::test]
async fn operators_list_shut_and_open_accounts_but_keep_an_admin() {
    let home = Home::new(&Config::load(None).unwrap()).await;
    let (place, variables) = (Place::new(), [("DATABASE_URL", home.url.as_str())]);
    let run = |arguments: &[&str]| place.run(arguments, &variables);
    for (email, name, role) in [
        ("ada@example.org", "Ada", "ADMIN"),
        ("bob@example.org", "Bob", "USER"),
    ] {
        assert_eq!(
            run(&[
                "users", "create", "--email", email, "--name", name, "--role", role
            ])
            .code,
            0
        );
    }
    let listed = run(&["users", "list"]);
    assert_eq!(
        (listed.code, listed.stdout.lines().count()),
        (0, 2),
        "{listed:?}"
    );
    let found = run(&["users", "list", "--search", "AD"]);
    assert!(
        found.stdout.contains("ada@example.org") && !found.stdout.contains("bob@example.org"),
        "{found:?}"
    );
    for refused in [
        &["users", "suspend", "ada@example.org"][..],
        &["users", "role", "ada@example.org", "USER"],
    ] {
        let ended = run(refused);
        assert!(
            ended.code == 1 && ended.stderr.contains("the last active admin"),
            "{ended:?}"
        );
    }
    let shut = run(&["users", "suspend", "bob@example.org", "--reason", "Spam"]);
    assert!(
        shut.code == 0 && shut.stdout.contains("bob@example.org is suspended"),
        "{shut:?}"
    );
    assert!(run(&["users", "list"]).stdout.contains("SUSPENDED"));
    assert_eq!(run(&["users", "reinstate", "bob@example.org"]).code, 0);
    let twice = run(&["users", "reinstate", "bob@example.org"]);
    assert!(
        twice.code == 1 && twice.stderr.contains("not suspended"),
        "{twice:?}"
    );
    assert_eq!(run(&["users", "suspend", "nobody@example.org"]).code, 1);
    assert_eq!(run(&["users", "role", "bob@example.org", "ADMIN"]).code, 0);
    assert_eq!(
        run(&["users", "role", "ada@example.org", "USER"]).code,
        0,
        "another admin is there"
    );
}

#[tokio::test]
async fn the_audit_is_verified_by_command() {
    let home = Home::new(&Config::load(None).unwrap()).await;
    let (place, variables) = (Place::new(), [("DATABASE_URL", home.url.as_str())]);
    let run = |arguments: &[&str]| place.run(arguments, &variables);
    assert_eq!(run(&["audit", "anchor"]).stdout, "0 -\n");
    for name in ["ada", "bob", "cid"] {
        assert_eq!(
            run(&[
                "users",
                "create",
                "--email",
                &format!("{name}@example.org"),
                "--name",
                name
            ])
            .code,
            0
        );
    }
    let anchor = run(&["audit", "anchor"]);
    place.write("anchor", &anchor.stdout);
    let whole = run(&["audit", "verify", "--anchor", "anchor"]);
    assert_eq!(
        (whole.code, whole.stdout),
        (0, format!("intact: {}", anchor.stdout))
    );
    let database = Database::connect(&home.url).await.unwrap();
    database
        .execute_unprepared("UPDATE audit_entries SET action = 'account.sign_up' WHERE seq = 2")
        .await
        .unwrap();
    let broken = run(&["audit", "verify"]);
    assert!(
        broken.code == 1 && broken.stderr.contains("broken at entry 2"),
        "{broken:?}"
    );
    place.write("nonsense", "x");
    for file in ["nonsense", "missing"] {
        let refused = run(&["audit", "verify", "--anchor", file]);
        assert!(
            refused.code == 1 && refused.stderr.contains("anchor"),
            "{refused:?}"
        );
    }
}
