//! The parts that all mails share: language, format and footer.

use uuid::Uuid;

use super::template::Text;
use crate::{platform::mail::Mail as Letter, types::email::Email};

/// The language of all templates (BCP 47).
const LANGUAGE: &str = "en";
/// The footer of each mail.
const FOOTER: &str = "This message was sent automatically by Careergraph; replies are not read.\n";

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
