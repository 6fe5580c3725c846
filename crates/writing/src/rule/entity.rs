//! ENTITY: names of organisations, products, places and people are in a cited fact or in the posting.

use std::ops::Range;

use crate::{
    check::Check,
    knowledge,
    language::Words,
    refusal::Rule,
    text::{Gap, Token},
};

/// Endings of usual words: of English ones at the start of a sentence, and of German nouns.
const ENGLISH_ENDINGS: &[&str] = &[
    "ing", "ed", "ly", "tion", "sion", "ment", "ness", "ity", "ance", "ence", "ship", "able",
    "ful", "ers", "ors",
];
const GERMAN_ENDINGS: &[&str] = &[
    "ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "tion", "tionen",
    "tat", "taten", "ment", "nis", "nisse", "tum", "ismus", "enz", "anz", "ierung", "wesen",
    "arbeit", "zeit", "team", "daten", "system", "systeme", "kunden", "prozesse", "nehmen",
    "stellen",
];

/// Beginnings of German words before a usual one.
const PREFIXES: &[&str] = &[
    "ruck", "vor", "ein", "aus", "uber", "unter", "zusammen", "weiter", "mit", "ab", "an", "auf",
    "be", "ver", "er", "ent", "um", "nach", "zu", "ge", "haupt", "neben", "gesamt", "teil", "mehr",
    "alt", "neu",
];

pub(crate) fn entity(check: &mut Check<'_>) {
    let mut names: Vec<Range<usize>> = Vec::new();
    for at in 0..check.text.tokens.len() {
        if !is_name(check, at) {
            continue;
        }
        match names.last_mut() {
            Some(last)
                if last.end == at
                    && check
                        .text
                        .tokens
                        .get(at)
                        .is_some_and(|token| token.gap.joins()) =>
            {
                last.end = at + 1;
            }
            _ => names.push(at..at + 1),
        }
    }
    for tokens in names {
        let detail = check.raw(&tokens);
        check.refuse(Rule::Entity, &tokens, detail);
    }
    employer(check);
    of_posting(check);
}

/// True for a token that is a name which neither the facts nor the posting have.
fn is_name(check: &Check<'_>, at: usize) -> bool {
    let Some(token) = check.text.tokens.get(at) else {
        return false;
    };
    if !token.is_word() || token.is_mixed() {
        return false;
    }
    let looks = if check.verifier.language.capital_nouns() {
        looks_like_name_among_nouns(check, at, token)
    } else {
        looks_like_name(check, at, token)
    };
    looks && !is_known(check, at, token)
}

fn looks_like_name(check: &Check<'_>, at: usize, token: &Token) -> bool {
    let word = token.folded.as_str();
    let words = check.words;
    if words.capital.contains(word)
        || (words.function.contains(word) && word != "us")
        || token.gap == Gap::Apostrophe && word.len() <= 2
    {
        return false;
    }
    if !token.is_capital() && !token.is_inner() {
        let at_place = words
            .employer_prepositions
            .contains(check.text.word_before(at));
        return at_place && !words.bare_after_at.contains(word) && !words.knows(word);
    }
    let starts = at == 0 || token.gap == Gap::Break;
    if token.is_upper() && words.knows(word) {
        return false;
    }
    !starts || token.is_inner() || !is_usual(word, words, ENGLISH_ENDINGS)
}

fn is_usual(word: &str, words: &Words, endings: &[&str]) -> bool {
    words.knows(word)
        || word.strip_suffix('s').is_some_and(|one| words.knows(one))
        || (word.len() > 5 && endings.iter().any(|ending| word.ends_with(ending)))
        || knowledge::is_word_of_trade(word)
}

/// Nouns have capital letters, too: a name is an unknown one in a place for names.
fn looks_like_name_among_nouns(check: &Check<'_>, at: usize, token: &Token) -> bool {
    let word = token.folded.as_str();
    let words = check.words;
    if words.function.contains(word) || words.capital.contains(word) {
        return false;
    }
    let known = is_usual(word, words, GERMAN_ENDINGS) || is_compound(word, words);
    if !token.is_capital() && !token.is_inner() {
        return words
            .employer_prepositions
            .contains(check.text.word_before(at))
            && !words.bare_after_at.contains(word)
            && !known
            && !is_inflected(word, words);
    }
    if token.is_inner() || (token.is_upper() && !words.knows(word)) {
        return true;
    }
    // "Technische Universität": an adjective in capitals.
    let capital = |at: usize| check.text.tokens.get(at).is_some_and(Token::is_capital);
    if at > 0 && capital(at + 1) && words.name_adjectives.contains(word) {
        return true;
    }
    let before = check.text.word_before(at);
    let next = check.text.word(at + 1);
    // Words of trade are names of towns, too: "Universität Heidelberg".
    let named = words.organisation_words.contains(before)
        && !words.knows(word)
        && !is_compound(word, words);
    if known && !named {
        return false;
    }
    let placed = named || words.name_prepositions.contains(before);
    let form = words.legal_forms.contains(next)
        && check.text.tokens.get(at + 1).is_some_and(Token::is_capital);
    let pair = at > 1
        && check.text.tokens.get(at - 1).is_some_and(|last| {
            last.is_capital()
                && !is_usual(&last.folded, words, GERMAN_ENDINGS)
                && !words.function.contains(&last.folded)
                && token.gap == Gap::Space
        });
    let first = at == 0 && check.is_claim() && !is_inflected(word, words);
    // "bei der Nordbank"
    let behind = at >= 2
        && words.bare_after_at.contains(before)
        && words
            .employer_prepositions
            .contains(check.text.word(at - 2));
    placed || behind || form || pair || first
}

