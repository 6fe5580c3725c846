//! The Model Context Protocol at `/mcp`: its versions, who may use it, what its tools do, and how they are configured.

mod access;
mod bodies;
mod configured;
mod reading;
mod scopes;
mod searching;
mod versions;
mod writing;

use reqwest::Method;
use serde_json::{Map, Value, json};

use crate::kit::{Answer, Client, TestUser};

/// The version without sessions, and the newest with the handshake.
pub const STATELESS: &str = "2026-07-28";
const WITH_HANDSHAKE: &str = "2025-11-25";

/// What every request must accept.
const ACCEPT: (&str, &str) = ("accept", "application/json, text/event-stream");
const JSON: (&str, &str) = ("content-type", "application/json");

/// An assistant that speaks one version of the protocol with one token.
pub struct Assistant {
    pub client: Client,
    pub version: &'static str,
}

/// The result of a tool.
#[derive(Debug)]
struct Outcome(Value);

impl Assistant {
    /// An assistant with a new API token of the user; scopes are written as `applications:read`.
    async fn of(user: &TestUser, scopes: &[&str]) -> Self {
        Self {
            client: token(user, scopes).await,
            version: STATELESS,
        }
    }

    /// The answer to a request of the protocol.
    pub async fn request(&self, method: &str, params: Value) -> Answer {
        let mut params = params;
        if self.version == STATELESS {
            params["_meta"] = meta();
        }
        let name = params["name"].as_str().unwrap_or_default().to_owned();
        let message = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
        let mut headers = vec![JSON, ACCEPT, ("mcp-protocol-version", self.version)];
        if self.version == STATELESS {
            headers.push(("mcp-method", method));
            if !name.is_empty() {
                headers.push(("mcp-name", &name));
            }
        }
        post(&self.client, message.to_string(), &headers).await
    }

    /// The result of a request that succeeds.
    async fn result(&self, method: &str, params: Value) -> Value {
        let answer = self.request(method, params).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer
            .json
            .get("result")
            .unwrap_or_else(|| panic!("no result: {}", answer.text))
            .clone()
    }

    /// The tools that it is shown.
    async fn tools(&self) -> Vec<Value> {
        let listed = self.result("tools/list", json!({})).await;
        listed["tools"].as_array().expect("tools").clone()
    }

    /// The names of the tools that it is shown.
    async fn names(&self) -> Vec<String> {
        let tools = self.tools().await;
        let names = tools
            .iter()
            .map(|tool| tool["name"].as_str().expect("a name").to_owned());
        names.collect()
    }

    /// Calls a tool.
    async fn call(&self, tool: &str, arguments: Value) -> Outcome {
        let params = json!({ "name": tool, "arguments": arguments });
        Outcome(self.result("tools/call", params).await)
    }
}

impl Outcome {
    /// The data of a call that succeeded, at a dotted path.
    fn data(&self, path: &str) -> &Value {
        assert!(self.0["isError"] != true, "an error: {}", self.0);
        let pointer = format!("/structuredContent/data/{}", path.replace('.', "/"));
        self.0
            .pointer(&pointer)
            .unwrap_or_else(|| panic!("no data at {path}: {}", self.0))
    }

    /// The same as a string.
    fn text_at(&self, path: &str) -> String {
        self.data(path).as_str().expect("a text").to_owned()
    }

    /// The first text of a call that failed.
    fn problem(&self) -> &str {
        assert_eq!(self.0["isError"], true, "no error: {}", self.0);
        self.0["content"][0]["text"].as_str().expect("a text")
    }
}

/// What the stateless version sends with every request.
fn meta() -> Value {
    json!({
        "io.modelcontextprotocol/protocolVersion": STATELESS,
        "io.modelcontextprotocol/clientInfo": { "name": "a test", "version": "1" },
        "io.modelcontextprotocol/clientCapabilities": {},
    })
}

/// Posts any bytes to the endpoint with exactly these headers.
async fn post(client: &Client, body: impl Into<reqwest::Body>, headers: &[(&str, &str)]) -> Answer {
    let request = client.request(Method::POST, "/mcp", headers).body(body);
    client.send(request).await
}

/// A list of the tools, which every caller may send.
fn listing() -> String {
    json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list" }).to_string()
}

/// A client with a new API token of the user.
async fn token(user: &TestUser, scopes: &[&str]) -> Client {
    let scopes: Vec<Value> = scopes
        .iter()
        .map(|scope| scope.to_uppercase())
        .map(|scope| {
            let (area, verb) = scope.split_once(':').expect("a scope");
            json!({ "area": area, "verb": verb })
        })
        .collect();
    let query = "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret userErrors { message } } }";
    let input = json!({ "input": { "name": "an assistant", "scopes": scopes } });
    let secret = user
        .client
        .gql(query, input)
        .await
        .text_at("createApiToken.secret");
    user.client.with_token(&secret)
}

/// A JSON-RPC error that a request got, with its status.
fn refused(answer: &Answer) -> (u16, &Map<String, Value>) {
    let error = answer.json["error"].as_object();
    (
        answer.status,
        error.unwrap_or_else(|| panic!("no error: {}", answer.text)),
    )
}
