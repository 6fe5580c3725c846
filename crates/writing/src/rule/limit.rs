//! SCOPE_INFLATION: a claim keeps the words that make what a fact says smaller: "helped", "took part in". And it has no verb of greater weight
//! that no fact has: "designed", "negotiated".

use crate::{
    check::Check,
    refusal::Rule,
    reworded::{Mark, Parts},
};

/// So many words of a part of a fact make a claim one about that part.
const WORDS_MIN: usize = 2;

pub(crate) fn limit(check: &mut Check<'_>) {
    if !check.is_claim() || check.is_refused() {
        return;
    }
    let said = read(check, &check.sentence.text);
    let mut lost = false;
    for fact in &check.cited {
        let known = read(check, &fact.fact.text);
        lost |= known.parts().any(|part| {
            let items: Vec<_> = known.of_part(part).collect();
            let limits = items.iter().filter(|item| item.is(Mark::Limit));
            let (mut limits, mut count) = (limits.peekable(), 0);
            if limits.peek().is_none() || said.items.iter().any(|item| item.is(Mark::Limit)) {
                return false;
            }
            for item in items.iter().filter(|item| !item.is(Mark::Limit)) {
                let is_said = said
                    .items
                    .iter()
                    .any(|one| one.meaning.is_same(&item.meaning));
                count += usize::from(is_said && !item.is(Mark::Filler));
            }
            count >= WORDS_MIN
        });
    }
    if lost {
        check.refuse_all(
            Rule::ScopeInflation,
            "leaves out a word that makes the fact smaller",
        );
    }
    weighty(check);
}

/// A verb of weight that no cited fact has.
fn weighty(check: &mut Check<'_>) {
    for at in 0..check.text.tokens.len() {
        let (tokens, word) = (at..at + 1, check.text.word(at));
        let is_weighty = check.words.weighty.contains(word);
        let is_known = check.is_cited_word(word) || check.is_cited_term(&check.words.term(word));
        if is_weighty && !is_known && !check.is_of_posting(&tokens) && !check.is_about_posting(at) {
            let detail = check.raw(&tokens);
            check.refuse(Rule::ScopeInflation, &tokens, detail);
        }
    }
}

fn read(check: &Check<'_>, text: &str) -> Parts {
    Parts::read(text, check.verifier.language, &check.verifier.knowledge)
}
