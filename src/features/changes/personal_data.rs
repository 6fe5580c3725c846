//! The changes as personal data. They refer to the account and are deleted with it.

use futures_util::future::BoxFuture;
use serde_json::Value as Json;

use super::Changes;
use crate::{
    error::Result,
    platform::personal_data::{DataSubject, PersonalData, member},
    types::actor::Actor,
};

impl PersonalData for Changes {
    fn name(&self) -> &'static str {
        "changes"
    }

    fn schema(&self) -> &'static str {
        include_str!("changes.schema.json")
    }

    fn export<'a>(&'a self, actor: &'a Actor, _: &'a DataSubject) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async { member(&self.platform.feed.all(actor).await?) })
    }
}
