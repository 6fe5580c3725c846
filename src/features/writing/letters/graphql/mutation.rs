//! Mutations of the viewer's letters.

use async_graphql::{Context, Object, SimpleObject};

use super::{
    input::{
        ArchiveLetterInput, CancelLetterInput, CreateLetterInput, EditLetterInput,
        RegenerateSentenceInput, RemoveLetterInput, RestoreLetterInput, UnarchiveLetterInput,
    },
    object::Letter,
};
use crate::{
    error::Result,
    features::writing::{Writing, letters::Letters},
    graphql::{
        context,
        mutation::{Outcome, Request, payloads},
    },
    types::{actor::Actor, area::Area, id::LetterId},
};

payloads! {
    reads Area::Writing.read();

    /// The payload of `createLetter`.
    CreateLetterPayload {
        /// The new letter, which is being written; null if refused, and for an API token that may not read letters.
        letter: Letter
    }
    /// The payload of `cancelLetter`.
    CancelLetterPayload {
        /// The letter, which is written no further; null if refused, and for an API token that may not read letters.
        letter: Letter
    }
    /// The payload of `regenerateSentence`.
    RegenerateSentencePayload {
        /// The letter with the other sentence; null if refused, and for an API token that may not read letters.
        letter: Letter
    }
    /// The payload of `editLetter`.
    EditLetterPayload {
        /// The letter after the edit, with the advice of the verifier; null if refused, and for an API token that may not read letters.
        letter: Letter
    }
    /// The payload of `restoreLetter`.
    RestoreLetterPayload {
        /// The letter after the restoration; null if refused, and for an API token that may not read letters.
        letter: Letter
    }
    /// The payload of `archiveLetter`.
    ArchiveLetterPayload {
        /// The archived letter; null if refused, and for an API token that may not read letters.
        letter: Letter
    }
    /// The payload of `unarchiveLetter`.
    UnarchiveLetterPayload {
        /// The letter; null if refused, and for an API token that may not read letters.
        letter: Letter
    }
}

/// The payload of `removeLetter`.
#[derive(SimpleObject)]
pub struct RemoveLetterPayload {
    /// The id of the removed letter; null if refused.
    removed_letter_id: Option<LetterId>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Mutations of the viewer's letters.
#[derive(Default)]
pub struct LettersMutation;

/// Mutations of the viewer's letters.
#[Object]
impl LettersMutation {
    /// Creates a letter for a posting, which is written in the background from facts of the profile: `documentEvents` has each sentence as it is accepted.
    /// Each sentence passes the verifier; if facts show fewer than two things that the posting asks for, the letter ends as REFUSED. Needs the scope
    /// `profiles:read` as well.
    async fn create_letter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The posting, and what the letter is to be like.")]
        input: CreateLetterInput,
    ) -> Result<CreateLetterPayload> {
        let (new, request) = input.parse();
        let created = Box::pin(async {
            let write = request.write(ctx, actor(ctx)?)?;
            handle(ctx)?.create(&write, new).await
        });
        CreateLetterPayload::of(ctx, created.await, request)
    }

    /// Stops the writing of a letter. What was accepted so far is not kept.
    async fn cancel_letter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The letter that is being written.")] input: CancelLetterInput,
    ) -> Result<CancelLetterPayload> {
        let CancelLetterInput { id, request } = input;
        let cancelled = Box::pin(async {
            let write = request.write(ctx, actor(ctx)?)?;
            handle(ctx)?.cancel(&write, id).await
        });
        CancelLetterPayload::of(ctx, cancelled.await, request)
    }

    /// Writes one sentence anew, for the same facts: adds a revision. The verifier has accepted the new sentence.
    async fn regenerate_sentence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The letter and the sentence.")] input: RegenerateSentenceInput,
    ) -> Result<RegenerateSentencePayload> {
        let RegenerateSentenceInput {
            id,
            expected_version,
            index,
            request,
        } = input;
        let written = Box::pin(async {
            let write = request.write(ctx, actor(ctx)?)?;
            let write = write.expecting(expected_version);
            handle(ctx)?.regenerate(&write, id, index).await
        });
        RegenerateSentencePayload::of(ctx, written.await, request)
    }

    /// Replaces what a letter says, as a whole: adds a revision. Sentences with another text are the user's own: the verifier refuses none of them, and says
    /// in `advice` what the facts do not show. If the letter says all this already, no revision is added.
    async fn edit_letter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The letter and its content.")] input: EditLetterInput,
    ) -> Result<EditLetterPayload> {
        let (id, expected_version, edit, request) = input.parse();
        let edited = Box::pin(async {
            let write = request.write(ctx, actor(ctx)?)?;
            let write = write.expecting(expected_version);
            handle(ctx)?.edit(&write, id, edit).await
        });
        EditLetterPayload::of(ctx, edited.await, request)
    }

    /// Adds a revision with the content of an earlier one. If that is what the letter says now, no revision is added.
    async fn restore_letter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The letter and the revision.")] input: RestoreLetterInput,
    ) -> Result<RestoreLetterPayload> {
        let RestoreLetterInput {
            id,
            expected_version,
            revision,
            request,
        } = input;
        let restored = Box::pin(async {
            let write = request.write(ctx, actor(ctx)?)?;
            let write = write.expecting(expected_version);
            handle(ctx)?.restore(&write, id, revision).await
        });
        RestoreLetterPayload::of(ctx, restored.await, request)
    }

    /// Archives a letter: it is not listed with the others, and can be read and changed as before.
    async fn archive_letter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The letter to archive.")] input: ArchiveLetterInput,
    ) -> Result<ArchiveLetterPayload> {
        let archived = Box::pin(async {
            let write = input.request.write(ctx, actor(ctx)?)?;
            let write = write.expecting(input.expected_version);
            handle(ctx)?.archive(&write, input.id, true).await
        });
        let archived = archived.await;
        ArchiveLetterPayload::of(ctx, archived, input.request)
    }

    /// Lists an archived letter with the others again.
    async fn unarchive_letter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The letter to bring back.")] input: UnarchiveLetterInput,
    ) -> Result<UnarchiveLetterPayload> {
        let listed = Box::pin(async {
            let write = input.request.write(ctx, actor(ctx)?)?;
            let write = write.expecting(input.expected_version);
            handle(ctx)?.archive(&write, input.id, false).await
        });
        let listed = listed.await;
        UnarchiveLetterPayload::of(ctx, listed, input.request)
    }

    /// Removes a letter with all its revisions. Irreversible. Needs a session: API tokens are refused.
    async fn remove_letter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The letter to remove.")] input: RemoveLetterInput,
    ) -> Result<RemoveLetterPayload> {
        let person = context::person(ctx)?;
        let removed = Box::pin(async {
            let write = input.request.write(ctx, person.actor())?;
            let write = write.expecting(input.expected_version);
            handle(ctx)?.remove(&person, &write, input.id).await
        });
        let removed = removed.await;
        let (removed_letter_id, outcome) = Request::from(input.request).settle(removed)?;
        Ok(RemoveLetterPayload {
            removed_letter_id,
            outcome,
        })
    }
}

fn handle<'a>(ctx: &Context<'a>) -> Result<&'a Letters> {
    Ok(&context::handle::<Writing>(ctx)?.letters)
}

fn actor<'a>(ctx: &Context<'a>) -> Result<&'a Actor> {
    context::allowed(ctx, Area::Writing.write())
}
