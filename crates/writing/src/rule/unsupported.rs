//! UNSUPPORTED: enough of the words of a claim are those of the facts that it cites.

use std::ops::Range;

use crate::{
    check::Check, fact::FactKind, prepared::folded_words, refusal::Rule, sentence::SentenceKind,
};

/// The least share of content words that the facts have.
const SHARE_MIN: f64 = 0.35;
/// A clause of so many content words has one of the facts at least.
const CLAUSE_WORDS: usize = 3;
/// The least letters of a part of a compound that counts.
const PART_LETTERS: usize = 5;

pub(crate) fn unsupported(check: &mut Check<'_>) {
    company(check);
    if check.sentence.kind != SentenceKind::Claim || check.is_refused() {
        return;
    }
    let content: Vec<(usize, bool)> = (0..check.text.tokens.len())
        .filter(|at| is_content(check, *at))
        .map(|at| (at, is_supported(check, at)))
        .collect();
    let supported = content.iter().filter(|(_, supported)| *supported).count();
    let names = check.text.tokens.iter().any(|token| {
        token.is_word()
            && !check.words.is_neutral(&token.folded)
            && check.is_cited_word(&token.folded)
    }) || names_studies(check);
    let share = ratio(supported, content.len());
    if (content.is_empty() && !names) || (!content.is_empty() && share < SHARE_MIN) {
        check.refuse_all(
            Rule::Unsupported,
            format!(
                "{supported} of {} words are those of the facts",
                content.len()
            ),
        );
        return;
    }
    let mut wrong: Option<Range<usize>> = None;
    let last = check.clauses.last().copied().unwrap_or_default();
    for clause in 0..=last {
        let here: Vec<&(usize, bool)> = content
            .iter()
            .filter(|(at, _)| check.clauses.get(*at) == Some(&clause))
            .collect();
        if here.len() >= CLAUSE_WORDS
            && here.iter().all(|(_, supported)| !supported)
            && let (Some((first, _)), Some((end, _))) = (here.first(), here.last())
        {
            wrong = Some(*first..*end + 1);
        }
    }
    if let Some(tokens) = wrong {
        check.refuse(
            Rule::Unsupported,
            &tokens,
            "no word of this part is one of the facts",
        );
    }
}

/// "A levels": studies whose name has usual words only.
fn names_studies(check: &Check<'_>) -> bool {
    let studies = check.cited.iter().filter(|fact| {
        matches!(
            fact.fact.kind,
            FactKind::Education | FactKind::Certification
        )
    });
    let mut names = studies.map(|fact| {
        let name = fact.fact.text.split([',', '(', ';']).next();
        folded_words(name.unwrap_or_default())
    });
    names.any(|name| name.len() >= 2 && !check.text.find(&name).is_empty())
}

/// What is said about the company without the posting's words.
fn company(check: &mut Check<'_>) {
    let found = check.words.posting_claim.find(&check.text);
    let found = found.into_iter().map(|(range, _)| range).find(|range| {
        let words: Vec<String> = range
            .clone()
            .map(|at| check.text.word(at).to_owned())
            .collect();
        let cited = check
            .cited
            .iter()
            .map(|fact| &fact.source)
            .chain(check.asked.iter().copied());
        let mut sources = cited.into_iter();
        !sources.any(|source| !source.text.find(&words).is_empty())
    });
    if let Some(range) = found.filter(|_| check.sentence.kind != SentenceKind::Claim) {
        let detail = check.raw(&range);
        check.refuse(Rule::Unsupported, &range, detail);
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    let number = |count: usize| u32::try_from(count).map_or(f64::MAX, f64::from);
    number(part) / number(whole.max(1))
}

fn is_content(check: &Check<'_>, at: usize) -> bool {
    let Some(token) = check.text.tokens.get(at) else {
        return false;
    };
    let tokens = at..at + 1;
    let name = check
        .organisations
        .iter()
        .any(|one| one.tokens.contains(&at));
    let short = token.folded.chars().count() < 2 && token.literal.is_none();
    !(token.is_sign()
        || short
        || name
        || check.words.is_neutral(&token.folded)
        || check.is_of_posting(&tokens))
}

fn is_supported(check: &Check<'_>, at: usize) -> bool {
    let word = check.text.word(at);
    let of_quantity = check
        .quantities
        .all
        .iter()
        .any(|quantity| quantity.tokens.contains(&at) && !quantity.is_soft());
    let of_skill = check.skills.iter().any(|skill| skill.tokens.contains(&at));
    let of_date = check.dates.iter().any(|date| date.tokens.contains(&at));
    // What these rules did not refuse is in the facts.
    of_quantity
        || of_skill
        || of_date
        || check.is_cited_word(word)
        || check.is_cited_term(&check.words.term(word))
        || shares_part(check, word)
}

/// "Deployzeit" and "Deploy time": a word of a fact begins or ends the word, or the other way round.
fn shares_part(check: &Check<'_>, word: &str) -> bool {
    let long = |word: &str| word.chars().count() >= PART_LETTERS;
    long(word)
        && check.cited.iter().any(|fact| {
            let words = fact
                .source
                .words
                .iter()
                .filter(|known| long(known) && !check.words.is_neutral(known));
            words.into_iter().any(|known| {
                word.starts_with(known.as_str())
                    || word.ends_with(known.as_str())
                    || known.starts_with(word)
                    || known.ends_with(word)
            })
        })
}
