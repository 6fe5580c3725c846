//! Boards that need more than one GET: a connector of this test searches by POST, has pages, and reads the details of each posting as
//! XML.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard},
};

use careergraph::{
    config::Config,
    features::jobs::{
        Jobs, RunRow, SkipReason,
        source::{
            BoardError, BoardRequest, Connector, Connectors, Listing, ParseError, Part,
            PostingRecord, Response, Skipped, Step,
        },
    },
    types::id::SourceId,
};
use chrono::TimeDelta;
use poem::{Request, Server, endpoint::make, http::StatusCode, listener::TcpAcceptor};
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinSet};
use url::Url;

use super::{Bench, assert_whole, counts, search::record};

/// Ids on one page.
const PAGE: usize = 2;

/// The connector; its base is the server of a test.
struct Registry {
    base: &'static str,
}

impl Connector for Registry {
    fn name(&self) -> &'static str {
        "registry"
    }

    fn label(&self) -> &'static str {
        "Registry"
    }

    fn base(&self) -> &'static str {
        self.base
    }

    fn detect(&self, url: &Url) -> Option<String> {
        (url.host_str() == Some("registry.example"))
            .then(|| url.path().trim_matches('/').to_owned())
    }

    fn start(&self, base: &Url, board: &str) -> Result<Vec<BoardRequest>, BoardError> {
        let url = base.join("search").map_err(|_| BoardError::Base)?;
        Ok(vec![page(url, board, 0)])
    }

    fn read(&self, request: &BoardRequest, response: &Response) -> Result<Step, ParseError> {
        match request.part {
            Part::Page => read_page(request, response),
            Part::Detail => read_detail(request, response).map(Step::last),
        }
    }

    fn parse(&self, _: &[u8]) -> Result<Listing, ParseError> {
        Err(unreadable("a response over the network"))
    }
}

fn page(url: Url, board: &str, offset: u64) -> BoardRequest {
    BoardRequest::post(url, &json!({ "board": board, "offset": offset }))
        .with_memo(json!({ "board": board, "offset": offset }))
}

fn unreadable(expected: &'static str) -> ParseError {
    ParseError::new("Registry", expected, "something else".to_owned())
}

/// A page lists postings and the addresses of their details.
fn read_page(request: &BoardRequest, response: &Response) -> Result<Step, ParseError> {
    let answer: Value = serde_json::from_slice(response.body()).map_err(|_| unreadable("JSON"))?;
    let found = answer["postings"]
        .as_object()
        .ok_or_else(|| unreadable("postings"))?;
    let mut step = Step::default();
    step.listing.seen = found.len();
    for (id, path) in found {
        let url = request.url.join(path.as_str().unwrap_or_default());
        step.listing.pending.push(id.clone());
        step.next.push(
            BoardRequest::get(url.map_err(|_| unreadable("a path"))?)
                .detail()
                .accepting("application/xml")
                .with_memo(json!(id)),
        );
    }
    if let Some(offset) = answer["next"].as_u64() {
        let board = request.memo["board"].as_str().unwrap_or_default();
        step.next.push(page(request.url.clone(), board, offset));
    }
    Ok(step)
}

/// One posting: `<posting><title>…</title><text>…</text></posting>`.
fn read_detail(request: &BoardRequest, response: &Response) -> Result<Listing, ParseError> {
    let text = std::str::from_utf8(response.body()).map_err(|_| unreadable("UTF-8"))?;
    let element = |name: &str| {
        let (_, rest) = text.split_once(&format!("<{name}>"))?;
        Some(rest.split_once(&format!("</{name}>"))?.0)
    };
    let id = request.memo.as_str().unwrap_or_default().to_owned();
    element("posting").ok_or_else(|| unreadable("XML of a posting"))?;
    let mut listing = Listing {
        seen: 1,
        ..Listing::default()
    };
    match (element("title"), element("text")) {
        (Some(title), Some(description)) => listing.postings.push(PostingRecord {
            url: request.url.to_string(),
            external_id: id,
            ..record(title, description)
        }),
        _ => listing
            .skipped
            .push(Skipped::bad(Some(id), SkipReason::NoTitle)),
    }
    Ok(listing)
}

