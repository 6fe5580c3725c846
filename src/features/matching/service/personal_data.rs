//! Personal data of matching: the ranked postings, and the suggestions for the profile.

use futures_util::future::BoxFuture;
use serde_json::{Value as Json, json};

use crate::{
    error::Result,
    features::matching::{
        Matching,
        entity::{profile_suggestion, ranking},
    },
    platform::personal_data::{DataSubject, PersonalData},
    types::actor::Actor,
};

impl PersonalData for Matching {
    fn name(&self) -> &'static str {
        "matching"
    }

    fn schema(&self) -> &'static str {
        include_str!("../matching.schema.json")
    }

    fn export<'a>(&'a self, actor: &'a Actor, _: &'a DataSubject) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async {
            let conn = self.platform.db.conn();
            let ranking = ranking::of(actor).one(conn).await?;
            let suggestions = profile_suggestion::of(actor).all(conn).await?;
            Ok(json!({ "ranking": ranking, "suggestions": suggestions }))
        })
    }
}
