//! Invalid language models are refused with the name of their key, and no message has a secret.

use super::load;

#[test]
fn wrong_models_are_refused_with_the_name_of_their_key() {
    for (text, key) in [
        (
            "[writing.models]\nletter = [\"main\"]",
            "writing.models.letter",
        ),
        (
            "[writing.models]\ntailoring = [\"main\"]",
            "writing.models.tailoring",
        ),
        (
            "[writing.models]\ntemperature = 3",
            "writing.models.temperature",
        ),
        (
            "[writing.models]\nanswer_tokens = 1",
            "writing.models.answer_tokens",
        ),
        (
            "[writing.models]\ncurrency = \"dollar\"",
            "writing.models.currency",
        ),
        (
            "[writing.models]\nsent_days = 0",
            "writing.models.sent_days",
        ),
        (
            "[writing.models.endpoints.Main]\nprovider = \"OPENAI\"\nurl = \"https://a.example/v1\"\nmodel = \"m\"",
            "writing.models.endpoints",
        ),
        (
            "[writing.models.endpoints.main]\nprovider = \"OPENAI\"\nurl = \"http://a.example/v1\"\nmodel = \"m\"",
            "writing.models.endpoints.main.url",
        ),
        (
            "[writing.models.endpoints.main]\nprovider = \"OPENAI\"\nurl = \"https://a.example/v1?key=hunter2\"\nmodel = \"m\"",
            "writing.models.endpoints.main.url",
        ),
        (
            "[writing.models.endpoints.main]\nprovider = \"OPENAI\"\nurl = \"https://a.example/v1\"\nmodel = \"m\"\nkey = \"a b\"",
            "writing.models.endpoints.main.key",
        ),
        (
            "[writing.models.endpoints.main]\nprovider = \"OPENAI\"\nurl = \"https://a.example/v1\"\nmodel = \"\"",
            "writing.models.endpoints.main.model",
        ),
    ] {
        let error = load(text)
            .err()
            .unwrap_or_else(|| panic!("accepted: {text}"));
        assert!(error.contains(key), "{text} gave {error:?}");
        assert!(!error.contains("hunter2"), "{error}");
    }
}
