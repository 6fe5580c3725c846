//! How well a skill is known, as people say it: words, years, shares, stars.

use super::spoken;
use crate::{
    journal::Journal,
    levels, proficiency,
    report::FindingKind,
    resume::{length, ratings},
    text::{is_listed, quote, quoted_list, words},
};

/// Words for how well a skill is known, beside those of the table of levels and those of languages.
const LEVELS: &str = "expert advanced proficient intermediate basic basics beginner novice master strong good excellent fluent experte expertin fortgeschritten \
 sehr gut gute guter grundkenntnisse erweiterte fundierte solide avancé intermédiaire débutant notions bon bonne bonnes maîtrise avanzado intermedio básico \
 principiante bueno buena avanzato intermedio base discreto ottimo ottima buone buoni discreta avançado intermediário bom boa gevorderd gemiddeld familiar experienced confident competent \
 bardzo dobrze dobrze dobra znajomość podstawowy podstawowa podstawy średniozaawansowany zaawansowany zaawansowana biegle komunikatywnie \
 uitstekend redelijk matig basiskennis goda mycket grundläggande avancerad básica básicos avançada";
/// The most skills that a finding names.
const NAMED_MAX: usize = 5;

/// Levels that are none of the steps of a profile, each with its skills.
#[derive(Default)]
pub(super) struct Unclear(Vec<(String, Vec<String>)>);

impl Unclear {
    /// Adds a level that a skill has.
    pub(super) fn add(&mut self, level: &str, name: &str) {
        match self.0.iter_mut().find(|(known, _)| known == level) {
            Some((_, names)) => names.push(name.to_owned()),
            None => self.0.push((level.to_owned(), vec![name.to_owned()])),
        }
    }

    /// Names them.
    pub(super) fn name(self, journal: &mut Journal) {
        for (level, names) in self.0 {
            let message = format!(
                "The level \"{}\" of {} is not clearly one of Beginner, Intermediate, Advanced and Expert: it is kept for exports only. Choose the level by hand.",
                quote(&level),
                quoted_list(&names, NAMED_MAX)
            );
            journal.add(FindingKind::Unreadable, message);
        }
    }
}

/// True for what says how well something is known: words, years, `5/5`, `80 %`, stars.
pub(super) fn is_level(text: &str) -> bool {
    let text = bare(text);
    let parts = || text.split([',', '/', ';', '(', ')']).map(str::trim);
    let is_said = || {
        let mut parts = parts().filter(|part| !part.is_empty()).peekable();
        parts.peek().is_some() && parts.all(|part| is_word(part) || is_years(part))
    };
    ratings::is_rating(text) || is_share(text) || is_said()
}

pub(super) fn bare(text: &str) -> &str {
    let text = text.trim();
    let inner = text.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
    inner
        .filter(|inner| !inner.contains(['(', ')']))
        .unwrap_or(text)
}

/// True for words for a level, and nothing else.
fn is_word(text: &str) -> bool {
    let lower = text.to_lowercase();
    let is_stated = |word: &str| is_listed(LEVELS, word) || spoken::is_level(word);
    let is_beside = |word: &str| spoken::is_beside(word);
    let all = || words(&lower).all(|word| is_stated(word) || is_beside(word));
    levels::step(text).is_some()
        || proficiency::is_known(text)
        || words(&lower).any(is_stated) && all()
}

/// True for a number of years: `5 years`, `5+ years of experience`.
pub(super) fn is_years(text: &str) -> bool {
    const BESIDE: [&str; 8] = [
        "of",
        "experience",
        "erfahrung",
        "d",
        "expérience",
        "de",
        "experiencia",
        "over",
    ];
    let lower = text.to_lowercase();
    let kept = words(&lower).filter(|word| !BESIDE.contains(word));
    length::is_length(&kept.collect::<Vec<_>>().join(" "))
}

/// The number that is all that such a text says: `5 years`.
pub(super) fn years(text: &str) -> Option<u32> {
    const UNITS: &str = "year years yr yrs jahr jahre jahren an ans année années año años anno anni ano anos jaar rok lata lat år";
    let lower = text.to_lowercase();
    let (number, unit) = lower.split_once(' ')?;
    number.parse().ok().filter(|_| is_listed(UNITS, unit))
}

/// True for `80 %`, `4/5`, `9 out of 10`.
pub(super) fn is_share(text: &str) -> bool {
    let number = |text: &str| {
        let text = text.trim();
        (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    let of = |sign: &str| text.split_once(sign);
    let mut ratios = ["/", " of ", " out of ", " von ", " sur "].iter();
    text.strip_suffix('%').is_some_and(number)
        || ratios.any(|sign| of(sign).is_some_and(|(it, most)| number(it) && number(most)))
}

/// True for a label of what is no skill: `Licence: Category C`, `Clearance: SC`.
pub(super) fn has_other_label(text: &str) -> bool {
    const LABELS: &str = "licence|license|licences|licenses|personal licence|professional licence|clearance|security clearance|registration|registrations|\
permits|permit|führerscheine|lizenz|lizenzen|scheine|permis|habilitation|habilitations|carnet|carnets|carné|licencia|licencias|permiso|permisos|patente|patenti|\
abilitazione|abilitazioni|licença|licenças|carta de condução|rijbewijzen|vergunning|vergunningen|vca|uprawnienia|visa|work permit|availability|verfügbarkeit|\
disponibilité|disponibilidad|disponibilità|disponibilidade|beschikbaarheid";
    let label = text.split_once([':', '：']).map(|(label, _)| label.trim());
    label.is_some_and(|label| {
        let label = label.to_lowercase();
        LABELS.split('|').any(|it| it == label)
    })
}