/// Endings of verbs and adjectives in lower case or at the start of a sentence.
fn is_inflected(word: &str, words: &Words) -> bool {
    word.len() > 4
        && [
            "end", "ende", "enden", "iert", "ierte", "lich", "liche", "lichen", "ig", "ige",
            "igen", "isch", "ische", "ischen",
        ]
        .iter()
        .any(|ending| word.ends_with(ending))
        || words.term(word).starts_with('=')
}

/// "Kundenprojekte": both parts are usual words.
fn is_compound(word: &str, words: &Words) -> bool {
    let known = |part: &str| {
        part.len() >= 4
            && (words.knows(part)
                || knowledge::is_word_of_trade(part)
                || GERMAN_ENDINGS.contains(&part))
    };
    let prefixed = PREFIXES
        .iter()
        .any(|prefix| word.strip_prefix(prefix).is_some_and(known));
    if prefixed {
        return true;
    }
    let splits = word.char_indices().map(|(at, _)| at).filter(|at| *at >= 4);
    splits.into_iter().any(|at| {
        let (Some(head), Some(tail)) = (word.get(..at), word.get(at..)) else {
            return false;
        };
        let bare = head
            .strip_suffix("s")
            .or_else(|| head.strip_suffix("n"))
            .or_else(|| head.strip_suffix("en"));
        known(tail)
            && (known(head)
                || bare.is_some_and(known)
                || known(&format!("{head}e"))
                || known(&format!("{head}en")))
    })
}

/// True for names of the cited facts, of the posting, and of allowed skills.
fn is_known(check: &Check<'_>, at: usize, token: &Token) -> bool {
    let tokens = at..at + 1;
    let word = token.folded.as_str();
    let bare = word.strip_suffix('s').filter(|bare| bare.len() > 2);
    let has = |word: &str| check.is_cited_word(word) || check.verifier.posting_words.contains(word);
    if has(word) || bare.is_some_and(has) || check.is_of_posting(&tokens) {
        return true;
    }
    // Names of one employer that are written with another spelling of an umlaut.
    if !token.is_upper() && check.is_cited_term(&check.words.term(word)) {
        return true;
    }
    let asked = !check.is_claim()
        && check.asked.iter().any(|source| {
            source.words.contains(word) || source.terms.contains(&check.words.term(word))
        });
    // Skills have a rule of their own.
    let of_skill = check
        .skills
        .iter()
        .any(|skill| skill.tokens.contains(&at) && !is_licence(check, &skill.id));
    let of_title = check.refused_by(&tokens, &[Rule::TitleInflation]);
    let of_date = check.dates.iter().any(|date| date.tokens.contains(&at));
    let of_number = check
        .quantities
        .all
        .iter()
        .any(|quantity| quantity.tokens.contains(&at));
    let abbreviated = is_greeting(check, at);
    let of_unit = at > 0
        && check
            .text
            .tokens
            .get(at - 1)
            .is_some_and(|last| last.literal.is_some())
        && crate::quantity::is_suffix(word, check.words);
    let of_degree = super::degree::is_supported_at(check, at);
    let certified = check.is_certificate_of_facts(at);
    certified
        || of_unit
        || of_degree
        || asked
        || of_skill
        || of_title
        || of_date
        || of_number
        || abbreviated
}

fn is_licence(check: &Check<'_>, id: &str) -> bool {
    check.verifier.knowledge.kind(id) == Some(taxonomy::Kind::Licence)
}

/// "Dear Hiring Team", "Kind Regards": usual words of a greeting in capitals.
fn is_greeting(check: &Check<'_>, at: usize) -> bool {
    let first = check.text.word(0);
    let greets = matches!(
        first,
        "dear"
            | "kind"
            | "best"
            | "yours"
            | "sincerely"
            | "hello"
            | "sehr"
            | "liebe"
            | "liebes"
            | "mit"
            | "hallo"
            | "guten"
    );
    greets && !check.is_claim() && check.words.knows(check.text.word(at))
}

/// An employer of facts that the sentence does not cite.
fn employer(check: &mut Check<'_>) {
    let mut missing = Vec::new();
    for organisation in &check.organisations {
        let cited = check.cited.iter().any(|fact| {
            fact.organisation == organisation.words
                || !fact.source.text.find(&organisation.words).is_empty()
        });
        if !cited && !check.is_of_posting(&organisation.tokens) {
            missing.push(organisation.tokens.clone());
        }
    }
    for tokens in missing {
        let detail = check.raw(&tokens);
        check.refuse(Rule::Entity, &tokens, detail);
    }
}

/// "At Marl I ran …": the company of the posting is no employer of the person.
fn of_posting(check: &mut Check<'_>) {
    if !check.is_claim()
        || check
            .cited
            .iter()
            .any(|fact| fact.organisation == check.verifier.company)
    {
        return;
    }
    let wishes = check
        .text
        .tokens
        .iter()
        .any(|token| check.words.wish.contains(&token.folded));
    if wishes {
        return;
    }
    for tokens in check.text.find(&check.verifier.company) {
        let before = check.text.word_before(tokens.start);
        if check.words.employer_prepositions.contains(before) {
            let detail = check.raw(&tokens);
            check.refuse(Rule::Entity, &tokens, detail);
        }
    }
}
