//! Roots of verbs in languages that put a particle before them and part it from them: "stellte … um", "umgestellt".

use super::Words;

/// Endings of verbs, longer ones first.
const ENDINGS: &[&str] = &[
    "test", "tet", "ten", "te", "est", "en", "et", "st", "t", "e", "n",
];
/// The least letters of a root.
const ROOT_LETTERS: usize = 3;

/// What a verb and its forms have in common: its particle and its root. None in languages without particles.
pub(crate) fn root(folded: &str, words: &Words) -> Option<String> {
    if words.particles.is_empty() {
        return None;
    }
    let (particle, rest) = parted(folded, words);
    let rest = rest
        .strip_prefix("ge")
        .filter(|rest| is_long(rest))
        .unwrap_or(rest);
    let mut ends = ENDINGS
        .iter()
        .filter_map(|ending| rest.strip_suffix(ending));
    let root = ends.find(|root| is_long(root)).unwrap_or(rest);
    // "arbeit-et", "arbeit-ete"
    let bare = root.trim_end_matches(['t', 'e']);
    let root = if is_long(bare) { bare } else { root };
    Some(format!("{particle}{root}"))
}

/// The longest particle that begins a word, and the rest.
fn parted<'w>(folded: &'w str, words: &'w Words) -> (&'w str, &'w str) {
    let known = words.particles.iter();
    let parts = known.filter_map(|particle| {
        let rest = folded.strip_prefix(particle.as_str())?;
        is_long(rest).then_some((particle.as_str(), rest))
    });
    parts
        .max_by_key(|(particle, _)| particle.len())
        .unwrap_or(("", folded))
}

fn is_long(root: &str) -> bool {
    root.chars().count() >= ROOT_LETTERS
}

#[cfg(test)]
mod tests {
    use super::{super::Language, root};

    #[test]
    fn forms_of_a_verb_have_one_root() {
        let german = Language::of("de").expect("a language").words();
        let root = |word: &str| root(word, german).expect("a root");
        for (one, others) in [
            ("umgestellt", &["umstellte", "umstellen"][..]),
            ("angeleitet", &["anleite", "anleiten"]),
            ("gesteigert", &["steigerte", "steigern"]),
            ("beigebracht", &["beibrachte"]),
            ("abgestimmt", &["abstimmte"]),
            ("eingearbeitet", &["einarbeitete", "einarbeiten"]),
        ] {
            for other in others {
                assert_eq!(root(one), root(other));
            }
        }
        for (one, other) in [
            ("abgestellt", "umstellte"),
            ("gestellt", "umgestellt"),
            ("geleitet", "Leiter"),
        ] {
            assert_ne!(root(one), root(other));
        }
        let english = Language::of("en").expect("a language").words();
        assert_eq!(super::root("moved", english), None);
    }
}
