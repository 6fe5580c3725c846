//! Lengths of time, which people write beside dates: `5 years 1 month`, `(6 months)`.

use crate::text::is_listed;

/// The most bytes of a length of time.
const LENGTH_BYTES_MAX: usize = 80;
/// Words of lengths of time.
const UNITS: &str = "year years yr yrs month months mo mos jahr jahre monat monate an ans mois año años mes meses anno anni mese mesi ano anos \
 mês jaar maand maanden less than a jahren monaten année années rok lata lat miesiąc miesiące miesięcy år månad månader \
 måned måneder mån roky let měsíc měsíce měsíců mesiac mesiace mesiacov rokov vuosi vuotta kuukausi kuukautta év hónap ani \
 lună luni год года лет месяц месяца месяцев рік роки років місяць місяці місяців yıl ay meno di un moins weniger als ein \
 einem menos minder dan demi media mezzo half halb halbes half half";

/// `(3 years 2 months)` is no text.
pub(super) fn without_length(text: &str) -> String {
    let Some((start, rest)) = text.split_once('(') else {
        return if is_length(text) {
            String::new()
        } else {
            text.to_owned()
        };
    };
    match rest.split_once(')') {
        Some((inner, end)) if is_length(inner) => format!("{start}{end}"),
        _ => text.to_owned(),
    }
}

/// `5 years 1 month`: a length of time.
pub fn is_length(text: &str) -> bool {
    if text.len() > LENGTH_BYTES_MAX {
        return false;
    }
    let words: Vec<String> = text
        .to_lowercase()
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
        .map(|word| word.trim_matches(['(', ')', '.', '·']).to_owned())
        .collect();
    let unit = |word: &str| is_listed(UNITS, word);
    let number = |word: &str| word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    words.len() >= 2
        && words.iter().any(|word| unit(word))
        && words.iter().all(|word| {
            unit(word)
                || number(word)
                || [
                    "and", "und", "et", "y", "e", "en", "i", "och", "og", "a", "ja", "és", "și",
                    "и", "і", "ve",
                ]
                .contains(&word.as_str())
        })
}

#[cfg(test)]
mod tests {
    use super::is_length;

    #[test]
    fn lengths_of_time_are_told_from_texts() {
        assert!(is_length("5 years 1 month") && !is_length("5 planners"));
    }
}
