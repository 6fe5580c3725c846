//! The notifications as personal data. They refer to the account and are deleted with it.

use futures_util::future::BoxFuture;
use serde_json::Value as Json;

use super::{Notifications, entity::notification};
use crate::{
    error::Result,
    platform::personal_data::{DataSubject, PersonalData, member},
    types::actor::Actor,
};

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
            member(&all.all(self.platform.db.conn()).await?)
        })
    }
}
