//! What a word or a phrase for a stage means: `Rejected (after call)`, `Interview → offer`, `not applied yet`, `applied?`.

use std::{collections::HashMap, sync::LazyLock};

use super::{
    answers::answer,
    marks::{self, ARROW, Sign, fold, is_of_word},
    ranks::{is_end, rank},
};
use crate::{date, record::Stage, text};

/// Words by what they mean; words in a row of several stages can be each of them.
const WORDS: &str = include_str!("stages.tsv");
/// What begins an explanation behind the word.
const EXPLAINED_BY: [&str; 41] = [
    " - ",
    " – ",
    " — ",
    "(",
    ":",
    ",",
    " after ",
    " with ",
    " via ",
    " through ",
    " on ",
    " at ",
    " nach ",
    " mit ",
    " über ",
    " am ",
    " après ",
    " avec ",
    " con ",
    " tras ",
    " dopo ",
    " met ",
    " após ",
    " depois ",
    " suite ",
    " efter ",
    " etter ",
    " после ",
    " since ",
    " from ",
    " by email",
    " by mail",
    " by phone",
    " per mail",
    " per e",
    " per post",
    " per telefon",
    " par mail",
    " par e",
    " por correo",
    " por e",
];
/// Words before another that deny it.
static NOT: LazyLock<Vec<String>> = LazyLock::new(|| {
    list(
        "not|not yet|no|never|haven't|have not|didn't|did not|yet to be|nicht|noch nicht|nie|pas|pas encore|non|non encore|jamais|aún no|todavía no|\
        sin|non ancora|não|ainda não|nog niet|niet|jeszcze nie|inte|ej|ännu inte|ikke|endnu ikke|ennå ikke|ei|ei vielä|ne|ještě ne|ešte|nem|még nem|nu|încă nu|\
        не|ще не|ещё не|пока не|henüz|δεν|δεν έχω|ακόμη δεν|ακόμα δεν|لم|لم يتم|לא|טרם|עדיין לא|chưa|ยังไม่ได้|ยังไม่|未|まだ|아직|尚未|还没|還沒|没有|沒有",
    )
});
/// The same behind a word, or alone behind a mark.
static NOT_YET: LazyLock<Vec<String>> = LazyLock::new(|| {
    list(
        "not yet|yet|not|noch nicht|pas encore|aún no|todavía no|non ancora|ancora no|ainda não|nog niet|jeszcze nie|ännu inte|inte än|inte ännu|endnu ikke|\
        ikke endnu|ikke ennå|ei vielä|ještě ne|még nem|încă nu|ещё нет|ещё не|ще ні|ще не|henüz değil|değil|עדיין לא|まだ|아직|尚未|还没|還沒",
    )
});
/// Parts of words for what others do with an application that was sent.
const RECEIVED: [&str; 18] = [
    "view",
    "receiv",
    "wait",
    "respon",
    "read",
    "vu",
    "recu",
    "consult",
    "gelesen",
    "gesehen",
    "eingang",
    "visto",
    "vista",
    "leid",
    "bekeken",
    "просмотр",
    "閲覧",
    "查看",
];
/// Words between a stage and its day.
const BEFORE_DAYS: [&str; 12] = [
    "on", "am", "le", "el", "il", "em", "op", "den", "dne", "dnia", "the", "of",
];
/// The most words of a phrase in which two stages are looked for.
const PHRASE_WORDS_MAX: usize = 6;

/// The stages that a word can mean: one, several, or none that is known.
#[must_use]
pub fn stage(word: &str) -> Vec<Stage> {
    let plain = marks::plain(word);
    let mut reached = Vec::new();
    let mut denied = Vec::new();
    for step in plain.split(ARROW) {
        let parts = marks::signed(step).filter(|_| !has_empty_value(step));
        let Some(parts) = parts else {
            return Vec::new();
        };
        for (text, sign) in parts {
            let is_denied = matches!(sign, Some(Sign::Box | Sign::Cross));
            if !text.contains(char::is_alphanumeric) {
                // A doubt or a denial behind the last stage says nothing of which stage it is.
                if !reached.is_empty() && (is_denied || text.contains('?')) {
                    return Vec::new();
                }
            } else if is_denied {
                denied.push((text, sign));
            } else {
                reached.push(text);
            }
        }
    }
    match (reached.pop(), denied.as_slice()) {
        (Some(last), _) if !reached.is_empty() => after(&reached, last),
        (Some(only), _) => of_step(only),
        (None, [(text, sign)]) => agreeing(of_step(text), *sign),
        (None, []) => whole(&plain).unwrap_or_default(),
        (None, _) => Vec::new(),
    }
}

/// The stages that say no themselves, as the box or cross beside them does: `❌ Rejected`, `☐ To apply`.
fn agreeing(stages: Vec<Stage>, sign: Option<Sign>) -> Vec<Stage> {
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
    if let ([last], Some(reached)) = (stages.as_slice(), reached.max_by_key(|it| rank(*it)))
        && rank(reached) > rank(*last)
    {
        stages.push(reached);
    }
    stages
}

