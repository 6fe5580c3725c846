//! The viewer's answers.

use async_graphql::{Context, Object};

use super::{found::AnswerMatch, input::FormQuestionInput, object::Answer};
use crate::{
    error::Result,
    features::writing::Writing,
    graphql::{
        context,
        limits::{list_cost, page_cost},
        page::Connection,
    },
    types::{area::Area, cursor::List, id::AnswerId, page::Page},
};

/// Fields of the viewer.
#[derive(Default)]
pub struct AnswersOfViewer;

/// Fields of the viewer.
#[Object]
impl AnswersOfViewer {
    /// The viewer's answers to questions of forms, newest first.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn answers(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Words, each at the beginning of a word of question or answer, in any case; at most 200 characters."
        )]
        text: Option<String>,
        #[graphql(desc = "Rows of the page, 1 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list; the page starts after it.")] after: Option<String>,
    ) -> Option<Result<Connection<Answer>>> {
        let reading = async {
            let (writing, actor) = (
                context::handle::<Writing>(ctx)?.clone(),
                context::allowed(ctx, Area::Writing.read())?.clone(),
            );
            let page = Page::parse(first, after.as_deref(), List::Answers)?;
            let answers = &writing.answers;
            let slice = answers.list(&actor, text.as_deref(), &page).await?;
            Ok(Connection::new(
                slice.map(Answer::from),
                List::Answers,
                page.after.is_some(),
                Area::Writing,
                move || {
                    let (writing, actor, text) = (writing.clone(), actor.clone(), text.clone());
                    async move { writing.answers.count(&actor, text.as_deref()).await }
                },
            ))
        };
        context::field(ctx, Area::Writing, reading).await
    }

    /// One answer of the viewer; NOT_FOUND for any other.
    async fn answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The answer.")] id: AnswerId,
    ) -> Option<Result<Answer>> {
        let reading = async {
            let actor = context::allowed(ctx, Area::Writing.read())?;
            let writing = context::handle::<Writing>(ctx)?;
            writing.answers.get(actor, id).await
        };
        let found = context::within(ctx, Area::Writing, reading).await;
        Some(found.map(Answer::from))
    }

    /// The viewer's answers to a question of a form, in the same or other words: those that it takes first, then the most alike. A question about another
    /// country, skill or number is another question, and so is its opposite. Empty if there are none: an answer is never guessed.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    async fn find_answers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The question, and what the form takes.")] question: FormQuestionInput,
    ) -> Option<Result<Vec<AnswerMatch>>> {
        let reading = async {
            let actor = context::allowed(ctx, Area::Writing.read())?;
            let writing = context::handle::<Writing>(ctx)?;
            let found = writing.answers.find(actor, question.into()).await?;
            Ok(found.into_iter().map(AnswerMatch).collect())
        };
        context::field(ctx, Area::Writing, reading).await
    }
}
