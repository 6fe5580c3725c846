//! Configuration for operators: the precedence of its sources, and errors that name the key.

use crate::kit::{Ended, Place};

/// A refused start: exit code 2, the name of the key, no side effects, no secrets in the output.
fn assert_refused(place: &Place, ended: &Ended, key: &str) {
    assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{ended:?}");
    assert!(
        ended.stderr.contains(key),
        "{key} is not named: {}",
        ended.stderr
    );
    assert!(!ended.stderr.contains("hunter2"), "{}", ended.stderr);
    assert!(!place.path("data").exists(), "{key}");
}

#[test]
fn wrong_variables_are_refused_by_name() {
    let place = Place::new();
    for (variable, value, key) in [
        ("CAREERGRAPH__HTTP__LISTEN", "nonsense", "http.listen"),
        (
            "CAREERGRAPH__HTTP__LISTEN",
            "127.0.0.1:99999",
            "http.listen",
        ),
        ("CAREERGRAPH__HTTP__DRAIN_SECS", "-1", "http.drain_secs"),
        ("CAREERGRAPH__HTTP__DRAIN_SECS", "soon", "http.drain_secs"),
        (
            "CAREERGRAPH__HTTP__ALLOWED_ORIGINS",
            "https://a.example/path",
            "http.allowed_origins",
        ),
        (
            "CAREERGRAPH__HTTP__ALLOWED_ORIGINS",
            "https://a.example,*",
            "http.allowed_origins",
        ),
        (
            "CAREERGRAPH__DATABASE__URL",
            "mysql://u:hunter2@h/d",
            "database.url",
        ),
        ("DATABASE_URL", "mysql://u:hunter2@h/d", "database.url"),
        ("CAREERGRAPH__REDIS__URL", "http://u:hunter2@h", "redis.url"),
        ("REDIS_URL", "hunter2", "redis.url"),
        (
            "CAREERGRAPH__AUTH__ACCESS_MINUTES",
            "0",
            "auth.access_minutes",
        ),
        ("CAREERGRAPH__AUTH__SIGN_UP", "perhaps", "auth.sign_up"),
        ("CAREERGRAPH__QUEUE__WORKERS", "65", "queue.workers"),
        ("CAREERGRAPH__LIMITS__COST", "99", "limits.cost"),
        (
            "CAREERGRAPH__LIMITS__COST",
            "99999999999999999999999",
            "limits.cost",
        ),
        (
            "CAREERGRAPH__TELEMETRY__TRACE_RATIO",
            "1.01",
            "telemetry.trace_ratio",
        ),
        (
            "CAREERGRAPH__TELEMETRY__TRACE_RATIO",
            "NaN",
            "telemetry.trace_ratio",
        ),
        (
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "nonsense",
            "telemetry.otlp_endpoint",
        ),
        (
            "CAREERGRAPH__HTTP__HOSTS",
            "a.example.org,,b.example.org",
            "http.hosts",
        ),
        (
            "CAREERGRAPH__HTTP__TRUSTED_PROXIES",
            "[\"10.0.0.0/8\"",
            "http.trusted_proxies",
        ),
        ("CAREERGRAPH__AUTH__RETURN_TO", "[1]", "auth.return_to"),
        (
            "CAREERGRAPH__AUTH__PASSKEY_ORIGINS",
            "[{\"a\": \"hunter2\"}]",
            "auth.passkey_origins",
        ),
        (
            "CAREERGRAPH__PROVIDERS__COMPANY",
            "hunter2",
            "providers.company",
        ),
        ("CAREERGRAPH__LIMITS__GROUP_SECS", "5", "limits.area_secs"),
        ("CAREERGRAPH__LIMITS__CST", "100", "cst"),
        ("CAREERGRAPH__NONSENSE__X", "1", "nonsense"),
    ] {
        assert_refused(&place, &place.run(&["doctor"], &[(variable, value)]), key);
    }
}

