//! A fake of LinkedIn's data portability API: a real server on a free port, with one member. Pages are asked for by their number; after the last
//! one, and for a domain without pages, it says that there is no data, with status 404, as LinkedIn does.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard},
};

use careergraph::config::Config;
use poem::{Request, Response, Server, endpoint::make, listener::TcpAcceptor};
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinSet};

use super::board::Reply;

/// The token that it accepts at first.
pub const LINKEDIN_TOKEN: &str = "AQVtoken-canary_of.the-member~0123456789";

/// The server; it is stopped when this is dropped.
pub struct FakeLinkedIn {
    /// `http://127.0.0.1:PORT`.
    pub base_url: String,
    state: Arc<Mutex<State>>,
    _serving: JoinSet<()>,
}

#[derive(Default)]
struct State {
    token: String,
    /// By domain.
    pages: HashMap<String, Vec<Reply>>,
    /// Responses that are used first, one per request, by domain or path.
    next: HashMap<String, VecDeque<Reply>>,
    /// The response to every request for a domain or path.
    always: HashMap<String, Reply>,
    events: Vec<Value>,
    is_registered: bool,
    seen: Vec<SeenByLinkedIn>,
}

/// A received request.
#[derive(Clone, Debug, Default)]
pub struct SeenByLinkedIn {
    pub method: String,
    /// The last part of the path.
    pub path: String,
    /// The domain; empty for requests without one.
    pub domain: String,
    pub start: String,
    pub start_time: String,
    pub authorization: String,
}

impl FakeLinkedIn {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base_url = format!("http://{}", listener.local_addr().expect("an address"));
        let state = Arc::new(Mutex::new(State {
            token: LINKEDIN_TOKEN.to_owned(),
            is_registered: true,
            ..State::default()
        }));
        let answering = Arc::clone(&state);
        let endpoint = make(move |request: Request| {
            let state = Arc::clone(&answering);
            async move { answer(&mut state.lock().expect("no panic in here"), &request) }
        });
        let server =
            Server::new_with_acceptor(TcpAcceptor::from_tokio(listener).expect("a listener"));
        let mut serving = JoinSet::new();
        serving.spawn(async move { server.run(endpoint).await.expect("LinkedIn runs") });
        Self {
            base_url,
            state,
            _serving: serving,
        }
    }

    /// Configures an app to use it.
    pub fn known_to(&self, config: &mut Config) {
        config.linkedin.api_url.clone_from(&self.base_url);
        config.linkedin.timeout_secs = 5;
    }

    /// Sets the only token that it accepts; empty for none.
    pub fn accept(&self, token: &str) {
        token.clone_into(&mut self.lock().token);
    }

    /// The member is not registered for the snapshot yet.
    pub fn forget_member(&self) {
        self.lock().is_registered = false;
    }

    pub fn has_member(&self) -> bool {
        self.lock().is_registered
    }

    /// Sets the pages of a domain.
    pub fn pages(&self, domain: &str, pages: impl IntoIterator<Item = Reply>) {
        let pages = pages.into_iter().collect();
        self.lock().pages.insert(domain.to_owned(), pages);
    }

    /// Sets the only page of a domain to these rows.
    pub fn rows(&self, domain: &str, rows: &Value) {
        self.pages(domain, [page(domain, rows, None)]);
    }

    /// Sets the response of the next request for a domain or path only.
    pub fn next(&self, place: &str, reply: Reply) {
        let mut state = self.lock();
        let next = state.next.entry(place.to_owned()).or_default();
        next.push_back(reply);
    }

    /// Sets the response to every request for a domain, or for the last part of a path.
    pub fn always(&self, place: &str, reply: Reply) {
        self.lock().always.insert(place.to_owned(), reply);
    }

    /// Adds an event of the changelog.
    pub fn event(&self, id: u64, processed_at: i64, resource: &str) {
        let event = json!({ "id": id, "capturedAt": processed_at - 10, "processedAt": processed_at, "configVersion": 1,
            "owner": "urn:li:person:x", "actor": "urn:li:person:x", "resourceName": resource, "resourceId": "1",
            "method": "CREATE", "activity": { "text": "not used" }, "processedActivity": {}, "activityStatus": "SUCCESS" });
        self.lock().events.push(event);
    }

    /// The requests since the last call.
    pub fn seen(&self) -> Vec<SeenByLinkedIn> {
        std::mem::take(&mut self.lock().seen)
    }

    /// The domains that were asked for since the last call, each once and sorted.
    pub fn domains_seen(&self) -> Vec<String> {
        let mut seen: Vec<String> = self.seen().into_iter().map(|seen| seen.domain).collect();
        seen.retain(|domain| !domain.is_empty());
        seen.sort();
        seen.dedup();
        seen
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no panic in here")
    }
}

