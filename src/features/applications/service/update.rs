//! Changes the notes of an application: adds no event, but increments the version.

use sea_orm::ActiveValue::Set;

use super::{append::Written, limits};
use crate::{
    error::{Error, Refusal, Result},
    features::applications::{
        ApplicationRow, Applications,
        entity::{
            application,
            application_undo::{Before, Notes},
        },
    },
    platform::unit_of_work::Unit,
    types::{actor::Actor, id::ApplicationId, partial_date::PartialDate, write::Write},
};

/// New notes; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct ApplicationChange {
    /// Where the user found the posting.
    pub source: Option<String>,
    /// Who recommended the user or the posting.
    pub referrer: Option<String>,
    /// 0 (none) to 3 (high).
    pub priority: Option<i32>,
    /// The date by which the user must act; `Some(None)` removes it.
    pub deadline: Option<Option<PartialDate>>,
    /// The next step that the user plans.
    pub next_action: Option<String>,
    /// Free text.
    pub note: Option<String>,
    /// Archives or restores the application.
    pub archived: Option<bool>,
}

impl Applications {
    /// Changes the notes.
    pub async fn update(
        &self,
        write: &Write<'_>,
        id: ApplicationId,
        change: ApplicationChange,
    ) -> Result<Written> {
        let change = Self::checked(change)?;
        let act = async |unit: &Unit| {
            let read = application::of_by_id(write.actor, id).one(unit).await?;
            let read = read.ok_or_else(|| Error::not_found("application"))?;
            write.check_version(read.version)?;
            let row = self.write_next(unit, write.actor, &read, change).await?;
            let before = Before::Notes(Notes::from(&read));
            self.keep_before(unit, &row, before).await?;
            self.written(unit, write, row, None).await
        };
        self.platform.write(write, act).await
    }

    /// Writes the next version of an application that was read in this transaction; refuses if another one changed it since.
    pub(super) async fn write_next(
        &self,
        unit: &Unit,
        actor: &Actor,
        read: &ApplicationRow,
        change: application::ActiveModel,
    ) -> Result<ApplicationRow> {
        let change = application::ActiveModel {
            updated_at: Set(self.platform.clock.now()),
            ..change
        };
        if let Some(row) = application::update_if(unit, change, read).await? {
            return Ok(row);
        }
        let now = application::of_by_id(actor, read.id).one(unit).await?;
        let current = now.ok_or_else(|| Error::not_found("application"))?.version;
        Err(Refusal::VersionConflict { current }.into())
    }

    fn checked(change: ApplicationChange) -> Result<application::ActiveModel> {
        let mut row = application::ActiveModel::default();
        if let Some(source) = change.source {
            row.source = Set(limits::optional_name("input.source", &source)?);
        }
        if let Some(referrer) = change.referrer {
            row.referrer = Set(limits::optional_name("input.referrer", &referrer)?);
        }
        if let Some(priority) = change.priority {
            if !(0..=3).contains(&priority) {
                return Err(Refusal::invalid(
                    "input.priority",
                    "A priority is 0 (none) to 3 (high).",
                )
                .into());
            }
            row.priority = Set(priority);
        }
        if let Some(deadline) = change.deadline {
            row.deadline = Set(deadline.map(|day| day.to_string()));
        }
        if let Some(next_action) = change.next_action {
            row.next_action = Set(limits::next_action("input.nextAction", &next_action)?);
        }
        if let Some(note) = change.note {
            row.note = Set(limits::note("input.note", &note)?);
        }
        if let Some(archived) = change.archived {
            row.archived = Set(archived);
        }
        Ok(row)
    }
}
