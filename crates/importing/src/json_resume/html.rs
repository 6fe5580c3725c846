//! Text of programs that write HTML into a JSON Resume.

/// Elements that end a line.
const BLOCKS: [&str; 14] = [
    "p",
    "div",
    "br",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "blockquote",
];
/// Elements within a line.
const INLINE: [&str; 12] = [
    "b", "strong", "i", "em", "u", "s", "span", "a", "font", "code", "small", "sup",
];

/// The text without its elements; items of lists become bullets. What is no known element stays, such as `<40 guests`.
pub fn text(html: &str) -> String {
    if !html.contains('<') || !html.contains('>') {
        return html.to_owned();
    }
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let Some((name, closes, behind)) = element(after) else {
            out.push('<');
            rest = after;
            continue;
        };
        let block = BLOCKS.contains(&name.as_str());
        if block && !out.is_empty() && !out.ends_with(['\n', '•', ' ']) {
            out.push('\n');
        }
        if name == "li" && !closes {
            out.push_str("• ");
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// The name of a known element, whether it closes, and what is behind it.
fn element(text: &str) -> Option<(String, bool, &str)> {
    let (inner, behind) = text.split_once('>')?;
    let closes = inner.starts_with('/');
    let name: String = inner
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    let end = inner.trim_start_matches('/').get(name.len()..)?;
    let parted = end.is_empty() || end.starts_with([' ', '/', '\n', '\t']);
    let known = BLOCKS.contains(&name.as_str()) || INLINE.contains(&name.as_str());
    (parted && known).then_some((name, closes, behind))
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn only_known_elements_are_left_out() {
        let table = [
            ("<p>Ran <b>it</b></p><p>Sang</p>", "Ran it\nSang\n"),
            ("<ul><li>One</li><li>Two</li></ul>", "• One\n• Two\n"),
            ("a<br/>b", "a\nb"),
            (
                "for <40 guests> and a < b > c",
                "for <40 guests> and a < b > c",
            ),
            ("Vec<u8> and <T>", "Vec<u8> and <T>"),
            ("<a href=\"https://oak.example\">page</a>", "page"),
        ];
        for (html, expected) in table {
            assert_eq!(text(html), expected, "{html}");
        }
    }
}
