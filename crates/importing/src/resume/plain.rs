//! Plain text: wrapped lines, bullets and columns made with spaces.

use super::{
    line::{Document, Kind, Line, join},
    spaced, span,
    study::names_study,
    topics::topic,
};
use crate::{bullets, text::is_listed};

/// The fewest headings that show that headings are underlined.
const UNDERLINED_MIN: usize = 2;
/// The most words of one.
const HEADING_WORDS_MAX: usize = 6;

/// The most words of a running line before its number, and the most pages that it counts.
const RUNNING_WORDS_MAX: usize = 6;
const PAGES_MAX: u16 = 50;

/// Spaces that part columns.
const COLUMN_SPACES: &str = "   ";

/// Reads text.
pub fn read(text: &str) -> Document {
    let mut document = Document::default();
    let mut gap = false;
    let mut underlined: Vec<usize> = Vec::new();
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = unflattened(&text).unwrap_or(text);
    for raw in text.split(['\n', '\u{c}', '\u{b}']) {
        let raw = spaced::joined(&raw.replace('\t', "    "));
        let trimmed = raw.trim();
        if is_rule(trimmed) {
            // A heading is underlined, or a rule sets off what follows.
            underlined.extend(document.lines.len().checked_sub(1).filter(|_| !gap));
            gap = true;
            continue;
        }
        if is_page_number(trimmed) {
            continue;
        }
        let indent = raw.chars().take_while(|c| c.is_whitespace()).count();
        if let Some(bullet) = bullet(trimmed) {
            let mut line = Line::text(bullet);
            line.kind = Kind::Bullet(u8::from(indent > 3));
            document.push(line, &mut gap);
            continue;
        }
        let goes_on = indent > 0 || trimmed.starts_with(char::is_lowercase);
        let goes_on = goes_on && !span::begins(trimmed);
        let wraps = !gap && goes_on && !trimmed.is_empty() && !trimmed.contains(COLUMN_SPACES);
        match document.lines.last_mut() {
            Some(last) if wraps && last.is_bullet() => join(&mut last.text, trimmed),
            _ => {
                let line = if trimmed.contains("  ") && span::find_day_first(trimmed).is_some() {
                    Line::row(trimmed.split("  ").map(str::to_owned).collect())
                } else if trimmed.contains(COLUMN_SPACES) {
                    Line::row(trimmed.split(COLUMN_SPACES).map(str::to_owned).collect())
                } else {
                    Line::text(trimmed)
                };
                document.push(line, &mut gap);
            }
        }
    }
    mark_underlined(&mut document.lines, &underlined);
    document
}

/// The columns of a page below each other, where a row has a heading of each: `Skills      Experience`. Lines before it stay where they are.
fn unflattened(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let (from, at) = lines.iter().enumerate().find_map(|(row, line)| {
        let (left, right) = line.trim_end().split_once(COLUMN_SPACES)?;
        let names = [left.trim(), right.trim()];
        let are_headings = names
            .iter()
            .all(|name| !name.is_empty() && topic(name).is_some());
        let right_at = line.trim_end().chars().count() - right.trim().chars().count();
        are_headings.then_some((row, right_at))
    })?;
    let (above, below) = lines.split_at_checked(from)?;
    let mut columns = (Vec::new(), Vec::new());
    for line in below {
        let left: String = line.chars().take(at).collect();
        let right: String = line.chars().skip(at).collect();
        let is_parted = right.is_empty() || left.ends_with("  ") || left.trim().is_empty();
        // A line over both columns ends the rows of the table.
        if !is_parted {
            return None;
        }
        columns.0.push(left.trim_end().to_owned());
        columns.1.push(right.trim_end().to_owned());
    }
    let above = above.iter().map(|line| (*line).to_owned());
    let all: Vec<String> = above.chain(columns.0).chain(columns.1).collect();
    Some(all.join("\n"))
}

