//! The public pages of postings, for boards whose API proves nothing when it does not find the board (Lever): a posting is closed when its
//! page was not found twice, hours apart.

use std::{collections::HashSet, time::Duration};

use chrono::{DateTime, Utc};
use http::StatusCode;

use crate::{
    error::{Error, Result},
    features::jobs::{
        Jobs, SourceRow,
        entity::posting_source::{self, Model as Entry},
    },
    platform::net::Limits,
};

/// Pages that one run asks for.
const PAGES_MAX: usize = 50;
/// Time limit of one page, and of all of them.
const PAGE_WITHIN: Duration = Duration::from_secs(10);
const ALL_WITHIN: Duration = Duration::from_mins(2);

impl Jobs {
    /// Asks for the pages of postings that are open; those that are not found are absent like postings that a listing lacks.
    pub(super) async fn check_posting_pages(
        &self,
        source: &SourceRow,
        now: DateTime<Utc>,
    ) -> Result<u64> {
        let mut entries = posting_source::of_open(&source.connector, &source.board)
            .all(self.platform.db.conn())
            .await?;
        // Those that were missing before first, so that they are decided.
        entries.sort_by_key(|entry| (entry.missing_since.is_none(), entry.external_id.clone()));
        let (mut asked, mut found) = (HashSet::new(), HashSet::new());
        let asking = async {
            for entry in entries.iter().take(PAGES_MAX) {
                if self.page_is_gone(entry).await? {
                    asked.insert(entry.external_id.clone());
                } else {
                    found.insert(entry.external_id.clone());
                }
            }
            Ok::<_, Error>(())
        };
        // What was asked until then counts.
        tokio::time::timeout(ALL_WITHIN, asking)
            .await
            .unwrap_or(Ok(()))?;
        let all = posting_source::of_board(&source.connector, &source.board)
            .all(self.platform.db.conn())
            .await?;
        let mut present: HashSet<String> = all.into_iter().map(|entry| entry.external_id).collect();
        present.retain(|id| !asked.contains(id));
        let ids: Vec<String> = found.into_iter().collect();
        posting_source::mark_seen(
            self.platform.db.conn(),
            &source.connector,
            &source.board,
            &ids,
            now,
        )
        .await?;
        self.close_missing(source, &present, now).await
    }

    /// True only if the page answers that it does not exist.
    async fn page_is_gone(&self, entry: &Entry) -> Result<bool> {
        let url = entry.url.as_deref().unwrap_or(&entry.url_key);
        let request = http::Request::get(url).body(Vec::new());
        let Ok(request) = request else {
            return Ok(false);
        };
        let limits = Limits {
            within: PAGE_WITHIN,
            max_bytes: self.platform.config.sources.max_bytes,
            media_types: &[],
        };
        let answer = self.platform.guarded_net.exchange(request, &limits).await;
        Ok(answer.is_ok_and(|answer| {
            matches!(answer.status(), StatusCode::NOT_FOUND | StatusCode::GONE)
        }))
    }
}
