//! Audit entries for switching language models on and off.

use careergraph::features::audit::Action;
use serde_json::json;

use super::{DONE, Log, newcomer, own, run};

pub(super) async fn choices(log: &mut Log<'_>) {
    let user = newcomer(log, "writer").await;
    let query = "mutation($input: SetLanguageModelsInput!) { setLanguageModels(input: $input) { languageModels { isOn } userErrors { message } } }";
    let tried = run(&user.client, query, json!({ "isOn": true, "dryRun": true })).await;
    assert_eq!(tried.data("setLanguageModels.userErrors"), &json!([]));
    for (is_on, action) in [
        (true, Action::LanguageModelsOn),
        (false, Action::LanguageModelsOff),
    ] {
        let chosen = run(&user.client, query, json!({ "isOn": is_on })).await;
        log.next(
            "language models are switched; a dry run left nothing",
            Some(&chosen),
            &[own(action, DONE, &user)],
        )
        .await;
    }
}
