//! The level of seniority that a title names.
//!
//! Rules: the highest level counts, but an internship before all. A word of rank counts only if it is the rank of the person sought: not if
//! it is negated, if it belongs to somebody else ("Assistant to the CFO", "Office of the CEO", "VP's assistant"), if it names a field of work
//! ("Lead Scoring", "Mid-Market", "Data Entry", "Stage Manager"), or if it only looks like a foreign word of rank ("Late-Stage").

use std::sync::LazyLock;

use super::{another_person, stage_word};
use crate::{
    negation::is_negated,
    phrases::{Hit, Phrases},
    words::{Gap, Set, Word, parse},
};

/// A level of seniority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Internship, traineeship, apprenticeship, job for students.
    Intern,
    /// Entry level, junior, graduate.
    Junior,
    /// Between junior and senior.
    Mid,
    /// Senior.
    Senior,
    /// Lead, staff, principal.
    Lead,
    /// Head of, director, vice president, C-level.
    Executive,
}

/// The meaning of a phrase of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rank {
    /// A person in training.
    Intern,
    /// Training as such, or several persons in training.
    Training,
    /// A rank.
    Level(Level),
    /// A rank only as the last words of a segment.
    ExecutiveLast,
    /// No rank.
    Other,
}

const TABLE: &str = include_str!("levels.tsv");

static RANKS: LazyLock<Phrases<Rank>> = LazyLock::new(|| {
    Phrases::parse(TABLE, |name| {
        Some(match name {
            "INTERN" => Rank::Intern,
            "TRAINING" => Rank::Training,
            "EXECUTIVE" => Rank::Level(Level::Executive),
            "EXECUTIVE_LAST" => Rank::ExecutiveLast,
            "LEAD" => Rank::Level(Level::Lead),
            "SENIOR" => Rank::Level(Level::Senior),
            "MID" => Rank::Level(Level::Mid),
            "JUNIOR" => Rank::Level(Level::Junior),
            "OTHER" => Rank::Other,
            _ => return None,
        })
    })
});

/// Professions in which "staff" is a rank, unlike in "Staff Nurse" or "Staff Accountant".
const STAFF_CRAFTS: Set = Set(
    "engineer software developer designer product data scientist researcher security backend frontend platform infrastructure machine \
     site architect technical mobile ios android devops sre ml ai full fullstack cloud firmware hardware systems network quality \
     embedded reliability applied back front analytics ux program",
);
/// After these, "staff" plus a profession is no rank: "Staff Security Guard", "Staff Product Support".
const NO_STAFF: Set = Set("guard officer entry support training nurse accountant clerk assistant");
/// Professions that supervise persons in training.
const SUPERVISORS: Set = Set(
    "manager coordinator recruiter recruiters recruiting recruitment director lead supervisor head partner specialist assessor tutor \
     coach trainer lecturer teacher instructor advisor adviser officer mentor administrator owner sourcer program programme programs \
     programmes delivery koordinator koordinatorin betreuer betreuerin leiter leiterin ausbilder responsable charge chargee referent \
     referentin begeleider coordinateur coordinatrice coordinador coordinadora responsabile opiekun koordynator handledare",
);
/// After "head" or "leiter" as the first word, the function that the person heads.
const FUNCTIONS: Set = Set(
    "marketing sales engineering finance finanzen hr people product it operations legal design data technology communications \
     kommunikation procurement purchasing controlling r vertrieb einkauf personal entwicklung produktion logistik qualitat \
     rechnungswesen buchhaltung forschung technik unternehmenskommunikation produktmanagement der des die customer business growth \
     security compliance risk group global kita pflege kuche kundenservice",
);
/// Before "head" at the end of a segment.
const HEADED: Set =
    Set("global regional country group area department division unit functional business deputy");

/// Professions that Nordic, German and Dutch titles join with a rank: "Seniorutvecklare", "Juniorberater".
const JOINED: Set = Set(
    "adviseur advokat analyst analytiker architekt arkitekt berater beraterin consultant controller designer developer econoom ekonom \
     engineer entwickler entwicklerin forscher forskare forsker ingenieur ingenieurin ingenior ingenjor jurist konstruktor konsulent \
     konsult konsulentin manager okonom programmerare programmierer projektleder projektledare projektleiter projektleiterin \
     prosjektleder radgiver radgivare recruiter redaktor referent revisor saksbehandler sachbearbeiter scientist spesialist specialist \
     spezialist spezialistin tester udvikler utvecklare utvikler",
);

/// The level that the title names.
#[must_use]
pub fn level(title: &str) -> Option<Level> {
    let words = parse(title);
    let hits: Vec<Hit<Rank>> = RANKS
        .all(&words)
        .into_iter()
        .filter(|hit| hit.value != Rank::Other && !is_negated(&words, hit.at, hit.end))
        .collect();
    let in_training =
        hits.iter().any(|hit| trains(&words, *hit)) || stage_word::is_internship(&words);
    if in_training {
        return Some(Level::Intern);
    }
    let mut best = hits
        .iter()
        .filter(|hit| !another_person::is_of_another(&words, hit, is_rank))
        .filter_map(|hit| of_hit(&words, *hit))
        .max();
    if heads(&words) {
        best = best.max(Some(Level::Executive));
    }
    if staff(&words) {
        best = best.max(Some(Level::Lead));
    }
    best.max(words.iter().filter_map(joined).max())
}

