//! When a word of mode in a title names the mode, and when a field of work.

use super::{TERMS, Term};
use crate::{
    phrases::Hit,
    words::{Gap, Set, Word},
};

/// Fields of work with "remote" in their name: "Remote Sensing", "Remote Support", "Remote Area Nurse".
const REMOTE_FIELDS: Set = Set(
    "access area areas asset assets assistance banking camp camps care communities community control controlled delivery deposit \
     desktop detection device devices diagnostic diagnostics education employee expert first guarding hands health healthcare hiring \
     identity indigenous infrastructure inspection inspections instrumentation island islands learning locations maintenance management \
     mine monitoring office offices operated operation operations patient payments pilot pilots platform power region regions rural \
     security sensing sensor sensors server service services site sites support surveillance system systems team teams technologies \
     technology telemetry terminal tower vehicle vehicles village weapon weapons work worker workers workforce workplace workspace",
);
/// Words in -ing that are professions: "Remote Marketing Manager" works remotely.
const PROFESSIONS_IN_ING: Set = Set(
    "marketing engineering nursing accounting recruiting training purchasing consulting copywriting coding billing editing writing \
     bookkeeping underwriting programming advertising staffing fundraising sourcing tutoring teaching merchandising branding publishing \
     controlling onboarding planning pricing",
);
/// Words that may be beside a mode in its segment.
const FILLERS: Set = Set(
    "a an and or the in from within at of based position role job work working opportunity option optional possible available friendly \
     ok only first fully full 100 partly partially week per pw days day time flexible locations location office not no non mostly up to \
     is any with travel moglich moglichkeit und oder bis zu pro woche tage tag tagen teilweise bundesweit deutschlandweit europaweit \
     kein keine nicht mit aus et ou partiel partielle jours jour par semaine de d du pas depuis travail poste y trabajo dias semana \
     desde sin trabalho sem e o da lavoro giorni settimana senza con modalita modo praca i lub dni w tygodniu en thuis dagen och eller \
     og distans all genders m f x h global globally worldwide international anywhere eligible also considered teilzeit vollzeit hours \
     us",
);
/// Places that are often beside a mode.
const PLACES: Set = Set(
    "us usa uk eu eea emea dach apac latam mena nordics benelux europe europa america americas asia africa north south east west \
     central germany deutschland allemagne alemania austria osterreich switzerland schweiz suisse france spain espana portugal italy \
     italia netherlands nederland belgium belgie belgique poland polska sweden sverige denmark danmark norway norge finland suomi \
     ireland england scotland wales canada mexico brazil brasil argentina colombia chile india singapore japan china australia zealand \
     romania bulgaria greece czechia hungary ukraine turkey israel estonia latvia lithuania croatia serbia united states kingdom berlin \
     munich munchen hamburg koln cologne frankfurt stuttgart dusseldorf leipzig wien vienna zurich geneva geneve bern basel london \
     manchester edinburgh dublin paris lyon marseille toulouse nantes bordeaux lille madrid barcelona valencia sevilla lisbon lisboa \
     porto rome roma milan milano torino amsterdam rotterdam utrecht brussels bruxelles antwerp warsaw warszawa krakow wroclaw gdansk \
     prague praha budapest bucharest sofia athens stockholm goteborg copenhagen kobenhavn oslo helsinki tallinn riga vilnius york new \
     nyc boston chicago austin dallas houston denver seattle san francisco los angeles diego atlanta miami washington dc toronto \
     vancouver montreal sydney melbourne tokyo bangalore bengaluru mumbai delhi hyderabad pune sao paulo rio bay california texas \
     florida nationwide national est cet pst",
);

/// True if the words of mode at this place of a title mean the mode.
pub(super) fn counts(words: &[Word], hit: Hit<Term>) -> bool {
    let segment = Segment::around(words, hit);
    if segment.is_mode(words) {
        // "Distributed" and "Home Office" are modes in an addition only; the Home Office is a ministry, too.
        return match hit.value {
            Term::RemotePlace => !segment.is_first(),
            Term::HomeOffice => {
                segment.end - segment.start > 2 || words.get(hit.at).is_some_and(|word| word.aside)
            }
            _ => true,
        };
    }
    if after_preposition(words, hit.at) {
        return false;
    }
    match hit.value {
        Term::SureRemote => true,
        Term::Remote => remote_counts(words, hit, segment),
        Term::Hybrid => {
            segment.ends_with(hit) && !is_kind_of_drive(words, hit.at) && hit.end - hit.at == 1
                || hit.end - hit.at > 1
        }
        Term::Onsite => segment.ends_with(hit) && hit.at > segment.start,
        Term::RemotePlace | Term::HomeOffice => false,
    }
}

