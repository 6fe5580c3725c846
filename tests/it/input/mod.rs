//! Hostile values in every argument, found by introspection: always a code and a message, never a server error, and no row for a
//! refused request.

mod values;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use self::values::{LONE_SURROGATE, hostile, leaves};
use crate::kit::{Answer, Setup, TestApp, TestUser};

const TYPES: &str =
    "{ __schema { queryType { name } mutationType { name } types { name kind fields { name args { name type { ...T } } type { ...T } }
    inputFields { name type { ...T } } enumValues { name } } } }
    fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

/// The schema by introspection, and existing ids.
struct House {
    app: TestApp,
    ada: TestUser,
    types: Vec<Value>,
    ids: Map<String, Value>,
}

impl House {
    async fn start() -> Self {
        let app = Setup::new()
            .workers(0)
            .config(|config| config.limits.cost = 1_000_000)
            .start()
            .await;
        // An admin: arguments of forbidden operations would not be checked.
        let ada = app.admin("ada").await;
        let card = ada.begin("Fernhill", "APPLIED").await;
        let posting = app.import_board("greenhouse_jobs").await.remove(0);
        let types = ada
            .client
            .gql(TYPES, json!({}))
            .await
            .data("__schema.types")
            .as_array()
            .unwrap()
            .clone();
        let job = "mutation { addEmployment(input: { expectedVersion: 0, employment: { company: \"C\", title: \"T\" } }) { profile { employments { id } } } }";
        let job = ada.client.gql(job, json!({})).await;
        let ids = json!({ "itemId": job.data("addEmployment.profile.employments.0.id"), "id": card["id"], "belowId": card["id"], "eventId": card["events"][0]["id"], "postingId": posting });
        Self {
            app,
            ada,
            types,
            ids: ids.as_object().unwrap().clone(),
        }
    }

    fn type_of(&self, name: &str) -> &Value {
        self.types
            .iter()
            .find(|ty| ty["name"] == name)
            .unwrap_or_else(|| panic!("no type {name}"))
    }

    fn fields(&self, name: &str) -> Vec<Value> {
        self.type_of(name)["fields"].as_array().unwrap().clone()
    }

    /// A valid value of this type, with every optional part.
    fn sample(&self, name: &str, ty: &Value) -> Value {
        match ty["kind"].as_str().unwrap() {
            "NON_NULL" => self.sample(name, &ty["ofType"]),
            "LIST" => json!([self.sample(name, &ty["ofType"])]),
            "ENUM" => self.type_of(ty["name"].as_str().unwrap())["enumValues"][0]["name"].clone(),
            "INPUT_OBJECT" => {
                let fields = self.type_of(ty["name"].as_str().unwrap())["inputFields"]
                    .as_array()
                    .unwrap();
                let sample = |field: &Value| {
                    let name = field["name"].as_str().unwrap();
                    (name.to_owned(), self.sample(name, &field["type"]))
                };
                fields.iter().map(sample).collect::<Map<_, _>>().into()
            }
            _ => match (ty["name"].as_str().unwrap(), name) {
                ("Int", _) => json!(1),
                ("Boolean", _) => json!(false),
                ("PartialDate", _) => json!("2024-05"),
                ("DateTime", _) => json!("2024-05-01T00:00:00Z"),
                ("ID", _) => self
                    .ids
                    .get(name)
                    .cloned()
                    .unwrap_or_else(|| json!("noti_0193e2a4c6b07d1e8f00000000000000")),
                (_, "url") => json!("https://example.org/"),
                (_, "email") => json!("mallory@example.org"),
                (_, "currency") => json!("EUR"),
                (_, "countries" | "country") => json!("PT"),
                (_, "after" | "allUpTo") => Value::Null,
                (_, "idempotencyKey") => json!("a key"),
                _ => json!("some text"),
            },
        }
    }

