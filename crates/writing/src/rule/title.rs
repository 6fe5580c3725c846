//! TITLE_INFLATION: a title is that of a cited fact.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::{
    check::Check,
    knowledge,
    language::{Language, Words},
    prepared::Prepared,
    refusal::Rule,
    scope::{self, Class},
    text::Token,
};

/// The most words of a title.
const WORDS_MAX: usize = 5;
/// Ranks that are also usual words: they count in a title only.
const DOUBTFUL: &[&str] = &[
    "lead",
    "head",
    "staff",
    "principal",
    "partner",
    "chair",
    "captain",
    "leader",
    "boss",
    "doctor",
    "owner",
    "executive",
    "md",
    "professor",
    "deputy",
    "dean",
    "chief",
    "meister",
    "meisterin",
    "leitend",
    "leitende",
    "leitender",
    "leitenden",
    "doktor",
    "inhaber",
    "inhaberin",
    "chef",
    "chefin",
    "projektleitung",
    "teamleitung",
    "abteilungsleitung",
    "bereichsleitung",
    "stellvertretend",
    "stellvertretende",
    "stellvertretender",
    "fuhrungskraft",
    "vorgesetzte",
    "vorgesetzter",
];

/// Words before a title that is not held yet.
const NEXT: &[&str] = &[
    "next",
    "new",
    "future",
    "nachster",
    "nachste",
    "neuer",
    "neue",
    "kunftiger",
    "kunftige",
];
/// After these words a rank is that of a certificate.
const CERTIFIED: &[&str] = &[
    "certification",
    "certificate",
    "certified",
    "exam",
    "zertifizierung",
    "zertifikat",
    "prufung",
];

pub(crate) fn title(check: &mut Check<'_>) {
    let mut wrong: Vec<Range<usize>> = Vec::new();
    let claimed = claimed(check);
    for at in 0..check.text.tokens.len() {
        if !is_rank(check, at, &claimed) {
            continue;
        }
        let of_self = claimed.iter().find(|title| title.contains(&at));
        if !check
            .cited
            .iter()
            .any(|fact| has_rank(check, fact, at, of_self.is_some()))
        {
            wrong.push(of_self.cloned().unwrap_or(at..at + 1));
        }
    }
    let others = scope::read(&check.text, check.words);
    let is_other = |title: &Range<usize>| {
        let mut others = others
            .iter()
            .filter(|(class, _)| matches!(class, Class::Alone | Class::Expert));
        others.any(|(_, range)| range.start < title.end && title.start < range.end)
    };
    for title in claimed.iter().filter(|title| !is_other(title)) {
        let certified = title.clone().any(|at| check.is_certificate_of_facts(at));
        if !certified && !wrong.contains(title) && !is_title_of_facts(check, title) {
            wrong.push(title.clone());
        }
    }
    for tokens in wrong {
        let detail = check.raw(&tokens);
        check.refuse(Rule::TitleInflation, &tokens, detail);
    }
}

/// Titles that the sentence gives to the person: "as head of platform".
pub(super) fn claimed(check: &Check<'_>) -> Vec<Range<usize>> {
    let mut titles: Vec<Range<usize>> = Vec::new();
    for (range, _) in check.words.self_title.find(&check.text) {
        let Some(title) = title_after(check, range.end) else {
            continue;
        };
        if !is_title_of_posting(check, &range, &title)
            && titles.iter().all(|one| one.end <= title.start)
        {
            titles.push(title);
        }
    }
    titles
}

