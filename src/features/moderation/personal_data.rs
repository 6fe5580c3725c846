//! The reports of a user as personal data.

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

/// All reports of the user, in order. An open report goes with its author; of one that was decided, the kind and the verdict stay without a
/// name or a word: they tell what moderators did.
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
            what: "of decided reports the kind, the posting and the verdict; what its owner decided, set or wrote as a moderator or admin",
            why: "it is about postings, others and the server; who it was is not kept with it",
        }]
    }
}