/// The server of the board, and the app that reads it.
struct House {
    bench: Bench,
    jobs: Jobs,
    source: SourceId,
    state: Arc<Mutex<State>>,
    _serving: JoinSet<()>,
}

#[derive(Default)]
struct State {
    /// Id and title.
    postings: BTreeMap<u32, String>,
    /// Returned instead of the posting: a status and a body.
    instead: HashMap<u32, (u16, String)>,
    /// Listed instead of the path of a posting.
    paths: HashMap<u32, String>,
    /// The number of requests that get no response.
    hangs: bool,
    /// Method, path, accepted type and body.
    seen: Vec<String>,
}

impl House {
    async fn start(change: impl FnOnce(&mut Config)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}/", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State::default()));
        let answering = Arc::clone(&state);
        let endpoint = make(move |request| answer(Arc::clone(&answering), request));
        let server = Server::new_with_acceptor(TcpAcceptor::from_tokio(listener).unwrap());
        let mut serving = JoinSet::new();
        serving.spawn(async move { server.run(endpoint).await.unwrap() });
        let bench = Bench::start_with(change).await;
        // Connectors are static.
        let registry: &'static dyn Connector = Box::leak(Box::new(Registry { base: base.leak() }));
        let connectors = Connectors::new(Box::leak(Box::new([registry])));
        let jobs = Jobs::with_connectors(bench.app.platform.clone(), connectors);
        let added = jobs
            .add_source("https://registry.example/fernhill", Some("Fernhill"))
            .await;
        let house = Self {
            source: added.unwrap().source.id,
            bench,
            jobs,
            state,
            _serving: serving,
        };
        house.set(&["Gardener", "Driver", "Baker"]);
        house
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// The board has these postings, with ids from 1.
    fn set(&self, titles: &[&str]) {
        let titles = titles.iter().map(ToString::to_string);
        self.state().postings = (1..).zip(titles).collect();
    }

    async fn read(&self) -> RunRow {
        self.bench.clock.advance(TimeDelta::hours(7));
        self.state().seen.clear();
        self.jobs.refresh(self.source).await.unwrap().unwrap()
    }

    /// Reads the board; this number of postings is stored when this error occurs.
    async fn assert_part(&self, found: i32, said: &str) {
        let run = self.read().await;
        let error = run.error.clone().unwrap_or_default();
        assert!(!run.complete && error.contains(said), "{said}: {run:?}");
        assert_eq!((run.found, run.closed), (found, 0), "{run:?}");
    }
}

async fn answer(state: Arc<Mutex<State>>, mut request: Request) -> poem::Result<poem::Response> {
    let body = request.take_body().into_string().await?;
    let path = request.uri().path().to_owned();
    let accept = request.header("accept").unwrap_or_default().to_owned();
    let reply = {
        let mut state = state.lock().unwrap();
        state
            .seen
            .push(format!("{} {path} {accept} {body}", request.method()));
        if state.hangs {
            None
        } else if path == "/search" {
            let asked: Value = serde_json::from_str(&body).expect("JSON");
            Some((
                200,
                state.page(usize::try_from(asked["offset"].as_u64().unwrap()).unwrap()),
            ))
        } else {
            let id = path.rsplit('/').next().unwrap().parse().expect("an id");
            Some(state.posting(id))
        }
    };
    let Some((status, body)) = reply else {
        return std::future::pending().await;
    };
    Ok(poem::Response::builder()
        .status(StatusCode::from_u16(status).unwrap())
        .body(body))
}

impl State {
    fn page(&self, offset: usize) -> String {
        let path = |id: &u32| {
            let path = self.paths.get(id).cloned();
            path.unwrap_or_else(|| format!("/postings/{id}"))
        };
        let postings = self.postings.keys().skip(offset).take(PAGE);
        let postings: HashMap<_, _> = postings.map(|id| (id.to_string(), path(id))).collect();
        let next = (offset + PAGE < self.postings.len()).then_some(offset + PAGE);
        json!({ "postings": postings, "next": next }).to_string()
    }

