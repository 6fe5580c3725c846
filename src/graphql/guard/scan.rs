//! One pass over the bytes of a document: number of tokens, length of the longest name or number, and nesting of brackets (GraphQL
//! specification, section 2.1).

/// The result of a pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Scanned {
    pub tokens: usize,
    pub nesting: usize,
    /// Bytes of the longest name or number.
    pub longest: usize,
}

/// Scans without checking the syntax: an unfinished string extends to the end of the text, where the parser reports it.
pub(super) fn scan(text: &str) -> Scanned {
    let mut found = Scanned::default();
    let mut depth = 0_usize;
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        found.tokens += usize::from(!byte.is_ascii_whitespace() && byte != b',' && byte != b'#');
        rest = match byte {
            b'{' | b'[' | b'(' => {
                depth += 1;
                found.nesting = found.nesting.max(depth);
                after
            }
            b'}' | b']' | b')' => {
                depth = depth.saturating_sub(1);
                after
            }
            b'#' => skip_while(after, |b| !matches!(b, b'\n' | b'\r')),
            b'"' => after
                .strip_prefix(b"\"\"")
                .map_or_else(|| after_string(after), after_block_string),
            _ if in_word(byte) => {
                let past = skip_while(after, in_word);
                found.longest = found.longest.max(rest.len().saturating_sub(past.len()));
                past
            }
            _ => after,
        };
    }
    found
}

/// True for bytes of a name or a number; non-ASCII bytes are a syntax error that the parser reports, and count as part of a word.
const fn in_word(byte: u8) -> bool {
    byte == b'_'
        || byte == b'-'
        || byte == b'+'
        || byte == b'.'
        || byte.is_ascii_alphanumeric()
        || byte >= 0x80
}

fn skip_while(bytes: &[u8], keep: impl Fn(u8) -> bool) -> &[u8] {
    let end = bytes
        .iter()
        .position(|byte| !keep(*byte))
        .unwrap_or(bytes.len());
    bytes.get(end..).unwrap_or_default()
}

/// The rest after the closing quote. A line end closes the string, too: it is a syntax error there, and later brackets count.
fn after_string(mut rest: &[u8]) -> &[u8] {
    while let Some((&byte, after)) = rest.split_first() {
        rest = match byte {
            b'"' | b'\n' | b'\r' => return after,
            b'\\' => after.split_first().map_or(after, |(_, after)| after),
            _ => after,
        };
    }
    rest
}

/// The rest after the closing three quotes; `\"""` is the only escape.
fn after_block_string(mut rest: &[u8]) -> &[u8] {
    while let Some((_, after)) = rest.split_first() {
        if let Some(closed) = rest.strip_prefix(b"\"\"\"") {
            return closed;
        }
        rest = rest.strip_prefix(b"\\\"\"\"").unwrap_or(after);
    }
    rest
}
