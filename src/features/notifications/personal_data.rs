//! The notifications as personal data. They refer to the account and are deleted with it.

use futures_util::future::BoxFuture;
use serde::Serialize;
use serde_json::Value as Json;
use texts::Text;

use super::{NotificationRow, Notifications, entity::notification};
use crate::{
    error::Result,
    platform::personal_data::{DataSubject, PersonalData, member},
    types::actor::Actor,
};

/// A notification as its user gets it: with its words.
#[derive(Serialize)]
struct Exported<'a> {
    #[serde(flatten)]
    row: &'a NotificationRow,
    title: String,
    body: String,
}

impl<'a> From<&'a NotificationRow> for Exported<'a> {
    fn from(row: &'a NotificationRow) -> Self {
        let Text { title, body } = row.text(row.locale());
        Self { row, title, body }
    }
}

impl PersonalData for Notifications {
    fn name(&self) -> &'static str {
        "notifications"
    }

    fn schema(&self) -> &'static str {
        include_str!("notifications.schema.json")
    }

    fn export<'a>(&'a self, actor: &'a Actor, _: &'a DataSubject) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async {
            let all = notification::of_after(actor, 0);
            let all = all.all(self.platform.db.conn()).await?;
            member(&all.iter().map(Exported::from).collect::<Vec<_>>())
        })
    }
}
