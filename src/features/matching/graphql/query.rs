//! The viewer's matches, and what their saved postings ask for.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};

use super::{
    loader::MatchOfPosting, score::MatchScore, skill::TaxonomySkill, state::MatchingState,
};
use crate::{
    error::{Error, Result},
    features::{
        jobs::graphql::{Posting, PostingKey},
        matching::{Demand, Matching},
    },
    graphql::{
        context,
        limits::{list_cost, page_cost},
        page::{Connection, Edge, PageInfo},
        scalar::Instant,
    },
    types::{
        area::Area,
        cursor::{Cursor, List},
        id::PostingId,
        page::{Page, Slice},
    },
};

/// Skills of `skillDemand` if `first` is omitted.
const DEMANDED: i32 = 20;

/// Fields of the viewer.
#[derive(Default)]
pub struct MatchingOfViewer;

/// Fields of the viewer.
#[Object]
impl MatchingOfViewer {
    /// The open postings that fit the viewer, best match first: at most 500, ranked by `MatchScore.score`; those with a completeness below 0.6 are ranked lower in
    /// proportion, because little is known of them. With `target`, the scores of the rows are those for this title.
    /// They are ranked when the viewer first asks, and again
    /// in the background when the profile or the catalogue changes.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn matches(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "A title of `Profile.targets`: postings are ranked for this one. Without it, each counts for the title that it fits best."
        )]
        target: Option<String>,
        #[graphql(desc = "Rows of the page, 1 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list for the same target; the page starts after it.")]
        after: Option<String>,
    ) -> Option<Result<MatchConnection>> {
        let reading = matches(ctx, target, first, after);
        context::field(ctx, Area::Matching, reading).await
    }

    /// The skills that the postings of the viewer's open applications ask for, against those of the profile. API tokens need the scope to read applications.
    async fn skill_demand(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The number of skills, 1 to 100; 20 by default.")] first: Option<i32>,
    ) -> Option<Result<SkillDemand>> {
        let reading = async {
            let page = Page::parse(first.or(Some(DEMANDED)), None, List::Matches)?;
            let actor = context::allowed(ctx, Area::Applications.read())?;
            let demand = context::handle::<Matching>(ctx)?.demand(actor).await?;
            SkillDemand::of(demand, page.size)
        };
        context::field(ctx, Area::Matching, reading).await
    }
}

/// Queries of matching.
#[derive(Default)]
pub struct MatchingQuery;

/// Queries of matching.
#[Object]
impl MatchingQuery {
    /// How far the background work of matching is. For admins.
    #[graphql(cache_control(private))]
    async fn matching(&self, ctx: &Context<'_>) -> Option<Result<MatchingState>> {
        let reading = async {
            let admin = context::admin(ctx)?;
            let state = context::handle::<Matching>(ctx)?.state(&admin).await?;
            MatchingState::try_from(state)
        };
        context::field(ctx, Area::Matching, reading).await
    }
}

async fn matches(
    ctx: &Context<'_>,
    target: Option<String>,
    first: Option<i32>,
    after: Option<String>,
) -> Result<MatchConnection> {
    let page = Page::parse(first, after.as_deref(), List::Matches)?;
    let actor = context::allowed(ctx, Area::Matching.read())?;
    let matching = context::handle::<Matching>(ctx)?;
    let target = match target {
        Some(title) => Some(matching.target(actor, &title).await?),
        None => None,
    };
    let ranking = matching.ranking(actor).await?;
    let ranked = ranking.for_target(target);
    let total = u64::try_from(ranked.len()).map_err(Error::internal)?;
    let slice = slice(ctx, &page, ranked, target).await?;
    Ok(MatchConnection {
        page: Connection::new(
            slice,
            List::Matches,
            page.after.is_some(),
            Area::Matching,
            move || async move { Ok(total) },
        ),
        stale: ranking.is_stale,
        ranked_at: ranking.row.ranked_at.into(),
    })
}

/// The keys of cursors of one ranking: more than there are scores.
const OF_ONE_LIST: i64 = 1 << 32;

/// The first key of the cursors of the ranking for a target, so that a cursor of another target is recognised.
fn list_of(target: Option<usize>) -> Result<i64> {
    let number = target.map_or(0, |target| target + 1);
    Ok(i64::try_from(number).map_err(Error::internal)? * OF_ONE_LIST)
}

