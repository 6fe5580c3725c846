//! Fake job boards: a real server on a free port that responds like Greenhouse, Lever and Ashby, as the test configures it. Boards are
//! named `greenhouse/fernhill`, `lever/…`, `lever_eu/…`, `ashby/…`; one that is not configured is 404.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard},
};

use careergraph::config::Config;
use poem::{
    Body, Request, Response, Server, endpoint::make, http::StatusCode, listener::TcpAcceptor,
};
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinSet};

/// Entries per page of Lever.
const LEVER_PAGE: usize = 100;

/// The server; it is stopped when this is dropped.
pub struct Boards {
    /// `http://127.0.0.1:PORT`.
    pub base_url: String,
    state: Arc<Mutex<State>>,
    _serving: JoinSet<()>,
}

#[derive(Default)]
struct State {
    /// By board and page.
    standing: HashMap<(String, usize), Reply>,
    /// Responses that are used first, one per request.
    next: HashMap<String, VecDeque<Reply>>,
    seen: Vec<Seen>,
}

/// A received request.
#[derive(Clone, Debug)]
pub struct Seen {
    pub board: String,
    pub accept: String,
    pub user_agent: String,
    pub if_none_match: Option<String>,
}

/// A response of a board.
#[derive(Clone)]
pub struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    breaks_off: bool,
}

impl Reply {
    /// A payload, with status 200.
    pub fn json(payload: &Value) -> Self {
        Self::bytes(payload.to_string()).header("content-type", "application/json")
    }

    /// Any bytes, with status 200.
    pub fn bytes(body: impl Into<Vec<u8>>) -> Self {
        Self {
            status: 200,
            headers: Vec::new(),
            body: body.into(),
            breaks_off: false,
        }
    }

    /// An empty response with this status.
    pub fn status(status: u16) -> Self {
        Self {
            status,
            ..Self::bytes("")
        }
    }

    /// The same with another status.
    pub fn with_status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// Adds a header.
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// With an ETag; a request with it gets 304.
    pub fn etag(self, tag: &str) -> Self {
        self.header("etag", tag)
    }

    /// The connection is closed after the body.
    pub fn breaking_off(self) -> Self {
        Self {
            breaks_off: true,
            ..self
        }
    }

    fn is_known(&self, tag: Option<&str>) -> bool {
        tag.is_some_and(|tag| {
            self.headers
                .iter()
                .any(|(name, value)| *name == "etag" && value == tag)
        })
    }

    pub(super) fn respond(self) -> Response {
        let mut response =
            Response::builder().status(StatusCode::from_u16(self.status).expect("a status"));
        for (name, value) in self.headers {
            response = response.header(name, value);
        }
        if !self.breaks_off {
            return response.body(self.body);
        }
        let promised = self.body.len() + 100;
        let cut = async_stream::stream! {
            yield Ok(self.body);
            // The bytes so far are sent before the connection is closed.
            tokio::task::yield_now().await;
            yield Err(std::io::Error::other("cut"));
        };
        response
            .header("content-length", promised)
            .body(Body::from_bytes_stream(cut))
    }
}

impl Boards {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base_url = format!("http://{}", listener.local_addr().expect("an address"));
        let state = Arc::new(Mutex::new(State::default()));
        let answering = Arc::clone(&state);
        let endpoint = make(move |request: Request| {
            let state = Arc::clone(&answering);
            async move { answer(&mut state.lock().expect("no panic in here"), &request) }
        });
        let server =
            Server::new_with_acceptor(TcpAcceptor::from_tokio(listener).expect("a listener"));
        let mut serving = JoinSet::new();
        serving.spawn(async move { server.run(endpoint).await.expect("the boards run") });
        Self {
            base_url,
            state,
            _serving: serving,
        }
    }

    /// The configuration keys and addresses of these boards.
    pub fn addresses(&self) -> [(&'static str, String); 4] {
        let base = &self.base_url;
        [
            ("greenhouse_url", base.clone()),
            ("lever_url", base.clone()),
            ("lever_eu_url", format!("{base}/eu")),
            ("ashby_url", format!("{base}/")),
        ]
    }

    /// Configures an app to use these boards.
    pub fn configure(&self, config: &mut Config) {
        let [greenhouse, lever, lever_eu, ashby] = self.addresses().map(|(_, url)| url);
        let sources = &mut config.sources;
        (
            sources.greenhouse_url,
            sources.lever_url,
            sources.lever_eu_url,
            sources.ashby_url,
        ) = (greenhouse, lever, lever_eu, ashby);
    }

    /// Sets the response of a board; replaces its pages.
    pub fn set(&self, board: &str, reply: Reply) {
        let mut state = self.lock();
        state.standing.retain(|(name, _), _| name != board);
        state.standing.insert((board.to_owned(), 0), reply);
    }

    /// Sets the response of a further page of a Lever board.
    pub fn set_page(&self, board: &str, page: usize, reply: Reply) {
        self.lock().standing.insert((board.to_owned(), page), reply);
    }

    /// Sets the response of the next request to a board only.
    pub fn next(&self, board: &str, reply: Reply) {
        self.lock()
            .next
            .entry(board.to_owned())
            .or_default()
            .push_back(reply);
    }

    /// The board is removed.
    pub fn remove(&self, board: &str) {
        self.lock().standing.retain(|(name, _), _| name != board);
    }

    /// The number of requests to a board so far.
    pub fn seen(&self, board: &str) -> Vec<Seen> {
        self.lock()
            .seen
            .iter()
            .filter(|seen| seen.board == board)
            .cloned()
            .collect()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no panic in here")
    }
}

