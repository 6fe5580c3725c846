//! Names of months that are two in neighbouring languages, and the language that the texts around a date are written in.

use super::folded;
use crate::text::{quote, unaccented};

/// Names of other months in Polish and Czech, without the marks of letters.
const NOVEMBER: &str = "styczen stycznia luty lutego kwiecien kwietnia czerwiec czerwca lipiec lipca sierpien sierpnia wrzesien wrzesnia \
 pazdziernik pazdziernika grudzien grudnia leden ledna unor unora brezen brezna marzec marca duben dubna kveten kvetna cerven cervna cervenec cervence srpen \
 srpna zari rijen rijna prosinec prosince listopadu";
/// The same in Croatian.
const OCTOBER: &str = "sijecanj sijecnja veljaca veljace ozujak ozujka travanj travnja svibanj svibnja lipanj lipnja srpanj srpnja kolovoz kolovoza \
 rujan rujna studeni studenoga studenog prosinac prosinca";

/// Letters that Polish and Czech have, and Croatian has not.
const LETTERS: [char; 9] = ['ł', 'ą', 'ę', 'ś', 'ż', 'ń', 'ě', 'ř', 'ů'];

/// True for the name of a month that is another one in a neighbouring language: `listopad` is November in Polish and Czech, and October in
/// Croatian.
pub fn has_month_of_two(text: &str) -> bool {
    let folded = folded(text);
    let mut words = folded.split(|c: char| !c.is_alphabetic());
    words.any(|word| matches!(word, "listopad" | "listopada"))
}

/// Which month it is, as the other texts of a column or a document say.
pub fn month_of_two<'t>(texts: impl Iterator<Item = &'t str>) -> Option<u32> {
    let (mut is_november, mut is_october) = (false, false);
    for text in texts {
        let plain = unaccented(text);
        let has = |names: &str| {
            let mut words = plain.split(|c: char| !c.is_alphabetic());
            words.any(|word| !word.is_empty() && names.split_whitespace().any(|name| name == word))
        };
        is_november |= text.contains(LETTERS) || has(NOVEMBER);
        is_october |= has(OCTOBER);
    }
    match (is_november, is_october) {
        (true, false) => Some(11),
        (false, true) => Some(10),
        _ => None,
    }
}

/// What a finding says of such a date of a document that was read as November.
pub fn message(date: &str) -> String {
    format!(
        "\"{}\" was read as November: \"listopad\" is that in Polish and Czech, and October in Croatian. Check such dates.",
        quote(date)
    )
}
