//! The reports as personal data.

use futures_util::future::BoxFuture;
use serde_json::Value as Json;

use super::{Moderation, entity::report};
use crate::{
    error::Result,
    platform::{
        personal_data::{DataSubject, PersonalData, Retained, member},
        unit_of_work::Unit,
    },
    types::actor::Actor,
};

/// All reports of the user, oldest first. Open reports are deleted with the account; decided ones keep the kind, posting and verdict
/// without the reporter and the text, as a record of what moderators decided.
impl PersonalData for Moderation {
    fn name(&self) -> &'static str {
        "reports"
    }

    fn schema(&self) -> &'static str {
        include_str!("reports.schema.json")
    }

    fn export<'a>(&'a self, actor: &'a Actor, _: &'a DataSubject) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async { member(&report::of(actor).all(self.platform.db.conn()).await?) })
    }

    fn erase<'a>(&'a self, conn: &'a Unit, subject: &'a DataSubject) -> BoxFuture<'a, Result<()>> {
        Box::pin(async { Ok(report::erase(conn, subject.user_id).await?) })
    }

    fn retained(&self) -> &'static [Retained] {
        &[Retained {
            what: "kind, posting and verdict of decided reports; what the user decided, set or wrote as a moderator or admin",
            why: "it is about postings, other users and the server; the user is not named in it",
        }]
    }
}
