//! The environment: lists and tables in both forms, values kept as written, and errors that name key and variable but no value.

use secrecy::ExposeSecret;

use super::{super::MailTransport, Config, EXAMPLE};

/// The defaults, overridden by these variables.
fn with(variables: &[(&str, &str)]) -> Result<Config, String> {
    let file = tempfile::Builder::new()
        .suffix(".toml")
        .tempfile()
        .expect("a file");
    let variables = variables
        .iter()
        .map(|(name, value)| ((*name).into(), (*value).into()));
    Config::read(Some(file.path()), variables).map_err(|error| error.to_string())
}

fn assert_refused(variable: &str, value: &str, key: &str) {
    let error = with(&[(variable, value)])
        .err()
        .unwrap_or_else(|| panic!("accepted: {variable}={value}"));
    assert!(
        error.contains(key) && error.contains(variable),
        "{variable}={value} gave {error:?}, which does not name {key}"
    );
    assert!(!error.contains("hunter2"), "{error}");
}

/// A list: its key, two valid items, and its content as text.
type List = (&'static str, [&'static str; 2], fn(&Config) -> Vec<String>);

const LISTS: [List; 7] = [
    ("outbound.named_ports", ["443", "8443"], |config| {
        config
            .outbound
            .named_ports
            .iter()
            .map(ToString::to_string)
            .collect()
    }),
    (
        "outbound.named_networks",
        ["10.0.0.0/8", "fd00::/8"],
        |config| {
            config
                .outbound
                .named_networks
                .iter()
                .map(ToString::to_string)
                .collect()
        },
    ),
    ("http.hosts", ["a.example.org", "b.example.org"], |config| {
        config.http.hosts.clone()
    }),
    (
        "http.allowed_origins",
        ["https://a.example.org", "https://b.example.org"],
        |config| config.http.allowed_origins.clone(),
    ),
    (
        "http.trusted_proxies",
        ["10.0.0.0/8", "fd00::/8"],
        |config| {
            config
                .http
                .trusted_proxies
                .iter()
                .map(ToString::to_string)
                .collect()
        },
    ),
    (
        "auth.return_to",
        ["https://a.example.org/in", "org.example.app:/in"],
        |config| config.auth.return_to.clone(),
    ),
    (
        "auth.passkey_origins",
        ["https://a.example.org", "android:apk-key-hash:x"],
        |config| config.auth.passkey_origins.clone(),
    ),
];

fn variable_of(key: &str) -> String {
    format!("CAREERGRAPH__{}", key.to_uppercase().replace('.', "__"))
}

#[test]
fn every_list_of_the_example_is_tried_here() {
    let example: toml::Table = EXAMPLE.parse().expect("TOML");
    let of_section = |(section, keys): (&String, &toml::Value)| -> Vec<String> {
        let keys = keys.as_table().expect("sections are tables");
        keys.iter()
            .filter(|(_, value)| value.is_array())
            .map(|(key, _)| format!("{section}.{key}"))
            .collect()
    };
    let mut found: Vec<String> = example.iter().flat_map(of_section).collect();
    let mut tried = LISTS.map(|(key, ..)| key.to_owned());
    found.sort();
    tried.sort();
    assert_eq!(found, tried);
}

#[test]
fn lists_are_written_with_commas_or_as_json() {
    for (key, [a, b], read) in LISTS {
        for (text, expected) in [
            (a.to_owned(), vec![a]),
            (format!("{a},{b}"), vec![a, b]),
            (format!(" {a} , {b} "), vec![a, b]),
            (format!("[\"{a}\", \"{b}\"]"), vec![a, b]),
            (format!("\n [\n\"{a}\"\n] "), vec![a]),
            ("[]".to_owned(), vec![]),
            (String::new(), vec![]),
            (" ".to_owned(), vec![]),
        ] {
            let config = with(&[(&variable_of(key), &text)])
                .unwrap_or_else(|error| panic!("{key}={text}: {error}"));
            assert_eq!(read(&config), expected, "{key}={text}");
        }
    }
    let with_comma = with(&[(
        "CAREERGRAPH__AUTH__RETURN_TO",
        "[\"https://a.example.org/in,out\"]",
    )])
    .expect("valid");
    assert_eq!(with_comma.auth.return_to, ["https://a.example.org/in,out"]);
}

