//! Equality of titles.

use crate::words::words;

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
