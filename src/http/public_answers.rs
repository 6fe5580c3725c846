//! The answers that are the same for all viewers, kept as JSON for as long as the schema allows (`cache_control`): a public query that was
//! answered a moment ago runs no resolver. A change of public data drops them all.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use async_graphql::Response as Answer;
use moka::sync::Cache;

use super::{
    respond,
    run::cost::{Cost, CostReport, actual_cost},
};
use crate::{
    graphql::operation::Operation,
    platform::{
        Platform,
        cache::{Generation, Rows},
    },
};

/// Bytes of all kept answers, and of one.
const KEPT_BYTES: u64 = 8 << 20;
const ANSWER_BYTES_MAX: usize = 256 << 10;

/// How long answers are kept without Redis: commands and other instances that change public data cannot signal it.
const KEPT_UNHEARD: Duration = Duration::from_secs(1);

/// The kept answers.
pub(super) struct PublicAnswers {
    kept: Cache<Key, Arc<PublicAnswer>>,
    /// The public rows, which know when public data changes.
    rows: Arc<Rows>,
    ttl: Duration,
    kept_for: Duration,
}

/// An answer that is the same for all viewers.
pub(super) struct PublicAnswer {
    /// The JSON of `data`.
    data: String,
    actual_cost: usize,
    /// Until when it is used here.
    until: Instant,
    /// Until when the schema allows its use.
    public_until: Instant,
    generation: Generation,
}

/// Where the answer of an operation is kept.
pub(super) struct Place {
    key: Key,
    generation: Generation,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    document: u64,
    operation: Option<String>,
    variables: String,
}

/// The answer to an operation.
pub(super) enum Answered {
    /// One that was computed for this request.
    New(Answer),
    /// One that was kept, and the cost of this request.
    Kept(Arc<PublicAnswer>, CostReport),
}

impl PublicAnswers {
    pub(super) fn new(platform: &Platform) -> Self {
        let ttl = Duration::from_secs(platform.config.cache.ttl_secs);
        let kept = Cache::builder()
            .max_capacity(KEPT_BYTES)
            .weigher(|key: &Key, answer: &Arc<PublicAnswer>| {
                let bytes = answer.data.len().saturating_add(key.variables.len());
                u32::try_from(bytes).unwrap_or(u32::MAX)
            })
            .time_to_live(ttl)
            .build();
        Self {
            kept,
            rows: Arc::clone(&platform.rows),
            ttl,
            kept_for: if platform.bus.reaches_other_processes() {
                ttl
            } else {
                KEPT_UNHEARD.min(ttl)
            },
        }
    }

    /// Where the answer of this operation is kept; `None` for mutations, and while changes that other instances make are not heard of.
    pub(super) fn place_of(&self, operation: &Operation) -> Option<Place> {
        if !operation.is_query() {
            return None;
        }
        let generation = self.rows.generation()?;
        let key = Key {
            document: operation.prepared().id,
            operation: operation.name().map(str::to_owned),
            variables: serde_json::to_string(operation.variables()).ok()?,
        };
        Some(Place { key, generation })
    }

    /// The answer at this place, if it is still current.
    pub(super) fn get(&self, place: &Place) -> Option<Arc<PublicAnswer>> {
        self.kept
            .get(&place.key)
            .filter(|kept| kept.generation == place.generation && kept.until > Instant::now())
    }

    /// Keeps an answer that is public, complete, and not too large.
    pub(super) fn keep(&self, place: Place, answer: &Answer) {
        let Some(seconds) = max_age(answer, self.ttl.as_secs()) else {
            return;
        };
        let Ok(data) = serde_json::to_string(&answer.data) else {
            return;
        };
        if data.len() > ANSWER_BYTES_MAX {
            return;
        }
        let kept = PublicAnswer {
            data,
            actual_cost: actual_cost(&answer.data),
            until: Instant::now() + self.kept_for.min(Duration::from_secs(seconds)),
            public_until: Instant::now() + Duration::from_secs(seconds),
            generation: place.generation,
        };
        self.kept.insert(place.key, Arc::new(kept));
    }
}

impl PublicAnswer {
    /// Seconds for which caches may still use it, at least 1.
    pub(super) fn max_age(&self) -> u64 {
        self.public_until
            .saturating_duration_since(Instant::now())
            .as_secs()
            .max(1)
    }

    /// The JSON of the whole response, with the cost as a computed answer reports it.
    pub(super) fn body(&self, cost: &Cost) -> String {
        let cost = serde_json::to_string(cost).unwrap_or_else(|_| "null".to_owned());
        [
            "{\"data\":",
            &self.data,
            ",\"extensions\":{\"cost\":",
            &cost,
            "}}",
        ]
        .concat()
    }

    /// The cost of a request for it.
    pub(super) fn cost(&self, report: &CostReport, maximum: usize) -> Cost {
        report.of(self.actual_cost, maximum)
    }
}

impl Answered {
    /// The outcome, as a metric label.
    pub(super) fn outcome(&self) -> &'static str {
        match self {
            Self::New(answer) => respond::outcome(answer),
            Self::Kept(..) => respond::OK,
        }
    }
}

impl From<Answer> for Answered {
    fn from(answer: Answer) -> Self {
        Self::New(answer)
    }
}

/// The maximum age of an answer; `None` if a field is private, failed, or has no cache hint.
pub(super) fn max_age(answer: &Answer, ttl_secs: u64) -> Option<u64> {
    let stated = u64::try_from(answer.cache_control.max_age)
        .ok()
        .filter(|seconds| *seconds > 0)?;
    (answer.cache_control.public && answer.errors.is_empty()).then(|| stated.min(ttl_secs))
}
