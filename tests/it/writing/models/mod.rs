//! Letters whose sentences a language model proposes: a scripted one, behind a real HTTP server.

mod asking;
mod attacks;
mod budgets;
mod kept;
mod killed;
mod lying;
mod misbehaving;
mod tailoring;

use careergraph::{
    config::{Config, ModelEndpoint},
    features::writing::models::{AiProvider, AiRunRow, AiRunState, AiTask, RefusedByRules},
    types::id::{AiRunId, LetterId, TailoringId, TypedId},
};
use fake_model::{FakeModel, Reply};
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::{Value, json};

use super::letters::{begun, describe, posting, read, sentences, written};
use crate::kit::{Client, Setup, TestApp, TestUser};

/// The key of the endpoint, which nothing may show.
const KEY: &str = "model-key-canary";

/// Makes an app ask this model for letters.
fn known_to(fake: &FakeModel, config: &mut Config) {
    fake.require_key(KEY);
    let endpoint = ModelEndpoint {
        provider: models::Provider::OpenAi,
        url: fake.openai_url(),
        plain_http: false,
        model: "model-1".to_owned(),
        key: KEY.to_owned().into(),
        input_price: 1_000_000,
        output_price: 2_000_000,
        tokens_field: models::endpoint::TokensField::default(),
        asks_for_usage: true,
    };
    let models = &mut config.writing.models;
    models.endpoints.insert("main".to_owned(), endpoint);
    models.letter = vec!["main".to_owned()];
    models.tailoring = models.letter.clone();
}

/// An app that asks a model, whose tasks run when a test says so.
async fn app_with(fake: &FakeModel, change: impl FnOnce(&mut Config)) -> TestApp {
    let setup = Setup::new().workers(0).config(|config| {
        known_to(fake, config);
        change(config);
    });
    setup.start().await
}

/// What a test begins with.
struct Scene {
    fake: FakeModel,
    app: TestApp,
    posting: String,
    ada: TestUser,
    /// The lines of a model that writes what the composer would.
    lines: Vec<Value>,
}

/// A user with facts, a posting, and a model that writes a good letter. The user has switched models on.
async fn scene(change: impl FnOnce(&mut Config)) -> Scene {
    let fake = FakeModel::start().await.expect("a port");
    let app = app_with(&fake, change).await;
    let posting = posting(&app).await;
    let ada = app.sign_up("ada").await;
    describe(&ada.client).await;
    let composed = written(&app, &ada, &posting).await;
    assert!(
        fake.asked().is_empty(),
        "models are off until they are switched on"
    );
    let request = letter_request(&ada.client, &posting).await;
    let lines = lines_of(&composed, request["user"].as_str().expect("a text"));
    switch(&ada.client, true).await;
    fake.otherwise(reply(&lines));
    Scene {
        fake,
        app,
        posting,
        ada,
        lines,
    }
}

impl Scene {
    /// A letter that was written, however.
    async fn letter(&self) -> Value {
        let letter = begun(&self.ada, &self.posting).await;
        self.app.run_tasks().await;
        self.read(&letter["id"]).await
    }

    /// A letter, with its author.
    async fn read(&self, id: &Value) -> Value {
        let mut letter = read(&self.ada.client, id).await;
        let query = "query($id: ID!) { viewer { letter(id: $id) { author { origin reason endpoint provider model promptVersion } } } }";
        let found = self.ada.client.gql(query, json!({ "id": id })).await;
        letter["author"] = found.data("viewer.letter.author").clone();
        letter
    }

    /// The ledger, newest first.
    async fn runs(&self) -> Vec<Value> {
        let query = "{ viewer { aiRuns { totalCount nodes { id task state failure provider endpoint model promptVersion tokensIn tokensOut \
            isEstimated cost { amount currency } refused { rules } sent { system user } letter { id } createdAt durationMs } } } }";
        let found = self.ada.client.gql(query, json!({})).await;
        found
            .data("viewer.aiRuns.nodes")
            .as_array()
            .unwrap()
            .clone()
    }