#[test]
fn wrong_files_are_refused_by_name() {
    let place = Place::new();
    for (text, named) in [
        ("[http]\nlisten = 8000", "http.listen"),
        ("[http]\nlissten = \"127.0.0.1:1\"", "lissten"),
        ("[nonsense]\nx = 1", "nonsense"),
        ("http = 1", "http"),
        ("[http", "other.toml"),
        ("[limits]\ndepth = 2", "limits.depth"),
    ] {
        place.write("other.toml", text);
        assert_refused(
            &place,
            &place.run(&["doctor", "--config", "other.toml"], &[]),
            named,
        );
    }
    assert_refused(
        &place,
        &place.run(&["doctor", "--config", "missing.toml"], &[]),
        "missing.toml",
    );
}

/// Each value alone is valid; together they would be unsafe. The program does not listen, creates nothing and prints no secret.
#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn unsafe_set_ups_do_not_start() {
    let place = Place::new();
    let public = (
        "CAREERGRAPH__HTTP__PUBLIC_URL",
        "https://careers.example.org",
    );
    let smtp = |host| {
        [
            ("CAREERGRAPH__MAIL__TRANSPORT", "smtp"),
            ("CAREERGRAPH__MAIL__HOST", host),
            ("CAREERGRAPH__MAIL__USER", "jobs"),
        ]
    };
    let [by_smtp, foreign, as_user] = smtp("mail.example.org");
    let long = ("CAREERGRAPH__MAIL__PASSWORD", "hunter2-hunter2");
    let (local, everywhere) = (
        ("CAREERGRAPH__HTTP__PUBLIC_URL", "http://localhost:8000"),
        ("CAREERGRAPH__HTTP__LISTEN", "0.0.0.0:0"),
    );
    for (variables, key) in [
        (
            &[(
                "CAREERGRAPH__HTTP__PUBLIC_URL",
                "http://careers.example.org",
            )][..],
            "http.public_url",
        ),
        (
            &[("CAREERGRAPH__HTTP__PUBLIC_URL", "http://10.0.0.7:8000")],
            "http.public_url",
        ),
        (
            &[(
                "CAREERGRAPH__HTTP__PUBLIC_URL",
                "http://localhost.example.org",
            )],
            "http.public_url",
        ),
        (
            &[("CAREERGRAPH__HTTP__LISTEN", "0.0.0.0:0")],
            "http.public_url",
        ),
        (
            &[("CAREERGRAPH__HTTP__LISTEN", "[::]:0")],
            "http.public_url",
        ),
        (
            &[("CAREERGRAPH__HTTP__ALLOWED_ORIGINS", "*")],
            "http.allowed_origins",
        ),
        (
            &[(
                "CAREERGRAPH__HTTP__ALLOWED_ORIGINS",
                "https://*.example.org",
            )],
            "http.allowed_origins",
        ),
        (
            &[(
                "CAREERGRAPH__HTTP__ALLOWED_ORIGINS",
                "https://app.example.org,https://*",
            )],
            "http.allowed_origins",
        ),
        (
            &[("CAREERGRAPH__HTTP__ALLOWED_ORIGINS", "null")],
            "http.allowed_origins",
        ),
        (
            &[("CAREERGRAPH__HTTP__GRAPHIQL", "perhaps")],
            "http.graphiql",
        ),
        (
            &[public, ("DATABASE_URL", "postgres://u:careergraph@db/x")],
            "database.url",
        ),
        (
            &[public, ("DATABASE_URL", "postgres://u:CareerGraph@db/x")],
            "database.url",
        ),
        (
            &[public, ("DATABASE_URL", "postgres://u:hunter2@db/x")],
            "database.url",
        ),
        (
            &[public, ("DATABASE_URL", "postgres://u:change%2Dme@db/x")],
            "database.url",
        ),
        (
            &[public, ("REDIS_URL", "redis://:hunter2@cache:6379")],
            "redis.url",
        ),
        (
            &[
                by_smtp,
                foreign,
                as_user,
                long,
                ("CAREERGRAPH__MAIL__TLS", "none"),
            ],
            "mail.tls",
        ),
        (
            &[
                by_smtp,
                foreign,
                as_user,
                ("CAREERGRAPH__MAIL__PASSWORD", "hunter2"),
            ],
            "mail.password",
        ),
        (
            &[public, ("CAREERGRAPH__AUTH__VERIFY_EMAIL", "false")],
            "auth.verify_email",
        ),
        (
            &[
                local,
                everywhere,
                ("CAREERGRAPH__AUTH__VERIFY_EMAIL", "false"),
            ],
            "auth.verify_email",
        ),
    ] {
        for command in ["serve", "worker"] {
            assert_refused(&place, &place.run(&[command], variables), key);
        }
    }
    assert_refused(
        &place,
        &place.run(&["serve", "--demo"], &[public]),
        "--demo",
    );
    assert_refused(&place, &place.run(&["demo"], &[public]), "--demo");
}

