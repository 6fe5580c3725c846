//! Follows a letter while it is written: the events after a number, in order, each once.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use futures_util::Stream;

use crate::{
    error::{Kind, Result},
    features::writing::letters::{
        EventBody, EventRow, LetterRow, Letters, Reason, State, entity::event,
    },
    types::{actor::Actor, id::LetterId},
};

/// The pause after a read that failed.
const PAUSE: Duration = Duration::from_secs(1);

/// The topic of the bus that is signalled when a letter has a new event.
pub(super) fn topic(id: LetterId) -> String {
    format!("letter:{id}")
}

impl Letters {
    /// The events after a number, and then new ones; ends with the last. If events were deleted because they are old, only the last one is sent. NOT_FOUND
    /// if the actor has no such letter.
    pub async fn follow(
        &self,
        actor: &Actor,
        id: LetterId,
        after: i32,
    ) -> Result<impl Stream<Item = (Arc<LetterRow>, EventRow)> + use<>> {
        // The listener is registered before the first read, so that an event in between is signalled.
        let mut bell = self.platform.bus.listen(&topic(id));
        self.get(actor, id).await?;
        let poll = Duration::from_secs(self.platform.config.changes.follow_poll_secs);
        let (letters, actor) = (self.clone(), actor.clone());
        Ok(async_stream::stream! {
            let mut seen = after;
            loop {
                match Box::pin(letters.events_after(&actor, id, seen)).await {
                    Ok((letter, mut events)) => {
                        let is_over = letter.state != State::Writing;
                        while let Some(event) = events.pop_front() {
                            seen = event.seq;
                            let is_last = event.body.is_last();
                            yield (Arc::clone(&letter), event);
                            if is_last {
                                return;
                            }
                        }
                        if is_over {
                            return;
                        }
                    }
                    // It was removed, or deleted with its account.
                    Err(error) if *error.kind() == Kind::NotFound => return,
                    // The database is unavailable: the subscription stays and reads again.
                    Err(_) => {
                        tokio::time::sleep(PAUSE).await;
                        continue;
                    }
                }
                bell.wait(poll).await;
            }
        })
    }

    /// The letter, and its events after a number.
    async fn events_after(
        &self,
        actor: &Actor,
        id: LetterId,
        after: i32,
    ) -> Result<(Arc<LetterRow>, VecDeque<EventRow>)> {
        let conn = self.platform.db.conn();
        // The letter is read first: when it is over then, all its events are there.
        let mut letter = self.get(actor, id).await?;
        let events = event::of_after(actor, id, after).all(conn).await?;
        let mut events = VecDeque::from(events);
        let has_last = events.back().is_some_and(|last| last.body.is_last());
        match (letter.state == State::Writing, has_last) {
            // It ended in between, and is sent with its last event.
            (true, true) => letter = self.get(actor, id).await?,
            // The events are gone.
            (false, false) if after < letter.last_seq => {
                events = VecDeque::from([last_of(&letter)]);
            }
            _ => {}
        }
        Ok((Arc::new(letter), events))
    }
}

/// The last event of a letter that is over, of which no events are kept.
fn last_of(letter: &LetterRow) -> EventRow {
    let body = match letter.state {
        State::Completed => EventBody::Completed,
        _ => EventBody::Failed {
            reason: letter.reason.unwrap_or(Reason::Interrupted),
        },
    };
    EventRow {
        letter_id: letter.id,
        seq: letter.last_seq,
        user_id: letter.user_id,
        body,
        created_at: letter.updated_at,
    }
}
