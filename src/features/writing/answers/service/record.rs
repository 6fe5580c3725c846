//! Records which answer was given to an application. What is recorded never changes.

use sea_orm::{ActiveModelTrait, IntoActiveModel, PaginatorTrait};
use serde::{Deserialize, Serialize};
use writing::questions::answers::AnswerValue;

use super::check::{self, NewValue};
use crate::{
    error::{Error, Refusal, Result},
    features::writing::answers::{
        Answers, RecordedRow, Value, VersionRow,
        entity::{answer, recorded, version},
    },
    platform::unit_of_work::{Change, Unit},
    types::{
        actor::Actor,
        area::Area,
        id::{AnswerId, ApplicationId, RecordedAnswerId},
        object_kind::ObjectKind,
        write::Write,
    },
};

/// An unchecked record.
#[derive(Clone, Debug)]
pub struct NewRecord {
    /// The application that it was given to.
    pub application: ApplicationId,
    /// The answer of the bank.
    pub answer: AnswerId,
    /// The version that was given; the newest if none.
    pub version: Option<i32>,
    /// The question of the form; that of the version if none.
    pub question: Option<String>,
    /// What was given; what the version says if none.
    pub value: Option<NewValue>,
}

/// What the result of a request keeps: texts are in the table only, which is deleted with the application.
#[derive(Debug, Serialize, Deserialize)]
pub struct Recorded {
    id: RecordedAnswerId,
    #[serde(skip)]
    row: Option<RecordedRow>,
}

impl Answers {
    /// Records what was given to an application.
    pub async fn record(&self, write: &Write<'_>, new: NewRecord) -> Result<RecordedRow> {
        let question = new.question.as_deref();
        let question = question.map(|text| check::question("input.question", text));
        let question = question.transpose()?;
        let value = new.value.clone();
        let value = value.map(|value| check::value("input.value", value));
        let value = value.transpose()?;
        // An API token that may write answers must not ask for applications by them.
        write.actor.check(Area::Applications.read())?;
        let application = self.applications.get(write.actor, new.application).await;
        let act = async |unit: &Unit| {
            application.map_err(|error| error.at("input.applicationId"))?;
            self.users.lock_to_count(unit, write.actor.user_id).await?;
            let given = self.given(unit, write.actor, &new).await?;
            write.takes("version", given.number);
            let row = self.record_once(unit, write.actor, self.row(&new, given, question, value));
            let row = row.await?;
            Ok(Recorded {
                id: row.id,
                row: Some(row),
            })
        };
        let done = self.platform.write(write, act).await?;
        match done.row {
            Some(row) => Ok(row),
            // The result of an earlier request with the same key.
            None => self.get_recorded(write.actor, done.id).await,
        }
    }

    async fn get_recorded(&self, actor: &Actor, id: RecordedAnswerId) -> Result<RecordedRow> {
        let found = recorded::of_by_id(actor, id);
        let found = found.one(self.platform.db.conn()).await?;
        found.ok_or_else(|| Error::not_found("recorded answer"))
    }

    async fn refuse_more(
        &self,
        unit: &Unit,
        actor: &Actor,
        application: ApplicationId,
    ) -> Result<()> {
        let limit = self.platform.config.writing.answers_per_application;
        let there = recorded::of_applications(actor, &[application]);
        if there.count(unit).await? < limit {
            return Ok(());
        }
        let message = format!(
            "This application has {limit} recorded answers, which is the maximum; remove one first."
        );
        Err(Refusal::invalid("input.applicationId", message).into())
    }

    /// The version that was given.
    async fn given(&self, unit: &Unit, actor: &Actor, new: &NewRecord) -> Result<VersionRow> {
        let row = answer::of_by_id(actor, new.answer).one(unit).await?;
        let row = row.ok_or_else(|| Error::not_found("answer").at("input.answerId"))?;
        let number = new.version.unwrap_or(row.version);
        let found = version::some(actor, &[(row.id, number)]).one(unit).await?;
        found.ok_or_else(|| Error::not_found("version").at("input.version"))
    }

    fn row(
        &self,
        new: &NewRecord,
        given: VersionRow,
        question: Option<String>,
        value: Option<AnswerValue>,
    ) -> RecordedRow {
        RecordedRow {
            id: RecordedAnswerId(self.platform.clock.new_id()),
            user_id: given.user_id,
            application_id: new.application,
            answer_id: Some(given.answer_id),
            answer_version: given.number,
            question: question.unwrap_or(given.question),
            value: value.map_or(given.value, Value),
            created_at: self.platform.clock.now(),
        }
    }

    /// Adds a record, unless the application has the same already: that one is returned.
    async fn record_once(
        &self,
        unit: &Unit,
        actor: &Actor,
        row: RecordedRow,
    ) -> Result<RecordedRow> {
        let there = recorded::of_applications(actor, &[row.application_id]);
        let is_same = |other: &RecordedRow| {
            (other.answer_id, other.answer_version) == (row.answer_id, row.answer_version)
                && other.question == row.question
                && other.value == row.value
        };
        if let Some(same) = there.all(unit).await?.into_iter().find(is_same) {
            unit.changed(recorded_change(&same, Some(1))).await;
            return Ok(same);
        }
        self.refuse_more(unit, actor, row.application_id).await?;
        let row = row.into_active_model().reset_all().insert(unit).await?;
        unit.changed(recorded_change(&row, Some(1))).await;
        Ok(row)
    }
}

/// The change of a recorded answer for the unit of work.
pub(super) const fn recorded_change(row: &RecordedRow, version: Option<i32>) -> Change {
    Change::of(row.user_id, ObjectKind::RecordedAnswer, row.id.0, version)
}
