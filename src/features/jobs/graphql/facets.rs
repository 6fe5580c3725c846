//! A page of a search as a GraphQL object: the connection, with the facets of the search.

use async_graphql::{Context, Lookahead, Object, SimpleObject};

use super::Posting;
use crate::{
    error::Result,
    features::jobs::{
        COUNTED_MAX, Counted, FacetValue as Value, Facets, FilterField, Jobs, Search, SearchText,
    },
    graphql::{
        context,
        page::{Connection, Edge, PageInfo},
    },
    types::area::Area,
};

/// One page of postings, and the search that found it.
pub struct PostingConnection {
    pub(super) page: Connection<Posting>,
    pub(super) search: Search,
    /// The facts that facets are counted from, if they were read with the page.
    pub(super) counted: Option<Counted>,
}

/// A correction of the query: of a word that no posting has, or of a rare word with a frequent one of similar spelling.
#[derive(SimpleObject)]
pub struct QueryCorrection {
    /// The word, as typed.
    typed: String,
    /// The words that were searched for instead, as alternatives: words of similar spelling, or a prefix with a `*`.
    words: Vec<String>,
    /// True if the word as typed was searched for as well, because few postings have it; by relevance, they come first.
    keeps_typed: bool,
}

/// One page of a search, with cursors for further pages.
#[Object]
impl PostingConnection {
    /// The rows with their cursors.
    async fn edges(&self) -> &[Edge<Posting>] {
        self.page.rows()
    }

    /// The rows alone.
    async fn nodes(&self) -> Vec<&Posting> {
        self.page.row_nodes()
    }

    /// The position of this page in the list.
    async fn page_info(&self) -> PageInfo {
        self.page.position()
    }

    /// Number of matches, at most 10 000; counted only if this field is selected. See `totalIsExact`.
    async fn total_count(&self, ctx: &Context<'_>) -> Option<Result<i64>> {
        let total = self.page.total(ctx).await;
        Some(total.map(|total| total.min(COUNTED_MAX.cast_signed())))
    }

    /// False if there are more than 10 000 matches, of which `totalCount` is then a lower bound.
    async fn total_is_exact(&self, ctx: &Context<'_>) -> Option<Result<bool>> {
        let total = self.page.total(ctx).await;
        Some(total.map(|total| total <= COUNTED_MAX.cast_signed()))
    }

    /// Corrections of the query: words that were replaced because no posting has them, and rare words that were searched for together with
    /// others. Empty if every word was searched for as typed.
    async fn corrections(&self) -> Vec<QueryCorrection> {
        let corrections = self.search.words().map(SearchText::corrections);
        let corrections = corrections.unwrap_or_default().into_iter();
        corrections
            .map(|correction| QueryCorrection {
                typed: correction.typed,
                words: correction.words,
                keeps_typed: correction.is_kept,
            })
            .collect()
    }

    /// How many of the matches have each value of a field; counted only for the fields that are selected.
    async fn facets(&self, ctx: &Context<'_>) -> Option<Result<PostingFacets>> {
        let fields = selected_facets(&ctx.look_ahead());
        let reading = async {
            let jobs = context::handle::<Jobs>(ctx)?;
            jobs.facets(&self.search, &fields, self.counted.as_ref())
                .await
                .map(PostingFacets::from)
        };
        context::field(ctx, Area::Search, reading).await
    }
}

/// The fields of facets that a selection names.
pub(super) fn selected_facets(selected: &Lookahead<'_>) -> Vec<FilterField> {
    FIELDS
        .into_iter()
        .filter(|(name, _)| selected.field(name).exists())
        .map(|(_, field)| field)
        .collect()
}

/// The fields of facets, by their names in the schema.
const FIELDS: [(&str, FilterField); 9] = [
    ("remoteModes", FilterField::RemoteMode),
    ("countries", FilterField::Country),
    ("regions", FilterField::Region),
    ("cities", FilterField::City),
    ("skills", FilterField::Skill),
    ("languages", FilterField::Language),
    ("employmentTypes", FilterField::EmploymentType),
    ("seniorities", FilterField::Seniority),
    ("companies", FilterField::Company),
];

/// How many matches have each value of a field. The counts of a field ignore the filter's own conditions on this field, so that
/// alternatives can be compared. Each facet has the 20 most frequent values, most frequent first.
#[derive(SimpleObject)]
pub struct PostingFacets {
    /// On site, hybrid or remote.
    remote_modes: Vec<FacetValue>,
    /// Countries of the places; the value is the code.
    countries: Vec<FacetValue>,
    /// States and provinces of the places; the value is the code.
    regions: Vec<FacetValue>,
    /// Cities of the places.
    cities: Vec<FacetValue>,
    /// Skills that the postings name; the value is the slug.
    skills: Vec<FacetValue>,
    /// Languages of the text; the value is the code.
    languages: Vec<FacetValue>,
    /// Kinds of contract.
    employment_types: Vec<FacetValue>,
    /// Seniorities.
    seniorities: Vec<FacetValue>,
    /// Employers; the value is the id.
    companies: Vec<FacetValue>,
    /// True if all matches were counted. False if there are more than 10 000: then the newest 10 000 were, and each count is a lower bound.
    exact: bool,
}

/// A value of a facet.
#[derive(SimpleObject)]
pub struct FacetValue {
    /// The value, as the filter accepts it.
    value: String,
    /// The display name.
    label: String,
    /// The number of matches that have it.
    count: i64,
}

impl From<Facets> for PostingFacets {
    fn from(found: Facets) -> Self {
        let of = |field: FilterField| found.of(field).iter().map(FacetValue::from).collect();
        Self {
            remote_modes: of(FilterField::RemoteMode),
            countries: of(FilterField::Country),
            regions: of(FilterField::Region),
            cities: of(FilterField::City),
            skills: of(FilterField::Skill),
            languages: of(FilterField::Language),
            employment_types: of(FilterField::EmploymentType),
            seniorities: of(FilterField::Seniority),
            companies: of(FilterField::Company),
            exact: found.exact,
        }
    }
}

impl From<&Value> for FacetValue {
    fn from(found: &Value) -> Self {
        Self {
            value: found.value.clone(),
            label: found.label.clone(),
            count: i64::try_from(found.count).unwrap_or(i64::MAX),
        }
    }
}
