//! Rows that add others up.

use std::{collections::HashSet, sync::LazyLock};

use crate::{
    table::{Row, key},
    text,
};

/// Words before a sum, an average or a number of rows.
const WORDS: &str = "total|totals|grand total|subtotal|sum|sum total|count|average|avg|mean|median|summe|gesamt|gesamtsumme|gesamtzahl|insgesamt|\
anzahl|durchschnitt|mittelwert|total général|somme|nombre|moyenne|suma|suma total|promedio|media|totale|somma|conteggio|soma|total geral|\
contagem|totaal|som|aantal|gemiddelde|razem|łącznie|średnia|liczba|summa|totalt|antal|antall|i alt|sum i alt|celkem|součet|spolu|yhteensä|\
összesen|итого|всего|сумма|разом|всього|toplam";
static KNOWN: LazyLock<HashSet<String>> = LazyLock::new(|| WORDS.split('|').map(key).collect());
/// The most letters of a cell beside such a word: `12 EUR`.
const LETTERS_MAX: usize = 3;

/// The word of a row that adds others up: its first cell says so, and the others are numbers.
pub(super) fn word(row: &Row) -> Option<String> {
    let mut cells = (0..row.cells.len())
        .map(|index| row.cell(index))
        .filter(|cell| !cell.is_empty());
    let first = text::line(cells.next()?);
    let (name, number) = first.split_once(':').unwrap_or((&first, ""));
    let known = KNOWN.contains(&key(name));
    let is_number = |cell: &str| cell.chars().filter(|c| c.is_alphabetic()).count() <= LETTERS_MAX;
    (known && is_number(number) && cells.all(is_number)).then_some(first)
}
