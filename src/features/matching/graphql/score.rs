//! A match score with its explanation.

use std::sync::Arc;

use ::matching::{
    prepared::Quote,
    score::{Evidence, Gate, Reason, SkillGap, SkillHit},
};
use async_graphql::{Context, Object, SimpleObject};

use super::{
    difference::{MatchComparison, MatchLever},
    embedding::MatchEmbedding,
    kinds::{MatchBand, MatchConfidence, MatchFeature, MatchGateCode, MatchSide},
    loader::{EmbeddingOfPosting, MatchOfPosting},
    skill::TaxonomySkill,
    span::PostingSpan,
};
use crate::{
    error::{Error, Result},
    features::{
        jobs::Requirement,
        matching::{Match, Shared},
    },
    graphql::{context, limits::list_cost, scalar::Instant},
    types::{
        area::Area,
        id::{EvidenceId, PostingId, TypedId},
    },
};

/// Levers of a match if `first` is omitted.
const LEVERS: i32 = 5;
/// Levers of a match at most.
const LEVERS_MAX: i32 = 50;

/// How well a posting fits the viewer; UNAUTHENTICATED without a token.
pub async fn match_of(ctx: &Context<'_>, posting: PostingId) -> Result<Option<MatchScore>> {
    context::allowed(ctx, Area::Matching.read())?;
    let found = context::load(ctx, Area::Matching, MatchOfPosting(posting)).await?;
    Ok(found.map(MatchScore))
}

/// How well a posting fits the viewer.
pub struct MatchScore(pub(super) Arc<Match>);

/// How well a posting fits the viewer, from 0 to 100, and why: the contributions of `reasons` and the deltas of `gates` add up to `score`. It is computed
/// by rules from profile, targets and posting; names, photos, ages, genders and nationalities are not read. docs/MATCHING.md explains it.
#[Object]
impl MatchScore {
    /// The posting.
    async fn posting_id(&self) -> PostingId {
        self.0.posting_id
    }

    /// From 0 to 100.
    async fn score(&self) -> f64 {
        self.0.score.score
    }

    /// The range that the score is in.
    async fn band(&self) -> MatchBand {
        self.0.score.band.into()
    }

    /// How much of the score is known.
    async fn confidence(&self) -> MatchConfidence {
        self.0.score.confidence.into()
    }

    /// The weights of the features that are known, 0 to 1. The others are left out, and the weights of these are scaled up.
    async fn completeness(&self) -> f64 {
        self.0.score.completeness
    }

    /// The title of the profile's targets that fits best; null if the profile names none, or if the current title fits better.
    async fn target(&self) -> Option<&str> {
        self.0.target()
    }

    /// The score for each title of the profile's targets by that title, without the current one. `score` is the largest, or that for the current title.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    async fn targets(&self) -> Vec<TargetScore> {
        let titles = self.0.subject().person.targets.iter();
        let scores = titles.zip(&self.0.score.targets);
        scores
            .map(|(target, score)| TargetScore {
                title: target.title.clone(),
                score: *score,
            })
            .collect()
    }

    /// The features, by weight.
    #[graphql(complexity = "list_cost(6, child_complexity)")]
    async fn reasons(&self) -> Vec<MatchReason> {
        self.0.score.reasons.iter().map(MatchReason::from).collect()
    }

    /// What keeps the posting from being in question as it is, in the order in which it is applied.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn gates(&self) -> Vec<MatchGate> {
        self.0.score.gates.iter().map(MatchGate::from).collect()
    }

    /// The skills that the posting asks for.
    async fn skills(&self) -> SkillMatch {
        SkillMatch(Arc::clone(&self.0))
    }

    /// What would lift the score most, the strongest first.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    async fn levers(
        &self,
        #[graphql(desc = "The number of levers, 1 to 50; 5 by default.")] first: Option<i32>,
    ) -> Option<Result<Vec<MatchLever>>> {
        Some(self.first_levers(first))
    }

    /// Why this posting is above or below another: differences of reasons and gates, which add up to the difference of the scores. Null if there is no such
    /// posting.
    async fn compare(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The other posting.")] with: PostingId,
    ) -> Option<Result<MatchComparison>> {
        let other = match context::load(ctx, Area::Matching, MatchOfPosting(with)).await {
            Ok(other) => other?,
            Err(error) => return Some(Err(error)),
        };
        Some(Ok(MatchComparison::from(self.0.compared_with(&other))))
    }

    /// How alike posting and profile are by their vectors; it is no part of the score. Null without an endpoint for embeddings, and if one of them has no
    /// vector.
    async fn embedding(&self, ctx: &Context<'_>) -> Option<Result<MatchEmbedding>> {
        let key = EmbeddingOfPosting(self.0.posting_id);
        let found = context::load(ctx, Area::Matching, key).await.transpose()?;
        Some(found.map(MatchEmbedding::from))
    }

    /// True if the posting has changed and is being read again: the score is that of its earlier text.
    async fn stale(&self) -> bool {
        self.0.is_stale
    }

    /// The version of the rules, the taxonomy and the counts of words.
    async fn version(&self) -> &str {
        &self.0.subject().knowledge.score_version
    }

    /// When it was computed.
    async fn computed_at(&self) -> Instant {
        self.0.subject().read_at.into()
    }
}

