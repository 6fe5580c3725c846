//! The program: its commands, their output and exit codes.

mod admins;
mod running;

use std::os::unix::fs::PermissionsExt;

use crate::kit::Place;

const SQLITE: &str = "sqlite://data/careergraph.db?mode=rwc";

#[test]
fn config_and_schema_print_the_committed_files() {
    let place = Place::new();
    let config = place.run(&["config"], &[]);
    assert_eq!(
        (config.code, config.stdout.as_str()),
        (0, include_str!("../../../config.example.toml"))
    );
    let schema = place.run(&["schema"], &[]);
    assert_eq!(
        (schema.code, schema.stdout.trim_end()),
        (0, include_str!("../../../schema.graphql").trim_end())
    );
    assert!(
        place.folder().read_dir().unwrap().next().is_none(),
        "neither leaves anything behind"
    );
}

#[test]
fn help_names_every_command() {
    let place = Place::new();
    let help = place.run(&["--help"], &[]);
    assert_eq!(help.code, 0);
    for command in [
        "serve", "worker", "migrate", "schema", "doctor", "config", "--config",
    ] {
        assert!(help.stdout.contains(command), "{command}: {}", help.stdout);
    }
    assert!(
        place
            .run(&["--version"], &[])
            .stdout
            .contains(env!("CARGO_PKG_VERSION"))
    );
    for wrong in [&["nonsense"][..], &["serve", "--nonsense"], &["--config"]] {
        let ended = place.run(wrong, &[]);
        assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{wrong:?}");
        assert!(!ended.stderr.is_empty());
    }
}

#[test]
fn migrate_may_run_twice() {
    let place = Place::new();
    let first = place.run(&["migrate"], &[]);
    assert_eq!(first.code, 0, "{first:?}");
    assert!(
        first.stdout.contains("m20261123_000001_users") && first.stdout.contains("up to date"),
        "{}",
        first.stdout
    );
    let second = place.run(&["migrate"], &[]);
    assert_eq!(
        (second.code, second.stdout.as_str()),
        (0, "nothing to migrate\n")
    );
}

