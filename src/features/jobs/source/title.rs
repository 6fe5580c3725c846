//! Parses job titles: seniority, and equality of titles.

use reading::words::words;

use crate::types::work::Seniority;

/// Words for an internship or traineeship.
pub(super) const INTERN: &[&str] = &[
    "intern",
    "interns",
    "internship",
    "internships",
    "trainee",
    "traineeship",
    "apprentice",
    "apprenticeship",
    "praktikant",
    "praktikantin",
    "praktikum",
    "pflichtpraktikum",
    "werkstudent",
    "werkstudentin",
    "stagiaire",
    "stage",
    "becario",
    "becaria",
    "praticante",
    "estagio",
];
const EXECUTIVE: &[&str] = &[
    "director",
    "vp",
    "svp",
    "evp",
    "chief",
    "ceo",
    "cto",
    "cfo",
    "coo",
    "cmo",
    "cpo",
    "ciso",
    "cio",
    "geschaftsfuhrer",
];
const LEAD: &[&str] = &[
    "lead",
    "principal",
    "teamlead",
    "teamleiter",
    "teamleiterin",
    "distinguished",
];
const SENIOR: &[&str] = &["senior", "sr", "snr", "iii", "iv"];
const MID: &[&str] = &["mid", "midlevel", "intermediate", "medior", "ii"];
const JUNIOR: &[&str] = &[
    "junior",
    "jr",
    "jnr",
    "graduate",
    "grad",
    "entry",
    "berufseinsteiger",
];
/// Professions in which "staff" is a rank, unlike in "Staff Nurse" or "Staff Accountant".
const STAFF_CRAFTS: &[&str] = &[
    "engineer",
    "engineering",
    "software",
    "developer",
    "designer",
    "product",
    "data",
    "scientist",
    "researcher",
    "security",
    "backend",
    "frontend",
    "platform",
    "infrastructure",
    "machine",
    "site",
    "architect",
    "technical",
    "mobile",
    "ios",
    "android",
    "devops",
    "sre",
    "ml",
    "ai",
    "full",
];
/// Words for roles that supervise interns.
const SUPERVISORS: &[&str] = &[
    "manager",
    "coordinator",
    "recruiter",
    "director",
    "lead",
    "supervisor",
    "head",
    "partner",
    "specialist",
];
/// Phrases in which a word of rank is not a rank.
const NO_RANK: &[&str] = &[
    "assistant to the ceo",
    "assistant to ceo",
    "assistant to the director",
    "assistant to the managing director",
    "assistant to the cto",
    "lead generation",
    "lead gen",
    "senior living",
    "senior care",
    "data entry",
    "graduate school",
    "member of technical staff",
    "art director",
    "stage manager",
    "backstage",
    "head chef",
    "junior high",
];

/// The seniority by the title alone; the highest word counts, and no word means unknown.
#[must_use]
pub fn seniority(title: &str) -> Seniority {
    let mut joined = format!(" {} ", words(title).join(" "));
    for phrase in NO_RANK {
        joined = joined.replace(&format!(" {phrase} "), " ");
    }
    let words: Vec<&str> = joined.split_whitespace().collect();
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    let has_pair = |first: &str, seconds: &[&str]| {
        words
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if *a == first && seconds.contains(b)))
    };
    let staff = has_pair("staff", STAFF_CRAFTS) || has_pair("senior", &["staff"]);
    if (has(INTERN) || has_pair("working", &["student"])) && !has(SUPERVISORS) {
        Seniority::Intern
    } else if has(EXECUTIVE)
        || has_pair("head", &["of"])
        || has_pair("vice", &["president"])
        || words.first() == Some(&"head")
    {
        Seniority::Executive
    } else if has(LEAD) || staff {
        Seniority::Lead
    } else if has(SENIOR) {
        Seniority::Senior
    } else if has(MID) {
        Seniority::Mid
    } else if has(JUNIOR) || words.last() == Some(&"i") {
        Seniority::Junior
    } else {
        Seniority::Unknown
    }
}

/// The title for comparison: lower case, single spaces, without marks of gender, mode or workload.
/// Equal keys mean possibly the same job.
#[must_use]
pub fn key(title: &str) -> String {
    let mut kept = String::with_capacity(title.len());
    for (index, part) in title.split(['(', '[', '{']).enumerate() {
        match part.split_once([')', ']', '}']) {
            Some((aside, rest)) if index > 0 => {
                let aside = if is_mark(aside) { "" } else { aside };
                kept.extend([" ", aside, " ", rest]);
            }
            _ => kept.extend([" ", part]),
        }
    }
    let kept: Vec<&str> = kept
        .split_whitespace()
        .filter(|word| !is_gender_mark(word))
        .map(without_gender_ending)
        .collect();
    words(&kept.join(" ")).join(" ")
}

/// An addition in brackets that does not describe the job itself: gender, mode, workload, a number.
fn is_mark(aside: &str) -> bool {
    let words = words(aside);
    let mode = |word: &String| {
        matches!(
            word.as_str(),
            "remote" | "hybrid" | "onsite" | "on" | "site" | "or" | "possible" | "fully"
        )
    };
    is_gender_mark(aside) || aside.contains(|c: char| c.is_ascii_digit()) || words.iter().all(mode)
}

/// "m/w/d", "f/m/x", "all genders", "mwd".
fn is_gender_mark(text: &str) -> bool {
    let words = words(text);
    let letter = |word: &String| {
        matches!(
            word.as_str(),
            "m" | "w" | "f" | "d" | "x" | "h" | "i" | "div" | "v" | "diverse" | "male" | "female"
        )
    };
    let letters = words.len() >= 2 && words.iter().all(letter);
    let named = matches!(
        words.join(" ").as_str(),
        "all genders"
            | "all gender"
            | "any gender"
            | "gn"
            | "mwd"
            | "wmd"
            | "mfd"
            | "fmd"
            | "fmx"
            | "mfx"
    );
    letters || named
}

/// "Entwickler:in" and "Entwickler*innen" as "Entwickler".
fn without_gender_ending(word: &str) -> &str {
    let endings = [
        ":innen", "*innen", "_innen", "/-innen", ":in", "*in", "_in", "/in", "/-in",
    ];
    endings
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(word)
}
