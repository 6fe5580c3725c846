//! What matches are made with: the taxonomy, ours and what an admin imported; the names that are looked for in texts; and how often words occur in
//! all postings. Kept in the process, and read again when another instance has changed it.

use std::sync::Arc;

use ::taxonomy::{Taxonomy, import::Imported};
use chrono::TimeDelta;
use matching::{corpus::Corpus, score};
use reading::skill::Dictionary;

use super::compressed::unpack;
use crate::{
    error::{Error, Result},
    features::matching::{
        Knowledge, Matching,
        entity::{imported_taxonomy, matching_state},
        known::{Shared, Stamp},
    },
};

/// How long the process relies on what it has read.
const FRESH: TimeDelta = TimeDelta::minutes(1);
/// The characters of the taxonomy's version in versions.
const VERSION_CHARS: usize = 12;

impl Matching {
    /// What matches are made with now.
    pub async fn knowledge(&self) -> Result<Arc<Knowledge>> {
        let now = self.platform.clock.now();
        let mut known = self.known.lock().await;
        if let (Some(current), Some(at)) = (&known.current, known.checked_at)
            && now < at + FRESH
        {
            return Ok(Arc::clone(current));
        }
        let conn = self.platform.db.conn();
        let stamp = Stamp {
            imported: imported_taxonomy::times(conn).await?,
            counted_at: matching_state::counted_at(conn).await?,
        };
        known.checked_at = Some(now);
        if let Some(current) = known.current.as_ref().filter(|_| known.stamp == stamp) {
            return Ok(Arc::clone(current));
        }
        let same_taxonomy = known
            .current
            .clone()
            .filter(|_| known.stamp.imported == stamp.imported);
        let imported = match &same_taxonomy {
            Some(_) => Vec::new(),
            None => imported_taxonomy::all().all(conn).await?,
        };
        let state = matching_state::get(conn).await?;
        let corpus = state.map(|state| unpack(&state.corpus)).transpose()?;
        let counted = stamp.counted_at.map_or(0, |at| at.timestamp());
        let work = move || build(imported, same_taxonomy, corpus.unwrap_or_default(), counted);
        // Reading a large classification takes longer than a worker of the runtime may be held.
        let made = tokio::task::spawn_blocking(work)
            .await
            .map_err(Error::internal)??;
        let made = Arc::new(made);
        (known.current, known.stamp) = (Some(Arc::clone(&made)), stamp);
        Ok(made)
    }

    /// Lets the process read the stored state again at the next use.
    pub(super) async fn forget_knowledge(&self) {
        self.known.lock().await.checked_at = None;
    }
}

fn build(
    imported: Vec<imported_taxonomy::Model>,
    same: Option<Arc<Knowledge>>,
    corpus: Corpus,
    counted: i64,
) -> Result<Knowledge> {
    let (taxonomy, dictionary) = match same {
        Some(known) => (known.taxonomy.clone(), known.dictionary.clone()),
        None if imported.is_empty() => (
            Shared::Own(Taxonomy::curated()),
            Shared::Own(Dictionary::curated()),
        ),
        None => {
            let mut all = Imported::default();
            for row in imported {
                let one: Imported = unpack(&row.body)?;
                all.skills.extend(one.skills);
                all.titles.extend(one.titles);
            }
            let taxonomy = Taxonomy::with(all.skills, all.titles);
            let dictionary = Dictionary::of(&taxonomy);
            (
                Shared::Imported(Arc::new(taxonomy)),
                Shared::Imported(Arc::new(dictionary)),
            )
        }
    };
    let hash: String = taxonomy.version().chars().take(VERSION_CHARS).collect();
    let version = format!("{}-{hash}", score::VERSION);
    Ok(Knowledge {
        score_version: format!("{version}-{counted}"),
        taxonomy,
        dictionary,
        corpus,
        version,
    })
}
