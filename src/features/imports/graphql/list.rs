//! Lists of applications: their preview, and what their columns and words mean.

use async_graphql::{Enum, InputObject, SimpleObject};
use importing::{applications, record};

use crate::{
    features::imports::ListMapping,
    graphql::{
        mutation::{Request, WriteRequest, payloads},
        upload::Upload,
    },
};

/// The meaning of a column of a list of applications.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "applications::Meaning")]
pub enum ApplicationListMeaning {
    /// The column is not read; a finding of the plan names it.
    Ignored,
    /// The employer.
    Company,
    /// The role.
    Role,
    /// Both in one text: `Setter at Tintype`.
    CompanyAndRole,
    /// The stage, in words.
    Stage,
    /// A further stage, of which the latest of a row counts: words such as those of an outcome, or yes, no or a date in a column that is named by a
    /// stage. Several columns may have it.
    StageReached,
    /// The date of the application, or a mark that it was sent.
    AppliedOn,
    /// The date on which the posting was saved.
    SavedOn,
    /// The address of the posting.
    Url,
    /// The place; becomes a line of the note.
    Location,
    /// Pay; becomes a line of the note. Several columns are joined.
    Pay,
    /// Notes. Several columns are joined.
    Note,
    /// Tags, between commas; become a line of the note.
    Tags,
}

/// The order of day and month in `03/04/2026`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "applications::DateOrder")]
pub enum ApplicationListDateOrder {
    /// April 3.
    DayFirst,
    /// March 4.
    MonthFirst,
}

/// The state of an application in a list: a stage or an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "record::Stage")]
pub enum ApplicationListStage {
    /// Only saved, not applied for: creates an application in PREPARING only if the entry is chosen in `applyImport`.
    Saved,
    /// Being prepared, not sent yet.
    Preparing,
    /// Sent to the employer.
    Applied,
    /// First conversation with a recruiter.
    Screening,
    /// A test, case study or take-home task.
    Assessment,
    /// Interviews.
    Interviewing,
    /// An offer was received.
    Offer,
    /// Ended: the applicant accepted an offer.
    Accepted,
    /// Ended: the applicant declined an offer.
    Declined,
    /// Ended: the employer rejected the application.
    Rejected,
    /// Ended: the applicant withdrew the application.
    Withdrawn,
    /// Ended: the employer never answered.
    NoResponse,
    /// Ended: the posting was closed before a decision.
    PostingClosed,
}

/// A list of applications to preview.
#[derive(InputObject)]
pub struct PreviewApplicationListInput {
    /// The list: a CSV file, exported from a spreadsheet or a job tracker.
    pub(super) file: Upload,
    /// The meaning of each column, in their order; by default guessed from the names of the columns.
    pub(super) columns: Option<Vec<ApplicationListMeaning>>,
    #[graphql(flatten)]
    pub(super) request: Request,
}

