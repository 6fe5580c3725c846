//! Changes the notes of an application: adds no event, but increments the version.

use sea_orm::ActiveValue::Set;

use super::append::Written;
use crate::{
    error::{Error, Refusal, Result},
    features::applications::{Applications, entity::application},
    platform::unit_of_work::Unit,
    types::{
        id::ApplicationId,
        partial_date::PartialDate,
        text::{Line, Prose},
        write::Write,
    },
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
            let find = || application::of_to_change(write.actor, id);
            let gone = || Error::not_found("application");
            let row = find().one(unit).await?.ok_or_else(gone)?;
            write.check_version(row.version)?;
            let change = application::ActiveModel {
                version: Set(row.version.saturating_add(1)),
                updated_at: Set(self.platform.clock.now()),
                ..change
            };
            application::update_if(unit, change, id, row.version).await?;
            let row = find().one(unit).await?.ok_or_else(gone)?;
            self.written(unit, write, row, None).await
        };
        self.platform.write(write, act).await
    }

    fn checked(change: ApplicationChange) -> Result<application::ActiveModel> {
        let mut row = application::ActiveModel::default();
        let line = |path, text: &str, max| {
            Line::parse_optional(path, text, max)
                .map(|line| line.map(Line::into_string).unwrap_or_default())
        };
        if let Some(source) = change.source {
            row.source = Set(line("input.source", &source, 300)?);
        }
        if let Some(referrer) = change.referrer {
            row.referrer = Set(line("input.referrer", &referrer, 300)?);
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
            row.next_action = Set(line("input.nextAction", &next_action, 500)?);
        }
        if let Some(note) = change.note {
            row.note = Set(Prose::parse("input.note", &note, 10_000)?.into_string());
        }
        if let Some(archived) = change.archived {
            row.archived = Set(archived);
        }
        Ok(row)
    }
}
