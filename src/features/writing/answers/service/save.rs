//! Stores answers and their versions, within the limits of the user.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel, PaginatorTrait};
use writing::questions::answers::AnswerValue;

use super::{
    Written,
    check::{self, NewValue},
};
use crate::{
    error::{Error, Refusal, Result},
    features::writing::answers::{
        AnswerRow, Answers, Value, VersionRow,
        entity::answer::{self, ActiveModel},
    },
    platform::unit_of_work::{Change, Unit},
    types::{actor::Actor, id::AnswerId, object_kind::ObjectKind, write::Write},
};

/// An unchecked answer: a new one, or the next version of one.
#[derive(Clone, Debug)]
pub struct NewAnswer {
    /// The answer whose next version it is; none for a new one.
    pub id: Option<AnswerId>,
    /// The question that it answers.
    pub question: String,
    /// What it says.
    pub value: NewValue,
}

impl Answers {
    /// Stores a new answer, or the next version of one. What the newest version says again adds none.
    pub async fn save(&self, write: &Write<'_>, new: NewAnswer) -> Result<Written> {
        match (new.id, write.expected_version) {
            (Some(_), None) => {
                let message = "State the version of the answer that you read.";
                return Err(Refusal::invalid("input.expectedVersion", message).into());
            }
            (None, Some(_)) => {
                let message = "A new answer has no version yet; leave this out.";
                return Err(Refusal::invalid("input.expectedVersion", message).into());
            }
            _ => {}
        }
        let question = check::question("input.question", &new.question)?;
        let value = check::value("input.value", new.value)?;
        let act = async |unit: &Unit| match new.id {
            None => self.insert(unit, write.actor, question, value).await,
            Some(id) => {
                let row = self.of_to_change(unit, write, id).await?;
                self.add_if_other(unit, row, question, value).await
            }
        };
        self.platform.write(write, act).await
    }

    /// The answer, at the version that the caller expects. Other writes of the user wait until the transaction ends.
    pub(super) async fn of_to_change(
        &self,
        unit: &Unit,
        write: &Write<'_>,
        id: AnswerId,
    ) -> Result<AnswerRow> {
        self.users.lock_to_count(unit, write.actor.user_id).await?;
        let read = answer::of_by_id(write.actor, id).one(unit).await?;
        let read = read.ok_or_else(|| Error::not_found("answer"))?;
        write.check_version(read.version)?;
        Ok(read)
    }

    async fn insert(
        &self,
        unit: &Unit,
        actor: &Actor,
        question: String,
        value: AnswerValue,
    ) -> Result<Written> {
        // The lock makes concurrent creations count each other.
        self.users.lock_to_count(unit, actor.user_id).await?;
        let limit = self.platform.config.writing.answers_per_user;
        if answer::of(actor).count(unit).await? >= limit {
            let message =
                format!("You have {limit} answers, which is the maximum; remove one first.");
            return Err(Refusal::invalid("input", message).into());
        }
        let now = self.platform.clock.now();
        let row = AnswerRow {
            id: AnswerId(self.platform.clock.new_id()),
            user_id: actor.user_id,
            words: check::words(&question, &value),
            question,
            value: Value(value),
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let row = row.into_active_model().reset_all().insert(unit).await?;
        self.with_version(unit, row).await
    }

    /// Adds a version that says something else than the one before; the same again adds none.
    async fn add_if_other(
        &self,
        unit: &Unit,
        read: AnswerRow,
        question: String,
        value: AnswerValue,
    ) -> Result<Written> {
        if read.question == question && read.value.0 == value {
            unit.unchanged(read.id.0).await;
            return Ok(Written {
                row: read,
                added: None,
            });
        }
        let limit = self.platform.config.writing.versions_per_answer;
        if read.version >= limit {
            let message = format!(
                "This answer has {limit} versions, which is the maximum; save it as a new one."
            );
            return Err(Refusal::invalid("input", message).into());
        }
        let new = ActiveModel {
            words: Set(check::words(&question, &value)),
            question: Set(question),
            value: Set(Value(value)),
            updated_at: Set(self.platform.clock.now()),
            ..Default::default()
        };
        let Some(row) = answer::update_if(unit, new, &read).await? else {
            return Err(Error::conflict(
                "Another request changed the answer at the same time; try again.",
            ));
        };
        self.with_version(unit, row).await
    }

    /// Adds the version that the row says.
    async fn with_version(&self, unit: &Unit, row: AnswerRow) -> Result<Written> {
        let added = VersionRow {
            answer_id: row.id,
            number: row.version,
            user_id: row.user_id,
            question: row.question.clone(),
            value: row.value.clone(),
            created_at: row.updated_at,
        };
        let added = added.into_active_model().reset_all().insert(unit).await?;
        unit.changed(change(&row, Some(row.version))).await;
        Ok(Written {
            row,
            added: Some(added),
        })
    }
}

/// The change of an answer for the unit of work.
pub(super) const fn change(row: &AnswerRow, version: Option<i32>) -> Change {
    Change::of(row.user_id, ObjectKind::Answer, row.id.0, version)
}
