//! Breaks between jobs: parental leave, a sabbatical, care of a relative. They are no employments.

use super::line::Line;
use crate::text::{bare, is_listed};

/// What breaks are called, without signs.
const TERMS: &str = "parental leave|maternity leave|paternity leave|adoption leave|family leave|carer s leave|medical leave|sick leave|leave of absence|career break|career pause|career gap|\
career sabbatical|career interruption|employment gap|gap year|sabbatical|sabbatical year|sabbatical leave|full time parent|full time parenting|stay at home parent|\
stay at home mom|stay at home mum|stay at home mother|stay at home dad|stay at home father|full time carer|full time caregiver|family caregiver|family care|\
caring for family|caring for a relative|homemaker|unemployed|unemployment|job search|looking for work|seeking work|between jobs|furlough|furloughed|\
elternzeit|elternkarenz|karenz|bildungskarenz|mutterschutz|mutterschaftsurlaub|vaterschaftsurlaub|erziehungsurlaub|erziehungszeit|kindererziehung|kindererziehungszeit|familienzeit|\
familienphase|familienpause|babypause|pflegezeit|familienpflegezeit|pflege von angehörigen|pflege angehöriger|pflege eines angehörigen|pflege einer angehörigen|\
pflege der eltern|pflege meiner mutter|pflege meines vaters|sabbatjahr|auszeit|berufliche auszeit|private auszeit|weltreise|arbeitssuchend|arbeitsuchend|arbeitslos|hausfrau|hausmann|\
congé parental|congé maternité|congé de maternité|congé paternité|congé de paternité|congé d adoption|congé sabbatique|congé sans solde|congé de proche aidant|\
année sabbatique|pause carrière|pause de carrière|pause professionnelle|pause parentale|interruption de carrière|interruption d activité|mère au foyer|père au foyer|\
recherche d emploi|en recherche d emploi|proche aidant|proche aidante|aidant familial|aidante familiale|\
excedencia|baja por maternidad|baja por paternidad|baja maternal|baja paternal|permiso de maternidad|permiso de paternidad|permiso parental|licencia de maternidad|\
licencia por maternidad|año sabático|pausa laboral|pausa profesional|interrupción laboral|descanso profesional|cuidado de hijos|cuidado de familiares|cuidado familiar|\
búsqueda de empleo|en búsqueda de empleo|\
congedo parentale|congedo di maternità|congedo di paternità|congedo maternità|maternità|anno sabbatico|aspettativa|pausa lavorativa|pausa di carriera|pausa professionale|\
interruzione di carriera|cura dei figli|cura di un familiare|cura della famiglia|casalinga|disoccupato|disoccupata|\
licença maternidade|licença paternidade|licença parental|licença de maternidade|ano sabático|pausa na carreira|interrupção de carreira|\
ouderschapsverlof|zwangerschapsverlof|bevallingsverlof|zorgverlof|onbetaald verlof|sabbatjaar|tussenjaar|loopbaanonderbreking|loopbaanpauze|tijdkrediet|mantelzorg|mantelzorger|\
werkzoekend|werkloos|huisvrouw|huisman|en paro|en desempleo|desempleado|desempleada|sans emploi|recherche d emploi|disoccupato|disoccupata|\
desempregado|desempregada|bezrobotny|bezrobotna|arbetslös|arbetssökande|kurzarbeit|\
urlop wychowawczy|urlop macierzyński|urlop rodzicielski|urlop ojcowski|urlop bezpłatny|przerwa w karierze|przerwa zawodowa|opieka nad dzieckiem|opieka nad dziećmi|\
opieka nad rodzicem|\
föräldraledig|föräldraledighet|mammaledig|pappaledig|tjänstledig|tjänstledighet|barselsorlov|forældreorlov|foreldrepermisjon|sabbatsår|sabbatår|\
mateřská dovolená|rodičovská dovolená|mateřská|rodičovská|materská dovolenka|rodičovská dovolenka|vanhempainvapaa|äitiysloma|hoitovapaa|vuorotteluvapaa|opintovapaa|\
gyes|gyed|szülési szabadság|concediu de maternitate|concediu parental|concediu de creștere a copilului|doğum izni|ebeveyn izni|\
отпуск по уходу за ребёнком|отпуск по уходу за ребенком|декретный отпуск|декрет|відпустка по догляду за дитиною|育児休業|育休|産休|产假|육아휴직|출산휴가";
/// Words before such a name.
const BEFORE: &str = "planned unpaid paid personal voluntary extended one two 1 2 3 6 12 first second third year month months erste zweite dritte erneute premier \
 deuxième segunda primera secondo primo eerste tweede";
/// Words behind such a name, with which it goes on.
const BEHIND: &str = "to for of due with and as while after during from in on pour d de des du avec après por para de del con per di da con wegen für mit nach zur zum im \
 in von und voor met na naar om i dla na z oraz w por för med til";

/// True for a name of a break, with which the text begins: `Career break to care for a relative`, `Sabbatical (Asia)`. The job of one who
/// stands in for it is none: `Maternity Leave Cover Teacher`.
pub(super) fn is_break(text: &str) -> bool {
    let parts = text.split([',', ':', ';', '|', '·', '•', '–', '—', '(', ')', '/']);
    let first = parts.map(str::trim).find(|part| !part.is_empty());
    first.is_some_and(|first| {
        let first = first.split(" - ").next().unwrap_or_default();
        is_name(&bare(&first.to_lowercase()))
    })
}

fn is_name(key: &str) -> bool {
    let begins = |key: &str| {
        TERMS.split('|').any(|term| match key.strip_prefix(term) {
            Some("") => true,
            Some(rest) => {
                let next = rest
                    .strip_prefix(' ')
                    .and_then(|rest| rest.split(' ').next());
                next.is_some_and(|next| is_listed(BEHIND, next))
            }
            None => false,
        })
    };
    let mut key = key;
    while !begins(key) {
        match key.split_once(' ') {
            Some((first, rest)) if is_listed(BEFORE, first) => key = rest,
            _ => return false,
        }
    }
    true
}

/// True for the head of an entry that is a break: its first name, or what stands below a company.
pub(super) fn is_head(head: &[Line]) -> bool {
    head.iter().take(2).any(|line| is_break(&line.text))
}

#[cfg(test)]
mod tests {
    use super::is_break;

    #[test]
    fn breaks_are_told_from_jobs() {
        for text in [
            "Parental leave",
            "CAREER BREAK",
            "Career break to care for a relative",
            "Career Break – caring for my mother",
            "Planned career break",
            "Sabbatical (Asia)",
            "Career break: travelling in Australia",
            "Elternzeit",
            "2. Elternzeit",
            "Pflege eines Angehörigen",
            "Congé parental d'éducation",
            "Excedencia por cuidado de hijos",
            "Licença-maternidade",
            "Urlop wychowawczy / przerwa w karierze",
            "Full-time parent",
        ] {
            assert!(is_break(text), "{text}");
        }
        for text in [
            "Parental Leave Cover Teacher",
            "Sabbatical Officer",
            "Leave Administrator",
            "Elternzeitvertretung",
            "Sabbatical Films Ltd",
            "Clerk, Oak Ltd",
            "Career Coach",
            "",
        ] {
            assert!(!is_break(text), "{text}");
        }
    }
}
