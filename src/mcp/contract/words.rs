//! The words of names and texts, and how alike two are.

use std::iter;

/// The words of a text; `moveApplication` has two.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .flat_map(parts)
        .filter(|word| !word.is_empty())
}

/// The parts of a name in camel case.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(name);
    iter::from_fn(move || {
        let name = rest.take()?;
        let Some(at) = boundary(name) else {
            return Some(name);
        };
        let (part, tail) = name.split_at(at);
        rest = Some(tail);
        Some(part)
    })
}

/// Where a capital letter follows a small one.
fn boundary(name: &str) -> Option<usize> {
    let next = name.char_indices().skip(1);
    let mut pairs = name.chars().zip(next);
    pairs
        .find(|(before, (_, after))| before.is_lowercase() && after.is_uppercase())
        .map(|(_, (at, _))| at)
}

/// Whether two words are the same, in any case.
pub(super) fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// Whether one word begins the other, as `skill` and `skills` do. Shorter beginnings say nothing.
pub(super) fn akin(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    short.len() >= 4
        && long
            .get(..short.len())
            .is_some_and(|beginning| same(beginning, short))
}

#[cfg(test)]
mod tests {
    use super::{akin, same, words};

    #[test]
    fn names_are_split_where_a_capital_begins_a_word() {
        for (text, expected) in [
            ("moveApplication", &["move", "Application"][..]),
            ("MATCH_SCORE", &["MATCH", "SCORE"]),
            ("my résumés, please", &["my", "résumés", "please"]),
            ("", &[]),
            ("URL2x", &["URL2x"]),
        ] {
            assert_eq!(words(text).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn words_are_alike_from_four_letters_on() {
        assert!(same("Skill", "skill"));
        for (one, other, expected) in [
            ("skill", "Skills", true),
            ("applications", "apply", false),
            ("ap", "application", false),
            ("notif", "notifications", true),
        ] {
            assert_eq!(akin(one, other), expected, "{one} {other}");
            assert_eq!(akin(other, one), expected, "{other} {one}");
        }
    }
}
