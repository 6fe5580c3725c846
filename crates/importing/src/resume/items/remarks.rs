//! Lines below the name of a person that are neither a headline nor a place: pronouns, measures, salary, notice, the title of the document.

use crate::text::bare;

/// What such a line begins with.
const STARTS: &str = "height|weight|pronouns|salary|expected salary|desired salary|current salary|notice period|notice|right to work|work permit|work authorization|\
work authorisation|eligible to work|authorized to work|authorised to work|available from|available immediately|availability|start date|confidential|\
curriculum vitae|lebenslauf|last updated|updated|stand|größe|gewicht|gehaltsvorstellung|gehaltswunsch|verfügbar ab|verfügbar|eintrittstermin|frühester eintrittstermin|\
kündigungsfrist|arbeitserlaubnis|aufenthaltstitel|taille|poids|prétentions salariales|prétentions|disponible|disponibilité|préavis|altura|peso|pretensiones|\
pretensión salarial|disponibilidad|incorporación inmediata|altezza|disponibilità|preavviso|residente a|residente in|domiciliato a|domiciliata a|lengte|\
gewicht|beschikbaar|beschikbaarheid|salariswens|opzegtermijn|skype|whatsapp|telegram|references available|willing to relocate|security clearance|\
us citizen|eu citizen|green card|smoker|non smoker|nichtraucher|passport|ni number|national insurance|dni|nie|ssn|bsn|photo|foto";
/// Pronouns.
const PRONOUNS: &str = "she her|he him|they them|she her hers|he him his|they them theirs|she they|he they|sie ihr|er ihm|elle|ella|lei";

/// True for such a line.
pub(super) fn is_remark(text: &str) -> bool {
    let key = bare(&text.to_lowercase());
    let begins = |start: &str| {
        let rest = key.strip_prefix(start);
        // "Confidential Secretary" is a title, and "Notice: 1 month" is none.
        let is_long = start.contains(' ');
        rest.is_some_and(|rest| {
            rest.is_empty() || rest.starts_with(' ') && (is_long || is_value(text, rest))
        })
    };
    STARTS.split('|').any(begins) || PRONOUNS.split('|').any(|it| it == key)
}

/// True for what is a value behind a label: it has a number or stands behind a colon.
fn is_value(text: &str, rest: &str) -> bool {
    text.contains([':', '：']) || rest.chars().any(|c| c.is_ascii_digit())
}

/// True for a line that may name the person behind the title of the document: `Curriculum Vitae Ann Vale`.
pub(super) fn is_titled_name(text: &str) -> bool {
    let key = bare(&text.to_lowercase());
    let is_title = key.starts_with("curriculum vitae ") || key.starts_with("lebenslauf ");
    is_title && !text.chars().any(|c| c.is_ascii_digit())
}

/// The title behind the words of a letter over the name: `Bewerbung als Bäcker`.
pub(super) fn applied_for(text: &str) -> Option<&str> {
    const WORDS: [&str; 7] = [
        "Bewerbung als ",
        "Bewerbung um eine Stelle als ",
        "Application for ",
        "Candidature au poste de ",
        "Candidatura a ",
        "Sollicitatie als ",
        "Application as ",
    ];
    WORDS.iter().find_map(|word| text.strip_prefix(word))
}

#[cfg(test)]
mod tests {
    use super::is_remark;

    #[test]
    fn remarks_are_told_from_headlines() {
        for text in [
            "Height 180 cm, weight 75 kg",
            "Pronouns: she/her",
            "(she/her)",
            "Salary expectation: 45.000 €",
            "Notice period 1 month",
            "Right to work in the UK",
            "Confidential",
            "Curriculum vitae — updated May 2026",
            "Residente a Bergamo",
        ] {
            assert!(is_remark(text), "{text}");
        }
        for text in [
            "Confidential Secretary",
            "Weight Loss Coach",
            "Photo Editor",
            "Salary Administrator",
            "Stand Builder",
        ] {
            assert!(!is_remark(text), "{text}");
        }
    }
}
