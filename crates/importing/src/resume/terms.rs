//! Terms of a contract beside the days of a job, which no field has: `(full-time)`, `(internship, 6 months)`.

use std::{collections::HashSet, sync::LazyLock};

use super::length;
use crate::text::bare;

/// Terms, without hyphens.
const TERMS: &str = "contract|contractor|full time|part time|fulltime|parttime|internship|freelance|temporary|temp|seasonal|permanent|permanent full time|permanent part time|self employed|fixed term|casual|\
contract work|contract position|contract role|summer job|summer internship|unpaid|paid|ongoing|current|placement|co op|apprenticeship|zero hours|\
vollzeit|teilzeit|befristet|unbefristet|minijob|praktikum|pflichtpraktikum|nebenjob|festanstellung|freiberuflich|werkstudent|werkstudentin|\
elternzeitvertretung|aushilfe|ferienjob|honorarbasis|ausbildung|laufend|\
stage|cdi|cdd|alternance|intérim|temps plein|temps partiel|temps complet|apprentissage|saisonnier|mi temps|stage de fin d études|contrat|en cours|\
contrato|tiempo completo|tiempo parcial|media jornada|jornada completa|jornada parcial|prácticas|temporal|indefinido|beca|\
contratto|tempo pieno|tirocinio|tempo determinato|tempo indeterminato|stagionale|in corso|\
estágio|tempo integral|meio período|tempo parcial|temporário|clt|pj|\
vrijwillig|ehrenamtlich|voluntary|pro bono|voltijd|deeltijd|uitzendkracht|bijbaan|tijdelijk|vast contract|\
staż|praktyki|umowa zlecenie|umowa o pracę|pełny etat|niepełny etat|heltid|deltid|vikariat|sommarjobb|praktik|timanställd|\
正社員|契約社員|アルバイト|派遣社員|インターン|パート|業務委託|정규직|계약직|인턴|아르바이트|파트타임|프리랜서|全职|兼职|实习|全職|兼職|實習|\
полная занятость|частичная занятость|стажировка|подработка|проектная работа|\
alongside studies|alongside my studies|alongside university|during studies|during my studies|while studying|parallel to studies|per diem|zero hours contract|fixed term contract|\
permanent contract|temporary contract|maternity cover|holiday job|student job|vacation job|\
neben dem studium|studienbegleitend|während des studiums|nebenberuflich|nebentätigkeit|geringfügig|geringfügige beschäftigung|in teilzeit|in vollzeit|befristeter vertrag|\
unbefristeter vertrag|befristete stelle|unbefristete stelle|leiharbeit|zeitarbeit|schülerjob|studentenjob|\
contrat à durée indéterminée|contrat à durée déterminée|contrat d apprentissage|contrat de professionnalisation|contrat pro|intérimaire|job d été|job étudiant|emploi saisonnier|\
pendant les études|pendant mes études|en parallèle des études|vacations|\
contrato indefinido|contrato fijo|contrato fijo discontinuo|contrato temporal|contrato de obra|contrato por obra|contrato en prácticas|contrato de prácticas|contrato de relevo|\
trabajo de verano|fijo discontinuo|\
contratto a tempo indeterminato|contratto a tempo determinato|a tempo indeterminato|a tempo determinato|apprendistato|lavoro stagionale|part time verticale|\
contrato efetivo|efetivo|efetiva|contrato sem termo|contrato a termo|contrato a termo certo|sem termo|a termo certo|estágio profissional|trabalho temporário|\
onbepaalde tijd|bepaalde tijd|contract voor onbepaalde tijd|contract voor bepaalde tijd|vaste aanstelling|vast dienstverband|tijdelijk contract|vakantiewerk|naast studie|naast mijn studie|via uitzendbureau";
static TERM_SET: LazyLock<HashSet<&'static str>> = LazyLock::new(|| TERMS.split('|').collect());
/// What stands between two terms.
const BETWEEN: [&str; 9] = [
    " puis ", " then ", " dann ", " luego ", " poi ", " depois ", " daarna ", " und ", " et ",
];

/// The most bytes of a line of names.
const BYTES_MAX: usize = 400;
/// The most bytes of terms.
const TERMS_BYTES_MAX: usize = 80;
/// The most words of a remark in brackets beside dates.
const REMARK_WORDS_MAX: usize = 6;

/// A line of names without such terms in brackets, between commas or behind dots and bars, and the terms.
pub fn apart(line: &str) -> (String, Vec<String>) {
    if line.len() > BYTES_MAX {
        return (line.to_owned(), Vec::new());
    }
    let mut notes = Vec::new();
    let mut text = behind_signs(line, &mut notes);
    while let Some((before, inner, after)) = bracketed(&text) {
        notes.push(inner);
        let sign = if before.is_empty() || after.is_empty() || after.starts_with(',') {
            ""
        } else {
            " "
        };
        text = format!("{before}{sign}{after}");
    }
    let parts: Vec<&str> = text.split(", ").collect();
    if let [first, names @ ..] = parts.as_slice()
        && names.len() > 1
    {
        let (terms, names): (Vec<&str>, Vec<&str>) = names.iter().partition(|part| are_terms(part));
        if !terms.is_empty() && !names.is_empty() {
            notes.extend(terms.into_iter().map(str::to_owned));
            let names = std::iter::once(*first).chain(names);
            text = names.collect::<Vec<_>>().join(", ");
        }
    }
    // "Comptable - Cabinet Morin (Brest), CDI"
    if let Some((names, term)) = text.rsplit_once(", ")
        && are_terms(term)
        && [" - ", " – ", " — ", " | ", " · "]
            .iter()
            .any(|sign| names.contains(sign))
    {
        notes.push(term.to_owned());
        text = names.to_owned();
    }
    if notes.is_empty() {
        return (line.to_owned(), notes);
    }
    let text = text.trim_matches([' ', ',', ':', '|', '·', '–', '—', '-']);
    (text.to_owned(), notes)
}

