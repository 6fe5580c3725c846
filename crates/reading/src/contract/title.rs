//! The kind of contract that a title names; most titles name none.

use super::{Contract, TERMS, Term, completed, names_hours, opens};
use crate::{
    negation::is_negated,
    phrases::Hit,
    title::{Level, level},
    words::{Gap, Set, Word, parse, segments},
};

/// Words that may be beside a contract in its segment: "(6 months contract)", "12-month FTC", "Teilzeit 50%".
const FILLERS: Set = Set(
    "a an the or and of for until only month months mth week weeks year years hours hour h hrs per days day position role possible also \
     remote hybrid onsite m f d w x monate monat jahre jahr stunden std bis zu oder und in als moglich mois ans de en et ou du heures \
     meses ano horas y o e mesi ore mo miesiecy lub maanden uur manader maneder timer contract starting now immediate k all genders no \
     not kein keine non initial rolling min max ca pro woche within ir35 outside inside sofort ab",
);
/// After these, "temporary", "casual" and the like are a field of work.
const FIELDS: Set = Set(
    "works accommodation accommodations staffing housing structures placement placements recruitment recruiter power labour labor \
     dining games gaming game wear footwear apparel foods food marketplace platform network management relations exhibitions exhibition \
     protection traffic shelter equivalent mba programs programmes students degree studies courses education hire desk division \
     services workforce operations solutions admissions products sales teeth crown magnet residents employment community talent success \
     coordinator manager lending mortgage affective influenza flu allergy allergies menu agency controller control consultant consultants",
);

/// Contracts that are named beside a profession.
const ANYWHERE: &[&str] = &[
    "part time",
    "full time",
    "parttime",
    "fulltime",
    "teilzeit",
    "vollzeit",
    "deltid",
    "heltid",
    "deeltijd",
    "voltijds",
    "minijob",
    "temps partiel",
    "temps plein",
    "media jornada",
    "jornada completa",
    "jornada parcial",
    "tiempo completo",
    "tiempo parcial",
    "tempo pieno",
    "tempo parziale",
    "tempo parcial",
    "tempo integral",
    "freelance",
    "freelancer",
    "befristet",
    "befristete",
    "befristeter",
    "aushilfe",
    "fixed term",
    "fixed term contract",
    "maternity cover",
];

/// The kind of contract that the title names.
#[must_use]
pub fn of_title(title: &str) -> Option<Contract> {
    if level(title) == Some(Level::Intern) {
        return Some(Contract::Intern);
    }
    let words = completed(parse(title));
    let mut found = None;
    let mut hours = false;
    let mut start = 0;
    for segment in segments(&words) {
        let only = is_only_contract(segment);
        for hit in TERMS.all(segment) {
            let Term::Is(contract) = hit.value else {
                continue;
            };
            let negated = is_negated(&words, start + hit.at, start + hit.end);
            let counts = if only {
                segment.len() < words.len() && in_addition(segment, hit, contract)
            } else {
                beside_a_profession(segment, hit, contract)
            };
            // "in Vollzeit oder Teilzeit": the alternative need not be at an end of the segment.
            hours |=
                contract == Contract::FullTime && !negated && (counts || names_hours(segment, hit));
            if counts && !negated {
                found = found.max(Some(contract));
            }
        }
        start += segment.len();
    }
    match found {
        Some(Contract::PartTime) if hours => Some(Contract::FullTime),
        found => found.filter(|contract| *contract != Contract::Other),
    }
}

/// In an addition of its own every word of contract counts, but one: a short one that is also English for something else.
fn in_addition(segment: &[Word], hit: Hit<Term>, contract: Contract) -> bool {
    let Some(word) = segment.get(hit.at) else {
        return false;
    };
    match word.folded.as_str() {
        // Business to business, and words that name a trade.
        "b2b" | "consultant" | "consultancy" | "intern" | "fast" | "fest" | "vast" | "fija"
        | "fijo" | "ico" | "pj" | "gig" | "bol" | "perm" | "pt" | "ft" | "fte" => false,
        // Federal Trade Commission, or with a number of months.
        "ftc" => segment
            .iter()
            .any(|word| word.folded.starts_with(|c: char| c.is_ascii_digit())),
        _ => contract != Contract::Intern,
    }
}

