//! Sources: adds one by its careers page, imports a saved payload, and schedules runs.

use std::collections::HashMap;

use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde_json::Value;
use url::Url;

use super::import::{Board, CompanyFacts, Counts, ReadRecords};
use crate::{
    error::{Error, Result},
    features::jobs::{
        Jobs, RunRow, SourceRow,
        entity::{connector_run, source as board_source},
        source::{Connector, Connectors},
        task::RefreshSource,
    },
    platform::process_tasks::off_reactor,
    types::{actor::Admin, id::SourceId},
};

/// The result of adding a source.
pub struct AddedSource {
    /// The source.
    pub source: SourceRow,
    /// True if it is new.
    pub is_new: bool,
}

/// The result of importing a saved payload.
pub struct ImportedFile {
    /// The connector.
    pub connector: &'static str,
    /// The board's token.
    pub board: String,
    /// The counts of stored records.
    pub counts: Counts,
    /// Unusable entries, each with the reason.
    pub skipped: Vec<String>,
}

/// The connector of web pages, whose files are not JSON.
const PAGE: &str = "page";

impl Jobs {
    /// Adds the board of a careers page. A board is
    /// recognised by its address; any other address is a page with `JobPosting` of schema.org.
    pub async fn add_source(
        &self,
        careers_url: &str,
        company: Option<&str>,
    ) -> Result<AddedSource> {
        let url = Url::parse(careers_url).map_err(|_| {
            Error::bad_input(
                "This is not a web address; it should look like https://jobs.lever.co/fernhill.",
            )
        })?;
        let (connector, board) = self.connectors.detect(&url).ok_or_else(|| {
            let known: Vec<&str> = self.connectors.iter().map(Connector::label).collect();
            Error::bad_input(format!("No board of {} was recognised in this address. Pass the careers page itself, such as https://boards.greenhouse.io/fernhill.", known.join(", ")))
        })?;
        let id = SourceId(self.platform.clock.new_id());
        let now = self.platform.clock.now();
        let row = board_source::ActiveModel {
            id: Set(id),
            connector: Set(connector.name().to_owned()),
            board: Set(board.clone()),
            company_name: Set(company.map_or_else(|| connector.company_name(&board), str::to_owned)),
            etag: Set(None),
            due_at: Set(now),
            last_count: Set(0),
            gone_count: Set(0),
            gone_since: Set(None),
            created_at: Set(now),
        };
        let kept =
            board_source::ensure(self.platform.db.conn(), row, connector.name(), &board).await?;
        let source =
            kept.ok_or_else(|| Error::internal("the board that was added is not there"))?;
        Ok(AddedSource {
            is_new: source.id == id,
            source,
        })
    }

    /// All sources with their last runs.
    pub async fn list_sources(&self, _admin: &Admin) -> Result<Vec<(SourceRow, Option<RunRow>)>> {
        self.sources_with_runs().await
    }

    /// The same for the command line, whose user has access to the database anyway.
    pub async fn sources_with_runs(&self) -> Result<Vec<(SourceRow, Option<RunRow>)>> {
        let sources = board_source::all().all(self.platform.db.conn()).await?;
        let ids: Vec<SourceId> = sources.iter().map(|source| source.id).collect();
        let runs = connector_run::last_of(&ids)
            .all(self.platform.db.conn())
            .await?;
        let mut runs: HashMap<SourceId, RunRow> =
            runs.into_iter().map(|run| (run.source_id, run)).collect();
        let with_run = |source: SourceRow| {
            let run = runs.remove(&source.id);
            (source, run)
        };
        Ok(sources.into_iter().map(with_run).collect())
    }

