//! Applications as values: what a file says, what the user has, and what is to be written.

use importing::{
    record::{Application, Source, Stage as FileStage},
    report::Report,
    text::quote,
};

use super::note::{self, note, room};
use crate::{
    error::Refusal,
    features::{
        applications::{
            ApplicationRow, CheckedApplication, ListedApplication, NAME_CHARS_MAX, Outcome,
            REASON_CHARS_MAX, Stage, life::Goal,
        },
        imports::{
            entity::values::Values,
            service::section::{
                cell::{Cell, named},
                part::key_of,
            },
        },
    },
    types::{
        id::{PostingId, TypedId},
        partial_date::PartialDate,
        schema_name::schema_name,
    },
};

/// The word for a posting that was saved only.
pub(super) const SAVED_ONLY: &str = "SAVED";
const NO_STAGE: &str = "The row states no stage. Choose one for rows without a stage (the word \"\") in the mapping (mapping.stages), and import the list again.";

/// An application of a file, as it would be stored.
pub(in crate::features::imports::service) struct Row {
    pub values: Values,
    pub source: Source,
    pub refused: Option<String>,
    pub note: Option<String>,
    pub is_saved: bool,
}

/// An application of a file, with the posting of the catalogue at its address.
pub(super) struct LinkedApplication {
    pub application: Application,
    pub posting: Option<PostingId>,
}

impl LinkedApplication {
    /// The application as long as one may be; the report names what is cut.
    pub fn listed(&self, report: &mut Report) -> ListedApplication {
        let it = &self.application;
        let mut notes = report.at(&it.source.file, it.source.row);
        let date = |date: Option<importing::date::PartialDate>| {
            date.and_then(|date| PartialDate::parse_text(&date.to_string()))
        };
        ListedApplication {
            company: room(NAME_CHARS_MAX).fit(it.company.clone(), "The company", &mut notes),
            role: room(NAME_CHARS_MAX).fit(it.role.clone(), "The role", &mut notes),
            goal: it.stage.map(goal),
            applied_on: date(it.applied_on),
            saved_on: date(it.saved_on),
            posting: self.posting,
            note: note(it, &mut notes),
            reason: room(REASON_CHARS_MAX).fit(it.stated_stage.clone(), "The stage", &mut notes),
        }
    }
}

/// True for a posting that was saved only.
pub(super) fn is_saved(application: &Application) -> bool {
    application.stage == Some(FileStage::Saved)
}

/// What two applications for the same role have in common.
pub(super) fn role_key(application: &Application) -> String {
    key_of(&[&application.company, &application.role])
}

/// The row of an application that was checked; `reason` writes a refusal.
pub(super) fn stated(
    linked: LinkedApplication,
    checked: CheckedApplication,
    reason: fn(&Refusal) -> String,
) -> Row {
    let LinkedApplication {
        application: it,
        posting,
    } = linked;
    let CheckedApplication {
        listed,
        refused,
        left_out,
    } = checked;
    let is_saved = is_saved(&it);
    let stage = listed.goal.map(|goal| {
        if is_saved {
            SAVED_ONLY.to_owned()
        } else {
            stage_of(goal)
        }
    });
    let mut values = Values::default();
    for (field, texts) in [
        ("company", listed.company.texts()),
        ("role", listed.role.texts()),
        ("stage", stage.texts()),
        ("statedStage", listed.reason.texts()),
        ("appliedOn", listed.applied_on.texts()),
        ("savedOn", listed.saved_on.texts()),
        ("url", it.url.texts()),
        ("postingId", posting.map(|id| id.to_string()).texts()),
        ("note", listed.note.texts()),
    ] {
        if !texts.is_empty() {
            values.set(field, texts);
        }
    }
    values.set(note::LINES, note::lines(&it));
    let refused = refused.map(|refusal| reason(&refusal));
    let no_stage = || match it.stated_stage.as_str() {
        "" => NO_STAGE.to_owned(),
        word => format!(
            "What the stage \"{}\" means is not known. Choose the stage of this word in the mapping (mapping.stages), and import the list again.",
            quote(word)
        ),
    };
    Row {
        refused: refused.or_else(|| listed.goal.is_none().then(no_stage)),
        values,
        source: Source {
            quote: None,
            ..it.source
        },
        note: days_to_come(&left_out),
        is_saved,
    }
}

/// What is said of days that are yet to come.
fn days_to_come(days: &[PartialDate]) -> Option<String> {
    let days: Vec<String> = days.iter().map(ToString::to_string).collect();
    (!days.is_empty()).then(|| {
        format!(
            "A day that is yet to come is no day of its history: {}. Correct it in the file, or state the day by hand.",
            days.join(", ")
        )
    })
}

/// What the user has.
pub(super) fn of_row(row: &ApplicationRow) -> Values {
    let goal = Goal {
        stage: row.stage,
        outcome: row.outcome,
    };
    let mut values = Values::default();
    for (field, texts) in [
        ("company", row.company.texts()),
        ("role", row.role.texts()),
        ("stage", stage_of(goal).texts()),
        ("appliedOn", row.applied_on.texts()),
        ("postingId", row.posting_id.map(|id| id.to_string()).texts()),
        ("note", row.note.texts()),
    ] {
        if !texts.is_empty() {
            values.set(field, texts);
        }
    }
    values
}

/// What is to be written.
pub(super) fn listed_of(values: &Values) -> ListedApplication {
    ListedApplication {
        company: Cell::of(values.of("company")),
        role: Cell::of(values.of("role")),
        goal: goal_of(values.text("stage")),
        applied_on: Cell::of(values.of("appliedOn")),
        saved_on: Cell::of(values.of("savedOn")),
        posting: PostingId::parse_id(values.text("postingId")),
        note: Cell::of(values.of("note")),
        reason: Cell::of(values.of("statedStage")),
    }
}

/// The word of a state: the stage, or the outcome of a closed application.
fn stage_of(goal: Goal) -> String {
    goal.outcome
        .map_or_else(|| schema_name(goal.stage), schema_name)
        .to_owned()
}

/// The state of a word.
pub(super) fn goal_of(word: &str) -> Option<Goal> {
    let outcome: Option<Outcome> = named(word);
    let stage = match (word, outcome) {
        (SAVED_ONLY, _) => Stage::Preparing,
        (_, Some(_)) => Stage::Closed,
        (_, None) => named(word)?,
    };
    Some(Goal { stage, outcome })
}

const fn goal(stage: FileStage) -> Goal {
    let (stage, outcome) = match stage {
        FileStage::Saved | FileStage::Preparing => (Stage::Preparing, None),
        FileStage::Applied => (Stage::Applied, None),
        FileStage::Screening => (Stage::Screening, None),
        FileStage::Assessment => (Stage::Assessment, None),
        FileStage::Interviewing => (Stage::Interviewing, None),
        FileStage::Offer => (Stage::Offer, None),
        FileStage::Accepted => (Stage::Closed, Some(Outcome::Accepted)),
        FileStage::Declined => (Stage::Closed, Some(Outcome::Declined)),
        FileStage::Rejected => (Stage::Closed, Some(Outcome::Rejected)),
        FileStage::Withdrawn => (Stage::Closed, Some(Outcome::Withdrawn)),
        FileStage::NoResponse => (Stage::Closed, Some(Outcome::NoResponse)),
        FileStage::PostingClosed => (Stage::Closed, Some(Outcome::PostingClosed)),
    };
    Goal { stage, outcome }
}
