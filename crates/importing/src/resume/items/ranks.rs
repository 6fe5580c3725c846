//! Ranks of awards, which belong to their names, and years within these: `Runner-up, Young Chef 2021`.

use crate::{date::PartialDate, text::bare};

/// What one was among those who could get a prize.
const RANKS: &str = "finalist|semi finalist|semifinalist|runner up|winner|joint winner|shortlisted|longlisted|nominee|nominated|first place|second place|third place|\
1st place|2nd place|3rd place|first prize|second prize|third prize|1st prize|2nd prize|3rd prize|gold medal|silver medal|bronze medal|gold|silver|bronze|honourable mention|honorable mention|\
finalistin|gewinner|gewinnerin|preisträger|preisträgerin|erster platz|zweiter platz|dritter platz|1 platz|2 platz|3 platz|1 preis|2 preis|3 preis|erster preis|zweiter preis|\
finaliste|lauréat|lauréate|premier prix|deuxième prix|1er prix|2e prix|1ère place|2e place|\
finalista|ganador|ganadora|primer premio|segundo premio|tercer premio|accésit|mención de honor|\
vincitore|vincitrice|primo premio|secondo premio|terzo premio|1 premio|2 premio|3 premio|1 posto|2 posto|3 posto|\
vencedor|vencedora|primeiro prémio|segundo prémio|1 lugar|2 lugar|3 lugar|winnaar|eerste prijs|tweede prijs|1e prijs|2e prijs|\
laureat|laureatka|finalistka|1 miejsce|2 miejsce|3 miejsce|i miejsce|ii miejsce|iii miejsce|vinnare|första pris|andra pris|1 a pris|2 a pris";
/// Years that the name of an award may have.
const YEARS: std::ops::Range<i32> = 1950..2100;

/// True for a rank: `Runner-up`, `2. Preis`.
pub(super) fn is_rank(text: &str) -> bool {
    let key = bare(&text.to_lowercase()).replace(['º', 'ª', '°'], "");
    RANKS.split('|').any(|rank| rank == key)
}

/// The year in a name, if it has one only.
pub(super) fn year(name: &str) -> Option<PartialDate> {
    let words = name.split(|c: char| !c.is_alphanumeric());
    let years = words.filter(|word| word.len() == 4);
    let mut years = years.filter_map(|word| word.parse().ok().filter(|year| YEARS.contains(year)));
    let first = years.next()?;
    years
        .next()
        .is_none()
        .then(|| PartialDate::new(first, None, None))?
}

#[cfg(test)]
mod tests {
    use super::{is_rank, year};

    #[test]
    fn ranks_and_years_are_found() {
        for text in [
            "Runner-up",
            "2. Preis",
            "Finalista",
            "1º premio",
            "Lauréate",
        ] {
            assert!(is_rank(text), "{text}");
        }
        assert!(!is_rank("Young Chef") && !is_rank(""));
        let found = |name| year(name).map(|date| date.year);
        assert_eq!(found("Planner of the Year 2018"), Some(2018));
        assert_eq!(found("Class of 1965 Prize 2020"), None);
        assert_eq!(found("Gold Medal"), None);
    }
}
