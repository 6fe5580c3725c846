//! What a text affirms: without the parts that it denies.

use crate::{
    language::{Language, Words},
    quantity,
    text::{Gap, Text},
};

/// After these a denial reaches only forwards: "Moved to Kafka without downtime".
const FORWARDS: &str = "without no ohne instead rather than lack lacks lacked lacking unable statt anstatt anstelle mangels neither weder nothing";
/// A statement begins with these after "and": "Ran Kafka and did not use Spark".
const STARTS: &str = "did do does was were am is are has have had could can will would i we it \
    habe hatte habt haben hatten war waren bin ist sind wurde wurden kann konnte ich wir es";
const JOINTS: &str = "and but although though while whereas und aber doch jedoch wahrend obwohl sondern except ausser";
/// These join two statements whatever follows.
const TURNS: &str =
    "but although though while whereas aber doch jedoch wahrend obwohl sondern except ausser";

/// The text without what it denies: "Ran Spark, no experience with Kafka" is "Ran Spark,".
pub(super) fn affirmed(text: &str) -> String {
    let mut kept = text.to_owned();
    for language in Language::ALL {
        kept = without_denied(&kept, language.words());
    }
    kept
}

fn without_denied(raw: &str, words: &Words) -> String {
    let text = Text::read(raw, |suffix| quantity::is_suffix(suffix, words));
    let negators: Vec<_> = words
        .negators
        .find(&text)
        .into_iter()
        .map(|(range, _)| range)
        .filter(|range| is_denial(&text, range.start, words))
        .collect();
    if negators.is_empty() {
        return raw.to_owned();
    }
    let count = text.tokens.len();
    let mut denied = vec![false; count];
    for negator in &negators {
        let start = (0..=negator.start)
            .rev()
            .find(|at| begins(&text, raw, *at))
            .unwrap_or(0);
        let end = (negator.end..count)
            .find(|at| begins(&text, raw, *at))
            .unwrap_or(count);
        let forwards = has(FORWARDS, text.word(negator.start));
        // "Kafka: no experience"
        let answers = text.tokens.get(negator.start).is_some_and(|token| {
            raw.get(..token.span.start)
                .unwrap_or_default()
                .trim_end()
                .ends_with([':', '-', '–'])
        });
        let from = if forwards && !answers {
            negator.start
        } else {
            start
        };
        for one in denied.iter_mut().take(end).skip(from) {
            *one = true;
        }
    }
    let mut kept = String::with_capacity(raw.len());
    let mut at = 0;
    for (token, denied) in text.tokens.iter().zip(denied) {
        if !denied {
            kept.push_str(raw.get(at..token.span.end).unwrap_or_default());
        } else if !kept.ends_with(", ") {
            // What is left on both sides does not belong together.
            kept.push_str(", ");
        }
        at = token.span.end;
    }
    kept.push_str(raw.get(at..).unwrap_or_default());
    kept
}

/// "no-code", "No. 1" and "not only" deny nothing.
fn is_denial(text: &Text, at: usize, words: &Words) -> bool {
    let idiom = words
        .negation_idioms
        .find(text)
        .iter()
        .any(|(range, _)| range.contains(&at));
    let prefix = text
        .tokens
        .get(at + 1)
        .is_some_and(|next| next.gap == Gap::Hyphen)
        && has("no non zero", text.word(at));
    !idiom && !prefix
}

/// True if another statement begins at a token.
fn begins(text: &Text, raw: &str, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return true;
    };
    let (Some(last), Some(token)) = (text.tokens.get(before), text.tokens.get(at)) else {
        return false;
    };
    let between = raw.get(last.span.end..token.span.start).unwrap_or_default();
    if between.contains([',', ';', '.', '!', '?', '(', ')', '\n', '•', '|'])
        || between.contains(" – ")
    {
        // A list goes on: "no experience with Kafka, Spark or Flink".
        return !goes_on(text, raw, at, between);
    }
    has(TURNS, &token.folded) || (has(JOINTS, &token.folded) && has(STARTS, text.word(at + 1)))
}

/// True if a comma only divides the names of a list, which ends with "or", "nor" or "oder" and another one.
fn goes_on(text: &Text, raw: &str, at: usize, between: &str) -> bool {
    if between.trim() != "," {
        return false;
    }
    for next in at..text.tokens.len() {
        if has("or nor oder noch", text.word(next)) {
            return next - at <= 4;
        }
        let gap = text.tokens.get(next + 1).and_then(|token| {
            let end = text.tokens.get(next)?.span.end;
            raw.get(end..token.span.start)
        });
        if gap.is_none_or(|gap| gap.contains([';', '.', '!', '?', '(', ')', '\n'])) {
            return false;
        }
    }
    false
}

fn has(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|one| one == word)
}
