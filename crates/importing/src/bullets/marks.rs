//! The marks at the beginning of lines.

/// Marks that are bullets wherever they begin a line, also those of the symbol fonts of word processors.
const SYMBOLS: [char; 76] = [
    '•', '‣', '◦', '▪', '▫', '■', '□', '●', '○', '◆', '◇', '➢', '➤', '➔', '→', '►', '▶', '✓', '✔',
    '✅', '☑', '★', '☆', '⁃', '∙', '🔹', '🔸', '👉', '➡', '»', '›', '❖', '✦', '◉', '⦿', '➣', '➜',
    '◾', '◽', '▸', '▹', '✱', '\u{F0B7}', '\u{F0A7}', '\u{F0D8}', '\u{F0FC}', '♦', '♢', '⬥', '⚫',
    '⚪', '🔵', '🟢', '🔴', '❯', '▻', '⇒', '➥', '⮞', '∘', '⋅', '⦁', '❑', '✧', '・', '･', '⯈', '◼',
    '◻', '⬤', '✗', '✘', '※', '🟦', '🟩', '\u{F076}',
];
/// Marks that also occur in sentences.
const DASHES: [char; 10] = ['-', '–', '—', '*', '·', '+', '‐', '‒', '―', '−'];
/// Numbers of short lists.
const ROMAN: [&str; 12] = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii",
];
/// Variation selectors, one of which may follow a symbol.
const VARIATIONS: [char; 2] = ['\u{FE0E}', '\u{FE0F}'];

/// What a mark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// There is none.
    None,
    /// One of [`SYMBOLS`].
    Symbol(char),
    /// One of [`DASHES`], or `o`.
    Dash(char),
    /// `1.` or `1)`.
    Number(u32, char),
    /// `a)`.
    Letter,
}

/// The mark of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub sign: Sign,
    /// White space before it.
    pub indent: usize,
    /// Where its text begins.
    pub end: usize,
    /// True if it needs another bullet in the text to be one.
    weak: bool,
}

/// The marks of all lines.
pub(super) fn of(lines: &[&str]) -> Vec<Option<Mark>> {
    let marks: Vec<_> = lines.iter().map(|line| mark(line)).collect();
    let count = marks.iter().flatten().count();
    let confirmed = |mark: &Mark| count > 1 || !mark.weak;
    marks
        .into_iter()
        .map(|mark| mark.filter(confirmed))
        .collect()
}

/// The white space at the beginning of a line; a tab counts as four.
pub(super) fn indent_of(line: &str) -> usize {
    let blanks = line.chars().take_while(|c| c.is_whitespace());
    blanks.map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// True for a symbol that is a mark wherever it is between blanks.
pub(crate) fn is_symbol(c: char) -> bool {
    SYMBOLS.contains(&c)
}

fn mark(line: &str) -> Option<Mark> {
    let text = line.trim_start();
    let start = line.len() - text.len();
    let (sign, length, weak) = symbol(text)
        .or_else(|| dash(text))
        .or_else(|| arrow(text))
        .or_else(|| letter_o(text))
        .or_else(|| number(text))
        .or_else(|| letter(text))?;
    Some(Mark {
        sign,
        indent: indent_of(line),
        end: start + length,
        weak,
    })
}

fn symbol(text: &str) -> Option<(Sign, usize, bool)> {
    let sign = text.chars().next();
    let sign = sign.filter(|c| is_symbol(*c) || is_picture(*c))?;
    let rest = text.get(sign.len_utf8()..)?;
    let variation = rest.chars().next().filter(|c| VARIATIONS.contains(c));
    let variation = variation.map_or(0, char::len_utf8);
    // A picture is a mark if another line begins with one.
    let weak = !is_symbol(sign);
    let end = sign.len_utf8() + variation;
    let apart = rest.get(variation..)?.starts_with(char::is_whitespace);
    (apart || !weak).then_some((Sign::Symbol(sign), end, weak))
}

fn is_picture(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27BF}' | '\u{1F300}'..='\u{1FAFF}')
}