impl MatchScore {
    fn first_levers(&self, first: Option<i32>) -> Result<Vec<MatchLever>> {
        let first = first.unwrap_or(LEVERS);
        let count = usize::try_from(first)
            .ok()
            .filter(|_| (1..=LEVERS_MAX).contains(&first))
            .ok_or_else(|| {
                Error::bad_input(format!("\"first\" must be between 1 and {LEVERS_MAX}."))
                    .at("first")
            })?;
        let taxonomy = &self.0.subject().knowledge.taxonomy;
        let levers = self.0.levers().into_iter().take(count);
        Ok(levers
            .map(|lever| MatchLever::of(lever, taxonomy))
            .collect())
    }
}

/// The score for a title that the viewer looks for.
#[derive(SimpleObject)]
pub struct TargetScore {
    /// The title, as in `Profile.targets`.
    title: String,
    /// From 0 to 100.
    score: f64,
}

/// A feature with its part of a score.
#[derive(SimpleObject)]
pub struct MatchReason {
    /// The feature.
    feature: MatchFeature,
    /// From 0 to 1; null if it is not known.
    value: Option<f64>,
    /// The weight, scaled up for features that are not known; 0 without a value.
    weight: f64,
    /// What it adds to the score.
    contribution: f64,
    /// The reason in words.
    text: String,
    /// What it rests on.
    evidence: Vec<MatchEvidence>,
}

impl From<&Reason> for MatchReason {
    fn from(reason: &Reason) -> Self {
        Self {
            feature: reason.feature.into(),
            value: reason.value,
            weight: reason.weight,
            contribution: reason.contribution,
            text: reason.text.clone(),
            evidence: reason.evidence.iter().map(MatchEvidence::from).collect(),
        }
    }
}

/// A gate with what it takes from a score.
#[derive(SimpleObject)]
pub struct MatchGate {
    /// Which one.
    code: MatchGateCode,
    /// What the score is multiplied by, 0 to 1.
    factor: f64,
    /// What that adds to the score: 0 or less.
    delta: f64,
    /// The reason in words.
    text: String,
    /// What it rests on.
    evidence: Vec<MatchEvidence>,
}

impl From<&Gate> for MatchGate {
    fn from(gate: &Gate) -> Self {
        Self {
            code: gate.code.into(),
            factor: gate.factor,
            delta: gate.delta,
            text: gate.text.clone(),
            evidence: gate.evidence.iter().map(MatchEvidence::from).collect(),
        }
    }
}

/// Words of the posting or of the profile that a reason rests on.
#[derive(SimpleObject)]
pub struct MatchEvidence {
    /// Which of the two says so.
    side: MatchSide,
    /// The fact of the profile, if it is one.
    fact_id: Option<EvidenceId>,
    /// Where the posting says so.
    span: Option<PostingSpan>,
    /// The words, as they are written there.
    quote: String,
}

