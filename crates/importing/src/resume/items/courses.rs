//! Courses among certificates: what is written as a period is how long one lasted, and no validity.

use crate::{
    date::PartialDate,
    resume::{study::is_known_school, words::is_school},
    text::{is_listed, unaccented},
};

/// Words of headings of courses, without accents.
const COURSES: &str = "course courses training trainings workshops workshop seminars seminar education development learning weiterbildung weiterbildungen fortbildung \
 fortbildungen lehrgange lehrgang kurse kurs schulungen schulung seminare qualifizierung formation formations stages cursos curso formacion capacitacion capacitaciones \
 talleres corsi corso formazione aggiornamento cursussen cursus opleidingen trainingen bijscholing formacao formacoes capacitacao kursy szkolenia kurser utbildning";
/// Words of headings of certificates, without accents.
const CERTIFICATES: &str = "certification certifications certificate certificates licence licences license licenses licensure accreditations registrations credentials cards tickets \
 zertifikat zertifikate zertifizierung zertifizierungen lizenzen nachweise scheine bescheinigungen certificat certificats habilitations permis certificado certificados certificacion \
 certificaciones licencias carnets certificati certificazioni certificato attestati abilitazioni patenti certificaten certificeringen diploma's certificacao certificacoes licencas \
 uprawnienia certyfikaty licencje";
/// Words for being one of a society, which is no certificate.
const MEMBERS: &str = "mitglied mitgliedschaft member membership membre adherent adherente socio socia miembro membro lid lidmaatschap czlonek medlem";

/// What a section of certificates holds, as its heading says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Certificates, whose periods are validities.
    Certificates,
    /// Courses, whose periods are lengths.
    Courses,
    /// Both, or neither.
    Either,
}

/// What a heading says.
pub(super) fn of_heading(heading: &str) -> Holds {
    let plain = unaccented(heading);
    let has = |list: &'static str| {
        let mut words = plain.split(|c: char| !(c.is_alphanumeric() || c == '\''));
        words.any(|word| is_listed(list, word))
    };
    match (has(COURSES), has(CERTIFICATES)) {
        (true, false) => Holds::Courses,
        (false, true) => Holds::Certificates,
        _ => Holds::Either,
    }
}

/// True for a period that is the length of a course: one of less than a year, one at a school, or any below the heading of courses.
pub(super) fn is_length(from: PartialDate, to: PartialDate, names: &[&str], holds: Holds) -> bool {
    let months = |date: PartialDate| Some(date.year * 12 + i32::try_from(date.month?).ok()?);
    let is_short = months(from)
        .zip(months(to))
        .is_some_and(|(from, to)| to - from < 12);
    let is_taught = names
        .iter()
        .any(|name| is_school(name) || is_known_school(name));
    holds == Holds::Courses || is_short || is_taught || from.year == to.year
}

/// True for a part of a line that says that the person belongs to a society.
pub(super) fn is_membership(text: &str) -> bool {
    let plain = unaccented(text);
    let mut words = plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.clone().count() <= 3 && words.any(|word| is_listed(MEMBERS, word))
}
