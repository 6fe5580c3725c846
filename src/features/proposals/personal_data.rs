//! The proposals as personal data. They refer to the account and are deleted with it.

use futures_util::future::BoxFuture;
use sea_orm::QueryOrder;
use serde_json::Value as Json;

use super::Proposals;
use crate::{
    error::Result,
    platform::{
        personal_data::{DataSubject, PersonalData, member},
        proposals::{self, Column},
    },
    types::actor::Actor,
};

impl PersonalData for Proposals {
    fn name(&self) -> &'static str {
        "agentProposals"
    }

    fn schema(&self) -> &'static str {
        include_str!("proposals.schema.json")
    }

    fn export<'a>(&'a self, actor: &'a Actor, _: &'a DataSubject) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async {
            let rows = proposals::of(actor).order_by_asc(Column::CreatedAt);
            let rows = rows.order_by_asc(Column::Id);
            member(&rows.all(self.platform.db.conn()).await?)
        })
    }
}