/// "Remote Software Engineer" and "Software Engineer Remote" are remote, "Remote Sensing Engineer" is not.
fn remote_counts(words: &[Word], hit: Hit<Term>, segment: Segment) -> bool {
    let joined = words
        .get(hit.at)
        .is_some_and(|word| word.gap == Gap::Hyphen);
    let Some(next) = words.get(hit.end).filter(|_| !segment.ends_with(hit)) else {
        return !joined;
    };
    let name = next.folded.as_str();
    let field = REMOTE_FIELDS.has(name)
        || (name.ends_with("ing") && !PROFESSIONS_IN_ING.has(name))
        || next.gap == Gap::Hyphen;
    // In an addition, only places and the like follow: ", Remote Germany", but not ", Remote Kiln Control".
    !joined && !field && (segment.is_first() || is_place(next))
}

/// "Plug-in hybrid", "cloud hybrid".
fn is_kind_of_drive(words: &[Word], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| words.get(before)) else {
        return true;
    };
    matches!(
        before.folded.as_str(),
        "in" | "plug" | "mild" | "cloud" | "electric" | "multi"
    )
}

/// "Head of Remote", "Tools for Hybrid Work".
fn after_preposition(words: &[Word], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    let same = words.get(at).is_some_and(|word| word.gap != Gap::Break);
    same && before.is_some_and(|word| matches!(word.folded.as_str(), "of" | "for" | "fur" | "pour"))
}

/// The segment of a title around some words.
#[derive(Clone, Copy)]
struct Segment {
    start: usize,
    end: usize,
}

impl Segment {
    fn around(words: &[Word], hit: Hit<Term>) -> Self {
        let breaks = |index: &usize| words.get(*index).is_none_or(|word| word.gap == Gap::Break);
        let start = (0..=hit.at)
            .rev()
            .find(|index| *index == 0 || breaks(index));
        Self {
            start: start.unwrap_or(0),
            end: (hit.end..=words.len()).find(breaks).unwrap_or(words.len()),
        }
    }

    const fn is_first(self) -> bool {
        self.start == 0
    }

    const fn ends_with(self, hit: Hit<Term>) -> bool {
        hit.end == self.end
    }

    /// True if the segment holds nothing but modes, places and small words.
    fn is_mode(self, words: &[Word]) -> bool {
        let Some(segment) = words.get(self.start..self.end) else {
            return false;
        };
        let mut index = 0;
        while let Some(word) = segment.get(index) {
            if let Some(hit) = TERMS.at(segment, index) {
                index = hit.end;
            } else if word.folded == "work" && !word.aside && index > 0 {
                // "Product Manager, Hybrid Work" is about it.
                return false;
            } else if is_place(word) || (word.raw != "OR" && FILLERS.has(&word.folded)) {
                index += 1;
            } else {
                return false;
            }
        }
        true
    }
}

fn is_place(word: &Word) -> bool {
    let code = (2..=4).contains(&word.raw.chars().count())
        && word.raw.chars().all(|c| c.is_ascii_uppercase())
        && !matches!(
            word.raw.as_str(),
            "IT" | "IAM"
                | "ERP"
                | "AI"
                | "ML"
                | "BI"
                | "HR"
                | "QA"
                | "AWS"
                | "SQL"
                | "EV"
                | "PC"
                | "IoT"
                | "IOT"
                | "API"
                | "SOC"
                | "RPA"
                | "PLC"
                | "OT"
                | "RF"
                | "OR"
                | "CRM"
                | "SAP"
                | "VPN"
                | "UAV"
                | "ROV"
                | "TV"
                | "PPA"
                | "NDT"
                | "ICU"
                | "CNC"
                | "VDI"
                | "RMM"
        );
    let number = word.folded.chars().all(|c| c.is_ascii_digit());
    PLACES.has(&word.folded) || code || number
}