impl From<&Evidence> for MatchEvidence {
    fn from(evidence: &Evidence) -> Self {
        let fact = evidence.fact_id.as_deref();
        Self {
            side: evidence.side.into(),
            fact_id: fact.and_then(EvidenceId::parse_id),
            span: evidence.span.map(PostingSpan::from),
            quote: evidence.quote.clone(),
        }
    }
}

/// The skills of a match.
pub struct SkillMatch(Arc<Match>);

/// The skills that a posting asks for, against those of the profile.
#[Object]
impl SkillMatch {
    /// Those that the profile has, required ones first.
    #[graphql(complexity = "list_cost(10, child_complexity)")]
    async fn matched(&self) -> Vec<MatchedSkill> {
        let taxonomy = &self.0.subject().knowledge.taxonomy;
        let hits = self.0.score.skills.matched.iter();
        hits.map(|hit| MatchedSkill::of(taxonomy, hit)).collect()
    }

    /// Those that the profile lacks, required ones first.
    #[graphql(complexity = "list_cost(10, child_complexity)")]
    async fn missing(&self) -> Vec<MissingSkill> {
        let taxonomy = &self.0.subject().knowledge.taxonomy;
        let gaps = self.0.score.skills.missing.iter();
        gaps.map(|gap| MissingSkill::of(taxonomy, gap)).collect()
    }
}

/// A skill that a posting asks for and the profile has.
#[derive(SimpleObject)]
pub struct MatchedSkill {
    /// The skill.
    skill: TaxonomySkill,
    /// Required or preferred.
    importance: Requirement,
    /// How well the profile has it, 0.7 to 1: less if it is only listed, or if a narrower or broader skill stands for it.
    strength: f64,
    /// The skill of the profile that stands for it, if it is another one.
    via: Option<TaxonomySkill>,
    /// The facts that show it; empty if it is only listed.
    fact_ids: Vec<EvidenceId>,
    /// The words of the posting that name it.
    quote: String,
    /// Where the posting names it.
    span: PostingSpan,
}

impl MatchedSkill {
    fn of(taxonomy: &Shared<::taxonomy::Taxonomy>, hit: &SkillHit) -> Self {
        let facts = hit.fact_ids.iter();
        let (quote, span) = quoted(&hit.quote);
        Self {
            skill: TaxonomySkill::of(taxonomy, &hit.skill),
            importance: importance(hit.required),
            strength: hit.strength,
            via: hit
                .via
                .as_deref()
                .map(|via| TaxonomySkill::of(taxonomy, via)),
            fact_ids: facts.filter_map(|id| EvidenceId::parse_id(id)).collect(),
            quote,
            span,
        }
    }
}

/// A skill that a posting asks for and the profile lacks.
#[derive(SimpleObject)]
pub struct MissingSkill {
    /// The skill.
    skill: TaxonomySkill,
    /// Required or preferred.
    importance: Requirement,
    /// The closest skill of the profile; null if none is close.
    nearest: Option<TaxonomySkill>,
    /// How close that is, 0 to 0.7.
    nearest_strength: f64,
    /// The words of the posting that name it.
    quote: String,
    /// Where the posting names it.
    span: PostingSpan,
}

impl MissingSkill {
    fn of(taxonomy: &Shared<::taxonomy::Taxonomy>, gap: &SkillGap) -> Self {
        let nearest = gap.nearest.as_deref();
        let (quote, span) = quoted(&gap.quote);
        Self {
            skill: TaxonomySkill::of(taxonomy, &gap.skill),
            importance: importance(gap.required),
            nearest: nearest.map(|nearest| TaxonomySkill::of(taxonomy, nearest)),
            nearest_strength: gap.nearest_strength,
            quote,
            span,
        }
    }
}

fn quoted(quote: &Quote) -> (String, PostingSpan) {
    (quote.text.clone(), quote.span.into())
}

const fn importance(required: bool) -> Requirement {
    if required {
        Requirement::Required
    } else {
        Requirement::Preferred
    }
}