/// "Seniorutvecklare", but not "Seniorenpflege".
fn joined(word: &Word) -> Option<Level> {
    let ranks = [("senior", Level::Senior), ("junior", Level::Junior)];
    ranks.into_iter().find_map(|(rank, level)| {
        let profession = word.folded.strip_prefix(rank)?;
        JOINED.has(profession).then_some(level)
    })
}

/// True if the word at a position is one of rank.
pub(super) fn is_rank(words: &[Word], at: usize) -> bool {
    RANKS
        .at(words, at)
        .is_some_and(|hit| !matches!(hit.value, Rank::Other))
}

fn trains(words: &[Word], hit: Hit<Rank>) -> bool {
    let supervisor = |word: &Word| SUPERVISORS.has(&word.folded);
    let after = words.get(hit.end..).unwrap_or_default();
    let same: Vec<&Word> = after
        .iter()
        .take_while(|word| word.gap != Gap::Break)
        .collect();
    let follows_of = hit.at > 0
        && words.get(hit.at).is_some_and(|word| word.gap != Gap::Break)
        && words.get(hit.at - 1).is_some_and(|word| {
            matches!(
                word.folded.as_str(),
                "of" | "for"
                    | "to"
                    | "with"
                    | "and"
                    | "fur"
                    | "pour"
                    | "des"
                    | "les"
                    | "von"
                    | "der"
            )
        });
    match hit.value {
        Rank::Intern if !is_intern(words, hit) || follows_of => false,
        // "Intern Coordinator", but "Trainee Manager" becomes one.
        Rank::Intern => {
            let next = same.first().copied();
            let coordinates = next.is_some_and(|word| {
                matches!(
                    word.folded.as_str(),
                    "coordinator"
                        | "recruiter"
                        | "recruiting"
                        | "recruitment"
                        | "supervisor"
                        | "program"
                        | "programme"
                        | "programs"
                        | "programmes"
                        | "assessor"
                        | "tutor"
                        | "mentor"
                        | "betreuer"
                )
            });
            let supervised = words.iter().any(supervisor);
            let program_of_its_own = next.is_some_and(|word| word.folded.starts_with("program"))
                && !words
                    .iter()
                    .any(|word| supervisor(word) && !word.folded.starts_with("program"));
            !(coordinates && supervised) || program_of_its_own
        }
        Rank::Training => !follows_of && !is_supervised(words, hit, &same),
        _ => false,
    }
}

/// True if training is what a supervisor is busy with: "Internship Coordinator".
fn is_supervised(words: &[Word], hit: Hit<Rank>, after: &[&Word]) -> bool {
    let supervisor = |word: &Word| SUPERVISORS.has(&word.folded);
    let named = |names: Set| {
        words
            .get(hit.at)
            .is_some_and(|word| names.has(&word.folded))
    };
    let several = words.get(hit.end - 1).is_some_and(|word| {
        word.folded.ends_with('s') || Set("praktika praktyki tirocini").has(&word.folded)
    });
    // "Ausbildung Koch", but not "Referent Ausbildung".
    let field = hit.at > 0 && hit.end - hit.at == 1 && named(Set("ausbildung"));
    // "Alternance chargé de communication": what follows is the job.
    let offered = hit.at == 0 && named(Set("alternance apprentissage"));
    field
        || !offered && after.iter().any(|word| supervisor(word))
        || several && words.iter().any(supervisor)
}

/// "Intern" is also German, Dutch and Swedish for "internal": then it is in lower case, or beside "extern".
fn is_intern(words: &[Word], hit: Hit<Rank>) -> bool {
    let Some(word) = words.get(hit.at).filter(|word| word.folded == "intern") else {
        return true;
    };
    let lower = word.raw == "intern"
        && words
            .iter()
            .any(|word| word.raw.starts_with(char::is_uppercase));
    let outside = words.iter().any(|word| word.folded.starts_with("extern"));
    !lower && !outside
}

