//! Lists that are written on one line: `C++, C#, AI (ML, NLP) & more`.

/// Ends of a list that name nothing.
const MORE: [&str; 12] = [
    "& more",
    "and more",
    "and others",
    "etc.",
    "etc",
    "…",
    "...",
    "u. a.",
    "u.a.",
    "usw.",
    "y más",
    "et plus",
];

/// The parts of a list between commas, semicolons, bullets, bars and line breaks, except inside brackets and quotation marks.
#[must_use]
pub fn split(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_usize;
    let mut quoted = false;
    // A bracket or quotation mark that never closes encloses nothing.
    let brackets = balanced(text);
    let closed = text.matches('"').count().is_multiple_of(2);
    for c in text.chars() {
        match c {
            '(' | '[' if brackets => depth += 1,
            ')' | ']' if brackets => depth = depth.saturating_sub(1),
            '"' if closed => quoted = !quoted,
            _ => {}
        }
        let separates = matches!(
            c,
            ',' | ';' | '•' | '·' | '|' | '▪' | '●' | '\n' | '\t' | '、' | '，' | '；'
        );
        if separates && depth == 0 && !quoted {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    if let Some(last) = parts.last_mut() {
        let end = last.trim_end();
        let lower = end.to_lowercase();
        if let Some(more) = MORE.iter().find(|more| {
            lower == **more
                || lower.ends_with(&format!(" {more}"))
                || (more.starts_with(['…', '.']) && lower.ends_with(*more))
        }) {
            let kept = end.chars().count().saturating_sub(more.chars().count());
            *last = end.chars().take(kept).collect();
        }
    }
    parts
        .iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

fn balanced(text: &str) -> bool {
    let mut depth = 0_i64;
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_list_is_split_outside_of_brackets() {
        let table: [(&str, &[&str]); 7] = [
            (
                "C++, C#, CI/CD, AI (ML, NLP) & more",
                &["C++", "C#", "CI/CD", "AI (ML, NLP)"],
            ),
            (
                "Knots • Splicing | Ropes; etc.",
                &["Knots", "Splicing", "Ropes"],
            ),
            ("\"Word, Excel\", R", &["\"Word, Excel\"", "R"]),
            ("a (b, c", &["a (b", "c"]),
            ("R&D, Food & more food", &["R&D", "Food & more food"]),
            (" ,, ", &[]),
            ("Node.js, .NET…", &["Node.js", ".NET"]),
        ];
        for (text, parts) in table {
            assert_eq!(split(text), parts, "{text}");
        }
    }
}
