//! Whether a name that is also a usual word means the skill: by its case, and by the words beside it.

use super::{
    dictionary::Care,
    sentence::{Candidate, Sentence},
};
use crate::words::{Set, simplified};

/// Words that make a name beside them a skill: "experience with Go", "written in C".
const STRONG_BEFORE: Set = Set(
    "experience experienced expertise expert proficient proficiency knowledge skilled skills skill familiar familiarity fluent fluency competence mastery \
     command programming program programs coding code write writing writes written language languages framework frameworks stack backend developing \
     developer developers development scripting using certified learn communicate communication speak good excellent gute guten guter tool tools technologies technology embedded \
     kenntnisse kenntnissen erfahrung erfahrungen programmiersprache programmiersprachen umgang versiert erfahren programmierst programmieren beherrschst \
     connaissance connaissances maitrise langage langages logiciel logiciels conocimiento conocimientos experiencia dominio lenguaje manejo \
     conoscenza conoscenze esperienza linguaggio padronanza conhecimento conhecimentos linguagem dominar kennis ervaring programmeertaal \
     znajomosc doswiadczenie jezyk erfarenhet kunskap kunskaper erfaring kendskab kokemus osaaminen zkusenosti znalost speaking spoken native",
);
/// Prepositions that do so for some.
const WEAK_BEFORE: Set = Set("in with use uses used mit avec con com met on via through auf sur");
/// Words between those and the name.
const BETWEEN: Set = Set(
    "in with of on the and or modern idiomatic advanced basic solid good strong deep production at least for like such as e.g including either \
     mit von der die und oder de du la le en avec et ou con di da del em com van met w z och og i our some years your",
);
/// Words that make a name before them a skill: "Go experience", "React-Entwickler".
const STRONG_AFTER: Set = Set(
    "experience developer developers engineer engineers programming programmer programmers skills skill language code codebase codebases scripts scripting \
     development microservices backend frontend applications apps framework frameworks knowledge expertise sdk runtime compiler packages package library \
     libraries stack ecosystem proficiency native hooks components macros spreadsheets formulas modules manifests dashboards pipelines jobs clusters cluster \
     lang c1 c2 b2 b1 kenntnisse kenntnissen erfahrung erfahrungen entwickler entwicklerin entwicklung programmierung developpeur desarrollador level speaker speakers speaking",
);
/// Words that take the skill away again: "Go to", "Access control", "Spring semester", "Access rights".
const OTHER_AFTER: Set = Set(
    "to live above beyond ahead green home control controls rights management points semester term season break cleaning suite yourself themselves joy of \
     quickly fast well at your our their customers clients market company team office breakfast response action delivery plan chart scope",
);
/// Words after which it is a person, a trade or a rank: "as Chef", "Vitamin C".
const OTHER_BEFORE: Set = Set(
    "as als comme como come head sous executive pastry dr mr ms mrs frau herr vitamin grade class series section plan hepatitis category part schedule \
     appendix round type building block unit hi hello",
);
/// Labels whose values are no skills: "Start: Spring".
const OTHER_LABELS: Set = Set(
    "start season semester term location grade license licence class category type contact level name company team",
);
/// Prepositions after a verb: "to Excel in your work".
const AFTER_VERB: Set = Set("in at on to with under as for");
/// Words that join the parts of a list.
const JOINERS: Set = Set(
    "and or und oder sowie et ou y o e i lub oraz en of och eller og tai ja plus und/oder and/or",
);

/// For each candidate of a sentence, whether it counts.
pub(super) fn counted(sentence: &Sentence<'_, '_>) -> Vec<bool> {
    let mut counted: Vec<bool> = sentence
        .candidates
        .iter()
        .map(|candidate| stands(sentence, candidate))
        .collect();
    // A list is as sure as its surest part: "Go, Rust or Swift experience", "C, C++".
    for chain in lists(sentence) {
        let sure = chain.iter().any(|index| counted.get(*index) == Some(&true))
            || is_list_of_names(sentence, &chain);
        if !sure {
            continue;
        }
        for index in chain {
            let fits = sentence
                .candidates
                .get(index)
                .is_some_and(|candidate| may_join(sentence, candidate));
            if let Some(counts) = counted.get_mut(index) {
                *counts |= fits;
            }
        }
    }
    counted
}

/// "Hibernate and Spring": all are written as names, and one of them is a usual word only in lower case.
fn is_list_of_names(sentence: &Sentence<'_, '_>, chain: &[usize]) -> bool {
    let named: Vec<&Candidate<'_>> = chain
        .iter()
        .filter_map(|index| sentence.candidates.get(*index))
        .collect();
    named
        .iter()
        .all(|candidate| candidate.cased && !is_other(sentence, candidate))
        && named
            .iter()
            .any(|candidate| candidate.care == Care::Capital)
}

/// True if the candidate counts by itself.
fn stands(sentence: &Sentence<'_, '_>, candidate: &Candidate<'_>) -> bool {
    if candidate.care == Care::Sure {
        return true;
    }
    if is_other(sentence, candidate) {
        return false;
    }
    if candidate.cased && sentence.line.has_neighbour(candidate.known) {
        return true;
    }
    let after = cue_after(sentence, candidate);
    match candidate.care {
        Care::Sure => true,
        Care::Capital if !candidate.cased => after,
        Care::Capital => candidate.at > 0 || after || is_parted(sentence, candidate),
        Care::Neighbour | Care::Strong if !candidate.cased => false,
        Care::Neighbour => {
            after
                || is_alone(sentence, candidate)
                || cue_before(sentence, candidate, true)
                || is_version(sentence.lower(Some(candidate.end)))
        }
        Care::Strong => {
            after || is_alone(sentence, candidate) || cue_before(sentence, candidate, false)
        }
        Care::List => false,
    }
}

