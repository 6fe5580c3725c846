//! Terms of a contract beside the days of a job, which no field has: `(full-time)`, `(internship, 6 months)`.

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
полная занятость|частичная занятость|стажировка|подработка|проектная работа";

/// The most bytes of a line of names.
const BYTES_MAX: usize = 400;

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
        let (terms, names): (Vec<&str>, Vec<&str>) = names.iter().partition(|part| is_term(part));
        if !terms.is_empty() && !names.is_empty() {
            notes.extend(terms.into_iter().map(str::to_owned));
            let names = std::iter::once(*first).chain(names);
            text = names.collect::<Vec<_>>().join(", ");
        }
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
        let (terms, names): (Vec<&str>, Vec<&str>) = parts.partition(|part| is_term(part));
        notes.extend(terms.into_iter().map(str::to_owned));
        let names = std::iter::once(first).chain(names);
        line = names.collect::<Vec<_>>().join(sign);
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
            .any(|part| is_term(part.trim()));
        let all = parts.all(|part| is_term(part) || length::is_length(part));
        let owned = |text: &str| text.trim().to_owned();
        (is_any && all).then(|| (owned(before), owned(inner), owned(after)))
    })
}

/// True for a term: `full-time`, `80 %`.
pub fn is_term(text: &str) -> bool {
    let key = bare(&text.to_lowercase());
    let is_share =
        || text.ends_with('%') && key.len() <= 3 && key.bytes().all(|b| b.is_ascii_digit());
    TERMS.split('|').any(|term| term == key) || is_share()
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