/// The words of a title that begins at a token, if they are one.
fn title_after(check: &Check<'_>, start: usize) -> Option<Range<usize>> {
    let mut from = start;
    let named = |at: usize| {
        let mut organisations = check.organisations.iter();
        // "Quayline's": the "s" is a token.
        organisations.any(|one| {
            one.tokens.contains(&at) || (one.tokens.end == at && check.text.word(at) == "s")
        })
    };
    while from < start + WORDS_MAX
        && (named(from)
            || NEXT.contains(&check.text.word(from))
            || (check.words.function.contains(check.text.word(from)) && from < start + 2))
    {
        from += 1;
    }
    let mut end = from;
    while end < from + WORDS_MAX {
        let Some(token) = check.text.tokens.get(end) else {
            break;
        };
        let joined = end == from || token.gap.joins();
        let of = matches!(token.folded.as_str(), "of" | "der" | "des" | "fur" | "for")
            && end > from
            && check.words.ranks.contains(check.text.word(end - 1));
        let name = check
            .organisations
            .iter()
            .any(|one| one.tokens.contains(&end))
            || (check.is_of_posting(&(end..end + 1))
                && check.verifier.company.contains(&token.folded));
        if !joined
            || !token.is_word()
            || name
            || (check.words.function.contains(&token.folded) && !of)
        {
            break;
        }
        end += 1;
    }
    let words: Vec<&str> = (from..end).map(|at| check.text.word(at)).collect();
    let ranked = (from..end).find(|at| is_rank_word(check, *at));
    let taxonomy = check.verifier.knowledge.taxonomy;
    let longest = (1..=words.len()).rev().find(|length| {
        let name = words
            .iter()
            .take(*length)
            .copied()
            .collect::<Vec<_>>()
            .join(" ");
        let last = words.get(length - 1).copied().unwrap_or_default();
        taxonomy.named_title(&name).is_some()
            || (knowledge::is_word_of_titles(last) && is_agent(last) && *length > 1)
    });
    match (longest, ranked) {
        (Some(length), Some(rank)) => Some(from..(from + length).max(rank + 1)),
        (Some(length), None) => Some(from..from + length),
        (None, Some(rank)) => Some(from..(rank + 1).max(end.min(rank + 3))),
        (None, None) => None,
    }
}

/// "engineer", "Entwicklerin": nouns of professions.
fn is_agent(word: &str) -> bool {
    [
        "er",
        "or",
        "ist",
        "ian",
        "ant",
        "eur",
        "man",
        "kraft",
        "erin",
        "orin",
        "istin",
        "analyst",
        "architect",
        "nurse",
        "chef",
    ]
    .iter()
    .any(|ending| word.ends_with(ending))
}

/// True for the title of the posting where the sentence speaks of the position.
fn is_title_of_posting(check: &Check<'_>, phrase: &Range<usize>, title: &Range<usize>) -> bool {
    let words: Vec<&str> = title.clone().map(|at| check.text.word(at)).collect();
    let whole = !check.is_of_posting(title);
    if !check.verifier.title.has(&words, whole) {
        return false;
    }
    let own = ["my", "meine", "meiner", "meinem", "mein"];
    let from = phrase.start.saturating_sub(4);
    let around: Vec<&str> = (from..title.end + 4)
        .map(|at| check.text.word(at))
        .collect();
    let context = around
        .iter()
        .any(|word| check.words.posting_context.contains(*word));
    let possessed = (from..phrase.end).any(|at| own.contains(&check.text.word(at)));
    let wish = !check.is_claim()
        && check
            .text
            .tokens
            .iter()
            .any(|token| check.words.wish.contains(&token.folded));
    (context || wish) && !possessed
}

/// True for a word that is a rank by itself.
fn is_rank_word(check: &Check<'_>, at: usize) -> bool {
    let word = check.text.word(at);
    let words = check.words;
    let suffix = is_rank_by_suffix(word, words);
    let prefix = words
        .rank_prefixes
        .iter()
        .any(|prefix| word.len() > prefix.len() + 4 && word.starts_with(prefix.as_str()));
    if !words.ranks.contains(word) && !suffix && !prefix {
        return false;
    }
    let certified = (at + 1..at + 3).any(|next| CERTIFIED.contains(&check.text.word(next)));
    let others = words.not_ranks.find(&check.text);
    !certified && !others.iter().any(|(range, _)| range.contains(&at))
}

/// "Abteilungsleiter": the end of a word is a rank.
fn is_rank_by_suffix(word: &str, words: &Words) -> bool {
    let mut ranks = words.rank_suffixes.iter();
    let mut others = words.not_rank_suffixes.iter();
    ranks.any(|rank| word.len() > rank.len() + 2 && word.ends_with(rank.as_str()))
        && !others.any(|other| word == other || (other.len() > 7 && word.ends_with(other.as_str())))
}