fn dash(text: &str) -> Option<(Sign, usize, bool)> {
    let sign = text.chars().next().filter(|c| DASHES.contains(c))?;
    let rest = text.get(sign.len_utf8()..)?;
    // A sign may be typed twice: `-- Led the team`.
    let doubled = rest.strip_prefix(sign);
    if doubled.is_some_and(|rest| rest.starts_with([' ', '\t'])) {
        return Some((Sign::Dash(sign), 2 * sign.len_utf8(), true));
    }
    let next = rest.chars().next();
    let apart = next.is_none_or(char::is_whitespace);
    // "-Led the team" is a bullet if another line is one; "*word*" is emphasis.
    let glued = next.is_some_and(char::is_alphabetic) && !rest.contains('*');
    (apart || glued).then_some((Sign::Dash(sign), sign.len_utf8(), !apart))
}

/// `> Led the team`, as mails quote and as arrows are typed: a bullet if another line is one.
fn arrow(text: &str) -> Option<(Sign, usize, bool)> {
    let (sign, length) = ["=>", "->", ">>", ">"]
        .into_iter()
        .find_map(|sign| Some((text.strip_prefix(sign)?, sign.len())))?;
    sign.starts_with([' ', '\t'])
        .then_some((Sign::Letter, length, true))
}

/// The round bullet of word processors, as text.
fn letter_o(text: &str) -> Option<(Sign, usize, bool)> {
    let rest = text.strip_prefix('o')?.strip_prefix([' ', '\t'])?;
    let next = rest.trim_start().chars().next()?;
    let strong = next.is_uppercase() || next.is_numeric();
    Some((Sign::Dash('o'), 1, !strong))
}

fn number(text: &str) -> Option<(Sign, usize, bool)> {
    let (sign, length) = number_at(text)
        .or_else(|| glued_number(text))
        .or_else(|| number_with_dash(text))?;
    Some((sign, length, true))
}

/// `1- Led the team`.
fn number_with_dash(text: &str) -> Option<(Sign, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits)?;
    let apart = rest.strip_prefix(['-', ':'])?.starts_with([' ', '\t']);
    ((1..=2).contains(&digits) && apart)
        .then_some((Sign::Number(number.parse().ok()?, '-'), digits + 1))
}

/// `1.Led the team`.
fn glued_number(text: &str) -> Option<(Sign, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits)?;
    let end = rest.chars().next().filter(|c| matches!(c, '.' | ')'))?;
    let capital = rest.get(1..)?.starts_with(char::is_uppercase);
    ((1..=2).contains(&digits) && capital)
        .then_some((Sign::Number(number.parse().ok()?, end), digits + 1))
}

/// `1.` or `1)` or `(1)`, with a blank after it.
pub(super) fn number_at(text: &str) -> Option<(Sign, usize)> {
    let inner = text.strip_prefix('(').unwrap_or(text);
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = inner.split_at_checked(digits)?;
    let end = rest.chars().next().filter(|c| matches!(c, '.' | ')'))?;
    let bracketed = inner.len() < text.len();
    let blank = rest.get(1..)?.starts_with([' ', '\t']);
    if !(1..=2).contains(&digits) || !blank || (bracketed && end != ')') {
        return None;
    }
    let length = text.len() - rest.len() + 1;
    Some((Sign::Number(number.parse().ok()?, end), length))
}

/// `a)`, or a small Roman number with a dot or a bracket: `ii.`.
fn letter(text: &str) -> Option<(Sign, usize, bool)> {
    let inner = text.strip_prefix('(').unwrap_or(text);
    let letters = inner.bytes().take_while(u8::is_ascii_lowercase).count();
    let (name, rest) = inner.split_at_checked(letters)?;
    let roman = ROMAN.contains(&name);
    let rest = rest
        .strip_prefix(')')
        .or_else(|| rest.strip_prefix('.').filter(|_| roman))?;
    let blank = rest.starts_with([' ', '\t']);
    (blank && (letters == 1 || roman)).then_some((Sign::Letter, text.len() - rest.len(), true))
}
