//! What columns say of how far an application is, beside its stage.

use super::{
    checks::{self, Check},
    dates,
    dictionary::{is_no, is_yet, known},
    list::List,
    marks::fold,
    parts::is_of_day,
    phrases,
    ranks::{is_end, rank},
};
use crate::{date::is_weekday, record::Stage};

/// Words around the hour of a day.
const BEFORE_HOURS: [&str; 6] = ["at", "um", "uhr", "pm", "kl", "alle"];

/// How far an application is.
pub(super) struct Progress {
    /// The stage; none if the person is asked.
    pub(super) stage: Option<Stage>,
    /// The stages that the words can mean, if these are several.
    pub(super) choices: Vec<Stage>,
    /// The words of the file for it.
    pub(super) stated: String,
    /// What else further columns say, as lines of the note.
    pub(super) lines: Vec<String>,
}

/// The late stage that a column is named by: `Interview`, `Rejected?`.
pub(super) fn late_stage(name: &str) -> Option<Stage> {
    let name = name.trim_end_matches(['?', ' ']);
    let [stage] = *phrases::stage(without_date(name).unwrap_or(name)) else {
        return None;
    };
    (rank(stage) > rank(Stage::Applied)).then_some(stage)
}

/// The stage of a column with its days: `Interview date`, `Date of offer`.
fn without_date(name: &str) -> Option<&str> {
    const BEHIND: [&str; 4] = [" date", " day", " datum", " on"];
    const BEFORE: [&str; 6] = [
        "date of ",
        "date ",
        "day of ",
        "datum ",
        "fecha de ",
        "data ",
    ];
    let behind = BEHIND.iter().find_map(|word| {
        let at = name.len().checked_sub(word.len())?;
        let (stage, end) = name.split_at_checked(at)?;
        (end.to_lowercase() == *word).then_some(stage)
    });
    behind.or_else(|| {
        BEFORE.iter().find_map(|word| {
            let (start, stage) = name.split_at_checked(word.len())?;
            (start.to_lowercase() == *word).then_some(stage)
        })
    })
}

/// True for a cell that says whether or when the stage of its column was reached.
pub(super) fn is_mark(list: &List, column: usize, cell: &str) -> bool {
    checks::check(list, column, cell).is_some() || is_day(cell)
}

/// True for a day on which a stage was reached; a fraction is none.
pub(super) fn is_day(cell: &str) -> bool {
    dates::is_date(cell) || cell.contains(char::is_alphabetic) && dates::is_day(cell)
}

/// What words say in a column that is named by a stage: `not yet`, `scheduled`, `failed`.
pub(super) fn in_words(stage: Stage, name: &str, cell: &str) -> News {
    if is_not_yet(cell) {
        return News::NotReached(stage);
    }
    if let [said] = *phrases::stage(cell)
        && (said == stage
            || is_end(said)
            || rank(said) > rank(stage)
            || is_step(said) && is_step(stage))
    {
        return News::Reached(said);
    }
    // What is pending is no offer yet, although `Offer pending` may be one.
    if rank(stage) >= rank(Stage::Offer) && is_open(cell) {
        return News::Unknown;
    }
    let name = name.trim_end_matches(['?', ' ']);
    let whole = format!("{name} {}", without_day(cell));
    match known(&fold(&whole)).as_deref() {
        Some([said]) if *said == stage => News::Reached(stage),
        _ => News::Unknown,
    }
}

const fn is_step(stage: Stage) -> bool {
    matches!(
        stage,
        Stage::Screening | Stage::Assessment | Stage::Interviewing
    )
}

/// The words before a day: the `scheduled` of `scheduled for 20 Sep`.
fn without_day(cell: &str) -> String {
    let folded = fold(cell);
    let words: Vec<&str> = folded.split(' ').collect();
    let is_of_time = |word: &str| {
        let is_hour = word.starts_with(|c: char| c.is_ascii_digit());
        is_hour || is_of_day(word) || is_weekday(word) || BEFORE_HOURS.contains(&word)
    };
    let last = words.iter().rposition(|word| !is_of_time(word));
    let words = last.and_then(|last| words.get(..=last)).unwrap_or_default();
    words.join(" ")
}

/// True for words that say that something is still open: `pending`, `in progress`.
fn is_open(cell: &str) -> bool {
    let stages = phrases::stage(cell);
    stages.len() > 1 && stages.contains(&Stage::Applied)
}

/// True for words that say something of the stage of their column.
pub(super) fn is_said(stage: Stage, name: &str, cell: &str) -> bool {
    !matches!(in_words(stage, name, cell), News::Unknown)
}

/// True for words that say that it is not so, or not yet.
pub(super) fn is_not_yet(cell: &str) -> bool {
    is_yet(&fold(cell)) || is_no(cell)
}

/// True if the cells of a row say how far it is, besides the words that a preview lists.
pub(super) fn says_how_far(list: &List, column: usize, cell: &str) -> bool {
    match checks::check(list, column, cell) {
        Some(check) => matches!(check, Check::Yes | Check::Explained(true)),
        None => holds_words(list, column) || is_day(cell),
    }
}

/// True for a column whose cells are words for stages, as it is not named by one.
pub(super) fn holds_words(list: &List, column: usize) -> bool {
    list.header
        .get(column)
        .is_none_or(|name| late_stage(name).is_none())
}

/// What a further column says.
pub(super) struct Further {
    pub(super) column: String,
    pub(super) cell: String,
    /// What it says, if it is a yes or a no.
    pub(super) check: Option<Check>,
    pub(super) news: News,
}

/// What it says of the stage.
pub(super) enum News {
    /// It was reached.
    Reached(Stage),
    /// It was not.
    NotReached(Stage),
    /// One of several.
    Unclear(Vec<Stage>),
    /// Nothing that is known.
    Unknown,
}

impl Further {
    /// It as a line of the note.
    pub(super) fn line(&self) -> String {
        format!(
            "{}: {}",
            self.column.trim_end_matches(['?', ':', ' ']),
            self.cell
        )
    }
}
