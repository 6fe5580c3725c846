//! What the columns of a list mean, as their names and cells suggest.

use super::{
    Meaning, checks, dates,
    list::List,
    names::named,
    pay, reached, rows,
    stages::{self, Tally},
};
use crate::{address, text};

/// The meanings that the names and the cells of the columns suggest.
pub(super) fn suggested(list: &List) -> Vec<Meaning> {
    let names: Vec<Option<&str>> = list.header.iter().map(|name| named(name)).collect();
    let mut columns = by_names(list, &names);
    join_names(list, &names, &mut columns);
    guess_stage(list, &names, &mut columns);
    guess_day(&names, &mut columns);
    take_plain_day(list, &names, &mut columns);
    guess_reached(list, &names, &mut columns);
    join_places(list, &mut columns);
    pay::join_ends(list, &mut columns);
    columns
}

/// The meanings of the columns by their names; of several for a meaning that only one can have, it goes to the one whose cells say it most.
fn by_names(list: &List, names: &[Option<&str>]) -> Vec<Meaning> {
    let has = |name: &str| names.contains(&Some(name));
    let plain_name = match (has("COMPANY"), has("ROLE")) {
        (true, false) => Meaning::Role,
        (false, true) => Meaning::Company,
        (false, false) => Meaning::CompanyAndRole,
        (true, true) => Meaning::Ignored,
    };
    let both = if has("COMPANY") || has("ROLE") {
        Meaning::Ignored
    } else {
        Meaning::CompanyAndRole
    };
    let plain_day = if has("APPLIED_ON") {
        Meaning::Ignored
    } else {
        Meaning::AppliedOn
    };
    let mut columns: Vec<Meaning> = names
        .iter()
        .map(|name| match name {
            Some("COMPANY") => Meaning::Company,
            Some("ROLE") => Meaning::Role,
            Some("NAME") => plain_name,
            Some("BOTH") => both,
            Some("STAGE") => Meaning::Stage,
            Some("APPLIED_ON") => Meaning::AppliedOn,
            Some("DAY") => plain_day,
            Some("ADDED_ON") => Meaning::SavedOn,
            Some("URL") => Meaning::Url,
            Some("LOCATION") => Meaning::Location,
            Some("PAY") => Meaning::Pay,
            Some("NOTE") => Meaning::Note,
            Some("TAGS") => Meaning::Tags,
            _ => Meaning::Ignored,
        })
        .collect();
    for meaning in Meaning::SINGLE {
        keep_one(list, meaning, &mut columns);
    }
    columns
}

/// Leaves a meaning to the column whose cells say it most, the first of several.
fn keep_one(list: &List, meaning: Meaning, columns: &mut [Meaning]) {
    let of = columns.iter().enumerate();
    let of: Vec<usize> = of
        .filter(|(_, column)| **column == meaning)
        .map(|(index, _)| index)
        .collect();
    let says = |cell: &str| match meaning {
        Meaning::Stage => !stages::stage(cell).is_empty(),
        Meaning::AppliedOn | Meaning::SavedOn => dates::is_date(cell),
        Meaning::Url => address::web(cell).is_some(),
        _ => false,
    };
    let count = |index: usize| list.cells(index).filter(|cell| says(cell)).count();
    let Some(kept) = of.iter().copied().rev().max_by_key(|index| count(*index)) else {
        return;
    };
    for index in of.into_iter().filter(|index| *index != kept) {
        if let Some(column) = columns.get_mut(index) {
            *column = Meaning::Ignored;
        }
    }
}

/// A role without a company may hold both, and so may a column of any name: `Setter at Tintype`.
fn join_names(list: &List, names: &[Option<&str>], columns: &mut [Meaning]) {
    let has = |meaning: &Meaning| columns.contains(meaning);
    if has(&Meaning::Company) || has(&Meaning::CompanyAndRole) {
        return;
    }
    let role = columns.iter().position(|meaning| *meaning == Meaning::Role);
    let mut may_be: Vec<usize> = role.into_iter().collect();
    if role.is_none() {
        may_be.extend((0..columns.len()).filter(|index| is_open(list, names, columns, *index)));
    }
    let both = may_be.into_iter().find(|index| {
        let filled = list.cells(*index).count();
        let of_both = list.cells(*index).filter(|cell| rows::is_role_at(cell));
        of_both.count() * 2 > filled
    });
    set(columns, both, Meaning::CompanyAndRole);
}

/// True for a column that may be something else than its name says: it has no known name, or is a day without days.
fn is_open(list: &List, names: &[Option<&str>], columns: &[Meaning], index: usize) -> bool {
    match columns.get(index) {
        Some(Meaning::Ignored) => names.get(index).is_some_and(Option::is_none),
        Some(Meaning::AppliedOn) => !list.cells(index).any(dates::is_date),
        Some(Meaning::Note | Meaning::Tags) => Tally::of(list, index).are_only_stages(),
        _ => false,
    }
}