/// A line without the parts behind dots and bars that are terms, as LinkedIn writes them: `Oak · Full-time`.
fn behind_signs(line: &str, notes: &mut Vec<String>) -> String {
    let mut line = line.to_owned();
    for sign in [" · ", " | ", " • "] {
        let Some((first, more)) = line.split_once(sign) else {
            continue;
        };
        let parts = more.split(sign).map(str::trim);
        let (terms, names): (Vec<&str>, Vec<&str>) = parts.partition(|part| are_terms(part));
        notes.extend(terms.into_iter().map(str::to_owned));
        let names = std::iter::once(first).chain(names);
        line = names.collect::<Vec<_>>().join(sign);
    }
    // "Infirmière – Clinique Olmo, Quimper – CDI"
    for sign in [" – ", " — ", " - "] {
        if let Some((names, term)) = line.rsplit_once(sign)
            && names.contains(sign)
            && are_terms(term)
        {
            notes.push(term.to_owned());
            line = names.to_owned();
        }
    }
    line
}

/// The text before, within and behind brackets that hold terms only.
fn bracketed(text: &str) -> Option<(String, String, String)> {
    let mut opens = text.match_indices('(');
    opens.find_map(|(at, _)| {
        let (before, rest) = text.split_at_checked(at)?;
        let (inner, after) = rest.strip_prefix('(')?.split_once(')')?;
        let mut parts = inner.split([',', ';', '/']).map(str::trim);
        let is_any = inner
            .split([',', ';', '/'])
            .any(|part| are_terms(part.trim()));
        let all = parts.all(|part| are_terms(part) || length::is_length(part));
        let owned = |text: &str| text.trim().to_owned();
        (is_any && all).then(|| (owned(before), owned(inner), owned(after)))
    })
}

/// What is beside dates and is no name: terms alone, or a remark in brackets that begins with a small letter: `CDI`, `(alongside studies)`.
pub fn alone(rest: &str) -> Option<String> {
    let inner = rest.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
    let inner = inner.filter(|inner| !inner.contains(['(', ')']));
    let is_remark = inner.is_some_and(|inner| {
        inner.starts_with(char::is_lowercase) && inner.split(' ').count() <= REMARK_WORDS_MAX
    });
    let text = inner.unwrap_or(rest);
    let mut parts = text.split([',', ';', '/', '|', '·']).map(str::trim);
    let mut are_all = || parts.all(|part| are_terms(part) || length::is_length(part));
    let has_term = || {
        text.split([',', ';', '/', '|', '·'])
            .any(|part| are_terms(part.trim()))
    };
    (!text.is_empty() && (is_remark || has_term() && are_all())).then(|| text.to_owned())
}

/// True for a term, several of them, or one with its length or share: `CDD puis CDI`, `CDD de 24 mois`, `Teilzeit 50 %`.
pub fn are_terms(text: &str) -> bool {
    if is_term(text) {
        return true;
    }
    if text.len() > TERMS_BYTES_MAX {
        return false;
    }
    for between in BETWEEN {
        if text.contains(between) {
            return text.split(between).all(|part| is_term(part.trim()));
        }
    }
    let words: Vec<&str> = text.split(' ').collect();
    let is_more = |more: &[&str]| {
        let is_small = |first: &&str| ["de", "of", "über", "di", "van", "für"].contains(first);
        let skipped = usize::from(more.first().is_some_and(is_small));
        let more = more.get(skipped..).unwrap_or_default();
        let more = more.join(" ");
        let more = more.trim_matches(['(', ')']);
        length::is_length(more) || is_share(more) || is_share(&more.replace(' ', ""))
    };
    (1..words.len()).any(|at| {
        let parted = words.split_at_checked(at);
        parted.is_some_and(|(term, more)| is_term(&term.join(" ")) && is_more(more))
    })
}

/// True for a share of a whole post: `80 %`.
fn is_share(text: &str) -> bool {
    let digits = text.strip_suffix('%').map(str::trim_end);
    digits.is_some_and(|digits| {
        (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// True for a term: `full-time`, `80 %`.
pub fn is_term(text: &str) -> bool {
    let key = bare(&text.to_lowercase());
    let is_share =
        || text.ends_with('%') && key.len() <= 3 && key.bytes().all(|b| b.is_ascii_digit());
    TERM_SET.contains(key.as_str()) || is_share()
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn terms_are_taken_from_names() {
        for (line, text, notes) in [
            ("Writer, Medium (contract)", "Writer, Medium", "contract"),
            ("(Stage) : ingénieur", "ingénieur", "Stage"),
            (
                "Clerk, Oak (internship, 6 months)",
                "Clerk, Oak",
                "internship, 6 months",
            ),
            ("Clerk, Oak, full-time", "Clerk, Oak", "full-time"),
            ("Clerk (80 %), Oak", "Clerk, Oak", "80 %"),
            ("Oak · Full-time", "Oak", "Full-time"),
            ("Clerk | Full-time | Oak", "Clerk | Oak", "Full-time"),
            ("Full-time · Oak", "Full-time · Oak", ""),
            ("Stage, Oak", "Stage, Oak", ""),
            ("Clerk, Oak (Berlin)", "Clerk, Oak (Berlin)", ""),
        ] {
            let (found, terms) = apart(line);
            assert_eq!(
                (found.as_str(), terms.join("|").as_str()),
                (text, notes),
                "{line}"
            );
        }
    }
}