/// A list of applications to import.
#[derive(InputObject)]
pub struct ImportApplicationsInput {
    /// The list: a CSV file, exported from a spreadsheet or a job tracker.
    pub(super) file: Upload,
    /// The meaning of its columns and of its words for stages; by default guessed.
    pub(super) mapping: Option<ApplicationListMappingInput>,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// The meaning of the columns of a list and of its words for stages.
#[derive(InputObject)]
pub struct ApplicationListMappingInput {
    /// The meaning of each column, in their order; by default guessed from the names of the columns.
    columns: Option<Vec<ApplicationListMeaning>>,
    /// The order of day and month in columns where no date proves it. Without it, ambiguous dates are left out and listed in the findings
    /// of the plan.
    date_order: Option<ApplicationListDateOrder>,
    /// Stages of words, which override the usual meaning; at most 500, each word once. A row whose word has no stage is refused.
    #[graphql(default, validator(max_items = 500))]
    stages: Vec<ApplicationListStageInput>,
}

/// The stage that a word of a list stands for.
#[derive(InputObject)]
pub struct ApplicationListStageInput {
    /// The word, as spelled in the file or the preview; empty for rows without a stage. Letter case, accents, pictures and numbers do not matter.
    word: String,
    /// The stage.
    stage: ApplicationListStage,
}

impl From<ApplicationListMappingInput> for ListMapping {
    fn from(input: ApplicationListMappingInput) -> Self {
        let stages = input.stages.into_iter();
        Self {
            columns: input.columns.map(meanings),
            date_order: input.date_order.map(Into::into),
            stages: stages.map(|it| (it.word, it.stage.into())).collect(),
        }
    }
}

/// These meanings, as the reader of lists names them.
pub(super) fn meanings(columns: Vec<ApplicationListMeaning>) -> Vec<applications::Meaning> {
    columns.into_iter().map(Into::into).collect()
}

payloads! {
    /// The payload of `previewApplicationList`.
    PreviewApplicationListPayload {
        /// The columns and words of the list; null if refused.
        preview: ApplicationListPreview
    }
}

/// The columns of a list and its words for stages, with their guessed meanings. Nothing is stored.
#[derive(SimpleObject)]
pub struct ApplicationListPreview {
    /// The number of rows, at most 20 000; further ones are not read, and the plan says so.
    row_count: i32,
    /// The columns, in their order.
    columns: Vec<ApplicationListColumn>,
    /// The words for stages, in the order in which they first occur; at most 500, as many as a mapping takes.
    stages: Vec<ApplicationListStageWord>,
}

/// A column of a list of applications.
#[derive(SimpleObject)]
pub struct ApplicationListColumn {
    /// The name, from the header.
    name: String,
    /// The first distinct values; at most three.
    samples: Vec<String>,
    /// The number of rows with a value.
    filled: i32,
    /// The meaning, from the input or guessed from the name.
    meaning: ApplicationListMeaning,
    /// The format of its dates; null if the column has no dates.
    dates: Option<ApplicationListDates>,
}

/// The format of the dates in a column.
#[derive(SimpleObject)]
pub struct ApplicationListDates {
    /// The order of day and month; null unless a date proves it, such as `13/04/2026`, and none contradicts it.
    order: Option<ApplicationListDateOrder>,
    /// The first cell that proves the order; null without a proof.
    proof: Option<String>,
    /// The row of that cell, counted from 1 below the header.
    proof_row: Option<i32>,
    /// The number of ambiguous dates, which are another date in the other order. Without a proof, set `dateOrder`.
    doubtful: i32,
    /// The number of cells with serial day numbers of a spreadsheet, such as 46115; they are read as dates and listed in the findings.
    day_numbers: i32,
}

/// A word of a list for a stage.
#[derive(SimpleObject)]
pub struct ApplicationListStageWord {
    /// The word, as first spelled in the list, at most 200 characters; empty for rows without one. A mapping takes it as it is.
    word: String,
    /// The number of rows with this word.
    rows: i32,
    /// The stage of the word; null if it is unknown or ambiguous, then the mapping must choose one.
    stage: Option<ApplicationListStage>,
    /// The possible stages of an ambiguous word; otherwise empty.
    candidates: Vec<ApplicationListStage>,
}

impl From<applications::Preview> for ApplicationListPreview {
    fn from(preview: applications::Preview) -> Self {
        let applications::Preview {
            columns,
            mapping,
            dates,
            stages,
            rows,
        } = preview;
        let mut meanings = mapping.columns.into_iter();
        let column = |(number, column): (u32, applications::Column)| {
            let found = dates.iter().find(|dates| dates.column == number);
            ApplicationListColumn {
                name: column.name,
                samples: column.samples,
                filled: count(column.filled),
                meaning: meanings.next().unwrap_or_default().into(),
                dates: found.map(ApplicationListDates::from),
            }
        };
        Self {
            row_count: count(rows),
            columns: (0..).zip(columns).map(column).collect(),
            stages: stages.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<&applications::DateColumn> for ApplicationListDates {
    fn from(dates: &applications::DateColumn) -> Self {
        let proof = dates.proof.as_ref();
        Self {
            order: dates.order.map(Into::into),
            proof: proof.map(|(_, cell)| cell.clone()),
            proof_row: proof.map(|(row, _)| count(*row)),
            doubtful: count(dates.doubtful),
            day_numbers: count(dates.day_numbers),
        }
    }
}

impl From<applications::StageWord> for ApplicationListStageWord {
    fn from(word: applications::StageWord) -> Self {
        Self {
            word: word.word,
            rows: count(word.rows),
            stage: word.stage.map(Into::into),
            candidates: word.choices.into_iter().map(Into::into).collect(),
        }
    }
}

fn count(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