/// Makes lines headings that are underlined, if so are several headings that are known.
fn mark_underlined(lines: &mut [Line], underlined: &[usize]) {
    let of = |at: &&usize| {
        lines
            .get(**at)
            .is_some_and(|line| topic(&line.text).is_some())
    };
    if underlined.iter().filter(of).count() < UNDERLINED_MIN {
        return;
    }
    for at in underlined {
        let line = lines.get_mut(*at);
        let short = |line: &&mut Line| line.text.split_whitespace().count() <= HEADING_WORDS_MAX;
        if let Some(line) = line.filter(short)
            && line.kind == Kind::Text
            && line.cells.is_empty()
            && (line.gap || *at == 0)
        {
            line.kind = Kind::Heading(1);
        }
    }
}

/// The text of a bullet.
pub fn bullet(line: &str) -> Option<String> {
    let mut chars = line.chars();
    let mark = chars.next()?;
    let numbered = line.split_once(['.', ')']).filter(|(number, rest)| {
        number.len() <= 2
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && !number.is_empty()
            && rest.starts_with(' ')
            && !is_rank(rest)
    });
    if let Some((_, rest)) = numbered {
        return Some(rest.trim().to_owned()).filter(|rest| !rest.is_empty());
    }
    let spaced = chars.as_str().starts_with(char::is_whitespace);
    let symbol = bullets::is_symbol(mark);
    if symbol || (spaced && "-–—*·+o>›»".contains(mark)) {
        let rest = chars.as_str().trim();
        return (!rest.is_empty()).then(|| {
            let parts = bullets::split(&format!("• {rest}"));
            match parts.as_slice() {
                [only] => only.clone(),
                _ => rest.to_owned(),
            }
        });
    }
    None
}

/// True for what makes a number before it that of a rank: `2. Platz`.
fn is_rank(rest: &str) -> bool {
    const RANKED: &str = "platz rang preis sieger place prize premio posto lugar puesto miejsce plats pris prijs plaats";
    let word = rest.trim().split([' ', ',']).next().unwrap_or_default();
    is_listed(RANKED, &word.to_lowercase())
}

fn is_rule(line: &str) -> bool {
    line.chars().count() >= 3 && line.chars().all(|c| "-=_*~–—".contains(c))
}

/// `Page 2 of 3`, `2/3`, `Seite 2`.
pub fn is_page_number(line: &str) -> bool {
    let lower = line.to_lowercase();
    // A running line may have the name of the person before it; "Excel – 4/5" is a skill.
    let parted = lower.rsplit_once(['·', '|', '•', '–', '—']);
    let (before, lower) = parted.unwrap_or(("", &lower));
    let lower = lower.trim();
    // "Painter, Brush Ltd, 10/05–12/07" ends with dates.
    let is_words = before.trim().contains(' ') && !before.contains(|c: char| c.is_ascii_digit());
    let rest = [
        "page",
        "seite",
        "página",
        "pagina",
        "p.",
        "strona",
        "sida",
        "side",
        "strana",
        "sivu",
        "oldal",
        "pag.",
        "pág.",
        "стр.",
        "страница",
        "sayfa",
        "str.",
        "s.",
    ]
    .iter()
    .find_map(|word| lower.strip_prefix(word));
    let numbers = rest.unwrap_or(lower);
    let parts: Vec<&str> = numbers
        .split(|c: char| c.is_whitespace() || c == '/')
        .filter(|part| {
            !part.is_empty()
                && ![
                    "of", "von", "sur", "de", "di", "van", "z", "ze", "av", "af", "out", "из", "à",
                    "/",
                ]
                .contains(part)
        })
        .collect();
    let is_pair = numbers.contains('/') && parts.len() == 2;
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<u16>().ok());
    let is_count = number(0).zip(number(1));
    let is_pair = is_pair && is_count.is_some_and(|(page, all)| page <= all && all <= PAGES_MAX);
    // Nor is a mark behind a degree: "Laurea – Politecnico – 105/110".
    let is_running = || {
        let is_short = before.split_whitespace().count() <= RUNNING_WORDS_MAX;
        is_words
            && is_short
            && !names_study(before)
            && reading::skill::find(before.trim()).is_none()
    };
    let counted = rest.is_some() || is_pair && (before.is_empty() || is_running());
    counted
        && !parts.is_empty()
        && parts.len() <= 2
        && parts
            .iter()
            .all(|part| part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit()))
        && !(is_pair && parts.iter().any(|part| part.starts_with('0')))
}
