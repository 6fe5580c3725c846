//! Personal data of matching: the ranked postings, the suggestions for the profile, and vectors of titles and names of skills.

use futures_util::future::BoxFuture;
use serde_json::{Value as Json, json};

use crate::{
    error::Result,
    features::matching::{
        Matching,
        entity::{person_embedding, profile_suggestion, ranking},
    },
    platform::personal_data::{DataSubject, PersonalData},
    types::{actor::Actor, vector::Vector},
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
            let embeddings = person_embedding::of(actor).all(conn).await?;
            let embeddings = embeddings.iter().map(|row| {
                let vector = Vector::from_bytes(&row.vector);
                json!({ "model": row.model, "embeddedAt": row.embedded_at, "vector": vector.numbers() })
            });
            let embeddings: Vec<Json> = embeddings.collect();
            Ok(json!({ "ranking": ranking, "suggestions": suggestions, "embeddings": embeddings }))
        })
    }
}
