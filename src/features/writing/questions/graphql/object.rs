//! Questions of interviews as GraphQL objects.

use std::sync::Arc;

use ::matching::prepared::{Part, Span};
use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use writing::questions::{Citation, Outline, Question, QuestionKind};

use super::loader::QuestionsFor;
use crate::{
    error::Result,
    features::{
        matching::graphql::PostingSpan,
        writing::{
            Language,
            letters::{Asked, version_of},
            questions::{Preparation, Shown},
        },
    },
    graphql::{context, limits::list_cost},
    types::{
        area::Area,
        id::{EvidenceId, PostingId},
    },
};

/// What the questions for one posting cost, beside their fields: the posting and the profile are read anew.
pub const QUESTIONS_COST: usize = 100;

/// The questions that an interview for a posting may have.
pub async fn questions_of(
    ctx: &Context<'_>,
    posting: PostingId,
    language: Option<Language>,
) -> Result<Vec<InterviewQuestion>> {
    let key = QuestionsFor(posting, language);
    let found = context::load(ctx, Area::Writing, key).await?;
    let of = |preparation: Arc<Preparation>| -> Vec<InterviewQuestion> {
        let questions = (0..preparation.questions.len()).map(|index| InterviewQuestion {
            preparation: Arc::clone(&preparation),
            index,
        });
        questions.collect()
    };
    Ok(found.map(of).unwrap_or_default())
}

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "writing::questions::QuestionKind")]
pub enum InterviewQuestionKind {
    /// What the viewer did.
    Behavioural,
    /// What the viewer knows.
    Technical,
    /// Something that the posting asks for and no fact of the profile shows.
    Gap,
    /// What the viewer may ask the employer.
    ForEmployer,
}

/// A question that an interview may have.
pub struct InterviewQuestion {
    preparation: Arc<Preparation>,
    index: usize,
}

impl InterviewQuestion {
    fn question(&self) -> Option<&Question> {
        self.preparation.questions.get(self.index)
    }
}

/// A question that an interview for the posting may have, with outlines of answers from the viewer's own facts.
#[Object]
impl InterviewQuestion {
    /// What it is about.
    async fn kind(&self) -> InterviewQuestionKind {
        let kind = self.question().map(|question| question.kind);
        kind.unwrap_or(QuestionKind::ForEmployer).into()
    }

    /// Its words.
    async fn text(&self) -> &str {
        let question = self.question();
        question.map_or("", |question| question.text.as_str())
    }

    /// What of the posting it comes from; empty if it comes from the profile or suits every posting.
    #[graphql(complexity = "list_cost(1, child_complexity)")]
    async fn requirements(&self) -> Vec<InterviewRequirement> {
        let ids = self.question().map(|question| question.requirements.iter());
        let asked = ids.into_iter().flatten();
        let asked = asked.filter_map(|id| self.preparation.asked(id));
        asked.map(InterviewRequirement::from).collect()
    }

    /// Outlines of answers, the best first: at most two. For a GAP they have the nearest facts, which do not show what is asked; often there are none.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn outlines(&self) -> Vec<AnswerOutline> {
        let outlines = self.question().map(|question| question.outlines.iter());
        let outlines = outlines.into_iter().flatten();
        outlines.map(AnswerOutline::from).collect()
    }
}

/// Something that a posting asks for, in its words.
#[derive(SimpleObject)]
pub struct InterviewRequirement {
    /// The words, as they are written in the posting.
    quote: String,
    /// Where they are.
    span: PostingSpan,
    /// True if it is required, false if it is nice to have.
    is_required: bool,
    /// True if a fact of the profile shows it, false if none does; null if it is nothing that facts can show, such as a number of years.
    is_shown: Option<bool>,
}

impl From<&(Asked, Shown)> for InterviewRequirement {
    fn from((asked, shown): &(Asked, Shown)) -> Self {
        let part = if asked.in_title {
            Part::Title
        } else {
            Part::Text
        };
        let (start, end) = (asked.start, asked.end);
        Self {
            quote: asked.text.clone(),
            span: Span { part, start, end }.into(),
            is_required: asked.required,
            is_shown: match shown {
                Shown::Yes => Some(true),
                Shown::No => Some(false),
                Shown::Unjudged => None,
            },
        }
    }
}

/// The outline of an answer, in words of one fact. What the fact does not say is empty, for the viewer to fill in.
#[derive(SimpleObject)]
pub struct AnswerOutline {
    /// Where it was, and in which role.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    situation: Vec<FactQuote>,
    /// What the viewer did.
    #[graphql(complexity = "list_cost(1, child_complexity)")]
    action: Vec<FactQuote>,
    /// What came of it.
    #[graphql(complexity = "list_cost(1, child_complexity)")]
    result: Vec<FactQuote>,
}

impl From<&Outline> for AnswerOutline {
    fn from(outline: &Outline) -> Self {
        let quotes = |part: &[Citation]| part.iter().cloned().map(FactQuote).collect();
        Self {
            situation: quotes(&outline.situation),
            action: quotes(&outline.action),
            result: quotes(&outline.result),
        }
    }
}

/// Words of a fact of the profile.
pub struct FactQuote(Citation);

/// Words of a fact of the profile.
#[Object]
impl FactQuote {
    /// The words: a part of the statement, or the title or the organization of its item.
    async fn quote(&self) -> &str {
        &self.0.quote
    }

    /// The statement of the profile; null if the fact is an item of the profile, such as a job.
    async fn evidence(&self) -> Option<EvidenceId> {
        version_of(&self.0.fact).map(|(evidence, _)| evidence)
    }

    /// The number of the statement's version; null for an item.
    async fn version(&self) -> Option<i32> {
        version_of(&self.0.fact).map(|(_, version)| version)
    }

    /// The id of the item of the profile; null for a statement.
    async fn item(&self) -> Option<ID> {
        let is_item = version_of(&self.0.fact).is_none();
        is_item.then(|| ID::from(self.0.fact.as_str()))
    }
}