fn is_rank(check: &Check<'_>, at: usize, claimed: &[Range<usize>]) -> bool {
    if !is_rank_word(check, at) {
        return false;
    }
    let in_title = claimed.iter().any(|title| title.contains(&at));
    if in_title {
        return true;
    }
    if !check.is_claim() {
        return false;
    }
    let tokens = at..at + 1;
    if check.is_of_posting(&tokens) && !is_own(check, at) {
        return false;
    }
    let word = check.text.word(at);
    let next = check.text.word(at + 1);
    let before = check.text.word_before(at);
    let before_agent =
        (knowledge::is_word_of_titles(next) && is_agent(next)) || check.words.ranks.contains(next);
    let capital = check.text.tokens.get(at).is_some_and(Token::is_capital)
        && at > 0
        && !check.verifier.language.capital_nouns();
    let tied = matches!(
        before,
        "tech" | "technical" | "team" | "acting" | "senior" | "as" | "als"
    );
    let verb = matches!(
        before,
        "to" | "and" | "would" | "can" | "will" | "not" | "i"
    );
    let of = word == "head" && next == "of" || word == "vice" && next == "president";
    !DOUBTFUL.contains(&word) || ((before_agent || capital || tied || of) && !verb)
}

/// The words of the posting's title, where they are not spoken of as its title.
fn is_own(check: &Check<'_>, at: usize) -> bool {
    let from = at.saturating_sub(4);
    let around = (from..at + 6).map(|at| check.text.word(at));
    let mut around = around.filter(|word| check.words.posting_context.contains(*word));
    around.next().is_none() && check.is_claim()
}

/// True if a fact has the rank, or another word of its family: in its title, or, of other people, in its text.
fn has_rank(check: &Check<'_>, fact: &Prepared, at: usize, of_self: bool) -> bool {
    let word = check.text.word(at);
    let own: FxHashSet<&str> = fact.title.iter().map(String::as_str).collect();
    let names = |word: &str| {
        own.contains(word)
            || fact.source.self_titles.contains(word)
            || (!of_self && fact.source.words.contains(word))
            || (fact.fact.kind == crate::fact::FactKind::Role && fact.source.words.contains(word))
    };
    let stem = check.words.term(word);
    let same_stem = fact.title_terms.contains(&stem) && !stem.starts_with('=');
    names(word) || same_stem || family(word).into_iter().any(names)
}

/// The words that mean the same rank.
fn family(word: &str) -> Vec<&'static str> {
    let families = Language::ALL
        .iter()
        .flat_map(|language| &language.words().rank_families);
    let mut found = Vec::new();
    for family in families {
        if family.iter().any(|one| one == word) {
            found.extend(family.iter().map(String::as_str));
        }
    }
    found
}

/// True if the words of a title are those of a fact, or name the same title.
fn is_title_of_facts(check: &Check<'_>, title: &Range<usize>) -> bool {
    let words: Vec<&str> = title.clone().map(|at| check.text.word(at)).collect();
    let taxonomy = check.verifier.knowledge.taxonomy;
    let named = taxonomy
        .named_title(&words.join(" "))
        .map(taxonomy::Title::id);
    check.cited.iter().any(|fact| {
        let all = words.iter().all(|word| {
            check.words.function.contains(*word)
                || fact
                    .title
                    .iter()
                    .any(|known| known == word || (word.len() >= 4 && known.starts_with(word)))
                || fact.title_terms.contains(&check.words.term(word))
                || fact.source.self_titles.contains(*word)
                || (fact.fact.title.is_none() && fact.terms.contains(&check.words.term(word)))
        });
        let of_fact = fact
            .fact
            .title
            .as_deref()
            .and_then(|title| taxonomy.named_title(title))
            .map(taxonomy::Title::id);
        all || (named.is_some() && named == of_fact)
    })
}

/// True if the title of a fact is one of a leader.
pub(super) fn is_of_leader(fact: &Prepared) -> bool {
    let leaders = [
        "senior",
        "chef",
        "staff",
        "principal",
        "partner",
        "architect",
        "doctor",
        "professor",
        "deputy",
        "architekt",
        "architektin",
        "doktor",
        "meister",
    ];
    let languages = Language::ALL.iter().map(|language| language.words());
    languages.into_iter().any(|words| {
        fact.title.iter().any(|word| {
            let suffix = is_rank_by_suffix(word, words);
            (words.ranks.contains(word) || suffix) && !leaders.contains(&word.as_str())
        })
    }) && !matches!(fact.title.as_slice(), [first, ..] if first == "account" || first == "project" && fact.title.len() < 2)
}
