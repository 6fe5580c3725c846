//! An HTTP client of the API, and its responses.

use std::collections::BTreeMap;

use reqwest::{
    Method, RequestBuilder,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, HeaderMap},
};
use serde_json::{Value, json};

use super::PATIENCE;

/// A client, with or without a token.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base_url: String,
    token: Option<String>,
    cookie: Option<String>,
}

/// A response. Accessors fail the test with the complete response if the value is missing.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    /// The raw body.
    pub text: String,
    /// The body as JSON; null if it is not JSON.
    pub json: Value,
}

impl Client {
    pub fn new(base_url: &str) -> Self {
        let http = reqwest::Client::builder()
            .no_proxy()
            .timeout(PATIENCE * 3)
            .redirect(reqwest::redirect::Policy::none())
            // Reading the certificates of the system took a third of the time of a short test.
            .tls_certs_only([])
            .build();
        Self {
            http: http.expect("a client"),
            base_url: base_url.to_owned(),
            token: None,
            cookie: None,
        }
    }

    /// The same client of a server at another address.
    pub fn at(&self, base_url: &str) -> Self {
        Self {
            base_url: base_url.to_owned(),
            ..self.clone()
        }
    }

    /// The base URL.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The same client with another token.
    pub fn with_token(&self, token: &str) -> Self {
        Self {
            token: Some(token.to_owned()),
            ..self.clone()
        }
    }

    /// The same client without a token, with the session cookie that a response set.
    pub fn with_cookie(&self, answer: &Answer) -> Self {
        let cookie = answer
            .session_cookie()
            .split(';')
            .next()
            .unwrap_or_default()
            .to_owned();
        Self {
            token: None,
            cookie: Some(cookie),
            ..self.clone()
        }
    }

    /// The same client without a token, with these cookies.
    pub fn with_cookies(&self, cookies: &BTreeMap<String, String>) -> Self {
        let cookie = cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("; ");
        Self {
            token: None,
            cookie: Some(cookie),
            ..self.clone()
        }
    }

    /// Runs an operation by POST, accepting `application/graphql-response+json`.
    pub async fn gql(&self, query: &str, variables: Value) -> Answer {
        let body = json!({ "query": query, "variables": variables }).to_string();
        self.post(
            body,
            &[
                (CONTENT_TYPE.as_str(), "application/json"),
                (ACCEPT.as_str(), "application/graphql-response+json"),
            ],
        )
        .await
    }

    /// Posts any bytes with exactly these headers.
    pub async fn post(&self, body: impl Into<reqwest::Body>, headers: &[(&str, &str)]) -> Answer {
        self.send(self.request(Method::POST, "/graphql", headers).body(body))
            .await
    }

    /// Sends a GET of `/graphql?` with these parameters.
    pub async fn get(&self, parameters: &[(&str, &str)]) -> Answer {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(parameters)
            .finish();
        self.send(self.request(Method::GET, &format!("/graphql?{query}"), &[]))
            .await
    }

    /// A request to any path, to be sent with [`Client::send`].
    pub fn request(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> RequestBuilder {
        let mut request = self
            .http
            .request(method, format!("{}{path}", self.base_url));
        if let Some(token) = &self.token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(COOKIE, cookie);
        }
        headers.iter().fold(request, |request, (name, value)| {
            request.header(*name, *value)
        })
    }

    /// Sends a request and reads the complete response.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        self.try_send(request).await.expect("a complete response")
    }

    /// The same; the server may be killed before it responds.
    pub async fn try_send(&self, request: RequestBuilder) -> reqwest::Result<Answer> {
        let response = request.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = String::from_utf8_lossy(&response.bytes().await?).into_owned();
        Ok(Answer {
            status,
            headers,
            json: serde_json::from_str(&text).unwrap_or_default(),
            text,
        })
    }
}

impl Answer {
    /// A response that was not received over HTTP.
    pub fn of(json: Value) -> Self {
        Self {
            status: 200,
            headers: HeaderMap::new(),
            text: json.to_string(),
            json,
        }
    }

    /// The value at a dotted path under `data`; there must be no errors. Numbers are list indexes.
    pub fn data(&self, path: &str) -> &Value {
        assert!(
            self.json.get("errors").is_none(),
            "unexpected errors: {}",
            self.text
        );
        self.json
            .pointer(&format!("/data/{}", path.replace('.', "/")))
            .unwrap_or_else(|| panic!("no data at {path}: {}", self.text))
    }

    /// The same as a string.
    pub fn text_at(&self, path: &str) -> String {
        self.data(path)
            .as_str()
            .unwrap_or_else(|| panic!("no text at {path}: {}", self.text))
            .to_owned()
    }

    /// The errors; there must be at least one.
    pub fn errors(&self) -> &[Value] {
        self.json
            .get("errors")
            .and_then(Value::as_array)
            .filter(|errors| !errors.is_empty())
            .unwrap_or_else(|| panic!("no errors: {}", self.text))
    }

    /// The code of the first error.
    pub fn code(&self) -> &str {
        self.errors()[0]
            .pointer("/extensions/code")
            .and_then(Value::as_str)
            .unwrap_or_else(|| panic!("no code: {}", self.text))
    }

    /// The type and the path of the only refusal of a mutation, as in `InvalidInputError input.name`. The query must select
    /// `userErrors { __typename path }`.
    pub fn refusal(&self, mutation: &str) -> String {
        let refusals = self
            .data(&format!("{mutation}.userErrors"))
            .as_array()
            .filter(|list| list.len() == 1);
        let refusal =
            refusals.map_or_else(|| panic!("not one refusal: {}", self.text), |list| &list[0]);
        let path: Vec<&str> = refusal["path"]
            .as_array()
            .expect("a path")
            .iter()
            .filter_map(Value::as_str)
            .collect();
        format!(
            "{} {}",
            refusal["__typename"].as_str().expect("a type"),
            path.join(".")
        )
    }

    /// The `Set-Cookie` header of the session; there must be exactly one.
    pub fn session_cookie(&self) -> &str {
        self.cookie("__Host-careergraph")
    }

    /// The `Set-Cookie` header with this name; there must be exactly one.
    pub fn cookie(&self, name: &str) -> &str {
        let lines = self
            .headers
            .get_all("set-cookie")
            .iter()
            .filter_map(|line| line.to_str().ok());
        let set: Vec<&str> = lines
            .filter(|line| line.split('=').next() == Some(name))
            .collect();
        assert_eq!(set.len(), 1, "not one cookie: {set:?} with {}", self.text);
        set[0]
    }

    /// A header; empty if it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}