fn of_step(word: &str) -> Vec<Stage> {
    whole(word)
        .or_else(|| explained(word))
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
    let has_mark = EXPLAINED_BY.iter().any(|mark| word.contains(mark));
    known(&folded).or_else(|| (!has_mark).then(|| denied(&folded)).flatten())
}

fn known(folded: &str) -> Option<Vec<Stage>> {
    static TABLE: LazyLock<HashMap<String, Vec<Stage>>> = LazyLock::new(|| {
        let rows = WORDS.lines().filter_map(|row| row.split_once('\t'));
        let pairs = rows.flat_map(|(stages, words)| {
            let stages: Vec<Stage> = stages.split(',').filter_map(of_name).collect();
            words
                .split('|')
                .map(move |word| (fold(word), stages.clone()))
        });
        pairs.collect()
    });
    TABLE.get(folded).cloned()
}

/// What is not applied yet is saved. That another stage was not reached says nothing of the one that was.
fn denied(folded: &str) -> Option<Vec<Stage>> {
    let before = NOT.iter().filter_map(|not| {
        let rest = folded.strip_prefix(not.as_str())?;
        let is_whole = rest.starts_with(' ') || is_unspaced(not);
        is_whole.then(|| rest.trim_start())
    });
    let mut rests = before.chain(std::iter::once(folded)).flat_map(|rest| {
        let is_denied = rest.len() < folded.len();
        let shorter = without_yet(rest);
        shorter.chain(std::iter::once(rest).filter(move |_| is_denied))
    });
    let (rest, stages) = rests.find_map(|rest| Some((rest, known(rest)?)))?;
    if RECEIVED.iter().any(|word| rest.contains(word)) {
        // What was not received or seen may be sent.
        return Some(Vec::new());
    }
    let is_early = |stage: &Stage| rank(*stage) <= rank(Stage::Applied);
    Some(if stages.iter().all(is_early) {
        vec![Stage::Saved]
    } else {
        Vec::new()
    })
}

/// The words before one that says that it is not so yet.
fn without_yet(folded: &str) -> impl Iterator<Item = &str> {
    let ends = NOT_YET.iter();
    ends.filter_map(|yet| folded.strip_suffix(yet.as_str())?.strip_suffix(' '))
}

/// True for scripts that write no spaces between words.
fn is_unspaced(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{E00}'..='\u{E7F}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}'))
}

/// What follows a dash, a colon or a bracket explains the word: `Rejected (after call)`.
fn explained(word: &str) -> Option<Vec<Stage>> {
    let marks = EXPLAINED_BY.iter();
    let found = marks.filter_map(|mark| Some((word.find(mark)?, mark.len())));
    let (end, mark) = found.min()?;
    let mut stages = whole(word.get(..end)?)?;
    let rest = word.get(end + mark..)?;
    let is_doubt = rest.contains('?') && !rest.chars().any(char::is_alphanumeric);
    if is_doubt || !NOT_YET.contains(&fold(rest)) && is_no(rest) {
        return Some(Vec::new());
    }
    if stages.iter().any(|stage| is_end(*stage)) {
        return Some(stages);
    }
    // An end explains no stage before it: `Applied, rejected` can mean both.
    let rest = fold(rest);
    if NOT_YET.contains(&rest) {
        stages.push(Stage::Saved);
    }
    let others = rest
        .split(' ')
        .filter_map(known)
        .chain(known(&rest))
        .flatten();
    for other in others.filter(|stage| is_end(*stage)) {
        if !stages.contains(&other) {
            stages.push(other);
        }
    }
    stages.dedup();
    Some(stages)
}

/// True for what denies the word before it: the `none yet` of `Offer: none yet`, and not the `no response` of `Applied: no response`.
fn is_no(rest: &str) -> bool {
    let clause = rest
        .split([',', ';', '(', '–', '—'])
        .next()
        .unwrap_or_default();
    let clause = clause.trim_matches(|c: char| !is_of_word(c));
    let folded = fold(clause);
    answer(clause) == Some(false) || without_yet(&folded).any(|rest| answer(rest) == Some(false))
}

/// A word with its day: `Interview 12 May`.
fn dated(word: &str) -> Option<Vec<Stage>> {
    let folded = fold(word);
    let mut words: Vec<&str> = folded.split(' ').collect();
    let all = words.len();
    while words
        .last()
        .is_some_and(|last| date::month(last).is_some() || BEFORE_DAYS.contains(last))
    {
        words.pop();
    }
    if words.len() == all {
        return None;
    }
    let before = words.join(" ");
    known(&before).or_else(|| denied(&before))
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

/// Folded words of a list.
fn list(words: &str) -> Vec<String> {
    words.split('|').map(fold).collect()
}

fn of_name(name: &str) -> Option<Stage> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}
