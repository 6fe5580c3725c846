//! Titles of talent pools, which collect applications without a certain job: "Talent Pool", "Expression of Interest", "Initiativbewerbung".

use std::sync::LazyLock;

use crate::{
    negation::is_negated,
    phrases::{Hit, Phrases},
    words::{Gap, Set, Word, parse},
};

/// The meaning of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Collection {
    /// Nothing else.
    Certain,
    /// Also what a person works with: "Talent Community Manager".
    Talents,
    /// Also the beginning of another name: "General Application Support".
    Open,
}

const TABLE: &str = "\
CERTAIN	expression of interest|expressions of interest|eoi|register of interest|register your interest|general interest|speculative application|speculative applications|speculative cv|spontaneous application|spontaneous applications|unsolicited application|unsolicited applications|general resume submission|general cv submission|join our talent|applicant pool|candidate pool
CERTAIN	initiativbewerbung|initiativbewerbungen|initiativbewerber|spontanbewerbung|blindbewerbung|bewerberpool|kandidatenpool|talentpool|talentepool|talente pool
CERTAIN	candidature spontanee|candidatures spontanees|candidature libre|vivier de candidats|vivier de talents|candidatura espontanea|candidaturas espontaneas|autocandidatura|candidatura spontanea|candidatura libera|banco de talentos|banco de curriculos|cadastro de reserva
CERTAIN	open sollicitatie|open sollicitaties|spontane sollicitatie|uopfordret ansogning|uopfordrede ansogninger|apen soknad|spontanansokan|spontan ansokan|oppen ansokan|avoin hakemus|aplikacja spontaniczna|rekrutacja ciagla
TALENTS	talent pool|talent pools|talent community|talent communities|talent network|talent bank
OPEN	general application|general applications|open application|open applications|general submission|future opportunity|future opportunities|future openings|future roles|future positions|future vacancies|future consideration
";

static PHRASES: LazyLock<Phrases<Collection>> = LazyLock::new(|| {
    Phrases::parse(TABLE, |name| {
        Some(match name {
            "CERTAIN" => Collection::Certain,
            "TALENTS" => Collection::Talents,
            "OPEN" => Collection::Open,
            _ => return None,
        })
    })
});

/// Those who look after talents, and what they do with them.
const KEEPERS: Set = Set(
    "manager managers coordinator specialist partner lead leader head director recruiter sourcer associate consultant advisor adviser \
     officer administrator assistant analyst marketer strategist owner engagement marketing program programme programs operations \
     management development acquisition strategy experience growth relations builder building",
);
/// Work with talents, in the words before the phrase: "Program Manager, Talent Community".
const WITH_TALENTS: Set = Set(
    "program programme community engagement recruiter recruiting recruitment sourcer sourcing coordinator people hr talent",
);
/// Words after which the name of an open collection does not go on.
const SMALL: Set = Set(
    "for at in to of as with and or by from on our the all any fur als im bei pour chez en para per voor bij",
);

/// True if the title collects applications for no certain job.
#[must_use]
pub fn collects_applications(title: &str) -> bool {
    let words = parse(title);
    PHRASES.all(&words).iter().any(|hit| {
        !is_negated(&words, hit.at, hit.end)
            && match hit.value {
                Collection::Certain => true,
                Collection::Talents => !is_work(&words, hit),
                Collection::Open => ends(&words, hit.end),
            }
    })
}

/// True if the phrase is what a person works with: "Talent Community Manager", "Head of Talent Pools".
fn is_work(words: &[Word], hit: &Hit<Collection>) -> bool {
    let next = words.get(hit.end).filter(|next| next.gap != Gap::Break);
    let before = words.get(..hit.at).unwrap_or_default();
    let same_segment = words.get(hit.at).is_some_and(|word| word.gap != Gap::Break);
    let of = same_segment
        && before
            .last()
            .is_some_and(|last| matches!(last.folded.as_str(), "of" | "for" | "the" | "our"))
        && before.iter().any(|word| KEEPERS.has(&word.folded));
    next.is_some_and(|next| KEEPERS.has(&next.folded))
        || of
        || before.iter().any(|word| WITH_TALENTS.has(&word.folded))
            && before.iter().any(|word| KEEPERS.has(&word.folded))
}

/// True if nothing goes on after the phrase in its segment but a small word, an aside or a number.
fn ends(words: &[Word], end: usize) -> bool {
    words.get(end).is_none_or(|next| {
        matches!(next.gap, Gap::Break | Gap::Slash)
            || SMALL.has(&next.folded)
            || next.folded.chars().all(|c| c.is_ascii_digit())
    })
}
