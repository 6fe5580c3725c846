//! Checks what a user types about a person.

use std::collections::BTreeSet;

use url::Url;

use super::keys::{fill, tag_key};
use crate::{
    error::{Refusal, Result},
    features::connections::{PersonRow, entity::person::Tags},
    types::{
        email::Email,
        partial_date::PartialDate,
        text::{Line, Prose},
    },
};

/// Maximum length of a name.
const NAME_CHARS: usize = 100;
/// Maximum length of a company or position.
const LINE_CHARS: usize = 200;
/// Maximum length of notes.
const NOTES_CHARS: usize = 10_000;
/// Maximum number of tags.
const TAGS: usize = 20;
/// Maximum length of a tag.
const TAG_CHARS: usize = 50;
/// Maximum length of an address.
const URL_BYTES: usize = 2_000;

/// A new person, or changes of one; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct PersonChange {
    /// The first name.
    pub first_name: Option<String>,
    /// The last name.
    pub last_name: Option<String>,
    /// The address of the profile; `Some(None)` removes it.
    pub profile_url: Option<Option<String>>,
    /// The e-mail address; `Some(None)` removes it.
    pub email: Option<Option<String>>,
    /// The company.
    pub company: Option<String>,
    /// The position.
    pub position: Option<String>,
    /// When they connected; `Some(None)` removes it.
    pub connected_on: Option<Option<PartialDate>>,
    /// Notes.
    pub notes: Option<String>,
    /// All tags.
    pub tags: Option<Vec<String>>,
    /// When to get in touch; `Some(None)` removes it.
    pub follow_up_on: Option<Option<PartialDate>>,
}

impl PersonChange {
    /// Checks the change and writes it into a row.
    pub(super) fn apply(self, row: &mut PersonRow) -> Result<()> {
        let lines = [
            (
                &mut row.first_name,
                self.first_name,
                "input.firstName",
                NAME_CHARS,
            ),
            (
                &mut row.last_name,
                self.last_name,
                "input.lastName",
                NAME_CHARS,
            ),
            (&mut row.company, self.company, "input.company", LINE_CHARS),
            (
                &mut row.position,
                self.position,
                "input.position",
                LINE_CHARS,
            ),
        ];
        for (field, text, path, max) in lines {
            if let Some(text) = text {
                let line = Line::parse_optional(path, &text, max)?;
                *field = line.map(Line::into_string).unwrap_or_default();
            }
        }
        if row.first_name.is_empty() && row.last_name.is_empty() {
            let message = "A person has a first name, a last name or both.";
            return Err(Refusal::invalid("input.firstName", message).into());
        }
        if let Some(url) = self.profile_url {
            row.profile_url = url.as_deref().map(web_address).transpose()?;
        }
        if let Some(email) = self.email {
            let email = email.map(|email| Email::parse("input.email", &email));
            row.email = email.transpose()?.map(|email| email.as_str().to_owned());
        }
        if let Some(date) = self.connected_on {
            row.connected_on = date.map(|date| date.to_string());
        }
        if let Some(notes) = self.notes {
            row.notes = Prose::parse("input.notes", &notes, NOTES_CHARS)?.into_string();
        }
        if let Some(tags) = self.tags {
            row.tags = Tags(checked_tags(&tags)?);
        }
        if let Some(date) = self.follow_up_on {
            row.follow_up_on = date.map(|date| date.to_string());
        }
        fill(row);
        Ok(())
    }
}

/// Tags in their order, each once.
fn checked_tags(tags: &[String]) -> Result<Vec<String>> {
    if tags.len() > TAGS {
        let message = format!("A person has at most {TAGS} tags.");
        return Err(Refusal::invalid("input.tags", message).into());
    }
    let (mut known, mut checked) = (BTreeSet::new(), Vec::new());
    for (number, tag) in tags.iter().enumerate() {
        let tag = Line::parse(&format!("input.tags.{number}"), tag, TAG_CHARS)?.into_string();
        if known.insert(tag_key(&tag)) {
            checked.push(tag);
        }
    }
    Ok(checked)
}

fn web_address(text: &str) -> std::result::Result<String, Refusal> {
    let url = Url::parse(text).ok();
    let url = url.filter(|url| matches!(url.scheme(), "http" | "https"));
    url.map(String::from)
        .filter(|url| url.len() <= URL_BYTES)
        .ok_or_else(|| {
            let message =
                "A web address starts with https:// or http:// and has at most 2000 characters.";
            Refusal::invalid("input.profileUrl", message)
        })
}
