//! Other people. A person is recognised by the address of their profile; without one, by all that the row says.

use super::{
    Outcome,
    gather::{Gather, Row},
    pages,
};
use crate::{
    record::{Connection, Imported},
    report::FindingKind,
    text,
};

/// Maximum length of an address of e-mail.
const EMAIL_CHARS_MAX: usize = 254;

pub(super) fn connection(gather: &mut Gather, row: &Row<'_>) -> Outcome {
    let imported = &mut gather.imported;
    let connection = Connection {
        first_name: row.name("first_name", "The first name", imported),
        last_name: row.name("last_name", "The last name", imported),
        profile_url: profile_url(row, imported),
        email: email(row, imported),
        company: row.line("company", "The company", imported),
        position: row.line("position", "The position", imported),
        connected_on: row.date("connected", "Connected On", imported),
        source: row.source(),
    };
    if connection.first_name.is_empty() && connection.last_name.is_empty() {
        row.incomplete(imported, &["First Name", "Last Name"]);
        return Outcome::Finding;
    }
    let Some(url) = &connection.profile_url else {
        let all = [
            "first_name",
            "last_name",
            "email",
            "company",
            "position",
            "connected",
        ];
        if !gather.first(row, "connection", &all.map(|field| row.fields.get(field))) {
            return Outcome::Finding;
        }
        gather.imported.connections.push(connection);
        return Outcome::Item;
    };
    let identity = format!("connection {}", pages::identity(url));
    let Some(place) = gather.places.get(&identity).copied() else {
        gather
            .places
            .insert(identity, gather.imported.connections.len());
        gather.imported.connections.push(connection);
        return Outcome::Item;
    };
    let known = gather.imported.connections.get_mut(place);
    let differs = known.is_some_and(|known| complete(known, connection));
    if differs {
        let message = "This row and another one are about the same person and differ; the first was read. Check it.";
        row.notes(&mut gather.imported)
            .add(FindingKind::Contradiction, message);
    } else {
        row.duplicate(&mut gather.imported);
    }
    Outcome::Finding
}

/// Fills what is empty from another row about the same person; true if they contradict each other.
fn complete(known: &mut Connection, other: Connection) -> bool {
    let mut differs = false;
    let texts = [
        (&mut known.first_name, other.first_name),
        (&mut known.last_name, other.last_name),
        (&mut known.company, other.company),
        (&mut known.position, other.position),
    ];
    for (text, other) in texts {
        if text.is_empty() {
            *text = other;
        } else {
            differs |= !other.is_empty() && *text != other;
        }
    }
    if known.email.is_none() {
        known.email = other.email;
    } else {
        differs |= other.email.is_some_and(|other| {
            known
                .email
                .as_ref()
                .is_some_and(|email| !email.eq_ignore_ascii_case(&other))
        });
    }
    if known.connected_on.is_none() {
        known.connected_on = other.connected_on;
    } else {
        differs |= other.connected_on.is_some() && other.connected_on != known.connected_on;
    }
    differs
}

/// The address of a profile, without query and slash at its end.
fn profile_url(row: &Row<'_>, imported: &mut Imported) -> Option<String> {
    row.url("url", imported).map(|url| pages::profile(&url))
}

fn email(row: &Row<'_>, imported: &mut Imported) -> Option<String> {
    let email = text::line(row.fields.get("email"));
    if email.is_empty() {
        return None;
    }
    let parts = email.split_once('@');
    let valid = parts
        .is_some_and(|(user, host)| !user.is_empty() && !host.is_empty() && !host.contains('@'))
        && !email.contains(' ')
        && email.chars().count() <= EMAIL_CHARS_MAX;
    if !valid {
        let message = format!(
            "\"{}\" is no e-mail address and was left out.",
            text::quote(&email)
        );
        row.notes(imported).add(FindingKind::Unreadable, message);
    }
    valid.then_some(email)
}
