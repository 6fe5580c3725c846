//! Signs in words for stages: arrows, ticks, open boxes, crosses and question marks. What a word has besides letters and these signs means nothing.

use unicode_normalization::char::is_combining_mark;

use crate::text;

/// Arrows between an earlier stage and a later one, longer ones first.
const ARROWS: [&str; 17] = [
    "-->", "==>", "->", "=>", ">>", "➔", "➜", "➝", "➞", "➡", "⇒", "⟶", "⮕", "▶", "►", "»", " > ",
];
/// Signs of what was done.
const TICKS: [&str; 17] = [
    "[x]", "[X]", "[ x ]", "[ X ]", "(x)", "(X)", "( x )", "( X )", "[✓]", "[✔]", "(✓)", "(✔)",
    "✅", "☑", "✔", "✓", "🗹",
];
/// Signs of what is still to be done.
const BOXES: [&str; 13] = [
    "[ ]", "[]", "[_]", "( )", "()", "(_)", "☐", "□", "▢", "◻", "◽", "⬜", "🔲",
];
/// Signs of what was not done, or failed.
const CROSSES: [&str; 17] = [
    "[-]", "(-)", "👎", "💔", "💀", "☠", "🙅", "❌", "❎", "✗", "✘", "✖", "☒", "🗷", "🗙", "🚫", "⛔",
];
/// Signs of doubt.
const QUESTION_MARKS: [char; 9] = ['？', '؟', '❓', '❔', '⁇', '⁈', '🤷', '🤔', '🤞'];

/// The arrow that the others are read as.
pub(super) const ARROW: char = '→';
const TICK: char = '☑';
const BOX: char = '☐';
const CROSS: char = '❌';

/// What the sign beside a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// It was done.
    Tick,
    /// It is still to be done.
    Box,
    /// It was not done, or it failed.
    Cross,
}

impl Sign {
    const fn of(c: char) -> Option<Self> {
        match c {
            TICK => Some(Self::Tick),
            BOX => Some(Self::Box),
            CROSS => Some(Self::Cross),
            _ => None,
        }
    }
}

/// The text without the tick before or behind it, if it has one.
pub(super) fn without_tick(text: &str) -> Option<&str> {
    without(text, &TICKS)
}

/// The text without the open box or the cross before or behind it, if it has one.
pub(super) fn without_denial(text: &str) -> Option<&str> {
    without(text, &BOXES).or_else(|| without(text, &CROSSES))
}

fn without<'t>(text: &'t str, signs: &[&str]) -> Option<&'t str> {
    let text = text.trim().trim_end_matches('\u{FE0F}');
    let mut signs = signs.iter();
    let rest =
        signs.find_map(|sign| text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)))?;
    Some(rest.trim_matches(|c: char| c.is_whitespace() || c == '\u{FE0F}'))
}

/// True for a tick that is no letter in a box, alone or before other text.
pub(super) fn is_tick(cell: &str) -> bool {
    cell.starts_with(['✅', '☑', '✔', '✓', '🗹'])
}

/// True for a cross that is no letter, alone or before other text.
pub(super) fn is_cross(cell: &str) -> bool {
    cell.starts_with(['❌', '❎', '✗', '✘', '✖', '🗙'])
}

/// True for pictures without any word or sign that is known: `👻`. Punctuation says nothing.
pub(super) fn is_picture(text: &str) -> bool {
    let is_known = |c: char| c == '?' || is_of_word(c) || Sign::of(c).is_some();
    let is_drawn = |c: char| {
        let is_punctuation = matches!(c, '\u{3000}'..='\u{303F}' | '\u{FE00}'..='\u{FE6F}' | '\u{FF00}'..='\u{FFEF}');
        c >= '\u{2100}' && !is_punctuation
    };
    !text.contains(is_known) && text.contains(is_drawn)
}

/// The text without the number before it: `3b. Interview`, `0) Rejected`.
fn without_number(text: &str) -> &str {
    let behind = |rest: &'_ str| rest.strip_prefix(['.', ')', ':']).map(str::len);
    let line = text.trim_start();
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let letter = rest.strip_prefix(|c: char| c.is_ascii_alphabetic());
    let length = behind(rest).or_else(|| behind(letter?));
    let name = length.and_then(|length| line.get(line.len() - length..));
    name.filter(|name| rest.len() < line.len() && name.starts_with(' '))
        .unwrap_or(text)
}

