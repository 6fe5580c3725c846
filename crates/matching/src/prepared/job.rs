//! The job that a title means in the taxonomy.

use taxonomy::{Taxonomy, without_marks};

/// The longest part of a title that is looked for, in words.
const WORDS_MAX: usize = 5;

/// The id of the title. What follows a comma, a bracket or a dash is left out if the whole is not known: "Web Developer, Next.js"; then the longest
/// end or beginning counts: "Staff Systems Programmer" is a programmer, "Nurse Scheduling Software Sales Executive" sells, "Teacher of Mathematics" teaches.
pub(super) fn job(taxonomy: &Taxonomy, title: &str) -> Option<String> {
    let named = |name: &str| {
        taxonomy
            .named_title(name)
            .map(|title| title.id().to_string())
    };
    if let Some(id) = named(title) {
        return Some(id);
    }
    let plain = without_marks(title);
    let first = plain
        .split([',', '(', '[', '|', ':', '–', '—'])
        .next()
        .and_then(|part| part.split(" - ").next())
        .unwrap_or(&plain);
    if let Some(id) = named(first) {
        return Some(id);
    }
    let words: Vec<&str> = first.split_whitespace().collect();
    let longest = words.len().saturating_sub(1).min(WORDS_MAX);
    (1..=longest).rev().find_map(|length| {
        let (begin, end) = (words.get(..length)?, words.get(words.len() - length..)?);
        named(&end.join(" ")).or_else(|| named(&begin.join(" ")))
    })
}

#[cfg(test)]
mod tests {
    use taxonomy::Taxonomy;

    use super::job;

    #[test]
    fn head_of_a_title_is_the_job() {
        let taxonomy = Taxonomy::curated();
        let same = |one: &str, other: &str| {
            let (one, other) = (job(taxonomy, one), job(taxonomy, other));
            assert!(one.is_some() && one == other, "{one:?} {other:?}");
        };
        same(
            "Senior Backend Engineer, Payments (Rust)",
            "Backend Engineer",
        );
        same("Staff Accountant – Dublin (m/f/x)", "Accountant");
        same("Nurse Kettle Sales Representative", "Sales Representative");
        assert_eq!(job(taxonomy, "Chief of nothing at all"), None);
        assert_eq!(job(taxonomy, ""), None);
    }
}
