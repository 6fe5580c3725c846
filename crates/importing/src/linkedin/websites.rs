//! The cell of web pages: `[PERSONAL:https://kiln.example,PORTFOLIO:kiln.example/work]`.

use crate::{
    address,
    record::Link,
    report::{FindingKind, Notes},
    text,
};

/// Labels that LinkedIn writes.
const LABELS: [&str; 6] = ["PERSONAL", "COMPANY", "BLOG", "RSS", "PORTFOLIO", "OTHER"];
/// Maximum number of pages of a profile.
const LINKS_MAX: usize = 20;

/// The web pages of a cell. What is no address becomes a finding.
pub(super) fn read(cell: &str, notes: &mut Notes<'_>) -> Vec<Link> {
    let cell = text::fit(
        text::line(cell),
        text::BLOCK_CHARS_MAX,
        "The list of websites",
        notes,
    );
    let mut links: Vec<Link> = Vec::new();
    for entry in entries(&cell) {
        let (label, page) = labelled(entry);
        if page.is_empty() && label.is_empty() {
            continue;
        }
        let Some(url) = address::web(page) else {
            let message = format!(
                "The website \"{}\" is no address of a web page and was left out.",
                text::quote(entry)
            );
            notes.add(FindingKind::Unreadable, message);
            continue;
        };
        if links.iter().any(|link| link.url == url) {
            notes.add(
                FindingKind::Duplicate,
                format!(
                    "The website \"{}\" is there twice, and was counted once.",
                    text::quote(page)
                ),
            );
        } else if links.len() >= LINKS_MAX {
            notes.add(
                FindingKind::Cut,
                format!("There are more than {LINKS_MAX} websites; the first ones were read."),
            );
            break;
        } else {
            let label = text::fit_name(&capitalized(label), "The label of a website", notes);
            links.push(Link {
                label,
                url,
                ..Link::default()
            });
        }
    }
    links
}

/// Splits where a comma or bracket begins a new entry; addresses may hold commas.
fn entries(cell: &str) -> Vec<&str> {
    let mut entries = Vec::new();
    let mut start = 0;
    for (at, separator) in cell.match_indices([',', ';', ' ']) {
        let rest = cell.get(at + 1..).unwrap_or_default();
        let bracketed = separator != " " && rest.trim_start().starts_with('[');
        let rest = rest.trim_start_matches([' ', '[']);
        // A label of the person's own may have blanks.
        let begins = if separator == " " {
            is_page(rest)
                && !cell
                    .get(start..at)
                    .is_some_and(|entry| entry.ends_with(':'))
        } else {
            bracketed || begins_entry(rest)
        };
        if begins {
            entries.push(cell.get(start..at).unwrap_or_default());
            start = at + 1;
        }
    }
    entries.push(cell.get(start..).unwrap_or_default());
    entries
        .into_iter()
        .map(|entry| entry.trim_matches([' ', '[', ']']))
        .collect()
}

fn begins_entry(text: &str) -> bool {
    let (label, page) = labelled(text);
    LABELS.contains(&label) || is_page(text) || (!label.is_empty() && is_page(page))
}

fn is_page(text: &str) -> bool {
    let start = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    start.starts_with("http://") || start.starts_with("https://") || start.starts_with("www.")
}

/// The label and the address of an entry; one without a label is an address.
fn labelled(entry: &str) -> (&str, &str) {
    match entry.split_once(':') {
        _ if is_page(entry) => ("", entry),
        Some((label, page)) if !label.contains(['.', '/', ',']) => (label.trim(), page.trim()),
        _ => ("", entry),
    }
}

/// `PERSONAL` as `Personal`; other labels as written.
fn capitalized(label: &str) -> String {
    if !LABELS.contains(&label) {
        return label.to_owned();
    }
    let mut chars = label.chars();
    chars
        .next()
        .into_iter()
        .chain(chars.flat_map(char::to_lowercase))
        .collect()
}
