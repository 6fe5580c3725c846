//! The word "stage": an internship in French, Italian and Dutch, but not in English.

use crate::{
    negation::is_negated,
    words::{Gap, Set, Word},
};

/// Words of the theatre, of technology and of companies that follow the English word.
const ENGLISH_AFTER: Set = Set(
    "manager managers management hand hands technician technicians director crew lighting production designer design electrician \
     carpenter door coach supervisor operator rigger rigging monitor actor performer sound audio gate engineer company companies \
     startup startups investing venture ventures set show combat craft leader teacher automation machinist driver builder writer one \
     two three i ii iii iv",
);
/// Words of the theatre anywhere in the title.
const THEATRE: Set = Set(
    "theatre theater carpenter electrician rigger stagehand lighting backstage sound opera props wardrobe",
);
/// Small words, marks and other signs of French, Italian and Dutch titles.
const FOREIGN: Set = Set(
    "de d du des en et au aux dans chez pour le la les l un une offre fin etudes mois semaines alternance assistant assistante ouvrier obligatoire longue duree charge \
     chargee ingenieur developpeur developpeuse conventionne m2 m1 in di per e del della mesi curriculare curriculari extracurriculare \
     extra ufficio risorse umane comunicazione bij voor als het een maanden wo hbo mbo communicatie afstuderen afstudeer meewerk",
);
/// Functions in which French, Italian and Dutch employers offer a "stage"; no English title begins with "Stage Marketing".
const FUNCTIONS: Set = Set(
    "decouverte observation marketing communication rh hr finance finanza financien commercial commerciale data business audit juridique legal ingegnere \
     developer developpement analyst analyste consulting consultant conseil product produit sales account accounting software \
     informatique informatica controllo controleur controle amministrazione comptabilite logistique logistica achats acquisti supply \
     vendite vente recrutement recruitment social digital content qualite qualita rse strategie strategy growth ux ui web python java r \
     it pr event events evenementiel onderzoek human community brand seo crm project chef gestion laboratoire recherche",
);
/// Words that may precede it in its segment: "Offre de stage", "Meewerk stage".
const BEFORE: Set = Set(
    "de en offre un une di in per uno lo meewerk afstudeer wo hbo mbo een of et ou alternance betaalde",
);
/// Those who supervise a "stage": "Maître de stage".
const SUPERVISORS: Set = Set(
    "maitre tuteur tutrice responsable charge chargee conseiller conseillere referent referente coordinateur coordinatrice gestionnaire \
     convention begeleider coordinator tutor chef directeur directrice",
);

/// True if the title offers a "stage".
pub(super) fn is_internship(words: &[Word]) -> bool {
    (0..words.len()).any(|at| is_offered(words, at))
}

fn is_offered(words: &[Word], at: usize) -> bool {
    let Some(word) = words.get(at).filter(|word| word.folded == "stage") else {
        return false;
    };
    if word.gap == Gap::Hyphen || is_negated(words, at, at + 1) {
        return false;
    }
    let opens = matches!(word.gap, Gap::Start | Gap::Break | Gap::Slash);
    let before = |back: usize, list: Set| {
        let word = at.checked_sub(back).and_then(|index| words.get(index));
        word.is_some_and(|word| list.has(&word.folded))
    };
    let introduced = before(1, BEFORE) && !before(2, SUPERVISORS);
    if !opens && !introduced {
        return false;
    }
    let is = |list: Set, word: &Word| list.has(&word.folded);
    let foreign = words
        .iter()
        .enumerate()
        .any(|(index, word)| index != at && is(FOREIGN, word))
        || is_marked(words);
    let next = words.get(at + 1).filter(|next| next.gap != Gap::Break);
    let theatre = words.iter().any(|word| is(THEATRE, word));
    match next {
        None => foreign || !theatre,
        Some(next) if is(ENGLISH_AFTER, next) || next.gap == Gap::Hyphen => false,
        // "Stage 2 Technician", but "Stage 6 mois".
        Some(next) if next.folded.chars().all(|c| c.is_ascii_digit()) => foreign,
        Some(next) => foreign || is(FUNCTIONS, next),
    }
}

/// "H/F", "F/H": marks of French titles.
fn is_marked(words: &[Word]) -> bool {
    words.windows(2).any(|pair| {
        matches!(pair, [a, b] if matches!((a.folded.as_str(), b.folded.as_str()), ("h", "f") | ("f", "h")))
    })
}