/// "Part-time Nurse", "Freelance Illustrator", "Nurse part time".
fn beside_a_profession(segment: &[Word], hit: Hit<Term>, contract: Contract) -> bool {
    let first = segment.get(hit.at);
    let next = segment.get(hit.end).filter(|next| next.gap != Gap::Break);
    let contracted = first.is_some_and(|word| opens(word) && word.folded == "contract");
    if contracted && hit.end == hit.at + 1 {
        return is_hired_by_contract(segment);
    }
    let field = next.is_some_and(|next| FIELDS.has(&next.folded) || next.gap == Gap::Hyphen);
    let after_preposition = hit.at > 0
        && segment
            .get(hit.at - 1)
            .is_some_and(|before| matches!(before.folded.as_str(), "of" | "for" | "fur" | "pour"));
    if field || after_preposition {
        return false;
    }
    let edge = first.is_some_and(opens) || next.is_none_or(|next| next.gap == Gap::Slash);
    let words = segment.get(hit.at..hit.end).unwrap_or_default();
    let name: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
    let name = name.join(" ");
    if ANYWHERE.contains(&name.as_str()) {
        return edge || words.len() > 1 || contract == Contract::PartTime;
    }
    match name.as_str() {
        // Customer due diligence and clinical documentation improvement: a contract only beside French.
        "cdd" | "cdi" => is_french(segment) && next.is_none_or(is_number),
        "temp" if first.is_some_and(|word| word.raw == "TEMP") => false,
        "temp" | "temporary" | "seasonal" | "casual" | "interim" | "saisonnier" | "saisonniere" => {
            first.is_some_and(opens) && next.is_some()
        }
        _ => false,
    }
}

/// "Contract Software Engineer", "Contract Writer", but not "Contract Manager" and "Contract Engineer", whose field contracts are.
fn is_hired_by_contract(segment: &[Word]) -> bool {
    const ALWAYS: Set = Set(
        "writer copywriter illustrator photographer bookkeeper recruiter animator videographer",
    );
    const AFTER_A_CRAFT: Set = Set(
        "engineer developer designer architect scientist researcher editor producer tester programmer nurse teacher therapist",
    );
    let last = segment.last().map_or("", |word| word.folded.as_str());
    ALWAYS.has(last) && segment.len() <= 3 || AFTER_A_CRAFT.has(last) && segment.len() >= 3
}

/// "35h", "6".
fn is_number(word: &Word) -> bool {
    word.folded.starts_with(|c: char| c.is_ascii_digit())
}

fn is_french(segment: &[Word]) -> bool {
    const NOT_FRENCH: Set = Set("entrepreneur chauffeur amateur connoisseur masseur restaurateur");
    let french = ["eur", "euse", "iere", "ienne", "trice"];
    segment.iter().any(|word| {
        let name = word.folded.as_str();
        let ends = name.len() > 5 && french.iter().any(|ending| name.ends_with(ending));
        ends && !NOT_FRENCH.has(name)
            || matches!(
                word.folded.as_str(),
                "en" | "de"
                    | "du"
                    | "des"
                    | "h"
                    | "d"
                    | "l"
                    | "charge"
                    | "chargee"
                    | "assistante"
                    | "ingenieur"
                    | "comptable"
                    | "infirmier"
                    | "infirmiere"
            )
    })
}

/// True if the segment says nothing but a contract.
fn is_only_contract(segment: &[Word]) -> bool {
    let mut index = 0;
    let mut any = false;
    while let Some(word) = segment.get(index) {
        if let Some(hit) = TERMS.at(segment, index) {
            any |= matches!(hit.value, Term::Is(_));
            index = hit.end;
        } else if FILLERS.has(&word.folded) || word.folded.starts_with(|c: char| c.is_ascii_digit())
        {
            index += 1;
        } else {
            return false;
        }
    }
    any
}