/// Whether a candidate of a sure list counts with it. In lower case, only between signs: "python, go, sql", but not "and go".
fn may_join(sentence: &Sentence<'_, '_>, candidate: &Candidate<'_>) -> bool {
    if is_other(sentence, candidate) {
        return false;
    }
    let sign = |gap: &str| gap.contains([',', '/', '|', '•', '+']);
    let before = candidate.at > 0 && sign(sentence.gap(candidate.at));
    let after = candidate.end >= sentence.tokens.len() || sign(sentence.gap(candidate.end));
    candidate.cased || (before && after)
}

/// "R&D", "go-to-market", "C-level", "Spring 2027", "as Chef".
fn is_other(sentence: &Sentence<'_, '_>, candidate: &Candidate<'_>) -> bool {
    let next = simplified(sentence.lower(Some(candidate.end)));
    let before = simplified(sentence.lower(candidate.at.checked_sub(1)));
    let gap = sentence.gap(candidate.end);
    let research = next == "d" && gap.contains('&');
    let development = before == "r" && sentence.gap(candidate.at).contains('&');
    let joined = gap == "-" && (next == "level" || !STRONG_AFTER.has(&next));
    let joined_before = candidate.at > 0
        && sentence.gap(candidate.at) == "-"
        && !matches!(before.as_str(), "in" | "ms");
    let year = next.len() == 4 && next.bytes().all(|byte| byte.is_ascii_digit());
    let parted = gap.contains([',', '/', '(', ')', ':', '|', ';']);
    let verb = before == "to" && AFTER_VERB.has(&next);
    verb || research
        || development
        || joined
        || joined_before
        || OTHER_BEFORE.has(&before)
        || (!parted && !next.is_empty() && (year || OTHER_AFTER.has(&next)))
}

/// "Go experience", "Go backend experience".
fn cue_after(sentence: &Sentence<'_, '_>, candidate: &Candidate<'_>) -> bool {
    let close = |at: usize| {
        sentence
            .gap(at)
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, '-' | '*' | '_' | '`'))
    };
    close(candidate.end) && STRONG_AFTER.has(&simplified(sentence.lower(Some(candidate.end))))
}

/// "experience with Go", "programming languages such as C"; weak: "in Go".
fn cue_before(sentence: &Sentence<'_, '_>, candidate: &Candidate<'_>, weak: bool) -> bool {
    let mut at = candidate.at;
    for step in 0..6 {
        let gap = sentence.gap(at);
        if gap.contains(['.', ';', '|', ')']) || (step > 0 && gap.contains([',', ':'])) {
            return false;
        }
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        let word = simplified(sentence.lower(Some(before)));
        if STRONG_BEFORE.has(&word) || (weak && step == 0 && WEAK_BEFORE.has(&word)) {
            return true;
        }
        if !(BETWEEN.has(&word) || word.starts_with(|c: char| c.is_ascii_digit())) {
            return false;
        }
        at = before;
    }
    false
}

/// "React, …", "Elixir/Phoenix", or the end: not the verb of a sentence.
fn is_parted(sentence: &Sentence<'_, '_>, candidate: &Candidate<'_>) -> bool {
    candidate.end >= sentence.tokens.len()
        || sentence
            .gap(candidate.end)
            .contains([',', '/', '|', '(', '&', '+', ':'])
}

/// The line is only this name, as an entry of a list: "- Go", "- Go (3 years)".
fn is_alone(sentence: &Sentence<'_, '_>, candidate: &Candidate<'_>) -> bool {
    let other = |index: usize| {
        let word = sentence.lower(Some(index));
        !matches!(
            word,
            "years" | "year" | "required" | "jahre" | "ans" | "años" | "preferred" | "optional"
        ) && !word.starts_with(|c: char| c.is_ascii_digit())
    };
    let from = (0..=candidate.at)
        .rev()
        .find(|index| *index > 0 && sentence.gap(*index).contains(':'));
    let label = from.and_then(|from| from.checked_sub(1));
    sentence.is_line
        && candidate.cased
        && !OTHER_LABELS.has(sentence.lower(label))
        && (from.unwrap_or(0)..sentence.tokens.len())
            .filter(|index| !(candidate.at..candidate.end).contains(index))
            .all(|index| !other(index))
}

/// "1.22", "17".
fn is_version(word: &str) -> bool {
    !word.is_empty()
        && word.len() <= 5
        && word.chars().all(|c| c.is_ascii_digit() || c == '.')
        && (word.contains('.') || word.len() <= 2)
}

/// The lists of candidates: those that only commas, slashes, "and" and the like part.
fn lists(sentence: &Sentence<'_, '_>) -> Vec<Vec<usize>> {
    let mut lists: Vec<Vec<usize>> = Vec::new();
    for (index, pair) in sentence.candidates.windows(2).enumerate() {
        let [left, right] = pair else { continue };
        if !is_joined(sentence, left, right) {
            continue;
        }
        match lists.last_mut() {
            Some(list) if list.last() == Some(&index) => list.push(index + 1),
            _ => lists.push(vec![index, index + 1]),
        }
    }
    lists
}

fn is_joined(sentence: &Sentence<'_, '_>, left: &Candidate<'_>, right: &Candidate<'_>) -> bool {
    let sign = |gap: &str| gap.contains([',', '/', '|', '•', '+', '&', '(']);
    match right.at - left.end {
        0 => sign(sentence.gap(right.at)),
        1 => JOINERS.has(sentence.lower(Some(left.end))),
        _ => false,
    }
}
