//! Which change may be taken back: the last one of its object, made by the actor.

use serde::{Deserialize, Serialize};

use super::Undo;
use crate::{
    error::{Error, Result},
    features::{
        applications::{self, CREATION},
        changes::{ActorKind, CannotUndo, CannotUndoReason as Reason, ChangeRow, Operation},
        profiles,
    },
    platform::unit_of_work::Unit,
    types::{
        actor::Actor, change_id::ChangeId, id::ApplicationId, object_kind::ObjectKind, write::Write,
    },
};

/// The object after its last act was taken back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Undone {
    /// An application.
    Application(Box<applications::Written>),
    /// The profile.
    Profile(Box<profiles::Written>),
}

impl Undo {
    /// Takes a change back, which must be the last one of its object, made by the actor. The object is locked first, so that no other change
    /// comes between.
    pub async fn undo(&self, write: &Write<'_>, id: ChangeId) -> Result<Undone> {
        let today = self.users.today(write.actor).await?;
        let act = async |unit: &Unit| match id.kind {
            ObjectKind::Profile => {
                let row = self.profiles.begin_undo(unit, write.actor).await?;
                let row = row.filter(|row| row.id.0 == id.object);
                self.change(unit, write.actor, (id, row.is_some())).await?;
                let row = row.ok_or_else(|| Error::not_found("change"))?;
                let undone = self.profiles.undo_last(unit, write, row);
                Ok(Undone::Profile(Box::new(undone.await?)))
            }
            ObjectKind::Application => {
                let key = ApplicationId(id.object);
                let row = self.applications.lock(unit, write.actor, key).await?;
                let change = self.change(unit, write.actor, (id, row.is_some())).await?;
                let row = row.ok_or_else(|| Error::not_found("change"))?;
                if change.operation == Operation::Created {
                    return Err(CannotUndo::new(Reason::Creation, CREATION).into());
                }
                let undone = self.applications.undo_last(unit, write, (row, today));
                Ok(Undone::Application(Box::new(undone.await?)))
            }
            _ => {
                self.change(unit, write.actor, (id, false)).await?;
                Err(of_kind(id.kind).into())
            }
        };
        self.platform.write(write, act).await
    }

    /// The change, if it is the last one of its object and the actor made it. NOT_FOUND if the actor has no such object.
    async fn change(
        &self,
        unit: &Unit,
        actor: &Actor,
        (id, object_exists): (ChangeId, bool),
    ) -> Result<ChangeRow> {
        let object = (id.kind, id.object);
        let last = self.platform.feed.last_of(unit, actor, object).await?;
        let last = match last {
            Some(last) => last,
            None if object_exists => return Err(CannotUndo::new(Reason::NotKept, OLD).into()),
            None => return Err(Error::not_found("change")),
        };
        if last.seq < id.seq {
            return Err(Error::not_found("change"));
        }
        if last.seq > id.seq {
            return Err(later(&last).into());
        }
        if last.operation == Operation::Deleted {
            return Err(CannotUndo::new(Reason::Deletion, DELETION).into());
        }
        refuse_other(actor, &last)?;
        Ok(last)
    }
}

const OLD: &str = "This change is not kept any more, and with it who made it. Write the values that you want by the mutations of the object.";
const DELETION: &str =
    "This change deleted the object, and nothing of it is kept. Create it again.";

/// Refuses a change of a kind of object whose changes are not taken back.
fn of_kind(kind: ObjectKind) -> CannotUndo {
    let kind = kind.name();
    let message = format!(
        "Only changes of the kinds APPLICATION and PROFILE can be taken back; this is one of {kind}. Use the mutations of that object."
    );
    CannotUndo::new(Reason::Kind, message)
}

fn later(last: &ChangeRow) -> CannotUndo {
    let id = last.id();
    let message = format!(
        "This is not the last change of its object: {id} is, made at {}. Take that one back first, if it is yours, or write the values that \
         you want by the mutations of the object.",
        last.at.format("%Y-%m-%d %H:%M:%S UTC")
    );
    CannotUndo {
        later: Some(id),
        ..CannotUndo::new(Reason::LaterChange, message)
    }
}

/// Refuses a change that another one made. What is proposed runs by the right of the user, so it takes the user's own changes back.
fn refuse_other(actor: &Actor, change: &ChangeRow) -> Result<()> {
    let token = actor.token().filter(|_| !actor.proposes());
    let own = match token {
        Some(_) => ActorKind::Agent,
        None => ActorKind::User,
    };
    if change.actor == own && change.token_id == token {
        return Ok(());
    }
    let name = change.actor_name.as_deref().unwrap_or_default();
    let who = match change.actor {
        ActorKind::User => "the user, in a session".to_owned(),
        ActorKind::Agent => format!("the API token \"{name}\""),
        ActorKind::Import => format!("an import ({name})"),
        ActorKind::Rule => format!("the rule \"{name}\""),
        ActorKind::Server => "the server".to_owned(),
    };
    let message = format!(
        "This change was made by {who}, and each takes back only what they did themselves. Write the values that you want by the mutations of \
         the object."
    );
    Err(CannotUndo::new(Reason::OtherActor, message).into())
}