#[test]
fn wrong_lists_are_refused_by_key_and_variable() {
    for (key, [a, b], _) in LISTS {
        for text in [
            ",".to_owned(),
            format!("{a},"),
            format!(",{a}"),
            format!("{a}, ,{b}"),
            "[".to_owned(),
            "[hunter2]".to_owned(),
            format!("[\"{a}\""),
            format!("[\"{a}\",]"),
            format!("[\"{a}\"] hunter2"),
            format!("[\"{a}\", \"\"]"),
            format!("[\"{a}\", \" \"]"),
            format!("[\"{a}\", 7]"),
            format!("[\"{a}\", null]"),
            format!("[\"{a}\", [\"hunter2\"]]"),
            format!("[\"{a}\", {{\"hunter2\": \"hunter2\"}}]"),
        ] {
            assert_refused(&variable_of(key), &text, key);
        }
    }
}

#[test]
fn tables_are_json_objects_or_set_key_by_key() {
    let secs = |config: &Config| config.limits.area_secs_of.get("search").copied();
    let whole = with(&[("CAREERGRAPH__LIMITS__AREA_SECS_OF", "{\"search\": 8}")]).expect("valid");
    let single = with(&[("CAREERGRAPH__LIMITS__AREA_SECS_OF__SEARCH", "8")]).expect("valid");
    assert_eq!((secs(&whole), secs(&single)), (Some(8), Some(8)));
    let section = with(&[(
        "CAREERGRAPH__HTTP",
        "{\"drain_secs\": 7, \"hosts\": [\"a.example.org\"]}",
    )])
    .expect("valid")
    .http;
    assert_eq!(
        (section.drain_secs, section.hosts, section.idle_secs),
        (7, vec!["a.example.org".to_owned()], 75),
        "the others keep their defaults"
    );
    let provider = "{\"company\": {\"client_id\": \"x\", \"issuer\": \"https://login.example.org\", \"client_secret\": \"hunter2\"}}";
    assert!(
        with(&[("CAREERGRAPH__PROVIDERS", provider)])
            .expect("valid")
            .providers
            .0
            .contains_key("company")
    );
    for (variable, value, key) in [
        (
            "CAREERGRAPH__LIMITS__AREA_SECS_OF",
            "search=8",
            "limits.area_secs_of",
        ),
        (
            "CAREERGRAPH__LIMITS__AREA_SECS_OF",
            "[8]",
            "limits.area_secs_of",
        ),
        (
            "CAREERGRAPH__LIMITS__AREA_SECS_OF",
            "",
            "limits.area_secs_of",
        ),
        ("CAREERGRAPH__HTTP", "hunter2", "http"),
        ("CAREERGRAPH__PROVIDERS", "hunter2", "providers"),
        (
            "CAREERGRAPH__PROVIDERS",
            "[{\"client_secret\": \"hunter2\"}]",
            "providers",
        ),
        (
            "CAREERGRAPH__PROVIDERS__COMPANY",
            "hunter2",
            "providers.company",
        ),
        (
            "CAREERGRAPH__PROVIDERS__COMPANY",
            "{\"client_secret\": \"hunter2\"",
            "providers.company",
        ),
    ] {
        assert_refused(variable, value, key);
    }
}

#[test]
fn text_stays_as_it_is_written() {
    for secret in [
        "0012345678901",
        "1e5",
        "true",
        "[\"a\"]",
        "a,b",
        " padded ",
        "{}",
    ] {
        let id = ("CAREERGRAPH__PROVIDERS__COMPANY__CLIENT_ID", "007");
        let issuer = (
            "CAREERGRAPH__PROVIDERS__COMPANY__ISSUER",
            "https://login.example.org",
        );
        let client = ("CAREERGRAPH__PROVIDERS__COMPANY__CLIENT_SECRET", secret);
        let config =
            with(&[("CAREERGRAPH__MAIL__PASSWORD", secret), id, issuer, client]).expect("valid");
        let provider = config.providers.0.get("company").expect("there");
        let found = (
            config.mail.password.expose_secret(),
            provider.client_secret.expose_secret(),
            provider.client_id.as_str(),
        );
        assert_eq!(found, (secret, secret, "007"));
    }
}

