//! How every verb writes: one event is appended, the row is folded anew, and the fact is queued, all in one transaction.
//! A request with an idempotency key that was made before is answered, not repeated.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};

use super::{create::Creation, verb::CheckedStep};

use crate::{
    error::{Error, Kind, Refusal, Result},
    features::applications::{
        ApplicationRow, Applications, EventActor, EventKind, EventRow,
        entity::{application, application_event},
        event::ApplicationChanged,
        life::{Change, Step},
    },
    platform::vault::content_hash,
    types::{actor::Actor, id::EventId, partial_date::PartialDate, stage::Stage, text::Line},
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
        let key = key.map(|key| Line::parse("input.idempotencyKey", key, 200)).transpose()?.map(Line::into_string);
        Ok(Self { key, hash: content_hash(format!("{asked:?}").as_bytes()) })
    }
}

/// What is done in the transaction, checked as far as it can be without one.
pub(super) enum Act {
    Create(Box<Creation>),
    Take(CheckedStep),
}

/// What a verb appends.
pub(super) struct Entry {
    pub kind: EventKind,
    pub from: Option<Stage>,
    pub occurred_on: PartialDate,
    pub retracts: Option<EventId>,
    pub reason: String,
}

impl Applications {
    /// Runs a verb in a transaction; once more if another request got in between: the second look sees what it did, and with
    /// the same key its result is ours.
    pub(super) async fn once(&self, actor: &Actor, request: &Request, act: &Act) -> Result<ApplicationRow> {
        let mut tries = 0;
        loop {
            tries += 1;
            let tx = self.platform.db.begin().await?;
            if let Some(done) = self.replay(&tx, actor, request).await? {
                return Ok(done);
            }
            let done = match act {
                Act::Create(creation) => self.perform_creation(&tx, actor, request, creation).await,
                Act::Take(step) => self.perform_step(&tx, actor, request, step).await,
            };
            let ended = match done {
                Ok(row) => tx.commit().await.map(|()| row).map_err(Error::from),
                Err(error) => Err(error),
            };
            match ended {
                Ok(row) => {
                    self.platform.queue.wake().await;
                    return Ok(row);
                }
                Err(error) if tries == 1 && is_race(&error, request) => {}
                Err(error) => return Err(error),
            }
        }
    }

    async fn replay(&self, conn: &impl ConnectionTrait, actor: &Actor, request: &Request) -> Result<Option<ApplicationRow>> {
        let Some(key) = &request.key else { return Ok(None) };
        let Some(event) = application_event::of_by_key(actor, key).one(conn).await? else { return Ok(None) };
        if event.request_hash != request.hash {
            return Err(Refusal::KeyReused.into());
        }
        Ok(application::of_by_id(actor, event.application_id).one(conn).await?)
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
            return Err(Refusal::invalid("input", format!("The history of an application has at most {EVENTS_MAX} events.")).into());
        }
        let event = application_event::ActiveModel {
            id: Set(EventId(self.platform.clock.new_id())),
            application_id: Set(row.id),
            user_id: Set(row.user_id),
            seq: Set(seq),
            kind: Set(entry.kind),
            from_stage: Set(entry.from),
            to_stage: Set(Some(row.stage)),
            outcome: Set(row.outcome),
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
            kind: entry.kind,
            from: entry.from,
            to: row.stage,
            outcome: row.outcome,
        };
        self.platform.queue.publish(conn, &fact).await?;
        Ok(event)
    }

    /// The day that a client states, or today. A day that is yet to come cannot have happened.
    pub(super) fn day(&self, stated: Option<PartialDate>) -> Result<PartialDate> {
        let today = self.platform.clock.now().date_naive();
        match stated {
            None => Ok(PartialDate::from_day(today)),
            // A day ahead is today somewhere on earth.
            Some(day) if day.earliest() <= today.succ_opt().unwrap_or(today) => Ok(day),
            Some(_) => {
                Err(Refusal::invalid("input.occurredOn", "This day is yet to come; state when it happened, or leave it out for today.")
                    .into())
            }
        }
    }
}

/// The steps that stand, in order.
pub(super) fn standing_steps(events: &[EventRow]) -> Vec<Step> {
    let is_retracted = |event: &EventRow| events.iter().any(|later| later.retracts_event_id == Some(event.id));
    events.iter().filter(|event| !is_retracted(event)).filter_map(step).collect()
}

fn step(event: &EventRow) -> Option<Step> {
    let change = match event.kind {
        EventKind::Created => Change::Begin(event.to_stage?),
        EventKind::Moved => Change::Move(event.to_stage?),
        EventKind::Closed => Change::Close(event.outcome?),
        EventKind::Reopened => Change::Reopen(event.to_stage?),
        EventKind::Corrected => return None,
    };
    Some(Step { change, occurred_on: PartialDate::parse_text(&event.occurred_on)? })
}

/// A unique index that refuses says only that somebody was faster; a refusal may be the work of this very request.
fn is_race(error: &Error, request: &Request) -> bool {
    match error.kind() {
        Kind::Conflict => true,
        Kind::Refused(Refusal::VersionConflict { .. } | Refusal::Duplicate { .. }) => request.key.is_some(),
        _ => false,
    }
}
