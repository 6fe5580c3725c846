//! Reads a board: sends the requests of the connector and passes the responses to it, until it has no more requests or a limit is reached.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    time::Duration,
};

use http::{StatusCode, header};
use url::Url;

use crate::{
    config,
    error::{Error, Result},
    features::jobs::{
        Jobs, SourceRow,
        entity::skip::{SkipReason, Skips},
        source::{BoardRequest, Connector, Part, Payload, PostingRecord, Reach, Response},
    },
    platform::{
        net::{FailureKind, Limits},
        process_tasks::off_reactor,
    },
};

/// Media types of pages with JSON-LD.
const PAGE_TYPES: &[&str] = &[
    "text/html",
    "application/xhtml+xml",
    "application/ld+json",
    "application/json",
];

/// The outcome of reading a board: the responses of all pages and details together.
pub(super) enum ReadOutcome {
    Whole(Pages),
    /// A request failed or its response was invalid: what was read is stored, nothing is closed.
    Part(Pages, String),
    Unchanged,
    Gone,
}

#[derive(Default)]
pub(super) struct Pages {
    pub records: Vec<PostingRecord>,
    /// The payloads of the records, by their ids.
    pub payloads: HashMap<String, Payload>,
    pub present: HashSet<String>,
    pub skips: Skips,
    pub read: usize,
    /// The ETag of the first page, if that was the only request; it does not cover further pages or details.
    pub etag: Option<String>,
    pub proves_absence: bool,
    ids: HashSet<String>,
}

/// How a run ended.
enum End {
    Whole,
    Part(String),
    Unchanged,
    Gone,
}

/// The state of a run.
struct Run {
    connector: &'static dyn Connector,
    base: Url,
    waiting: VecDeque<BoardRequest>,
    /// Requests so far, and how many of them were for pages.
    requests: u32,
    page_requests: u32,
    /// Bytes left for the responses of this run.
    bytes_left: usize,
    pages: Pages,
}

/// The result of one request.
enum Fetched {
    Body(Response),
    NotModified,
    /// 404 or 410.
    Gone,
}

impl Jobs {
    pub(super) async fn read_board(&self, source: &SourceRow) -> Result<ReadOutcome> {
        let config = &self.platform.config.sources;
        let connector = self
            .connectors
            .by_name(&source.connector)
            .ok_or_else(|| Error::internal(format!("no connector {}", source.connector)))?;
        let base = config
            .base_url(connector.name())
            .unwrap_or(connector.base());
        let base = match connector.reach() {
            Reach::Configured => base,
            Reach::Named => &source.board,
        };
        let base = Url::parse(base).map_err(Error::internal)?;
        let waiting = connector
            .start(&base, &source.board)
            .map_err(Error::internal)?;
        let mut run = Run {
            connector,
            base,
            waiting: waiting.into(),
            requests: 0,
            page_requests: 0,
            bytes_left: config.max_run_bytes,
            pages: Pages {
                proves_absence: true,
                ..Pages::default()
            },
        };
        let within = Duration::from_secs(config.run_secs);
        let end = tokio::time::timeout(within, self.follow(&mut run, source.etag.as_deref()))
            .await
            .unwrap_or_else(|_| {
                let secs = config.run_secs;
                Ok(End::Part(format!(
                    "reading took longer than {secs} s (sources.run_secs)"
                )))
            })?;
        Ok(match end {
            End::Whole => ReadOutcome::Whole(run.pages),
            End::Part(problem) => ReadOutcome::Part(run.pages, problem),
            End::Unchanged => ReadOutcome::Unchanged,
            End::Gone => ReadOutcome::Gone,
        })
    }

    /// Sends the requests of the connector, one after the other.
    async fn follow(&self, run: &mut Run, etag: Option<&str>) -> Result<End> {
        while let Some(request) = run.waiting.pop_front() {
            if let Some(problem) = run.over_limit(&request, &self.platform.config.sources) {
                return Ok(End::Part(problem));
            }
            let is_first = run.requests == 0;
            run.requests += 1;
            run.page_requests += u32::from(request.part == Part::Page);
            let etag = etag.filter(|_| is_first);
            match self
                .fetch(&request, etag, run.bytes_left, run.connector.reach())
                .await
            {
                Ok(Fetched::Body(response)) => {
                    if let Err(problem) = run.take(request, response).await? {
                        return Ok(End::Part(problem));
                    }
                }
                Ok(Fetched::NotModified) => return Ok(End::Unchanged),
                Ok(Fetched::Gone) if is_first => return Ok(End::Gone),
                Ok(Fetched::Gone) if request.part == Part::Page => {
                    let page = run.page_requests - 1;
                    return Ok(End::Part(format!("page {page} was not found")));
                }
                // It was closed after its page was read.
                Ok(Fetched::Gone) => {
                    let id = request.memo.as_str();
                    run.pages.skips.add(SkipReason::NotFound, id);
                }
                Err(error) => return Ok(End::Part(error.message().to_owned())),
            }
        }
        Ok(End::Whole)
    }

