//! Reads domains page by page. What an answer means, and which page comes next, is decided by `importing::snapshot`.

use std::time::Duration;

use importing::snapshot::{Answer, Ending, Reader, Run, Step};
use tokio::time::Instant;

use super::{
    outcome::{DomainOutcome, StopReason},
    row_hashes::RowHashes,
};
use crate::{
    error::Result,
    features::linkedin::{
        DomainEnding, ProblemCode,
        service::api::{Api, PageAnswer},
    },
};

/// The longest pause within a run; a longer one ends it.
const PAUSE_MAX: Duration = Duration::from_mins(1);
/// Domains in a row that fail before the run ends.
const FAILURES_MAX: u32 = 2;
/// The API does not serve the version that is asked for.
const VERSION_NOT_SERVED: &str = "426";

/// The reading of one run.
pub(super) struct Reading<'a> {
    pub(super) api: &'a Api,
    /// When the run ends at the latest.
    pub(super) until: Instant,
    /// Maximum number of pages of a domain.
    pub(super) pages_max: u32,
    pub(super) reader: Reader,
    pub(super) domains: Vec<DomainOutcome>,
    /// Domains in a row that failed.
    pub(super) failures: u32,
}

/// How a domain ended, and why the run does, if it does.
type Ended = (Ending, Option<StopReason>);

impl Reading<'_> {
    /// Reads these domains; returns why it ended before the last one.
    pub(super) async fn read(&mut self, domains: &[&'static str]) -> Result<Option<StopReason>> {
        for domain in domains.iter().copied() {
            let mut rows = RowHashes::default();
            let (ending, stop) = self.domain(domain, &mut rows).await?;
            let ending = match ending {
                Ending::Complete => DomainEnding::Complete,
                Ending::NotThere => DomainEnding::NotThere,
                Ending::Incomplete => DomainEnding::Incomplete,
            };
            let was_reached = !matches!(stop, Some(StopReason::Consent(_)));
            if was_reached {
                self.domains.push(DomainOutcome {
                    name: domain,
                    rows: rows.count(),
                    ending,
                    rows_of_plan: rows.planned(ending),
                });
            }
            if stop.is_some() {
                return Ok(stop);
            }
        }
        Ok(None)
    }

    async fn domain(&mut self, domain: &'static str, rows: &mut RowHashes) -> Result<Ended> {
        let mut run = Run::new(domain);
        loop {
            if Instant::now() >= self.until || run.start() >= self.pages_max {
                let stop = (Instant::now() >= self.until).then_some(StopReason::TooSlow);
                return Ok(self.cut(domain, stop));
            }
            let answer = match self.api.page(domain, run.start()).await? {
                PageAnswer::Answer(answer) => answer,
                PageAnswer::NotPermitted => {
                    return Ok(
                        self.cut(domain, Some(StopReason::Consent(ProblemCode::NotPermitted)))
                    );
                }
                PageAnswer::TooLong => {
                    self.reader.end(domain, Ending::Incomplete);
                    return Ok(self.failed(rows));
                }
            };
            if let Answer::Rows(page) = &answer {
                rows.add(&page.rows);
            }
            match run.take(answer, &mut self.reader) {
                Step::Ask(_) => self.failures = 0,
                Step::AskAfter(seconds) => {
                    let pause = Duration::from_secs(seconds);
                    if pause > PAUSE_MAX {
                        return Ok(self.cut(domain, Some(StopReason::Wait(seconds))));
                    }
                    if Instant::now() + pause >= self.until {
                        return Ok(self.cut(domain, Some(StopReason::TooSlow)));
                    }
                    tokio::time::sleep(pause).await;
                }
                Step::Ended(Ending::Incomplete) if rows.count() == 0 => {
                    return Ok(self.failed(rows));
                }
                Step::Ended(ending) => {
                    self.failures = 0;
                    return Ok((ending, None));
                }
                Step::ConsentNeeded => {
                    let stop = StopReason::Consent(ProblemCode::ConsentWithdrawn);
                    return Ok((Ending::Incomplete, Some(stop)));
                }
                Step::Failed(message) => return Ok(self.refused(domain, &message)),
            }
        }
    }

    /// Ends a domain before its end.
    fn cut(&mut self, domain: &str, stop: Option<StopReason>) -> Ended {
        self.reader.end(domain, Ending::Incomplete);
        (Ending::Incomplete, stop)
    }

    /// A domain that cannot be read. After some of them the run ends: LinkedIn does not answer.
    fn failed(&mut self, rows: &RowHashes) -> Ended {
        self.failures += u32::from(rows.count() == 0);
        let ends = self.failures >= FAILURES_MAX;
        (Ending::Incomplete, ends.then_some(StopReason::Unavailable))
    }

    /// A request that is wrong. Its message may repeat what it was about, so that only the status is kept.
    fn refused(&mut self, domain: &str, message: &str) -> Ended {
        let status: String = message.chars().take_while(char::is_ascii_digit).collect();
        tracing::error!(
            domain,
            status,
            "LinkedIn refuses a request of this version of Careergraph; it is not repeated"
        );
        self.failures += 1;
        let ends = status == VERSION_NOT_SERVED || self.failures >= FAILURES_MAX;
        (
            Ending::Incomplete,
            ends.then_some(StopReason::Refused(status)),
        )
    }
}
