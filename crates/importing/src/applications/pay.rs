//! The pay of a row: several columns, of which two can be the ends of a span.

use super::{
    Meaning,
    list::List,
    names::{Bound, bound, is_bound_only},
};

/// The cells of the columns of pay, each with the end of a span that its column is named by; the lower end of a pair is first. One end alone
/// says which it is.
pub(super) fn joined(cells: &[(Option<Bound>, &str)]) -> String {
    match cells {
        [(Some(Bound::Low), cell)] if is_amount(cell) => return format!("from {cell}"),
        [(Some(Bound::High), cell)] if is_amount(cell) => return format!("up to {cell}"),
        _ => {}
    }
    let mut text = String::new();
    let (mut rest, mut before) = (cells, None);
    while let [(end, cell), others @ ..] = rest {
        let is_bounded = end.is_some();
        let between = match before {
            None => "",
            Some(before) if before == is_bounded => " – ",
            Some(_) => "; ",
        };
        text.push_str(between);
        rest = others;
        match (end, others) {
            (Some(Bound::High), [(Some(Bound::Low), low), others @ ..]) => {
                text.extend([low, " – ", cell]);
                rest = others;
            }
            (Some(Bound::Low), [(Some(Bound::High), high), others @ ..]) => {
                text.extend([cell, " – ", high]);
                rest = others;
            }
            _ => text.push_str(cell),
        }
        before = Some(is_bounded);
    }
    text
}

/// True for text that begins with a number or a currency: other text may say itself which end it is.
fn is_amount(cell: &str) -> bool {
    let is_sign = |c: char| c.is_numeric() || !c.is_alphanumeric() || c.is_ascii_uppercase();
    cell.starts_with(is_sign)
}

/// Joins a column that is named as one end only (`To`) to the column of pay with the other end before it.
pub(super) fn join_ends(list: &List, columns: &mut [Meaning]) {
    for index in 1..columns.len() {
        let name = |index: usize| list.header.get(index).map_or("", String::as_str);
        let is_free = columns.get(index) == Some(&Meaning::Ignored);
        let is_beside = columns.get(index - 1) == Some(&Meaning::Pay);
        let ends = (bound(name(index - 1)), bound(name(index)));
        let is_pair = matches!(
            ends,
            (Some(Bound::Low), Some(Bound::High)) | (Some(Bound::High), Some(Bound::Low))
        );
        let is_pay = || {
            list.cells(index)
                .any(|cell| cell.contains(char::is_numeric))
        };
        if is_free
            && is_beside
            && is_pair
            && is_bound_only(name(index))
            && is_pay()
            && let Some(column) = columns.get_mut(index)
        {
            *column = Meaning::Pay;
        }
    }
}
