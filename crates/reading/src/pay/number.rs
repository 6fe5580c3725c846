//! Numbers as they are written in the world: "1,234.56", "1.234,56", "1 234,56", "1'234.50", "12,34,567", full-width and other digits.

/// A number without a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// All its digits.
    pub mantissa: i64,
    /// How many of them are decimals.
    pub decimals: u32,
    /// The digits of its first group.
    pub lead: usize,
    /// How its digits are grouped.
    pub groups: Groups,
}

/// How the digits of a number are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Groups {
    /// Not at all.
    None,
    /// By one point in front of three digits, which may be decimals for some: "1.234".
    Point,
    /// By one comma in front of three digits.
    Comma,
    /// In a way that leaves no doubt.
    Sure,
}

/// Maximum number of digits.
const DIGITS_MAX: usize = 15;

/// The text with digits, signs and spaces as in ASCII. A wide tilde becomes `〜`.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{FF5E}' | '\u{301C}' => plain.push('〜'),
            '\u{FF01}'..='\u{FF5D}' => {
                plain.extend(u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32));
            }
            '\u{FFE5}' => plain.push('¥'),
            '\u{FFE1}' => plain.push('£'),
            '\u{FFE6}' => plain.push('₩'),
            '\u{FFE0}' => plain.push('¢'),
            '\u{066B}' => plain.push('.'),
            '\u{066C}' => plain.push(','),
            '\u{2212}' | '\u{2010}' | '\u{2011}' | '\u{FE63}' => plain.push('-'),
            '\u{2012}' | '\u{2015}' => plain.push('–'),
            // The mark of a footnote.
            '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '*' => {}
            '\t' => plain.push(' '),
            c => match digit(c) {
                Some(digit) => plain.push(digit),
                None => plain.push(c),
            },
        }
    }
    plain
}

/// The ASCII digit of another script's digit.
fn digit(c: char) -> Option<char> {
    const ZEROS: &[u32] = &[0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50];
    let code = u32::from(c);
    ZEROS
        .iter()
        .filter_map(|zero| code.checked_sub(*zero))
        .find(|value| *value < 10)
        .and_then(|value| char::from_digit(value, 10))
}

/// The length of the number that a text begins with, in bytes.
pub(super) fn length(text: &str) -> usize {
    let (mut end, mut group, mut spaced, mut other) = (0, 0_usize, false, false);
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        if c.is_ascii_digit() {
            group += 1;
            end = at + 1;
            continue;
        }
        let after = chars.as_str();
        let digits = after.chars().take_while(char::is_ascii_digit).count();
        let joins = match c {
            '.' | ',' => digits > 0,
            '\'' | '’' | '‘' | '`' | '´' => digits == 3,
            c if is_space(c) => {
                let behind = after.get(3..).unwrap_or_default();
                let grouped = digits == 3 && (spaced || group <= 3) && !other;
                // "10 120.000" is two numbers.
                grouped && !starts_with_group(behind)
            }
            _ => false,
        };
        if !joins {
            break;
        }
        spaced |= is_space(c);
        other |= !is_space(c);
        group = 0;
    }
    end
}

/// True for a point or comma and exactly three digits.
fn starts_with_group(text: &str) -> bool {
    text.strip_prefix(['.', ','])
        .is_some_and(|rest| rest.chars().take_while(char::is_ascii_digit).count() == 3)
}

fn is_space(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{A0}' | '\u{2007}' | '\u{2009}' | '\u{202F}' | '\u{2002}'
            ..='\u{2006}' | '\u{2008}' | '\u{200A}'
    )
}

/// Reads the digits and separators of a number; none if they make no certain one ("1.2.3", "01.02.2025").
pub(super) fn parse(text: &str) -> Option<Number> {
    let groups: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).collect();
    let separators: Vec<char> = text
        .chars()
        .filter(|c| !c.is_ascii_digit())
        .map(|c| match c {
            '.' | ',' => c,
            c if is_space(c) => ' ',
            _ => '\'',
        })
        .collect();
    let digits: usize = groups.iter().map(|group| group.len()).sum();
    if digits > DIGITS_MAX || groups.iter().any(|group| group.is_empty()) {
        return None;
    }
    let (lead, last) = (groups.first()?.len(), groups.last()?.len());
    let zero = groups.first()?.starts_with('0');
    if zero && lead > 1 {
        return None;
    }
    let (decimals, kind) = match separators.as_slice() {
        [] => (0, Groups::None),
        ['.' | ','] if last <= 2 || zero => (last, Groups::None),
        ['.'] if last == 3 && lead <= 3 => (0, Groups::Point),
        [','] if last == 3 && lead <= 3 => (0, Groups::Comma),
        [whole @ .., decimal @ ('.' | ',')] if last <= 2 && !whole.contains(decimal) && !zero => {
            let (_, groups) = groups.split_last()?;
            are_groups(groups, whole).then_some((last, Groups::Sure))?
        }
        all => (are_groups(&groups, all) && !zero).then_some((0, Groups::Sure))?,
    };
    Some(Number {
        mantissa: groups.concat().parse().ok()?,
        decimals: u32::try_from(decimals).ok()?,
        lead,
        groups: kind,
    })
}

/// True for groups of three digits with the same separator, and for those of India: "12,34,567".
fn are_groups(groups: &[&str], separators: &[char]) -> bool {
    let same = separators
        .windows(2)
        .all(|two| matches!(two, [a, b] if a == b));
    let Some((first, rest)) = groups.split_first() else {
        return false;
    };
    let Some((last, middle)) = rest.split_last() else {
        return !first.is_empty();
    };
    let of = |length: usize| middle.iter().all(|group| group.len() == length);
    let threes = (1..=3).contains(&first.len()) && of(3);
    let indian = first.len() <= 2 && of(2) && separators.first() == Some(&',');
    same && last.len() == 3 && (threes || indian)
}
