//! SCOPE_INFLATION: a claim keeps the words that make what a fact says smaller: "helped", "took part in". And it has no verb of greater weight
//! that no fact has: "designed", "negotiated".

use crate::{
    check::Check,
    refusal::Rule,
    reworded::{Item, Mark, Parts},
};

/// So many words of a part of a fact make a claim one about that part.
const WORDS_MIN: usize = 2;

pub(crate) fn limit(check: &mut Check<'_>) {
    if !check.is_claim() || check.is_refused() {
        return;
    }
    if is_lost(check) {
        let detail = "leaves out a word that makes the fact smaller";
        check.refuse_all(Rule::ScopeInflation, detail);
    }
    weighty(check);
}

/// True if a part of a fact has a limit, and the claim says that part without any.
fn is_lost(check: &Check<'_>) -> bool {
    let is_limit = |item: &Item| item.is(Mark::Limit);
    let limited: Vec<(&Parts, usize)> = check
        .cited
        .iter()
        .flat_map(|fact| fact.parts.items.iter().map(|item| (&fact.parts, item)))
        .filter(|(_, item)| is_limit(item))
        .map(|(parts, item)| (parts, item.part))
        .collect();
    if limited.is_empty() {
        return false;
    }
    let verifier = check.verifier;
    let said = Parts::read(&check.sentence.text, verifier.language, &verifier.knowledge);
    let is_same = |one: &Item| {
        let mut facts = check.cited.iter().flat_map(|fact| &fact.parts.items);
        facts.any(|item| is_limit(item) && item.meaning.is_same(&one.meaning))
    };
    if said.items.iter().any(|one| is_limit(one) || is_same(one)) {
        return false;
    }
    let is_said = |item: &&Item| !item.is(Mark::Filler) && said.has(item);
    let mut parts = limited.into_iter();
    parts.any(|(parts, part)| parts.of_part(part).filter(is_said).count() >= WORDS_MIN)
}

/// A verb of weight that no cited fact has.
fn weighty(check: &mut Check<'_>) {
    for at in 0..check.text.tokens.len() {
        let (tokens, word) = (at..at + 1, check.text.word(at));
        let is_weighty = check.words.weighty.contains(word);
        let is_known = || check.is_cited_word(word) || check.is_cited_term(&check.words.term(word));
        let is_free = || check.is_of_posting(&tokens) || check.is_about_posting(at);
        if is_weighty && !is_known() && !is_free() {
            let detail = check.raw(&tokens);
            check.refuse(Rule::ScopeInflation, &tokens, detail);
        }
    }
}
