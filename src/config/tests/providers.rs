//! Invalid values of sign-in providers.

use super::{load, refused::assert_refused};

#[test]
fn wrong_values_for_providers_are_refused_too() {
    let good = "client_id = \"x\"\nissuer = \"https://login.example.org\"";
    assert!(load(&format!("[providers.company]\n{good}")).is_ok());
    assert!(load("[providers.linkedin]\npreset = \"linkedin\"\nclient_id = \"x\"").is_ok());
    for (text, key) in [
        (format!("[providers.\"A B\"]\n{good}"), "providers"),
        (
            "[providers.company]\nissuer = \"https://login.example.org\"".to_owned(),
            "client_id",
        ),
        (
            "[providers.company]\nclient_id = \"x\"".to_owned(),
            "issuer",
        ),
        (
            "[providers.company]\nclient_id = \"x\"\nissuer = \"http://login.example.org\""
                .to_owned(),
            "issuer",
        ),
        (
            "[providers.company]\nclient_id = \"x\"\nissuer = \"https://login.example.org?x\""
                .to_owned(),
            "issuer",
        ),
        (
            "[providers.company]\nclient_id = \"x\"\nissuer = \"http://login.localhost\""
                .to_owned(),
            "issuer",
        ),
        (
            "[providers.company]\nclient_id = \"x\"\nissuer = \"mailto:ada@example.org\""
                .to_owned(),
            "issuer",
        ),
        (
            format!("[providers.company]\n{good}\nalgorithms = \"HS256\""),
            "algorithms",
        ),
        (
            format!("[providers.company]\n{good}\nalgorithms = \"none\""),
            "algorithms",
        ),
        (
            format!("[providers.company]\n{good}\nscopes = \"email\""),
            "scopes",
        ),
        (
            format!("[providers.company]\n{good}\npreset = \"myspace\""),
            "preset",
        ),
        (
            format!("[providers.company]\n{good}\nclient_sekret = \"x\""),
            "client_sekret",
        ),
        (
            "[auth]\nreturn_to = [\"/relative\"]".to_owned(),
            "auth.return_to",
        ),
        (
            "[auth]\nreturn_to = [\"javascript:alert(1)\"]".to_owned(),
            "auth.return_to",
        ),
        (
            "[auth]\nreturn_to = [\"https://app.example.org/?x=1\"]".to_owned(),
            "auth.return_to",
        ),
        (
            "[auth]\nreturn_to = [\"myapp:/signed-in\"]".to_owned(),
            "auth.return_to",
        ),
    ] {
        assert_refused(&text, key);
    }
}