#[test]
fn what_cannot_be_read_is_refused_without_its_value() {
    for (variable, value, key) in [
        ("CAREERGRAPH__LIMITS__COST", "hunter2", "limits.cost"),
        ("CAREERGRAPH__LIMITS__COST", "1.5", "limits.cost"),
        ("CAREERGRAPH__LIMITS__COST", "true", "limits.cost"),
        ("CAREERGRAPH__LIMITS__COST", "", "limits.cost"),
        (
            "CAREERGRAPH__TELEMETRY__TRACE_RATIO",
            "hunter2",
            "telemetry.trace_ratio",
        ),
        ("CAREERGRAPH__AUTH__SIGN_UP", "hunter2", "auth.sign_up"),
        ("CAREERGRAPH__", "hunter2", "CAREERGRAPH__"),
        ("CAREERGRAPH__HTTP__", "hunter2", "CAREERGRAPH__HTTP__"),
        (
            "CAREERGRAPH__HTTP__ __X",
            "hunter2",
            "CAREERGRAPH__HTTP__ __X",
        ),
    ] {
        assert_refused(variable, value, key);
    }
    for (variables, key) in [
        (
            &[("CAREERGRAPH__DATABASE__URL__X", "hunter2")][..],
            "database.url",
        ),
        (
            &[("CAREERGRAPH__PROVIDERS", "{\"company\": \"hunter2\"}")],
            "providers",
        ),
        (
            &[(
                "CAREERGRAPH__PROVIDERS__COMPANY",
                "{\"client_id\": \"x\", \"client_secret\": [\"hunter2\"]}",
            )],
            "client_secret",
        ),
        (
            &[("CAREERGRAPH__MAIL__PASSWORD__X", "hunter2")],
            "mail.password",
        ),
    ] {
        let error = with(variables).expect_err("refused");
        assert!(
            error.contains(key) && !error.contains("hunter2"),
            "{variables:?}: {error}"
        );
    }
}

#[test]
fn keys_of_before_are_refused_with_the_new_name() {
    for (old, new) in [
        ("LIMITS__GROUP_SECS", "limits.area_secs"),
        ("LIMITS__GROUP_SECS_OF__SEARCH", "limits.area_secs_of"),
        ("LIMITS__APPLICATIONS_PER_USER", "applications.per_user"),
        ("LIMITS__API_TOKENS_PER_USER", "auth.api_tokens_per_user"),
        ("LIMITS__API_TOKEN_DAYS", "auth.api_token_days"),
        ("LIMITS__REPORTS_PER_DAY", "moderation.reports_per_day"),
        ("LIMITS__FOLLOW_POLL_SECS", "changes.follow_poll_secs"),
        (
            "NOTIFICATIONS__FOLLOW_POLL_SECS",
            "changes.follow_poll_secs",
        ),
        (
            "LIMITS__GUESSES_PER_ACCOUNT",
            "auth.failed_sign_ins_per_account",
        ),
        (
            "LIMITS__GUESSES_PER_ADDRESS",
            "auth.failed_sign_ins_per_address",
        ),
        (
            "LIMITS__GUESSES_PER_NETWORK",
            "auth.failed_sign_ins_per_network",
        ),
        ("SOURCES__USER_AGENT", "outbound.user_agent"),
    ] {
        let variable = format!("CAREERGRAPH__{old}");
        let error = with(&[(&variable, "8")]).expect_err("refused");
        assert!(error.contains(&format!("is now called {new}")), "{error}");
    }
}

#[test]
fn accounts_begin_at_once_only_where_nothing_else_reaches_the_server() {
    let by_mail = |variables: &[(&str, &str)]| with(variables).expect("valid").auth.verify_email;
    assert!(!by_mail(&[]), "as it starts on the own machine");
    assert!(!by_mail(&[
        ("CAREERGRAPH__AUTH__VERIFY_EMAIL", "auto"),
        ("CAREERGRAPH__HTTP__LISTEN", "[::1]:8000")
    ]));
    assert!(by_mail(&[("CAREERGRAPH__AUTH__VERIFY_EMAIL", "true")]));
    assert!(
        !by_mail(&[
            ("CAREERGRAPH__AUTH__VERIFY_EMAIL", "false"),
            ("CAREERGRAPH__MAIL__TRANSPORT", "file")
        ]),
        "it was said"
    );
    for for_others in [
        &[(
            "CAREERGRAPH__HTTP__PUBLIC_URL",
            "https://careers.example.org",
        )][..],
        &[("CAREERGRAPH__HTTP__PUBLIC_URL", "http://localhost:8000")],
        &[
            ("CAREERGRAPH__HTTP__PUBLIC_URL", "http://localhost:8000"),
            ("CAREERGRAPH__HTTP__LISTEN", "0.0.0.0:8000"),
        ],
        &[("CAREERGRAPH__HTTP__HOSTS", "careers.internal")],
        &[("CAREERGRAPH__HTTP__HOSTS", "*")],
        &[("CAREERGRAPH__HTTP__TRUSTED_PROXIES", "127.0.0.1")],
        &[("CAREERGRAPH__MAIL__TRANSPORT", "file")],
        &[
            ("CAREERGRAPH__MAIL__TRANSPORT", "smtp"),
            ("CAREERGRAPH__MAIL__HOST", "127.0.0.1"),
        ],
    ] {
        assert!(by_mail(for_others), "{for_others:?}");
    }
    assert_eq!(
        with(&[]).expect("valid").mail.transport,
        MailTransport::Console
    );
}