    /// Sends the request and checks the response: it is never a server error, and a refusal left no row.
    async fn ask(
        &self,
        what: &str,
        query: &str,
        variables: &Value,
        rows: &mut BTreeMap<String, i64>,
    ) {
        let body = json!({ "query": query, "variables": variables })
            .to_string()
            .replace(LONE_SURROGATE, "\\ud800");
        let headers = [
            ("content-type", "application/json"),
            ("accept", "application/graphql-response+json"),
        ];
        let answer = self.ada.client.post(body, &headers).await;
        let shown: String = answer.text.chars().take(2_000).collect();
        assert!(answer.status < 500, "{what}: {} {shown}", answer.status);
        let is_refused = is_refused(&answer, &format!("{what}: {shown}"));
        // What was not executed has no data. What it left all the same is seen at the next count.
        if query.starts_with("query") || answer.json.get("data").is_none() {
            return;
        }
        let now = self.app.row_counts().await;
        // Refusals may be counted and recorded.
        let kept = |rows: &BTreeMap<String, i64>| {
            let mut rows = rows.clone();
            rows.retain(|table, _| {
                !matches!(
                    table.as_str(),
                    "guesses" | "audit_entries" | "audit_origins"
                )
            });
            rows
        };
        assert!(
            !is_refused || kept(&now) == kept(rows),
            "{what} was refused and left rows: {shown}"
        );
        *rows = now;
    }

    /// Replaces every leaf of the arguments of this field with every hostile value.
    async fn attack(&self, operation: &str, around: &str, field: &Value) {
        let name = field["name"].as_str().unwrap();
        let args = field["args"].as_array().unwrap();
        if args.is_empty() {
            return;
        }
        let declared: Vec<String> = args
            .iter()
            .map(|arg| {
                format!(
                    "${}: {}",
                    arg["name"].as_str().unwrap(),
                    spelled(&arg["type"])
                )
            })
            .collect();
        let given: Vec<String> = args
            .iter()
            .map(|arg| format!("{0}: ${0}", arg["name"].as_str().unwrap()))
            .collect();
        let selection = match named(&field["type"]) {
            connection if connection.ends_with("Connection") => {
                "{ totalCount nodes { __typename } }"
            }
            payload if operation == "mutation" && payload.ends_with("Payload") => {
                "{ userErrors { message path code } }"
            }
            _ => "{ __typename }",
        };
        let field = format!("{name}({}) {selection}", given.join(", "));
        let query = format!(
            "{operation}({}) {}",
            declared.join(", "),
            around.replace('@', &field)
        );
        let sample: Map<_, _> = args
            .iter()
            .map(|arg| {
                (
                    arg["name"].as_str().unwrap().to_owned(),
                    self.sample(arg["name"].as_str().unwrap(), &arg["type"]),
                )
            })
            .collect();
        let sample = Value::Object(sample);
        let (mut number, mut rows) = (0, self.app.row_counts().await);
        for pointer in leaves(&sample, "") {
            for hostile in hostile(&pointer) {
                let mut variables = sample.clone();
                number += 1;
                if let Some(key) = variables.pointer_mut("/input/idempotencyKey") {
                    *key = json!(format!("{name} {number}"));
                }
                *variables.pointer_mut(&pointer).unwrap() = hostile.clone();
                let shown: String = hostile.to_string().chars().take(60).collect();
                self.ask(
                    &format!("{name}{pointer} = {shown}"),
                    &query,
                    &variables,
                    &mut rows,
                )
                .await;
            }
        }
    }

    async fn attack_mutations(&self, which: impl Fn(&Mutation) -> bool) -> usize {
        let fields = self.fields("Mutation");
        let is_chosen = |field: &&Value| {
            which(&Mutation {
                name: field["name"].as_str().unwrap().to_owned(),
                payload: named(&field["type"]).to_owned(),
            })
        };
        let mutations: Vec<&Value> = fields.iter().filter(is_chosen).collect();
        for mutation in &mutations {
            self.attack("mutation", "{ @ }", mutation).await;
        }
        mutations.len()
    }
}

