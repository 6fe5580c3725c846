//! Roles within one company, where the company has a line and a period of its own.

use super::{
    breaks,
    entries::Entry,
    words::{parts, title_score},
};

/// The entries without those that are only the company of the roles below, which have it as their group.
pub fn of(entries: Vec<Entry>) -> Vec<Entry> {
    let mut grouped: Vec<Entry> = Vec::new();
    let mut company: Option<Entry> = None;
    let mut rest = entries.into_iter().peekable();
    while let Some(mut entry) = rest.next() {
        if let Some(over) = &company
            && is_role_of(&entry, over)
        {
            let (name, place) = name_and_place(over);
            entry.group = Some(name);
            entry.group_place = place;
            entry.quote = format!("{}\n{}", over.quote, entry.quote);
            grouped.push(entry);
            continue;
        }
        company = None;
        if rest.peek().is_some_and(|next| is_company(&entry, next)) {
            company = Some(entry);
        } else {
            grouped.push(entry);
        }
    }
    grouped
}

/// True if an entry has no text, and a role below it that is no longer than it.
fn is_company(entry: &Entry, next: &Entry) -> bool {
    let [head] = entry.head.as_slice() else {
        return false;
    };
    let (names, titled) = parts(&head.text, &head.cells);
    let like = names.first().map_or(0, |name| title_score(name));
    entry.body.is_empty()
        && !breaks::is_head(&entry.head)
        && !breaks::is_head(&next.head)
        && entry.group.is_none()
        && !titled
        && names.len() <= 2
        && names.iter().all(|name| title_score(name) <= like.max(0))
        && is_role_of(next, entry)
        && next
            .head
            .first()
            .is_some_and(|role| title_score(&role.text) >= like)
}

/// True if an entry has one name only, and lies in the period of the company.
fn is_role_of(entry: &Entry, company: &Entry) -> bool {
    let [head] = entry.head.as_slice() else {
        return false;
    };
    let (Some(start), Some(first)) = (entry.start, company.start) else {
        return false;
    };
    let ends = match (entry.end, company.end) {
        (Some(end), Some(last)) => !end.is_after(&last),
        (None, Some(_)) => false,
        (_, None) => company.current,
    };
    entry.group.is_none()
        && parts(&head.text, &head.cells).0.len() == 1
        && !first.is_after(&start)
        && ends
}

fn name_and_place(company: &Entry) -> (String, Option<String>) {
    let Some(head) = company.head.first() else {
        return (String::new(), None);
    };
    let mut names = parts(&head.text, &head.cells).0.into_iter();
    (names.next().unwrap_or_default(), names.next())
}