    async fn fetch(
        &self,
        request: &BoardRequest,
        etag: Option<&str>,
        bytes_left: usize,
        reach: Reach,
    ) -> Result<Fetched> {
        let config = &self.platform.config.sources;
        let limits = Limits {
            within: Duration::from_secs(config.timeout_secs),
            max_bytes: config.max_bytes.min(bytes_left),
            media_types: match reach {
                Reach::Configured => &[],
                Reach::Named => PAGE_TYPES,
            },
        };
        let host = request.url.host_str().unwrap_or("The board");
        let sent = http_request(request, etag)?;
        let answer = match reach {
            Reach::Configured => self.platform.net.fetch(&sent, &limits).await,
            Reach::Named => self.platform.guarded_net.exchange(sent, &limits).await,
        };
        let response = match answer {
            Ok(response) => response,
            Err(failure) => {
                return Err(match failure.kind() {
                    FailureKind::TooLong(bytes) => {
                        let key = if bytes < config.max_bytes {
                            "max_run_bytes"
                        } else {
                            "max_bytes"
                        };
                        Error::unavailable(format!(
                            "{host} sent more than {bytes} bytes (sources.{key})."
                        ))
                    }
                    _ => failure.into(),
                });
            }
        };
        match response.status() {
            StatusCode::NOT_MODIFIED if etag.is_some() => Ok(Fetched::NotModified),
            StatusCode::NOT_FOUND | StatusCode::GONE => Ok(Fetched::Gone),
            status if status.is_success() => Ok(Fetched::Body(response)),
            status => Err(Error::unavailable(format!("{host} answers {status}."))),
        }
    }
}

impl Run {
    /// The limit that the next request would exceed, if any.
    fn over_limit(&self, request: &BoardRequest, config: &config::Sources) -> Option<String> {
        // The board supplies further URLs itself; they must stay on the configured server.
        if request.url.origin() != self.base.origin() {
            return Some("the board leads to another server".to_owned());
        }
        if request.part == Part::Page && self.page_requests >= config.max_pages {
            return Some(format!(
                "there are more than {} pages (sources.max_pages)",
                config.max_pages
            ));
        }
        (self.requests >= config.max_requests).then(|| {
            format!(
                "it takes more than {} requests (sources.max_requests)",
                config.max_requests
            )
        })
    }

    /// Passes a response to the connector; a response that it cannot parse is a fault of the board.
    async fn take(
        &mut self,
        request: BoardRequest,
        response: Response,
    ) -> Result<std::result::Result<(), String>> {
        self.bytes_left = self.bytes_left.saturating_sub(response.body().len());
        let etag = response
            .headers()
            .get(header::ETAG)
            .and_then(|tag| tag.to_str().ok())
            .map(str::to_owned);
        let (connector, part) = (self.connector, request.part);
        // Sanitising megabytes of hostile HTML takes long.
        let step = match off_reactor(move || connector.read(&request, &response)).await? {
            Ok(step) => step,
            Err(problem) => return Ok(Err(problem.to_string())),
        };
        let (listing, pages) = (step.listing, &mut self.pages);
        // A detail says nothing about other postings.
        if part == Part::Page {
            pages
                .present
                .extend(listing.present_ids().map(str::to_owned));
            pages.proves_absence &= listing.proves_absence();
            pages.read += 1;
        }
        for skipped in &listing.skipped {
            pages
                .skips
                .add(skipped.reason, skipped.external_id.as_deref());
        }
        pages.etag = etag.filter(|_| self.requests == 1);
        for record in listing.postings {
            if pages.ids.insert(record.external_id.clone()) {
                pages.records.push(record);
            } else {
                pages
                    .skips
                    .add(SkipReason::DuplicateId, Some(&record.external_id));
            }
        }
        for (id, payload) in listing.payloads {
            pages.payloads.entry(id).or_insert(payload);
        }
        self.waiting.extend(step.next);
        Ok(Ok(()))
    }
}

/// The HTTP request.
fn http_request(request: &BoardRequest, etag: Option<&str>) -> Result<http::Request<Vec<u8>>> {
    let mut sent = http::Request::builder()
        .method(request.method.clone())
        .uri(request.url.as_str())
        // Without this header, Lever returns HTML.
        .header(header::ACCEPT, request.accept);
    if let Some(etag) = etag {
        sent = sent.header(header::IF_NONE_MATCH, etag);
    }
    let mut body = Vec::new();
    if let Some((media_type, bytes)) = &request.body {
        sent = sent.header(header::CONTENT_TYPE, *media_type);
        body.clone_from(bytes);
    }
    sent.body(body).map_err(Error::internal)
}
