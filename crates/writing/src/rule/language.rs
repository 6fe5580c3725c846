//! LANGUAGE: the sentence is in another language than the text.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::form::is_latin;
use crate::{check::Check, language::Language, refusal::Rule};

/// Function words of languages in which no text is written, folded, that are none in those of texts.
const OTHERS: &[&str] = &[
    "le la les une des du est sont avec pour dans sur pas je nous vous mon ma mes votre vos ai suis que qui ce cette et aux chez plus depuis ans travaille",
    "el los las una unos con para por pero como soy he esta este mi mis su sus yo nosotros usted que muy mas desde anos trabajo y en del al",
    "il lo gli uno della delle con per ma sono ho mio mia vostro che questo questa nel nella dal anni lavoro di e presso",
    "het een van voor met maar ik wij jullie mijn uw niet wel ook naar bij heb ben zijn deze dit en op aan jaar ervaring",
    "o os uma com para por mas eu nos meu minha seu sua que nao mais desde anos trabalho e em da das dos na",
    "jest sie nie na z w i oraz mam jestem moje dla przez jako od lat pracy doswiadczenie",
    "och att det som jag har inte med en ett av till vi min mitt era fran ar arbete",
];
static SETS: LazyLock<Vec<FxHashSet<&str>>> = LazyLock::new(|| {
    OTHERS
        .iter()
        .map(|list| list.split(' ').collect())
        .collect()
});
/// The least words that decide.
const WORDS_MIN: usize = 3;

pub(crate) fn language(check: &mut Check<'_>) {
    let other_script = check
        .sentence
        .text
        .chars()
        .filter(|c| c.is_alphabetic() && !is_latin(*c) && !matches!(c, 'µ' | 'μ' | 'α' | 'β' | 'Ω'))
        .count();
    let in_facts = check.cited.iter().any(|fact| {
        fact.fact
            .text
            .chars()
            .any(|c| c.is_alphabetic() && !is_latin(c))
    });
    if other_script > 0 && !in_facts {
        check.refuse_all(Rule::Language, "letters of another script");
        return;
    }
    let own = check.words;
    let counted: Vec<&str> = (0..check.text.tokens.len())
        .filter(|at| !is_quoted(check, *at))
        .map(|at| check.text.word(at))
        .collect();
    let mine = counted
        .iter()
        .filter(|word| own.function.contains(**word))
        .count();
    let mut most = 0;
    for language in Language::ALL
        .iter()
        .filter(|language| ***language != *check.verifier.language)
    {
        let words = language.words();
        let theirs = counted
            .iter()
            .filter(|word| words.function.contains(**word) && !own.function.contains(**word));
        most = most.max(theirs.count());
    }
    for list in SETS.iter() {
        let theirs = counted
            .iter()
            .filter(|word| !own.function.contains(**word) && list.contains(**word));
        most = most.max(theirs.count());
    }
    let alone = counted
        .iter()
        .filter(|word| own.function.contains(**word) && !is_shared(check, word))
        .count();
    let more = most >= 2 && most > alone && counted.len() >= WORDS_MIN;
    let none = mine == 0 && most >= 1 && counted.len() > 6;
    if more || none {
        check.refuse_all(Rule::Language, "another language");
    }
}

/// True for function words of the language that another one has, too: "in", "was".
fn is_shared(check: &Check<'_>, word: &str) -> bool {
    let others = Language::ALL
        .iter()
        .filter(|language| ***language != *check.verifier.language);
    others
        .into_iter()
        .any(|language| language.words().function.contains(word))
        || SETS.iter().any(|list| list.contains(word))
}

/// True for words of the posting, and of a fact that is quoted with four words or more.
fn is_quoted(check: &Check<'_>, at: usize) -> bool {
    if check.is_of_posting(&(at..at + 1)) {
        return true;
    }
    let around = at.saturating_sub(3)..=at;
    around.into_iter().any(|start| {
        let words: Vec<String> = check
            .text
            .tokens
            .iter()
            .skip(start)
            .take(4)
            .map(|t| t.folded.clone())
            .collect();
        words.len() == 4
            && check
                .cited
                .iter()
                .any(|fact| !fact.source.text.find(&words).is_empty())
    })
}