#[test]
fn doctor_tells_a_good_set_up_from_a_bad_one() {
    let place = Place::new();
    let fresh = place.run(&["doctor"], &[]);
    assert_eq!(fresh.code, 1, "{fresh:?}");
    assert!(
        fresh
            .stdout
            .contains("PROBLEM migrations are pending; run `careergraph migrate`"),
        "{}",
        fresh.stdout
    );
    assert_eq!(place.run(&["migrate"], &[]).code, 0);
    let good = place.run(&["doctor"], &[]);
    assert_eq!(good.code, 0, "{good:?}");
    assert!(!good.stdout.contains("PROBLEM"), "{}", good.stdout);
    for (variable, value, named) in [
        (
            "DATABASE_URL",
            "postgres://someone:hunter2@127.0.0.1:1/nothing",
            "database.url",
        ),
        (
            "DATABASE_URL",
            "sqlite:///proc/nowhere/x.db?mode=rwc",
            "database.url",
        ),
        ("REDIS_URL", "redis://:hunter2@127.0.0.1:1", "Redis"),
        (
            "CAREERGRAPH__AUTH__KEYS_DIR",
            "/proc/nowhere",
            "auth.keys_dir",
        ),
    ] {
        let bad = place.run(&["doctor"], &[(variable, value)]);
        assert_eq!(bad.code, 1, "{bad:?}");
        let problem = bad
            .stdout
            .lines()
            .find(|line| line.starts_with("PROBLEM"))
            .unwrap_or_else(|| panic!("{bad:?}"));
        assert!(problem.contains(named), "{problem}");
        assert!(!format!("{bad:?}").contains("hunter2"), "{bad:?}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn every_command_that_fails_says_why_and_ends_with_1() {
    let place = Place::new();
    assert_eq!(
        place
            .run(
                &[
                    "users",
                    "create",
                    "--email",
                    "ada@example.org",
                    "--name",
                    "Ada"
                ],
                &[]
            )
            .code,
        0
    );
    place.write("nonsense", "nonsense");
    let away = (
        "DATABASE_URL",
        "postgres://someone:hunter2@127.0.0.1:1/nothing",
    );
    // It tries again for this long to reach a database.
    let impatient = ("CAREERGRAPH__DATABASE__ACQUIRE_TIMEOUT_MS", "300");
    let boards = ("CAREERGRAPH__SOURCES__GREENHOUSE_URL", "http://127.0.0.1:1");
    let erasures = ("CAREERGRAPH__AUTH__ERASURES_FILE", "nonsense");
    for (arguments, variable, why) in [
        (
            &["users", "create", "--email", "ada", "--name", "Ada"][..],
            None,
            "address",
        ),
        (
            &[
                "users",
                "create",
                "--email",
                "ada@example.org",
                "--name",
                "Ada",
            ],
            None,
            "account with this address",
        ),
        (
            &[
                "users",
                "create",
                "--email",
                "bea@example.org",
                "--name",
                "Bea",
                "--password-stdin",
            ],
            None,
            "password",
        ),
        (
            &["users", "role", "bea@example.org", "ADMIN"],
            None,
            "no such account",
        ),
        (
            &["users", "suspend", "bea@example.org"],
            None,
            "no such account",
        ),
        (
            &["users", "reinstate", "ada@example.org"],
            None,
            "not suspended",
        ),
        (&["audit", "verify", "--anchor", "missing"], None, "anchor"),
        (&["audit", "verify", "--anchor", "nonsense"], None, "anchor"),
        (&["erasures", "apply"], Some(erasures), "auth.erasures_file"),
        (
            &["sources", "add", "https://jobs.ashbyhq.com/"],
            None,
            "No board",
        ),
        (
            &["sources", "add", "https://boards.greenhouse.io/fernhill"],
            Some(boards),
            "greenhouse \"fernhill\"",
        ),
        (&["sources", "refresh"], Some(boards), "1 of 1 board(s)"),
        (&["sources", "import", "missing"], None, "missing"),
        (&["sources", "import", "nonsense"], None, "not JSON"),
        (&["users", "list"], Some(away), "database"),
        (&["keys", "list"], Some(away), "database"),
        (&["keys", "rotate", "--sealing"], Some(away), "database"),
        (&["audit", "anchor"], Some(away), "database"),
        (&["erasures", "apply"], Some(away), "database"),
        (&["sources", "list"], Some(away), "database"),
        (&["migrate"], Some(away), "database"),
        (&["demo"], Some(away), "database"),
        (&["doctor"], Some(away), "1 problem(s)"),
    ] {
        let variables = [Some(impatient), variable].map(Option::into_iter);
        let variables: Vec<_> = variables.into_iter().flatten().collect();
        let ended = place.run(arguments, &variables);
        assert_eq!(ended.code, 1, "{arguments:?}: {ended:?}");
        assert!(
            ended.stderr.to_lowercase().contains(&why.to_lowercase()),
            "{arguments:?} does not say {why:?}: {ended:?}"
        );
        assert!(!format!("{ended:?}").contains("hunter2"), "{ended:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_command_whose_output_is_lost_ends_with_1() {
    for arguments in [&["config"][..], &["schema"], &["doctor"], &["migrate"]] {
        let place = Place::new();
        let ended = place.run_into("/dev/full", arguments);
        assert_eq!(ended.code, 1, "{arguments:?}: {ended:?}");
        assert!(
            ended.stderr.contains("standard output cannot be written") || arguments == ["doctor"],
            "{ended:?}"
        );
        assert!(!ended.stderr.contains("panicked"), "{ended:?}");
    }
}

#[test]
fn what_it_makes_is_for_nobody_else_to_read() {
    let place = Place::new();
    assert_eq!(place.run(&["migrate"], &[("DATABASE_URL", SQLITE)]).code, 0);
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&place.path("data")), 0o700);
    let keys: Vec<_> = place
        .path("data/keys")
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(
        keys.iter().map(|key| mode(key)).collect::<Vec<_>>(),
        [0o600, 0o600],
        "one key signs and one seals"
    );
}

#[test]
fn a_broken_key_is_named() {
    let place = Place::new();
    std::fs::create_dir_all(place.path("data/keys")).unwrap();
    std::fs::set_permissions(place.path("data/keys"), PermissionsExt::from_mode(0o700)).unwrap();
    place.write(
        "data/keys/20260101-broken.pem",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    );
    std::fs::set_permissions(
        place.path("data/keys/20260101-broken.pem"),
        PermissionsExt::from_mode(0o600),
    )
    .unwrap();
    let ended = place.run(&["migrate"], &[]);
    assert_eq!(ended.code, 1, "{ended:?}");
    assert!(
        ended.stderr.contains("auth.keys_dir") && ended.stderr.contains("20260101-broken.pem"),
        "{ended:?}"
    );
}
