//! The connections as personal data of their user. They refer to the account and are deleted with it.

use futures_util::future::BoxFuture;
use sea_orm::QueryOrder;
use serde_json::Value as Json;

use crate::{
    error::Result,
    features::connections::{Connections, entity::person},
    platform::personal_data::{DataSubject, PersonalData, Retained, member},
    types::actor::Actor,
};

impl PersonalData for Connections {
    fn name(&self) -> &'static str {
        "connections"
    }

    fn schema(&self) -> &'static str {
        include_str!("../connections.schema.json")
    }

    fn export<'a>(&'a self, actor: &'a Actor, _: &'a DataSubject) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async {
            let all = person::of(actor.user_id).order_by_asc(person::Column::Id);
            member(&all.all(self.platform.db.conn()).await?)
        })
    }

    fn retained(&self) -> &'static [Retained] {
        &[Retained {
            what: "what other users keep about the person among their own connections",
            why: "it is theirs: they typed or imported it, only they see it, and it expires or is deleted with their account",
        }]
    }
}
