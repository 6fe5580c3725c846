//! Negation of a skill: "No Java experience required", "Java is not required", "keine Java-Kenntnisse nötig".

use super::sentence::{Candidate, Sentence};
use crate::words::{Set, simplified};

const NEGATORS: Set = Set(
    "neither instead rather weder ni no not without never kein keine keinen keiner keinerlei nicht ohne pas sans aucun aucune jamais sin ningun ninguna senza nessun nessuna non sem nao \
     nenhum nenhuma geen niet zonder nie bez zadna zadnej inte ej ingen utan ikke intet uden uten ei ilman neni nem nincs",
);
/// Words between a negator and the skill after it.
const FILLERS: Set = Set(
    "have must already ever learned worked than nor noch longer coding programming write writing code needed erforderlich notig requis requise necessaire a an the prior previous any deep strong specific existing formal knowledge experience expertise skills background of in with for to need needs know use \
     using require required requirement necessary is are it be that you this be hands on years year and or proficiency familiarity role position \
     vorherige tiefen tiefe kenntnisse vorkenntnisse erfahrung erfahrungen mit von im und oder brauchst benotigst \
     de d du des la le les l en avec connaissance connaissances besoin experience connaitre prealable et ou est \
     se requiere requieren necesario necesaria es saber conocimientos conocimiento experiencia previa con y o e \
     richiesta richieste necessaria necessario conoscenza conoscenze di esperienza serve \
     conhecimento conhecimentos experiencia em com preciso precisa kennis van ervaring met nodig jest znajomosc znajomosci doswiadczenia doswiadczenie \
     erfarenhet erfaring med av fra kunskaper forudgaende",
);
/// Words between the skill and a negator after it.
const LINKS: Set = Set(
    "experience knowledge skills is are was be isn aren wasn doesn t skill expertise and or at all n est ne sont ist sind wird werden kenntnisse \
     kenntnissen erfahrung erfahrungen wissen es son e sono sao is zijn jest sa kravs kraeves kreves er ar und oder et ou y o ervaring kennis",
);
/// The words that are negated: "not required".
const REQUIRED: Set = Set(
    "required require necessary needed need mandatory must essential expected requirement prerequisite compulsory \
     erforderlich notig notwendig vorausgesetzt voraussetzung zwingend benotigt pflicht verlangt \
     necessaire requis requise requises exige exigee obligatoire indispensable necesario necesaria requerido requerida imprescindible obligatorio obligatoria \
     necessario necessaria richiesto richiesta obbligatorio obbligatoria indispensabile obrigatorio obrigatoria exigido exigida \
     nodig vereist verplicht wymagana wymagane wymagany konieczna konieczne potrzebna nodvandig nodvandigt krav kravs nodvendig nodvendigt pakraevet \
     kraeves kreves pakrevd valttamaton vaadita vyzadovana nutna",
);
/// After these a negator denies nothing: "not only Java".
const ONLY: Set =
    Set("only just nur seulement solo solamente alleen tylko apenas bara kun less fewer");

/// True if the sentence says that the skill is not needed.
pub(super) fn is_negated(sentence: &Sentence<'_, '_>, candidate: &Candidate<'_>) -> bool {
    before(sentence, candidate) || after(sentence, candidate)
}

fn before(sentence: &Sentence<'_, '_>, candidate: &Candidate<'_>) -> bool {
    let mut at = candidate.at;
    for _ in 0..14 {
        let Some(index) = at.checked_sub(1) else {
            return false;
        };
        let word = simplified(sentence.lower(Some(index)));
        if is_negator(sentence, index, &word) {
            return !ONLY.has(&simplified(sentence.lower(Some(at))));
        }
        let of_list = sentence.candidate_at(index).is_some();
        // A comma or a dash begins another statement, except in a list of skills.
        let parted = sentence.gap(at).contains([',', '–', '—', '(', ')', '|']);
        if (parted && !of_list)
            || !(of_list || FILLERS.has(&word) || word.starts_with(|c: char| c.is_ascii_digit()))
        {
            return false;
        }
        at = index;
    }
    false
}

fn after(sentence: &Sentence<'_, '_>, candidate: &Candidate<'_>) -> bool {
    let mut denied = false;
    for index in candidate.end..(candidate.end + 14).min(sentence.tokens.len()) {
        let word = simplified(sentence.lower(Some(index)));
        if word == "unnecessary" {
            return true;
        }
        if is_negator(sentence, index, &word) {
            // "Java krävs inte": what is denied comes first.
            denied |= REQUIRED.has(&simplified(sentence.lower(index.checked_sub(1))));
            let next = (index + 1..=index + 4).map(|next| simplified(sentence.lower(Some(next))));
            return denied
                || next
                    .take_while(|word| word != "but")
                    .any(|word| REQUIRED.has(&word));
        }
        if !(LINKS.has(&word) || sentence.candidate_at(index).is_some()) {
            return false;
        }
    }
    false
}

/// "not", "kein", the "t" of "don't". "Pas" in capitals and "No. 1" are none.
fn is_negator(sentence: &Sentence<'_, '_>, index: usize, word: &str) -> bool {
    let contracted = word == "t" && sentence.gap(index).contains(['\'', '’']);
    let number = word == "no"
        && sentence
            .lower(Some(index + 1))
            .starts_with(|c: char| c.is_ascii_digit());
    (NEGATORS.has(word) && !number) || contracted
}
