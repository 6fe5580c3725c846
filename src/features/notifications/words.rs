//! The words of a notification: the one place where its data becomes text, in the language that is asked for.

use sea_orm::ActiveEnum;
use texts::Text;

use super::{Content, Kind, NotificationRow};
use crate::types::locale::Locale;

impl NotificationRow {
    /// The language of its user when it was delivered.
    #[must_use]
    pub fn locale(&self) -> Locale {
        Locale::find(&self.locale).unwrap_or_default()
    }

    /// Its title and text.
    #[must_use]
    pub fn text(&self, locale: Locale) -> Text {
        match &self.content {
            Content::Text { title, body } => Text {
                title: title.clone(),
                body: body.clone(),
            },
            Content::Export { .. } => locale.text("export-ready", &[]),
            Content::Application {
                company,
                role,
                from,
                to,
                outcome,
            } => {
                let stage = to.to_value();
                let outcome =
                    outcome.map_or_else(|| "NONE".to_owned(), |outcome| outcome.to_value());
                let values = [
                    ("company", company.as_str()),
                    ("role", role),
                    ("stage", &stage),
                    ("outcome", &outcome),
                ];
                locale.text(name(self.kind, *from == Some(*to)), &values)
            }
        }
    }
}

/// The name of the text about an application.
const fn name(kind: Kind, is_same_stage: bool) -> &'static str {
    match kind {
        Kind::ApplicationMoved if is_same_stage => "application-round",
        Kind::ApplicationMoved => "application-moved",
        Kind::ApplicationClosed => "application-closed",
        Kind::ApplicationReopened => "application-reopened",
        Kind::ApplicationCorrected => "application-corrected",
        Kind::ExportReady => "export-ready",
    }
}
