//! Jobs whose title and company a word joins: `Store Manager presso Oak S.p.A. – Orio al Serio (BG)`.

use super::{Line, dated, is_name, only_dates, titled};
use crate::resume::{
    line::Kind,
    site::is_place,
    span,
    words::{is_sentence, title_score},
};

/// The words between a title and a company.
const JOINERS: [&str; 2] = [" presso la ", " presso "];
/// The most bytes of such a line.
const BYTES_MAX: usize = 160;

/// The lines, with such jobs that have a town in the form of a table's row.
pub(super) fn jobs(lines: &[Line]) -> Vec<Line> {
    let mut read: Vec<Line> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let below = lines
            .get(at)
            .filter(|next| !next.gap && only_dates(next).is_some());
        let own = span::find(&line.text, line.order);
        let has_own = own.is_some();
        let text = own.as_ref().map_or(line.text.as_str(), |span| &span.rest);
        let Some([title, company, town]) = names(line, text) else {
            read.push(line.clone());
            continue;
        };
        let row = titled([title, company, town], line);
        let is_above =
            own.is_none() && !line.gap && read.last().is_some_and(|it| only_dates(it).is_some());
        let days = match own {
            Some(_) => line.text.replace(text, ""),
            None if is_above => read.pop().map(|it| it.text).unwrap_or_default(),
            None => below.map(|it| it.text.clone()).unwrap_or_default(),
        };
        let days = days.trim_matches([' ', ',', ':', '–', '-', '—', '|', '(', ')']);
        let days = dated(days, line);
        if only_dates(&days).is_none() {
            if is_above {
                read.push(days);
            }
            read.push(line.clone());
            continue;
        }
        at += usize::from(!is_above && !has_own);
        read.push(row);
        read.push(days);
    }
    read
}

/// Title, company and town.
fn names<'a>(line: &Line, text: &'a str) -> Option<[&'a str; 3]> {
    let is_free = line.kind != Kind::Label && !line.is_bullet() && line.text.len() < BYTES_MAX;
    let found = JOINERS.iter().find_map(|joiner| text.split_once(joiner));
    let (title, rest) = found.filter(|_| is_free)?;
    let signs = [" – ", " — ", " - ", ", "];
    let (company, town) = signs.iter().find_map(|sign| rest.rsplit_once(sign))?;
    let (name, province) = town.split_once(" (").unwrap_or((town, ""));
    let is_province = province.len() == 3 && province.starts_with(|c: char| c.is_ascii_uppercase());
    let is_town = (is_province || is_place(name)) && is_name(&Line::text(town));
    let is_job = title_score(title) > 0 && !is_sentence(title) && !company.contains(", ");
    (is_town && is_job).then_some([title, company, town])
}