    async fn models(&self) -> Value {
        let query = "{ viewer { languageModels { isConfigured isOn endpoints { name provider model } todaysUse { tokens cost { amount currency } \
            reservedTokens reservedCost { amount } } limits { tokensPerDay costPerDay { amount currency } requestsAtOnce } } } }";
        let found = self.ada.client.gql(query, json!({})).await;
        found.data("viewer.languageModels").clone()
    }
}

/// Switches models on or off.
async fn switch(client: &Client, is_on: bool) {
    let query = "mutation($input: SetLanguageModelsInput!) { setLanguageModels(input: $input) { languageModels { isOn } userErrors { message } } }";
    let done = client
        .gql(query, json!({ "input": { "isOn": is_on } }))
        .await;
    assert_eq!(done.data("setLanguageModels.languageModels.isOn"), is_on);
}

/// What would be sent for a letter.
async fn letter_request(client: &Client, posting: &str) -> Value {
    let query = "query($input: LetterRequestInput!) { viewer { letterRequest(input: $input) { system user endpoint provider model } } }";
    let input = json!({ "input": { "postingId": posting, "language": "EN" } });
    client
        .gql(query, input)
        .await
        .data("viewer.letterRequest")
        .clone()
}

/// The sentences of a letter as the lines of a model, with the numbers that facts and requirements have in a request.
fn lines_of(letter: &Value, user: &str) -> Vec<Value> {
    let rows: Vec<Value> = user
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    let numbers = |cited: &Value, first: &str| -> Vec<Value> {
        let texts = cited.as_array().unwrap().iter().map(|one| &one["text"]);
        let row = |text: &Value| {
            let mut rows = rows.iter();
            let found = rows.find(|row| {
                row["text"] == *text && row["id"].as_str().is_some_and(|id| id.starts_with(first))
            });
            found.unwrap_or_else(|| panic!("{text} is not in {user}"))["id"].clone()
        };
        texts.map(row).collect()
    };
    let line = |sentence: &Value| {
        json!({ "p": sentence["part"].as_str().unwrap().to_lowercase(), "kind": sentence["kind"], "text": sentence["text"],
            "facts": numbers(&sentence["citations"], "f"), "job": numbers(&sentence["quotes"], "r") })
    };
    sentences(letter).iter().map(line).collect()
}

/// A reply with these lines.
fn reply(lines: &[Value]) -> Reply {
    let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    Reply::text(&lines.join("\n")).with_usage(1_000, 300)
}

/// The origins of the sentences.
fn origins(letter: &Value) -> Vec<String> {
    let all = sentences(letter);
    let origins = all
        .iter()
        .map(|one| one["origin"].as_str().unwrap().to_owned());
    origins.collect()
}

/// Two requests in the ledger that were never sent: for a letter, and for a tailoring.
pub async fn planted(app: &TestApp, user: &TestUser, letter: &Value, tailoring: &Value) {
    let letter = LetterId::parse_id(letter.as_str().expect("an id"));
    let tailoring = TailoringId::parse_id(tailoring.as_str().expect("an id"));
    run_for(app, user, (letter, None)).await;
    run_for(app, user, (None, tailoring)).await;
}

async fn run_for(
    app: &TestApp,
    user: &TestUser,
    (letter_id, tailoring_id): (Option<LetterId>, Option<TailoringId>),
) {
    let (conn, now) = (app.platform.db.conn(), app.platform.clock.now());
    let row = AiRunRow {
        id: AiRunId(app.platform.clock.new_id()),
        user_id: user.user_id,
        letter_id,
        tailoring_id,
        task: AiTask::Letter,
        provider: AiProvider::Openai,
        endpoint: "main".to_owned(),
        model: "model-1".to_owned(),
        prompt_version: 1,
        state: AiRunState::Done,
        failure: None,
        tokens_in: 1,
        tokens_out: 1,
        is_estimated: false,
        micros: 1,
        currency: "USD".to_owned(),
        refused: RefusedByRules::default(),
        day: 20_000,
        reserved_tokens: 0,
        reserved_micros: 0,
        sent: None,
        created_at: now,
        ended_at: Some(now),
    };
    let row = row.into_active_model().reset_all().insert(conn).await;
    row.expect("the request is stored");
}
