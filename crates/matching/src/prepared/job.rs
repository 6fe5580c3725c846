//! The job that a title means in the taxonomy, and what is compared of a title.

use taxonomy::{Taxonomy, without_levels_and_marks, without_marks};

use crate::{
    occupations,
    terms::{self, Terms},
};

/// The longest part of a title that is looked for, in words.
const WORDS_MAX: usize = 5;

/// What is compared of a title.
pub(super) struct Job {
    /// The id in the taxonomy.
    pub id: Option<String>,
    /// True if the taxonomy has the title, or what is before its first comma, bracket or dash; false if it has only its end or beginning.
    pub is_named: bool,
    /// The n-grams, without level words, which gates compare.
    pub grams: Terms,
    /// The occupations that it is close to.
    pub profile: Terms,
}

impl Job {
    pub(super) fn read(taxonomy: &Taxonomy, title: &str) -> Self {
        let bare = without_levels_and_marks(title);
        let named = named(taxonomy, title);
        Self {
            is_named: named.is_some(),
            id: named.or_else(|| of_part(taxonomy, title)),
            grams: terms::grams(&bare),
            profile: occupations::of_version(taxonomy).profile(&bare),
        }
    }
}

fn id_of(taxonomy: &Taxonomy, name: &str) -> Option<String> {
    let title = taxonomy.named_title(name)?;
    Some(title.id().to_string())
}

/// The id of the title. What follows a comma, a bracket or a dash is left out if the whole is not known: "Web Developer, Next.js".
fn named(taxonomy: &Taxonomy, title: &str) -> Option<String> {
    id_of(taxonomy, title).or_else(|| id_of(taxonomy, first_part(&without_marks(title))))
}

fn first_part(plain: &str) -> &str {
    plain
        .split([',', '(', '[', '|', ':', '–', '—'])
        .next()
        .and_then(|part| part.split(" - ").next())
        .unwrap_or(plain)
}

/// The job of the longest end or beginning that is known: "Staff Systems Programmer" is a programmer, "Nurse Scheduling Software Sales Executive" sells,
/// "Teacher of Mathematics" teaches.
fn of_part(taxonomy: &Taxonomy, title: &str) -> Option<String> {
    let plain = without_marks(title);
    let words: Vec<&str> = first_part(&plain).split_whitespace().collect();
    let longest = words.len().saturating_sub(1).min(WORDS_MAX);
    (1..=longest).rev().find_map(|length| {
        let (begin, end) = (words.get(..length)?, words.get(words.len() - length..)?);
        id_of(taxonomy, &end.join(" ")).or_else(|| id_of(taxonomy, &begin.join(" ")))
    })
}

#[cfg(test)]
mod tests {
    use taxonomy::Taxonomy;

    use super::Job;

    #[test]
    fn head_of_a_title_is_the_job() {
        let taxonomy = Taxonomy::curated();
        let same = |one: &str, other: &str| {
            let job = |title| Job::read(taxonomy, title).id;
            let (one, other) = (job(one), job(other));
            assert!(one.is_some() && one == other, "{one:?} {other:?}");
        };
        same(
            "Senior Backend Engineer, Payments (Rust)",
            "Backend Engineer",
        );
        same("Staff Accountant – Dublin (m/f/x)", "Accountant");
        same("Nurse Kettle Sales Representative", "Sales Representative");
        let job = |title| Job::read(taxonomy, title);
        assert_eq!(job("Chief of nothing at all").id, None);
        assert_eq!(job("").id, None);
        assert!(job("Senior Backend Engineer (Rust)").is_named);
        assert!(!job("Nurse Kettle Sales Representative").is_named);
    }
}