fn is_refused(answer: &Answer, what: &str) -> bool {
    let text = |error: &Value, field: &str| {
        error
            .pointer(field)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let errors = answer.json["errors"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    for error in &errors {
        let (code, message) = (text(error, "/extensions/code"), text(error, "/message"));
        assert!(
            !code.is_empty() && !message.is_empty(),
            "no code or no message: {what}"
        );
        assert!(
            !matches!(
                code.as_str(),
                "INTERNAL_SERVER_ERROR" | "UNAVAILABLE" | "STORAGE_FULL"
            ),
            "{what}"
        );
    }
    let payload = answer.json["data"]
        .as_object()
        .and_then(|data| data.values().next())
        .cloned()
        .unwrap_or_default();
    let refusals = payload["userErrors"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    for refusal in &refusals {
        assert!(
            !text(refusal, "/code").is_empty() && !text(refusal, "/message").is_empty(),
            "no code or no message: {what}"
        );
    }
    assert!(
        !errors.is_empty() || answer.json["data"].is_object(),
        "neither data nor errors: {what}"
    );
    !errors.is_empty() || !refusals.is_empty()
}

fn spelled(ty: &Value) -> String {
    match ty["kind"].as_str().unwrap() {
        "NON_NULL" => format!("{}!", spelled(&ty["ofType"])),
        "LIST" => format!("[{}]", spelled(&ty["ofType"])),
        _ => ty["name"].as_str().unwrap().to_owned(),
    }
}

fn named(ty: &Value) -> &str {
    ty["name"].as_str().unwrap_or_else(|| named(&ty["ofType"]))
}

/// A mutation by its name and its payload type.
struct Mutation {
    name: String,
    payload: String,
}

impl Mutation {
    fn is_of_profile(&self) -> bool {
        self.payload == "ProfilePayload"
    }

    /// The profile and whole sections.
    fn is_of_section(&self) -> bool {
        self.is_of_profile() && (self.name.starts_with("set") || self.name == "updateProfile")
    }

    /// Facts and single items; those of skills stand for all sections, because one implementation serves all.
    fn is_of_item(&self) -> bool {
        let ends = |end: &str| self.name.ends_with(end);
        self.is_of_profile()
            && !self.name.starts_with("set")
            && (ends("Evidence") || ends("Skill") || ends("Description"))
    }

    fn is_of_application(&self) -> bool {
        self.name.contains("Application")
    }

    fn is_of_auth(&self) -> bool {
        self.name.starts_with("sign") || self.name == "refreshSession"
    }
}

#[tokio::test]
async fn no_argument_of_a_query_is_a_fault() {
    let house = House::start().await;
    for (root, around) in [
        ("Query", "{ @ }"),
        ("Viewer", "{ viewer { @ } }"),
        ("Admin", "{ admin { @ } }"),
        ("Moderation", "{ moderation { @ } }"),
    ] {
        let fields = house.fields(root);
        assert!(fields.iter().any(|field| field["args"] != json!([])));
        for field in &fields {
            house.attack("query", around, field).await;
        }
    }
}

#[tokio::test]
async fn no_argument_of_a_mutation_of_applications_is_a_fault() {
    let house = House::start().await;
    assert!(house.attack_mutations(Mutation::is_of_application).await >= 8);
}

#[tokio::test]
async fn no_argument_of_any_other_mutation_is_a_fault() {
    let house = House::start().await;
    let is_other = |mutation: &Mutation| {
        !mutation.is_of_profile()
            && !mutation.is_of_auth()
            && !mutation.is_of_application()
            && mutation.name != "deleteAccount"
    };
    assert!(house.attack_mutations(is_other).await >= 8);
}

#[tokio::test]
async fn no_argument_of_a_mutation_of_profiles_is_a_fault() {
    let house = House::start().await;
    assert_eq!(house.attack_mutations(Mutation::is_of_section).await, 10);
}

#[tokio::test]
async fn no_argument_of_a_mutation_of_items_and_facts_is_a_fault() {
    let house = House::start().await;
    assert_eq!(house.attack_mutations(Mutation::is_of_item).await, 10);
}

#[tokio::test]
async fn no_argument_of_a_mutation_of_accounts_is_a_fault() {
    let house = House::start().await;
    assert_eq!(
        house
            .attack_mutations(|mutation| mutation.is_of_auth() && mutation.name != "signOut")
            .await,
        4
    );
}
