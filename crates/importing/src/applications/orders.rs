//! The order of day and month in each column of dates, and what settles it.

use std::collections::BTreeMap;

use super::{Mapping, Meaning, dates::first_of_span, list::List};
use crate::{
    date::{SlashOrder, is_doubtful},
    text::quote,
};

/// The columns of dates, by their index.
pub(super) type Orders = BTreeMap<usize, Settled>;

/// A cell that is a date in one order only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Proof {
    pub(super) row: u32,
    pub(super) cell: String,
    pub(super) order: SlashOrder,
}

/// What settles the order of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Settled {
    /// A cell of the column.
    Proven(Proof),
    /// The person.
    Chosen(SlashOrder),
    /// A cell of another column, in the same form.
    Beside(usize, Proof),
    /// Nothing.
    Open,
    /// Two cells contradict each other: one has the day first, one the month. The person may have chosen.
    Contradicted(Proof, Proof, Option<SlashOrder>),
}

impl Settled {
    /// The order that is read.
    pub(super) const fn order(&self) -> Option<SlashOrder> {
        match self {
            Self::Proven(proof) | Self::Beside(_, proof) => Some(proof.order),
            Self::Chosen(order) => Some(*order),
            Self::Contradicted(_, _, chosen) => *chosen,
            Self::Open => None,
        }
    }

    /// The cell that proves it.
    pub(super) const fn proof(&self) -> Option<&Proof> {
        match self {
            Self::Proven(proof) | Self::Beside(_, proof) => Some(proof),
            _ => None,
        }
    }

    /// Why a date can be two.
    pub(super) fn doubt(&self) -> String {
        match self {
            Self::Contradicted(one, two, _) => {
                format!("rows {} and {} contradict each other", one.row, two.row)
            }
            _ => "no row says which".to_owned(),
        }
    }
}

/// What settles the order of each column of dates.
pub(super) fn settled(list: &List, mapping: &Mapping) -> Orders {
    let columns = mapping.columns.iter().enumerate();
    let dates =
        columns.filter(|(_, meaning)| matches!(meaning, Meaning::AppliedOn | Meaning::SavedOn));
    let chosen = mapping.date_order.map(SlashOrder::from);
    let own: Orders = dates
        .map(|(index, _)| (index, of_column(list, index, chosen)))
        .collect();
    let mut all = own.clone();
    let open = all
        .iter_mut()
        .filter(|(_, settled)| **settled == Settled::Open);
    let mut open = open.peekable();
    if open.peek().is_none() {
        return all;
    }
    let others = with_unread(list, mapping, &own);
    for (index, settled) in open {
        if let Some((other, proof)) =
            beside(list, *index, &own).or_else(|| beside(list, *index, &others))
        {
            *settled = Settled::Beside(other, proof);
        }
    }
    all
}

/// The columns of dates, and those that are read as something else or not at all: their dates prove an order, too.
fn with_unread(list: &List, mapping: &Mapping, own: &Orders) -> Orders {
    let columns = mapping.columns.iter().enumerate();
    let unread = columns.filter(|(_, meaning)| {
        matches!(
            meaning,
            Meaning::Ignored | Meaning::Note | Meaning::StageReached
        )
    });
    let unread = unread.map(|(index, _)| (index, of_column(list, index, None)));
    own.clone().into_iter().chain(unread).collect()
}

/// What the cells of a column prove, or else what the person chose.
fn of_column(list: &List, column: usize, chosen: Option<SlashOrder>) -> Settled {
    let rows = list.read_rows();
    let mut proofs = rows.filter_map(|row| {
        let cell = first_of_span(row.cell(column)).0;
        Some(Proof {
            row: row.number,
            cell: cell.to_owned(),
            order: SlashOrder::proven_by([cell])?,
        })
    });
    let Some(first) = proofs.next() else {
        return chosen.map_or(Settled::Open, Settled::Chosen);
    };
    match proofs.find(|proof| proof.order != first.order) {
        None => Settled::Proven(first),
        Some(other) if first.order == SlashOrder::DayFirst => {
            Settled::Contradicted(first, other, chosen)
        }
        Some(other) => Settled::Contradicted(other, first, chosen),
    }
}

/// What other columns prove, whose dates have the form of those of a column that are in doubt: a program writes all in one order.
fn beside(list: &List, column: usize, own: &Orders) -> Option<(usize, Proof)> {
    let mut cells = list.cells(column).map(|cell| first_of_span(cell).0);
    let form = form(cells.find(|cell| is_doubtful(cell))?);
    let mut proofs = own.iter().filter_map(|(index, settled)| match settled {
        Settled::Proven(proof) if self::form(&proof.cell) == form => Some((*index, proof)),
        _ => None,
    });
    let (index, first) = proofs.next()?;
    let agree = proofs.all(|(_, proof)| proof.order == first.order);
    agree.then(|| (index, first.clone()))
}

/// What is between the numbers of a date, and whether its year is written in full: `/` and true for `03/04/2026 10:00`.
fn form(cell: &str) -> (Vec<char>, bool) {
    let date = cell.split([' ', 'T', ',']).next().unwrap_or_default();
    let between = date.chars().filter(|c| !c.is_ascii_digit()).collect();
    let is_full = date
        .split(|c: char| !c.is_ascii_digit())
        .any(|number| number.len() == 4);
    (between, is_full)
}

/// The order in words.
pub(super) const fn words(order: SlashOrder) -> &'static str {
    match order {
        SlashOrder::DayFirst => "the day first",
        SlashOrder::MonthFirst => "the month first",
    }
}

/// What a finding says of a column, if anything is to be said.
pub(super) fn remark(
    list: &List,
    mapping: &Mapping,
    index: usize,
    settled: &Settled,
) -> Option<String> {
    let name = |index: usize| {
        list.header
            .get(index)
            .map_or_else(String::new, |name| quote(name))
    };
    let column = name(index);
    let shown = |proof: &Proof| format!("row {} (\"{}\")", proof.row, quote(&proof.cell));
    match settled {
        Settled::Proven(proof) => {
            let chosen = mapping.date_order.map(SlashOrder::from)?;
            (chosen != proof.order).then(|| {
                format!(
                    "The column \"{column}\" has {}, as {} proves. {} was chosen, and was not used for it.",
                    words(proof.order),
                    shown(proof),
                    capital(words(chosen))
                )
            })
        }
        Settled::Beside(other, proof) => Some(format!(
            "The dates of the column \"{column}\" were read with {}, as {} of the column \"{}\" proves. Choose the order, if they are written otherwise.",
            words(proof.order),
            shown(proof),
            name(*other)
        )),
        Settled::Contradicted(day_first, month_first, chosen) => {
            let others = chosen.map_or_else(
                || "Correct one of them, or choose the order of the others.".to_owned(),
                |order| {
                    format!(
                        "Dates that can be both were read with {}, as chosen.",
                        words(order)
                    )
                },
            );
            Some(format!(
                "The column \"{column}\" contradicts itself: {} has the day first, {} the month. {others}",
                shown(day_first),
                shown(month_first)
            ))
        }
        Settled::Chosen(_) | Settled::Open => None,
    }
}

/// A sentence begins with a capital.
fn capital(text: &str) -> String {
    text.replacen("the", "The", 1)
}
