//! Scopes of API tokens: every root field and every field of the viewer. A field without a row fails the test, and so does a row
//! without a field.

mod answers;
mod letters;
mod models;
mod profiles;
mod proposals;
mod reading;
mod resumes;
mod tailoring;
mod writing;

use std::collections::BTreeSet;

use careergraph::features::writing::letters::State;
use serde_json::{Value, json};

use self::{
    answers::ANSWERS, letters::LETTERS, models::MODELS, profiles::PROFILES, proposals::PROPOSALS,
    reading::READING, resumes::RESUMES, tailoring::TAILORING, writing::WRITING,
};
use crate::{
    kit::{Answer, Client, PASSWORD, Socket, TestApp, TestUser},
    writing::{self as texts, letters::planted},
};

/// Every scope to read or write.
pub(super) const SCOPES: [&str; 18] = [
    "USERS READ",
    "USERS WRITE",
    "PROFILES READ",
    "PROFILES WRITE",
    "JOBS READ",
    "JOBS WRITE",
    "APPLICATIONS READ",
    "APPLICATIONS WRITE",
    "DOCUMENTS READ",
    "DOCUMENTS WRITE",
    "NOTIFICATIONS READ",
    "NOTIFICATIONS WRITE",
    "ANALYTICS READ",
    "ANALYTICS WRITE",
    "CONNECTIONS READ",
    "CONNECTIONS WRITE",
    "WRITING READ",
    "WRITING WRITE",
];

/// What a field requires of a token.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Need {
    /// Nothing: it is public, or its subfields have requirements.
    Public,
    /// This scope.
    Scope(&'static str),
    /// It needs a user session; no token is accepted.
    Person,
}

/// Every row.
const TABLE: [&[(&str, Need, &str)]; 9] = [
    READING, WRITING, PROFILES, RESUMES, LETTERS, TAILORING, ANSWERS, MODELS, PROPOSALS,
];

/// True for a field that a token may use with a scope.
pub(super) fn is_of_a_token(field: &str) -> bool {
    let mut rows = TABLE.into_iter().flatten();
    rows.any(|(name, need, _)| *name == field && matches!(need, Need::Scope(_)))
}

struct Fixture {
    app: TestApp,
    owner: TestUser,
    application: String,
    event: String,
    document: String,
    person: String,
    import: String,
    posting: String,
    resume: String,
    letter: String,
    tailoring: String,
    answer: String,
    /// The last change of the application.
    change: String,
}

impl Fixture {
    async fn build() -> Self {
        let app = TestApp::start().await;
        app.import_postings().await;
        let posting = app
            .anonymous()
            .gql("{ jobs(first: 1) { nodes { id } } }", json!({}))
            .await
            .text_at("jobs.nodes.0.id");
        // An admin: a refusal is then due to the token, not to the role.
        let owner = app.admin("owner").await;
        let application = owner.apply("Acme").await;
        let created = crate::undo::last_of(&owner, &json!(application.id)).await;
        let document = owner.document("a.txt", b"a document").await;
        let written = crate::writing::resumes::master(&owner, "R").await;
        let letter = planted(&app, &owner, Some(&posting), (State::Completed, "Letter")).await;
        let proposed = (Some(posting.as_str()), "Tailoring");
        let tailoring = texts::tailoring::planted(&app, &owner, &written, proposed).await;
        let value = json!({ "text": "A month" });
        let answer = crate::writing::answers::saved(&owner.client, "Notice?", value).await;
        let add = "mutation { addPerson(input: { firstName: \"Bo\" }) { person { id } } }";
        let person = owner.client.gql(add, json!({})).await;
        let resume = json!({ "basics": { "label": "Planner" } }).to_string();
        let import = crate::imports::upload(&owner, "resume.json", resume.as_bytes()).await;
        Self {
            application: application.id,
            event: application.event_id,
            document: document["id"].as_str().unwrap().to_owned(),
            resume: written["id"].as_str().unwrap().to_owned(),
            letter: letter["id"].as_str().unwrap().to_owned(),
            tailoring: tailoring["id"].as_str().unwrap().to_owned(),
            answer: answer["id"].as_str().unwrap().to_owned(),
            change: created["id"].as_str().unwrap().to_owned(),
            person: person.text_at("addPerson.person.id"),
            import: import["id"].as_str().unwrap().to_owned(),
            posting,
            app,
            owner,
        }
    }

    async fn token(&self, scopes: &[&str]) -> String {
        let scopes: Vec<Value> = scopes
            .iter()
            .filter_map(|scope| scope.split_once(' '))
            .map(|(a, v)| json!({ "area": a, "verb": v }))
            .collect();
        let query = "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret userErrors { message } } }";
        let answer = self
            .owner
            .client
            .gql(
                query,
                json!({ "input": { "name": "an agent", "scopes": scopes } }),
            )
            .await;
        answer.text_at("createApiToken.secret")
    }

