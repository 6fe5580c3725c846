//! Texts of links that say nothing but that there is a page: `See my work`, `Live demo`, `GitHub`.

use crate::text::{bare, is_listed};

/// Words of such texts.
const WORDS: &str = "link links demo live source code repo repository website site webseite homepage page pagina sito sitio more details download pdf here hier ici aquí qui \
 my mein meine mon ma mes mi mis work works portfolio project projects projekt projekte projet projets proyecto proyectos progetto progetti the this online web blog profile \
 profil perfil profilo cv resume app video slides article paper view read see write up writeup email mail e me contact kontakt contacto contatto github gitlab linkedin xing behance dribbble kaggle twitter youtube medium url www mehr plus más";
/// Words with which they begin.
const VERBS: &str = "see view visit read check click watch open browse explore try siehe ansehen zum zur mehr voir lire découvrir consulter ver leer vedi scopri guarda leggi \
 bekijk lees zobacz zum";
/// Words with which they end.
const ENDS: &str = "ansehen anschauen lesen öffnen bekijken";
/// The most words.
const WORDS_MAX: usize = 6;

/// True for the text of a link that is no fact.
pub(super) fn is_call(text: &str) -> bool {
    let lower = text.to_lowercase();
    let key = bare(&lower);
    let words: Vec<&str> = key.split(' ').collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return false;
    };
    // "Visit Britain" is a name.
    let goes_on = text.split_whitespace().skip(1).all(|word| {
        word.starts_with(char::is_lowercase) || is_listed(WORDS, &bare(&word.to_lowercase()))
    });
    let is_verb = is_listed(VERBS, first) && words.len() > 1 && goes_on;
    let is_end = is_listed(ENDS, last) && words.len() > 1;
    let is_plain = !key.is_empty() && words.iter().all(|word| is_listed(WORDS, word));
    words.len() <= WORDS_MAX && (is_plain || is_verb || is_end)
}

/// What is left of a line without such texts: no sign stands alone.
pub(super) fn tidy(line: &str) -> String {
    let mut text = line.replace("()", "").replace("[]", "");
    for sign in ['|', '·', '•'] {
        if text.contains(sign) {
            let parts = text
                .split(sign)
                .map(str::trim)
                .filter(|part| !part.is_empty());
            text = parts.collect::<Vec<_>>().join(&format!(" {sign} "));
        }
    }
    let signs = [' ', '|', '·', '•', '–', '—', '-', ':', ',', '/'];
    text.trim_end_matches(signs).trim_start().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{is_call, tidy};

    #[test]
    fn calls_are_told_from_names() {
        for text in [
            "See my work",
            "Read more",
            "View project",
            "Live demo",
            "GitHub",
            "Portfolio ansehen",
            "Zum Projekt",
            "Voir le projet",
            "Ver proyecto",
            "here",
            "Source code",
        ] {
            assert!(is_call(text), "{text}");
        }
        for text in [
            "Tide clock",
            "Visit Britain",
            "Oak & Ash",
            "Rust",
            "",
            "Project Gutenberg",
        ] {
            assert!(!is_call(text), "{text}");
        }
        assert_eq!(tidy("Planner · Hull ·  · "), "Planner · Hull");
        assert_eq!(tidy("Tide clock ()"), "Tide clock");
    }
}
