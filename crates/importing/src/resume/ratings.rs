//! Levels that are drawn: `★★★☆☆`, `●●●○○`, `▰▰▱`.

/// The fewest signs of a level; fewer may be bullets.
const SIGNS_MIN: usize = 3;
/// Signs of which two are a level, too: they are no bullets where they stand together.
const STARS: &str = "★☆⭐";
/// Such signs, full and empty.
const SIGNS: &str = "★☆⭐✩✪✭✮✯●○◉◯⬤⚫⚪◐◑■□▪▫◼◻▮▯▰▱█▓▒░";

/// True for signs that are a level, and nothing else.
pub fn is_rating(text: &str) -> bool {
    let signs = || text.chars().filter(|c| !c.is_whitespace());
    let are_stars = || signs().all(|c| STARS.contains(c)) && !text.trim().contains(' ');
    let count = signs().count();
    (count >= SIGNS_MIN || count + 1 == SIGNS_MIN && are_stars()) && signs().all(is_sign)
}

/// The text with each such level in brackets, so that its signs are no bullets of a list: `Go (●●○), Rust (●●●)`.
pub fn bracketed(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_sign) {
        let (before, behind) = rest.split_at(at);
        let goes_on = |c: char| is_sign(c) || c == ' ';
        let end = behind.find(|c| !goes_on(c)).unwrap_or(behind.len());
        let (run, after) = behind.split_at(end);
        whole.push_str(before);
        let is_inside = before.trim_end().ends_with('(') && after.starts_with(')');
        if is_rating(run) && !is_inside {
            let space = if whole.is_empty() || whole.ends_with(' ') {
                ""
            } else {
                " "
            };
            whole.extend([space, "(", run.trim(), ")"]);
            whole.push_str(run.get(run.trim_end().len()..).unwrap_or_default());
        } else {
            whole.push_str(run);
        }
        rest = after;
    }
    whole.push_str(rest);
    whole
}

fn is_sign(c: char) -> bool {
    SIGNS.contains(c)
}

#[cfg(test)]
mod tests {
    use super::{bracketed, is_rating};

    #[test]
    fn levels_are_set_in_brackets() {
        for (text, expected) in [
            ("Go ●●○, Rust ●●●", "Go (●●○), Rust (●●●)"),
            ("English: ★★★☆☆", "English: (★★★☆☆)"),
            ("Go ★★", "Go (★★)"),
            ("★ Go ★ Rust", "★ Go ★ Rust"),
            ("Go★ ★ ☆", "Go (★ ★ ☆)"),
            ("Go (●●○)", "Go (●●○)"),
            ("● Go ● Rust", "● Go ● Rust"),
            ("", ""),
        ] {
            assert_eq!(bracketed(text), expected, "{text}");
        }
        assert!(is_rating("●●●○") && !is_rating("●●") && !is_rating("●●● good"));
    }
}
