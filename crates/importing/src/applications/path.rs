//! Several parts of a cell for the stage: stages one after the other (`Applied - Offer`), or a stage with a detail (`Rejected - after call`).

use super::{
    dictionary::{is_awaited, is_no, is_received, is_yet, known, known_or_denied, without_yet},
    marks::fold,
    parts::{By, has_separator, is_of_day, parts},
    ranks::{is_end, is_unsent, rank},
};
use crate::{record::Stage, text};

/// Words between two parts, or before the last one.
const THEN: [&str; 22] = [
    "then",
    "and",
    "and then",
    "dann",
    "und",
    "und dann",
    "puis",
    "et",
    "luego",
    "y",
    "poi",
    "e",
    "depois",
    "en",
    "daarna",
    "potem",
    "i",
    "sedan",
    "och",
    "og",
    "затем",
    "потом",
];
/// What begins an explanation behind a word.
const EXPLAINED_BY: [&str; 36] = [
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
    " before ",
    " vor ",
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
];
/// What a part says.
enum Said {
    /// One of these stages.
    Stages(Vec<Stage>),
    /// That what is before it was not reached yet.
    NotYet,
    /// That it was not, or may not have been.
    No,
    /// Nothing of how far it is.
    Aside,
    /// Something else, which may name a stage.
    Detail,
}

/// True for a word that has more than one part.
pub(super) fn has_parts(word: &str) -> bool {
    has_separator(word) || explanation(word).is_some()
}

/// What the parts mean together: the last stage of a path that goes forward, or the stage that the others explain. Several if either can be
/// meant; none if nothing is known of the first part.
pub(super) fn path(word: &str) -> Option<Vec<Stage>> {
    let parts = parts(word);
    let (_, first) = parts.first()?;
    let Said::Stages(stages) = said(first) else {
        return None;
    };
    let mut path = Path {
        stages,
        is_moved: false,
    };
    explained_by_end(first, &mut path);
    for (by, text) in parts.get(1..)? {
        match said(text) {
            Said::No => return Some(Vec::new()),
            Said::NotYet => path.add(&[Stage::Saved]),
            Said::Stages(next) if next == [Stage::Applied] && is_received(&fold(text)) => {}
            Said::Stages(_) if is_awaited(&fold(text)) && path.is_sent() => {}
            Said::Stages(next) => {
                path.follow(*by, &next);
                explained_by_end(text, &mut path);
            }
            Said::Detail => path.compare(text),
            Said::Aside => {}
        }
    }
    Some(path.stages)
}

fn said(part: &str) -> Said {
    let (part, found) = match stages(part) {
        None => {
            let rest = without_then(part);
            (rest, stages(rest))
        }
        found => (part, found),
    };
    let folded = fold(part);
    if part.contains('?') {
        let plain = part.replace('?', " ");
        let is_doubt = !plain.contains(char::is_alphanumeric) || stages(plain.trim()).is_some();
        return if is_doubt { Said::No } else { Said::Detail };
    }
    if is_yet(&folded) {
        return Said::NotYet;
    }
    if is_no(part) || text::is_blank(part) && !part.is_empty() {
        return Said::No;
    }
    match found {
        Some(stages) if !stages.is_empty() => Said::Stages(stages),
        Some(_) if is_received(&folded) || without_yet(&folded).next().is_some() => Said::Aside,
        Some(_) => Said::No,
        _ => Said::Detail,
    }
}

fn without_then(part: &str) -> &str {
    let (first, rest) = part.split_once(' ').unwrap_or(("", part));
    let is_then = THEN.contains(&first.to_lowercase().as_str());
    if is_then { rest } else { part }
}

/// The stages of one part; none for one that is denied.
fn stages(part: &str) -> Option<Vec<Stage>> {
    let folded = fold(part);
    known_or_denied(&folded)
        .or_else(|| dated(part))
        .or_else(|| {
            let (head, _) = explanation(part)?;
            known(&fold(head)).or_else(|| dated(head))
        })
}

/// The parts before and behind the word that begins an explanation.
fn explanation(word: &str) -> Option<(&str, &str)> {
    let marks = EXPLAINED_BY.iter();
    let found = marks.filter_map(|mark| Some((word.find(mark)?, mark.len())));
    let (at, length) = found.min()?;
    Some((word.get(..at)?, word.get(at + length..)?))
}

/// An end in the explanation of a stage may be what it has come to.
fn explained_by_end(part: &str, path: &mut Path) {
    if let Some((_, rest)) = explanation(part) {
        path.add_words(rest, is_end);
    }
}