fn of_hit(words: &[Word], hit: Hit<Rank>) -> Option<Level> {
    let level = match hit.value {
        Rank::Level(level) => level,
        Rank::ExecutiveLast if ends_segment(words, hit.end) => Level::Executive,
        _ => return None,
    };
    let word = words.get(hit.at)?;
    let joined = word.gap == Gap::Hyphen;
    let next = words.get(hit.end).filter(|next| next.gap != Gap::Break);
    let before = hit
        .at
        .checked_sub(1)
        .and_then(|index| words.get(index))
        .filter(|_| word.gap != Gap::Break);
    let counts = match word.folded.as_str() {
        "i" | "ii" | "iii" | "iv" if hit.end == hit.at + 1 => {
            word.raw.chars().all(char::is_uppercase)
                && next.is_none_or(|next| next.gap == Gap::Slash)
                && numbered(words, hit.at)
        }
        "mid" | "middle" if hit.end == hit.at + 1 => next.is_none_or(|next| {
            next.gap == Gap::Slash
                || (next.gap != Gap::Hyphen && another_person::is_profession(words, hit.end))
        }),
        // "12-Lead ECG".
        "lead" => {
            !(joined
                && before.is_some_and(|before| before.folded.chars().all(|c| c.is_ascii_digit())))
        }
        "principal" | "principale" => !words.iter().any(|word| {
            matches!(
                word.folded.as_str(),
                "school" | "elementary" | "academy" | "college" | "primary"
            )
        }),
        "starszy" | "starsza" => next
            .is_none_or(|next| !next.folded.starts_with("osob") && !next.folded.starts_with("pan")),
        _ => true,
    };
    counts.then_some(level)
}

/// A Roman numeral is a level after a profession ("Engineer II"), not after "Phase", "Type" or "Solvency".
fn numbered(words: &[Word], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    let parted = words.get(at).is_some_and(|word| word.gap == Gap::Break);
    let level = words.get(before).is_some_and(|word| word.folded == "level");
    // "(Level II)": the segment is only that.
    let alone = level
        && words
            .get(before)
            .is_some_and(|word| matches!(word.gap, Gap::Break));
    if level {
        return alone && !parted;
    }
    // "Engineer II/III": a numeral before a slash.
    let slash = words.get(at).is_some_and(|word| word.gap == Gap::Slash)
        && words
            .get(before)
            .is_some_and(|word| matches!(word.raw.as_str(), "I" | "II" | "III"));
    if slash {
        return numbered(words, before);
    }
    another_person::is_profession(words, before)
}

fn ends_segment(words: &[Word], end: usize) -> bool {
    words.get(end).is_none_or(|next| {
        next.gap == Gap::Break || matches!(next.folded.as_str(), "of" | "and" | "for" | "at" | "in")
    })
}

/// "Head, Marketing", "Head Marketing", "Regional Head", "Leiter Vertrieb", "Chief Product Officer".
fn heads(words: &[Word]) -> bool {
    let own = |index: usize, end: usize| {
        let hit = Hit {
            at: index,
            end,
            value: Rank::Level(Level::Executive),
        };
        !is_negated(words, index, end) && !another_person::is_of_another(words, &hit, is_rank)
    };
    (0..words.len()).any(|index| {
        let Some(word) = words.get(index) else {
            return false;
        };
        let next = words.get(index + 1);
        let ends = next.is_none_or(|next| next.gap == Gap::Break);
        let function = next.is_some_and(|next| FUNCTIONS.has(&next.folded));
        let headed = index > 0
            && words
                .get(index - 1)
                .is_some_and(|before| HEADED.has(&before.folded));
        let end = match word.folded.as_str() {
            "head" if index == 0 && (ends || function) || ends && headed => Some(index + 1),
            "leiter" | "leiterin" | "leitung" | "hoofd" if index == 0 && (ends || function) => {
                Some(index + 1)
            }
            "chief" => officer(words, index),
            _ => None,
        };
        end.is_some_and(|end| own(index, end))
    })
}

/// The position after the "officer" of "Chief Product Officer" that begins at a word.
fn officer(words: &[Word], chief: usize) -> Option<usize> {
    let rest = words.iter().enumerate().skip(chief + 1);
    rest.take_while(|(_, word)| word.gap != Gap::Break)
        .take(6)
        .skip(1)
        .find(|(_, word)| word.folded == "officer")
        .map(|(index, _)| index + 1)
}

/// "Staff Engineer", but not "Staff Nurse" and not "Senior Staff Accountant".
fn staff(words: &[Word]) -> bool {
    words.iter().enumerate().any(|(index, word)| {
        let craft = words
            .get(index + 1)
            .filter(|next| next.gap != Gap::Break && STAFF_CRAFTS.has(&next.folded));
        let last = words
            .iter()
            .skip(index + 1)
            .take_while(|word| word.gap != Gap::Break)
            .any(|word| NO_STAFF.has(&word.folded));
        let of = index > 0
            && words.get(index - 1).is_some_and(|before| {
                word.gap != Gap::Break
                    && matches!(
                        before.folded.as_str(),
                        "of" | "technical" | "support" | "for"
                    )
            });
        // "Software Engineer (Staff)".
        let alone = word.gap == Gap::Break
            && words
                .get(index + 1)
                .is_none_or(|next| next.gap == Gap::Break)
            && words
                .iter()
                .take(index)
                .any(|word| STAFF_CRAFTS.has(&word.folded));
        word.folded == "staff"
            && (craft.is_some() || alone)
            && !last
            && !of
            && !is_negated(words, index, index + 1)
    })
}