/// A page with these rows, and a link to the next page.
pub fn page(domain: &str, rows: &Value, next: Option<&str>) -> Reply {
    let links: Vec<Value> = next
        .map(|href| json!({ "type": "application/json", "rel": "next", "href": href }))
        .into_iter()
        .collect();
    let element = json!({ "snapshotData": rows, "snapshotDomain": domain });
    Reply::json(
        &json!({ "paging": { "start": 0, "count": 10, "links": links, "total": 1 }, "elements": [element] }),
    )
}

/// An answer of LinkedIn that is none of success.
pub fn fault(status: u16, message: &str) -> Reply {
    Reply::json(&json!({ "status": status, "message": message })).with_status(status)
}

fn answer(state: &mut State, request: &Request) -> Response {
    let header = |name: &str| request.header(name).unwrap_or_default().to_owned();
    let query = request.uri().query().unwrap_or_default();
    let query: HashMap<String, String> = url::form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    let value = |name: &str| query.get(name).cloned().unwrap_or_default();
    let seen = SeenByLinkedIn {
        method: request.method().to_string(),
        path: request.uri().path().trim_start_matches("/rest/").to_owned(),
        domain: value("domain"),
        start: value("start"),
        start_time: value("startTime"),
        authorization: header("authorization"),
    };
    state.seen.push(seen.clone());
    let place = if seen.domain.is_empty() {
        &seen.path
    } else {
        &seen.domain
    };
    let first = state.next.get_mut(place).and_then(VecDeque::pop_front);
    let set = first.or_else(|| state.always.get(place).cloned());
    let set = set.or_else(|| state.always.get("*").cloned());
    if let Some(reply) = set {
        return reply.respond();
    }
    if seen.authorization != format!("Bearer {}", state.token) {
        let revoked = json!({ "status": 401, "serviceErrorCode": 65601, "message": "The token used in the request has been revoked by the user" });
        return Reply::json(&revoked).with_status(401).respond();
    }
    if header("linkedin-version") != "202312" {
        return fault(426, "Requested version is not active").respond();
    }
    match (seen.method.as_str(), seen.path.as_str()) {
        ("GET", "memberSnapshotData") => snapshot(state, &seen, &value("q")).respond(),
        ("GET", "memberChangeLogs") => {
            changes(state, &value("startTime"), &value("count")).respond()
        }
        ("GET", "memberAuthorizations") if state.is_registered => Reply::json(
            &json!({ "elements": [{ "regulatedAt": 1, "memberComplianceScopes": ["DMA"] }] }),
        )
        .respond(),
        ("GET", "memberAuthorizations") => Reply::json(&json!({ "elements": [] })).respond(),
        ("POST", "memberAuthorizations") => {
            state.is_registered = true;
            Reply::status(201).respond()
        }
        _ => panic!("unexpected request: {seen:?}"),
    }
}

fn snapshot(state: &State, seen: &SeenByLinkedIn, q: &str) -> Reply {
    assert_eq!(q, "criteria");
    if seen.domain.is_empty() {
        return page("INBOX", &json!([{ "CONTENT": "CANARY-INBOX" }]), None);
    }
    let Some(pages) = state.pages.get(&seen.domain) else {
        return fault(404, "No data found for this domain and memberId.");
    };
    let start: usize = seen.start.parse().expect("a number");
    let page = pages.get(start).cloned();
    page.unwrap_or_else(|| fault(404, "No data found for this memberId"))
}

fn changes(state: &State, from: &str, count: &str) -> Reply {
    let (from, count): (i64, usize) = (
        from.parse().expect("a number"),
        count.parse().expect("a number"),
    );
    assert!(count <= 50, "LinkedIn serves at most 50");
    let mut events = state.events.clone();
    events.sort_by_key(|event| event["processedAt"].as_i64());
    events.retain(|event| event["processedAt"].as_i64() >= Some(from));
    events.truncate(count);
    Reply::json(&json!({ "paging": { "links": [] }, "elements": events }))
}
