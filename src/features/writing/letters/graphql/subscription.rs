//! The subscription `documentEvents`.

use async_graphql::{Context, Subscription};
use futures_util::{Stream, StreamExt};

use super::event::DocumentEvent;
use crate::{
    error::Result,
    features::writing::Writing,
    graphql::context,
    types::{area::Area, id::LetterId},
};

/// Subscriptions to the viewer's letters.
#[derive(Default)]
pub struct LettersSubscription;

#[Subscription]
impl LettersSubscription {
    /// What happens while a letter of the viewer is written, in order, each event once: those that there are already, and then new ones. Ends after the
    /// last. Events are kept for a day; of an older letter, only the last one is sent.
    async fn document_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The letter.")] document_id: LetterId,
        #[graphql(
            default_with = "Some(0)",
            desc = "The `seq` of the last event that was received; 0 for all events."
        )]
        after_seq: Option<i32>,
    ) -> Result<impl Stream<Item = DocumentEvent> + use<>> {
        let actor = context::allowed(ctx, Area::Writing.read())?;
        let letters = &context::handle::<Writing>(ctx)?.letters;
        let coming = letters.follow(actor, document_id, after_seq.unwrap_or_default());
        let coming = coming.await?;
        Ok(coming.map(DocumentEvent::of))
    }
}
