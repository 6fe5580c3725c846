//! How every verb writes: one event is appended, the row is folded anew, and the fact is queued, all in one transaction.
//! A request with an idempotency key that was made before is answered, not repeated.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};

use super::{create::Creation, delete::Deletion, verb::CheckedStep};

use crate::{
    error::{Error, Kind, Refusal, Result},
    features::applications::{
        ApplicationRow, Applications, EventActor, EventKind, EventRow, Outcome, Stage,
        entity::{application, application_event, deleted_key},
        event::ApplicationChanged,
    },
    platform::hashing::content_hash,
    types::{
        actor::Actor,
        id::{ApplicationId, EventId},
        partial_date::PartialDate,
        text::Line,
    },
};

/// Events of one application.
const EVENTS_MAX: i32 = 500;

/// A request that may come twice.
pub(super) struct Request {
    pub key: Option<String>,
    pub hash: String,
}

impl Request {
    /// Names what is asked for, so that the same key with another request can be told.
    pub(super) fn new(key: Option<&str>, asked: &impl std::fmt::Debug) -> Result<Self> {
        let key = key
            .map(|key| Line::parse("input.idempotencyKey", key, 200))
            .transpose()?
            .map(Line::into_string);
        Ok(Self {
            key,
            hash: content_hash(format!("{asked:?}").as_bytes()),
        })
    }

    /// Refuses a key that another request was made with.
    fn refuse_other(&self, hash: &str) -> Result<()> {
        if self.hash == hash {
            Ok(())
        } else {
            Err(Refusal::KeyReused.into())
        }
    }
}

/// What is done in the transaction, checked as far as it can be without one.
pub(super) enum Act {
    Create(Box<Creation>),
    Take(CheckedStep),
    Delete(Deletion),
}

/// What an act led to, now or when the same request came before.
pub(super) enum Done {
    Row(Box<ApplicationRow>),
    Deleted(ApplicationId),
}

impl Done {
    /// The application as it is now.
    pub(super) fn row(self) -> Result<ApplicationRow> {
        match self {
            Self::Row(row) => Ok(*row),
            Self::Deleted(_) => Err(Error::not_found(
                "application any more: it was deleted after this request was done",
            )),
        }
    }
}

/// What a verb appends.
pub(super) struct Entry {
    pub kind: EventKind,
    pub from: Option<Stage>,
    pub to: Option<Stage>,
    pub outcome: Option<Outcome>,
    pub occurred_on: PartialDate,
    pub retracts: Option<EventId>,
    pub reason: String,
}

impl Applications {
    /// Runs a verb in a transaction; once more if another request got in between: the second look sees what it did, and with
    /// the same key its result is ours.
    pub(super) async fn once(&self, actor: &Actor, request: &Request, act: &Act) -> Result<Done> {
        let mut tries = 0;
        loop {
            tries += 1;
            let tx = self.platform.db.begin().await?;
            if let Some(done) = self.replay(&tx, actor, request).await? {
                return Ok(done);
            }
            let done = match act {
                Act::Create(creation) => self
                    .perform_creation(&tx, actor, request, creation)
                    .await
                    .map(Box::new)
                    .map(Done::Row),
                Act::Take(step) => self
                    .perform_step(&tx, actor, request, step)
                    .await
                    .map(Box::new)
                    .map(Done::Row),
                Act::Delete(deletion) => self
                    .perform_deletion(&tx, actor, request, deletion)
                    .await
                    .map(Done::Deleted),
            };
            let ended = match done {
                Ok(done) => tx.commit().await.map(|()| done).map_err(Error::from),
                Err(error) => Err(error),
            };
            match ended {
                Ok(done) => {
                    self.platform.queue.wake().await;
                    return Ok(done);
                }
                Err(error) if tries == 1 && is_race(&error, request) => {}
                Err(error) => return Err(error),
            }
        }
    }

    async fn replay(
        &self,
        conn: &impl ConnectionTrait,
        actor: &Actor,
        request: &Request,
    ) -> Result<Option<Done>> {
        let Some(key) = &request.key else {
            return Ok(None);
        };
        if let Some(event) = application_event::of_by_key(actor, key).one(conn).await? {
            request.refuse_other(&event.request_hash)?;
            return Ok(application::of_by_id(actor, event.application_id)
                .one(conn)
                .await?
                .map(Box::new)
                .map(Done::Row));
        }
        let Some(kept) = deleted_key::of_by_key(actor, &content_hash(key.as_bytes()))
            .one(conn)
            .await?
        else {
            return Ok(None);
        };
        request.refuse_other(&kept.request_hash)?;
        Ok(Some(Done::Deleted(kept.application_id)))
    }

    /// Appends an event to a row that is written already, and queues the fact.
    pub(super) async fn append(
        &self,
        conn: &impl ConnectionTrait,
        row: &ApplicationRow,
        request: &Request,
        entry: Entry,
    ) -> Result<EventRow> {
        let seq = application_event::last_seq(conn, row.id).await? + 1;
        if seq > EVENTS_MAX {
            return Err(Refusal::invalid(
                "input",
                format!("The history of an application has at most {EVENTS_MAX} events."),
            )
            .into());
        }
        let event = application_event::ActiveModel {
            id: Set(EventId(self.platform.clock.new_id())),
            application_id: Set(row.id),
            user_id: Set(row.user_id),
            seq: Set(seq),
            kind: Set(entry.kind),
            from_stage: Set(entry.from),
            to_stage: Set(entry.to),
            outcome: Set(entry.outcome),
            occurred_on: Set(entry.occurred_on.to_string()),
            recorded_at: Set(self.platform.clock.now()),
            actor: Set(EventActor::User),
            observed: Set(false),
            retracts_event_id: Set(entry.retracts),
            reason: Set(entry.reason),
            idempotency_key: Set(request.key.clone()),
            request_hash: Set(request.hash.clone()),
        };
        let event = event.insert(conn).await?;
        let fact = ApplicationChanged {
            event_id: event.id,
            application_id: row.id,
            user_id: row.user_id,
            company: row.company.clone(),
            role: row.role.clone(),
            // An event that takes the place of another is news of the history, and not of the stage.
            kind: if entry.retracts.is_some() {
                EventKind::Corrected
            } else {
                entry.kind
            },
            from: entry.from,
            to: row.stage,
            outcome: row.outcome,
        };
        self.platform.queue.announce(conn, &fact).await?;
        Ok(event)
    }
}

/// A unique index that refuses says only that somebody was faster; a refusal may be the work of this very request.
fn is_race(error: &Error, request: &Request) -> bool {
    match error.kind() {
        Kind::Conflict => true,
        // The request that is sent twice may be the one that deleted it.
        Kind::NotFound
        | Kind::Refused(Refusal::VersionConflict { .. } | Refusal::Duplicate { .. }) => {
            request.key.is_some()
        }
        _ => false,
    }
}
