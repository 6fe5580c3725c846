//! Jobs: postings, their companies and skills, and the sources that they are read from.

use std::sync::{Arc, atomic::AtomicBool};

use crate::platform::{
    Platform,
    registry::{Feature, Registry},
};

pub mod entity;
pub mod graphql;
mod service;
pub mod source;
pub mod task;

pub use self::{
    entity::{
        board_fields::BoardFields,
        company::Model as CompanyRow,
        connector_run::Model as RunRow,
        posting::{Card as PostingCard, CloseReason, Model as PostingRow},
        posting_change::{Model as PostingChangeRow, What},
        posting_location::Model as LocationRow,
        posting_skill::{Named as PostingSkill, Requirement},
        posting_snapshot::{Content as SnapshotContent, Model as SnapshotRow},
        reprocessing::Model as ReprocessingRow,
        skip::{SkipCount, SkipReason, Skips},
        source::Model as SourceRow,
    },
    service::{
        history::{DUPLICATES_MAX, History, Signal, SignalKind},
        import::{Board, CompanyFacts, Counts},
        moderation::{CompanyChange, FactChange},
        pay::{PayInEuros, YearlyPay},
        search::{
            COUNTED_MAX, Connected, ConnectedCompanies, Correction, Counted, FacetValue, Facets,
            Field, Filter, FilterField, Highlights, Measured, Near, Order, PayFilter, Search,
            SearchText, Span, Values, Why, WhyMatch, With, near_filter,
        },
        sources::{AddedSource, ImportedFile},
    },
};

/// The description of a posting, in Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// The text, as readers of its page see it.
    pub text: Arc<str>,
    /// The first words that the page hides from its readers.
    pub hidden: Option<Box<str>>,
}

/// The service of the postings and sources.
#[derive(Clone)]
pub struct Jobs {
    platform: Platform,
    connectors: source::Connectors,
    windows: Arc<Measured>,
    /// True once this process has begun to convert pay with its rates, if another had other rates.
    has_begun_conversion: Arc<AtomicBool>,
}

impl Jobs {
    /// A service on this platform.
    #[must_use]
    pub fn new(platform: Platform) -> Self {
        Self::with_connectors(platform, source::Connectors::ALL)
    }

    /// The same with other connectors.
    #[must_use]
    pub fn with_connectors(platform: Platform, connectors: source::Connectors) -> Self {
        Self {
            platform,
            connectors,
            windows: Arc::default(),
            has_begun_conversion: Arc::default(),
        }
    }
}

impl Feature for Jobs {
    fn register(&self, registry: &mut Registry) {
        registry.handle(self, Self::on_refresh);
        registry.handle(self, Self::on_reprocess);
        registry.schedule("jobs.sources", self, |jobs| async move {
            jobs.schedule().await.map(drop)
        });
        registry.schedule("jobs.search_index", self, |jobs| async move {
            jobs.index_waiting().await.map(drop)
        });
        registry.schedule("jobs.pay_in_euros", self, |jobs| async move {
            jobs.convert_pay().await.map(drop)
        });
    }
}
