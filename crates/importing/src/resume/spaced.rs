//! Letters that are set apart: `N U R S E`. Two blanks or more part the words.

/// The fewest such letters.
const LETTERS_MIN: usize = 5;

/// The line with its letters joined, if it has nothing else; one whose words nothing parts stays as it is.
pub(super) fn joined(line: &str) -> String {
    let mut letters = line.split_whitespace().peekable();
    let count = line.split_whitespace().count();
    let is_letter = |word: &str| {
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
    };
    if count < LETTERS_MIN || letters.peek().is_none() || !letters.all(is_letter) {
        return line.to_owned();
    }
    let words = line.trim().split("  ").map(str::trim);
    let words = words.filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(|word| word.replace(' ', "")).collect();
    if words.len() < 2 {
        return line.to_owned();
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn letters_are_joined_where_blanks_part_the_words() {
        assert_eq!(joined("S t a f f   N u r s e"), "Staff Nurse");
        for line in ["S K I L L S", "C  D", "A levels  B C D E", "Staff  Nurse"] {
            assert_eq!(joined(line), line);
        }
    }
}