#[test]
fn keys_that_others_may_read_do_not_start() {
    let place = Place::new();
    let set = |name: &str, mode: u32| {
        std::fs::set_permissions(
            place.path(name),
            std::os::unix::fs::PermissionsExt::from_mode(mode),
        )
        .unwrap();
    };
    assert_eq!(place.run(&["migrate"], &[]).code, 0);
    let keys: Vec<_> = place
        .path("data/keys")
        .read_dir()
        .unwrap()
        .map(|key| key.unwrap().file_name().into_string().unwrap())
        .collect();
    for key in &keys {
        for mode in [0o640, 0o604, 0o660] {
            set(&format!("data/keys/{key}"), mode);
            let ended = place.run(&["serve"], &[]);
            assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{ended:?}");
            assert!(
                ended.stderr.contains("auth.keys_dir") && ended.stderr.contains(key.as_str()),
                "{ended:?}"
            );
        }
        set(&format!("data/keys/{key}"), 0o600);
    }
    for mode in [0o755, 0o750, 0o701] {
        set("data/keys", mode);
        let ended = place.run(&["serve"], &[]);
        assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{ended:?}");
        assert!(
            ended.stderr.contains("auth.keys_dir") && ended.stderr.contains("chmod 700"),
            "{ended:?}"
        );
    }
    set("data/keys", 0o700);
    assert_eq!(place.run(&["migrate"], &[]).code, 0);
}

#[test]
fn the_environment_overrides_the_file_and_the_file_the_defaults() {
    let place = Place::new();
    let with = |name: &str| format!("sqlite://{name}.db?mode=rwc");
    let migrate = |arguments: &[&str], variables: &[(&str, &str)], made: &str| {
        let ended = place.run(&[&["migrate"], arguments].concat(), variables);
        assert_eq!(ended.code, 0, "{ended:?}");
        assert!(place.path(made).is_file(), "{made} was not made");
        let others = place.folder().read_dir().unwrap().filter(|entry| {
            entry
                .as_ref()
                .unwrap()
                .path()
                .extension()
                .is_some_and(|end| end == "db")
        });
        let expected = usize::from(!made.contains('/'));
        assert_eq!(
            others.count(),
            expected,
            "another database was made besides {made}"
        );
        std::fs::remove_file(place.path(made)).unwrap();
    };
    let own = with("own");
    migrate(&[], &[], "data/careergraph.db");
    place.write(
        "careergraph.toml",
        &format!("[database]\nurl = \"{}\"", with("here")),
    );
    place.write(
        "other.toml",
        &format!("[database]\nurl = \"{}\"", with("other")),
    );
    migrate(&[], &[], "here.db");
    migrate(&["--config", "other.toml"], &[], "other.db");
    migrate(
        &["--config", "other.toml"],
        &[("CAREERGRAPH__DATABASE__URL", &own)],
        "own.db",
    );
    migrate(
        &[],
        &[
            ("CAREERGRAPH__DATABASE__URL", &with("less")),
            ("DATABASE_URL", &own),
        ],
        "own.db",
    );
    migrate(&[], &[("DATABASE_URL", "")], "here.db");
}

#[test]
fn every_key_of_the_example_is_explained() {
    let mut explained = false;
    for line in include_str!("../../config.example.toml").lines() {
        let is_key = line.split_once(" = ").is_some() && !line.starts_with('#');
        // Consecutive keys share a comment.
        assert!(!is_key || explained, "not explained: {line}");
        explained = line.starts_with('#') || (is_key && explained);
    }
}
