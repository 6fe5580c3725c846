//! What a report says of a list as a whole, before its rows: lines above the header, columns that were not read, guesses and choices that
//! were not used.

use super::{
    Mapping, Meaning, checks, guess,
    list::List,
    names::{self, named},
    orders::{self, Orders, Settled},
    reached,
    stages::{self, Tally},
};
use crate::{
    journal::Journal,
    report::FindingKind,
    text::{quote, quoted_list},
};

/// The most words that one finding names.
const WORDS_NAMED_MAX: usize = 5;

/// The most names of columns that one finding names.
const NAMES_QUOTED_MAX: usize = 8;

/// Adds all of them.
pub(super) fn add(list: &List, mapping: &Mapping, orders: &Orders, journal: &mut Journal) {
    header(list, journal);
    unread_columns(list, mapping, journal);
    if let Some(name) = checks::plain_day(list, mapping) {
        let message = format!(
            "The column \"{}\" was read as the day of the application. Choose what it means, if it is another day.",
            quote(name)
        );
        journal.add(FindingKind::Guess, message);
    }
    guessed_stage(list, mapping, journal);
    reached_columns(list, mapping, journal);
    denying_letters(list, mapping, journal);
    unused_words(list, mapping, journal);
    for (index, settled) in orders {
        let kind = match settled {
            Settled::Beside(..) => FindingKind::Guess,
            _ => FindingKind::Contradiction,
        };
        if let Some(message) = orders::remark(list, mapping, *index, settled) {
            journal.add(kind, message);
        }
    }
}

/// Lines above the header and rows that repeat it, or that there is none.
fn header(list: &List, journal: &mut Journal) {
    if list.numbered {
        let message = "The list has no line with the names of its columns. They were numbered, and all lines were read as rows.";
        journal.add(FindingKind::Guess, message);
    } else if names::count(&list.header) < 2 {
        let message = format!(
            "Line {} was read as the names of the columns: {}. If it is a row, add a line with the names above it, and import the list again.",
            list.header_line,
            quoted_list(&list.header, NAMES_QUOTED_MAX)
        );
        journal.add(FindingKind::Guess, message);
    }
    if list.repeated > 0 {
        let message = format!(
            "Rows that repeat the names of the columns were left out ({}).",
            list.repeated
        );
        journal.add(FindingKind::Unassigned, message);
    }
    for line in &list.above {
        let message = format!(
            "The line \"{line}\" above the names of the columns was not read. Move it below them, if it is an application."
        );
        journal.add(FindingKind::Unassigned, message);
    }
}

/// Columns with text that no meaning takes.
fn unread_columns(list: &List, mapping: &Mapping, journal: &mut Journal) {
    let has_stage = mapping.columns.contains(&Meaning::Stage);
    for (index, name) in list.header.iter().enumerate() {
        let meaning = mapping.columns.get(index).copied().unwrap_or_default();
        if meaning != Meaning::Ignored || list.rows.iter().all(|row| row.cell(index).is_empty()) {
            continue;
        }
        let name = quote(name);
        let tally = (!has_stage).then(|| Tally::of(list, index));
        let message = if reached::late_stage(&name).is_some() {
            format!(
                "The column \"{name}\" is named as a stage, and was not read: its rows have the stage of the other columns. Map it as STAGE_REACHED, if its cells say yes, no or a day, or as NOTE."
            )
        } else if let Some(word) = tally.as_ref().and_then(Tally::example) {
            format!(
                "The column \"{name}\" was not read, and no column is the stage. It has words for stages (\"{}\"): map it as STAGE, if it says how far an application is.",
                quote(word)
            )
        } else {
            format!(
                "The column \"{name}\" was not read. Map it as NOTE to keep it as a line of the note, or choose what else it means."
            )
        };
        journal.add(FindingKind::Unassigned, message);
    }
}

/// A column that is the stage by its words, and not by its name.
fn guessed_stage(list: &List, mapping: &Mapping, journal: &mut Journal) {
    let mut columns = mapping.columns.iter();
    let column = columns.position(|meaning| *meaning == Meaning::Stage);
    let Some(name) = column.and_then(|index| list.header.get(index)) else {
        return;
    };
    // Other meanings are those that the person chose.
    if named(name) != Some("STAGE") && guess::suggested(list) == mapping.columns {
        let message = format!(
            "The column \"{}\" was read as the stage, as its words say. Choose what it means, if it is something else.",
            quote(name)
        );
        journal.add(FindingKind::Guess, message);
    }
}

/// Further columns for stages, if nobody chose them.
fn reached_columns(list: &List, mapping: &Mapping, journal: &mut Journal) {
    let columns = mapping.columns.iter().zip(&list.header);
    let names = columns.filter(|(meaning, _)| **meaning == Meaning::StageReached);
    let names: Vec<&String> = names.map(|(_, name)| name).collect();
    if names.is_empty() || guess::suggested(list) != mapping.columns {
        return;
    }
    for name in names {
        let message = format!(
            "The column \"{}\" was read as a further stage: the latest stage of a row counts. Map it as NOTE or IGNORED, if it says something else.",
            quote(name)
        );
        journal.add(FindingKind::Guess, message);
    }
}

/// Columns with ticks, in which an `x` says no.
fn denying_letters(list: &List, mapping: &Mapping, journal: &mut Journal) {
    let columns = mapping.columns.iter().zip(&list.header).enumerate();
    for (index, (meaning, name)) in columns {
        let is_of_checks = matches!(meaning, Meaning::AppliedOn | Meaning::StageReached);
        if is_of_checks && checks::has_denying_letter(list, index) {
            let message = format!(
                "An \"x\" in the column \"{}\" was read as no, as other rows have a tick. Write a tick instead, if it means yes.",
                quote(name)
            );
            journal.add(FindingKind::Guess, message);
        }
    }
}

/// Words with a stage that no row has.
fn unused_words(list: &List, mapping: &Mapping, journal: &mut Journal) {
    if mapping.stages.is_empty() {
        return;
    }
    let column = mapping
        .columns
        .iter()
        .position(|meaning| *meaning == Meaning::Stage);
    let known = stages::keys(list, mapping);
    let words = mapping.stages.keys();
    let unused: Vec<&String> = words
        .filter(|word| !known.contains(&stages::key(word)))
        .collect();
    if unused.is_empty() {
        return;
    }
    let named = quoted_list(&unused, WORDS_NAMED_MAX);
    let why = match column.and_then(|index| list.header.get(index)) {
        Some(name) => format!("no row has this in the column \"{}\"", quote(name)),
        None => "no column is mapped as STAGE".to_owned(),
    };
    let message = format!("The stage that was chosen for {named} was not used: {why}.");
    journal.add(FindingKind::Unassigned, message);
}
