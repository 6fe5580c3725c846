//! What all mails share: their language, their form and their last lines.

use uuid::Uuid;

use super::template::Text;
use crate::{platform::mail::Mail as Letter, types::email::Email};

/// The language of all templates (BCP 47).
const LANGUAGE: &str = "en";
/// The end of each mail.
const FOOTER: &str = "Careergraph sent this by itself; nobody reads answers to it.\n";

/// The mail with this text.
pub(super) fn letter(id: Uuid, to: Email, text: &Text) -> Letter {
    Letter {
        id,
        to,
        language: LANGUAGE,
        subject: text.subject.to_owned(),
        text: format!("{}\n{FOOTER}", text.body),
    }
}
