//! SKILL_NOT_IN_FACTS: every skill is one that a cited fact shows, or a broader one.

use std::ops::Range;

use rustc_hash::FxHashSet;
use taxonomy::Kind;

use crate::{check::Check, refusal::Rule, sentence::SentenceKind};

pub(crate) fn skill(check: &mut Check<'_>) {
    let mut missing = Vec::new();
    for skill in &check.skills {
        let by_fact = check
            .cited
            .iter()
            .any(|fact| fact.source.skills.contains(&skill.id));
        if by_fact || in_words_of_facts(check, skill) {
            continue;
        }
        let kind = check.verifier.knowledge.kind(&skill.id);
        let asked = check
            .asked
            .iter()
            .any(|source| source.skills.contains(&skill.id));
        let wish = check.sentence.kind != SentenceKind::Claim && !claims(check, skill.tokens.start);
        if asked && (wish || check.is_about_posting(skill.tokens.start)) {
            continue;
        }
        if !check.is_claim() && is_usual(check, skill) && !claims(check, skill.tokens.start) {
            continue;
        }
        match kind {
            // Certificates and permits are names: the rule of names has them.
            Some(Kind::Licence) => {
                missing.push((Rule::Entity, skill.tokens.clone(), skill.label.clone()));
            }
            Some(Kind::Soft) | None => {}
            _ => missing.push((
                Rule::SkillNotInFacts,
                skill.tokens.clone(),
                skill.label.clone(),
            )),
        }
    }
    for (rule, tokens, label) in missing {
        check.refuse(rule, &tokens, label);
    }
}

/// True for skills that usual words name, too: "to cook for your guests".
fn is_usual(check: &Check<'_>, skill: &crate::check::NamedSkill) -> bool {
    let kind = check.verifier.knowledge.kind(&skill.id);
    matches!(kind, Some(Kind::Hard | Kind::Method))
        && skill.tokens.clone().all(|at| {
            let capital = check
                .text
                .tokens
                .get(at)
                .is_some_and(crate::text::Token::is_capital);
            check.words.knows(check.text.word(at))
                && (!capital || check.verifier.language.capital_nouns())
        })
}

/// True if the words of a name that is no product are all in one cited fact: "backups" of "Migrated backups".
fn in_words_of_facts(check: &Check<'_>, skill: &crate::check::NamedSkill) -> bool {
    let words: Vec<&str> = skill
        .tokens
        .clone()
        .map(|at| check.text.word(at))
        .filter(|word| !check.words.function.contains(*word))
        .collect();
    let tool = check.verifier.knowledge.kind(&skill.id) == Some(Kind::Tool);
    let licence = check.verifier.knowledge.kind(&skill.id) == Some(Kind::Licence);
    check.cited.iter().any(|fact| {
        words.iter().all(|word| {
            let same = fact.source.words.contains(*word);
            let stem = !tool
                && !licence
                && (check.words.is_neutral(word) || fact.terms.contains(&check.words.term(word)));
            same || stem
        })
    })
}

/// True if the clause says that the person has or used something.
fn claims(check: &Check<'_>, at: usize) -> bool {
    let clause = check.clauses.get(at);
    let found = check.words.claim.find(&check.text);
    found
        .iter()
        .any(|(range, _)| check.clauses.get(range.start) == clause)
}

/// True if tokens are in the title of the posting, said as that: "I am applying for the Registered Nurse position".
pub(crate) fn is_title(check: &Check<'_>, tokens: &Range<usize>) -> bool {
    let titles = check.verifier.title.find(&check.text);
    let Some(title) = titles
        .iter()
        .find(|title| title.start <= tokens.start && tokens.end <= title.end)
    else {
        return false;
    };
    let is_noun = |at: usize| check.words.title_nouns.contains(check.text.word(at));
    // "the position of Registered Nurse", "die Stelle als Altenpfleger"
    let behind = title.start.checked_sub(2).is_some_and(is_noun);
    // "die Stelle „Altenpfleger“"; a quotation mark begins a clause.
    let noun = title.start.checked_sub(1).filter(|at| is_noun(*at));
    let noun = noun.filter(|_| check.is_quoted(title));
    let clauses: Vec<Option<&usize>> = [Some(title.start), noun]
        .into_iter()
        .flatten()
        .map(|at| check.clauses.get(at))
        .collect();
    let has = |set: &FxHashSet<String>| {
        let mut all = 0..check.text.tokens.len();
        all.any(|at| clauses.contains(&check.clauses.get(at)) && set.contains(check.text.word(at)))
    };
    let claimed = claims(check, title.start) || noun.is_some_and(|at| claims(check, at));
    (is_noun(title.end) || behind || noun.is_some())
        && !claimed
        && (!check.is_claim() || has(&check.words.applying))
}