/// A page of the ranking, scored for a target if one is given. Postings that were closed since are left out.
async fn slice(
    ctx: &Context<'_>,
    page: &Page,
    ranked: Vec<(PostingId, i64)>,
    target: Option<usize>,
) -> Result<Slice<PostingMatch>> {
    let list = list_of(target)?;
    let after = page.after;
    let after = after.map(|after| (after.key.saturating_sub(list), after.id));
    if after.is_some_and(|(score, _)| !(0..OF_ONE_LIST).contains(&score)) {
        let message = "\"after\" is a cursor of the ranking for another target; omit it to start at the beginning.";
        return Err(Error::bad_input(message).at("after"));
    }
    let is_after =
        |(id, score): &(PostingId, i64)| after.is_none_or(|after| (*score, id.0) < after);
    let mut rest = ranked.into_iter().filter(is_after).peekable();
    let size = usize::try_from(page.size).map_err(Error::internal)?;
    let mut rows = Vec::with_capacity(size);
    while rows.len() < size && rest.peek().is_some() {
        let some: Vec<(PostingId, i64)> = rest.by_ref().take(size - rows.len()).collect();
        let loads = some
            .iter()
            .map(|(id, _)| context::load(ctx, Area::Jobs, PostingKey(*id)));
        let postings = futures_util::future::try_join_all(loads).await?;
        let loads = some
            .iter()
            .map(|(id, _)| context::load(ctx, Area::Matching, MatchOfPosting(*id)));
        let scores = futures_util::future::try_join_all(loads).await?;
        for (((id, key), posting), score) in some.into_iter().zip(postings).zip(scores) {
            let open = posting.filter(|posting| posting.closed_at.is_none());
            if let Some((posting, score)) = open.zip(score) {
                let own = target.and_then(|target| score.for_target(target));
                let row = PostingMatch {
                    posting: Posting::from(posting),
                    score: MatchScore(own.map_or(score, Arc::new)),
                };
                let cursor = Cursor {
                    key: list + key,
                    id: id.0,
                };
                rows.push((cursor, row));
            }
        }
    }
    Ok(Slice {
        rows,
        has_next: rest.peek().is_some(),
    })
}

/// A posting, and how well it fits the viewer.
#[derive(SimpleObject)]
pub struct PostingMatch {
    /// The posting.
    posting: Posting,
    /// How well it fits.
    #[graphql(name = "match")]
    score: MatchScore,
}

/// One page of the viewer's matches, with cursors for further pages.
pub struct MatchConnection {
    page: Connection<PostingMatch>,
    stale: bool,
    ranked_at: Instant,
}

/// One page of the viewer's matches, with cursors for further pages.
#[Object]
impl MatchConnection {
    /// The rows with their cursors.
    async fn edges(&self) -> &[Edge<PostingMatch>] {
        self.page.rows()
    }

    /// The rows alone.
    async fn nodes(&self) -> Vec<&PostingMatch> {
        self.page.row_nodes()
    }

    /// The position of this page in the list.
    async fn page_info(&self) -> PageInfo {
        self.page.position()
    }

    /// Number of ranked postings, at most 500; some may have been closed since.
    async fn total_count(&self, ctx: &Context<'_>) -> Option<Result<i64>> {
        Some(self.page.total(ctx).await)
    }

    /// True if the profile, the rules, the counts of words or postings have changed since the ranking: the postings are ranked again within some minutes. The scores of
    /// the rows are those of now; their order is that of the ranking.
    async fn stale(&self) -> bool {
        self.stale
    }

    /// When the postings were ranked.
    async fn ranked_at(&self) -> Instant {
        self.ranked_at
    }
}

/// The skills that the postings of the viewer's open applications ask for.
#[derive(SimpleObject)]
pub struct SkillDemand {
    /// The number of postings, at most the 50 newest.
    postings: i32,
    /// The skills, the most asked for first.
    #[graphql(complexity = "list_cost(20, child_complexity)")]
    skills: Vec<DemandedSkill>,
}

/// A skill that postings ask for.
#[derive(SimpleObject)]
pub struct DemandedSkill {
    /// The skill.
    skill: TaxonomySkill,
    /// The postings that require it.
    required_by: i32,
    /// The postings that prefer it.
    preferred_by: i32,
    /// True if the profile lists it, or a fact shows it; null for an API token that may not read profiles.
    has: Option<bool>,
    /// True if a fact of the profile shows it; null for an API token that may not read profiles.
    shown: Option<bool>,
}

impl SkillDemand {
    fn of(demand: Demand, first: u64) -> Result<Self> {
        let first = usize::try_from(first).map_err(Error::internal)?;
        let number = |count: usize| i32::try_from(count).map_err(Error::internal);
        let taxonomy = &demand.knowledge.taxonomy;
        let skills = demand.skills.into_iter().take(first).map(|one| {
            Ok(DemandedSkill {
                skill: TaxonomySkill::of(taxonomy, &one.skill),
                required_by: number(one.required)?,
                preferred_by: number(one.preferred)?,
                has: one.has,
                shown: one.is_shown,
            })
        });
        Ok(Self {
            postings: number(demand.postings)?,
            skills: skills.collect::<Result<_>>()?,
        })
    }
}