    fn posting(&self, id: u32) -> (u16, String) {
        let text =
            |title| format!("<posting><title>{title}</title><text>{title}.</text></posting>");
        self.instead
            .get(&id)
            .cloned()
            .unwrap_or_else(|| (200, text(&self.postings[&id])))
    }
}

#[tokio::test]
async fn posts_pages_and_details_are_asked_for_in_turn() {
    let house = House::start(|_| {}).await;
    let run = house.read().await;
    assert_whole(&run);
    assert_eq!(counts(&run), (3, 3, 0, 0));
    assert_eq!(house.bench.open().await, ["Baker", "Driver", "Gardener"]);
    let mut seen = house.state().seen.clone();
    seen.sort();
    assert_eq!(
        seen,
        [
            "GET /postings/1 application/xml ",
            "GET /postings/2 application/xml ",
            "GET /postings/3 application/xml ",
            "POST /search application/json {\"board\":\"fernhill\",\"offset\":0}",
            "POST /search application/json {\"board\":\"fernhill\",\"offset\":2}",
        ]
    );
}

#[tokio::test]
async fn what_is_on_no_page_any_more_is_closed() {
    let house = House::start(|_| {}).await;
    house.read().await;
    house.set(&["Gardener", "Driver"]);
    assert_eq!(house.read().await.closed, 0);
    assert_eq!(house.read().await.closed, 1);
    assert_eq!(house.bench.open().await, ["Driver", "Gardener"]);
}

#[tokio::test]
async fn a_detail_that_is_missing_or_no_use_closes_nothing() {
    let house = House::start(|_| {}).await;
    house.read().await;
    for instead in [
        (404, String::new()),
        (410, String::new()),
        (200, "<posting></posting>".to_owned()),
    ] {
        house.state().instead.insert(2, instead.clone());
        let run = house.read().await;
        assert_whole(&run);
        assert_eq!(
            (run.found, run.skipped, run.closed),
            (2, 1, 0),
            "{instead:?}"
        );
    }
    for (instead, said) in [
        ((200, "<html>".to_owned()), "expected XML"),
        ((403, String::new()), "403"),
        ((304, String::new()), "304"),
    ] {
        house.state().instead.insert(2, instead);
        // The details before it are stored; their order is the board's.
        let run = house.read().await;
        assert!(!run.complete && run.closed == 0, "{run:?}");
        assert!(
            run.error.as_ref().is_some_and(|error| error.contains(said)),
            "{run:?}"
        );
    }
    assert_eq!(house.bench.open().await, ["Baker", "Driver", "Gardener"]);
}

#[tokio::test]
async fn a_run_has_limits_on_requests_pages_bytes_and_time() {
    // A page and its two details only.
    let house = House::start(|config| config.sources.max_requests = 3).await;
    house.assert_part(2, "sources.max_requests").await;
    assert_eq!(house.state().seen.len(), 3);

    let house = House::start(|config| config.sources.max_pages = 1).await;
    house.assert_part(2, "sources.max_pages").await;
    assert_eq!(house.state().seen.len(), 3);

    let house = House::start(|config| config.sources.max_run_bytes = 1_024).await;
    house.set(&["Gardener", &"x".repeat(2_000)]);
    let run = house.read().await;
    let error = run.error.unwrap_or_default();
    assert!(error.contains("sources.max_run_bytes"), "{error}");

    let house = House::start(|config| config.sources.run_secs = 1).await;
    house.state().hangs = true;
    house.assert_part(0, "sources.run_secs").await;
}

#[tokio::test]
async fn a_board_does_not_lead_to_another_server() {
    let house = House::start(|_| {}).await;
    for elsewhere in [
        "http://127.0.0.1:1/postings/1",
        "//169.254.169.254/latest/meta-data/",
        "https://registry.example/postings/1",
        "file:///etc/passwd",
    ] {
        house.state().paths.insert(1, elsewhere.to_owned());
        let run = house.read().await;
        let error = run.error.unwrap_or_default();
        assert_eq!(error, "the board leads to another server", "{elsewhere}");
        let seen = house.state().seen.clone();
        assert!(
            seen.len() <= 2 && !seen.iter().any(|line| line.contains("/1 ")),
            "{seen:?}"
        );
    }
}
