//! The program: its commands, what they print, and how they end.

use std::os::unix::fs::PermissionsExt;

use careergraph::config::Config;
use serde_json::json;

use crate::kit::{Client, Home, Place, eventually};

const SQLITE: &str = "sqlite://data/careergraph.db?mode=rwc";

#[test]
fn config_and_schema_print_the_committed_files() {
    let place = Place::new();
    let config = place.run(&["config"], &[]);
    assert_eq!(
        (config.code, config.stdout.as_str()),
        (0, include_str!("../../config.example.toml"))
    );
    let schema = place.run(&["schema"], &[]);
    assert_eq!(
        (schema.code, schema.stdout.trim_end()),
        (0, include_str!("../../schema.graphql").trim_end())
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
            &["sources", "add", "https://fernhill.example/careers"],
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
        let ended = place.run(arguments, variable.as_slice());
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

#[tokio::test]
async fn serve_says_where_and_stops_when_told() {
    let home = Home::new(&Config::load(None).unwrap()).await;
    for (signal, arguments) in [("TERM", &[][..]), ("INT", &["serve"])] {
        let place = Place::new();
        let mut server = place.start(arguments, &[("DATABASE_URL", &home.url)]);
        let base_url = format!("http://{}", server.said("listens on http://"));
        let client = Client::new(&base_url);
        let ready = client
            .send(client.request(reqwest::Method::GET, "/readyz", &[]))
            .await;
        assert_eq!((ready.status, ready.text.as_str()), (200, "ready\n"));
        assert_eq!(
            client
                .gql("{ __typename }", json!({}))
                .await
                .text_at("__typename"),
            "Query"
        );
        // The port is taken: another server says so and ends.
        let listen = base_url.trim_start_matches("http://");
        let second = place.run(
            &["serve"],
            &[
                ("CAREERGRAPH__HTTP__LISTEN", listen),
                ("DATABASE_URL", SQLITE),
            ],
        );
        assert_eq!(second.code, 1, "{second:?}");
        assert!(
            second.stderr.contains("http.listen") && second.stderr.contains(listen),
            "{second:?}"
        );
        server.signal(signal);
        assert_eq!(server.ended().await, Some(0), "{signal}");
    }
}

#[tokio::test]
async fn a_second_signal_ends_at_once() {
    let place = Place::new();
    let mut server = place.start(&["serve"], &[("CAREERGRAPH__HTTP__DRAIN_SECS", "300")]);
    let address = server.said("listens on http://");
    // A request that never ends keeps the server draining; the server asks for its body, so it has begun.
    let mut slow = tokio::net::TcpStream::connect(&address).await.unwrap();
    let head = format!(
        "POST /graphql HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\ncontent-length: 100\r\nexpect: 100-continue\r\n\r\n"
    );
    tokio::io::AsyncWriteExt::write_all(&mut slow, head.as_bytes())
        .await
        .unwrap();
    let mut begun = [0; 12];
    tokio::io::AsyncReadExt::read_exact(&mut slow, &mut begun)
        .await
        .unwrap();
    assert_eq!(&begun, b"HTTP/1.1 100");
    server.signal("TERM");
    crate::kit::eventually("it takes no more connections", || async {
        tokio::net::TcpStream::connect(&address).await.err()
    })
    .await;
    server.signal("TERM");
    assert_eq!(server.ended().await, Some(1));
}

#[tokio::test]
async fn worker_works_and_stops_when_told() {
    let place = Place::new();
    let mut worker = place.start(&["worker"], &[]);
    worker.said("working on the queue");
    worker.signal("TERM");
    assert_eq!(worker.ended().await, Some(0));
}

#[tokio::test]
async fn the_first_admin_is_made_by_a_command_and_unmade_by_another() {
    let place = Place::new();
    let create = [
        "users",
        "create",
        "--email",
        "ada@example.org",
        "--name",
        "Ada",
        "--role",
        "ADMIN",
    ];
    let made = place.run(&create, &[]);
    assert_eq!(made.code, 0, "{made:?}");
    let password = made
        .stdout
        .lines()
        .find_map(|line| line.strip_prefix("password: "))
        .expect("a password");
    assert!(!made.stderr.contains(password), "the log does not hold it");
    let again = place.run(&create, &[]);
    assert!(
        again.code == 1 && again.stderr.contains("account with this address"),
        "{again:?}"
    );
    assert_eq!(
        place
            .run(
                &[
                    "users",
                    "create",
                    "--email",
                    "b@example.org",
                    "--name",
                    "B",
                    "--role",
                    "ROOT"
                ],
                &[]
            )
            .code,
        2
    );

    let server = place.start(&["serve"], &[]);
    let client = Client::new(&format!("http://{}", server.said("listens on http://")));
    let sign_in =
        "mutation($input: SignInInput!) { signIn(input: $input) { session { accessToken } } }";
    let input = json!({ "input": { "email": "ada@example.org", "password": password } });
    let signed_in = client.gql(sign_in, input).await;
    let ada = client.with_token(&signed_in.text_at("signIn.session.accessToken"));
    assert_eq!(
        ada.gql("{ sources { id } }", json!({}))
            .await
            .data("sources"),
        &json!([])
    );

    let last = place.run(&["users", "role", "ada@example.org", "user"], &[]);
    assert!(
        last.code == 1 && last.stderr.contains("the last admin who can come in"),
        "{last:?}"
    );
    assert_eq!(
        place
            .run(
                &[
                    "users",
                    "create",
                    "--email",
                    "bea@example.org",
                    "--name",
                    "Bea",
                    "--role",
                    "ADMIN"
                ],
                &[]
            )
            .code,
        0
    );
    let unmade = place.run(&["users", "role", "ada@example.org", "user"], &[]);
    assert_eq!(unmade.code, 0, "{unmade:?}");
    eventually(
        "the running server refuses the tokens of before",
        || async {
            let answer = ada.gql("{ sources { id } }", json!({})).await;
            answer
                .json
                .get("errors")
                .map(|_| assert_eq!(answer.code(), "UNAUTHENTICATED"))
        },
    )
    .await;
}
