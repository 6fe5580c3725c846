//! The tokens of a Rust source file.

/// Identifiers, `::` and single characters; no comments, string literals or lifetimes.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some(c) = rest.chars().next() {
        let next = rest.chars().nth(1).unwrap_or(' ');
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if c == '"' {
            text_length(rest)
        } else if c == 'r' && (next == '"' || next == '#') {
            raw_length(rest)
        } else if c == '\'' {
            quote_length(rest)
        } else if c.is_alphanumeric() || c == '_' {
            let end = rest
                .find(|c: char| !(c.is_alphanumeric() || c == '_'))
                .unwrap_or(rest.len());
            found.push(rest.split_at(end).0.to_owned());
            end
        } else if rest.starts_with("::") {
            found.push("::".to_owned());
            2
        } else {
            if !c.is_whitespace() {
                found.push(c.to_string());
            }
            c.len_utf8()
        };
        rest = rest.split_at(length).1;
    }
    found
}

/// The length of a string literal.
fn text_length(rest: &str) -> usize {
    let mut is_escaped = false;
    for (index, c) in rest.char_indices().skip(1) {
        match c {
            '"' if !is_escaped => return index + 1,
            '\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
    rest.len()
}

/// The length of a raw string literal, or of the character that starts like one.
fn raw_length(rest: &str) -> usize {
    let after = rest.trim_start_matches('r');
    let signs = after.len() - after.trim_start_matches('#').len();
    let Some((before, body)) = rest
        .split_once('"')
        .filter(|(before, _)| before.len() == 1 + signs)
    else {
        return 1;
    };
    let end = format!("\"{}", "#".repeat(signs));
    let length = body.find(&end).map_or(body.len(), |at| at + end.len());
    before.len() + 1 + length
}

/// The length of a character literal; of a lifetime, only its apostrophe.
fn quote_length(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), Some((at, _))) => rest
            .split_at(at + 1)
            .1
            .find('\'')
            .map_or(rest.len(), |end| at + end + 2),
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}