/// A word with its day: `Interview 12 May`, `5 Mar interview`.
pub(super) fn dated(word: &str) -> Option<Vec<Stage>> {
    let folded = fold(word);
    let words: Vec<&str> = folded.split(' ').collect();
    let first = words.iter().position(|word| !is_of_day(word))?;
    let last = words.iter().rposition(|word| !is_of_day(word))?;
    let of_stage = words.get(first..=last)?;
    if of_stage.len() == words.len() {
        return None;
    }
    let stage = of_stage.join(" ");
    known_or_denied(&stage)
}

/// The stages that the parts so far can mean.
struct Path {
    stages: Vec<Stage>,
    /// True if an earlier part led to it.
    is_moved: bool,
}

impl Path {
    /// Goes on to what a part says.
    fn follow(&mut self, by: By, next: &[Stage]) {
        let common: Vec<Stage> = next
            .iter()
            .copied()
            .filter(|it| self.stages.contains(it))
            .collect();
        match (self.stages.as_slice(), next) {
            // One of both says which of several the other means.
            _ if common.len() == 1 => self.stages = common,
            ([before], [next]) => {
                if self.is_forward(*before, by, *next) {
                    self.stages = vec![*next];
                    self.is_moved = true;
                } else if !explains(*before, by, *next) {
                    self.add(&[*next]);
                }
            }
            (before, _)
                if by == By::Bracket
                    && before.iter().all(|it| is_end(*it))
                    && !next.iter().any(|it| is_end(*it)) => {}
            (before, [next])
                if !is_end(*next) && before.iter().all(|it| rank(*it) < rank(*next)) =>
            {
                self.stages = vec![*next];
                self.is_moved = true;
            }
            _ => self.add(next),
        }
    }

    /// True if all stages come behind the sending.
    fn is_sent(&self) -> bool {
        self.stages.iter().all(|it| !is_unsent(*it))
    }

    /// True for a step that an application takes, and that cannot be a detail.
    fn is_forward(&self, before: Stage, by: By, next: Stage) -> bool {
        let is_path = by == By::Comma || by == By::Dash && self.is_moved;
        match next {
            _ if by == By::Label || is_end(before) => false,
            next if is_end(next) && is_unsent(before) => false,
            Stage::Accepted | Stage::Declined => before == Stage::Offer,
            Stage::NoResponse => before != Stage::Applied && rank(before) < rank(Stage::Offer),
            Stage::Rejected => before != Stage::Offer,
            _ if rank(next) == rank(before) => is_path,
            _ => rank(next) > rank(before),
        }
    }

    /// Asks of a detail that names a later stage: `Applied - had interview`.
    fn compare(&mut self, detail: &str) {
        let is_explained = EXPLAINED_BY.iter().any(|mark| {
            let word = mark.trim_start();
            detail.to_lowercase().starts_with(word)
        });
        let reached = self
            .stages
            .iter()
            .map(|it| rank(*it))
            .max()
            .unwrap_or_default();
        self.add_words(detail, |it| {
            is_end(it) || !is_explained && rank(it) > reached
        });
    }

    /// Adds the stages of single words, unless the application has ended.
    fn add_words(&mut self, detail: &str, is_meant: impl Fn(Stage) -> bool) {
        if self.stages.iter().any(|it| is_end(*it)) {
            return;
        }
        let folded = fold(detail);
        let words = folded.split(' ').filter_map(known);
        let stages: Vec<Stage> = words.flatten().filter(|it| is_meant(*it)).collect();
        self.add(&stages);
    }

    fn add(&mut self, stages: &[Stage]) {
        for stage in stages {
            if !self.stages.contains(stage) {
                self.stages.push(*stage);
            }
        }
    }
}

/// True for a stage that only says more of the one before it: `Rejected (interview)`, `Withdrawn - position filled`.
fn explains(stage: Stage, by: By, detail: Stage) -> bool {
    if stage == detail {
        return true;
    }
    if is_end(detail) {
        let reasons: &[Stage] = match stage {
            Stage::Rejected | Stage::Withdrawn => &[Stage::PostingClosed, Stage::NoResponse],
            _ => &[],
        };
        return reasons.contains(&detail);
    }
    let is_early = rank(detail) <= rank(Stage::Applied);
    match (by, is_end(stage)) {
        (By::Bracket, true) => true,
        (By::Bracket, false) => detail == Stage::Applied,
        (By::Dash | By::Label, true) if detail == Stage::Offer => {
            matches!(stage, Stage::Accepted | Stage::Declined)
        }
        (By::Dash | By::Label, true) => !is_early && stage != Stage::Accepted,
        _ => false,
    }
}
