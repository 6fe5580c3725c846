//! Parses a table of cases.

/// One input, and what it says.
#[derive(Debug, Default)]
pub struct Case {
    /// A few words.
    pub name: String,
    /// Options, such as the encoding of the files.
    pub options: Vec<String>,
    /// Names and contents of files.
    pub files: Vec<(String, String)>,
    /// The lines that are to be shown.
    pub expected: Vec<String>,
}

impl Case {
    /// The files with their bytes.
    pub fn bytes(&self) -> Vec<(&str, Vec<u8>)> {
        self.files
            .iter()
            .map(|(name, text)| (name.as_str(), super::encode(text, &self.options)))
            .collect()
    }
}

/// The cases of a table.
pub fn cases(table: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut expected = false;
    for line in table.split('\n') {
        if let Some(name) = line.strip_prefix("== ") {
            expected = false;
            cases.push(Case {
                name: name.to_owned(),
                ..Case::default()
            });
            continue;
        }
        let Some(case) = cases.last_mut() else {
            continue;
        };
        if line == "=>" {
            expected = true;
        } else if expected {
            if !line.trim().is_empty() {
                case.expected.push(unescaped(line));
            }
        } else if let Some(name) = line.strip_prefix("--- ") {
            case.files.push((unescaped(name), String::new()));
        } else if case.files.is_empty() {
            case.options.extend(
                line.split_whitespace()
                    .map(|word| word.trim_start_matches('@').to_owned()),
            );
        } else if let Some((_, content)) = case.files.last_mut() {
            content.push_str(&unescaped(line));
            content.push('\n');
        }
    }
    cases
}

/// Replaces `\u{202F}` and `\ ` (nothing, for the end of a line).
fn unescaped(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("\\u{") {
        out.push_str(before);
        let (code, after) = after.split_once('}').unwrap();
        out.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        rest = after;
    }
    out.push_str(rest);
    out
}
