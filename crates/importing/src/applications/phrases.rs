//! What a word or a phrase for a stage means: `Rejected (after call)`, `Interview → offer`, `not applied yet`, `applied?`.

use super::{
    answers::answer,
    dictionary::{denied, known},
    marks::{self, ARROW, Sign, fold},
    parts::parts,
    path::{dated, has_parts, path},
    ranks::{is_end, rank},
};
use crate::{record::Stage, text};

/// The most words of a phrase in which two stages are looked for.
const PHRASE_WORDS_MAX: usize = 6;

/// The stages that a word can mean: one, several, or none that is known.
#[must_use]
pub fn stage(word: &str) -> Vec<Stage> {
    // A word that is struck out is not the stage any more, or was never.
    if word.contains("~~") {
        return Vec::new();
    }
    let plain = marks::plain(word);
    let mut reached = Vec::new();
    let mut denied = Vec::new();
    let mut doubted = Vec::new();
    if has_picture_behind(word) {
        return Vec::new();
    }
    for (index, step) in plain.split(ARROW).enumerate() {
        let parts = marks::signed(step).filter(|_| !has_empty_value(step));
        let Some(parts) = parts else {
            return Vec::new();
        };
        let is_alone = parts.iter().all(|(_, sign)| *sign == Some(Sign::Cross));
        for (text, sign) in parts {
            let is_denied = matches!(sign, Some(Sign::Box | Sign::Cross));
            if !text.contains(char::is_alphanumeric) {
                // A doubt or a denial behind the last stage says nothing of which stage it is.
                if !reached.is_empty() && (is_denied || text.contains('?')) {
                    return Vec::new();
                }
            } else if is_denied {
                let ends = agreeing(text, sign);
                if index > 0 && is_alone && ends.iter().any(|it| is_end(*it)) {
                    reached.push(text);
                } else {
                    denied.push((text, sign));
                    doubted.extend(ends.into_iter().filter(|it| is_end(*it)));
                }
            } else {
                reached.push(text);
            }
        }
    }
    match (reached.pop(), denied.as_slice()) {
        // A cross beside an end among ticks may be that end, or say that it was not.
        (Some(last), _) => after(&reached, last).into_iter().chain(doubted).collect(),
        (None, [(text, sign)]) => agreeing(text, *sign),
        (None, []) => whole(&plain).unwrap_or_default(),
        (None, _) => Vec::new(),
    }
}

/// True for a stage that leads to a picture, which may be the next one: `Applied → 👻`, `Applied - 🎉`.
pub(super) fn has_picture_behind(word: &str) -> bool {
    if word.is_ascii() {
        return false;
    }
    let plain = marks::plain(word);
    let is_goal = plain.split(ARROW).skip(1).any(marks::is_picture);
    let mut parts = parts(&plain).into_iter().skip(1);
    is_goal || parts.any(|(_, part)| marks::is_picture(&part))
}

/// The stages that say no themselves, as the box or cross beside them does: `❌ Rejected`, `☐ To apply`.
fn agreeing(word: &str, sign: Option<Sign>) -> Vec<Stage> {
    // A cross that is the value of a label says no to it.
    if word.ends_with([':', '=', '：']) {
        return Vec::new();
    }
    let stages = of_step(word);
    let agrees = |stage: &Stage| match stage {
        Stage::Saved => true,
        Stage::Accepted => false,
        other => sign == Some(Sign::Cross) && is_end(*other),
    };
    let all = stages.iter().all(agrees);
    stages.into_iter().filter(|_| all).collect()
}

/// What the last of several stages means; one that is earlier than those before it can be either.
fn after(earlier: &[&str], last: &str) -> Vec<Stage> {
    let mut stages = of_step(last);
    let reached = earlier.iter().filter_map(|step| match *of_step(step) {
        [only] => Some(only),
        _ => None,
    });
    let reached = reached.max_by_key(|it| rank(*it));
    match (stages.as_slice(), reached) {
        // What follows an offer is the answer to it.
        ([Stage::Declined, Stage::Rejected], Some(Stage::Offer)) if answer(last).is_none() => {
            stages.truncate(1);
        }
        ([last], Some(reached)) if rank(reached) > rank(*last) => stages.push(reached),
        _ => {}
    }
    stages
}

fn of_step(word: &str) -> Vec<Stage> {
    whole(word)
        .or_else(|| path(word))
        .or_else(|| dated(word))
        .or_else(|| joined(word))
        .unwrap_or_default()
}

/// True for a label whose value says that there is nothing: `Offer: -`.
fn has_empty_value(word: &str) -> bool {
    let value = word
        .split_once([':', '='])
        .map_or("", |(_, value)| value.trim());
    !value.is_empty() && text::is_blank(value)
}

/// A word that is known, or denied.
fn whole(word: &str) -> Option<Vec<Stage>> {
    let folded = fold(word);
    known(&folded).or_else(|| (!has_parts(word)).then(|| denied(&folded)).flatten())
}

/// Two words beside each other: `Interview cancelled` can mean each.
fn joined(word: &str) -> Option<Vec<Stage>> {
    let folded = fold(word);
    let spaces = folded.match_indices(' ');
    if spaces.clone().count() >= PHRASE_WORDS_MAX {
        return None;
    }
    spaces.into_iter().find_map(|(at, _)| {
        let mut stages = known(folded.get(..at)?)?;
        for other in known(folded.get(at + 1..)?)? {
            if !stages.contains(&other) {
                stages.push(other);
            }
        }
        Some(stages)
    })
}