fn answer(state: &mut State, request: &Request) -> Response {
    let header = |name: &str| request.header(name).map(str::to_owned);
    let path = request.uri().path();
    let (region, path) = path
        .strip_prefix("/eu/")
        .map_or(("", path.trim_start_matches('/')), |path| ("_eu", path));
    let (board, page) = match path.split('/').collect::<Vec<_>>().as_slice() {
        ["v1", "boards", token, "jobs"] => (format!("greenhouse/{token}"), 0),
        ["v0", "postings", token] => (
            format!("lever{region}/{token}"),
            skipped(request) / LEVER_PAGE,
        ),
        // Web pages of employers.
        ["page", name] => (format!("page/{name}"), 0),
        ["posting-api", "job-board", token] => (format!("ashby/{token}"), 0),
        _ => panic!("unexpected request for {}", request.uri()),
    };
    let seen = Seen {
        board: board.clone(),
        accept: header("accept").unwrap_or_default(),
        user_agent: header("user-agent").unwrap_or_default(),
        if_none_match: header("if-none-match"),
    };
    let reply = state
        .next
        .get_mut(&board)
        .and_then(VecDeque::pop_front)
        .or_else(|| state.standing.get(&(board, page)).cloned());
    let reply = match reply {
        None => Reply {
            status: 404,
            ..Reply::json(&json!({ "ok": false, "error": "Document not found" }))
        },
        // Lever returns HTML unless JSON is requested.
        Some(_)
            if !seen.board.starts_with("page/") && !seen.accept.contains("application/json") =>
        {
            Reply::bytes("<!doctype html>")
        }
        Some(reply) if reply.is_known(seen.if_none_match.as_deref()) => Reply {
            body: Vec::new(),
            status: 304,
            ..reply
        },
        Some(reply) => reply,
    };
    state.seen.push(seen);
    reply.respond()
}

fn skipped(request: &Request) -> usize {
    let query = request.uri().query().unwrap_or_default();
    let skip = url::form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == "skip");
    skip.map_or(0, |(_, skip)| skip.parse().expect("a number"))
}

/// A Greenhouse board.
pub fn greenhouse(jobs: &[Value]) -> Reply {
    Reply::json(&json!({ "jobs": jobs, "meta": { "total": jobs.len() } }))
}

/// A Greenhouse job in Lisbon, published on 1 November 2026.
pub fn greenhouse_job(id: u32, title: &str, content: &str) -> Value {
    json!({
        "id": id, "internal_job_id": id + 1_000_000, "title": title, "company_name": "Fernhill",
        "first_published": "2026-11-01T09:00:00Z", "updated_at": "2026-11-02T09:00:00Z",
        "location": { "name": "Lisbon, Portugal" }, "content": content,
        "absolute_url": format!("https://boards.greenhouse.io/fernhill/jobs/{id}"),
    })
}

/// A Lever posting in Barcelona, without a publication date.
pub fn lever_posting(id: usize, title: &str, description: &str) -> Value {
    json!({
        "id": format!("lever-{id}"), "text": title, "description": description,
        "categories": { "location": "Barcelona", "commitment": "Full-time" }, "country": "ES",
        "hostedUrl": format!("https://jobs.lever.co/cargolane/lever-{id}"),
    })
}