/// The word on one line, with one sign for all of a kind.
pub(super) fn plain(word: &str) -> String {
    let line = text::line(word);
    let is_plain = |c: char| c.is_ascii() && !matches!(c, '>' | '[' | '(');
    if line.chars().all(is_plain) {
        return line;
    }
    let kinds = [
        (ARROWS.as_slice(), " → "),
        (&TICKS, " ☑ "),
        (&BOXES, " ☐ "),
        (&CROSSES, " ❌ "),
    ];
    let mut plain = line.replace(QUESTION_MARKS, "?");
    for (signs, sign) in kinds {
        for one in signs {
            if plain.contains(one) {
                plain = plain.replace(one, sign);
            }
        }
    }
    plain
}

/// The parts of a plain text between ticks, boxes and crosses, each with the sign before it, or behind it if the text ends with one. None if it
/// is not clear which sign belongs to which part.
pub(super) fn signed(text: &str) -> Option<Vec<(&str, Option<Sign>)>> {
    let text = text.trim_matches(|c: char| !is_of_word(c) && Sign::of(c).is_none() && c != '?');
    let is_behind = !text.starts_with(|c| Sign::of(c).is_some());
    let is_last = text.ends_with(|c| Sign::of(c).is_some());
    let signs: Vec<Sign> = text.chars().filter_map(Sign::of).collect();
    let parts: Vec<&str> = text.split(|c| Sign::of(c).is_some()).collect();
    match (is_behind, is_last) {
        _ if signs.is_empty() => Some(vec![(text, None)]),
        (true, false) if signs.iter().any(|sign| *sign != Sign::Tick) => None,
        (true, false) => Some(parts.into_iter().map(|part| (part.trim(), None)).collect()),
        (true, true) => Some(pairs(parts, &signs)),
        (false, _) => Some(pairs(parts.into_iter().skip(1), &signs)),
    }
}

fn pairs<'t>(
    parts: impl IntoIterator<Item = &'t str>,
    signs: &[Sign],
) -> Vec<(&'t str, Option<Sign>)> {
    let pairs = parts.into_iter().zip(signs);
    pairs
        .map(|(part, sign)| (part.trim(), Some(*sign)))
        .collect()
}

/// A word without pictures, signs and numbers, in lower case: `🟢 2. Interview #2` is `interview`. Question marks, boxes, crosses, and arrows
/// between words stay, as they change what the words mean.
pub(super) fn fold(word: &str) -> String {
    let lower = text::unaccented(&plain(without_number(word)));
    let mut spaced = String::with_capacity(lower.len());
    for c in lower.chars() {
        match c {
            ARROW | BOX | CROSS | '?' => spaced.extend([' ', c, ' ']),
            c if is_of_word(c) => spaced.push(c),
            _ => spaced.push(' '),
        }
    }
    let mut named: Vec<&str> = Vec::new();
    for part in spaced.split_whitespace() {
        // A zero says that there is nothing.
        let is_number = part != "0" && part.bytes().all(|byte| byte.is_ascii_digit());
        let repeats = !part.contains(is_of_word) && named.last() == Some(&part);
        let is_first_arrow = part == "→" && named.is_empty();
        if !is_number && !repeats && !is_first_arrow {
            named.push(part);
        }
    }
    while named.last() == Some(&"→") {
        named.pop();
    }
    if named.iter().any(|part| part.contains(is_of_word)) {
        named.join(" ")
    } else {
        // A picture, a sign or a number alone is a word of its own.
        lower.trim().to_owned()
    }
}

/// Letters, digits, and the marks that are parts of letters in some scripts, without those of pictures.
pub(super) fn is_of_word(c: char) -> bool {
    let is_of_picture = matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{20D0}'..='\u{20FF}');
    !is_of_picture && (c.is_alphanumeric() || is_combining_mark(c))
}