    /// Imports a saved payload without network access. Closes no postings, because the age of the payload is unknown.
    pub async fn import_file(
        &self,
        payload: &[u8],
        connector: Option<&str>,
        board: Option<&str>,
        company: Option<&str>,
    ) -> Result<ImportedFile> {
        let value: Value = if connector == Some(PAGE) {
            Value::Null
        } else {
            serde_json::from_slice(payload.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(payload))
                .map_err(|cause| {
                    Error::bad_input(
                        "The file is not JSON; save the board's API answer as it came.",
                    )
                    .caused_by(cause)
                })?
        };
        let (connector, found) = recognise(self.connectors, &value, connector)?;
        let payload = payload.to_vec();
        let listing = off_reactor(move || connector.parse(&payload))
            .await?
            .map_err(|error| Error::bad_input(format!("{error}.")))?;
        let board = board.map(str::to_owned).or(found).ok_or_else(|| {
            Error::bad_input("The file does not name its board; pass it with --board.")
        })?;
        let facts = CompanyFacts {
            name: company.map_or_else(|| connector.company_name(&board), str::to_owned),
            ..CompanyFacts::default()
        };
        let payloads = listing.payloads.into_iter().collect();
        let (counts, skips) = self
            .store_read(
                &Board {
                    connector: connector.name(),
                    board: &board,
                    company: facts,
                },
                ReadRecords {
                    records: &listing.postings,
                    payloads: &payloads,
                    present: None,
                },
            )
            .await?;
        board_source::clear_etag(self.platform.db.conn(), connector.name(), &board).await?;
        let skipped = listing.skipped.into_iter().map(|skipped| {
            format!(
                "{}: {}",
                skipped.external_id.as_deref().unwrap_or("(no id)"),
                skipped.reason
            )
        });
        let unstored = skips.0.into_iter().flat_map(|counted| {
            let reason = counted.reason;
            counted
                .examples
                .into_iter()
                .map(move |id| format!("{id}: {reason}"))
        });
        Ok(ImportedFile {
            connector: connector.name(),
            board,
            counts,
            skipped: skipped.chain(unstored).collect(),
        })
    }

    /// Queues runs of the sources that are due, and closes postings whose deadline has passed. Called every minute by each instance; equal
    /// tasks are merged.
    pub async fn schedule(&self) -> Result<u64> {
        let now = self.platform.clock.now();
        let due = board_source::due(now).all(self.platform.db.conn()).await?;
        let count = due.len() as u64;
        for source in due {
            let tx = self.platform.begin().await?;
            let source_id = source.id;
            tx.publish(&RefreshSource { source_id }).await?;
            let mut row: board_source::ActiveModel = source.into();
            row.due_at = Set(now + self.interval()?);
            row.update(&tx).await?;
            tx.commit().await?;
        }
        self.close_expired().await?;
        Ok(count)
    }

    /// The configured interval plus up to a tenth, so that sources added together spread out.
    pub(super) fn interval(&self) -> Result<TimeDelta> {
        let minutes = self.platform.config.sources.refresh_minutes;
        let [first, second, ..] = self.platform.clock.random_32()?;
        let spread = i64::from(u16::from_be_bytes([first, second]));
        Ok(TimeDelta::seconds(
            minutes * 60 + minutes * 6 * spread / i64::from(u16::MAX),
        ))
    }
}

fn recognise(
    connectors: Connectors,
    value: &Value,
    named: Option<&str>,
) -> Result<(&'static dyn Connector, Option<String>)> {
    let Some(name) = named else {
        let known = connectors
            .recognise(value)
            .map(|(connector, found)| (connector, found.board));
        return known.ok_or_else(|| {
            Error::bad_input(
                "The file is not a payload of Greenhouse, Lever or Ashby; name the board's kind with --connector if you are sure.",
            )
        });
    };
    let connector = connectors.by_name(name).ok_or_else(|| {
        let known: Vec<&str> = connectors.iter().map(Connector::name).collect();
        Error::bad_input(format!(
            "There is no connector \"{name}\"; use one of {}.",
            known.join(", ")
        ))
    })?;
    Ok((
        connector,
        connector.recognise(value).and_then(|found| found.board),
    ))
}
