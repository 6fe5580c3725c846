//! What sentences of letters rest on, as GraphQL objects.

use ::matching::prepared::{Part, Span};
use async_graphql::{Context, ID, Object, SimpleObject};
use writing::{fact::Fact, refusal::Refusal};

use super::{
    kinds::{LetterPart, WritingRule},
    loader::CurrentFacts,
};
use crate::{
    error::{Error, Result},
    features::{
        matching::graphql::PostingSpan,
        writing::letters::{Asked, Grounds, RefusedSentence, version_of},
    },
    graphql::context,
    types::{area::Area, id::EvidenceId},
};

/// A fact that written words rest on.
pub struct LetterCitation(pub(super) Fact);

/// A fact that written words rest on, as the profile said it when they were written.
#[Object(name = "FactCitation")]
impl LetterCitation {
    /// The statement of the profile; null if the fact is an item of the profile, such as a job or a skill.
    async fn evidence(&self) -> Option<EvidenceId> {
        version_of(&self.0.id).map(|(evidence, _)| evidence)
    }

    /// The number of the statement's version; null for an item.
    async fn version(&self) -> Option<i32> {
        version_of(&self.0.id).map(|(_, version)| version)
    }

    /// The id of the item of the profile, which may be gone by now; null for a statement.
    async fn item(&self) -> Option<ID> {
        let is_item = version_of(&self.0.id).is_none();
        is_item.then(|| ID::from(self.0.id.as_str()))
    }

    /// What the fact said. Needs the scope `profiles:read` as well; null with an error without it.
    async fn text(&self, ctx: &Context<'_>) -> Option<Result<&str>> {
        let reader = context::allowed(ctx, Area::Profiles.read());
        Some(reader.map(|_| self.0.text.as_str()))
    }

    /// False if the fact was edited or removed since. Needs the scope `profiles:read` as well; null with an error without it.
    async fn is_current(&self, ctx: &Context<'_>) -> Option<Result<bool>> {
        let reading = async {
            let current = context::load(ctx, Area::Profiles, CurrentFacts).await?;
            let current = current.ok_or_else(|| Error::internal("the profile has no facts"))?;
            Ok(current.has(&self.0))
        };
        Some(reading.await)
    }
}

/// Something that a posting asks for, in its words.
#[derive(SimpleObject)]
#[graphql(name = "RequirementQuote")]
pub struct LetterRequirement {
    /// The words.
    text: String,
    /// Where they are in the posting, as it was when it was read.
    span: PostingSpan,
    /// True if it is required, false if it is nice to have.
    is_required: bool,
}

impl From<&Asked> for LetterRequirement {
    fn from(asked: &Asked) -> Self {
        let part = if asked.in_title {
            Part::Title
        } else {
            Part::Text
        };
        let (start, end) = (asked.start, asked.end);
        Self {
            text: asked.text.clone(),
            span: Span { part, start, end }.into(),
            is_required: asked.required,
        }
    }
}

/// The facts with these ids.
pub(in crate::features::writing) fn citations(
    grounds: &Grounds,
    ids: &[String],
) -> Vec<LetterCitation> {
    let facts = ids.iter().filter_map(|id| grounds.fact(id));
    facts.cloned().map(LetterCitation).collect()
}

/// The requirements with these ids.
pub(in crate::features::writing) fn requirements(
    grounds: &Grounds,
    ids: &[String],
) -> Vec<LetterRequirement> {
    let asked = ids.iter().filter_map(|id| grounds.requirement(id));
    asked.map(LetterRequirement::from).collect()
}

/// A position as the schema has it.
pub(super) fn position(at: usize) -> i32 {
    i32::try_from(at).unwrap_or(i32::MAX)
}

/// What the verifier says about words. The user decides.
#[derive(SimpleObject)]
#[graphql(name = "WritingAdvice")]
pub struct LetterAdvice {
    /// The rule.
    rule: WritingRule,
    /// The first byte of the words that it is about, in the UTF-8 of the text.
    start: i32,
    /// The byte after the last.
    end: i32,
    /// What was found.
    detail: String,
}

impl From<&Refusal> for LetterAdvice {
    fn from(refusal: &Refusal) -> Self {
        Self {
            rule: refusal.rule.into(),
            start: position(refusal.start),
            end: position(refusal.end),
            detail: refusal.detail.clone(),
        }
    }
}

/// A proposed sentence that the verifier refused. Its text is not kept.
#[derive(SimpleObject)]
pub struct RefusedLetterSentence {
    /// The index of the sentence that it would have been.
    index: i32,
    /// What its paragraph is for.
    part: LetterPart,
    /// The rules that it broke, the gravest first.
    rules: Vec<WritingRule>,
}

impl From<&RefusedSentence> for RefusedLetterSentence {
    fn from(refused: &RefusedSentence) -> Self {
        Self {
            index: refused.index,
            part: refused.paragraph.into(),
            rules: refused
                .rules
                .iter()
                .copied()
                .map(WritingRule::from)
                .collect(),
        }
    }
}
