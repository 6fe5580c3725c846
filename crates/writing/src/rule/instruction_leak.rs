//! INSTRUCTION_LEAK: text that is guarded, and words of a language model about itself or its instructions.

use crate::{check::Check, refusal::Rule, verifier::GRAM_WORDS};

/// Words in a row that no letter has, folded.
const PHRASES: &[&str] = &[
    "as an ai",
    "i am an ai",
    "i m an ai",
    "ai language model",
    "as a language model",
    "as a large language model",
    "being a language model",
    "i am a language model",
    "ai assistant",
    "my training data",
    "knowledge cutoff",
    "my instructions",
    "system prompt",
    "system message",
    "developer message",
    "the instructions say",
    "previous instructions",
    "prior instructions",
    "above instructions",
    "earlier instructions",
    "all instructions",
    "these instructions",
    "your instructions",
    "ignore the above",
    "disregard the above",
    "i cannot comply",
    "i cannot fulfill",
    "i cannot assist",
    "i can not help with",
    "here is the cover letter",
    "here is your",
    "here is a sentence",
    "here is the sentence",
    "sure here is",
    "sure here s",
    "certainly here",
    "as requested here",
    "cited facts",
    "the facts provided",
    "provided facts",
    "fact ids",
    "the verifier",
    "json object",
    "hidden instructions",
    "new instructions",
    "als ki",
    "als eine ki",
    "als ki modell",
    "als sprachmodell",
    "ki sprachmodell",
    "ki assistent",
    "ich bin eine ki",
    "ich bin ein sprachmodell",
    "meine anweisungen",
    "meine instruktionen",
    "systemprompt",
    "systemnachricht",
    "vorherigen anweisungen",
    "vorherige anweisungen",
    "bisherigen anweisungen",
    "obigen anweisungen",
    "alle anweisungen",
    "vorstehenden anweisungen",
    "hier ist das anschreiben",
    "hier ist der satz",
    "hier ist ihr",
    "gerne hier ist",
    "die angegebenen fakten",
    "bereitgestellten fakten",
    "meine trainingsdaten",
];
/// Signs of protocols.
const SIGNS: &[&str] = &[
    "<|",
    "|>",
    "[inst]",
    "[/inst]",
    "```",
    "<<sys>>",
    "### ",
    "\"facts\"",
    "\"text\":",
    "\"kind\":",
    "</",
    "<system",
    "<data",
    "begin_data",
    "end_data",
    "begin data",
    "end of data",
];

pub(crate) fn instruction_leak(check: &mut Check<'_>) {
    let lower = check.sentence.text.to_lowercase();
    if let Some(sign) = SIGNS.iter().find(|sign| lower.contains(**sign)) {
        check.refuse_all(
            Rule::InstructionLeak,
            format!("a sign of a protocol: {sign}"),
        );
    }
    let folded = analysis::fold(&check.sentence.text);
    if check
        .verifier
        .boundaries
        .iter()
        .any(|boundary| folded.contains(boundary.as_str()))
    {
        check.refuse_all(Rule::InstructionLeak, "a boundary of data");
    }
    let words = check.text.words();
    for gram in words.windows(GRAM_WORDS) {
        if check.verifier.grams.contains(gram) && !is_of_fact(check, gram) {
            check.refuse_all(Rule::InstructionLeak, "words of the instructions");
            break;
        }
    }
    let joined = format!(" {} ", words.join(" "));
    let found = PHRASES
        .iter()
        .find(|phrase| joined.contains(&format!(" {phrase} ")));
    if let Some(phrase) = found.filter(|phrase| !in_facts(check, phrase)) {
        check.refuse_all(
            Rule::InstructionLeak,
            format!("words of a language model: {phrase}"),
        );
    }
    ids(check);
}

fn in_facts(check: &Check<'_>, phrase: &str) -> bool {
    let words: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
    is_of_fact(check, &words)
}

fn is_of_fact(check: &Check<'_>, words: &[String]) -> bool {
    check
        .cited
        .iter()
        .any(|fact| !fact.source.text.find(words).is_empty())
}

/// Ids of facts in the text: "(f1)".
fn ids(check: &mut Check<'_>) {
    let text = check.sentence.text.clone();
    let cited = check.sentence.facts.iter().chain(&check.sentence.posting);
    let found = cited.filter(|id| !id.is_empty()).find(|id| {
        text.match_indices(id.as_str()).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            let after = text.get(at + id.len()..).unwrap_or_default();
            let bracket = before.ends_with(['[', '(', '{', '"'])
                && after.starts_with([']', ')', '}', ',', '"', ';']);
            let whole = !before.ends_with(char::is_alphanumeric)
                && !after.starts_with(char::is_alphanumeric);
            bracket || (whole && id.len() >= 6 && id.contains(|c: char| c.is_ascii_digit()))
        })
    });
    if let Some(id) = found.cloned() {
        check.refuse_all(Rule::InstructionLeak, format!("the id of a fact: {id}"));
    }
}
