//! Degrees: "Bachelor's degree in …", "abgeschlossene Ausbildung", "bac+5", "or equivalent experience".

use std::sync::LazyLock;

use reading::skill::Need;
use serde::{Deserialize, Serialize};

use super::{
    Demanded, Found,
    cues::{self, NO},
    found,
    sections::SectionKind,
    words::{Phrases, Sentence, Set},
};

/// A degree, in ascending order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Degree {
    /// A vocational qualification.
    Vocational,
    /// A bachelor's degree, or a degree without its name.
    Bachelor,
    /// A master's degree.
    Master,
    /// A doctorate.
    Doctorate,
}

/// The degree that a posting asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DegreeDemand {
    /// The lowest that does.
    pub level: Degree,
    /// Required or preferred.
    pub need: Demanded,
    /// True if equivalent experience does as well.
    pub or_experience: bool,
}

static NAMES: LazyLock<Phrases<Degree>> = LazyLock::new(|| {
    Phrases::new(&[
        (
            "abgeschlossene ausbildung|abgeschlossene berufsausbildung|berufsausbildung|ausbildung als|ausbildung zum|ausbildung zur|ausbildung im|ausbildung in|ausbildung oder|vocational training|vocational qualification|vocational degree|\
             apprenticeship|formacion profesional|ciclo formativo|grado medio|grado superior|fp ii|bac 2|bts|dut|cap|bep|bac pro|diplome d etat|associate degree|associate s degree|nvq",
            Degree::Vocational,
        ),
        (
            "bachelor|bachelors|bachelorabschluss|bachelorstudium|bsc|b sc|b s|bs degree|ba degree|bs ba|ba bs|bs in|ba in|b a|b eng|beng|undergraduate degree|university degree|college degree|degree in|degree required|degree or|relevant degree|\
             related degree|technical degree|advanced degree|studium|hochschulstudium|universitatsstudium|fachhochschulstudium|hochschulabschluss|diplom|studienabschluss|licenciatura|licenciado|grado universitario|grado en|\
             titulacion universitaria|titulo universitario|titulacion|estudios universitarios|ingenieria en|bac 3|bac 4|licence en|diplome universitaire|diplome en|degree",
            Degree::Bachelor,
        ),
        (
            "master s degree|masters degree|master degree|masters in|master in|master s in|master s|msc|m sc|ms degree|ms in|mba|m eng|meng|masterabschluss|masterstudium|master studium|master en|maestria|bac 5|diplome d ingenieur|ecole d ingenieur|\
             ecole d ingenieurs|ecole de commerce|master 2|postgraduate degree|bachelor or master",
            Degree::Master,
        ),
        (
            "phd|ph d|doctorate|doctoral degree|promotion in|promotion im|promoviert|abgeschlossene promotion|doctorado|doctorat|dphil",
            Degree::Doctorate,
        ),
    ])
});
/// Words that make experience do as well.
const EQUIVALENT: Set = Set(
    "equivalent equivalents equivalence comparable vergleichbar vergleichbare vergleichbarer vergleichbares vergleichbaren gleichwertig gleichwertige gleichwertigen equivalente equivalentes similar alternatively",
);

/// Keeps the first degree; one that is required outranks one that is preferred.
pub(super) fn note(kept: &mut Option<Found<DegreeDemand>>, kind: SectionKind, sentence: &Sentence) {
    let Some(read) = read(kind, sentence) else {
        return;
    };
    if kept
        .as_ref()
        .is_none_or(|known| known.value.need > read.value.need)
    {
        *kept = Some(read);
    }
}

fn read(kind: SectionKind, sentence: &Sentence) -> Option<Found<DegreeDemand>> {
    let all = NAMES.all(sentence);
    // "Bachelor's or Master's degree": the lowest does. A degree without its name adds nothing beside one with it.
    let named = |at: &std::ops::Range<usize>| {
        !matches!(sentence.word(at.start), "degree" | "studium" | "titulacion")
    };
    let has_named = all.iter().any(|(_, at)| named(at));
    let (level, at) = all
        .into_iter()
        .filter(|(_, at)| !has_named || named(at))
        .min_by_key(|(level, at)| (*level, at.start))?;
    let denied = sentence.has_near(&NO, at.start.saturating_sub(3)..at.start)
        || sentence.has_near(&NO, at.end..at.end + 3)
            && sentence.has(&Set("required necessary needed erforderlich notwendig"));
    if denied || is_study_of_another(sentence, &at) {
        return None;
    }
    let need = cues::need(kind, sentence);
    let demand = DegreeDemand {
        level,
        need: if need == Need::Preferred {
            Demanded::Preferred
        } else {
            Demanded::Required
        },
        or_experience: sentence.has(&EQUIVALENT),
    };
    Some(found(demand, sentence, at))
}

/// "360 degree feedback", "a high degree of": no degree of a school.
fn is_study_of_another(sentence: &Sentence, at: &std::ops::Range<usize>) -> bool {
    let word = sentence.word(at.start);
    let before = sentence.word(at.start.saturating_sub(1));
    word == "degree"
        && at.len() == 1
        && (sentence.word(at.end) == "of"
            || before.bytes().all(|byte| byte.is_ascii_digit())
            || matches!(before, "high" | "large" | "certain" | "some"))
}
