//! Neighbouring words that others write as one: `full stack` and `fullstack`, `Projekt Manager` and `Projektmanager`.

use crate::token::{Analysis, Compound, Shape, shortened};

/// Two neighbouring words of a text, or names with signs, with nothing but spaces between them, each as one word.
#[must_use]
pub fn neighbours(text: &str, found: &Analysis) -> Vec<Compound> {
    let mut pairs = Vec::new();
    let mut before: Option<(String, usize, usize)> = None;
    let mut index = 0;
    while let Some(token) = found.tokens.get(index) {
        let compound = found
            .compounds
            .iter()
            .find(|compound| compound.first == index && !compound.is_list);
        let length = compound.map_or(1, |compound| compound.length);
        let word = match compound {
            Some(compound) => compound.joined.clone(),
            None => (token.shape == Shape::Word).then(|| token.word.clone()),
        };
        let word = word.filter(|word| word.chars().all(char::is_alphanumeric));
        if let (Some((last, first, end)), Some(word)) = (&before, &word) {
            let between = text.get(*end..token.start).unwrap_or_default();
            let is_spaced = !between.is_empty() && between.chars().all(char::is_whitespace);
            if is_spaced && (last.chars().count() > 1 || word.chars().count() > 1) {
                pairs.push(Compound {
                    joined: Some(shortened(format!("{last}{word}"))),
                    first: *first,
                    length: index + length - first,
                    is_list: false,
                    is_spaced: true,
                    needs_signs: false,
                });
            }
        }
        let end = found.tokens.get(index + length - 1).unwrap_or(token).end;
        before = word.map(|word| (word, index, end));
        index += length;
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::neighbours;
    use crate::analyse;

    #[test]
    fn neighbours_are_joined_by_spaces_alone() {
        for (text, joined) in [
            ("Full Stack Potter", "fullstack stackpotter"),
            ("Full-Stack Weaver", "fullstackweaver"),
            ("S/4 HANA Expert", "s4hana hanaexpert"),
            ("Back End, Night", "backend"),
            ("C++ Developer", ""),
            ("developer/engineer berlin", "engineerberlin"),
            ("R D", ""),
            ("T SQL", "tsql"),
            ("高级 工程师", ""),
            ("Lead", ""),
            ("", ""),
        ] {
            let found: Vec<String> = neighbours(text, &analyse(text))
                .into_iter()
                .filter_map(|pair| pair.joined)
                .collect();
            assert_eq!(found.join(" "), joined, "{text}");
        }
    }
}
