//! Matching: how well a posting fits a person, and why. The score itself is `crates/matching`, pure functions; this feature reads postings for
//! it in the background, keeps each user's ranked postings, and gives suggestions for profiles.

use std::sync::Arc;

use tokio::sync::Mutex;

use crate::{
    features::{applications::Applications, jobs::Jobs, profiles::Profiles},
    platform::{
        Platform,
        registry::{Feature, Registry},
    },
};

pub mod entity;
pub mod graphql;
mod known;
mod pass;
mod service;
pub mod task;

pub use self::{
    entity::{
        posting_reading::Model as ReadingRow,
        profile_suggestion::{Model as SuggestionRow, SuggestionState},
        ranking::{Model as RankingRow, RankedPosting},
    },
    known::{Knowledge, Shared},
    service::{
        demand::{Demand, Demanded},
        embeddings::EmbeddingState,
        matched::{Match, Subject},
        near::Similarity,
        ranking::Ranking,
        requirements::Asked,
        state::{ImportedSource, State},
        suggestions::{Suggestion, SuggestionId},
        taxonomy::{Classification, ImportedCounts},
    },
};

/// The service of matching.
#[derive(Clone)]
pub struct Matching {
    platform: Platform,
    profiles: Profiles,
    jobs: Jobs,
    applications: Applications,
    known: Arc<Mutex<known::Known>>,
    pass: Arc<Mutex<pass::Pass>>,
}

impl Matching {
    /// A service on this platform.
    #[must_use]
    pub fn new(
        platform: Platform,
        profiles: Profiles,
        jobs: Jobs,
        applications: Applications,
    ) -> Self {
        Self {
            platform,
            profiles,
            jobs,
            applications,
            known: Arc::default(),
            pass: Arc::default(),
        }
    }
}

impl Feature for Matching {
    fn register(&self, registry: &mut Registry) {
        registry.personal_data(self.clone());
        registry.handle(self, Self::on_rank);
        registry.listen("matching", self, Self::on_profile_changed);
        registry.schedule("matching.readings", self, |matching| async move {
            matching.read_waiting().await.map(drop)
        });
        registry.schedule("matching.embeddings", self, |matching| async move {
            matching.embed_waiting().await.map(drop)
        });
        registry.schedule("matching.rankings", self, |matching| async move {
            matching.rank_outdated().await.map(drop)
        });
    }
}
