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

/// What a column of a list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "applications::Meaning")]
pub enum ApplicationListMeaning {
    /// Nothing that is read; a finding of the plan names the column.
    Ignored,
    /// The employer.
    Company,
    /// The role.
    Role,
    /// Both in one text: `Setter at Tintype`.
    CompanyAndRole,
    /// The stage, in words.
    Stage,
    /// The day of the application, or a mark that there was one.
    AppliedOn,
    /// The day on which the posting was saved.
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

/// The state of an application in a list: a stage, or how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "record::Stage")]
pub enum ApplicationListStage {
    /// Saved only, which is no application: it becomes one in PREPARING if the user chooses so.
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

/// A list to look at.
#[derive(InputObject)]
pub struct PreviewApplicationListInput {
    /// The list: a CSV file of a spreadsheet or a tracker.
    pub(super) file: Upload,
    /// The meaning of each column, in their order; left out, what their names suggest.
    pub(super) columns: Option<Vec<ApplicationListMeaning>>,
    #[graphql(flatten)]
    pub(super) request: Request,
}

/// A list to import.
#[derive(InputObject)]
pub struct ImportApplicationsInput {
    /// The list: a CSV file of a spreadsheet or a tracker.
    pub(super) file: Upload,
    /// What its columns and words mean; left out, what they suggest.
    pub(super) mapping: Option<ApplicationListMappingInput>,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// What the columns and words of a list mean.
#[derive(InputObject)]
pub struct ApplicationListMappingInput {
    /// The meaning of each column, in their order; left out, what their names suggest.
    columns: Option<Vec<ApplicationListMeaning>>,
    /// The order of day and month in columns that do not prove it. Left out, dates that can be two are left out as well, and named in the
    /// findings of the plan.
    date_order: Option<ApplicationListDateOrder>,
    /// The stages of words, before what they usually mean; at most 500, each once. A row whose word has no stage is refused.
    #[graphql(default, validator(max_items = 500))]
    stages: Vec<ApplicationListStageInput>,
}

/// The stage of a word.
#[derive(InputObject)]
pub struct ApplicationListStageInput {
    /// The word, as the file or the preview writes it; empty for rows without a stage. Letter case, accents, signs and numbers are no difference.
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
        /// What the list has; null if it was refused.
        preview: ApplicationListPreview
    }
}

/// What a list has, and what it seems to mean. The server does not keep it.
#[derive(SimpleObject)]
pub struct ApplicationListPreview {
    /// The number of rows, at most 20 000; further ones are not read, and the plan says so.
    row_count: i32,
    /// The columns, in their order.
    columns: Vec<ApplicationListColumn>,
    /// The words for stages, in the order in which they first occur; at most 500, as many as a mapping takes.
    stages: Vec<ApplicationListStageWord>,
}

/// A column of a list.
#[derive(SimpleObject)]
pub struct ApplicationListColumn {
    /// Its name.
    name: String,
    /// The first values that differ; at most three.
    samples: Vec<String>,
    /// The number of rows with a value.
    filled: i32,
    /// What it means: what its name suggests, or what the input says.
    meaning: ApplicationListMeaning,
    /// The dates of the column; null if it does not hold dates.
    dates: Option<ApplicationListDates>,
}

/// The dates of a column.
#[derive(SimpleObject)]
pub struct ApplicationListDates {
    /// The order of day and month, if a row proves one and no row the other.
    order: Option<ApplicationListDateOrder>,
    /// The cell that proves it.
    proof: Option<String>,
    /// The row of that cell, the first below the header is 1.
    proof_row: Option<i32>,
    /// The number of dates that are another date in the other order. Without a proof, choose the order.
    doubtful: i32,
    /// The number of cells that are a spreadsheet's numbers of days; they are read as days, and named in the findings.
    day_numbers: i32,
}

/// A word for a stage.
#[derive(SimpleObject)]
pub struct ApplicationListStageWord {
    /// The word, as the list first writes it, at most 200 characters; empty for rows without one. A mapping takes it as it is.
    word: String,
    /// The number of rows with it.
    rows: i32,
    /// The stage that it is taken for; null if that is not known, or if it can be several: choose one.
    stage: Option<ApplicationListStage>,
    /// The stages that it can mean, if these are several.
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
