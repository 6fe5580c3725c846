//! Reading a board over the network: fetch page by page, store, close what was taken down, and keep book of the run.

use std::{collections::HashSet, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use http::{StatusCode, header};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use url::Url;

use super::import::{Board, CompanyFacts, Counts};
use crate::{
    error::{Error, Result},
    features::jobs::{
        CloseReason, Jobs, RunRow, SourceRow,
        entity::{connector_run, posting, posting_source, source as board_source},
        source::{self, Connector, PostingRecord},
    },
    platform::{
        net::{FailureKind, Limits},
        process_tasks::off_reactor,
    },
    types::id::{PostingId, RunId, SourceId},
};

/// A listing that is suddenly empty where there were at least this many is a fault of the board, not a mass closing.
const SUSPICIOUS_FROM: i32 = 5;
/// A board is gone when it was not found this often in a row…
const GONE_COUNT: i32 = 3;
/// … over at least this time.
const GONE_FOR: TimeDelta = TimeDelta::hours(24);

/// What a board answered, all pages together.
enum Reading {
    Whole(Pages),
    /// Some page failed or could not be trusted: store what came, close nothing.
    Part(Pages, String),
    Unchanged,
    Gone,
}

/// What one page was answered.
enum Fetched {
    Body {
        bytes: Vec<u8>,
        etag: Option<String>,
    },
    NotModified,
    /// 404 or 410.
    Gone,
}

#[derive(Default)]
struct Pages {
    records: Vec<PostingRecord>,
    ids: HashSet<String>,
    present: HashSet<String>,
    skipped: usize,
    read: usize,
    /// Of the first page, if that is the only one: the tag of one page says nothing of the others.
    etag: Option<String>,
    proves_absence: bool,
}

/// What a reading did.
#[derive(Default)]
struct Done {
    counts: Counts,
    closed: u64,
    skipped: usize,
    complete: bool,
    error: Option<String>,
}

impl Jobs {
    /// Reads a board now; `None` if it was removed meanwhile. A board's fault is told by the run, not by an error.
    pub async fn refresh(&self, id: SourceId) -> Result<Option<RunRow>> {
        let Some(source) = board_source::by_id(id).one(self.platform.db.conn()).await? else {
            return Ok(None);
        };
        let started_at = self.platform.clock.now();
        let done = match self.read_board(&source).await {
            Ok(reading) => self.take_over(&source, reading).await?,
            Err(error) => Done {
                error: Some(error.message().to_owned()),
                ..Done::default()
            },
        };
        let count = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
        let run = connector_run::ActiveModel {
            id: Set(RunId(self.platform.clock.new_id())),
            source_id: Set(source.id),
            started_at: Set(started_at),
            ended_at: Set(self.platform.clock.now()),
            complete: Set(done.complete),
            found: Set(count(done.counts.found)),
            added: Set(count(done.counts.added)),
            changed: Set(count(done.counts.changed)),
            closed: Set(i32::try_from(done.closed).unwrap_or(i32::MAX)),
            skipped: Set(count(done.skipped)),
            error: Set(done.error),
        };
        let run = run.insert(self.platform.db.conn()).await?;
        tracing::info!(
            source.connector,
            source.board,
            found = run.found,
            added = run.added,
            closed = run.closed,
            error = run.error,
            "board read"
        );
        Ok(Some(run))
    }

    async fn read_board(&self, source: &SourceRow) -> Result<Reading> {
        let connector = source::by_name(&source.connector)
            .ok_or_else(|| Error::internal(format!("no connector {}", source.connector)))?;
        let base = self
            .platform
            .config
            .sources
            .base_url(connector.name())
            .unwrap_or(connector.base());
        let base = Url::parse(base).map_err(Error::internal)?;
        let mut pages = Pages {
            proves_absence: true,
            ..Pages::default()
        };
        for page in 0..self.platform.config.sources.max_pages {
            let url = connector
                .page_url(&base, &source.board, page)
                .map_err(Error::internal)?;
            let etag = source.etag.as_deref().filter(|_| page == 0);
            match self.fetch(&url, etag).await {
                Ok(Fetched::Body { bytes, etag }) => match pages.add(connector, bytes, etag).await?
                {
                    Ok(true) => {}
                    Ok(false) => return Ok(Reading::Whole(pages)),
                    Err(problem) => return Ok(Reading::Part(pages, problem)),
                },
                Ok(Fetched::NotModified) => return Ok(Reading::Unchanged),
                Ok(Fetched::Gone) if page == 0 => return Ok(Reading::Gone),
                Ok(Fetched::Gone) => {
                    return Ok(Reading::Part(pages, format!("page {page} was not found")));
                }
                Err(error) => return Ok(Reading::Part(pages, error.message().to_owned())),
            }
        }
        let problem = format!(
            "there are more than {} pages (sources.max_pages)",
            self.platform.config.sources.max_pages
        );
        Ok(Reading::Part(pages, problem))
    }

    /// Reads one page of a board.
    async fn fetch(&self, url: &Url, etag: Option<&str>) -> Result<Fetched> {
        let config = &self.platform.config.sources;
        let limits = Limits {
            within: Duration::from_secs(config.timeout_secs),
            max_bytes: config.max_bytes,
            media_types: &[],
        };
        // Lever answers HTML to whoever does not ask for JSON.
        let mut request =
            http::Request::get(url.as_str()).header(header::ACCEPT, "application/json");
        if let Some(etag) = etag {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        let request = request.body(Vec::new()).map_err(Error::internal)?;
        let host = url.host_str().unwrap_or("The board");
        let answer = match self.platform.net.fetch(&request, &limits).await {
            Ok(answer) => answer,
            Err(failure) => {
                return Err(match failure.kind() {
                    FailureKind::TooLong(bytes) => Error::unavailable(format!(
                        "{host} sent more than {bytes} bytes (sources.max_bytes)."
                    )),
                    _ => failure.into(),
                });
            }
        };
        match answer.status() {
            StatusCode::NOT_MODIFIED => Ok(Fetched::NotModified),
            StatusCode::NOT_FOUND | StatusCode::GONE => Ok(Fetched::Gone),
            status if status.is_success() => {
                let etag = answer
                    .headers()
                    .get(header::ETAG)
                    .and_then(|tag| tag.to_str().ok())
                    .map(str::to_owned);
                Ok(Fetched::Body {
                    bytes: answer.into_body(),
                    etag,
                })
            }
            status => Err(Error::unavailable(format!("{host} answers {status}."))),
        }
    }

    async fn take_over(&self, source: &SourceRow, reading: Reading) -> Result<Done> {
        let now = self.platform.clock.now();
        let mut row: board_source::ActiveModel = source.clone().into();
        let mut done = Done::default();
        match reading {
            Reading::Unchanged => {
                done = Done {
                    complete: true,
                    closed: self.keep(source, now).await?,
                    ..Done::default()
                };
                (row.gone_count, row.gone_since) = (Set(0), Set(None));
            }
            Reading::Gone => {
                row.gone_count = Set(source.gone_count.saturating_add(1));
                row.gone_since = Set(source.gone_since.or(Some(now)));
                // When it comes back, it must be read even if it says the same.
                row.etag = Set(None);
                done.error = Some("The board was not found.".into());
                if source.gone_count.saturating_add(1) >= GONE_COUNT
                    && source
                        .gone_since
                        .is_some_and(|since| now - since >= GONE_FOR)
                {
                    done.closed = self.close_board(source, now).await?;
                }
            }
            Reading::Part(pages, problem) => {
                (done.counts, done.skipped) = (
                    self.store(&board_of(source), &pages.records).await?,
                    pages.skipped,
                );
                done.error = Some(problem);
                if pages.read > 0 {
                    (row.etag, row.gone_count, row.gone_since) = (Set(None), Set(0), Set(None));
                }
            }
            Reading::Whole(pages) => {
                (done.counts, done.skipped) = (
                    self.store(&board_of(source), &pages.records).await?,
                    pages.skipped,
                );
                done.complete = pages.proves_absence
                    && !(pages.present.is_empty() && source.last_count >= SUSPICIOUS_FROM);
                if pages.proves_absence {
                    // A listing that is empty again the next time is believed.
                    row.last_count = Set(i32::try_from(pages.present.len()).unwrap_or(i32::MAX));
                }
                if done.complete {
                    done.closed = self.close_missing(source, &pages.present, now).await?;
                } else {
                    done.error = Some("The listing cannot be whole, so nothing was closed.".into());
                }
                row.etag = Set(pages.etag.filter(|_| done.complete));
                (row.gone_count, row.gone_since) = (Set(0), Set(None));
            }
        }
        row.due_at = Set(now + self.interval()?);
        row.update(self.platform.db.conn()).await?;
        Ok(done)
    }

    /// The listing is the one that we know: what it had is still there, and what it missed is missing for longer.
    async fn keep(&self, source: &SourceRow, now: DateTime<Utc>) -> Result<u64> {
        let known = posting_source::of_board(&source.connector, &source.board)
            .all(self.platform.db.conn())
            .await?;
        let present: Vec<(String, PostingId)> = known
            .into_iter()
            .filter(|entry| entry.missing_since.is_none())
            .map(|entry| (entry.external_id, entry.posting_id))
            .collect();
        for entries in present.chunks(500) {
            let (ids, postings): (Vec<String>, Vec<PostingId>) = entries.iter().cloned().unzip();
            posting_source::mark_seen(
                self.platform.db.conn(),
                &source.connector,
                &source.board,
                &ids,
                now,
            )
            .await?;
            posting::mark_seen(self.platform.db.conn(), &postings, now).await?;
            self.forget(&postings).await;
        }
        self.close_missing(
            source,
            &present.into_iter().map(|(id, _)| id).collect(),
            now,
        )
        .await
    }

    /// Closes what two complete readings, hours apart, did not find.
    async fn close_missing(
        &self,
        source: &SourceRow,
        present: &HashSet<String>,
        now: DateTime<Utc>,
    ) -> Result<u64> {
        let known = posting_source::of_board(&source.connector, &source.board)
            .all(self.platform.db.conn())
            .await?;
        let patience = TimeDelta::hours(self.platform.config.sources.close_after_hours);
        let missing: Vec<_> = known
            .into_iter()
            .filter(|entry| !present.contains(&entry.external_id))
            .collect();
        let gone: Vec<PostingId> = missing
            .iter()
            .filter(|entry| {
                entry
                    .missing_since
                    .is_some_and(|since| now - since >= patience)
            })
            .map(|entry| entry.posting_id)
            .collect();
        let ids: Vec<String> = missing.into_iter().map(|entry| entry.external_id).collect();
        for ids in ids.chunks(500) {
            posting_source::mark_missing(
                self.platform.db.conn(),
                &source.connector,
                &source.board,
                ids,
                now,
            )
            .await?;
        }
        self.close(&gone, CloseReason::Removed, now).await
    }

    async fn close_board(&self, source: &SourceRow, now: DateTime<Utc>) -> Result<u64> {
        let known = posting_source::of_board(&source.connector, &source.board)
            .all(self.platform.db.conn())
            .await?;
        let ids: Vec<String> = known
            .iter()
            .map(|entry| entry.external_id.clone())
            .collect();
        for ids in ids.chunks(500) {
            posting_source::mark_missing(
                self.platform.db.conn(),
                &source.connector,
                &source.board,
                ids,
                now,
            )
            .await?;
        }
        let postings: Vec<PostingId> = known.into_iter().map(|entry| entry.posting_id).collect();
        self.close(&postings, CloseReason::BoardGone, now).await
    }

    /// A posting that another board still has stays open.
    async fn close(
        &self,
        postings: &[PostingId],
        reason: CloseReason,
        now: DateTime<Utc>,
    ) -> Result<u64> {
        let mut closed = 0;
        for ids in postings.chunks(500) {
            let alive = posting_source::still_advertised(self.platform.db.conn(), ids).await?;
            let gone: Vec<PostingId> = ids
                .iter()
                .copied()
                .filter(|id| !alive.contains(id))
                .collect();
            closed += posting::close(self.platform.db.conn(), &gone, reason, now).await?;
            self.forget(&gone).await;
        }
        Ok(closed)
    }
}

impl Pages {
    /// Takes a page over; says whether another follows.
    async fn add(
        &mut self,
        connector: &'static dyn Connector,
        payload: Vec<u8>,
        etag: Option<String>,
    ) -> Result<std::result::Result<bool, String>> {
        // Megabytes of hostile HTML take a while to clean.
        let listing = match off_reactor(move || connector.parse(&payload)).await? {
            Ok(listing) => listing,
            Err(problem) => return Ok(Err(problem.to_string())),
        };
        self.present
            .extend(listing.present_ids().map(str::to_owned));
        self.proves_absence &= listing.proves_absence();
        self.skipped += listing.skipped.len();
        self.read += 1;
        self.etag = etag.filter(|_| self.read == 1);
        let fresh = listing
            .postings
            .into_iter()
            .filter(|record| self.ids.insert(record.external_id.clone()));
        self.records.extend(fresh);
        Ok(Ok(listing.more))
    }
}

fn board_of(source: &SourceRow) -> Board<'_> {
    let company = CompanyFacts {
        name: source.company_name.clone(),
        ..CompanyFacts::default()
    };
    Board {
        connector: &source.connector,
        board: &source.board,
        company,
    }
}