    /// The error codes of a response.
    async fn codes(&self, token: &str, query: &str) -> Vec<String> {
        let user = self.owner.user_id.to_string();
        let filled = [
            ("$application", &self.application),
            ("$event", &self.event),
            ("$document", &self.document),
            ("$resume", &self.resume),
            ("$letter", &self.letter),
            ("$tailoring", &self.tailoring),
            ("$answer", &self.answer),
            ("$change", &self.change),
            ("$person", &self.person),
            ("$import", &self.import),
            ("$email", &self.owner.email),
            ("$posting", &self.posting),
            ("$user", &user),
        ];
        let query = filled.iter().fold(
            query.replace("$password", PASSWORD),
            |query, (name, value)| query.replace(name, value),
        );
        let answer = if query.starts_with("subscription") {
            let mut socket = Socket::connect(&self.app, Some(token)).await;
            socket.subscribe("1", &query, json!({})).await;
            socket.subscribe("2", "{ __typename }", json!({})).await;
            Answer::of(first_word_of_subscription(&mut socket).await)
        } else {
            self.app
                .anonymous()
                .with_token(token)
                .gql(&query, json!({}))
                .await
        };
        let codes = answer.json["errors"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|error| error["extensions"]["code"].clone());
        codes
            .map(|code| code.as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// True if the token was refused for its scopes.
    async fn is_forbidden(&self, token: &str, query: &str) -> bool {
        self.codes(token, query)
            .await
            .iter()
            .any(|code| code == "FORBIDDEN")
    }
}

/// What a subscription sends before the response to a query that was sent after it: an error, or nothing.
async fn first_word_of_subscription(socket: &mut Socket) -> Value {
    let message = socket.next().await;
    if message["id"] != "1" {
        // A refusal may arrive after another response: the query's end is awaited, and all messages until then count.
        loop {
            let next = socket.next().await;
            if next["id"] == "1" {
                return errors_of(&next);
            }
            if next["type"] == "complete" {
                return json!({ "data": null });
            }
        }
    }
    errors_of(&message)
}

fn errors_of(message: &Value) -> Value {
    let payload = &message["payload"];
    json!({ "errors": payload.get("errors").unwrap_or(payload) })
}

#[tokio::test]
async fn the_table_has_every_field_of_the_roots_and_of_the_viewer() {
    let app = TestApp::start().await;
    let mut there = BTreeSet::new();
    for of in [
        "Query",
        "Mutation",
        "Subscription",
        "Viewer",
        "Analytics",
        "Admin",
        "Moderation",
    ] {
        let query = "query($name: String!) { __type(name: $name) { fields { name } } }";
        let answer = app.anonymous().gql(query, json!({ "name": of })).await;
        let fields = answer.data("__type.fields").as_array().unwrap().clone();
        there.extend(
            fields
                .iter()
                .map(|field| format!("{of}.{}", field["name"].as_str().unwrap())),
        );
    }
    let known: BTreeSet<String> = TABLE
        .into_iter()
        .flatten()
        .map(|(field, ..)| (*field).to_owned())
        .collect();
    assert_eq!(
        known.len(),
        TABLE.iter().map(|rows| rows.len()).sum::<usize>(),
        "a field has two rows"
    );
    let (new, gone): (Vec<_>, Vec<_>) = (
        there.difference(&known).collect(),
        known.difference(&there).collect(),
    );
    assert!(
        new.is_empty() && gone.is_empty(),
        "not in tests/it/policy/scopes: {new:?}; not in the schema any more: {gone:?}"
    );
}

#[tokio::test]
async fn a_scope_opens_what_the_table_says_and_nothing_else() {
    let fixture = Fixture::build().await;
    let (every, mut wrong) = (fixture.token(&SCOPES).await, Vec::new());
    let mut with = Vec::new();
    for scope in SCOPES {
        let others: Vec<&str> = SCOPES.into_iter().filter(|other| *other != scope).collect();
        with.push((
            scope,
            fixture.token(&[scope]).await,
            fixture.token(&others).await,
        ));
    }
    for (field, need, query) in TABLE.into_iter().flatten() {
        let found = match need {
            Need::Person => vec![(
                true,
                fixture.is_forbidden(&every, query).await,
                "all scopes",
            )],
            Need::Public => vec![(
                false,
                fixture.is_forbidden(&with[8].1, query).await,
                "a scope that has nothing to do with it",
            )],
            Need::Scope(scope) => {
                let (_, alone, without) = with.iter().find(|(name, ..)| name == scope).unwrap();
                vec![
                    (
                        false,
                        !fixture.codes(alone, query).await.is_empty(),
                        "only the scope, which brings data",
                    ),
                    (
                        true,
                        fixture.is_forbidden(without, query).await,
                        "all scopes but that",
                    ),
                ]
            }
        };
        wrong.extend(
            found
                .into_iter()
                .filter(|(expected, is, _)| expected != is)
                .map(|(expected, _, with)| {
                    format!("{field} with {with}: forbidden should be {expected}")
                }),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// By id, too, an object is visible only to a token with the READ scope of its area.
#[tokio::test]
async fn a_node_asks_for_the_scope_of_its_kind() {
    let fixture = Fixture::build().await;
    let query = "query($id: ID!) { node(id: $id) { id } }";
    let ask = async |client: &Client| {
        client
            .gql(query, json!({ "id": fixture.application }))
            .await
    };
    let (may, may_not) = (
        fixture.token(&["APPLICATIONS READ"]).await,
        fixture.token(&["APPLICATIONS WRITE", "JOBS READ"]).await,
    );
    assert_eq!(
        ask(&fixture.app.anonymous().with_token(&may))
            .await
            .text_at("node.id"),
        fixture.application
    );
    let refused = ask(&fixture.app.anonymous().with_token(&may_not)).await;
    assert!(refused.json["data"]["node"].is_null(), "{}", refused.text);
}
