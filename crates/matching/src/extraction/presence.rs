//! Travel in percent, and days a week at the employer's site.

use super::{
    Found, found,
    words::{Sentence, Set},
    years::number,
};

const TRAVEL: Set = Set("travel* reise* viaj* deplacement* dienstreise*");
const DAYS: Set = Set("day days tag tage tagen dia dias jour jours");
const OFFICE: Set = Set(
    "office* site onsite person buro ort oficina presencial* bureau* presentiel sur vorort hub headquarters studio hybrid* hibrido",
);
const HOME: Set =
    Set("remote* home homeoffice heim mobil* teletrabajo teletravail remoto distance wfh");
const OFF: Set = Set(
    "vacation* holiday* leave urlaub* vacaciones conges pto off urlaubstage annual sick training volunteer* notice shift* feiertage fortbildung*",
);
const WEEKLY: Set = Set("week weekly woche wochentlich semana semanales semaine");

/// "Up to 25 % travel".
pub(super) fn travel(sentence: &Sentence, text: &str) -> Option<Found<u8>> {
    if !sentence.has(&TRAVEL) {
        return None;
    }
    (0..sentence.words.len()).find_map(|at| {
        let word = sentence.words.get(at)?;
        let after = text.get(word.range.end..)?.trim_start();
        let percent: u8 = word.folded.parse().ok().filter(|percent| *percent <= 100)?;
        let is_share = after.starts_with('%')
            || matches!(sentence.word(at + 1), "percent" | "prozent" | "pct");
        // "25 - 50 %": the larger counts.
        is_share.then(|| found(percent, sentence, at..at + 1))
    })
}

/// "Three days a week in our office"; "2 days remote" are three.
pub(super) fn onsite_days(sentence: &Sentence) -> Option<Found<u8>> {
    if sentence.has(&OFF) {
        return None;
    }
    (0..sentence.words.len()).find_map(|at| {
        let days = number(sentence.word(at)).filter(|days| (1..=5).contains(days))?;
        // "2-3 days": the larger counts.
        if number(sentence.word(at + 1)).is_some_and(|next| next <= 5) {
            return None;
        }
        let unit = (at + 1..at + 3).find(|unit| DAYS.has(sentence.word(*unit)))?;
        let near = at.saturating_sub(4)..unit + 8;
        let (office, home) = (
            sentence.has_near(&OFFICE, near.clone()),
            sentence.has_near(&HOME, near.clone()),
        );
        let weekly = sentence.has_near(&WEEKLY, near.clone());
        // "Two days a week in Porto".
        let in_city = weekly
            && (unit..unit + 6).any(|index| {
                matches!(sentence.word(index), "in" | "a" | "en" | "aus")
                    && sentence
                        .words
                        .get(index + 1)
                        .is_some_and(|next| next.capital)
            });
        let end = (unit + 1).min(sentence.words.len());
        match (office, home) {
            (false, true) => Some(found(5 - days, sentence, at..end)),
            (true, true) => {
                // The nearer word says which of the two it is.
                let position = |set: &Set| {
                    (unit..unit + 8)
                        .find(|index| set.has(sentence.word(*index)))
                        .unwrap_or(usize::MAX)
                };
                let days = if position(&HOME) < position(&OFFICE) {
                    5 - days
                } else {
                    days
                };
                Some(found(days, sentence, at..end))
            }
            (true, false) => Some(found(days, sentence, at..end)),
            (false, false) => in_city.then(|| found(days, sentence, at..end)),
        }
    })
}