/// A column that is named as any day is the day of the application, if no other is.
fn guess_day(names: &[Option<&str>], columns: &mut [Meaning]) {
    if !columns.contains(&Meaning::AppliedOn) {
        let day = names.iter().position(|name| *name == Some("DAY"));
        set(columns, day, Meaning::AppliedOn);
    }
}

/// Of a column with marks of sending (`Applied?`) and one of days without such a name (`Date`), the latter has the day.
fn take_plain_day(list: &List, names: &[Option<&str>], columns: &mut [Meaning]) {
    let mut marks = columns.iter();
    let marks = marks.position(|column| *column == Meaning::AppliedOn);
    let Some(marks) = marks.filter(|index| names.get(*index) == Some(&Some("APPLIED_ON"))) else {
        return;
    };
    let says_when = |index: usize| list.cells(index).any(dates::is_day);
    let day = names.iter().enumerate().position(|(index, name)| {
        let is_free = columns.get(index) == Some(&Meaning::Ignored);
        *name == Some("DAY") && is_free && says_when(index)
    });
    if day.is_some() && !says_when(marks) && has_mark(list, marks) {
        set(columns, Some(marks), Meaning::Ignored);
        set(columns, day, Meaning::AppliedOn);
    }
}

/// True for a column with a yes or a no.
fn has_mark(list: &List, column: usize) -> bool {
    list.cells(column)
        .any(|cell| checks::check(list, column, cell).is_some())
}

/// Takes a column as the stage whose cells are words for stages, if none is named so, or the one that is has no such word.
fn guess_stage(list: &List, names: &[Option<&str>], columns: &mut [Meaning]) {
    let stated = columns.iter().position(|column| *column == Meaning::Stage);
    let says_yes = stated.filter(|index| Tally::of(list, *index).are_answers());
    set(columns, says_yes, Meaning::Ignored);
    if stated.is_some_and(|index| Tally::of(list, index).known > 0) {
        return;
    }
    let open = (0..columns.len()).filter(|index| {
        is_open(list, names, columns, *index) && !is_further(list, columns, *index)
    });
    let tallies = open.map(|index| (index, Tally::of(list, index)));
    let are_stages = tallies.filter(|(_, tally)| tally.are_stages());
    let best = are_stages.rev().max_by_key(|(_, tally)| tally.certain);
    if let Some((index, _)) = best {
        set(columns, stated, Meaning::Ignored);
        set(columns, Some(index), Meaning::Stage);
    }
}

/// True for a column that is named by a late stage, beside one that says what was sent or with words such as `not yet`.
fn is_further(list: &List, columns: &[Meaning], index: usize) -> bool {
    let name = list.header.get(index).map_or("", String::as_str);
    let is_beside = || columns.contains(&Meaning::AppliedOn);
    reached::late_stage(name).is_some()
        && (is_beside() || list.cells(index).any(reached::is_not_yet))
}

/// Takes further columns for stages: one named as the stage whose cells are words for stages, one named by a late stage of which a cell is a
/// yes, a no, a day or a word for that, and one that says yes or no of the sending.
fn guess_reached(list: &List, names: &[Option<&str>], columns: &mut [Meaning]) {
    let has_stage = columns.contains(&Meaning::Stage);
    for index in 0..columns.len() {
        if columns.get(index) != Some(&Meaning::Ignored) {
            continue;
        }
        let name = list.header.get(index).map_or("", String::as_str);
        let is_further = match (names.get(index), reached::late_stage(name)) {
            (Some(Some("STAGE")), _) => has_stage && are_mostly_stages(list, index),
            // What else its cells say is named, and kept as lines of the note.
            (Some(None), Some(stage)) => list.cells(index).any(|cell| {
                reached::is_mark(list, index, cell) || reached::is_said(stage, name, cell)
            }),
            (Some(None | Some("APPLIED_ON")), _) => {
                checks::is_of_sending(name) && has_mark(list, index)
            }
            _ => false,
        };
        if is_further {
            set(columns, Some(index), Meaning::StageReached);
        }
    }
}

fn are_mostly_stages(list: &List, column: usize) -> bool {
    let filled = list.cells(column).filter(|cell| !text::is_blank(cell));
    let stated = list
        .cells(column)
        .filter(|cell| !stages::stage(cell).is_empty());
    stated.count() * 2 > filled.count()
}

/// Joins a state to the city beside it, unless it is the stage by its cells.
fn join_places(list: &List, columns: &mut [Meaning]) {
    if !columns.contains(&Meaning::Location) {
        return;
    }
    for (index, name) in list.header.iter().enumerate() {
        let is_free = matches!(columns.get(index), Some(Meaning::Ignored | Meaning::Stage));
        if is_free && is_region(name) && Tally::of(list, index).known == 0 {
            set(columns, Some(index), Meaning::Location);
        }
    }
}

fn set(columns: &mut [Meaning], index: Option<usize>, meaning: Meaning) {
    if let Some(column) = index.and_then(|index| columns.get_mut(index)) {
        *column = meaning;
    }
}

/// True for a name that is the stage, or a part of a country beside a city.
fn is_region(name: &str) -> bool {
    matches!(name.to_lowercase().as_str(), "state" | "estado" | "stato")
}
