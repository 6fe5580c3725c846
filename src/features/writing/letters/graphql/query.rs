//! The viewer's letters.

use async_graphql::{Context, Object};

use super::{
    object::Letter,
    request::{LetterRequest, LetterRequestInput},
};
use crate::{
    error::Result,
    features::writing::Writing,
    graphql::{context, limits::page_cost, page::Connection},
    types::{area::Area, cursor::List, id::LetterId, page::Page},
};

/// Fields of the viewer.
#[derive(Default)]
pub struct LettersOfViewer;

/// Fields of the viewer.
#[Object]
impl LettersOfViewer {
    /// The viewer's letters, newest first.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn letters(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            default,
            desc = "True for archived letters only, false for the others only."
        )]
        archived: bool,
        #[graphql(desc = "Rows of the page, 1 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list; the page starts after it.")] after: Option<String>,
    ) -> Option<Result<Connection<Letter>>> {
        let reading = async {
            let (writing, actor) = (
                context::handle::<Writing>(ctx)?.clone(),
                context::allowed(ctx, Area::Writing.read())?.clone(),
            );
            let page = Page::parse(first, after.as_deref(), List::Letters)?;
            let slice = writing.letters.list(&actor, archived, &page).await?;
            Ok(Connection::new(
                slice.map(Letter::from),
                List::Letters,
                page.after.is_some(),
                Area::Writing,
                move || {
                    let (writing, actor) = (writing.clone(), actor.clone());
                    async move { writing.letters.count(&actor, archived).await }
                },
            ))
        };
        context::field(ctx, Area::Writing, reading).await
    }

    /// What a language model would be sent for a letter, exactly: nothing is sent, and nothing stored. Null if none is set up, and if facts of the profile
    /// show fewer than two things that the posting asks for, because then none is asked. Needs the scope `profiles:read` as well.
    async fn letter_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The posting, and what the letter is to be like, as in `createLetter`.")]
        input: LetterRequestInput,
    ) -> Option<Result<LetterRequest>> {
        let reading = async {
            let actor = context::allowed(ctx, Area::Writing.read())?;
            let letters = &context::handle::<Writing>(ctx)?.letters;
            letters.request(actor, input.into()).await
        };
        let found = context::within(ctx, Area::Writing, reading).await;
        found
            .map(|found| found.map(LetterRequest::from))
            .transpose()
    }

    /// One letter of the viewer, archived or not; NOT_FOUND for any other.
    async fn letter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The letter.")] id: LetterId,
    ) -> Option<Result<Letter>> {
        let reading = async {
            let actor = context::allowed(ctx, Area::Writing.read())?;
            let writing = context::handle::<Writing>(ctx)?;
            writing.letters.get(actor, id).await
        };
        let found = context::within(ctx, Area::Writing, reading).await;
        Some(found.map(Letter::from))
    }
}
