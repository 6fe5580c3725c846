//! Negation of a phrase: "no remote", "kein Homeoffice", "remote is not possible", "Remote: No".

use crate::words::{Gap, Set, Word};

/// Words that negate what follows or precedes them.
const NEGATORS: Set = Set(
    "no not non none never without cannot excluding kein keine keinen keiner keinem keinerlei nicht ohne pas sans aucun aucune jamais \
     sin ningun ninguna senza nessun nessuna sem nao nenhum nenhuma geen niet zonder nie bez brak inte ej utan ikke ikkje ingen intet \
     inget uden uten ei ilman ne neni nem не без нет",
);
/// Negators that mean something else in capitals (SEM, PAS).
const WORDS_ONLY: Set = Set("sem pas bez ne ej ei nem sin nie brak utan");
/// Words that may be between a negator and what it negates.
const FILLERS: Set = Set(
    "a an the is are be this it currently yet fully full 100 any option options possibility work working role position job offer of for \
     at to strictly prior possible available open looking remote senior de d du le la l un une el en del una uno di da do o es e est \
     com con der die das ein eine einen im ist sind moglichkeit moglichkeiten reine reines reiner een jest mozliwosci ar er som",
);
/// Words between a phrase and its negator: "remote work is currently not possible".
const LINKS: Set = Set(
    "work working is are option options currently unfortunately arbeit arbeiten ist sind leider n est no es e jest er ar moglichkeit \
     role position positions contract contracts will be can isn aren won don doesn cannot this at time for",
);
/// What a negator after the phrase denies.
const POSSIBLE: Set = Set(
    "possible allowed available offered permitted option supported eligible considered required needed accepted an moglich erlaubt \
     vorgesehen angeboten gewunscht erwunscht verfugbar autorise prevu propose envisageable posible disponible permitido permite \
     previsto possibile consentito disponibile possivel disponivel mogelijk toegestaan mozliwa mozliwe mozliwy dostepna mulig muligt \
     mojlig mojligt aktuell aktuellt mahdollista possibly",
);
/// After these a negator denies nothing: "not only".
const ONLY: Set =
    Set("only just nur seulement solo solamente alleen tylko apenas bara kun less matter");
/// Answers of a field: "Remote: No".
const ANSWERS: Set = Set("no none nein non nee nej nei nao nie false keine geen нет pas");

/// True if the words from `at` up to `end` are negated.
pub(crate) fn is_negated(words: &[Word], at: usize, end: usize) -> bool {
    before(words, at) || after(words, end)
}

fn before(words: &[Word], at: usize) -> bool {
    let mut next = at;
    for step in 0..5 {
        let Some(index) = next.checked_sub(1) else {
            return false;
        };
        let (Some(word), Some(following)) = (words.get(index), words.get(next)) else {
            return false;
        };
        if following.gap == Gap::Break {
            return false;
        }
        if is_negator(words, index) {
            // "Non-Executive Director": a prefix negates only its own word.
            let prefix = word.folded == "non" && following.gap == Gap::Hyphen && step > 0;
            return !prefix && !ONLY.has(&following.folded);
        }
        if !FILLERS.has(&word.folded) {
            return false;
        }
        next = index;
    }
    false
}

fn after(words: &[Word], end: usize) -> bool {
    // "Remote: No": an answer alone in its segment.
    if let Some(word) = words.get(end).filter(|word| word.gap == Gap::Break) {
        let index = end;
        let ends = |at: usize| words.get(at).is_none_or(|next| next.gap == Gap::Break);
        let alone = ends(index + 1);
        let denied = is_negator(words, index)
            && ends(index + 2)
            && words
                .get(index + 1)
                .is_some_and(|next| POSSIBLE.has(&next.folded));
        return denied || alone && ANSWERS.has(&word.folded);
    }
    for index in end..end + 5 {
        let Some(word) = words.get(index).filter(|word| word.gap != Gap::Break) else {
            return false;
        };
        if is_negator(words, index) {
            let rest = words.get(index + 1..).unwrap_or_default();
            let rest: Vec<&Word> = rest
                .iter()
                .take_while(|word| word.gap != Gap::Break)
                .collect();
            return rest.is_empty() || rest.iter().take(3).any(|word| POSSIBLE.has(&word.folded));
        }
        if !LINKS.has(&word.folded) {
            return false;
        }
    }
    false
}

/// True if the word at `index` negates: "not", "kein", the "t" of "isn't".
pub(crate) fn is_negator(words: &[Word], index: usize) -> bool {
    let Some(word) = words.get(index) else {
        return false;
    };
    let contracted = || {
        word.folded == "t"
            && word.gap == Gap::Apostrophe
            && index
                .checked_sub(1)
                .and_then(|before| words.get(before))
                .is_some_and(|before| before.folded.ends_with('n'))
    };
    let name = WORDS_ONLY.has(&word.folded)
        && word.raw.chars().all(char::is_uppercase)
        && words
            .iter()
            .any(|word| word.raw.chars().any(char::is_lowercase));
    // "No. 7" is a number.
    let number = word.folded == "no"
        && words.get(index + 1).is_some_and(|next| {
            next.folded.starts_with(|c: char| c.is_ascii_digit()) && next.folded != "100"
        });
    (NEGATORS.has(&word.folded) && !name && !number) || contracted()
}
