//! The synchronisation as personal data, without the token. The row is deleted with the account.

use futures_util::future::BoxFuture;
use serde::Serialize;
use serde_json::Value as Json;

use crate::{
    error::Result,
    features::linkedin::{AccountRow, LinkedIn, entity::account},
    platform::personal_data::{DataSubject, PersonalData, member},
    types::actor::Actor,
};

#[derive(Serialize)]
struct LinkedInExport {
    account: Option<AccountRow>,
}

impl PersonalData for LinkedIn {
    fn name(&self) -> &'static str {
        "linkedIn"
    }

    fn schema(&self) -> &'static str {
        include_str!("../linkedin.schema.json")
    }

    fn export<'a>(&'a self, actor: &'a Actor, _: &'a DataSubject) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async {
            let account = account::of(actor).one(self.platform.db.conn()).await?;
            member(&LinkedInExport { account })
        })
    }
}
