//! The example is the default; configurations that are accepted, and those that are accepted on the local machine only.

mod environment;
mod models;
mod providers;
mod refused;

use std::io::Write;

use super::{Config, EXAMPLE};

fn load(text: &str) -> Result<Config, String> {
    let mut file = tempfile::Builder::new()
        .suffix(".toml")
        .tempfile()
        .expect("a file");
    file.write_all(text.as_bytes()).expect("written");
    Config::load(Some(file.path())).map_err(|error| error.to_string())
}

#[test]
fn example_is_a_valid_configuration() {
    let config = load(EXAMPLE).expect("the example is valid");
    assert_eq!(config.http.listen.port(), 8000);
    assert!(
        config.http.listen.ip().is_loopback(),
        "servers bind to loopback by default"
    );
}

#[test]
fn secrets_do_not_print() {
    let config =
        load("[database]\nurl = \"postgres://u:hunter2@h/d\"\n[mail]\npassword = \"hunter2\"")
            .expect("valid");
    assert!(!format!("{config:?}").contains("hunter2"));
}

#[test]
fn accounts_without_proof_are_for_the_own_machine() {
    for (text, taken) in [
        ("[auth]\nverify_email = false", true),
        (
            "[auth]\nverify_email = false\n[http]\npublic_url = \"http://localhost:8000\"",
            true,
        ),
        (
            "[auth]\nverify_email = false\n[http]\npublic_url = \"http://[::1]:8000\"",
            true,
        ),
        (
            "[auth]\nverify_email = false\n[http]\npublic_url = \"https://localhost.example.org\"",
            false,
        ),
        (
            "[auth]\nverify_email = false\nsign_up = false\n[http]\npublic_url = \"https://careers.example.org\"",
            true,
        ),
        ("[http]\npublic_url = \"https://careers.example.org\"", true),
    ] {
        assert_eq!(load(text).is_ok(), taken, "{text}");
    }
}

#[test]
fn set_ups_that_are_safe_are_taken() {
    for text in [
        "",
        "[http]\npublic_url = \"https://careers.example.org\"\nallowed_origins = [\"https://app.example.org\"]\ngraphiql = true",
        "[http]\nlisten = \"0.0.0.0:8000\"\npublic_url = \"http://localhost:8000\"",
        "[http]\nlisten = \"[::]:8000\"\npublic_url = \"https://careers.example.org\"",
        "[database]\nurl = \"postgres://u:careergraph@127.0.0.1/x\"",
        "[http]\npublic_url = \"https://careers.example.org\"\n[database]\nurl = \"postgres://u:a-long-password@db/x\"\n[redis]\nurl = \"redis://cache\"",
        "[mail]\ntransport = \"smtp\"\nhost = \"127.0.0.1\"\ntls = \"none\"\nuser = \"u\"\npassword = \"p\"",
        "[mail]\ntransport = \"smtp\"\nhost = \"relay.example.org\"\ntls = \"none\"",
        "[embeddings]\nurl = \"http://127.0.0.1:8080/v1/\"\nmodel = \"m\"",
        "[embeddings]\nurl = \"http://embeddings:8080/v1\"\nmodel_of = { de = \"m\" }\nplain_http = true",
    ] {
        assert!(load(text).is_ok(), "{text}: {:?}", load(text).err());
    }
}

#[test]
fn each_language_has_its_model_or_the_common_one_or_none() {
    let text = "[embeddings]\nmodel = \"common\"\nmodel_of = { de = \"german\", fr = \"\" }";
    let config = load(text).expect("valid").embeddings;
    for (language, model) in [
        (None, Some("common")),
        (Some("en"), Some("common")),
        (Some("de"), Some("german")),
        (Some("de-AT"), Some("german")),
        (Some("fr"), None),
    ] {
        assert_eq!(config.model_for(language), model, "{language:?}");
    }
    let models: Vec<&str> = config.models().into_iter().collect();
    assert_eq!(models, ["common", "german"]);
    assert_eq!(config.address(), None, "off without a URL");
}

#[test]
fn pages_are_for_the_own_machine_unless_said() {
    for (text, expected) in [
        ("", true),
        ("[http]\ngraphiql = false", false),
        (
            "[http]\npublic_url = \"https://careers.example.org\"",
            false,
        ),
        (
            "[http]\npublic_url = \"https://careers.example.org\"\ngraphiql = true",
            true,
        ),
        (
            "[http]\npublic_url = \"https://careers.example.org\"\ngraphiql = \"local\"",
            false,
        ),
    ] {
        assert_eq!(load(text).expect("valid").has_pages(), expected, "{text}");
    }
}

#[test]
fn mails_are_kept_only_where_nobody_else_reads_them() {
    for (text, expected) in [
        ("", true),
        ("[mail]\ntransport = \"file\"", true),
        ("[http]\npublic_url = \"https://jobs.example.org\"", false),
        (
            "[http]\nlisten = \"0.0.0.0:8000\"\npublic_url = \"http://localhost:8000\"",
            false,
        ),
        ("[http]\ntrusted_proxies = [\"127.0.0.1/32\"]", false),
        ("[mail]\ntransport = \"smtp\"\nhost = \"127.0.0.1\"", false),
    ] {
        let loaded = load(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(loaded.keeps_mails(), expected, "{text}");
    }
}

#[test]
fn passkeys_are_bound_to_the_name_of_the_pages() {
    let given = "[auth]\npasskey_rp_id = \"example.org\"\npasskey_origins = [\"https://a.example.org\", \"https://b.example.org:8443\"]";
    for (text, name, origins) in [
        (
            "[http]\npublic_url = \"https://careers.example.org/\"",
            "careers.example.org",
            vec!["https://careers.example.org"],
        ),
        (
            "[http]\npublic_url = \"https://careers.example.org:8443\"",
            "careers.example.org",
            vec!["https://careers.example.org:8443"],
        ),
        (
            "[http]\nlisten = \"127.0.0.1:8000\"",
            "localhost",
            vec!["http://localhost:8000"],
        ),
        (
            given,
            "example.org",
            vec!["https://a.example.org", "https://b.example.org:8443"],
        ),
    ] {
        let found = load(text).expect("valid").relying_party().expect("a name");
        assert_eq!(
            (found.0.as_str(), found.1),
            (name, origins.into_iter().map(str::to_owned).collect()),
            "{text}"
        );
    }
    assert!(
        load("[http]\npublic_url = \"https://192.0.2.1\"")
            .expect("valid")
            .relying_party()
            .is_none(),
        "an address has no passkeys"
    );
}
